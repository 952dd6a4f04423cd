//! How an order is closed and resumed.

use crate::holds::{CREATE, count, held, service};
use crate::orders::{placed_elsewhere, until};
use crate::{MAIN, Workplace, subject, success};
use desk::{
    Desk, EntryId, Order, OrderError, OrderState, RecordedOutcome, ReportFormat, ReportStatus, Resolution,
};
use sandbox::Options;
use std::sync::Arc;
use std::time::Duration;
use test_servers::{Act, Peer, empty, path};

const LOST: &str = "示例网关故障有限公司";

async fn quick() -> Workplace {
    Workplace::with(Options { report_step: Duration::from_millis(10), ..Options::default() }).await
}

/// An order of unknown fate.
async fn unknown(desk: &Arc<Desk>) -> Order {
    let mut changes = desk.order_changes();
    desk.order_report(&subject(LOST), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Unknown { .. })).await
}

fn number(order_no: &str) -> Resolution {
    Resolution::OrderNo { order_no: order_no.to_owned() }
}

#[tokio::test]
async fn an_order_on_hold_can_be_given_up_ordered_anew_and_deleted() {
    let place = Workplace::new().await;
    let server = service(empty(404)).await;
    let desk = place.open_at(&server);
    let (order, _) = held(&desk).await;
    assert!(order.ways_out.follow && order.ways_out.give_up);
    let again = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]);
    assert!(matches!(again, Err(OrderError::AlreadyOpen(_))));

    let given_up = desk.resolve_order(order.id, Resolution::GivenUp).await.unwrap();
    assert_eq!(given_up.state, OrderState::GivenUp { order_no: order.order_no.clone() });
    let entry = desk.recorded(EntryId::Order { id: order.id }).unwrap().entry;
    assert_eq!(entry.outcome(), RecordedOutcome::NotVerified);
    let mut changes = desk.order_changes();
    let second = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[order.id]).unwrap();
    assert_eq!(second.follows, Some(order.id));
    until(&mut changes, |state| matches!(state, OrderState::OnHold { .. })).await;
    assert_eq!(count(&server, "CreateReport"), 2);
    desk.archive().erase(EntryId::Order { id: order.id }).unwrap();
}

#[tokio::test]
async fn an_order_that_was_given_up_is_resumed_under_its_number() {
    let place = Workplace::new().await;
    let server = service(empty(404)).await;
    let desk = place.open_at(&server);
    let (order, _) = held(&desk).await;
    desk.resolve_order(order.id, Resolution::GivenUp).await.unwrap();
    let mut changes = desk.order_changes();
    desk.follow_order(order.id).unwrap();
    let held = until(&mut changes, |state| matches!(state, OrderState::OnHold { .. })).await;
    assert_eq!((held.id, held.number_by_person), (order.id, false));
    assert_eq!(count(&server, "CreateReport"), 1);
}

#[tokio::test]
async fn an_order_of_unknown_fate_can_be_given_up_and_deleted() {
    let place = quick().await;
    let desk = place.open();
    let order = unknown(&desk).await;
    let given_up = desk.resolve_order(order.id, Resolution::GivenUp).await.unwrap();
    assert_eq!(given_up.state, OrderState::GivenUp { order_no: None });
    assert!(given_up.ways_out.number && !given_up.ways_out.follow);
    assert!(matches!(desk.follow_order(order.id), Err(OrderError::NotFound)));
    desk.archive().erase(EntryId::Order { id: order.id }).unwrap();
}

#[tokio::test]
async fn a_state_of_a_newer_version_can_be_given_up() {
    let place = quick().await;
    let desk = place.open();
    let order = unknown(&desk).await;
    desk.close().await;
    place.close();
    let record = rusqlite::Connection::open(place.record()).unwrap();
    let newer = r#"{"kind":"refunded","orderNo":"RBI1"}"#;
    let at = "INSERT INTO order_states (order_id, at, state) VALUES (?1, 1700000000000, ?2)";
    record.execute(at, rusqlite::params![order.id, newer]).unwrap();
    drop(record);
    let desk = place.open();
    let given_up = desk.resolve_order(order.id, Resolution::GivenUp).await.unwrap();
    assert_eq!(given_up.state, OrderState::GivenUp { order_no: Some("RBI1".into()) });
    desk.archive().erase(EntryId::Order { id: order.id }).unwrap();
}

