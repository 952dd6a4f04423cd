use super::*;

const SMALLEST: &str = r#"id = "sample"
document = "示例 V1.0"
path = "/api/yj/Sample/GetList"
group = "assets"
tone = "neutral"
identity = ["No"]
name = { zh = "示例", en = "Sample" }
about = { zh = "示例", en = "Sample" }
found = { zh = "{n} 条", en = "{n} found" }
none = { zh = "无", en = "None" }
limits = { zh = "有限", en = "Limited" }
[[fields]]
member = "No"
kind = "text"
label = { zh = "号", en = "No." }
title = true
"#;

fn error(text: &str) -> String {
    describe("checks/sample.toml", text).unwrap_err().to_string()
}

#[test]
fn a_small_description_is_enough() {
    let description = describe("checks/sample.toml", SMALLEST).unwrap();
    assert!(description.pages && !description.default);
    assert_eq!(description.fields[0].kind, Kind::Text);
}

#[test]
fn an_error_names_file_and_line_and_what_is_expected() {
    for (was, is, expected) in [
        (
            "kind = \"text\"",
            "kind = \"number\"",
            "checks/sample.toml:14: unknown variant `number`, expected one of",
        ),
        (
            "tone = \"neutral\"",
            "tone = \"bad\"",
            "checks/sample.toml:5: unknown variant `bad`, expected `adverse` or `neutral`",
        ),
        ("label =", "lable =", "checks/sample.toml:15: unknown field `lable`"),
        (
            "title = true",
            "title = \"yes\"",
            "checks/sample.toml:16: invalid type: string \"yes\", expected a boolean",
        ),
        ("title = true", "", "checks/sample.toml:1: expected one field with `title = true`"),
        ("document = \"示例 V1.0\"\n", "", "checks/sample.toml:1: missing field `document`"),
        (", en = \"No.\"", "", "checks/sample.toml:15: missing field `en`"),
        ("en = \"Sample\"", "en = \" \"", "checks/sample.toml:7: name: expected a text in each language"),
        ("{n} found", "found", "checks/sample.toml:9: found: expected {n} once in each language"),
        (
            "[\"No\"]",
            "[\"Number\"]",
            "checks/sample.toml:6: identity: expected a described member, not Number",
        ),
        (
            "id = \"sample\"",
            "id = \"Sample 1\"",
            "checks/sample.toml:1: id: expected a name such as exitRestriction",
        ),
        ("id = \"sample\"", "id = \"Sample\"", "checks/sample.toml:1: id: expected a name"),
        ("id = \"sample\"", "id = \"sample-1\"", "checks/sample.toml:1: id: expected a name"),
        ("path = \"/", "path = \"", "checks/sample.toml:3: path: expected a path such as /api/yj/…"),
        ("/GetList", "/GetList?x=1", "checks/sample.toml:3: path: expected a path"),
        ("/GetList", "/Get List", "checks/sample.toml:3: path: expected a path"),
        (
            "title = true",
            "title = true\nwords = [\"x\"]",
            "checks/sample.toml:17: `words` belongs to another kind",
        ),
        (
            "kind = \"text\"",
            "kind = \"date\"",
            "checks/sample.toml:14: kind: expected \"text\" for the title, and not hidden",
        ),
        (
            "title = true",
            "title = true\n[[fields]]\nmember = \"no\"\nkind = \"date\"\nlabel = { zh = \"日\", en = \"Day\" }",
            "checks/sample.toml:18: expected a member that no other field has, not \"no\"",
        ),
        (
            "title = true",
            "title = true\n[[fields]]\nmember = \"Flag\"\nkind = \"flag\"\nlabel = { zh = \"标\", en = \"Flag\" }",
            "checks/sample.toml:19: expected `words` for this kind",
        ),
        ("title = true", "title", "checks/sample.toml:16: "),
    ] {
        assert!(SMALLEST.contains(was), "{was}");
        let message = error(&SMALLEST.replacen(was, is, 1));
        assert!(message.starts_with(expected), "{message}");
    }
}

const TABLE: &str = r#"
[[fields]]
member = "List"
kind = "table"
label = { zh = "表", en = "Table" }
count = { zh = "{n} 行", en = "{n} rows" }
none = { zh = "无", en = "None" }
sheet = "表"
[[fields.columns]]
member = "Day"
kind = "date"
label = { zh = "日", en = "Day" }
"#;

