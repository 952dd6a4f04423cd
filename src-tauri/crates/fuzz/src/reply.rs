//! Replies, which a peer controls completely.

use crate::judge::{self, ReplyKind};
use qcc::{
    Answer, Call, CreateReport, EciImage, GetQuota, GetReportInfo, ListCall, RawReply, ReadError, Reply,
    ReportStatus,
};
use serde_json::Value;

/// Possible `Content-Type` headers. The encoding changes the meaning of the bytes.
pub(crate) const CONTENT_TYPES: [Option<&str>; 4] = [
    None,
    Some("application/json; charset=utf-8"),
    Some("text/html;Charset=\"GBK\""),
    Some("application/json; charset=gb18030"),
];

/// Reads the bytes as a reply of every call: "no record" only where the judge allows it.
pub fn envelope(body: &[u8]) {
    envelope_judged_by(body, judge::may_be_no_record);
}

fn envelope_judged_by(body: &[u8], may_be_no_record: fn(&RawReply, ReplyKind) -> bool) {
    for content_type in CONTENT_TYPES {
        let raw = reply(body, content_type);
        let list = says_no_record::<ListCall>(&raw);
        assert!(!list || may_be_no_record(&raw, ReplyKind::List), "a false \"no record\" of a list");
        let others = says_no_record::<EciImage>(&raw)
            | says_no_record::<CreateReport>(&raw)
            | says_no_record::<GetReportInfo>(&raw);
        assert!(!others || may_be_no_record(&raw, ReplyKind::Other), "a false \"no record\"");
        let quota = says_no_record::<GetQuota>(&raw);
        assert!(!quota || may_be_no_record(&raw, ReplyKind::Quota), "a false \"no record\" of the quota");
    }
    let refused = RawReply { http_status: 203, ..reply(body, None) };
    assert_eq!(qcc::read::<ListCall>(&refused), Err(ReadError::HttpStatus(203)));
}

/// Checks what holds for any reply of any call, and returns whether it is "no record".
fn says_no_record<C: Call>(raw: &RawReply) -> bool {
    let Ok(Reply { status, answer, .. }) = qcc::read::<C>(raw) else { return false };
    let answered = matches!(status.code(), 200 | 201);
    assert_eq!(matches!(answer, Answer::Refused), !answered, "{status} decides whether it is an answer");
    assert!(status.code() == 200 || !matches!(answer, Answer::Found(_)), "found something by {status}");
    matches!(answer, Answer::NoRecord(_))
}

pub fn snapshot(body: &[u8]) {
    for (raw, address) in found::<EciImage>(body) {
        assert!(!address.is_empty());
        if let Some(value) = judge::value(&raw) {
            assert_eq!(value["Result"], Value::from(address));
        }
    }
}

/// Reads the bytes as an accepted order, and as an order's state.
pub fn report(body: &[u8]) {
    for (raw, number) in found::<CreateReport>(body) {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        assert!(!number.is_empty() && number.len() <= 64 && number.chars().all(plain), "{number:?}");
        if let Some(value) = judge::value(&raw) {
            assert!(judge::holds(&value["Result"], &number), "{number:?}");
        }
    }
    for (raw, info) in found::<GetReportInfo>(body) {
        let Some(value) = judge::value(&raw) else { continue };
        let letters = match info.status {
            ReportStatus::NotGenerated => ["N", "n"],
            ReportStatus::Processing => ["P", "p"],
            ReportStatus::Generated => ["S", "s"],
            ReportStatus::Failed => ["F", "f"],
        };
        let result = &value["Result"];
        assert!(letters.iter().any(|letter| judge::holds(result, letter)), "{letters:?}");
        if let Some(url) = &info.url {
            assert!(!url.is_empty() && judge::holds(result, url), "{url:?}");
        }
    }
}

pub fn quota(body: &[u8]) {
    for (raw, modules) in found::<GetQuota>(body) {
        let Some(value) = judge::value(&raw) else { continue };
        let result = value.get("result").unwrap_or(&value["Result"]);
        let written: Vec<&Value> = match result {
            nothing if judge::is_nothing(nothing) => Vec::new(),
            Value::Array(items) => items.iter().collect(),
            other => vec![other],
        };
        assert_eq!(modules.len(), written.len(), "no module is left out or made up");
        for (module, value) in modules.iter().zip(written) {
            let counts = [&module.total, &module.consumed, &module.deletable];
            for (name, count) in ["totalCount", "consumedCount", "canDeletedCount"].into_iter().zip(counts) {
                let readable = value[name].is_string() || value[name].is_number();
                assert!(
                    if readable { judge::is_read_as(&value[name], count) } else { count.is_empty() },
                    "{name}"
                );
            }
            let id = &module.id;
            assert!(id.is_empty() || ["id", "Id"].iter().any(|name| judge::is_read_as(&value[name], id)));
        }
    }
}

/// All readings of the bytes in which something was found.
fn found<C: Call>(body: &[u8]) -> impl Iterator<Item = (RawReply, C::Body)> {
    CONTENT_TYPES.into_iter().filter_map(move |content_type| {
        let raw = reply(body, content_type);
        match qcc::read::<C>(&raw).ok()?.answer {
            Answer::Found(body) => Some((raw, body)),
            _ => None,
        }
    })
}

pub(crate) fn reply(body: &[u8], content_type: Option<&str>) -> RawReply {
    let content_type = content_type.map(str::to_owned);
    RawReply { http_status: 200, content_type, date: None, retry_after: None, body: body.to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO_RECORD: &[u8] = br#"{"Status":"200","Result":{"VerifyResult":0,"Data":null}}"#;

    #[test]
    fn a_no_record_that_the_judge_allows_passes() {
        envelope(NO_RECORD);
    }

    #[test]
    #[should_panic(expected = "a false \"no record\" of a list")]
    fn a_no_record_that_the_judge_does_not_allow_is_found_out() {
        envelope_judged_by(NO_RECORD, |_, _| false);
    }
}
