use super::*;
use crate::failure::FileReason;

/// Every state with its number, whether it is final, and the user's options with the account that placed the
/// order and with another: `p` not placed, `n` number, `f` follow, `g` give up.
fn states() -> Vec<(State, Option<&'static str>, bool, &'static str, &'static str)> {
    let failure = || Failure::file(FileReason::Interrupted, "");
    let order_no = || "RB1".to_owned();
    let on_hold = |reason| State::OnHold { order_no: order_no(), reason, failure: None };
    let polling = State::Polling { order_no: order_no(), progress: Progress::Processing, trouble: None };
    let number = Some("RB1");
    vec![
        (State::Intent, None, false, "", ""),
        (State::Sending, None, false, "", ""),
        (State::Accepted { order_no: order_no() }, number, false, "", "g"),
        (polling, number, false, "", "g"),
        (State::Ready { order_no: order_no(), trouble: None, attempts: 0 }, number, false, "", "g"),
        (on_hold(HoldReason::SevenDays), number, false, "fg", "g"),
        (on_hold(HoldReason::Newer), number, false, "fg", "g"),
        (State::Unknown { failure: failure() }, None, false, "png", "pg"),
        (State::Saved { order_no: order_no(), report: saved(ReportKind::Pdf) }, number, true, "", ""),
        (State::Refused { failure: failure() }, None, true, "", ""),
        (State::NotSent { failure: failure() }, None, true, "", ""),
        (State::Failed { order_no: order_no(), failure: failure() }, number, true, "", ""),
        (State::NotPlaced, None, true, "n", ""),
        (State::Replaced, None, true, "n", ""),
        (State::GivenUp { order_no: None }, None, true, "n", ""),
        (State::GivenUp { order_no: Some(order_no()) }, number, true, "f", ""),
        (State::Newer { order_no: Some(order_no()), open: true }, number, false, "g", "g"),
        (State::Newer { order_no: None, open: false }, None, true, "", ""),
    ]
}

fn saved(kind: ReportKind) -> SavedReport {
    SavedReport {
        folder: String::new(),
        file_name: String::new(),
        bytes: 1,
        sha256: String::new(),
        saved_as: Some(kind),
        saved_at: String::new(),
        plaintext: false,
    }
}

fn letters(ways: WaysOut) -> String {
    let WaysOut { not_placed, number, follow, give_up } = ways;
    let letters = [(not_placed, 'p'), (number, 'n'), (follow, 'f'), (give_up, 'g')];
    letters.iter().filter(|(open, _)| *open).map(|(_, letter)| *letter).collect()
}

#[test]
fn every_state_says_what_can_be_done_and_whether_it_is_over() {
    for (state, order_no, is_final, here, elsewhere) in states() {
        assert_eq!(state.order_no(), order_no, "{state:?}");
        assert_eq!(state.is_final(), is_final, "{state:?}");
        assert_eq!(letters(state.ways_out(true)), here, "{state:?}");
        assert_eq!(letters(state.ways_out(false)), elsewhere, "{state:?}");
    }
}

#[test]
fn an_order_is_shown_as_of_the_account_that_placed_it() {
    let account = |key: &str| Account { service: "pro.example".into(), key: key.into() };
    let row = |state, was_unknown| OrderRow {
        id: 1,
        step: 2,
        placed_at: Timestamp::UNIX_EPOCH,
        account: account("A"),
        follows: None,
        subject: "示例".into(),
        folded: "示例".into(),
        format: Some(ReportFormat::Pdf),
        was_unknown,
        state,
    };
    for (state, order_no, _, here, elsewhere) in states() {
        for was_unknown in [true, false] {
            let shown = |account: Option<&Account>| row(state.clone(), was_unknown).shown(account);
            let (own, other, closed) = (shown(Some(&account("A"))), shown(Some(&account("B"))), shown(None));
            assert!(own.of_this_account && !other.of_this_account && !closed.of_this_account);
            assert_eq!((letters(own.ways_out).as_str(), letters(other.ways_out).as_str()), (here, elsewhere));
            assert_eq!(own.order_no.as_deref(), order_no);
            assert_eq!(own.number_by_person, was_unknown && order_no.is_some(), "{state:?}");
        }
    }
}

#[test]
fn a_report_is_named_for_what_it_is_and_told_from_what_was_asked_for() {
    use ReportKind::*;
    for (kind, extension, media_type, pdf, word) in [
        (Pdf, "pdf", "application/pdf", true, false),
        (
            Word,
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            false,
            true,
        ),
        (WordWithMacros, "docm", "application/vnd.ms-word.document.macroEnabled.12", false, false),
        (OldWord, "doc", "application/msword", false, false),
        (WordMarkup, "doc", "application/msword", false, false),
        (RichText, "rtf", "application/rtf", false, false),
        (Ofd, "ofd", "application/ofd", false, false),
        (OpenDocument, "odt", "application/vnd.oasis.opendocument.text", false, false),
        (Archive, "zip", "application/zip", false, false),
    ] {
        assert_eq!((kind.extension(), kind.media_type()), (extension, media_type));
        let saved = saved(kind);
        assert_eq!(saved.is_what_was_asked_for(Some(ReportFormat::Pdf)), pdf, "{kind:?}");
        assert_eq!(saved.is_what_was_asked_for(Some(ReportFormat::Word)), word, "{kind:?}");
        assert!(!saved.is_what_was_asked_for(None), "a format of a newer version");
    }
}
