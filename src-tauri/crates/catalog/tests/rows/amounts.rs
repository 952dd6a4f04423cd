use crate::{exit, plainly, sample, shown};

fn amount(json: &str) -> String {
    plainly(&exit(), "Amount", &format!(r#""Amount":{json}"#))
}

#[test]
fn an_amount_is_read_in_the_forms_that_leave_no_doubt() {
    for (json, expected) in [
        (r#""1120000""#, "1,120,000.00 元（112 万元）"),
        ("1120000", "1,120,000.00 元（112 万元）"),
        ("1120000.50", "1,120,000.50 元（约 112 万元）"),
        (r#"" 1120000\n""#, "1,120,000.00 元（112 万元）"),
        (r#""112万元""#, "1,120,000.00 元（112 万元）（原文：112万元）"),
        (r#""１１２万元""#, "1,120,000.00 元（112 万元）（原文：１１２万元）"),
        (r#""112萬圓""#, "1,120,000.00 元（112 万元）（原文：112萬圓）"),
        (r#""1.12億元""#, "112,000,000.00 元（1.12 亿元）（原文：1.12億元）"),
        (r#""1120仟元""#, "1,120,000.00 元（112 万元）（原文：1120仟元）"),
        (r#""−１０００""#, "-1,000.00 元（原文：−１０００）"),
        (r#""112 万""#, "1,120,000.00 元（112 万元）（原文：112 万）"),
        (r#""112（万元）""#, "1,120,000.00 元（112 万元）（原文：112（万元））"),
        (r#""1.12亿元""#, "112,000,000.00 元（1.12 亿元）（原文：1.12亿元）"),
        (r#""￥1,120,000.00""#, "1,120,000.00 元（112 万元）（原文：￥1,120,000.00）"),
        (r#""人民币1，120，000元整""#, "1,120,000.00 元（112 万元）（原文：人民币1，120，000元整）"),
        ("1.12E6", "1,120,000.00 元（112 万元）（原文：1.12E6）"),
        (r#""1.12e+6""#, "1,120,000.00 元（112 万元）（原文：1.12e+6）"),
        (r#""1120.500""#, "1,120.500 元"),
        (r#""1.5000万""#, "15,000.00 元（1.5 万元）（原文：1.5000万）"),
        (r#""0""#, "0.00 元"),
        (r#""-356821.47""#, "-356,821.47 元（约 -35.68 万元）"),
    ] {
        assert_eq!(amount(json), expected, "{json}");
    }
}

#[test]
fn a_foreign_currency_is_named() {
    for (json, expected) in [
        (r#""USD 1,120,000""#, "1,120,000.00 美元（112 万美元）（原文：USD 1,120,000）"),
        (r#""112万美元""#, "1,120,000.00 美元（112 万美元）（原文：112万美元）"),
        (r#""112万港币""#, "1,120,000.00 港元（112 万港元）（原文：112万港币）"),
        (r#""€500""#, "500.00 欧元（原文：€500）"),
        (r#""5EUR""#, "5.00 欧元（原文：5EUR）"),
        (r#""USD 500美元""#, "500.00 美元（原文：USD 500美元）"),
        (r#""50万日元""#, "500,000.00 日元（50 万日元）（原文：50万日元）"),
    ] {
        assert_eq!(amount(json), expected, "{json}");
    }
}

#[test]
fn a_dash_says_that_nothing_is_stated() {
    for dash in ["-", "--", "—", "——", "－", "/", "null", "N/A", "暂无"] {
        assert_eq!(amount(&format!(r#""{dash}""#)), format!("未载明（原文：{dash}）"));
    }
    for nothing in ["null", r#""""#, r#""  ""#, "[]"] {
        assert_eq!(amount(nothing), "", "{nothing}");
    }
}

#[test]
fn an_amount_that_could_be_another_stays_as_it_is() {
    for raw in [
        "50000,30000",
        "1120000,00",
        "1.120.000,00",
        "1 120 000",
        "1_120_000",
        "112万3千",
        "约112万元",
        "112万元以上",
        "100-112万元",
        "112万元、USD 5",
        "$1,120",
        "112M",
        "112千元/月",
        "2021-09-02",
        "1120000元（大写：壹佰壹拾贰万元整）",
        "不详",
    ] {
        let value = amount(&format!(r#""{raw}""#));
        assert_eq!(value, format!("{raw}（原文，未能读作金额）"));
    }
    assert_eq!(amount(r#""1120\u200b000""#), "1120\u{200b}000（原文，未能读作金额）");
    assert_eq!(amount("1e400"), "1e400（原文，未能读作金额）");
}

#[test]
fn damage_within_an_amount_never_makes_another_of_it() {
    for (json, raw) in [
        (r#""112\ud8000000""#, "112\u{fffd}0000"),
        (r#""112\ud800""#, "112\u{fffd}"),
        (r#""\ud8001120000""#, "\u{fffd}1120000"),
        ("\"1120\t000\"", "1120\t000"),
        ("\"1120\n000万元\"", "1120\n000万元"),
    ] {
        let (value, remarks) = shown(&exit(), "Amount", &format!(r#""Amount":{json}"#));
        assert_eq!(value, format!("{raw}（原文，未能读作金额）"));
        assert_eq!(remarks, ["执行标的金额: Damaged"]);
    }
}

#[test]
fn an_amount_is_read_wherever_a_description_has_one() {
    let check = sample(
        r#"[[fields]]
member = "Biaodi"
kind = "money"
label = { zh = "执行标的", en = "Amount" }
[[fields]]
member = "List"
kind = "table"
label = { zh = "明细", en = "Items" }
count = { zh = "{n} 条", en = "{n}" }
none = { zh = "无", en = "none" }
sheet = "明细"
columns = [{ member = "Amt", kind = "money", label = { zh = "金额", en = "Amount" } }]
"#,
    );
    assert_eq!(plainly(&check, "Biaodi", r#""Biaodi":"3万元""#), "30,000.00 元（3 万元）（原文：3万元）");
    let list = r#""List":[{"Amt":"3万元"},{"Amt":50000},{"Amt":"-"}]"#;
    assert_eq!(
        plainly(&check, "List", list),
        "30,000.00 元（3 万元）（原文：3万元）\n50,000.00 元（5 万元）\n未载明（原文：-）"
    );
}
