//! Files from hosts that take their time.

use faults::{Act, Peer, http, stop_clock};
use qcc::fetch::{FetchError, Fetcher};
use std::time::Duration;

/// How many seconds a fetch takes that does not end well.
async fn interrupted_after(act: Act) -> u64 {
    let peer = Peer::start([act]).await;
    let fetcher = Fetcher::new(&peer.origin().parse().unwrap()).unwrap();
    let started = stop_clock();
    let result = fetcher.fetch(&format!("{}/file", peer.origin()), 1000, &mut Vec::new()).await;
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
async fn a_file_whose_headers_come_in_drop_by_drop_is_given_up() {
    let reply = http("200 OK", &[&format!("X: {}", "x".repeat(900)), "Content-Length: 1"], "x");
    let seconds = interrupted_after(Act::Drip(vec![], reply, Duration::from_secs(1))).await;
    assert!(seconds <= 180, "{seconds} s");
}

#[tokio::test]
async fn a_file_that_comes_in_drop_by_drop_is_given_up_after_180_seconds() {
    let head = http("200 OK", &["Content-Length: 900"], "");
    let act = Act::Drip(head, vec![b'x'; 900], Duration::from_secs(1));
    assert_eq!(interrupted_after(act).await, 180);
}
