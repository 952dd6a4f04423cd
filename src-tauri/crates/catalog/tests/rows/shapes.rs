use crate::{customs, exit, members_of_kind, plainly, row, sample, shown};
use catalog::{Kind, ListCheck, Value};

/// Values other than texts, as a remark quotes them.
const NO_TEXTS: [&str; 8] = ["true", "false", "{}", r#"{"a":1}"#, "[1]", r#"["x"]"#, "[null]", "[[{}]]"];

#[test]
fn what_is_no_text_costs_its_field_and_is_quoted() {
    for check in ListCheck::all() {
        let is_list = |kind: &Kind| matches!(kind, Kind::Parties { .. } | Kind::Table { .. });
        for field in check.fields.iter().filter(|field| !is_list(&field.kind)) {
            for json in NO_TEXTS {
                let (value, remarks) = shown(&check, &field.member, &format!(r#""{}":{json}"#, field.member));
                assert_eq!(
                    (value.as_str(), remarks),
                    ("", vec![format!("{}: Unexpected {json}", field.label.zh)])
                );
            }
        }
    }
}

#[test]
fn a_number_keeps_its_digits_where_a_text_is_described() {
    for digits in ["7", "0", "-1", "1.50", "021", "123456789012345678901234567890"] {
        let json = if digits == "021" { r#""021""# } else { digits };
        assert_eq!(plainly(&exit(), "CourtTel", &format!(r#""CourtTel":{json}"#)), digits);
    }
}

#[test]
fn a_field_that_cannot_be_read_leaves_the_others_alone() {
    let members =
        r#""CaseNo":"示例1号","LimitList":7,"Court":[],"Amount":{"a":1},"PublishDate":"2019-01-08""#;
    let (value, remarks) = shown(&exit(), "CaseNo", members);
    assert_eq!(value, "示例1号");
    assert_eq!(remarks, ["限制出境对象: Unexpected 7", r#"执行标的金额: Unexpected {"a":1}"#]);
    assert_eq!(shown(&exit(), "PublishDate", members).0, "2019-01-08");
}

#[test]
fn a_member_is_found_in_any_casing() {
    for name in ["CaseNo", "caseNo", "caseno", "CASENO", "Caseno"] {
        assert_eq!(plainly(&exit(), "CaseNo", &format!(r#""{name}":"示例1号""#)), "示例1号", "{name}");
    }
    for name in ["Case No", "Case_No", "CaseNo ", "CaseNum"] {
        assert_eq!(plainly(&exit(), "CaseNo", &format!(r#""{name}":"示例1号""#)), "", "{name}");
    }
    let list = r#""punishlist":[{"no":"1","DECISIONNO":"2","Caseprop":"违规"}]"#;
    assert_eq!(plainly(&customs(), "PunishList", list), "1|2||违规|");
}

#[test]
fn two_values_of_one_member_are_both_told() {
    let several = |members: &str| shown(&exit(), "CaseNo", members);
    let expected = |value: &str, other: &str| (value.to_owned(), vec![format!("案号: Several {other}")]);
    assert_eq!(several(r#""CaseNo":"甲","caseno":"乙""#), expected("甲", "\"乙\""));
    assert_eq!(several(r#""caseno":"乙","CaseNo":"甲""#), expected("甲", "\"乙\""));
    assert_eq!(several(r#""caseno":"乙","CASENO":7,"CaseNo":"甲""#), expected("甲", "\"乙\" 7"));
    for alike in
        [r#""CaseNo":"甲","caseno":"甲""#, r#""CaseNo":"甲","caseno":null"#, r#""CaseNo":"","caseno":"甲""#]
    {
        assert_eq!(several(alike), ("甲".to_owned(), vec![]), "{alike}");
    }
    let lists = r#""LimitList":["示例甲"],"limitList":["示例乙"]"#;
    let (value, remarks) = shown(&exit(), "LimitList", lists);
    assert_eq!((value.as_str(), remarks), ("示例甲", vec![r#"限制出境对象: Several ["示例乙"]"#.to_owned()]));
}

#[test]
fn other_names_of_a_member_count_as_well() {
    let check = sample(
        r#"[[fields]]
member = "Liandate"
also = ["FilingDate"]
kind = "date"
label = { zh = "立案日期", en = "Filed" }
"#,
    );
    for name in ["Liandate", "LianDate", "FilingDate", "filingdate"] {
        assert_eq!(plainly(&check, "Liandate", &format!(r#""{name}":"2021-09-02""#)), "2021-09-02");
    }
    let two = shown(&check, "Liandate", r#""FilingDate":"2021-09-03","LianDate":"2021-09-02""#);
    assert_eq!(two.1.len(), 1, "{two:?}");
    assert!(two.1[0].starts_with("立案日期: Several"), "{two:?}");
}

#[test]
fn a_table_is_read_from_a_list_or_from_one_object() {
    let table = |json: &str| shown(&customs(), "PunishList", &format!(r#""PunishList":{json}"#));
    for (json, value) in [
        (r#"[{"No":"1","CaseProp":"违规"},{"No":2}]"#, "1|||违规|\n2||||"),
        (r#"{"No":"1","CaseProp":"违规"}"#, "1|||违规|"),
        (r#"[{"No":"1","Extra":"x"}]"#, "1||||"),
        ("[{}]", "||||"),
        ("[]", ""),
        ("null", ""),
        (r#""""#, ""),
    ] {
        assert_eq!(table(json), (value.to_owned(), vec![]), "{json}");
    }
    for (json, value, raw) in [
        ("{}", "", "{}"),
        ("[null]", "", "null"),
        (r#"["违规"]"#, "", r#""违规""#),
        (r#""违规""#, "", r#""违规""#),
        (r#"[{"No":"1"},7]"#, "1||||", "7"),
        (r#"[[{"No":"1"}]]"#, "", r#"[{"No":"1"}]"#),
    ] {
        assert_eq!(
            table(json),
            (value.to_owned(), vec![format!("海关行政处罚: Unexpected {raw}")]),
            "{json}"
        );
    }
}

#[test]
fn a_remark_within_a_table_names_row_and_column() {
    let list = r#""PunishList":[{"No":"1"},{"Party":["x"],"No":"2"}]"#;
    let (value, remarks) = shown(&customs(), "PunishList", list);
    assert_eq!(value, "1||||\n2||||");
    assert_eq!(remarks, [r#"海关行政处罚 2 · 当事人: Unexpected ["x"]"#]);
}

/// A non-empty list of penalties never looks empty.
#[test]
fn nothing_in_a_list_is_left_out_without_a_word() {
    for check in ListCheck::all() {
        for member in
            members_of_kind(&check, |kind| matches!(kind, Kind::Parties { .. } | Kind::Table { .. }))
        {
            for item in ["null", r#""""#, "{}", "[]", "0", "false", r#"{"a":null}"#, r#""示例""#] {
                let (value, remarks) = shown(&check, member, &format!(r#""{member}":[{item}]"#));
                assert!(!value.is_empty() || remarks.len() == 1, "{member} {item}: {value} {remarks:?}");
            }
        }
    }
}

#[test]
fn a_row_without_members_has_a_value_for_every_field() {
    for check in ListCheck::all() {
        let read = check.row(&row("{}"));
        assert_eq!(read.values.len(), check.fields.len());
        assert!(read.values.iter().all(Value::is_unstated) && read.remarks.is_empty());
    }
}

#[test]
fn what_could_not_be_read_is_not_taken_for_nothing() {
    let customs = customs();
    let places = customs.fields.iter().enumerate().filter(|(_, field)| !field.hidden);
    for (place, field) in places {
        let value = |json: &str| {
            customs.row(&row(&format!(r#"{{"{}":{json}}}"#, field.member))).values[place].clone()
        };
        assert_eq!(value("true"), Value::Unread, "{}", field.member);
        assert_eq!(value("[[]]"), Value::Unread, "{}", field.member);
        assert_eq!(value("{}"), Value::Unread, "{}", field.member);
        assert!(value("null").is_unstated() && value("[]").is_unstated(), "{}", field.member);
        assert!(!value("true").is_unstated(), "{}", field.member);
        let given = match &field.kind {
            Kind::Parties { .. } => r#"[{"Name":"示例"}]"#,
            Kind::Table { .. } => r#"[{"PunishNo":"1"}]"#,
            _ => r#""示例""#,
        };
        let raw = if given == r#""示例""# { "示例" } else { "" };
        assert_eq!((value(given).is_unstated(), value(given).raw()), (false, raw), "{}", field.member);
    }
}

#[test]
fn a_member_that_no_field_describes_is_quoted_where_it_may_hold_rows() {
    let read = |members: &str| customs().row(&row(members)).remarks;
    let remarks = read(r#"{"RegNo":"1","PunishmentList":[{"No":"1"}],"Extra":{"a":1}}"#);
    let remarked: Vec<_> =
        remarks.iter().map(|remark| (remark.field.zh.as_str(), remark.raw.as_str())).collect();
    assert_eq!(remarked, [("PunishmentList", r#"[{"No":"1"}]"#), ("Extra", r#"{"a":1}"#)]);
    let within =
        read(r#"{"RegNo":"1","PunishList":[{"PunishNo":"1","Details":[{"Amt":"50万元"}],"Note":"x"}]}"#);
    let within: Vec<_> =
        within.iter().map(|remark| (remark.field.zh.as_str(), remark.raw.as_str())).collect();
    assert_eq!(within, [("Details", r#"[{"Amt":"50万元"}]"#)], "in a table, too");
    assert_eq!(read(r#"{"RegNo":"1","Sort":7,"Note":"x","Nothing":[],"Other":{}}"#), []);
}

/// Of a check from public material, any member may be a described one under another name.
#[test]
fn a_member_that_nothing_describes_is_quoted_if_its_check_is_provisional() {
    let debtor = ListCheck::from_id("dishonestDebtor").unwrap();
    assert!(debtor.provisional && !exit().provisional);
    let members = r#""Other":"示例","Empty":"","None":null,"Blank":[]"#;
    let remarks = |check: ListCheck| shown(&check, &check.fields[0].member, members).1;
    assert_eq!(remarks(debtor), ["Other: Unexpected \"示例\""]);
    assert_eq!(remarks(exit()), [""; 0]);
}
