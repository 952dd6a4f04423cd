//! The sentences about a finding, as on screen.

use crate::words;
use catalog::Party;
use catalog::grouped;
use store::check::Check;
use store::failure::{Billing, Failure, FailureCause};
use store::finding::{Answer, Completeness, Finding, Outcome, Picture, Source};

pub(crate) fn headline(finding: &Finding) -> String {
    match &finding.outcome {
        Outcome::Found { answer } => found(answer),
        Outcome::NoRecord { .. } => no_record(finding.check).to_owned(),
        Outcome::NotVerified { .. } => words::finding::not_verified(finding.check.name()),
    }
}

fn found(answer: &Answer) -> String {
    match answer {
        Answer::List { check, completeness, .. } => check.found.zh_of(&count(completeness)),
        Answer::Snapshot { picture: Picture::Kept { .. } } => words::finding::FOUND_SNAPSHOT.to_owned(),
        Answer::Snapshot { picture: Picture::NotFetched { .. } } => {
            words::finding::PICTURE_MISSING.to_owned()
        }
        Answer::Quota { .. } => words::finding::FOUND_QUOTA.to_owned(),
    }
}

fn no_record(check: Check) -> &'static str {
    match check {
        Check::List(check) => &check.description().none.zh,
        Check::RegistrationSnapshot | Check::IdentityReport => words::finding::NO_SNAPSHOT,
        Check::Quota => words::finding::NO_QUOTA,
    }
}

fn count(completeness: &Completeness) -> String {
    match *completeness {
        Completeness::Complete { total } | Completeness::MorePages { total, .. } => {
            words::finding::exactly(total)
        }
        Completeness::Incomplete { shown, total: Some(total), .. } => {
            words::finding::exactly(shown.max(total))
        }
        Completeness::Incomplete { shown, total: None, .. } => words::finding::at_least(shown),
    }
}

/// How many records there are, and why not all. If incomplete, the first line says 不完整.
pub(crate) fn completeness(completeness: &Completeness) -> Vec<String> {
    let incomplete = |counts: String| labelled(words::completeness::INCOMPLETE, &counts);
    match *completeness {
        Completeness::Complete { total } => vec![words::completeness::complete(total)],
        Completeness::MorePages { shown, total, .. } => {
            let counts = words::completeness::more(shown, total);
            vec![incomplete(counts), words::evidence::REST_NOT_HELD.to_owned()]
        }
        Completeness::Incomplete { shown, total, reason, .. } => {
            let counts = match total {
                Some(total) => words::completeness::incomplete_counts(shown, total),
                None => words::completeness::incomplete_no_total(shown),
            };
            let reason = words::completeness::reasons(reason).to_owned();
            vec![incomplete(counts), reason]
        }
    }
}

pub(crate) fn is_complete(completeness: &Completeness) -> bool {
    matches!(completeness, Completeness::Complete { .. })
}

pub(crate) fn what_happened(cause: &FailureCause) -> &'static str {
    match cause {
        FailureCause::Status { meaning } => words::failure::status(*meaning),
        FailureCause::NotSent { reason } => words::failure::not_sent(*reason),
        FailureCause::Interrupted { reason } => words::failure::interrupted(*reason),
        FailureCause::Unreadable { reason } => words::failure::unreadable(*reason),
        FailureCause::File { reason } => words::failure::file(*reason),
        FailureCause::Inconsistent => words::failure::INCONSISTENT,
        FailureCause::Cancelled => words::failure::CANCELLED,
        FailureCause::ReportFailed => words::failure::REPORT_FAILED,
        FailureCause::Newer => words::failure::NEWER,
    }
}

/// A failure, line by line: what happened, whether it was billed, and details for support. `instead`:
/// replaces the sentence about billing if the failure is only part of something that may have been billed.
pub(crate) fn failure(failure: &Failure, demo: bool, instead: Option<&'static str>) -> Vec<String> {
    let mut lines = vec![what_happened(&failure.cause).to_owned()];
    if let Some(issuer) = &failure.certificate_issuer {
        lines.push(labelled(words::failure::ISSUER, issuer));
    }
    let sentence = instead.unwrap_or_else(|| billed(failure.billing, demo));
    lines.push(labelled(words::failure::billing(demo), sentence));
    let details = [
        (words::failure::CODE, &failure.status_code),
        (words::failure::SERVICE_MESSAGE, &failure.service_message),
        (words::failure::ORDER_NUMBER, &failure.order_number),
        (words::failure::TECHNICAL, &failure.detail.as_deref().map(without_folders)),
    ];
    for (label, text) in details {
        if let Some(text) = text.as_deref().filter(|text| !text.is_empty()) {
            lines.push(labelled(label, text));
        }
    }
    lines
}

pub(crate) fn labelled(label: &str, text: &str) -> String {
    format!("{label}{}{text}", words::app::SEPARATOR)
}

/// Technical details without local paths: evidence is passed on, and folder names may reveal the user.
fn without_folders(detail: &str) -> String {
    let mut cleaned = String::new();
    let mut rest = detail;
    while let Some(start) = path_in(rest) {
        let quote = rest[..start].chars().next_back().filter(|before| matches!(before, '"' | '\'' | '`'));
        // An unquoted path may contain spaces, so its end is unknown.
        let end = quote.and_then(|quote| rest[start..].find(quote)).map_or(rest.len(), |end| start + end);
        cleaned.push_str(&rest[..start]);
        cleaned.push('…');
        rest = &rest[end..];
    }
    cleaned + rest
}

