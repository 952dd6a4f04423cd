//! Orders of several accounts in one record.

use crate::orders::until;
use crate::{MAIN, QUICK, Workplace, subject};
use desk::{
    Credential, Desk, Order, OrderError, OrderState, ReportFormat, Resolution, ReuseWindow, Service, Setup,
};
use sandbox::Options;
use std::sync::Arc;
use std::time::Duration;

const LOST: &str = "示例网关故障有限公司";

/// A workplace whose service generates no report within an hour.
async fn slow() -> Workplace {
    Workplace::with(Options { report_step: Duration::from_secs(3600), ..Options::default() }).await
}

/// An order in this state, and the desk of another account on the same record.
async fn left_behind(
    place: &Workplace,
    name: &str,
    wanted: impl Fn(&OrderState) -> bool,
) -> (Order, Arc<Desk>) {
    let desk = place.open();
    let mut changes = desk.order_changes();
    desk.order_report(&subject(name), ReportFormat::Pdf, &[]).unwrap();
    let order = until(&mut changes, wanted).await;
    desk.close().await;
    (order, place.open_as("another-key"))
}

fn is_polling(state: &OrderState) -> bool {
    matches!(state, OrderState::Polling { .. })
}

fn is_unknown(state: &OrderState) -> bool {
    matches!(state, OrderState::Unknown { .. })
}

#[tokio::test]
async fn orders_of_another_account_stay_listed_and_are_not_asked_about_with_this_ones_key() {
    let place = slow().await;
    let (order, other) = left_behind(&place, MAIN, is_polling).await;
    let [listed] = &other.orders().unwrap()[..] else { panic!() };
    assert_eq!((listed.id, listed.of_this_account, &listed.state), (order.id, false, &order.state));
    assert_eq!((listed.source.demo, listed.source.host.is_empty()), (false, false));
    assert!(!listed.ways_out.follow && !listed.ways_out.number && listed.ways_out.give_up);
    assert!(matches!(other.follow_order(order.id), Err(OrderError::NotFound)));
    let number = Resolution::OrderNo { order_no: "RBI1".into() };
    assert!(matches!(other.resolve_order(order.id, number).await, Err(OrderError::NotFound)));
    let mut changes = other.order_changes();
    other.order_report(&subject(LOST), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, OrderState::is_final).await;
    let untouched = other.orders().unwrap().into_iter().find(|listed| listed.id == order.id).unwrap();
    assert_eq!((untouched.step, untouched.state), (order.step, order.state));
    // The service does not know the other key.
    let asked = place.requests("GetReportInfo");
    assert!(!asked.is_empty() && asked.iter().all(|request| request.status_code == "200"), "{asked:?}");
}

#[tokio::test]
async fn an_order_goes_on_once_its_own_account_is_back() {
    let place = slow().await;
    let (order, other) = left_behind(&place, MAIN, is_polling).await;
    other.close().await;
    place.hours_pass(3);
    let desk = place.open();
    let saved = until(&mut desk.order_changes(), OrderState::is_final).await;
    assert!(saved.id == order.id && matches!(saved.state, OrderState::Saved { .. }), "{saved:?}");
}

#[tokio::test]
async fn what_the_service_refused_to_another_account_waits_for_that_account() {
    let place = slow().await;
    let refused = place.open_as("another-key");
    let mut changes = refused.order_changes();
    let order = refused.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, OrderState::is_final).await;
    refused.close().await;
    place.close();
    let held = r#"{"kind":"onHold","orderNo":"RBI1","reason":"refused","failure":null}"#;
    let record = rusqlite::Connection::open(place.record()).unwrap();
    let at = "INSERT INTO order_states (order_id, at, state) VALUES (?1, 1700000000000, ?2)";
    record.execute(at, rusqlite::params![order.id, held]).unwrap();
    drop(record);
    let desk = place.open();
    let still = desk.orders().unwrap().remove(0);
    assert!(matches!(still.state, OrderState::OnHold { .. }), "{still:?}");
    assert!(still.ways_out.give_up && !still.ways_out.follow);
}