const LEVEL: &str = r#"
[[fields]]
member = "Level"
kind = "level"
label = { zh = "等级", en = "Level" }
unstated = { zh = "未载明", en = "Not stated" }
unrecognised = { zh = "不认识", en = "Not known" }
[[fields.levels]]
words = ["甲"]
meaning = { zh = "好", en = "Good" }
"#;

#[test]
fn a_column_and_a_level_are_held_to_what_they_can_be() {
    for (text, was, is, expected) in [
        (TABLE, "kind = \"date\"", "kind = \"date\"\ntitle = true", "a column is neither title"),
        (TABLE, "kind = \"date\"", "kind = \"date\"\nsummary = true", "a column is neither title"),
        (TABLE, "kind = \"date\"", "kind = \"date\"\nhidden = true", "a column is neither title"),
        (TABLE, "kind = \"date\"", "kind = \"flag\"", "expected text, date, money or parties in a table"),
        (LEVEL, "[\"甲\"]", "[]", "words: expected words that no other level has"),
        (LEVEL, "[\"甲\"]", "[\"甲\", \"甲\"]", "words: expected words that no other level has"),
        (LEVEL, "\"好\"", "\"\"", "meaning: expected a text in each language"),
    ] {
        let text = format!("{SMALLEST}{text}");
        describe("checks/sample.toml", &text).unwrap();
        let message = error(&text.replacen(was, is, 1));
        assert!(message.contains(expected), "{is}: {message}");
    }
}

#[test]
fn no_two_checks_are_asked_or_stored_alike() {
    let sample = format!("{SMALLEST}{TABLE}");
    let other = sample.replace("sample\"", "other\"").replace("Sample/GetList", "Other/GetList");
    let other =
        other.replacen("示例\", en", "另一示例\", en", 1).replace("sheet = \"表\"", "sheet = \"另表\"");
    // Excel ignores case.
    let sample = sample.replace("sheet = \"表\"", "sheet = \"Parties\"");
    let read = |other: &str| all(&[("checks/a.toml", &sample), ("checks/b.toml", other)]);
    assert_eq!(read(&other).unwrap().len(), 2);
    for (was, same) in [
        ("other\"", "sample\""),
        ("Other/GetList", "Sample/GetList"),
        ("另一示例\", en", "示例\", en"),
        ("sheet = \"另表\"", "sheet = \"Parties\""),
        ("sheet = \"另表\"", "sheet = \"PARTIES\""),
    ] {
        assert_eq!(
            read(&other.replacen(was, same, 1)).unwrap_err().to_string(),
            "checks/b.toml:1: another check has the same id, path, name or sheet",
            "{same}"
        );
    }
}

#[test]
fn every_chinese_text_of_a_description_is_known_to_whoever_needs_fonts() {
    let check = describe("checks/sample.toml", &format!("{SMALLEST}{TABLE}{LEVEL}")).unwrap();
    let texts: Vec<&str> = check.chinese().collect();
    for text in ["示例", "{n} 条", "无", "有限", "号", "表", "{n} 行", "日", "等级", "未载明", "不认识", "好"]
    {
        assert!(texts.contains(&text), "{text} of {texts:?}");
    }
    let all: Vec<&str> = crate::chinese().collect();
    for text in ["限制出境", "美元"] {
        assert!(all.contains(&text), "{text}");
    }
    assert!(all.iter().any(|text| text.contains("原文")));
}

#[test]
fn a_sheet_has_a_name_that_excel_takes() {
    let table = |sheet: &str| TABLE.replace("sheet = \"表\"", &format!("sheet = \"{sheet}\""));
    let tables = |one: &str, other: &str| {
        let other = table(other).replace("member = \"", "member = \"Other");
        format!("{SMALLEST}{}{other}", table(one))
    };
    assert!(all(&[("checks/a.toml", &tables("表", "另表"))]).is_ok());
    let names = ["概要", "凭据", "甲/乙", "甲:乙", "'甲", "甲'", &"长".repeat(32), &"𠮷".repeat(16)];
    let named = names
        .map(|name| SMALLEST.replacen("name = { zh = \"示例\"", &format!("name = {{ zh = \"{name}\""), 1));
    let twice =
        [("", "表"), ("表", "表"), ("Parties", "PARTIES"), ("表", "示例"), ("表", "订单"), ("表", "History")]
            .map(|(one, other)| tables(one, other));
    for text in named.iter().chain(&twice) {
        let error = all(&[("checks/a.toml", text)]).unwrap_err().to_string();
        assert!(
            error.starts_with("checks/a.toml:1: expected a name that an Excel sheet can have"),
            "{error}"
        );
    }
}
