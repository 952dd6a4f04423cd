//! The sentences of the screen about a finding.

use super::words::{name, say, word, word_for, word_in};
use crate::check::Check;
use crate::failure::{Billing, Failure, FailureCause};
use crate::finding::{Answer, Completeness, Finding, Outcome, Picture, Source};
use catalog::Party;
use catalog::grouped;

/// The sentence that a result begins with.
pub(super) fn headline(finding: &Finding) -> String {
    match &finding.outcome {
        Outcome::Found { answer } => found(answer),
        Outcome::NoRecord { .. } => no_record(finding.check).to_owned(),
        Outcome::NotVerified { .. } => say("finding/notVerified", &[finding.check.name()]),
    }
}

fn found(answer: &Answer) -> String {
    match answer {
        Answer::List { check, completeness, .. } => check.found.zh_of(&count(completeness)),
        Answer::Snapshot { picture: Picture::Kept { .. } } => word("finding/foundSnapshot").to_owned(),
        Answer::Snapshot { picture: Picture::NotFetched { .. } } => word("finding/pictureMissing").to_owned(),
        Answer::Quota { .. } => word("finding/foundQuota").to_owned(),
    }
}

fn no_record(check: Check) -> &'static str {
    match check {
        Check::List(check) => &check.description().none.zh,
        Check::RegistrationSnapshot | Check::IdentityReport => word("finding/noSnapshot"),
        Check::Quota => word("finding/noQuota"),
    }
}

fn count(completeness: &Completeness) -> String {
    let (number, path) = match *completeness {
        Completeness::Complete { total } | Completeness::MorePages { total, .. } => {
            (total, "finding/exactly")
        }
        Completeness::Incomplete { shown, total: Some(total), .. } => (shown.max(total), "finding/exactly"),
        Completeness::Incomplete { shown, total: None, .. } => (shown, "finding/atLeast"),
    };
    say(path, &[&number.to_string()])
}

/// How many of the records are here, and why not all; the first line says 不完整 where they are not.
pub(super) fn completeness(completeness: &Completeness) -> Vec<String> {
    let incomplete = word("completeness/incomplete");
    match *completeness {
        Completeness::Complete { total } => vec![say("completeness/complete", &[&total.to_string()])],
        Completeness::MorePages { shown, total, .. } => {
            let counts = say("completeness/more", &[&shown.to_string(), &total.to_string()]);
            vec![format!("{incomplete}：{counts}"), "其余的没有取得，不在本底稿内。".to_owned()]
        }
        Completeness::Incomplete { shown, total, reason, .. } => {
            let counts = match total {
                Some(total) => {
                    say("completeness/incompleteCounts", &[&shown.to_string(), &total.to_string()])
                }
                None => say("completeness/incompleteNoTotal", &[&shown.to_string()]),
            };
            let reason = word_for("completeness/reasons", &reason).to_owned();
            vec![format!("{incomplete}：{counts}"), reason]
        }
    }
}

/// Whether the rows are all that there are.
pub(super) fn is_complete(completeness: &Completeness) -> bool {
    matches!(completeness, Completeness::Complete { .. })
}

/// What happened, in one sentence.
pub(super) fn what_happened(cause: &FailureCause) -> &'static str {
    let (kind, reason) = match cause {
        FailureCause::Status { meaning } => ("status", Some(name(meaning))),
        FailureCause::NotSent { reason } => ("notSent", Some(name(reason))),
        FailureCause::Interrupted { reason } => ("interrupted", Some(name(reason))),
        FailureCause::Unreadable { reason } => ("unreadable", Some(name(reason))),
        FailureCause::File { reason } => ("file", Some(name(reason))),
        FailureCause::Inconsistent => ("inconsistent", None),
        FailureCause::Cancelled => ("cancelled", None),
        FailureCause::ReportFailed => ("reportFailed", None),
        FailureCause::Newer => ("newer", None),
    };
    match reason {
        Some(reason) => word(&format!("failure/{kind}/{reason}/what")),
        None => word(&format!("failure/{kind}/what")),
    }
}

/// A failure in lines: what happened, whether it was billed, and what helps to find out more. `instead`: the sentence that says
/// whether it was billed where the failure is but a part of something that may have been.
pub(super) fn failure(failure: &Failure, demo: bool, instead: Option<&str>) -> Vec<String> {
    let mut lines = vec![what_happened(&failure.cause).to_owned()];
    let mut labelled = |label: &str, text: &str| lines.push(format!("{label}：{text}"));
    if let Some(issuer) = &failure.certificate_issuer {
        labelled(word("failure/issuer"), issuer);
    }
    let said = instead.map_or_else(|| billed(failure.billing, demo), |path| word_in(demo, path));
    labelled(word_in(demo, "failure/billing"), said);
    let details = [
        ("failure/code", &failure.status_code),
        ("failure/serviceMessage", &failure.service_message),
        ("failure/orderNumber", &failure.order_number),
        ("failure/technical", &failure.detail.as_deref().map(without_folders)),
    ];
    for (label, text) in details {
        if let Some(text) = text.as_deref().filter(|text| !text.is_empty()) {
            labelled(word(label), text);
        }
    }
    lines
}