/// Offset of the first path: `/…`, `~/…`, `C:\…`, `\\…`, `file:…`.
fn path_in(text: &str) -> Option<usize> {
    let starts = |rest: &str| {
        let mut characters = rest.chars();
        let first = [(); 3].map(|()| characters.next().unwrap_or(' '));
        match first {
            ['/', next, _] => next != '/' && !next.is_whitespace(),
            ['~', '/' | '\\', _] | ['\\', '\\', _] => true,
            [drive, ':', '/' | '\\'] => drive.is_ascii_alphabetic(),
            _ => rest.starts_with("file:"),
        }
    };
    let mut before = ' ';
    for (place, c) in text.char_indices() {
        if !(before.is_alphanumeric() || before == '/') && starts(&text[place..]) {
            return Some(place);
        }
        before = c;
    }
    None
}

/// Whether it may have been billed, or that the data is fictional.
pub(crate) fn billed(billing: Billing, demo: bool) -> &'static str {
    match billing {
        Billing::NotBilled => words::failure::not_billed(demo),
        Billing::MayHaveBeenBilled => words::failure::may_have_been_billed(demo),
    }
}

pub(crate) fn from(source: &Source) -> String {
    if source.demo { words::finding::FROM_DEMO.to_owned() } else { words::finding::from_host(&source.host) }
}

pub(crate) fn clock(ahead: i32) -> String {
    let off = ahead.unsigned_abs();
    let difference = words::clock::difference(off / 60, off % 60);
    let way = if ahead > 0 { words::clock::ahead(difference) } else { words::clock::behind(difference) };
    way + words::clock::AFFECTS
}

/// The service's order number of the first request.
pub(crate) fn order_number(finding: &Finding) -> String {
    finding.receipts.first().and_then(|first| first.order_number.clone()).unwrap_or_default()
}

pub(crate) fn limits(check: Check) -> Option<&'static str> {
    match check {
        Check::List(check) => Some(&check.description().limits.zh),
        Check::RegistrationSnapshot => Some(words::finding::limits::REGISTRATION_SNAPSHOT),
        Check::IdentityReport | Check::Quota => None,
    }
}

/// A value of the service, or that none was given.
pub(crate) fn stated(text: &str) -> &str {
    if text.is_empty() { words::text::UNSTATED } else { text }
}

/// Such as `甲（企业）、乙（个人）`.
pub(crate) fn parties(parties: &[Party]) -> String {
    let each: Vec<String> = parties
        .iter()
        .map(|party| words::evidence::with_note(stated(&party.name), words::party(party.kind)))
        .collect();
    stated(&each.join(words::app::LIST_SEPARATOR)).to_owned()
}

/// Turns `2026-11-22T14:03:05+08:00` into `2026-11-22 14:03:05 +08:00`.
pub(crate) fn moment(rfc3339: &str) -> String {
    match (rfc3339.get(..19), rfc3339.get(19..)) {
        (Some(time), Some(offset)) => format!("{} {offset}", time.replace('T', " ")),
        _ => rfc3339.to_owned(),
    }
}

pub(crate) fn bytes(count: u64) -> String {
    words::finding::evidence_bytes(grouped(&count.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::finding::IncompleteReason;

    #[test]
    fn rows_that_are_not_all_are_called_incomplete() {
        let reason = IncompleteReason::TotalChanged;
        for partial in [
            Completeness::MorePages { shown: 20, total: 45, calls_needed: 2 },
            Completeness::Incomplete { shown: 20, total: Some(45), reason, calls_needed: 2 },
            Completeness::Incomplete { shown: 20, total: None, reason, calls_needed: 0 },
        ] {
            assert!(!is_complete(&partial));
            let lines = completeness(&partial);
            assert!(lines[0].starts_with("不完整：已显示 20 条"), "{lines:?}");
            assert_eq!(lines.len(), 2);
        }
        let more = completeness(&Completeness::MorePages { shown: 20, total: 45, calls_needed: 2 });
        assert_eq!(more[1], "其余的没有取得，不在本底稿内。", "they may have been asked for in vain");
        let all = Completeness::Complete { total: 3 };
        assert!(is_complete(&all));
        assert_eq!(completeness(&all), ["共 3 条，已全部显示。"]);
    }

    #[test]
    fn a_wrong_clock_is_told_in_the_words_of_the_screen() {
        assert!(clock(-301).starts_with("本机时钟比企查查慢 5 分 1 秒。以上时间取自本机"));
        assert!(clock(600).starts_with("本机时钟比企查查快 10 分 0 秒。"));
    }

    #[test]
    fn a_technical_detail_names_no_folder_of_this_computer() {
        for (detail, expected) in [
            (
                "No space left (os error 28) at path \"/home/wang lei/核查台/.part\", twice",
                "No space left (os error 28) at path \"…\", twice",
            ),
            (r"拒绝访问: C:\Users\王 磊\Documents\x.part", "拒绝访问: …"),
            (r"cannot open '\\server\wang\x'", "cannot open '…'"),
            ("in ~/Documents/x", "in …"),
            ("file:///Users/wang/x", "…"),
            ("at:/home/wang", "at:…"),
            (
                "https://file.example.com/a/b: 404, text/html; 1/2",
                "https://file.example.com/a/b: 404, text/html; 1/2",
            ),
        ] {
            assert_eq!(without_folders(detail), expected);
        }
    }

    #[test]
    fn a_moment_keeps_its_offset() {
        assert_eq!(moment("2026-11-22T14:03:05+08:00"), "2026-11-22 14:03:05 +08:00");
    }
}
