//! Whatever the fields contain, the number of rows and values and the verdict stay the same.

use crate::{found, read, sample};
use catalog::{Description, Kind, ListCheck, Value};
use proptest::prelude::*;
use qcc::Answer;
use serde_json::json;

/// The shipped checks, and one with the kinds of field that none of them has.
fn checks() -> Vec<Description> {
    let sample = sample(
        r#"[[fields]]
member = "PersonName"
number = "PersonId"
also = ["Person"]
kind = "parties"
label = { zh = "对象", en = "Person" }
[[fields]]
member = "List"
kind = "table"
label = { zh = "明细", en = "Items" }
count = { zh = "{n} 条", en = "{n}" }
none = { zh = "无", en = "none" }
sheet = "明细"
columns = [{ member = "Amt", kind = "money", label = { zh = "金额", en = "Amount" } }, { member = "Who", kind = "parties", label = { zh = "谁", en = "Who" } }]
"#,
    );
    ListCheck::all().map(|check| Description::clone(&check)).chain([sample]).collect()
}

/// All names under which the fields are found.
fn names(check: &Description) -> Vec<String> {
    let numbers = check.fields.iter().filter_map(|field| match &field.kind {
        Kind::Parties { number } => number.clone(),
        _ => None,
    });
    let members = check.fields.iter().flat_map(|field| field.also.iter().chain([&field.member])).cloned();
    members.chain(numbers).collect()
}

/// JSON as text, including strings that cannot be decoded.
fn any_json() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        ".{0,8}".prop_map(|text| json!(text).to_string()),
        prop::sample::select(vec![
            "112万元",
            "USD 5",
            "1,120",
            "-",
            "2021-09-02",
            "/Date(0)/",
            "9999-01-01",
            "20210902134559",
            "失信企业",
            "注销",
            "示例甲",
            "p123456789abcdef0123456789abcdef",
            "0",
            "201",
            " ",
        ])
        .prop_map(|text| json!(text).to_string()),
        prop::sample::select(vec![r#""\ud800""#, "\"a\tb\"", "\"\u{fffd}\"", "\"\u{0}\""])
            .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        3 => text,
        1 => any::<f64>().prop_map(|number| json!(number).to_string()),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        1 => prop::sample::select(vec!["null", "true", "false", "1e999", "-0", "1.50", "{}", "[]"])
            .prop_map(str::to_owned),
    ];
    let name = prop::sample::select(vec![
        "Name",
        "KeyNo",
        "name",
        "keyno",
        "No",
        "Party",
        "PunishDate",
        "Amt",
        "Who",
        "Status",
        "VerifyResult",
        "Data",
    ]);
    leaf.prop_recursive(3, 24, 5, move |value| {
        prop_oneof![
            prop::collection::vec(value.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::hash_map(name.clone(), value, 0..4).prop_map(|members| {
                let members: Vec<_> =
                    members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_json_in_any_field_leaves_rows_values_and_verdict(
        values in prop::collection::vec((any::<prop::sample::Index>(), any_json(), 0..3_u8), 1..6)
    ) {
        for check in checks() {
            let names = names(&check);
            let mut members: Vec<(String, &str)> = Vec::new();
            for (at, value, casing) in &values {
                let name = at.get(&names);
                let name = match casing {
                    0 => name.to_lowercase(),
                    1 => name.to_uppercase(),
                    _ => name.clone(),
                };
                if !members.iter().any(|(other, _)| *other == name) {
                    members.push((name, value));
                }
            }
            let row: Vec<_> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
            let reply = found(&format!(r#"{{"Known":1}},{{{}}},{{}}"#, row.join(",")));
            let answer = read(reply.clone()).map(|reply| reply.answer);
            let Ok(Answer::Found(page)) = answer else { panic!("{reply}: {answer:?}") };
            prop_assert_eq!(page.rows.len(), 3, "{}", reply);
            for row in &page.rows {
                let read = check.row(row);
                prop_assert_eq!(read.values.len(), check.fields.len(), "{}", row);
                for (value, field) in read.values.iter().zip(&check.fields) {
                    prop_assert!(is_of_its_kind(value, &field.kind), "{:?} {}", value, row);
                }
            }
        }
    }
}

fn is_of_its_kind(value: &Value, kind: &Kind) -> bool {
    match (value, kind) {
        (Value::Unread, _)
        | (Value::Text { .. }, Kind::Text)
        | (Value::Interpreted { .. }, Kind::Date | Kind::Money)
        | (Value::Flag { .. }, Kind::Flag { .. }) => true,
        (Value::Level { level, .. }, Kind::Level { levels, .. }) => {
            level.is_none_or(|level| level < levels.len())
        }
        (Value::Parties { parties }, Kind::Parties { .. }) => {
            parties.iter().all(|party| !party.name.is_empty() || !party.key_no.is_empty())
        }
        (Value::Table { rows }, Kind::Table { columns, .. }) => rows.iter().all(|row| {
            row.len() == columns.len()
                && row.iter().zip(columns).all(|(value, column)| is_of_its_kind(value, &column.kind))
        }),
        _ => false,
    }
}
