//! Rows of lists, read by the description of every check.

use crate::judge;
use crate::reply::{CONTENT_TYPES, reply};
use catalog::{Description, ListCheck, Row, Trouble, Value as Shown};
use qcc::{Answer, ListCall};
use serde_json::Value;

/// Reads the bytes as a list of every check: all rows and all displayed texts must come from the reply.
pub fn lists(body: &[u8]) {
    for raw in CONTENT_TYPES.map(|content_type| reply(body, content_type)) {
        let (page, whole) = match qcc::read::<ListCall>(&raw).map(|reply| reply.answer) {
            Ok(Answer::Found(page)) => (page, true),
            Ok(Answer::Contradiction { body: Some(page), .. }) => (page, false),
            _ => continue,
        };
        let read: Vec<(ListCheck, Vec<Row>)> = ListCheck::all()
            .map(|check| (check, page.rows.iter().map(|row| check.row(row)).collect()))
            .collect();
        let Some(value) = judge::value(&raw) else { continue };
        let result = &value["Result"];
        let items = result["Data"].as_array().map(Vec::as_slice).unwrap_or_default();
        let rows: Vec<_> = items.iter().filter(|item| item.is_object()).collect();
        assert_eq!(page.rows.len(), rows.len(), "rows are read and none is made up");
        assert!(page.holds_more || rows.len() == items.len(), "an item that is no row is passed over");
        if whole {
            assert!(judge::is(&result["VerifyResult"], "1") && !rows.is_empty());
        }
        for (check, read) in &read {
            read.iter().zip(&rows).for_each(|(row, value)| is_its_own(check, row, value));
        }
        if let Some(paging) = page.paging {
            let written = value.get("Paging").unwrap_or(&result["Paging"])["TotalRecords"].to_string();
            let total = written.trim_matches('"').parse();
            assert_eq!(total, Ok(paging.total_records), "the total is the reply's");
        }
    }
}

/// Checks that all displayed values are in the row, and that all described members are displayed or remarked
/// on.
fn is_its_own(check: &Description, row: &Row, value: &Value) {
    assert_eq!(row.values.len(), check.fields.len(), "a value for every field");
    for (shown, field) in row.values.iter().zip(&check.fields) {
        let member = &value[&field.member];
        texts_stand_in(shown, value);
        let remarked = row.remarks.iter().filter(|remark| remark.field == field.label).count();
        assert!(!judge::says_something(member) || !shown.is_unstated() || remarked > 0, "{}", field.member);
        if let (Shown::Parties { .. } | Shown::Table { .. }, Value::Array(items)) = (shown, member) {
            let accounted = count(shown) + remarked;
            assert!(accounted >= items.len(), "{}: {accounted} of {}", field.member, items.len());
        }
    }
    for remark in &row.remarks {
        assert!(!remark.raw.is_empty() || remark.trouble == Trouble::Damaged, "what is not shown is quoted");
    }
}

fn count(shown: &Shown) -> usize {
    match shown {
        Shown::Parties { parties } => parties.len(),
        Shown::Table { rows } => rows.len(),
        _ => 0,
    }
}

fn texts_stand_in(shown: &Shown, row: &Value) {
    let stands = |text: &str| assert!(text.is_empty() || judge::holds(row, text), "{text:?} is made up");
    match shown {
        Shown::Text { raw } | Shown::Level { raw, .. } | Shown::Flag { raw, .. } => stands(raw),
        Shown::Interpreted { raw, reading } => {
            stands(raw);
            for text in reading.iter().flat_map(|words| [&words.zh, &words.en]) {
                assert!(
                    text.contains(raw.as_str()) || is_same_amount(raw, text),
                    "{raw:?} is read as {text:?}"
                );
            }
        }
        Shown::Parties { parties } => {
            for party in parties {
                stands(&party.name);
                stands(&party.key_no);
                assert!(!party.name.is_empty() || !party.key_no.is_empty(), "a party without a name");
            }
        }
        Shown::Table { rows } => rows.iter().flatten().for_each(|shown| texts_stand_in(shown, row)),
        Shown::Unread => {}
    }
}

/// Whether an amount displayed without its original text has the same digits and sign.
fn is_same_amount(raw: &str, displayed: &str) -> bool {
    let number =
        displayed.split(' ').find(|word| word.contains(|c: char| c.is_ascii_digit())).unwrap_or_default();
    significant(raw) == significant(&number.replace(',', ""))
}

/// A decimal without insignificant zeros.
fn significant(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let significant = format!("{}.{}", integer.trim_start_matches('0'), fraction.trim_end_matches('0'));
    if significant == "." { significant } else { format!("{sign}{significant}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn exit() -> ListCheck {
        ListCheck::from_id("exitRestriction").unwrap()
    }

    fn read(row: &Value) -> Row {
        let body = json!({ "Status": "200", "Result": { "VerifyResult": 1, "Data": [row] } }).to_string();
        match qcc::read::<ListCall>(&reply(body.as_bytes(), None)).unwrap().answer {
            Answer::Found(page) => exit().row(&page.rows[0]),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_row_that_is_the_replys_own_passes() {
        let row =
            json!({ "CaseNo": " 1 ", "Amount": "0112.50", "LimitList": ["示例甲", null, {}], "Court": {} });
        is_its_own(&exit(), &read(&row), &row);
    }

    #[test]
    #[should_panic(expected = "is made up")]
    fn a_text_that_is_not_the_replys_own_is_found_out() {
        is_its_own(&exit(), &read(&json!({ "CaseNo": "2" })), &json!({ "CaseNo": "1" }));
    }

    #[test]
    #[should_panic(expected = "CaseNo")]
    fn a_text_that_is_passed_over_is_found_out() {
        is_its_own(&exit(), &read(&json!({})), &json!({ "CaseNo": "1" }));
    }

    #[test]
    #[should_panic(expected = "LimitList: 1 of 2")]
    fn a_name_that_is_passed_over_is_found_out() {
        let row = |names: &[&str]| json!({ "LimitList": names });
        is_its_own(&exit(), &read(&row(&["示例甲"])), &row(&["示例甲", "示例乙"]));
    }

    #[test]
    fn amounts_are_compared_by_their_digits() {
        for (raw, displayed) in
            [("1120000", "1,120,000.00 元（112 万元）"), ("-0.50", "CNY -0.50"), ("00", "0.00 元")]
        {
            assert!(is_same_amount(raw, displayed), "{raw} {displayed}");
        }
        for (raw, displayed) in [("1120000", "11,200,000.00 元"), ("112", "-112.00 元"), ("1.5", "15.00 元")]
        {
            assert!(!is_same_amount(raw, displayed), "{raw} {displayed}");
        }
    }
}