#[tokio::test]
async fn the_same_report_is_ordered_elsewhere_only_by_who_knows_of_every_open_order_for_it() {
    for (name, wanted) in [(MAIN, is_polling as fn(&OrderState) -> bool), (LOST, is_unknown)] {
        let place = slow().await;
        let (first, second) = left_behind(&place, name, wanted).await;
        let refused = second.order_report(&subject(name), ReportFormat::Pdf, &[]);
        assert!(matches!(refused, Err(OrderError::OpenElsewhere(id)) if id == first.id), "{refused:?}");
        assert_eq!(place.requests("CreateReport").len(), 1);

        let placed = second.order_report(&subject(name), ReportFormat::Pdf, &[first.id]).unwrap();
        assert_eq!(placed.follows, Some(first.id));
        second.close().await;
        let third = place.open_as("a-third-key");
        let orders = third.orders().unwrap();
        let of_first = orders.iter().find(|order| order.id == first.id).unwrap();
        assert_eq!(of_first.state, first.state, "that of another account stays as it is");
        let refused = third.order_report(&subject(name), ReportFormat::Pdf, &[first.id]);
        let open = orders.iter().any(|order| order.id == placed.id && !order.state.is_final());
        assert!(!open || matches!(refused, Err(OrderError::OpenElsewhere(id)) if id == placed.id));
    }
}

#[tokio::test]
async fn another_format_or_another_company_is_no_reason_to_ask() {
    let place = slow().await;
    let (_, other) = left_behind(&place, MAIN, is_polling).await;
    other.order_report(&subject(MAIN), ReportFormat::Word, &[]).unwrap();
    other.order_report(&subject(LOST), ReportFormat::Pdf, &[]).unwrap();
}

#[tokio::test]
async fn an_order_of_another_account_can_be_closed_by_a_person() {
    for (name, wanted, resolution) in [
        (MAIN, is_polling as fn(&OrderState) -> bool, Resolution::GivenUp),
        (LOST, is_unknown, Resolution::GivenUp),
        (LOST, is_unknown, Resolution::NotPlaced),
    ] {
        let place = slow().await;
        let (order, other) = left_behind(&place, name, wanted).await;
        let closed = other.resolve_order(order.id, resolution).await.unwrap();
        assert!(closed.state.is_final(), "{closed:?}");
        other.order_report(&subject(name), ReportFormat::Pdf, &[]).unwrap();
        other.archive().erase(desk::EntryId::Order { id: order.id }).unwrap();
    }
}

#[tokio::test]
async fn what_another_account_left_on_the_verge_of_sending_is_settled_without_it() {
    for state in [r#"{"kind":"intent"}"#, r#"{"kind":"sending"}"#] {
        let place = slow().await;
        let (order, other) = left_behind(&place, MAIN, is_polling).await;
        other.close().await;
        place.close();
        let record = rusqlite::Connection::open(place.record()).unwrap();
        let at = "INSERT INTO order_states (order_id, at, state) VALUES (?1, 1700000000000, ?2)";
        record.execute(at, rusqlite::params![order.id, state]).unwrap();
        drop(record);
        let other = place.open_as("another-key");
        let settled = other.orders().unwrap().remove(0);
        let expected = match state {
            r#"{"kind":"intent"}"# => matches!(settled.state, OrderState::NotSent { .. }),
            // Its reply is in the record.
            _ => matches!(settled.state, OrderState::Accepted { .. }),
        };
        assert!(expected, "{settled:?}");
    }
}

fn demo(place: &Workplace) -> Arc<Desk> {
    let secret = place.sandbox.secret().to_owned().into();
    let credential = Credential::new(place.sandbox.key().to_owned(), secret).unwrap();
    let service = Service::demo(place.sandbox.base_url().parse().unwrap(), credential).unwrap();
    let (archive, folder) = (place.restart(), place.evidence());
    Desk::open(Setup { service, archive, folder, reuse: ReuseWindow::Today, polling: QUICK }).unwrap()
}

