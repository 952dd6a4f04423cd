//! The rules once more, implemented differently and with another JSON library. A judge may accept more than
//! the product does, but whatever it rejects is wrong.

use qcc::RawReply;
use serde_json::Value;

/// The reply as parsed by serde_json. `None` if that library cannot tell: for invalid JSON, and for valid
/// numbers that it cannot represent.
pub(crate) fn value(raw: &RawReply) -> Option<Value> {
    serde_json::from_str(&text(raw)?).ok()
}

fn text(raw: &RawReply) -> Option<String> {
    let declared = raw.content_type.as_deref().unwrap_or_default().to_lowercase();
    if let Some(body) = raw.body.strip_prefix("\u{feff}".as_bytes()) {
        return String::from_utf8(body.to_vec()).ok();
    }
    if let Ok(text) = std::str::from_utf8(&raw.body) {
        return Some(text.to_owned());
    }
    if is_mostly_utf_8(&raw.body) {
        return None;
    }
    if declared.contains("gbk") || declared.contains("gb18030") {
        // GBK is decoded as GB18030, a superset.
        let (text, damaged) = encoding_rs::GB18030.decode_without_bom_handling(&raw.body);
        return (!damaged).then(|| text.into_owned());
    }
    None
}

/// Whether the bytes have more characters of UTF-8 that Chinese could be than places where they are not UTF-8.
fn is_mostly_utf_8(body: &[u8]) -> bool {
    let (mut chinese, mut broken) = (0, 0);
    for chunk in body.utf8_chunks() {
        // A replacement character says that something was lost before.
        let lost = chunk.valid().matches('\u{fffd}').count();
        chinese += chunk.valid().chars().filter(|c| *c >= '\u{800}').count() - lost;
        broken += lost + usize::from(!chunk.invalid().is_empty());
    }
    chinese > broken
}

/// The kinds of reply that "no record" depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReplyKind {
    /// A list, with `VerifyResult`.
    List,
    /// The quota, whose envelope may be in lower case.
    Quota,
    Other,
}

/// Whether a reply may be read as "no record".
pub(crate) fn may_be_no_record(raw: &RawReply, kind: ReplyKind) -> bool {
    let Some(text) = text(raw) else { return false };
    let reply: Value = match serde_json::from_str(&text) {
        Ok(reply) => reply,
        // Valid, but the library cannot represent the number.
        Err(error) => return error.to_string().starts_with("number out of range"),
    };
    raw.http_status == 200 && no_key_twice(&text, &reply) && says_no_record(&reply, kind)
}

/// serde_json drops the first of two equal keys, but the text has a colon for each.
fn no_key_twice(text: &str, reply: &Value) -> bool {
    let (mut colons, mut in_text, mut escaped) = (0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_text = !in_text,
            b':' if !in_text => colons += 1,
            _ => {}
        }
    }
    colons == members(reply)
}

fn members(value: &Value) -> usize {
    match value {
        Value::Object(map) => map.len() + map.values().map(members).sum::<usize>(),
        Value::Array(items) => items.iter().map(members).sum(),
        _ => 0,
    }
}

fn says_no_record(reply: &Value, kind: ReplyKind) -> bool {
    let Some(top) = reply.as_object() else { return false };
    let lower = kind == ReplyKind::Quota && top.contains_key("status");
    let names = if lower { ["status", "msg", "result"] } else { ["Status", "Message", "Result"] };
    let result = &reply[names[2]];
    let deciding = ["status", "result", "paging", "verifyresult", "data"];
    let misplaced = |value: &Value, here: &[&str]| {
        value.as_object().into_iter().flat_map(|members| members.keys()).any(|name| {
            deciding.contains(&name.to_ascii_lowercase().as_str()) && !here.contains(&name.as_str())
        })
    };
    let either = |name: &str, inner: &str| match (top.get(name), result.get(inner)) {
        (Some(outer), Some(inner)) if outer != inner => None,
        (outer, inner) => Some(outer.or(inner).unwrap_or(&Value::Null)),
    };
    let (Some(status), Some(paging)) = (either(names[0], "Status"), either("Paging", "Paging")) else {
        return false;
    };
    let astray = misplaced(reply, &[names[0], names[2], "Paging"])
        || misplaced(result, &["Status", "Paging", "VerifyResult", "Data"])
        || misplaced(paging, &[]);

    let no_rows_elsewhere =
        is_nothing(paging) || is_nothing(&paging["TotalRecords"]) || is(&paging["TotalRecords"], "0");
    let zero = kind == ReplyKind::List && is(&result["VerifyResult"], "0") && is_nothing(&result["Data"]);
    let says = (is(status, "200") && zero) || (is(status, "201") && (is_nothing(result) || zero));
    !astray && no_rows_elsewhere && says && holds_nothing_but(reply, &described(names))
}

