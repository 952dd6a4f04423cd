use crate::{MAIN, Workplace, subject};
use desk::{Billing, Desk, FailureCause, Order, OrderError, OrderState, ReportFormat, Resolution};
use sandbox::Options;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;

/// Much longer than any step takes, so that only a hang exceeds it.
pub(crate) const ORDER_TIMEOUT: Duration = Duration::from_secs(60);

async fn quick() -> Workplace {
    Workplace::with(Options { report_step: Duration::from_millis(10), ..Options::default() }).await
}

pub(crate) async fn until(changes: &mut Receiver<Order>, wanted: impl Fn(&OrderState) -> bool) -> Order {
    let wait = async {
        loop {
            let order = changes.recv().await.unwrap();
            if wanted(&order.state) {
                return order;
            }
        }
    };
    tokio::time::timeout(ORDER_TIMEOUT, wait).await.unwrap()
}

fn orders_sent(place: &Workplace) -> usize {
    place.requests("ReportBaseId/CreateReport").len()
}

async fn ordered(desk: &Arc<Desk>, name: &str, format: ReportFormat) -> Order {
    let mut changes = desk.order_changes();
    desk.order_report(&subject(name), format, &[]).unwrap();
    until(&mut changes, OrderState::is_final).await
}

#[tokio::test]
async fn a_report_goes_from_intent_to_a_whole_file_in_the_evidence_folder() {
    let place = quick().await;
    let desk = place.open();
    for (format, start) in [(ReportFormat::Pdf, &b"%PDF-"[..]), (ReportFormat::Word, b"PK\x03\x04")] {
        let order = ordered(&desk, MAIN, format).await;
        let OrderState::Saved { report, order_no } = &order.state else { panic!("{order:?}") };
        assert!(report.is_what_was_asked_for(Some(format)));
        let path = desk.archive().report_path(order.id).unwrap();
        assert_eq!(path, place.evidence().join(&report.file_name));
        assert!(report.file_name.contains(MAIN) && report.file_name.contains(order_no), "{report:?}");
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(bytes.len() as u64, report.bytes);
        assert!(bytes.starts_with(start));
    }
    assert_eq!(orders_sent(&place), 2);
    assert_eq!(std::fs::read_dir(place.evidence()).unwrap().count(), 2, "no unfinished file is left");
}

#[tokio::test]
async fn the_order_is_a_post_with_an_empty_body() {
    let place = quick().await;
    ordered(&place.open(), MAIN, ReportFormat::Word).await;
    let [request] = &place.requests("CreateReport")[..] else { panic!() };
    assert_eq!((request.method.as_str(), request.body_len, request.token), ("POST", 0, "uppercase-hex-32"));
    let query: Vec<_> =
        request.query.iter().skip(1).map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(query, [("searchKey", MAIN), ("reportFormat", "2")]);
}

#[tokio::test]
async fn a_report_that_fails_is_failed_and_nothing_is_ordered_in_its_place() {
    let place = quick().await;
    let order = ordered(&place.open(), "示例北辰矿业有限公司", ReportFormat::Pdf).await;
    let OrderState::Failed { failure, .. } = order.state else { panic!("{order:?}") };
    assert_eq!(failure.cause, FailureCause::ReportFailed);
    assert_eq!(orders_sent(&place), 1);
}

#[tokio::test]
async fn an_order_confirmed_right_before_the_app_is_closed_is_sent() {
    let place = Workplace::new().await;
    let desk = place.open();
    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    desk.close().await;
    assert_eq!(place.requests("CreateReport").len(), 1);
    let desk = place.open();
    let saved = until(&mut desk.order_changes(), OrderState::is_final).await;
    assert!(matches!(saved.state, OrderState::Saved { .. }), "{saved:?}");
    assert_eq!(place.requests("CreateReport").len(), 1);
}

#[tokio::test]
async fn the_same_report_cannot_be_ordered_twice_at_a_time() {
    let place = Workplace::with(Options { report_step: ORDER_TIMEOUT, ..Options::default() }).await;
    // Two desks on one record, like two processes on a file system without locks.
    let archive = place.restart();
    let desk = place.desk(archive.clone(), place.sandbox.key());
    let other = place.desk(archive, place.sandbox.key());
    let mut changes = desk.order_changes();
    let first = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    for desk in [&desk, &other] {
        let again = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]);
        assert!(matches!(again, Err(OrderError::AlreadyOpen(id)) if id == first.id));
    }
    until(&mut changes, |state| matches!(state, OrderState::Accepted { .. })).await;
    assert_eq!(orders_sent(&place), 1);
}

#[tokio::test]
async fn a_refused_order_says_why_and_can_be_placed_again() {
    let place = quick().await;
    let desk = place.open();
    for placed in 1..=2 {
        let order = ordered(&desk, "示例状态码112有限公司", ReportFormat::Pdf).await;
        let OrderState::Refused { failure } = order.state else { panic!("{order:?}") };
        assert_eq!((failure.status_code.as_deref(), failure.billing), (Some("112"), Billing::NotBilled));
        assert_eq!(orders_sent(&place), placed);
    }
}

