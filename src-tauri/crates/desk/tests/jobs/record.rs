//! The record: search, notes and deletion.

use crate::{MAIN, MANY, Workplace, customs_credit, exit_restriction, never, subject};
use catalog::ListCheck;
use desk::{
    Archive, ArchiveError, Billing, CallCount, Check, Compared, EntryId, LookUpCheck, NoteKind, OrderState,
    RecordEntry, RecordQuery, RecordedContent, RecordedOutcome, ReportFormat,
};
use sandbox::Options;
use std::time::Duration;

const ALL: RecordQuery =
    RecordQuery { text: String::new(), check: None, outcome: None, from: None, until: None, limit: 50 };
const NOBODY: &str = "示例青禾农业科技有限公司";
const BROKEN: &str = "示例残缺有限公司";

fn entries(archive: &Archive, query: &RecordQuery) -> Vec<RecordEntry> {
    archive.search(query).unwrap().entries
}

fn subjects(archive: &Archive, query: &RecordQuery) -> Vec<String> {
    entries(archive, query).into_iter().map(|entry| entry.subject).collect()
}

/// A record with a hit, a miss, a failure, a cancelled look-up, a quota and an order.
async fn filled() -> Workplace {
    let quick = Options { report_step: Duration::from_millis(5), ..Options::default() };
    let place = Workplace::with(quick).await;
    let desk = place.open();
    let ask = async |check, name: &str| {
        desk.look_up(check, &subject(name), false, &never()).await.unwrap();
    };
    ask(exit_restriction(), MAIN).await;
    ask(customs_credit(), NOBODY).await;
    ask(LookUpCheck::RegistrationSnapshot, BROKEN).await;
    let cancelled = never();
    cancelled.cancel();
    desk.look_up(exit_restriction(), &subject(MANY), false, &cancelled).await.unwrap();
    desk.ask_quota(&never()).await.unwrap();
    let mut changes = desk.order_changes();
    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    crate::orders::until(&mut changes, OrderState::is_final).await;
    desk.close().await;
    place
}

#[tokio::test]
async fn everything_that_was_asked_is_in_the_record_hits_misses_failures_and_cancellations_alike() {
    let place = filled().await;
    let archive = place.restart();
    let found: Vec<_> = entries(&archive, &ALL)
        .into_iter()
        .map(|entry| (entry.subject.clone(), entry.check.unwrap(), entry.outcome(), entry.billing))
        .collect();
    let (billed, free) = (Billing::MayHaveBeenBilled, Billing::NotBilled);
    assert_eq!(
        found,
        [
            (MAIN.to_owned(), Check::IdentityReport, RecordedOutcome::Found, billed),
            (String::new(), Check::Quota, RecordedOutcome::Found, free),
            (MANY.to_owned(), exit_restriction().into(), RecordedOutcome::Cancelled, free),
            (BROKEN.to_owned(), Check::RegistrationSnapshot, RecordedOutcome::NotVerified, billed),
            (NOBODY.to_owned(), customs_credit().into(), RecordedOutcome::NoRecord, billed),
            (MAIN.to_owned(), exit_restriction().into(), RecordedOutcome::Found, billed),
        ]
    );
}

#[tokio::test]
async fn the_record_is_searched_by_subject_check_outcome_and_day() {
    let place = filled().await;
    let archive = place.restart();
    let by = |query: RecordQuery| subjects(&archive, &query);
    assert_eq!(by(RecordQuery { text: " 远洋 ".into(), ..ALL }), [MAIN, MAIN]);
    assert_eq!(by(RecordQuery { text: "%".into(), ..ALL }), Vec::<String>::new(), "a sign is just a sign");
    // In any spelling: except for ideographs, MAIN has no characters that are normalised.
    for text in ["远 洋", "⻢", "远\u{3000}洋"] {
        let expected: &[&str] = if text == "⻢" { &[] } else { &[MAIN, MAIN] };
        assert_eq!(by(RecordQuery { text: text.into(), ..ALL }), expected, "{text}");
    }
    assert_eq!(by(RecordQuery { check: Some(customs_credit().into()), ..ALL }), [NOBODY]);
    assert_eq!(by(RecordQuery { check: Some(Check::IdentityReport), ..ALL }), [MAIN]);
    assert_eq!(by(RecordQuery { outcome: Some(RecordedOutcome::NotVerified), ..ALL }), [BROKEN]);
    assert_eq!(by(RecordQuery { outcome: Some(RecordedOutcome::Cancelled), ..ALL }), [MANY]);
    let day = |from: &str, until: &str| {
        by(RecordQuery { from: Some(from.into()), until: Some(until.into()), ..ALL })
    };
    assert_eq!(day("2026-11-22", "2026-11-22").len(), 6);
    assert_eq!(day("2026-11-01", "2026-11-21").len(), 0);
    assert_eq!(day("2026-11-23", "2026-12-31").len(), 0);
    let two = archive.search(&RecordQuery { limit: 2, ..ALL }).unwrap();
    assert_eq!((two.entries.len(), two.more), (2, true));
    assert!(!archive.search(&ALL).unwrap().more);
}

