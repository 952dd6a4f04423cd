//! Orders for one company whose name is written in several ways.

use crate::holds::{count, service};
use crate::orders::until;
use crate::{Workplace, subject};
use desk::{Desk, Order, OrderError, OrderState, ReportFormat, Resolution, ReuseWindow};
use std::sync::Arc;
use test_servers::{Peer, empty, parameter, path};

const NAME: &str = "示例（上海）ABC有限公司";
const OTHER_WRITINGS: [&str; 6] = [
    "示例(上海)ABC有限公司",
    "示例〔上海〕ABC有限公司",
    "示例（上海）ＡＢＣ有限公司",
    "示例（上海）Abc有限公司",
    "示例（上海） ABC 有限公司",
    "⽰例（上海）ABC有限公司",
];

fn open_as(place: &Workplace, server: &Peer, key: &str) -> Arc<Desk> {
    place.desk_at(&server.origin(), place.restart(), key, ReuseWindow::Today)
}

/// An order that is accepted, and stays open because its file cannot be fetched.
async fn open_order(desk: &Arc<Desk>, name: &str) -> Order {
    let mut changes = desk.order_changes();
    desk.order_report(&subject(name), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::OnHold { .. })).await
}

#[tokio::test]
async fn a_report_that_is_open_is_not_ordered_again_under_another_writing_of_the_name() {
    let place = Workplace::new().await;
    let server = service(empty(404)).await;
    let desk = open_as(&place, &server, "key");
    let open = open_order(&desk, NAME).await;
    for writing in OTHER_WRITINGS {
        let again = desk.order_report(&subject(writing), ReportFormat::Pdf, &[]);
        assert!(matches!(again, Err(OrderError::AlreadyOpen(id)) if id == open.id), "{writing} {again:?}");
        let typed = desk::recognise(writing, desk::Timestamp::UNIX_EPOCH);
        assert_eq!(typed.folded.as_ref(), Some(&open.folded), "the page can tell, too");
    }
    assert_eq!(count(&server, "CreateReport"), 1);
    desk.order_report(&subject(OTHER_WRITINGS[0]), ReportFormat::Word, &[]).unwrap();
    for other in ["示例（上海）ABD有限公司", "示例ABC（上海）有限公司"] {
        desk.order_report(&subject(other), ReportFormat::Pdf, &[]).unwrap();
    }
}

#[tokio::test]
async fn another_account_is_told_of_an_open_report_however_the_name_is_written() {
    for writing in OTHER_WRITINGS {
        let place = Workplace::new().await;
        let server = service(empty(404)).await;
        let first = open_order(&open_as(&place, &server, "key"), NAME).await;
        let desk = open_as(&place, &server, "another-key");
        let refused = desk.order_report(&subject(writing), ReportFormat::Pdf, &[]);
        assert!(matches!(refused, Err(OrderError::OpenElsewhere(id)) if id == first.id), "{refused:?}");
        assert_eq!(count(&server, "CreateReport"), 1);

        let mut changes = desk.order_changes();
        let second = desk.order_report(&subject(writing), ReportFormat::Pdf, &[first.id]).unwrap();
        assert_eq!((second.subject.as_str(), second.follows), (writing, Some(first.id)));
        until(&mut changes, |state| matches!(state, OrderState::OnHold { .. })).await;
        let sent = server.requests();
        let last = sent.iter().rfind(|request| path(request).ends_with("CreateReport")).unwrap();
        assert_eq!(parameter(last, "searchKey"), writing, "the text itself is sent as it was typed");
    }
}

#[tokio::test]
async fn an_order_of_unknown_fate_is_replaced_by_one_for_another_writing_of_the_name() {
    let place = Workplace::new().await;
    let desk = place.open();
    let mut changes = desk.order_changes();
    let lost = desk.order_report(&subject("示例网关故障有限公司"), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Unknown { .. })).await;
    let again = subject("示例网关故障 有限公司");
    let refused = desk.order_report(&again, ReportFormat::Pdf, &[]);
    assert!(matches!(refused, Err(OrderError::AlreadyOpen(id)) if id == lost.id), "{refused:?}");
    let second = desk.order_report(&again, ReportFormat::Pdf, &[lost.id]).unwrap();
    assert_eq!(second.follows, Some(lost.id));
    let first = desk.orders().unwrap().into_iter().find(|order| order.id == lost.id).unwrap();
    assert_eq!(first.state, OrderState::Replaced);
}

#[tokio::test]
async fn open_orders_for_two_writings_that_an_earlier_version_placed_both_go_on() {
    let place = Workplace::new().await;
    let server = service(empty(404)).await;
    let desk = open_as(&place, &server, "key");
    let first = open_order(&desk, NAME).await;
    let second = open_order(&desk, "示例咨询有限公司").await;
    desk.close().await;
    place.close();
    let record = rusqlite::Connection::open(place.record()).unwrap();
    record.execute("UPDATE orders SET subject = ?1 WHERE id = ?2", (OTHER_WRITINGS[0], second.id)).unwrap();
    drop(record);
    let desk = open_as(&place, &server, "key");
    for order in [&first, &second] {
        let mut changes = desk.order_changes();
        desk.follow_order(order.id).unwrap();
        let held = until(&mut changes, |state| matches!(state, OrderState::OnHold { .. })).await;
        assert_eq!(held.id, order.id);
        desk.resolve_order(order.id, Resolution::GivenUp).await.unwrap();
    }
    assert_eq!(count(&server, "CreateReport"), 2);
}

#[tokio::test]
async fn a_lock_of_the_service_is_about_the_very_text_that_it_refused() {
    let place = Workplace::new().await;
    let desk = place.open();
    let mut changes = desk.order_changes();
    let locked = desk.order_report(&subject("示例状态码110有限公司"), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Refused { .. })).await;
    let again = desk.order_report(&subject("示例状态码110有限公司"), ReportFormat::Pdf, &[]);
    assert!(matches!(again, Err(OrderError::Locked(id)) if id == locked.id), "{again:?}");
    desk.order_report(&subject("示例状态码110 有限公司"), ReportFormat::Pdf, &[]).unwrap();
}
