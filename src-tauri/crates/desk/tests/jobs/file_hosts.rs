//! Hosts of files that the network lets nobody reach, although it lets the service be reached.

use crate::holds::NO;
use crate::orders::until;
use crate::{MAIN, Workplace, subject, success};
use desk::{
    Billing, Credential, Failure, FailureCause, FileReason, HoldReason, ManualProxy, OrderState, Proxy,
    ReportFormat, Service,
};
use test_servers::{Act, Identity, Peer, empty, moved};

/// What an order is told whose report is at this address, in the app with this proxy, once its state is such.
async fn told_at(url: &str, proxy: &Proxy, told: fn(&OrderState) -> Option<&Failure>) -> (Failure, usize) {
    let place = Workplace::new().await;
    let ready = success(&format!(r#"{{"OrderNo":"{NO}","ReportStatus":"S","ReportUrl":"{url}"}}"#));
    let service = Peer::repeating([Act::Reply(ready)]).await;
    let credential = Credential::new("key".into(), "secret".to_owned().into()).unwrap();
    let way = Service::new(service.origin().parse().unwrap(), proxy, credential).unwrap();
    let desk = place.desk_of(way);
    let mut changes = desk.order_changes();
    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    let order = until(&mut changes, |state| told(state).is_some()).await;
    (told(&order.state).cloned().unwrap(), service.requests().len())
}

/// Of an attempt that does not count.
fn ready(state: &OrderState) -> Option<&Failure> {
    match state {
        OrderState::Ready { trouble, attempts: 0, .. } => trouble.as_ref(),
        _ => None,
    }
}

fn held(state: &OrderState) -> Option<&Failure> {
    match state {
        OrderState::OnHold { reason: HoldReason::Attempts, failure, .. } => failure.as_ref(),
        _ => None,
    }
}

#[tokio::test]
async fn a_file_host_whose_certificate_is_refused_is_told_as_that_and_not_tried_for_days() {
    let files = Peer::start_tls(&Identity::self_signed(), []).await;
    let (failure, requests) = told_at(&format!("{}/report.pdf", files.origin()), &Proxy::Direct, held).await;
    assert_eq!(failure.cause, FailureCause::File { reason: FileReason::Certificate });
    assert_eq!(
        (failure.billing, failure.certificate_issuer.as_deref()),
        (Billing::NotBilled, Some("Example Server"))
    );
    assert!(failure.detail.unwrap().contains("host"), "whoever looks after the network needs it");
    // The order and three status requests.
    assert_eq!((requests, files.connections(), files.requests().len()), (4, 3, 0));
}

#[tokio::test]
async fn a_proxy_that_does_not_let_the_file_host_through_is_told_as_that_while_the_app_goes_on_trying() {
    let peer = Peer::repeating([Act::ReplyAndClose(empty(503))]).await;
    let proxy = Proxy::Manual(ManualProxy::new(&peer.address().to_string(), None).unwrap());
    // The service is on this machine, which no proxy is asked for.
    let (failure, _) = told_at("https://files.example.test/report.pdf", &proxy, ready).await;
    assert_eq!(failure.cause, FailureCause::File { reason: FileReason::Proxy });
    assert!(
        failure.detail.unwrap().contains("files.example.test"),
        "whoever looks after the network needs it"
    );
}

#[tokio::test]
async fn after_a_redirect_the_host_that_could_not_be_reached_is_named() {
    let files = Peer::repeating([Act::Reply(moved(302, "https://127.0.0.1:1/report.pdf"))]).await;
    let address = files.origin().replace("127.0.0.1", "localhost");
    let (failure, _) = told_at(&format!("{address}/report.pdf"), &Proxy::Direct, ready).await;
    assert!(failure.detail.unwrap().contains("(host 127.0.0.1)"));
}