#[tokio::test]
async fn an_order_whose_fate_nobody_knows_stays_unknown_until_a_person_closes_it() {
    let place = quick().await;
    let desk = place.open();
    for name in [
        "示例状态码199有限公司",
        "示例状态码203有限公司",
        "示例网关故障有限公司",
        "示例截断有限公司",
        "示例状态码999有限公司",
    ] {
        let mut changes = desk.order_changes();
        let order = desk.order_report(&subject(name), ReportFormat::Pdf, &[]).unwrap();
        let unknown = until(&mut changes, |state| matches!(state, OrderState::Unknown { .. })).await;
        let OrderState::Unknown { failure } = &unknown.state else { unreachable!() };
        assert_eq!(failure.billing, Billing::MayHaveBeenBilled, "{name}");
        assert!(matches!(
            desk.order_report(&subject(name), ReportFormat::Pdf, &[]),
            Err(OrderError::AlreadyOpen(_))
        ));
        let closed = desk.resolve_order(order.id, Resolution::NotPlaced).await.unwrap();
        assert_eq!(closed.state, OrderState::NotPlaced);
    }
    assert_eq!(orders_sent(&place), 5);
}

#[tokio::test]
async fn an_unknown_order_is_found_again_by_a_number_that_the_service_confirms() {
    let place = quick().await;
    let desk = place.open();
    let lost = placed_elsewhere(&place).await;
    let mut changes = desk.order_changes();
    let unknown = desk.order_report(&subject("示例网关故障有限公司"), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Unknown { .. })).await;

    let resolve =
        |order_no: &str| desk.resolve_order(unknown.id, Resolution::OrderNo { order_no: order_no.into() });
    for not_its_own in ["", "../1", "a b"] {
        assert!(matches!(resolve(not_its_own).await, Err(OrderError::NotANumber)), "{not_its_own}");
    }
    let others = ordered(&desk, MAIN, ReportFormat::Pdf).await;
    let taken = resolve(others.order_no.as_deref().unwrap()).await;
    assert!(matches!(taken, Err(OrderError::NumberTaken(id)) if id == others.id));
    assert!(matches!(resolve("RBI20260101000000").await, Err(OrderError::NotConfirmed(_))));
    resolve(&lost).await.unwrap();
    let saved = until(&mut changes, OrderState::is_final).await;
    assert!(matches!(saved.state, OrderState::Saved { .. }), "{saved:?}");
}

/// The number of an order that this machine's record does not have.
pub(crate) async fn placed_elsewhere(place: &Workplace) -> String {
    let client = qcc::Client::new(place.sandbox.base_url().parse().unwrap(), &qcc::Proxy::Direct).unwrap();
    let secret = place.sandbox.secret().to_owned();
    let credential = qcc::Credential::new(place.sandbox.key().to_owned(), secret.into()).unwrap();
    let order = qcc::CreateReport { search_key: MAIN.into(), format: qcc::ReportFormat::Pdf };
    let raw = client.send(crate::start().into(), &credential, &order).await.unwrap();
    match qcc::read::<qcc::CreateReport>(&raw).unwrap().answer {
        qcc::Answer::Found(order_no) => order_no,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_unknown_order_can_be_replaced_once() {
    let place = quick().await;
    let desk = place.open();
    let lost = subject("示例网关故障有限公司");
    let mut changes = desk.order_changes();
    let unknown = desk.order_report(&lost, ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Unknown { .. })).await;
    let second = desk.order_report(&lost, ReportFormat::Pdf, &[unknown.id]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Unknown { .. })).await;
    assert!(desk.order_report(&lost, ReportFormat::Pdf, &[unknown.id]).is_err());
    let states: Vec<_> = desk.orders().unwrap().into_iter().map(|order| (order.id, order.state)).collect();
    assert_eq!(states[1], (unknown.id, OrderState::Replaced));
    assert!(matches!(states[0], (id, OrderState::Unknown { .. }) if id == second.id));
    assert_eq!(orders_sent(&place), 2);
}

/// Runs part of an order's life on its own runtime and then shuts that down, like a kill without cleanup.
fn killed<T: Send + 'static>(life: impl Future<Output = T> + Send + 'static) -> T {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let result = runtime.block_on(life);
    runtime.shutdown_background();
    result
}

/// A place where an order was accepted and the app killed right after.
fn killed_when_accepted() -> (tokio::runtime::Runtime, Arc<Workplace>) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let place = Arc::new(runtime.block_on(quick()));
    let first = place.clone();
    killed(async move {
        let desk = first.open();
        let mut changes = desk.order_changes();
        desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
        until(&mut changes, |state| matches!(state, OrderState::Accepted { .. })).await;
    });
    (runtime, place)
}

