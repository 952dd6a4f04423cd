use crate::{customs, exit, plainly, sample, shown};

#[test]
fn a_day_is_readable_in_whatever_form_it_comes() {
    for (json, expected) in [
        (r#""2021-09-02""#, "2021-09-02"),
        (r#""2005-03-09 00:00:00""#, "2005-03-09 00:00:00"),
        (r#"" 2021-09-02\n""#, "2021-09-02"),
        (r#""/Date(1110297600000)/""#, "2005-03-09（原文：/Date(1110297600000)/）"),
        (r#""\/Date(1110297600000+0800)\/""#, "2005-03-09（原文：/Date(1110297600000+0800)/）"),
        ("1110297600000", "2005-03-09（原文：1110297600000）"),
        (r#""1110297600""#, "2005-03-09（原文：1110297600）"),
        ("946655999999", "1999-12-31（原文：946655999999）"),
        (r#""2021年9月2日""#, "2021-09-02（原文：2021年9月2日）"),
        (r#""2021 年 9 月 2 号""#, "2021-09-02（原文：2021 年 9 月 2 号）"),
        (r#""２０２１－０９－０２""#, "2021-09-02（原文：２０２１－０９－０２）"),
        (r#""2021‑09‑02""#, "2021-09-02（原文：2021‑09‑02）"),
        (r#""2021.9.2""#, "2021-09-02（原文：2021.9.2）"),
        (r#""2021-09-01T16:00:00Z""#, "2021-09-02（原文：2021-09-01T16:00:00Z）"),
        ("20210902", "2021-09-02（原文：20210902）"),
        ("20210902134559", "2021-09-02（原文：20210902134559）"),
        (r#""19990102134559""#, "1999-01-02（原文：19990102134559）"),
        (r#""18500102""#, "1850-01-02（原文：18500102）"),
        (r#""18500102134559""#, "2556-03-30（原文：18500102134559）"),
    ] {
        assert_eq!(plainly(&exit(), "PublishDate", &format!(r#""PublishDate":{json}"#)), expected, "{json}");
    }
}

#[test]
fn a_day_far_away_is_for_good_and_the_first_of_a_calendar_none() {
    for (raw, expected) in [
        ("9999-01-01", "长期"),
        ("9999-12-31 23:59:59", "长期"),
        ("99991231", "长期"),
        ("253402300799", "长期"),
        ("0001-01-01", "未载明"),
        ("0001-01-01T00:00:00", "未载明"),
        ("0000-00-00", "未载明"),
        ("-62135596800000", "未载明"),
        ("—", "未载明"),
        ("NULL", "未载明"),
    ] {
        let members = format!(r#""ValidityDate":"{raw}""#);
        assert_eq!(plainly(&customs(), "ValidityDate", &members), format!("{expected}（原文：{raw}）"));
    }
}

#[test]
fn what_is_no_day_stays_as_it_is() {
    for raw in [
        "长期",
        "2021-13-01",
        "2021年9月",
        "21年9月2日",
        "09/02/2021",
        "2021-09-02至2022-09-01",
        "2021090213",
        "/Date(1110297600000000)/",
        "去年",
    ] {
        assert_eq!(plainly(&exit(), "PublishDate", &format!(r#""PublishDate":"{raw}""#)), raw);
    }
}

#[test]
fn a_damaged_day_is_remarked_and_not_guessed() {
    let (value, remarks) = shown(&exit(), "PublishDate", r#""PublishDate":"2021-09-0\ud800""#);
    assert_eq!((value.as_str(), remarks), ("2021-09-0\u{fffd}", vec!["发布日期: Damaged".to_owned()]));
}

#[test]
fn days_of_a_table_are_read_alike() {
    let list = r#""PunishList":[{"PunishDate":"2021年9月2日"},{"PunishDate":"0001-01-01"}]"#;
    assert_eq!(
        plainly(&customs(), "PunishList", list),
        "||||2021-09-02（原文：2021年9月2日）\n||||未载明（原文：0001-01-01）"
    );
}

#[test]
fn blanks_and_line_breaks_around_any_text_are_left_out() {
    for blanks in ["\\n", "\\r\\n", "  ", "\\t", "\u{3000}", "\u{a0}"] {
        let text = format!(r#""CaseNo":"{blanks}示例 1 号{blanks}""#);
        assert_eq!(plainly(&exit(), "CaseNo", &text), "示例 1 号");
        let party =
            format!(r#""LimitList":[{{"Name":"{blanks}示例甲{blanks}","KeyNo":"{blanks}1{blanks}"}}]"#);
        assert_eq!(plainly(&exit(), "LimitList", &party), "示例甲 1");
        assert_eq!(plainly(&customs(), "CancelFlag", &format!(r#""CancelFlag":"注销{blanks}""#)), "注销!");
    }
    let check = sample("");
    assert_eq!(plainly(&check, "No", r#""No":"\n\n""#), "");
}