/// The paths that a "no record" reply may have.
fn described([status, message, result]: [&str; 3]) -> Vec<String> {
    let paging = ["PageSize", "PageIndex", "TotalRecords"].map(|name| format!("/Paging/{name}"));
    let mut paths: Vec<_> = [status, message, "OrderNumber"].map(|name| format!("/{name}")).into();
    paths.extend(paging.clone());
    paths
        .extend(["Status", "Message", "OrderNumber", "VerifyResult"].map(|name| format!("/{result}/{name}")));
    paths.extend(paging.map(|path| format!("/{result}{path}")));
    // Objects that may be empty.
    paths.extend(["/Paging/\0".to_owned(), format!("/{result}/Paging/\0")]);
    paths
}

/// Whether all values are at one of these paths. Items of a list never are.
fn holds_nothing_but(value: &Value, paths: &[String]) -> bool {
    let mut open = vec![(String::new(), value)];
    while let Some((path, value)) = open.pop() {
        match value {
            Value::Object(members) if members.is_empty() && !paths.contains(&format!("{path}/\0")) => {
                return false;
            }
            // A name that looks like a path must not match one.
            Value::Object(members) => {
                open.extend(
                    members
                        .iter()
                        .map(|(name, value)| (format!("{path}/{}", name.replace(['/', '\0'], "?")), value)),
                );
            }
            other if !is_nothing(other) && (other.is_array() || !paths.contains(&path)) => return false,
            _ => {}
        }
    }
    true
}

/// Null, `""` or `[]`: the ways in which the service says "nothing".
pub(crate) fn is_nothing(value: &Value) -> bool {
    matches!(value.to_string().as_str(), "null" | "\"\"" | "[]")
}

/// Whether it is neither empty nor a blank text.
pub(crate) fn says_something(value: &Value) -> bool {
    !is_nothing(value) && value.as_str().is_none_or(|text| !text.trim().is_empty())
}

/// Whether it is these digits, as a number or a string.
pub(crate) fn is(value: &Value, digits: &str) -> bool {
    let written = value.to_string();
    written == digits || written == format!("\"{digits}\"")
}

/// Whether a text is a faithful reading of a value.
pub(crate) fn is_read_as(value: &Value, text: &str) -> bool {
    match value {
        Value::String(original) => original == text,
        // serde_json formats other numbers differently.
        Value::Number(number) => !(number.is_i64() || number.is_u64()) || number.to_string() == text,
        other => is_nothing(other) && text.is_empty(),
    }
}

