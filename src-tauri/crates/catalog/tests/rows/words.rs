use crate::{customs, plainly, sample, shown};
use catalog::{Kind, Level};

fn level(word: &str) -> Option<Level> {
    let check = customs();
    let field = check.fields.iter().find(|field| field.member == "IdentifyLevel").unwrap();
    let Kind::Level { levels, .. } = &field.kind else { panic!("{:?}", field.kind) };
    let value = plainly(&check, "IdentifyLevel", &format!(r#""IdentifyLevel":"{word}""#));
    let (_, number) = value.split_once(" = ")?;
    Some(levels[number.parse::<usize>().unwrap()].clone())
}

#[test]
fn a_level_is_known_in_every_way_to_write_it() {
    for ways in [
        &[
            "高级认证企业",
            "高级认证",
            "认证企业（高级）",
            "认证企业(高级)",
            "高级认证企业 ",
            "AEO高级认证企业",
        ][..],
        &["一般认证企业", "一般认证", "认证企业（一般）"],
        &["常规企业", "常规"],
        &["失信企业", "失信", " 失 信 企 业"],
        &["严重失信企业", "严重失信"],
        &["AA类企业", "AA类", "ＡＡ类", "AA"],
        &["A类", "A类企业"],
        &["B类", "B类企业"],
        &["C类", "C类企业", "Ｃ类"],
        &["D类", "D类企业"],
    ] {
        let first = level(ways[0]);
        assert!(first.is_some(), "{}", ways[0]);
        assert!(ways.iter().all(|way| level(way) == first), "{ways:?}");
    }
}

#[test]
fn bad_news_of_old_and_new_levels_is_pointed_out() {
    for word in ["失信企业", "失信", "严重失信企业", "C类", "C类企业", "D类", "D类企业"] {
        assert!(level(word).unwrap().warns, "{word}");
    }
    for word in ["高级认证", "认证企业", "一般认证企业", "一般信用企业", "常规企业", "AA类", "A类", "B类企业"]
    {
        assert!(!level(word).unwrap().warns, "{word}");
    }
}

#[test]
fn a_level_that_is_not_known_has_no_meaning() {
    for word in
        ["", "E类", "非失信企业", "高级认证企业（已暂停）", "认证企业（中级）", "1", "-", "未知", "AAA"]
    {
        assert_eq!(level(word), None, "{word}");
    }
    assert_eq!(plainly(&customs(), "IdentifyLevel", r#""IdentifyLevel":3"#), "3");
    let (value, remarks) = shown(&customs(), "IdentifyLevel", r#""IdentifyLevel":"失信\ud800企业""#);
    assert_eq!((value.as_str(), remarks.len()), ("失信\u{fffd}企业", 1));
}

#[test]
fn what_says_cancelled_or_revoked_is_marked() {
    let flag = |text: &str| plainly(&customs(), "CancelFlag", &format!(r#""CancelFlag":"{text}""#));
    for text in [
        "注销",
        "已注销",
        "吊销",
        "已吊销",
        "吊销，未注销",
        "撤销",
        "注\u{3000}销",
        "注\u{200b}销",
        "注销（2020-01-01）",
        "注销（无异议）",
        "已注销(无债权债务)",
        "吊销：无遗留",
    ] {
        assert_eq!(flag(text), format!("{text}!"));
    }
    for text in ["正常", "未注销", "没有注销", "未知", "暂停", "-", "1", "Y", "注销：否", "注销（无）"]
    {
        assert_eq!(flag(text), text);
    }
    assert_eq!(flag("注销 "), "注销!");
}

#[test]
fn a_flag_of_another_shape_or_damaged_is_remarked() {
    for (json, value, remark) in [
        ("true", "", "Unexpected true"),
        (r#"["注销"]"#, "", r#"Unexpected ["注销"]"#),
        (r#"{"Name":"注销"}"#, "", r#"Unexpected {"Name":"注销"}"#),
        (r#""注\ud800""#, "注\u{fffd}", "Damaged"),
        (r#""注销\ud800""#, "注销\u{fffd}!", "Damaged"),
    ] {
        let expected = (value.to_owned(), vec![format!("海关注销标志: {remark}")]);
        assert_eq!(shown(&customs(), "CancelFlag", &format!(r#""CancelFlag":{json}"#)), expected, "{json}");
    }
}

#[test]
fn levels_and_flags_are_those_of_the_description() {
    let check = sample(
        r#"[[fields]]
member = "Grade"
kind = "level"
label = { zh = "等级", en = "Grade" }
unstated = { zh = "无", en = "none" }
unrecognised = { zh = "不明", en = "unknown" }
levels = [{ words = ["好"], meaning = { zh = "好", en = "good" } }, { words = ["不好", "坏"], meaning = { zh = "坏", en = "bad" }, warns = true }]
[[fields]]
member = "State"
kind = "flag"
label = { zh = "状态", en = "State" }
words = ["解除"]
meaning = { zh = "已解除", en = "lifted" }
"#,
    );
    for (word, expected) in [("好", "好 = 0"), ("不好", "不好 = 1"), ("坏", "坏 = 1"), ("很好", "很好")]
    {
        assert_eq!(plainly(&check, "Grade", &format!(r#""Grade":"{word}""#)), expected);
    }
    for (word, expected) in [("已解除", "已解除!"), ("未解除", "未解除"), ("注销", "注销")] {
        assert_eq!(plainly(&check, "State", &format!(r#""State":"{word}""#)), expected);
    }
}
