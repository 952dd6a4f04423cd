//! A machine that is suspended while a request is in flight.

use crate::{COMPANY, client, credential, fetch_into, fetcher, list_call, now};
use qcc::{CreateReport, GetQuota, MaybeSent, ReportFormat, SendError};
use std::time::Duration;
use test_servers::{Act, Peer, ok};

/// Suspends the machine for hours as soon as the peer has the request.
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
    let query = list_call();
    let (sent, ()) = tokio::join!(client.send(now(), &credential, &query), sleep_through(&peer));
    assert_eq!(sent.unwrap_err(), SendError::MaybeSent(MaybeSent::Timeout));
    assert_eq!((peer.connections(), peer.requests().len()), (1, 1));
}

#[tokio::test]
async fn a_connection_that_died_while_the_machine_slept_is_not_used_again() {
    let reply = || ok(r#"{"status":"201"}"#);
    let acts = [Act::ReplyAndDie(reply()), Act::ReplyAndDie(reply()), Act::Reply(reply())];
    let peer = Peer::start(acts).await;
    let (client, credential) = (client(&peer.origin()), credential());
    // The clock may have advanced by a moment or a night, or have been set back.
    for at in [now(), now() + Duration::from_secs(8 * 3600), now() - Duration::from_secs(60)] {
        client.send(at, &credential, &GetQuota).await.unwrap();
    }
    assert_eq!((peer.connections(), peer.requests().len()), (3, 3));

    let peer = Peer::start([Act::ReplyAndDie(ok("file")), Act::Reply(ok("file"))]).await;
    let files = fetcher(&peer.origin());
    for _ in 0..2 {
        fetch_into(&files, &format!("{}/file", peer.origin()), 9, &mut Vec::new()).await.unwrap();
    }
    assert_eq!((peer.connections(), peer.requests().len()), (2, 2));
}
