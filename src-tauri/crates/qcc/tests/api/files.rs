//! Files from hosts that take their time.

use crate::fetcher;
use faults::{Act, Peer, drops, http, stop_clock};
use qcc::fetch::FetchError;
use std::time::Duration;

/// How many seconds a fetch takes that does not end well.
async fn interrupted_after(act: Act) -> u64 {
    let peer = Peer::start([act]).await;
    let files = fetcher(&peer.origin());
    let started = stop_clock();
    let result = files.fetch(&format!("{}/file", peer.origin()), 1 << 20, &mut Vec::new()).await;
    assert!(matches!(result, Err(FetchError::Interrupted(_))), "{result:?}");
    assert_eq!(peer.requests().len(), 1);
    started.elapsed().as_secs()
}

#[tokio::test]
async fn a_file_whose_host_says_nothing_is_given_up_after_20_seconds() {
    assert_eq!(interrupted_after(Act::Silence).await, 20);
}

#[tokio::test]
async fn a_file_that_stops_coming_is_given_up_20_seconds_later() {
    let began = http("200 OK", &["Content-Length: 900"], "%PDF-1.7");
    assert_eq!(interrupted_after(Act::Reply(began)).await, 20);
}

#[tokio::test]
async fn a_file_whose_headers_come_in_drop_by_drop_is_given_up_after_20_seconds() {
    let reply = http("200 OK", &[&format!("X: {}", "x".repeat(900)), "Content-Length: 1"], "x");
    assert_eq!(interrupted_after(Act::Drip(vec![], drops(reply), Duration::from_secs(1))).await, 20);
}

#[tokio::test]
async fn a_file_that_comes_in_drop_by_drop_is_given_up_after_20_seconds() {
    let head = http("200 OK", &["Content-Length: 900"], "");
    assert_eq!(interrupted_after(Act::Drip(head, drops([b'x'; 900]), Duration::from_secs(1))).await, 20);
}

#[tokio::test]
async fn a_file_that_comes_in_steadily_but_without_end_is_given_up_after_180_seconds() {
    let head = http("200 OK", &["Content-Length: 999999"], "");
    let act = Act::Drip(head, vec![vec![b'x'; 20_000]; 20], Duration::from_secs(15));
    assert_eq!(interrupted_after(act).await, 180);
}