/// A technical detail without the folders of this computer, whose names tell who uses it: evidence is passed on.
fn without_folders(detail: &str) -> String {
    let mut kept = String::new();
    let mut rest = detail;
    while let Some(start) = path_in(rest) {
        let quote = rest[..start].chars().next_back().filter(|before| matches!(before, '"' | '\'' | '`'));
        // Without quotes nobody can tell where a path ends, as it may hold blanks.
        let end = quote.and_then(|quote| rest[start..].find(quote)).map_or(rest.len(), |end| start + end);
        kept.push_str(&rest[..start]);
        kept.push('…');
        rest = &rest[end..];
    }
    kept + rest
}

/// Where the first path begins: `/…`, `~/…`, `C:\…`, `\\…`, `file:…`.
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

/// Whether it may have been billed; of fictional answers, that they are.
pub(super) fn billed(billing: Billing, demo: bool) -> &'static str {
    match billing {
        Billing::NotBilled => word_in(demo, "failure/notBilled"),
        Billing::MayHaveBeenBilled => word_in(demo, "failure/mayHaveBeenBilled"),
    }
}

pub(super) fn from(source: &Source) -> String {
    if source.demo { word("finding/fromDemo").to_owned() } else { say("finding/fromHost", &[&source.host]) }
}

/// How far this computer's clock was off, where that matters.
pub(super) fn clock(ahead: i32) -> String {
    let off = ahead.unsigned_abs();
    let difference = say("clock/difference", &[&(off / 60).to_string(), &(off % 60).to_string()]);
    let way = if ahead > 0 { "clock/ahead" } else { "clock/behind" };
    say(way, &[&difference]) + word("clock/affects")
}

/// What a check does not say.
pub(super) fn limits(check: Check) -> Option<&'static str> {
    match check {
        Check::List(check) => Some(&check.description().limits.zh),
        Check::RegistrationSnapshot => Some(word("finding/limits/registrationSnapshot")),
        Check::IdentityReport | Check::Quota => None,
    }
}

/// A value of the service; what it did not give is said to be so.
pub(super) fn stated(text: &str) -> &str {
    if text.is_empty() { word("text/unstated") } else { text }
}

/// `甲（企业）、乙（个人）`.
pub(super) fn parties(parties: &[Party]) -> String {
    let each: Vec<String> = parties
        .iter()
        .map(|party| format!("{}（{}）", stated(&party.name), word_for("party", &party.kind)))
        .collect();
    stated(&each.join(word("app/listSeparator"))).to_owned()
}

/// `2026-11-22T14:03:05+08:00` as `2026-11-22 14:03:05 +08:00`.
pub(super) fn moment(rfc3339: &str) -> String {
    match (rfc3339.get(..19), rfc3339.get(19..)) {
        (Some(time), Some(offset)) => format!("{} {offset}", time.replace('T', " ")),
        _ => rfc3339.to_owned(),
    }
}

pub(super) fn bytes(count: u64) -> String {
    say("finding/evidenceBytes", &[&grouped(&count.to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::{FileReason, InterruptedReason, NotSentReason, StatusMeaning, UnreadableReason};
    use crate::finding::IncompleteReason;

    #[test]
    fn every_failure_has_its_sentence() {
        let all: Vec<FailureCause> = [
            StatusMeaning::NothingFound,
            StatusMeaning::SearchTextRejected,
            StatusMeaning::LockedForTwoHours,
            StatusMeaning::OutOfCredit,
            StatusMeaning::Unknown,
        ]
        .map(|meaning| FailureCause::Status { meaning })
        .into_iter()
        .chain([
            FailureCause::NotSent { reason: NotSentReason::UnknownAuthority },
            FailureCause::Interrupted { reason: InterruptedReason::BodyIncomplete },
            FailureCause::Unreadable { reason: UnreadableReason::WebPage },
            FailureCause::Unreadable { reason: UnreadableReason::Xml },
            FailureCause::File { reason: FileReason::AddressRefused },
            FailureCause::Inconsistent,
            FailureCause::Cancelled,
            FailureCause::ReportFailed,
        ])
        .collect();
        let mut said: Vec<&str> = all.iter().map(what_happened).collect();
        assert!(said.iter().all(|sentence| sentence.ends_with('。')), "{said:?}");
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), all.len());
    }

    #[test]
    fn rows_that_are_not_all_are_called_incomplete() {
        let reason = IncompleteReason::TotalChanged;
        for partial in [
            Completeness::MorePages { shown: 20, total: 45, calls_needed: 2 },
            Completeness::Incomplete { shown: 20, total: Some(45), reason, calls_needed: 2 },
            Completeness::Incomplete { shown: 20, total: None, reason, calls_needed: 0 },
        ] {
            assert!(!is_complete(&partial));
            let said = completeness(&partial);
            assert!(said[0].starts_with("不完整：已显示 20 条"), "{said:?}");
            assert_eq!(said.len(), 2);
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
        for (detail, told) in [
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
            assert_eq!(without_folders(detail), told);
        }
    }

    #[test]
    fn a_moment_keeps_its_offset() {
        assert_eq!(moment("2026-11-22T14:03:05+08:00"), "2026-11-22 14:03:05 +08:00");
    }
}
