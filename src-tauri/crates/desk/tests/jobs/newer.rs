//! Data of newer and older versions of the app: it is recognised, and never causes an error.

use crate::evidence::{of, saved};
use crate::{MAIN, QUICK, Workplace, exit_restriction, never, subject};
use desk::{
    Archive, ArchiveError, Credential, Desk, EntryId, FailureCause, HoldReason, NoteKind, Order, OrderError,
    OrderState, Outcome, RecordEntry, RecordQuery, RecordedContent, RecordedOutcome, ReportFormat,
    ReuseWindow, Service, Setup,
};
use std::sync::Arc;

const ALL: RecordQuery =
    RecordQuery { text: String::new(), check: None, outcome: None, from: None, until: None, limit: 50 };

/// A record with one hit, the first call, and changes like those of a newer version.
async fn left_by_a_newer_version(changes: &str) -> Workplace {
    let place = Workplace::new().await;
    let desk = place.open();
    desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    desk.close().await;
    place.close();
    let record = rusqlite::Connection::open(place.record()).unwrap();
    record.execute_batch(changes).unwrap();
    place
}

/// Look-ups of a check that this version does not know: a hit, a miss, and one without an outcome.
const UNKNOWN_CHECK: &str = r#"
    INSERT INTO calls (asked_at, service, account, check_name, operation, parameters, subject, page, ended_at,
                       http_status, body, sha256, outcome, may_be_billed)
    SELECT asked_at - 1000 * n, service, account, 'dishonesty' || n, '/api/yj/DishonestyCheck/GetList', '[]', subject, 1,
           ended_at, 200, CAST('{"Status":"201"}' AS BLOB), sha256, outcome_of, billed
    FROM calls, (SELECT 1 AS n, 'found' AS outcome_of, 1 AS billed UNION SELECT 2, 'noRecord', 1 UNION SELECT 3, NULL, NULL)
    WHERE id = 1;"#;

/// An order in this state, of the account that made the hit.
fn an_order(format: &str, is_open: bool, state: &str) -> String {
    format!(
        "INSERT INTO orders (placed_at, service, account, subject, format, is_open)
         SELECT asked_at, service, account, subject, '{format}', {is_open} FROM calls WHERE id = 1;
         INSERT INTO order_states (order_id, at, state) VALUES (last_insert_rowid(), 1700000000000, '{state}');"
    )
}

fn entries(archive: &Archive, query: &RecordQuery) -> Vec<RecordEntry> {
    archive.search(query).unwrap().entries
}

#[tokio::test]
async fn a_check_of_a_newer_version_is_listed_and_says_neither_found_nor_not_found() {
    let place = left_by_a_newer_version(UNKNOWN_CHECK).await;
    let archive = place.restart();
    let found: Vec<_> =
        entries(&archive, &ALL).into_iter().map(|entry| (entry.check, entry.outcome())).collect();
    let newer = (None, RecordedOutcome::Newer);
    assert_eq!(found, [(Some(exit_restriction().into()), RecordedOutcome::Found), newer, newer, newer]);
    let by = |outcome| entries(&archive, &RecordQuery { outcome: Some(outcome), ..ALL }).len();
    assert_eq!((by(RecordedOutcome::Found), by(RecordedOutcome::NoRecord)), (1, 0));
    assert_eq!((by(RecordedOutcome::Pending), by(RecordedOutcome::Newer)), (0, 3));
    assert_eq!(entries(&archive, &RecordQuery { check: Some(exit_restriction().into()), ..ALL }).len(), 1);
}

#[tokio::test]
async fn a_look_up_of_a_newer_version_opens_is_annotated_counted_and_deleted() {
    let place = left_by_a_newer_version(UNKNOWN_CHECK).await;
    let archive = place.restart();
    let log = archive.call_log().unwrap();
    for counts in [&log.days, &log.months] {
        let newer: Vec<_> = counts.iter().filter(|count| count.check.is_none()).collect();
        // A call without an outcome may have been charged.
        assert_eq!(newer.iter().map(|count| (count.calls, count.maybe_billed)).collect::<Vec<_>>(), [(3, 3)]);
    }
    for entry in entries(&archive, &ALL).iter().filter(|entry| entry.check.is_none()) {
        assert_eq!(archive.recorded(entry.id, None).unwrap().content, RecordedContent::Newer);
        archive.annotate(entry.id, NoteKind::Note, "示例").unwrap();
        archive.erase(entry.id).unwrap();
        assert!(matches!(archive.recorded(entry.id, None), Err(ArchiveError::NotFound)));
    }
    assert_eq!(entries(&archive, &ALL).len(), 1);
}

