use crate::{customs, exit, plainly, sample, shown};

#[test]
fn a_damaged_text_of_any_kind_is_shown_and_remarked() {
    for (check, member, label) in [
        (exit(), "CaseNo", "案号"),
        (exit(), "Amount", "执行标的金额"),
        (exit(), "PublishDate", "发布日期"),
        (exit(), "LimitList", "限制出境对象"),
        (customs(), "IdentifyLevel", "信用等级"),
        (customs(), "CancelFlag", "海关注销标志"),
    ] {
        for (json, text) in [
            (r#""示例\ud800号""#, "示例\u{fffd}号"),
            ("\"示例\u{1}号\"", "示例\u{fffd}号"),
            ("\"示例\u{fffd}号\"", "示例\u{fffd}号"),
            ("\"示例\t号\"", "示例\t号"),
            ("\"示例\n号\"", "示例\n号"),
        ] {
            let (value, remarks) = shown(&check, member, &format!(r#""{member}":{json}"#));
            assert!(value.starts_with(text), "{member} {json}: {value}");
            assert_eq!(remarks, [format!("{label}: Damaged")], "{json}");
        }
    }
}

#[test]
fn a_damaged_name_or_number_of_a_party_is_remarked_once() {
    for json in [
        r#"[{"Name":"示例\ud800","KeyNo":"1"}]"#,
        r#"[{"Name":"示例","KeyNo":"\ud800"}]"#,
        r#"[{"name":"示例\ud800","KEYNO":"\ud800"},{"Name":"示例\ud800"}]"#,
        r#"["示例\ud800","示例乙"]"#,
        r#"{"Name":"示例\ud800"}"#,
    ] {
        let (value, remarks) = shown(&exit(), "LimitList", &format!(r#""LimitList":{json}"#));
        assert!(value.contains('\u{fffd}'), "{value}");
        assert_eq!(remarks, ["限制出境对象: Damaged"], "{json}");
    }
}

#[test]
fn damage_in_what_is_not_shown_is_not_remarked() {
    assert_eq!(plainly(&exit(), "LimitList", r#""LimitList":[{"Name":"示例","Org":"\ud800"}]"#), "示例");
    assert_eq!(plainly(&exit(), "CaseNo", r#""CaseNo":"1","Other":"\ud800""#), "1");
}

#[test]
fn a_damaged_column_names_its_row() {
    let list = r#""PunishList":[{"No":"1"},{"No":"2","CaseProp":"违\ud800"}]"#;
    let (value, remarks) = shown(&customs(), "PunishList", list);
    assert_eq!(value, "1||||\n2|||违\u{fffd}|");
    assert_eq!(remarks, ["海关行政处罚 2 · 案件性质: Damaged"]);
}

/// A list of penalties under an undecodable name must not look like a row without penalties.
#[test]
fn a_member_whose_name_is_damaged_is_quoted() {
    for (name, quoted) in [(r"Punish\ud800List", "Punish\u{fffd}List"), ("PunishList\t", "PunishList\t")] {
        let (value, remarks) =
            shown(&customs(), "PunishList", &format!(r#""{name}":[{{"No":"1"}}],"RegNo":"1""#));
        assert_eq!((value.as_str(), remarks), ("", vec![format!(r#"{quoted}: Unexpected [{{"No":"1"}}]"#)]));
    }
    let within = r#""PunishList":[{"No":"1","Case\ud800Prop":"违规"}]"#;
    let (value, remarks) = shown(&customs(), "PunishList", within);
    assert_eq!(
        (value.as_str(), remarks),
        ("1||||", vec!["Case\u{fffd}Prop: Unexpected \"违规\"".to_owned()])
    );
}

#[test]
fn a_text_of_raw_blanks_alone_says_nothing() {
    for blanks in ["\t", "\n", "\r\n\t"] {
        assert_eq!(plainly(&exit(), "CaseNo", &format!("\"CaseNo\":\"{blanks}\"")), "");
        assert_eq!(plainly(&exit(), "LimitList", &format!("\"LimitList\":\"{blanks}\"")), "");
    }
}

#[test]
fn damage_within_what_is_quoted_stays_visible() {
    let (_, remarks) = shown(&sample(""), "No", r#""No":["甲\ud800"]"#);
    assert_eq!(remarks, ["编号: Unexpected [\"甲\u{fffd}\"]"]);
}

#[test]
fn a_party_whose_name_stands_under_a_damaged_name_is_quoted() {
    let members = r#""LimitList":[{"Na\ud800me":"示例甲","KeyNo":"p123456789abcdef0123456789abcdef"}]"#;
    let (_, remarks) = shown(&exit(), "LimitList", members);
    assert_eq!(remarks, ["Na\u{fffd}me: Unexpected \"示例甲\""]);
}
