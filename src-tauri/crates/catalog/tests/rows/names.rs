use crate::{exit, plainly, row, sample, shown};
use catalog::Value;

const PERSON: &str = "p123456789abcdef0123456789abcdef";
const COMPANY: &str = "0123456789abcdef0123456789abcdef";

fn limited(json: &str) -> (String, Vec<String>) {
    shown(&exit(), "LimitList", &format!(r#""LimitList":{json}"#))
}

fn named(json: &str) -> String {
    plainly(&exit(), "LimitList", &format!(r#""LimitList":{json}"#))
}

#[test]
fn names_are_shown_in_every_form_that_they_come_in() {
    for (json, expected) in [
        (r#"[{"KeyNo":"","Name":"示例甲"}]"#, "示例甲"),
        (r#"[{"Name":"示例甲"},{"Name":"示例乙","KeyNo":null}]"#, "示例甲、示例乙"),
        (r#"["示例甲"]"#, "示例甲"),
        (r#"["示例甲","示例乙"]"#, "示例甲、示例乙"),
        (r#"["示例甲",{"Name":"示例乙"}]"#, "示例甲、示例乙"),
        (r#""示例甲""#, "示例甲"),
        (r#""示例甲，示例乙""#, "示例甲，示例乙"),
        (r#"{"Name":"示例甲","KeyNo":"1"}"#, "示例甲 1"),
        (r#"{"name":"示例甲","Keyno":"1"}"#, "示例甲 1"),
        (r#"[{"NAME":"示例甲","keyNo":1}]"#, "示例甲 1"),
        (r#"[{"KeyNo":"1"}]"#, "1"),
        (r#"[{"Name":"示例甲","Org":2,"Extra":["x"]}]"#, "示例甲"),
    ] {
        assert_eq!(named(json).trim(), expected, "{json}");
    }
    for nothing in ["null", r#""""#, "[]", r#"" ""#] {
        assert_eq!(named(nothing), "", "{nothing}");
    }
}

#[test]
fn persons_and_companies_are_told_apart_by_their_numbers() {
    for (key_no, kind) in [
        (PERSON, "person"),
        ("pr23456789abcdef0123456789abcdef", "person"),
        (COMPANY, "company"),
        ("h123456789abcdef0123456789abcdef", "company"),
        ("H123456789ABCDEF0123456789ABCDEF", "company"),
    ] {
        let json = format!(r#"[{{"Name":"示例","KeyNo":"{key_no}"}}]"#);
        assert_eq!(named(&json), format!("示例 {kind} {key_no}"));
    }
    for key_no in ["p1", "pp23456789abcdef0123456789abcdef", "g0123456789abcdef0123456789abcde"] {
        assert_eq!(named(&format!(r#"[{{"Name":"示例","KeyNo":"{key_no}"}}]"#)), format!("示例 {key_no}"));
    }
}

#[test]
fn what_is_no_name_costs_itself_and_is_told() {
    for (json, value, raw) in [
        ("7", "", "7"),
        ("true", "", "true"),
        ("{}", "", "{}"),
        (r#"["示例甲",null]"#, "示例甲", "null"),
        (r#"["示例甲",""]"#, "示例甲", r#""""#),
        (r#"["示例甲",{}]"#, "示例甲", "{}"),
        (r#"[["示例甲"],"示例乙"]"#, "示例乙", r#"["示例甲"]"#),
        (r#"[7,"示例乙"]"#, "示例乙", "7"),
        (r#"[{"Name":"","KeyNo":""}]"#, "", r#"{"Name":"","KeyNo":""}"#),
        (r#"[{"Name":["示例甲"]},"示例乙"]"#, "示例乙", r#"{"Name":["示例甲"]}"#),
        (r#"[{"Name":"示例甲","name":"示例乙"}]"#, "", r#"{"Name":"示例甲","name":"示例乙"}"#),
        (r#"[{"Person":"示例甲"}]"#, "", r#"{"Person":"示例甲"}"#),
    ] {
        assert_eq!(
            limited(json),
            (value.to_owned(), vec![format!("限制出境对象: Unexpected {raw}")]),
            "{json}"
        );
    }
}

#[test]
fn a_name_and_its_number_may_be_two_members() {
    let check = sample(
        r#"[[fields]]
member = "PersonName"
number = "PersonId"
kind = "parties"
label = { zh = "限制对象", en = "Person" }
"#,
    );
    for (members, expected) in [
        (format!(r#""PersonName":"示例甲","PersonId":"{PERSON}""#), format!("示例甲 person {PERSON}")),
        (format!(r#""personname":"示例甲","PERSONID":"{COMPANY}""#), format!("示例甲 company {COMPANY}")),
        (r#""PersonName":"示例甲""#.to_owned(), "示例甲".to_owned()),
        (r#""PersonName":"示例甲","PersonId":12"#.to_owned(), "示例甲 12".to_owned()),
        (r#""PersonId":"12""#.to_owned(), " 12".to_owned()),
        (r#""PersonName":["示例甲","示例乙"]"#.to_owned(), "示例甲、示例乙".to_owned()),
        (r#""PersonName":{"Name":"示例甲","KeyNo":"12"}"#.to_owned(), "示例甲 12".to_owned()),
        (r#""PersonName":null,"PersonId":"""#.to_owned(), String::new()),
    ] {
        assert_eq!(plainly(&check, "PersonName", &members), expected, "{members}");
    }
    for (members, value, remark) in [
        (r#""PersonName":"示例甲","PersonId":"1","personId":"2""#, "示例甲 1", "Several \"2\""),
        (r#""PersonName":"示例甲","PersonId":["1"]"#, "示例甲", "Unexpected [\"1\"]"),
        (r#""PersonName":true,"PersonId":"1""#, " 1", "Unexpected true"),
        (r#""PersonName":"示例\ud800""#, "示例\u{fffd}", "Damaged"),
    ] {
        let expected = (value.to_owned(), vec![format!("限制对象: {remark}")]);
        assert_eq!(shown(&check, "PersonName", members), expected, "{members}");
    }
    for members in [r#""PersonName":true"#, r#""PersonId":true"#] {
        let row = check.row(&row(&format!("{{{members}}}")));
        assert_eq!(row.values[1], Value::Unread, "{members}");
    }
}