#[tokio::test]
async fn evidence_is_saved_without_what_a_newer_version_asked_and_says_so() {
    let place = left_by_a_newer_version(UNKNOWN_CHECK).await;
    let archive = place.restart();
    let evidence = saved(&place, &archive, &of(&[1, 2, 3, 4], &[]));
    evidence.pdf.says("另有 3 条核查记录由较新版本的核查台写入");
    assert!(evidence.excel.has("概要", "另有 3 条"));
    assert!(archive.reply(2).unwrap().file_name.contains("较新版本"));
}

#[tokio::test]
async fn an_outcome_or_a_note_of_a_newer_version_fails_nothing() {
    let place = left_by_a_newer_version(
        "UPDATE calls SET outcome = 'disputed' WHERE id = 1;
         INSERT INTO notes (call_id, at, kind, text) VALUES (1, 1700000000000, 'voice', '示例');",
    )
    .await;
    let archive = place.restart();
    let [entry] = &entries(&archive, &ALL)[..] else { panic!() };
    assert_eq!((entry.outcome(), entry.notes), (RecordedOutcome::Newer, 1));
    let item = archive.recorded(entry.id, None).unwrap();
    assert_eq!((item.notes[0].kind, item.notes[0].text.as_str()), (None, "示例"));
    let RecordedContent::Finding { finding } = item.content else { panic!() };
    assert!(matches!(finding.outcome, Outcome::Found { .. }), "the reply itself is read as ever");
    saved(&place, &archive, &of(&[1], &[])).pdf.says("由较新版本写入");
}

#[tokio::test]
async fn a_failure_of_a_newer_version_is_not_verified_and_may_have_been_billed() {
    let place = left_by_a_newer_version(
        r#"INSERT INTO calls (asked_at, service, account, check_name, operation, parameters, subject, page, ended_at,
                              failure, outcome)
           SELECT asked_at + 1, service, account, check_name, operation, parameters, subject, 1, ended_at,
                  '{"cause":{"kind":"strike"},"billing":"notBilled"}', 'notVerified' FROM calls WHERE id = 1;"#,
    )
    .await;
    let archive = place.restart();
    let RecordedContent::Finding { finding } =
        archive.recorded(EntryId::Call { id: 2 }, None).unwrap().content
    else {
        panic!()
    };
    let Outcome::NotVerified { failure, .. } = finding.outcome else { panic!() };
    assert_eq!(failure.cause, FailureCause::Newer);
    saved(&place, &archive, &of(&[2], &[])).pdf.says("较新版本的核查台记下了原因");
}

#[tokio::test]
async fn an_order_in_a_state_of_a_newer_version_is_listed_and_neither_asked_about_nor_placed_again() {
    let state = r#"{"kind":"refunded","orderNo":"RBI1"}"#;
    let place = left_by_a_newer_version(&an_order("\"pdf\"", true, state)).await;
    let desk = place.open();
    let [order] = &desk.orders().unwrap()[..] else { panic!() };
    assert_eq!(order.state, OrderState::Newer { order_no: Some("RBI1".into()), open: true });
    assert_eq!(order.order_no.as_deref(), Some("RBI1"));
    let again = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]);
    assert!(matches!(again, Err(OrderError::AlreadyOpen(id)) if id == order.id));
    let archive = desk.archive();
    let entry = archive.recorded(EntryId::Order { id: order.id }, None).unwrap().entry;
    assert_eq!(entry.outcome(), RecordedOutcome::Newer);
    assert!(matches!(archive.erase(EntryId::Order { id: order.id }), Err(ArchiveError::StillOpen)));
    saved(&place, archive, &of(&[1], &[order.id])).pdf.says("无法识别其状态");
    assert_eq!(place.requests("GetReportInfo").len(), 0);
}

