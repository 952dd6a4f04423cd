//! Silent and slow networks: every call ends at its deadline and is sent once.

use crate::failures::{fail, secure};
use crate::{assert_no_credential, client, credential, list_call, now};
use qcc::{MaybeSent, NotSent, SendError};
use std::time::Duration;
use test_servers::{Act, Certificate, Peer, Refusal, drops, http, in_own_process, ok, stop_clock};
use tokio::time::Instant;

/// The failures of one query and one order, each of which must take this long.
async fn fail_after_seconds(seconds: u64, origin: &str, started: Instant) -> [SendError; 2] {
    let errors = fail(origin).await;
    let taken = started.elapsed().as_secs();
    assert!((2 * seconds..2 * seconds + 2).contains(&taken), "{taken} s");
    errors
}

/// With this peer, a query and an order each end at their deadline and are sent once.
async fn assert_times_out_after_30_seconds(act: Act) {
    let peer = Peer::start(vec![act; 4]).await;
    for error in fail_after_seconds(30, &peer.origin(), stop_clock()).await {
        assert_eq!(error, SendError::MaybeSent(MaybeSent::Timeout));
    }
    let methods: Vec<_> = peer.requests().iter().map(|request| request[..4].to_owned()).collect();
    assert_eq!(methods, ["GET ", "POST"]);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_connection_that_is_not_made_within_20_seconds_sent_nothing() {
    let nowhere = test_servers::FullBacklog::start().await;
    for error in fail_after_seconds(20, &nowhere.origin(), stop_clock()).await {
        assert_eq!(error, SendError::NotSent(NotSent::ConnectTimeout));
    }
}

#[tokio::test]
async fn a_tls_handshake_that_is_not_answered_within_20_seconds_sent_nothing() {
    let peer = Peer::start(vec![Act::Silence; 4]).await;
    for error in fail_after_seconds(20, &secure(&peer.origin()), stop_clock()).await {
        assert_eq!(error, SendError::NotSent(NotSent::ConnectTimeout));
    }
    assert_eq!(peer.connections(), 2);
    assert_no_credential(&peer.received());
}

#[tokio::test]
async fn a_service_that_never_answers_times_out_after_30_seconds() {
    assert_times_out_after_30_seconds(Act::Silence).await;
}

#[tokio::test]
async fn headers_that_come_in_drop_by_drop_time_out_after_30_seconds() {
    let act = Act::Drip(vec![], drops(ok(r#"{"Status":"201"}"#)), Duration::from_secs(1));
    assert_times_out_after_30_seconds(act).await;
}

#[tokio::test]
async fn a_body_that_comes_in_drop_by_drop_times_out_after_30_seconds() {
    let head = http("200 OK", &["Content-Length: 1000"], "");
    assert_times_out_after_30_seconds(Act::Drip(head, drops([b' '; 1000]), Duration::from_secs(1))).await;
}

#[tokio::test]
async fn a_slow_reply_that_is_whole_in_time_is_taken() {
    let reply = ok(r#"{"Status":"201"}"#);
    let pause = Duration::from_millis(100);
    let peer = Peer::start([Act::Drip(vec![], drops(reply), pause)]).await;
    let started = stop_clock();
    let raw = client(&peer.origin()).send(now(), &credential(), &list_call()).await.unwrap();
    assert_eq!(raw.body, br#"{"Status":"201"}"#);
    assert!(started.elapsed() > Duration::from_secs(5));
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "elsewhere only an administrator can make the system trust an authority"
)]
fn a_look_up_that_http_2_sends_back_is_not_asked_again() {
    in_own_process("network::a_look_up_that_http_2_sends_back_is_not_asked_again", async |authority| {
        let identity = authority.issue(Certificate::Good);
        // The last two say that the request was not processed; many clients then repeat it.
        for refusal in [Refusal::GoAway(1), Refusal::GoAway(0), Refusal::RefusedStream] {
            let peer = Peer::start_http2(&identity, refusal).await;
            let client = client(&peer.origin());
            let error = client.send(now(), &credential(), &list_call()).await.unwrap_err();
            assert!(
                matches!(error, SendError::MaybeSent(MaybeSent::ConnectionLost(_))),
                "{refusal:?}: {error:?}"
            );
            assert_eq!((peer.connections(), peer.requests().len()), (1, 1), "{refusal:?}");
        }
    });
}