/// Restarts the app and waits for the report of its only order.
async fn arrives(place: &Workplace) {
    let desk = place.open();
    let saved = until(&mut desk.order_changes(), OrderState::is_final).await;
    assert!(matches!(saved.state, OrderState::Saved { .. }), "{saved:?}");
    assert!(desk.archive().report_path(saved.id).unwrap().is_file());
    assert_eq!(orders_sent(place), 1);
}

#[test]
fn an_order_interrupted_after_sending_is_not_sent_twice() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let place =
        Arc::new(runtime.block_on(Workplace::with(Options { latency: ORDER_TIMEOUT, ..Options::default() })));
    let first = place.clone();
    let order = killed(async move {
        let desk = first.open();
        let order = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
        while orders_sent(&first) == 0 {
            tokio::task::yield_now().await;
        }
        order.id
    });
    runtime.block_on(async {
        let desk = place.open();
        let orders = desk.orders().unwrap();
        let OrderState::Unknown { failure } = &orders[0].state else { panic!("{orders:?}") };
        assert_eq!((orders[0].id, failure.billing), (order, Billing::MayHaveBeenBilled));
        assert_eq!(orders_sent(&place), 1);
    });
}

#[test]
fn an_accepted_order_arrives_after_a_restart() {
    let (runtime, place) = killed_when_accepted();
    runtime.block_on(arrives(&place));
}

#[test]
fn an_order_placed_by_a_clock_that_was_a_day_off_is_followed_all_the_same() {
    const DAY: i64 = 24 * 3_600_000;
    for off in [-DAY, DAY] {
        let (runtime, place) = killed_when_accepted();
        let record = rusqlite::Connection::open(place.record()).unwrap();
        record.execute("UPDATE orders SET placed_at = placed_at + ?1", [off]).unwrap();
        drop(record);
        runtime.block_on(arrives(&place));
    }
}

#[tokio::test]
async fn a_desk_that_is_closed_while_an_order_is_on_the_wire_waits_for_its_number() {
    let latency = Duration::from_millis(400);
    let report_step = Duration::from_millis(10);
    let place = Workplace::with(Options { latency, report_step, ..Options::default() }).await;
    let desk = place.open();
    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    while orders_sent(&place) == 0 {
        tokio::task::yield_now().await;
    }
    desk.close().await;
    assert!(matches!(desk.orders().unwrap()[0].state, OrderState::Accepted { .. }));

    arrives(&place).await;
}

#[tokio::test]
async fn a_reply_on_its_way_is_waited_for_before_the_app_ends() {
    let latency = Duration::from_millis(300);
    let place = Workplace::with(Options { latency, ..Options::default() }).await;
    let desk = place.open();
    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    while orders_sent(&place) == 0 {
        tokio::task::yield_now().await;
    }
    desk.wait_for_replies().await;
    let record = rusqlite::Connection::open(place.record()).unwrap();
    let replied = "SELECT body IS NOT NULL FROM calls WHERE operation LIKE '%CreateReport'";
    assert!(record.query_row(replied, [], |row| row.get::<_, bool>(0)).unwrap());
    desk.wait_for_replies().await;
}

#[test]
fn a_reply_that_was_recorded_but_not_journalled_still_makes_the_order_accepted() {
    let (runtime, place) = killed_when_accepted();
    // As if the power had failed between the two writes.
    let record = rusqlite::Connection::open(place.record()).unwrap();
    record.execute("DROP TRIGGER order_states_are_kept", []).unwrap();
    let later = "id > (SELECT min(id) FROM order_states WHERE state LIKE '%sending%')";
    record.execute(&format!("DELETE FROM order_states WHERE {later}"), []).unwrap();
    drop(record);
    runtime.block_on(arrives(&place));
}

#[tokio::test]
async fn a_changed_report_is_neither_opened_nor_copied_as_evidence() {
    let place = quick().await;
    let desk = place.open();
    let order = ordered(&desk, MAIN, ReportFormat::Pdf).await;
    let path = desk.archive().report_path(order.id).unwrap();
    assert_eq!(desk.archive().unchanged_report(order.id).unwrap(), path);
    let target = place.home.path().join("copy.pdf");
    desk.archive().copy_report(order.id, &target).unwrap();
    assert_eq!(std::fs::read(&target).unwrap(), std::fs::read(&path).unwrap());

    std::fs::write(&path, b"%PDF-1.7 something else %%EOF").unwrap();
    let other = place.home.path().join("other.pdf");
    assert!(matches!(desk.archive().copy_report(order.id, &other), Err(desk::SavingError::Changed)));
    assert!(!other.exists());
    assert!(matches!(desk.archive().unchanged_report(order.id), Err(desk::SavingError::Changed)));
    assert!(desk.archive().report_path(order.id).is_ok(), "it can still be shown in its folder");
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(desk.archive().report_path(order.id), Err(desk::SavingError::Gone)));
}