#[tokio::test]
async fn an_order_that_a_newer_version_ended_is_no_obstacle() {
    let state = r#"{"kind":"refunded"}"#;
    let place = left_by_a_newer_version(&an_order("\"pdf\"", false, state)).await;
    let desk = place.open();
    let order = desk.orders().unwrap().remove(0);
    assert_eq!(order.state, OrderState::Newer { order_no: None, open: false });
    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    desk.archive().erase(EntryId::Order { id: order.id }).unwrap();
}

#[tokio::test]
async fn a_format_a_hold_and_a_file_of_a_newer_version_are_shown_as_such() {
    let held = r#"{"kind":"onHold","orderNo":"RBI1","reason":"holiday","failure":null}"#;
    let kept = r#"{"kind":"saved","orderNo":"RBI2","folder":"/reports","fileName":"a.epub","bytes":1,"sha256":"0",
                    "savedAs":"epub","savedAt":"2026-11-22T14:03:05+08:00","plaintext":false}"#;
    let changes = an_order("\"epub\"", true, held) + &an_order("\"word\"", false, kept);
    let place = left_by_a_newer_version(&changes).await;
    let desk = place.open();
    let orders = desk.orders().unwrap();
    let [second, first] = &orders[..] else { panic!() };
    assert_eq!((first.format, second.format), (None, Some(ReportFormat::Word)));
    assert!(matches!(first.state, OrderState::OnHold { reason: HoldReason::Newer, .. }), "{first:?}");
    assert!(matches!(&second.state, OrderState::Saved { report, .. } if report.saved_as.is_none()));
    let orders: Vec<_> = orders.iter().map(|order| order.id).collect();
    saved(&place, desk.archive(), &of(&[], &orders)).pdf.says("较新版本的核查台暂停了这份订单");
}

/// Opens the workplace's record with demo data, as the account of the old record.
fn open_demo(place: &Workplace) -> Arc<Desk> {
    let (address, secret) = (place.sandbox.base_url().parse().unwrap(), place.sandbox.secret().to_owned());
    let credential = Credential::new(place.sandbox.key().to_owned(), secret.into()).unwrap();
    let service = Service::demo(address, credential).unwrap();
    let (archive, folder) = (place.restart(), place.evidence());
    Desk::open(Setup { service, archive, folder, reuse: ReuseWindow::Today, polling: QUICK }).unwrap()
}

#[tokio::test]
async fn a_record_from_before_the_stored_forms_opens_and_its_orders_go_on() {
    let place = Workplace::new().await;
    std::fs::write(place.record(), include_bytes!("record-1.sqlite3")).unwrap();
    // It was written on 2026-11-29.
    place.hours_pass(10 * 24);
    let desk = open_demo(&place);
    let mut changes = desk.order_changes();
    let orders: Vec<Order> = desk.orders().unwrap();
    let mut states: Vec<_> = orders.iter().map(|order| kind(&order.state)).collect();
    states.sort_unstable();
    assert_eq!(
        states,
        [
            "failed",
            "notPlaced",
            "notSent",
            "onHold",
            "polling",
            "refused",
            "replaced",
            "saved",
            "unknown",
            "unknown"
        ]
    );
    let all = entries(desk.archive(), &ALL);
    assert_eq!(all.len(), 15);
    for entry in &all {
        assert_ne!((entry.check, entry.outcome()), (None, RecordedOutcome::Newer));
        desk.recorded(entry.id).unwrap();
    }
    assert_eq!(all.iter().map(|entry| entry.notes).sum::<u32>(), 2);

    let arrived = crate::orders::until(&mut changes, OrderState::is_final).await;
    assert!(matches!(arrived.state, OrderState::Saved { .. }), "the one under way arrives: {arrived:?}");
    let held = orders.iter().find(|order| kind(&order.state) == "onHold").unwrap();
    desk.follow_order(held.id).unwrap();
    let arrived =
        crate::orders::until(&mut changes, |state| !matches!(state, OrderState::Accepted { .. })).await;
    assert_eq!(arrived.id, held.id);
    assert_eq!(place.sandbox.billed_calls(), 0);
}

fn kind(state: &OrderState) -> String {
    serde_json::to_value(state).unwrap()["kind"].as_str().unwrap().to_owned()
}