#[tokio::test]
async fn a_name_is_found_however_its_brackets_are_written() {
    let place = Workplace::new().await;
    let desk = place.open();
    let name = "示例（上海）有限公司";
    desk.look_up(exit_restriction(), &subject(name), false, &never()).await.unwrap();
    for text in ["示例(上海)", "示例（上海）", "示例【上海】", "示例 ( 上海 )"] {
        let query = RecordQuery { text: text.into(), ..ALL };
        assert_eq!(subjects(desk.archive(), &query), [name], "{text}");
    }
}

#[tokio::test]
async fn past_answers_read_the_same_without_service_and_account() {
    let place = filled().await;
    let desk = place.open();
    let asked = place.sandbox.requests().len();
    let mut items = Vec::new();
    for entry in entries(desk.archive(), &ALL) {
        items.push(desk.recorded(entry.id).unwrap());
    }
    desk.close().await;
    let archive = place.restart();
    for item in items {
        let offline = archive.recorded(item.entry.id, None).unwrap();
        assert_eq!(offline.entry, item.entry);
        match (offline.content, item.content) {
            (RecordedContent::Finding { finding: off }, RecordedContent::Finding { finding: on }) => {
                assert_eq!((&off.outcome, &off.receipts), (&on.outcome, &on.receipts));
                assert_eq!((off.of_this_account, on.of_this_account, off.reused), (false, true, true));
            }
            (RecordedContent::Order { order: off }, RecordedContent::Order { order: on }) => {
                assert_eq!(off.state, on.state);
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(place.sandbox.requests().len(), asked);
}

#[tokio::test]
async fn a_reply_is_saved_byte_for_byte() {
    let place = filled().await;
    let desk = place.open();
    let finding = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    let target = place.home.path().join("原始答复.json");
    desk.archive().copy_reply(finding.call, &target).unwrap();
    let bytes = std::fs::read(&target).unwrap();
    assert_eq!(bytes.len(), finding.receipts[0].bytes);
    assert!(String::from_utf8(bytes).unwrap().contains("\"VerifyResult\""));
    let name = desk.archive().reply(finding.call).unwrap().file_name;
    assert!(name.starts_with(&format!("原始答复_限制出境_{MAIN}")) && name.ends_with(".json"), "{name}");
}

#[tokio::test]
async fn notes_are_added_and_nothing_changes_them() {
    let place = filled().await;
    let archive = place.restart();
    let [order, .., look_up] = &entries(&archive, &ALL)[..] else { panic!() };
    for id in [order.id, look_up.id] {
        archive.annotate(id, NoteKind::Note, " 已电话核实 ").unwrap();
        archive.annotate(id, NoteKind::Conclusion, "暂缓准入").unwrap();
        let notes = archive.annotate(id, NoteKind::Conclusion, "同意准入").unwrap();
        let texts: Vec<_> = notes.iter().map(|note| note.text.as_str()).collect();
        assert_eq!(texts, ["已电话核实", "暂缓准入", "同意准入"]);
        let item = archive.recorded(id, None).unwrap();
        assert_eq!(item.notes, notes);
        assert_eq!((item.entry.notes, item.entry.conclusion.as_deref()), (3, Some("同意准入")));
    }
    for refused in ["", "  ", &"长".repeat(2001)] {
        assert!(matches!(archive.annotate(order.id, NoteKind::Note, refused), Err(ArchiveError::Note)));
    }
    let nowhere = EntryId::Call { id: 999 };
    assert!(matches!(archive.annotate(nowhere, NoteKind::Note, "x"), Err(ArchiveError::NotFound)));

    let record = rusqlite::Connection::open(place.record()).unwrap();
    for change in [
        "UPDATE notes SET text = 'x'",
        "DELETE FROM notes",
        "UPDATE order_states SET state = state",
        "DELETE FROM order_states",
        "UPDATE calls SET body = x'00' WHERE body IS NOT NULL",
        "UPDATE calls SET failure = NULL WHERE failure IS NOT NULL",
        "DELETE FROM calls",
    ] {
        assert!(record.execute(change, []).is_err(), "{change}");
    }
}

#[tokio::test]
async fn a_comparison_counts_for_its_check_and_service_until_its_answer_is_deleted() {
    let place = filled().await;
    let desk = place.open();
    let list = ListCheck::from_id("taxArrears").unwrap();
    let finding = desk.look_up(LookUpCheck::List(list), &subject(MAIN), false, &never()).await.unwrap();
    let (archive, entry) = (desk.archive(), EntryId::Call { id: finding.call });
    assert_eq!(archive.compared().unwrap(), []);
    for text in ["逐项核对", "再次核对"] {
        archive.annotate(entry, NoteKind::Compared, text).unwrap();
    }
    let first = archive.recorded(entry, None).unwrap().notes.remove(0).at;
    let compared = Compared { service: finding.source.host.clone(), check: Check::List(list), at: first };
    assert_eq!(archive.compared().unwrap(), [compared]);
    archive.erase(entry).unwrap();
    assert_eq!(archive.compared().unwrap(), []);
}

#[tokio::test]
async fn what_is_deleted_is_gone_from_the_file_and_stays_in_the_call_log() {
    let place = filled().await;
    let archive = place.restart();
    let before = archive.call_log().unwrap();
    assert!(holds(&place, MAIN) && holds(&place, BROKEN));
    for entry in entries(&archive, &ALL) {
        archive.annotate(entry.id, NoteKind::Note, "备注也要删除").unwrap();
        archive.erase(entry.id).unwrap();
        assert!(matches!(archive.recorded(entry.id, None), Err(ArchiveError::NotFound)));
        assert!(matches!(archive.erase(entry.id), Err(ArchiveError::NotFound)));
    }
    assert_eq!(entries(&archive, &ALL), vec![]);
    assert_eq!(archive.call_log().unwrap(), before);
    for text in [MAIN, MANY, NOBODY, BROKEN, "备注也要删除"] {
        assert!(!holds(&place, text), "{text}");
    }
    assert_eq!(std::fs::read_dir(place.evidence()).unwrap().count(), 1, "the report is the officer's own");
    place.open();
}

/// Whether the record's file or its WAL contains a text.
fn holds(place: &Workplace, text: &str) -> bool {
    let journal = place.record().with_extension("sqlite3-wal");
    [place.record(), journal].iter().any(|path| {
        let bytes = std::fs::read(path).unwrap_or_default();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

#[tokio::test]
async fn an_open_order_cannot_be_deleted() {
    let place = Workplace::new().await;
    let desk = place.open();
    let mut changes = desk.order_changes();
    let order = desk.order_report(&subject("示例网关故障有限公司"), ReportFormat::Pdf, &[]).unwrap();
    crate::orders::until(&mut changes, |state| matches!(state, OrderState::Unknown { .. })).await;
    let id = EntryId::Order { id: order.id };
    assert!(matches!(desk.archive().erase(id), Err(ArchiveError::StillOpen)));
    desk.resolve_order(order.id, desk::Resolution::NotPlaced).await.unwrap();
    desk.archive().erase(id).unwrap();
    assert_eq!(desk.orders().unwrap(), vec![]);
}

#[tokio::test]
async fn a_look_up_that_is_being_asked_cannot_be_deleted_and_a_deleted_one_is_not_gone_on_with() {
    let latency = Duration::from_millis(300);
    let place = Workplace::with(Options { latency, ..Options::default() }).await;
    let desk = place.open();
    let first = desk.look_up(exit_restriction(), &subject(MANY), false, &never()).await.unwrap();
    let id = EntryId::Call { id: first.call };
    let paging = tokio::spawn({
        let desk = desk.clone();
        async move { desk.next_page(first.call, &never()).await.unwrap() }
    });
    while place.requests("LimitExitCheck/GetList").len() < 2 {
        tokio::task::yield_now().await;
    }
    assert!(matches!(desk.archive().erase(id), Err(ArchiveError::StillOpen)));
    assert_eq!(paging.await.unwrap().receipts.len(), 2);
    desk.archive().erase(id).unwrap();
    assert!(matches!(desk.next_page(first.call, &never()).await, Err(desk::LookUpError::NotFound)));
    assert_eq!(place.sandbox.billed_calls(), 2);
    assert!(!holds(&place, MANY));
}

#[tokio::test]
async fn an_order_of_which_nobody_knows_counts_as_possibly_charged_and_one_that_was_not_sent_does_not() {
    let place = Workplace::new().await;
    let desk = place.open();
    let mut changes = desk.order_changes();
    desk.order_report(&subject("示例状态码203有限公司"), ReportFormat::Pdf, &[]).unwrap();
    crate::orders::until(&mut changes, |state| matches!(state, OrderState::Unknown { .. })).await;
    desk.close().await;
    assert_eq!(entries(desk.archive(), &ALL)[0].billing, Billing::MayHaveBeenBilled);

    // As if the app had been killed after storing the request, but before marking the order as being sent.
    let record = rusqlite::Connection::open(place.record()).unwrap();
    record
        .execute_batch(
            r#"DROP TRIGGER order_states_are_kept;
               DELETE FROM order_states WHERE state NOT LIKE '%intent%';
               UPDATE calls SET http_status = NULL, body = NULL, outcome = NULL, ended_at = NULL, erased_at = 1;
               UPDATE calls SET erased_at = NULL;"#,
        )
        .unwrap();
    drop(record);
    let desk = place.open();
    assert!(matches!(desk.orders().unwrap()[0].state, OrderState::NotSent { .. }));
    assert_eq!(entries(desk.archive(), &ALL)[0].billing, Billing::NotBilled);
    assert_eq!(desk.archive().call_log().unwrap().months[0].maybe_billed, 0);
}

#[tokio::test]
async fn the_call_log_counts_calls_and_possible_charges_by_check() {
    let place = filled().await;
    let desk = place.open();
    // Two pages are two calls.
    let many = desk.look_up(exit_restriction(), &subject(MANY), false, &never()).await.unwrap();
    desk.next_page(many.call, &never()).await.unwrap();
    let log = desk.archive().call_log().unwrap();
    let count = |counts: &[CallCount], check| {
        let of_check = counts.iter().filter(|count| count.check == Some(check));
        of_check.fold((0, 0), |sum, count| (sum.0 + count.calls, sum.1 + count.maybe_billed))
    };
    for counts in [&log.days, &log.months] {
        // The hit, two pages, and one that was cancelled before sending.
        assert_eq!(count(counts, exit_restriction().into()), (4, 3));
        assert_eq!(count(counts, customs_credit().into()), (1, 1));
        assert_eq!(count(counts, Check::RegistrationSnapshot), (1, 1));
        assert_eq!(
            count(counts, Check::IdentityReport),
            (1, 1),
            "asking after an order is no call of a person"
        );
        assert_eq!(count(counts, Check::Quota), (1, 0));
    }
    assert!(log.days.iter().all(|count| count.period == "2026-11-22"));
    assert!(log.months.iter().all(|count| count.period == "2026-11"));
}

#[tokio::test]
async fn nothing_is_deleted_by_itself_however_old_it_grows() {
    let place = filled().await;
    let before = entries(&place.restart(), &ALL);
    place.hours_pass(20 * 366 * 24);
    let archive = place.restart();
    assert_eq!(entries(&archive, &ALL), before);
    for entry in &before {
        archive.recorded(entry.id, None).unwrap();
    }
}
