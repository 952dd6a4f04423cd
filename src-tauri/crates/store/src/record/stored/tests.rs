use super::*;
use crate::failure::{
    Billing, Failure, FailureCause, FileReason, InterruptedReason, NotSentReason, StatusMeaning,
    UnreadableReason,
};
use crate::order::{HoldReason, Progress, ReportKind, SavedReport, State};
use crate::record::{NoteKind, RecordedOutcome};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// What versions wrote, oldest first. A changed form gets a new file; a new word gets a line in the newest
/// one.
const GOLDEN: &[&str] =
    &[include_str!("golden/1.json"), include_str!("golden/2.json"), include_str!("golden/3.json")];

/// Everything that a record can contain in these forms.
#[derive(Serialize, Deserialize)]
struct Forms {
    notes: Vec<String>,
    outcomes: Vec<String>,
    billings: Vec<String>,
    formats: Vec<Box<RawValue>>,
    failures: Vec<Box<RawValue>>,
    states: Vec<Box<RawValue>>,
}

fn causes() -> Vec<FailureCause> {
    let mut causes = vec![FailureCause::Inconsistent, FailureCause::Cancelled, FailureCause::ReportFailed];
    causes.extend(StatusMeaning::ALL.iter().map(|&meaning| FailureCause::Status { meaning }));
    causes.extend(NotSentReason::ALL.iter().map(|&reason| FailureCause::NotSent { reason }));
    causes.extend(InterruptedReason::ALL.iter().map(|&reason| FailureCause::Interrupted { reason }));
    causes.extend(UnreadableReason::ALL.iter().map(|&reason| FailureCause::Unreadable { reason }));
    causes.extend(FileReason::ALL.iter().map(|&reason| FailureCause::File { reason }));
    causes
}

fn failures() -> Vec<Failure> {
    let bare = causes().into_iter().map(|cause| Failure::new(cause, Billing::NotBilled));
    let full = Failure {
        cause: FailureCause::Status { meaning: StatusMeaning::Unknown },
        billing: Billing::MayHaveBeenBilled,
        status_code: Some("999".into()),
        service_message: Some("【示例】\"引号\"".into()),
        order_number: Some("ORDER1".into()),
        certificate_issuer: Some("CN=示例".into()),
        detail: Some("HTTP 200".into()),
    };
    bare.chain([full]).collect()
}

fn states() -> Vec<State> {
    let order_no = || "RBI202611220001".to_owned();
    let failure = || Failure::file(FileReason::Gone, "HTTP 403");
    let mut states = vec![State::Intent, State::Sending, State::Accepted { order_no: order_no() }];
    for &progress in Progress::ALL {
        for trouble in [None, Some(failure())] {
            states.push(State::Polling { order_no: order_no(), progress, trouble });
        }
    }
    for trouble in [None, Some(failure())] {
        states.push(State::Ready { order_no: order_no(), trouble, attempts: 2 });
    }
    for &reason in HoldReason::ALL.iter().filter(|&&reason| reason != HoldReason::Newer) {
        for failure in [None, Some(failure())] {
            states.push(State::OnHold { order_no: order_no(), reason, failure });
        }
    }
    for &saved_as in ReportKind::ALL {
        let report = SavedReport {
            folder: "/reports".into(),
            file_name: "身份报告_示例有限公司_1.pdf".into(),
            bytes: 12345,
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
            saved_as: Some(saved_as),
            saved_at: "2026-11-22T14:03:05+08:00".into(),
            plaintext: true,
        };
        states.push(State::Saved { order_no: order_no(), report });
    }
    states.extend([
        State::Refused { failure: failure() },
        State::NotSent { failure: failure() },
        State::Unknown { failure: failure() },
        State::Failed { order_no: order_no(), failure: failure() },
        State::NotPlaced,
        State::Replaced,
        State::GivenUp { order_no: None },
        State::GivenUp { order_no: Some(order_no()) },
    ]);
    states
}

fn written() -> Forms {
    let raw = |text: String| RawValue::from_string(text).unwrap();
    let owned = |words: Vec<&'static str>| words.into_iter().map(str::to_owned).collect();
    let stored =
        |outcome: &&RecordedOutcome| !matches!(outcome, RecordedOutcome::Pending | RecordedOutcome::Newer);
    Forms {
        notes: owned(NoteKind::ALL.iter().map(|kind| kind.word()).collect()),
        outcomes: owned(RecordedOutcome::ALL.iter().filter(stored).map(|outcome| outcome.word()).collect()),
        billings: owned(Billing::ALL.iter().map(|billing| billing.word()).collect()),
        formats: ReportFormat::ALL.iter().map(|&format| raw(of_format(format))).collect(),
        failures: failures().iter().map(|failure| raw(of_failure(failure).unwrap())).collect(),
        states: states().iter().map(|state| raw(of_state(state).unwrap())).collect(),
    }
}