/// Whether the value contains this text, trimmed, or this number.
pub(crate) fn holds(value: &Value, text: &str) -> bool {
    match value {
        Value::Object(members) => members.values().any(|value| holds(value, text)),
        Value::Array(items) => items.iter().any(|value| holds(value, text)),
        Value::String(original) => original.trim() == text,
        other => other.is_number() && is_read_as(other, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(body: impl Into<Vec<u8>>) -> bool {
        judged_as(None, body)
    }

    fn judged_as(content_type: Option<&str>, body: impl Into<Vec<u8>>) -> bool {
        let raw = RawReply {
            http_status: 200,
            content_type: content_type.map(str::to_owned),
            date: None,
            retry_after: None,
            body: body.into(),
        };
        may_be_no_record(&raw, ReplyKind::List)
    }

    #[test]
    fn the_two_forms_of_no_record_are_let_through() {
        assert!(judged(r#"{"Status":"200","Result":{"VerifyResult":0,"Data":null}}"#));
        assert!(judged("\u{feff}{\"Status\":201,\"Result\":null,\"Paging\":{\"TotalRecords\":0}}"));
    }

    #[test]
    fn whatever_says_otherwise_is_condemned() {
        for reply in [
            "",
            "{}",
            r#"{"Status":"200","Result":null}"#,
            r#"{"Status":"200","Result":{"VerifyResult":1}}"#,
            r#"{"Status":"200","Result":{"VerifyResult":0.0}}"#,
            r#"{"Status":"200","Result":{"VerifyResult":0,"Data":[{}]}}"#,
            r#"{"Status":"200","Result":{"VerifyResult":0,"data":[{}]}}"#,
            r#"{"Status":"201","Result":null,"Result":[{}]}"#,
            r#"{"Status":"201","Result":[{}],"Result":null}"#,
            r#"{"Status":"201","Result":null,"Paging":{"TotalRecords":3}}"#,
            r#"{"Status":"201","Result":null,"status":"500"}"#,
            r#"{"Status":"201","Result":{"Status":"500","VerifyResult":0}}"#,
            r#"{"Status":"0201","Result":null}"#,
            r#"{"Status":"201","DataList":[{}]}"#,
            r#"{"Status":"201","Result":null,"datalist":[null]}"#,
            r#"{"Status":"201","Later":{}}"#,
            r#"{"Status":"201","Later":0}"#,
            r#"{"Status":"201","Paging":{"TotalRecords":0,"Rows":" "}}"#,
            r#"{"Status":"201","Paging":{"PageSize":{"a":1}}}"#,
            r#"{"Status":"201","Paging/PageSize":5}"#,
            r#"{"Status":"201","Paging":{"":5}}"#,
            r#"{"Status":"201","Message":["x"]}"#,
            r#"{"Status":"200","Result":{"VerifyResult":0,"DATA_LIST":false}}"#,
            r#"{"Status":"200","Result":{"VerifyResult":0,"Paging":{"total":7}}}"#,
        ] {
            assert!(!judged(reply), "{reply}");
        }
        let latin =
            encoding_rs::GBK.encode(r#"{"Status":"201","Result":null,"Message":"查无"}"#).0.into_owned();
        assert!(!judged(latin), "GBK that is not declared");
    }

    #[test]
    fn a_declared_encoding_is_believed_of_what_is_not_mostly_utf_8() {
        let declared = Some("text/plain; charset=GBK");
        for text in ["无", "查无", "异常", "查询无结果"] {
            let body = format!(r#"{{"Status":"201","Message":"{text}"}}"#);
            assert!(judged_as(declared, encoding_rs::GBK.encode(&body).0), "{text}");
            assert!(judged_as(declared, body));
        }
        let damaged = [r#"{"Status":"201","Message":"查询无结果"#.as_bytes(), b"\xe7\"}"].concat();
        assert!(!judged_as(declared, damaged), "UTF-8 with a byte too many");
    }

    #[test]
    fn what_is_empty_is_let_through_under_any_name() {
        assert!(judged(
            r#"{"Status":"201","Later":null,"Message":"x","Paging":{"Rows":[],"PageSize":1},"":""}"#
        ));
        assert!(judged(r#"{"Status":"200","Paging":{},"Result":{"VerifyResult":0,"Rows":""}}"#));
    }

    #[test]
    fn only_the_quota_is_written_in_lower_case() {
        let raw = |body: &str| RawReply {
            http_status: 200,
            content_type: None,
            date: None,
            retry_after: None,
            body: body.into(),
        };
        let lower = raw(r#"{"status":"201","msg":"x","result":null}"#);
        assert!(may_be_no_record(&lower, ReplyKind::Quota));
        assert!(!may_be_no_record(&lower, ReplyKind::Other));
        assert!(!may_be_no_record(&raw(r#"{"status":"201","Message":"x"}"#), ReplyKind::Quota));
        assert!(may_be_no_record(&raw(r#"{"Status":"201","Message":"x"}"#), ReplyKind::Quota));
    }

    #[test]
    fn a_text_that_is_not_the_replys_own_is_condemned() {
        for (value, text) in [("\"a\"", "b"), ("7", "07"), ("null", "null"), ("[]", "x"), ("{}", "")] {
            assert!(!is_read_as(&serde_json::from_str(value).unwrap(), text), "{value} {text}");
        }
        for (value, text) in [("\"a\"", "a"), ("7", "7"), ("null", ""), ("1.50", "1.50")] {
            assert!(is_read_as(&serde_json::from_str(value).unwrap(), text), "{value} {text}");
        }
    }
}
