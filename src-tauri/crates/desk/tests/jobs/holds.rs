//! Orders that do not finish by themselves.

use crate::orders::{ORDER_TIMEOUT, until};
use crate::{MAIN, QUICK, Workplace, subject, success};
use desk::{
    Credential, Desk, FailureCause, FileReason, HoldReason, Order, OrderState, Polling, Proxy, ReportFormat,
    ReuseWindow, Service, Setup,
};
use sandbox::Options;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use test_servers::{Act, Peer, empty, ok, path};

pub(crate) const CREATE: &str = "/api/yj/ReportBaseId/CreateReport";
const INFO: &str = "/api/yj/ReportBaseId/GetReportInfo";
pub(crate) const NO: &str = "RBI202611220001";
pub(crate) const PDF: &str = "%PDF-1.7\n%%EOF\n";

/// A service that accepts every order and serves its report at `/file`.
pub(crate) async fn service(file: Vec<u8>) -> Peer {
    let server = Peer::start([]).await;
    answer(&server, file);
    server
}

fn answer(server: &Peer, file: Vec<u8>) {
    let url = format!("{}/file", server.origin());
    accept(server, success(&format!(r#"{{"OrderNo":"{NO}","ReportStatus":"S","ReportUrl":"{url}"}}"#)), file);
}

/// Accepts orders, and gives these replies to requests for their status and their file.
fn accept(server: &Peer, status: Vec<u8>, file: Vec<u8>) {
    let placed = success(&format!(r#"{{"OrderNo":"{NO}"}}"#));
    server.change(move |request| {
        let reply = match path(request) {
            CREATE => &placed,
            INFO => &status,
            _ => &file,
        };
        Act::Reply(reply.clone())
    });
}

pub(crate) async fn held(desk: &Arc<Desk>) -> (Order, FileReason) {
    let mut changes = desk.order_changes();
    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    let order = until(&mut changes, |state| matches!(state, OrderState::OnHold { .. })).await;
    let OrderState::OnHold { reason: HoldReason::Attempts, failure: Some(failure), .. } = &order.state else {
        panic!("{order:?}")
    };
    let FailureCause::File { reason } = failure.cause else { panic!("{failure:?}") };
    (order, reason)
}

pub(crate) fn count(server: &Peer, end: &str) -> usize {
    server.requests().iter().filter(|request| path(request).ends_with(end)).count()
}

/// Waits for this many requests.
async fn came(server: &Peer, end: &str, wanted: usize) {
    let wait = async {
        while count(server, end) < wanted {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(ORDER_TIMEOUT, wait).await.unwrap();
}

#[tokio::test]
async fn an_expired_address_is_asked_anew_three_times_and_then_a_person_decides() {
    let place = Workplace::new().await;
    let server = service(empty(403)).await;
    let desk = place.open_at(&server);
    let (order, reason) = held(&desk).await;
    assert_eq!(reason, FileReason::Gone);
    let (addresses, files) = (count(&server, "GetReportInfo"), count(&server, "/file"));
    assert_eq!(addresses, 3, "a fresh address for each attempt");
    // Over https first, which this server does not support, then as given.
    assert_eq!(files, 3);

    let mut changes = desk.order_changes();
    desk.follow_order(order.id).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::OnHold { .. })).await;
    assert_eq!(count(&server, "/file"), 6, "three more, because a person wanted it");
    assert_eq!(count(&server, "CreateReport"), 1);
}

#[tokio::test]
async fn an_order_on_hold_stays_so_over_a_restart_and_can_still_be_saved() {
    let place = Workplace::new().await;
    let server = service(empty(404)).await;
    let (order, _) = held(&place.open_at(&server)).await;
    answer(&server, ok(PDF));
    let desk = place.open_at(&server);
    assert!(matches!(desk.orders().unwrap()[0].state, OrderState::OnHold { .. }));
    assert_eq!(server.requests().len(), 0, "nothing is asked by itself");
    let mut changes = desk.order_changes();
    desk.follow_order(order.id).unwrap();
    let saved = until(&mut changes, OrderState::is_final).await;
    assert!(matches!(saved.state, OrderState::Saved { .. }), "{saved:?}");
    assert_eq!(count(&server, "CreateReport"), 0);
}

#[tokio::test]
async fn what_is_no_report_is_put_aside_and_never_saved_as_one() {
    let place = Workplace::new().await;
    let server = service(ok("<html>sign in first</html>")).await;
    let (_, reason) = held(&place.open_at(&server)).await;
    assert_eq!(reason, FileReason::PutAside);
    let names = |folder: PathBuf| -> Vec<_> {
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect()
    };
    assert_eq!(names(place.evidence()), ["未通过核对"]);
    assert_eq!(names(place.evidence().join("未通过核对")).len(), 1, "of three attempts one copy");
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_holds_the_order_and_leaves_nothing_behind() {
    let place = Workplace::new().await;
    let server = service(ok(PDF)).await;
    std::fs::write(place.evidence(), "a file where the folder should be").unwrap();
    let (order, reason) = held(&place.open_at(&server)).await;
    assert_eq!(reason, FileReason::NotWritten);

    std::fs::remove_file(place.evidence()).unwrap();
    let desk = place.open_at(&server);
    let mut changes = desk.order_changes();
    desk.follow_order(order.id).unwrap();
    let saved = until(&mut changes, OrderState::is_final).await;
    assert!(matches!(saved.state, OrderState::Saved { .. }), "{saved:?}");
    assert_eq!(count(&server, "CreateReport"), 1);
}

#[tokio::test]
async fn an_order_is_no_longer_asked_for_after_seven_days() {
    let report_step = Duration::from_secs(8 * 24 * 3600);
    let place = Workplace::with(Options { report_step, ..Options::default() }).await;
    let desk = place.open();
    let mut changes = desk.order_changes();
    let order = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Polling { .. })).await;
    place.hours_pass(7 * 24 + 1);
    let on_hold = until(&mut changes, |state| matches!(state, OrderState::OnHold { .. })).await;
    let OrderState::OnHold { reason, order_no, .. } = on_hold.state else { unreachable!() };
    assert_eq!((on_hold.id, reason), (order.id, HoldReason::SevenDays));

    let asked = place.requests("GetReportInfo").len();
    let desk = place.open();
    assert_eq!(place.requests("GetReportInfo").len(), asked, "not after a restart either");
    let mut changes = desk.order_changes();
    desk.follow_order(order.id).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::OnHold { .. })).await;
    assert_eq!(place.requests("GetReportInfo").len(), asked + 1, "once more, because a person wanted it");
    assert_eq!(desk.orders().unwrap()[0].order_no.as_ref(), Some(&order_no));
}

#[tokio::test]
async fn a_second_order_says_which_one_it_follows() {
    let place = Workplace::new().await;
    let desk = place.open();
    let lost = subject("示例网关故障有限公司");
    let mut changes = desk.order_changes();
    let unknown = desk.order_report(&lost, ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Unknown { .. })).await;
    let second = desk.order_report(&lost, ReportFormat::Pdf, &[unknown.id]).unwrap();
    assert_eq!((unknown.follows, second.follows), (None, Some(unknown.id)));
}

#[tokio::test]
async fn an_order_that_the_service_locked_is_not_placed_for_two_hours_across_restarts() {
    let place = Workplace::new().await;
    let locked = subject("示例状态码110有限公司");
    let desk = place.open();
    let mut changes = desk.order_changes();
    let order = desk.order_report(&locked, ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Refused { .. })).await;
    let desk = place.open();
    for despite in [&[][..], &[order.id]] {
        let again = desk.order_report(&locked, ReportFormat::Pdf, despite);
        assert!(matches!(again, Err(desk::OrderError::Locked(id)) if id == order.id));
    }
    assert_eq!(place.requests("CreateReport").len(), 1);
    place.hours_pass(2);
    desk.order_report(&locked, ReportFormat::Pdf, &[]).unwrap();
}

