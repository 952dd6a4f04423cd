//! A machine that is put to sleep while a request is on its way.

use crate::{COMPANY, client, credential, limit_exit_check, now};
use faults::{Act, Peer};
use qcc::{CreateReport, MaybeSent, ReportFormat, SendError};
use std::time::Duration;

/// Lets the machine sleep for hours once the peer has the request.
async fn sleep_through(peer: &Peer) {
    while peer.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(8 * 3600)).await;
}

#[tokio::test]
async fn a_request_that_the_machine_slept_through_may_have_been_billed_and_is_not_sent_again() {
    let order = CreateReport { search_key: COMPANY.into(), format: ReportFormat::Pdf };
    let (client_at, credential) = (client, credential());

    let peer = Peer::start([Act::Silence, Act::Silence]).await;
    let client = client_at(&peer.origin());
    let (sent, ()) = tokio::join!(client.send(now(), &credential, &order), sleep_through(&peer));
    assert_eq!(sent.unwrap_err(), SendError::MaybeSent(MaybeSent::Timeout));
    assert_eq!((peer.connections(), peer.requests().len()), (1, 1));
    tokio::time::resume();

    let peer = Peer::start([Act::Silence, Act::Silence]).await;
    let client = client_at(&peer.origin());
    let question = limit_exit_check();
    let (sent, ()) = tokio::join!(client.send(now(), &credential, &question), sleep_through(&peer));
    assert_eq!(sent.unwrap_err(), SendError::MaybeSent(MaybeSent::Timeout));
    assert_eq!((peer.connections(), peer.requests().len()), (1, 1));
}