#[tokio::test]
async fn what_is_followed_or_finished_is_not_given_up() {
    let place =
        Workplace::with(Options { report_step: Duration::from_secs(3600), ..Options::default() }).await;
    let desk = place.open();
    let mut changes = desk.order_changes();
    let order = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Polling { .. })).await;
    let refused = desk.order_report(&subject("示例状态码112有限公司"), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Refused { .. })).await;
    for id in [order.id, refused.id] {
        for resolution in [Resolution::GivenUp, Resolution::NotPlaced, number("RBI1")] {
            let refused = desk.resolve_order(id, resolution).await;
            assert!(matches!(refused, Err(OrderError::NotFound)), "{refused:?}");
        }
        assert!(matches!(desk.follow_order(id), Err(OrderError::NotFound)));
    }
}

#[tokio::test]
async fn a_number_that_turns_up_later_takes_an_order_up_again() {
    for closed in [Resolution::NotPlaced, Resolution::GivenUp] {
        let place = quick().await;
        let desk = place.open();
        let lost = placed_elsewhere(&place).await;
        let order = unknown(&desk).await;
        desk.resolve_order(order.id, closed.clone()).await.unwrap();
        let known = desk.ask_about_number(order.id, &format!(" {lost} ")).await.unwrap();
        assert_eq!((known.order_no, known.asked_at.is_empty()), (lost.clone(), false), "{closed:?}");
        let mut changes = desk.order_changes();
        desk.resolve_order(order.id, number(&lost)).await.unwrap();
        let saved = until(&mut changes, OrderState::is_final).await;
        assert!(matches!(saved.state, OrderState::Saved { .. }), "{saved:?}");
        assert!(saved.number_by_person, "nobody but a person says that it is this order's");
        assert_eq!(place.requests("CreateReport").len(), 2, "the one placed elsewhere, and this one");
    }
}

#[tokio::test]
async fn an_order_that_was_replaced_is_resumed_once_the_other_one_is_closed() {
    let place = quick().await;
    let desk = place.open();
    let lost = placed_elsewhere(&place).await;
    let first = unknown(&desk).await;
    let mut changes = desk.order_changes();
    let second = desk.order_report(&subject(LOST), ReportFormat::Pdf, &[first.id]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Unknown { .. })).await;
    let early = desk.resolve_order(first.id, number(&lost)).await;
    assert!(matches!(early, Err(OrderError::AlreadyOpen(id)) if id == second.id), "{early:?}");
    desk.resolve_order(second.id, Resolution::GivenUp).await.unwrap();
    desk.resolve_order(first.id, number(&lost)).await.unwrap();
    let saved = until(&mut changes, |state| matches!(state, OrderState::Saved { .. })).await;
    assert_eq!((saved.id, saved.number_by_person), (first.id, true));
}

#[tokio::test]
async fn the_service_tells_of_a_number_how_far_it_is_and_where_its_file_lies_and_not_whose() {
    for (letter, address, status, host) in [
        ("S", "https://files.example/9", ReportStatus::Generated, Some("files.example")),
        ("P", "", ReportStatus::Processing, None),
        ("N", "", ReportStatus::NotGenerated, None),
        ("F", "", ReportStatus::Failed, None),
    ] {
        let place = Workplace::new().await;
        let info = success(&format!(r#"{{"ReportStatus":"{letter}","ReportUrl":"{address}"}}"#));
        let server = Peer::answering(move |request| {
            Act::Reply(if path(request) == CREATE { empty(502) } else { info.clone() })
        })
        .await;
        let desk = place.open_at(&server);
        let order = unknown(&desk).await;
        let known = desk.ask_about_number(order.id, "RBI9").await.unwrap();
        assert_eq!((known.status, known.host.as_deref()), (status, host));
        let still = desk.orders().unwrap().remove(0);
        assert_eq!(still.state, order.state, "asking changes nothing");
    }
}

#[tokio::test]
async fn a_number_of_another_order_is_refused_however_it_is_written_and_wherever_that_order_stands() {
    let place = quick().await;
    let desk = place.open();
    let mut changes = desk.order_changes();
    let other = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    let saved = until(&mut changes, OrderState::is_final).await;
    let its_number = saved.order_no.unwrap();
    let order = unknown(&desk).await;
    for written in [its_number.clone(), its_number.to_lowercase(), format!(" {its_number}\n")] {
        let asked = place.requests("GetReportInfo").len();
        let taken = desk.ask_about_number(order.id, &written).await;
        assert!(matches!(taken, Err(OrderError::NumberTaken(id)) if id == other.id), "{taken:?}");
        let taken = desk.resolve_order(order.id, number(&written)).await;
        assert!(matches!(taken, Err(OrderError::NumberTaken(id)) if id == other.id), "{taken:?}");
        assert_eq!(place.requests("GetReportInfo").len(), asked);
    }
}