#[tokio::test]
async fn orders_of_demo_data_and_of_real_services_never_meet() {
    let place = slow().await;
    let (order, other) = left_behind(&place, MAIN, is_polling).await;
    other.close().await;
    let demo = demo(&place);
    assert_eq!(demo.orders().unwrap(), vec![]);
    assert!(demo.resolve_order(order.id, Resolution::GivenUp).await.is_err());
    let fictional = demo.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    demo.close().await;
    let desk = place.open();
    let listed: Vec<_> = desk.orders().unwrap().iter().map(|order| order.id).collect();
    assert_eq!(listed, [order.id]);
    assert!(desk.resolve_order(fictional.id, Resolution::GivenUp).await.is_err());
}

#[tokio::test]
async fn the_orders_that_a_change_of_account_leaves_behind_are_named() {
    let place = slow().await;
    let desk = place.open();
    let mut changes = desk.order_changes();
    let order = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, is_polling).await;
    let address = place.sandbox.base_url().parse().unwrap();
    let elsewhere = "https://example.com".parse().unwrap();
    let left = |address, key| {
        let left = desk.archive().orders_left_behind(Some(desk.service()), address, key).unwrap();
        left.iter().map(|order| order.id).collect::<Vec<_>>()
    };
    let key = place.sandbox.key();
    assert_eq!(left(&address, Some(key)), [0; 0], "the same account, perhaps with another secret");
    assert_eq!(left(&address, Some("another-key")), [order.id]);
    assert_eq!(left(&elsewhere, Some(key)), [order.id]);
    assert_eq!(left(&elsewhere, None), [order.id]);
    desk.close().await;

    let other = place.open_as("another-key");
    let archive = other.archive();
    let here = Some(other.service());
    assert_eq!(archive.orders_left_behind(here, &address, Some("third")).unwrap(), vec![], "left already");
    let locked = archive.orders_left_behind(None, &address, Some("another-key")).unwrap();
    assert_eq!(locked.iter().map(|order| order.id).collect::<Vec<_>>(), [order.id]);
    other.close().await;

    let desk = place.open();
    desk.resolve_order(order.id, Resolution::GivenUp).await.unwrap_err();
    assert_eq!(desk.orders().unwrap().len(), 1, "an order that is followed is not given up");
}

#[tokio::test]
async fn the_order_that_is_open_is_the_one_that_is_named() {
    let place = slow().await;
    let desk = place.open();
    let ask = |name: &str, format| desk.order_report(&subject(name), format, &[]);
    ask("示例环海物流集团有限公司", ReportFormat::Word).unwrap();
    let pdf = ask(MAIN, ReportFormat::Pdf).unwrap();
    let word = ask(MAIN, ReportFormat::Word).unwrap();
    let refused = ask("示例状态码112有限公司", ReportFormat::Pdf).unwrap();
    let mut changes = desk.order_changes();
    until(&mut changes, |state| matches!(state, OrderState::Refused { .. })).await;
    for (format, open) in [(ReportFormat::Pdf, pdf.id), (ReportFormat::Word, word.id)] {
        let again = ask(MAIN, format);
        assert!(matches!(again, Err(OrderError::AlreadyOpen(id)) if id == open), "{again:?}");
    }
    assert!(ask("示例状态码112有限公司", ReportFormat::Pdf).unwrap().id > refused.id);
}

#[tokio::test]
async fn an_order_that_is_locked_keeps_no_other_from_being_placed() {
    let place = slow().await;
    let desk = place.open();
    let mut changes = desk.order_changes();
    let locked = "示例状态码110有限公司";
    desk.order_report(&subject(locked), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Refused { .. })).await;
    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    desk.order_report(&subject(locked), ReportFormat::Word, &[]).unwrap();
}

#[tokio::test]
async fn an_order_that_could_not_be_written_down_is_not_sent_later() {
    let place = slow().await;
    let desk = place.open();
    let record = rusqlite::Connection::open(place.record()).unwrap();
    let full = "CREATE TRIGGER full BEFORE INSERT ON calls BEGIN SELECT raise(ABORT, 'full'); END";
    record.execute_batch(full).unwrap();
    let mut changes = desk.order_changes();
    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    // The first step fails before anything else runs.
    tokio::task::yield_now().await;
    record.execute_batch("DROP TRIGGER full").unwrap();
    let ended = until(&mut changes, OrderState::is_final).await;
    assert!(matches!(ended.state, OrderState::NotSent { .. }), "{ended:?}");
    assert_eq!(place.requests("CreateReport").len(), 0);
}
