//! The check descriptions and this crate's data were written independently of each other. They agree if both
//! follow the vendor's documents.

use std::collections::BTreeSet;

use catalog::{Description, Field, Kind, ListCheck};
use qcc::{Answer, Json, ListCall, RawReply};
use sandbox::{Sandbox, companies};

use crate::ask::{Ask, options, start};

/// All rows that the sandbox has, for all companies.
async fn rows(sandbox: &Sandbox, check: &Description) -> Vec<Json> {
    let mut rows = Vec::new();
    for company in companies() {
        let pages = if check.pages { 1..=10 } else { 1..=1 };
        for index in pages {
            let index = index.to_string();
            let mut query = vec![("searchKey", company.name)];
            if check.pages {
                query.extend([("pageIndex", index.as_str()), ("pageSize", "20")]);
            }
            let reply = Ask::get(&check.path, &query).send(sandbox).await;
            let raw = RawReply {
                http_status: reply.http_status(),
                content_type: reply.header("content-type").map(str::to_owned),
                date: None,
                retry_after: None,
                body: reply.body,
            };
            match qcc::read::<ListCall>(&raw).expect("a reply of this path").answer {
                Answer::Found(page) | Answer::Contradiction { body: Some(page), .. } => {
                    rows.extend(page.rows)
                }
                // No record, or not bought.
                Answer::NoRecord(_) | Answer::Refused => break,
                other => panic!("{} of {}: {other:?}", check.id, company.name),
            }
        }
    }
    rows
}

/// The names of a field's members. The vendor's casing varies from call to call.
fn names(field: &Field) -> impl Iterator<Item = &str> {
    let number = match &field.kind {
        Kind::Parties { number } => number.as_deref(),
        _ => None,
    };
    [field.member.as_str()].into_iter().chain(field.also.iter().map(String::as_str)).chain(number)
}

fn is_named(field: &Field, member: &str) -> bool {
    names(field).any(|name| name.eq_ignore_ascii_case(member))
}

fn members(json: &Json) -> &[(String, Json)] {
    match json {
        Json::Object(members) => members,
        other => panic!("no object: {other}"),
    }
}

/// The items of a list.
fn items(json: &Json) -> &[Json] {
    match json {
        Json::Array(items) => items,
        other => panic!("no list: {other}"),
    }
}

fn assert_agree(place: &str, fields: &[Field], rows: &[&Json]) {
    let all = || rows.iter().flat_map(|row| members(row));
    for (name, _) in all() {
        assert!(fields.iter().any(|field| is_named(field, name)), "{place}: {name} is not described");
    }
    for name in fields.iter().flat_map(names) {
        assert!(
            all().any(|(member, value)| member.eq_ignore_ascii_case(name) && !value.is_empty()),
            "{place}: {name} is never filled"
        );
    }
    for field in fields {
        if let Kind::Table { columns, .. } = &field.kind {
            let tables = all().filter(|(name, _)| is_named(field, name)).flat_map(|(_, value)| items(value));
            assert_agree(&format!("{place}, {}", field.member), columns, &tables.collect::<Vec<_>>());
        }
    }
}

/// Checks that values have documented forms: texts, or lists of name and number.
fn assert_documented(place: &str, fields: &[Field], row: &Json) {
    for (name, value) in members(row) {
        let place = format!("{place}, {name}");
        match &fields.iter().find(|field| field.member == *name).expect("a described member").kind {
            Kind::Table { columns, .. } => {
                items(value).iter().for_each(|row| assert_documented(&place, columns, row));
            }
            Kind::Parties { number: None } => {
                for party in items(value) {
                    let names: BTreeSet<&str> =
                        members(party).iter().map(|(name, _)| name.as_str()).collect();
                    assert_eq!(names, ["KeyNo", "Name"].into(), "{place}");
                }
            }
            _ => assert!(matches!(value, Json::Text(_)), "{place}: every value is a text"),
        }
    }
}

#[tokio::test]
async fn every_described_member_is_answered_and_no_other() {
    let sandbox = start(options()).await;
    for check in ListCheck::all() {
        let rows = rows(&sandbox, &check).await;
        assert!(!rows.is_empty(), "the sandbox answers {}", check.path);
        assert_agree(&check.id, &check.fields, &rows.iter().collect::<Vec<_>>());
        if !check.provisional {
            rows.iter().for_each(|row| assert_documented(&check.id, &check.fields, row));
        }
    }
}

#[test]
fn every_list_that_is_answered_is_described() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/lists");
    for entry in std::fs::read_dir(folder).expect("the folder of lists") {
        let text = std::fs::read_to_string(entry.expect("a file").path()).expect("a text");
        let file: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let check = ListCheck::all().find(|check| check.path == file["path"]);
        let check = check.unwrap_or_else(|| panic!("{} is described", file["path"]));
        assert_eq!(file["pages"], check.pages, "{}", check.id);
    }
}

#[tokio::test]
async fn what_the_sandbox_answers_is_read_without_a_remark() {
    let sandbox = start(options()).await;
    for check in ListCheck::all() {
        for row in rows(&sandbox, &check).await {
            assert_eq!(check.row(&row).remarks, [], "{row}");
        }
    }
}

/// The same row as another author would write it: other casing, numbers as numbers, lists of one as that one.
fn rewritten(json: &Json) -> Json {
    match json {
        Json::Object(members) => {
            let lowered = |name: &str| name[..1].to_ascii_lowercase() + &name[1..];
            Json::Object(members.iter().map(|(name, value)| (lowered(name), rewritten(value))).collect())
        }
        Json::Array(items) => match &items[..] {
            [only] => rewritten(only),
            _ => Json::Array(items.iter().map(rewritten).collect()),
        },
        Json::Text(text) if text.parse::<u32>().is_ok_and(|number| number.to_string() == *text) => {
            Json::Number(text.clone())
        }
        other => other.clone(),
    }
}

/// The texts and numbers of a row, at any depth.
fn leaves(json: &Json) -> Vec<String> {
    match json {
        Json::Object(members) => members.iter().flat_map(|(_, value)| leaves(value)).collect(),
        Json::Array(items) => items.iter().flat_map(leaves).collect(),
        Json::Text(text) | Json::Damaged(text) | Json::Number(text) => vec![text.trim().to_owned()],
        Json::Null | Json::Bool(_) => Vec::new(),
    }
}

/// Everything that a card, the PDF and the Excel file can say of a row.
fn shown(row: &catalog::Row) -> Vec<String> {
    fn texts(json: &serde_json::Value) -> Vec<String> {
        match json {
            serde_json::Value::String(text) => vec![text.clone()],
            serde_json::Value::Array(items) => items.iter().flat_map(texts).collect(),
            serde_json::Value::Object(members) => members.values().flat_map(texts).collect(),
            _ => Vec::new(),
        }
    }
    texts(&serde_json::to_value(row).expect("JSON"))
}

#[tokio::test]
async fn every_value_in_every_form_of_writing_is_shown_or_remarked_on() {
    let sandbox = start(options()).await;
    for check in ListCheck::all() {
        let rows = rows(&sandbox, &check).await;
        for row in rows.iter().cloned().chain(rows.iter().map(rewritten)) {
            let shown = shown(&check.row(&row));
            for leaf in leaves(&row) {
                assert!(shown.iter().any(|text| text.contains(&leaf)), "{}: {leaf} of {row}", check.id);
            }
        }
    }
}