#[tokio::test]
async fn trouble_of_the_file_host_is_no_verdict_on_the_address() {
    let place = Workplace::new().await;
    let server = service(empty(503)).await;
    let desk = place.open_at(&server);
    let mut changes = desk.order_changes();
    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    for status in [503, 500, 502, 504, 429, 408] {
        answer(&server, empty(status));
        for _ in 0..4 {
            let before = count(&server, "/file");
            came(&server, "/file", before + 1).await;
        }
        let OrderState::Ready { trouble, attempts, .. } = desk.orders().unwrap().remove(0).state else {
            panic!("{status}")
        };
        let cause = trouble.map(|failure| failure.cause);
        assert_eq!(attempts, 0, "{status}");
        assert_eq!(cause, Some(FailureCause::File { reason: FileReason::HostTrouble }), "{status}");
    }
    answer(&server, ok(PDF));
    let saved = until(&mut changes, OrderState::is_final).await;
    assert!(matches!(saved.state, OrderState::Saved { .. }), "{saved:?}");
}

/// A service that accepts orders and gives this status code to requests for their status.
async fn refusing(status: &str) -> Peer {
    let server = Peer::start([]).await;
    refuse(&server, status);
    server
}

fn refuse(server: &Peer, status: &str) {
    let refused = ok(format!(r#"{{"Status":"{status}","Message":"","Result":null}}"#));
    accept(server, refused, empty(404));
}

#[tokio::test]
async fn what_a_person_must_settle_with_the_service_ends_the_asking() {
    for status in ["101", "102", "105", "107", "111", "112", "115", "121"] {
        let place = Workplace::new().await;
        let server = refusing(status).await;
        let desk = place.open_at(&server);
        let mut changes = desk.order_changes();
        desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
        let held = until(&mut changes, |state| matches!(state, OrderState::OnHold { .. })).await;
        let OrderState::OnHold { reason, failure: Some(failure), .. } = &held.state else {
            panic!("{held:?}")
        };
        assert_eq!((*reason, failure.status_code.as_deref()), (HoldReason::Refused, Some(status)));
        desk.close().await;
        assert_eq!(count(&server, "GetReportInfo"), 1, "{status}");
    }
}

#[tokio::test]
async fn what_passes_by_itself_is_asked_again() {
    for status in ["116", "199", "205", "999"] {
        let place = Workplace::new().await;
        let server = refusing(status).await;
        let desk = place.open_at(&server);
        desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
        came(&server, "GetReportInfo", 4).await;
        let order = desk.orders().unwrap().remove(0);
        assert!(matches!(order.state, OrderState::Polling { trouble: Some(_), .. }), "{status}: {order:?}");
        desk.close().await;
    }
}

#[tokio::test]
async fn a_refused_order_goes_on_at_a_press_and_when_the_app_is_opened_anew() {
    let place = Workplace::new().await;
    let server = refusing("112").await;
    let desk = place.open_at(&server);
    let mut changes = desk.order_changes();
    let order = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::OnHold { .. })).await;
    desk.follow_order(order.id).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::OnHold { .. })).await;
    assert_eq!(count(&server, "GetReportInfo"), 2);

    answer(&server, ok(PDF));
    let desk = place.open_at(&server);
    let saved = until(&mut desk.order_changes(), OrderState::is_final).await;
    assert!(matches!(saved.state, OrderState::Saved { .. }), "{saved:?}");
    assert_eq!(count(&server, "CreateReport"), 0);
}

#[tokio::test]
async fn after_a_start_not_all_orders_are_asked_about_at_once() {
    let place = Workplace::new().await;
    let server = refusing("205").await;
    let desk = place.open_at(&server);
    let mut changes = desk.order_changes();
    for company in ["示例甲有限公司", "示例乙有限公司", "示例丙有限公司"] {
        desk.order_report(&subject(company), ReportFormat::Pdf, &[]).unwrap();
        until(&mut changes, |state| matches!(state, OrderState::Polling { .. })).await;
    }
    desk.close().await;
    refuse(&server, "205");
    let credential = Credential::new("key".to_owned(), place.sandbox.secret().to_owned().into()).unwrap();
    let service = Service::new(server.origin().parse().unwrap(), &Proxy::Direct, credential).unwrap();
    let polling = Polling { first_pause: Duration::from_secs(3600), ..QUICK };
    let (archive, folder) = (place.restart(), place.evidence());
    let desk = Desk::open(Setup { service, archive, folder, reuse: ReuseWindow::Today, polling }).unwrap();
    came(&server, "GetReportInfo", 1).await;
    // Waits for the request in progress.
    desk.close().await;
    assert_eq!(count(&server, "GetReportInfo"), 1);
}