fn lines(forms: &Forms) -> Vec<&str> {
    [&forms.formats, &forms.failures, &forms.states].into_iter().flatten().map(|form| form.get()).collect()
}

#[test]
fn what_is_written_today_is_the_newest_golden_file() {
    let newest: Forms = serde_json::from_str(GOLDEN.last().unwrap()).unwrap();
    let written = written();
    assert_eq!(lines(&written), lines(&newest));
    assert_eq!(written.notes, newest.notes);
    assert_eq!(written.outcomes, newest.outcomes);
    assert_eq!(written.billings, newest.billings);
}

#[test]
fn what_any_version_wrote_is_read_and_understood() {
    for (index, golden) in GOLDEN.iter().enumerate() {
        let forms: Forms = serde_json::from_str(golden).unwrap();
        assert!(forms.notes.iter().all(|word| NoteKind::from_word(word).is_some()));
        assert!(forms.outcomes.iter().all(|word| RecordedOutcome::from_word(word).is_some()));
        assert!(forms.billings.iter().all(|word| Billing::from_word(word).is_some()));
        for form in &forms.formats {
            assert!(format(form.get()).is_some(), "{}: {form}", index + 1);
        }
        for form in &forms.failures {
            assert_ne!(failure(form.get()).cause, FailureCause::Newer, "{}: {form}", index + 1);
        }
        for form in &forms.states {
            let read = state(form.get(), true);
            assert!(!matches!(read, State::Newer { .. }), "{}: {form}", index + 1);
            let again = of_state(&read).unwrap();
            assert_eq!(state(&again, true), read, "{}: {form}", index + 1);
        }
    }
}

#[test]
fn what_is_written_is_read_as_it_was() {
    for each in states() {
        assert_eq!(state(&of_state(&each).unwrap(), true), each);
    }
    for each in failures() {
        assert_eq!(failure(&of_failure(&each).unwrap()), each);
    }
}

#[test]
fn what_a_newer_version_wrote_is_said_to_be_of_one() {
    let newer = |order_no: Option<&str>| State::Newer { order_no: order_no.map(str::to_owned), open: true };
    for (text, read) in [
        (r#"{"kind":"refunded","orderNo":"RBI1"}"#, newer(Some("RBI1"))),
        (r#"{"kind":"refunded","orderNo":7}"#, newer(None)),
        (r#"{"kind":"polling","orderNo":"RBI1","progress":"printed","trouble":null}"#, newer(Some("RBI1"))),
        (r#"{"kind":"accepted"}"#, newer(None)),
        (r#"["accepted"]"#, newer(None)),
        ("", newer(None)),
    ] {
        assert_eq!(state(text, true), read, "{text}");
        assert!(of_state(&read).is_err());
    }
    assert_eq!(state("{}", false), State::Newer { order_no: None, open: false });
    assert_eq!(format("\"epub\""), None);
}

#[test]
fn what_is_new_within_a_known_state_costs_no_more_than_itself() {
    let held = r#"{"kind":"onHold","orderNo":"RBI1","reason":"holiday","failure":null,"until":"2030-01-01"}"#;
    let State::OnHold { order_no, reason, failure: None } = state(held, true) else { panic!() };
    assert_eq!((order_no.as_str(), reason), ("RBI1", HoldReason::Newer));

    let cause = r#"{"kind":"file","reason":"virus","scanner":"示例"}"#;
    let why = format!(r#"{{"cause":{cause},"billing":"refunded","statusCode":"7","mood":1}}"#);
    let unknown = format!(r#"{{"kind":"unknown","failure":{why}}}"#);
    let State::Unknown { failure: read } = state(&unknown, true) else { panic!() };
    assert_eq!((read.cause, read.billing), (FailureCause::Newer, Billing::MayHaveBeenBilled));
    assert_eq!(read.status_code.as_deref(), Some("7"));

    let saved = r#"{"kind":"saved","orderNo":"1","folder":"/","fileName":"a.epub","bytes":1,"sha256":"0",
                    "savedAs":"epub","savedAt":"2026-11-22T14:03:05+08:00","plaintext":false}"#;
    let State::Saved { report, .. } = state(saved, true) else { panic!() };
    assert_eq!((report.saved_as, report.file_name.as_str()), (None, "a.epub"));
}

#[test]
fn a_failure_of_a_newer_version_is_one_that_may_have_been_billed() {
    for text in ["", "{}", r#"{"cause":{"kind":"strike"},"billing":"notBilled"}"#, r#"{"cause":"strike"}"#] {
        assert_eq!(failure(text).cause, FailureCause::Newer, "{text}");
    }
    assert_eq!(failure("{}").billing, Billing::MayHaveBeenBilled);
}
