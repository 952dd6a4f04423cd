//! What is shown of a row, for the shipped descriptions and for some made here.
#![allow(clippy::unwrap_used)]

mod amounts;
mod any_json;
mod damaged;
mod dates;
mod names;
mod recorded;
mod shapes;
mod words;

use catalog::{Description, Kind, ListCheck, PartyKind, Remark, Value, describe};
use qcc::{Answer, Json, ListCall, RawReply, ReadError, Reply};

fn read(body: impl Into<Vec<u8>>) -> Result<Reply<qcc::Page>, ReadError> {
    let raw =
        RawReply { http_status: 200, content_type: None, date: None, retry_after: None, body: body.into() };
    qcc::read::<ListCall>(&raw)
}

fn rows(body: impl Into<Vec<u8>>) -> Vec<Json> {
    match read(body).unwrap().answer {
        Answer::Found(page) => page.rows,
        other => panic!("{other:?}"),
    }
}

fn found(row: &str) -> String {
    format!(r#"{{"Status":"200","Result":{{"VerifyResult":1,"Data":[{row}]}}}}"#)
}

fn row(row: &str) -> Json {
    rows(found(row)).remove(0)
}

fn exit() -> ListCheck {
    ListCheck::from_id("exitRestriction").unwrap()
}

fn customs() -> ListCheck {
    ListCheck::from_id("customsCredit").unwrap()
}

fn sample(fields: &str) -> Description {
    let head = r#"id = "sample"
document = "示例 V1.0"
path = "/api/yj/Sample/GetList"
group = "assets"
tone = "adverse"
identity = ["No"]
name = { zh = "示例", en = "Sample" }
about = { zh = "示例", en = "Sample" }
found = { zh = "{n} 条", en = "{n} found" }
none = { zh = "无", en = "None" }
limits = { zh = "有限", en = "Limited" }
[[fields]]
member = "No"
kind = "text"
label = { zh = "编号", en = "Number" }
title = true
"#;
    describe("checks/sample.toml", &format!("{head}{fields}")).unwrap()
}

/// The value of this member's field, and the row's remarks.
fn shown(check: &Description, member: &str, members: &str) -> (String, Vec<String>) {
    let read = check.row(&row(&format!("{{{members}}}")));
    assert_eq!(read.values.len(), check.fields.len(), "{members}");
    let at = check.fields.iter().position(|field| field.member == member).unwrap();
    (one_line(&read.values[at]), read.remarks.iter().map(remarked).collect())
}

/// As [`shown`], without remarks.
fn plainly(check: &Description, member: &str, members: &str) -> String {
    let (value, remarks) = shown(check, member, members);
    assert_eq!(remarks, [""; 0], "{members}");
    value
}

/// A value in one line: parties with their kind, a level with its index, a marked flag with an exclamation
/// mark.
fn one_line(value: &Value) -> String {
    match value {
        Value::Text { raw } => raw.clone(),
        Value::Interpreted { raw, reading } => reading.as_ref().map_or(raw, |words| &words.zh).clone(),
        Value::Parties { parties } => {
            let party = |party: &catalog::Party| match party.kind {
                PartyKind::Company => format!("{} company {}", party.name, party.key_no),
                PartyKind::Person => format!("{} person {}", party.name, party.key_no),
                PartyKind::Unknown => format!("{} {}", party.name, party.key_no).trim_end().to_owned(),
            };
            parties.iter().map(party).collect::<Vec<_>>().join("、")
        }
        Value::Level { raw, level } => level.map_or(raw.clone(), |level| format!("{raw} = {level}")),
        Value::Flag { raw, marked } => format!("{raw}{}", if *marked { "!" } else { "" }),
        Value::Table { rows } => {
            let row = |row: &Vec<Value>| row.iter().map(one_line).collect::<Vec<_>>().join("|");
            rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
        Value::Unread => String::new(),
    }
}

fn remarked(remark: &Remark) -> String {
    format!("{}: {:?} {}", remark.field.zh, remark.trouble, remark.raw).trim_end().to_owned()
}

/// The members of a description's fields of this kind.
fn members_of_kind(check: &Description, is_meant: fn(&Kind) -> bool) -> Vec<&str> {
    check.fields.iter().filter(|field| is_meant(&field.kind)).map(|field| field.member.as_str()).collect()
}
