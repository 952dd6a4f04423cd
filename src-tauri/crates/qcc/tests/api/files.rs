//! Files from slow hosts.

use crate::{fetch_into, fetcher};
use qcc::fetch::{FetchError, FetchOptions, Transfer};
use std::sync::Mutex;
use std::time::Duration;
use test_servers::{Act, Peer, drops, http, stop_clock};

/// How many seconds pass until a fetch fails.
async fn interrupted_after(act: Act) -> u64 {
    let peer = Peer::start([act]).await;
    let files = fetcher(&peer.origin());
    let started = stop_clock();
    let result = fetch_into(&files, &format!("{}/file", peer.origin()), 16 << 20, &mut Vec::new()).await;
    assert!(matches!(result, Err(FetchError::Interrupted(_))), "{result:?}");
    assert_eq!(peer.requests().len(), 1);
    started.elapsed().as_secs()
}

#[tokio::test]
async fn a_file_whose_host_says_nothing_times_out_after_20_seconds() {
    assert_eq!(interrupted_after(Act::Silence).await, 20);
}

#[tokio::test]
async fn a_file_that_stops_coming_times_out_20_seconds_later() {
    let began = http("200 OK", &["Content-Length: 900"], "%PDF-1.7");
    assert_eq!(interrupted_after(Act::Reply(began)).await, 20);
}

#[tokio::test]
async fn a_file_whose_headers_come_in_drop_by_drop_times_out_after_20_seconds() {
    let reply = http("200 OK", &[&format!("X: {}", "x".repeat(900)), "Content-Length: 1"], "x");
    assert_eq!(interrupted_after(Act::Drip(vec![], drops(reply), Duration::from_secs(1))).await, 20);
}

#[tokio::test]
async fn a_file_that_comes_in_drop_by_drop_times_out_after_20_seconds() {
    let head = http("200 OK", &["Content-Length: 900"], "");
    assert_eq!(interrupted_after(Act::Drip(head, drops([b'x'; 900]), Duration::from_secs(1))).await, 20);
}

/// Data that arrives just above the lowest allowed rate, for `quarters` × 15 s.
fn steadily(declared: usize, quarters: usize) -> Act {
    let head = http("200 OK", &[&format!("Content-Length: {declared}")], "");
    Act::Drip(head, vec![vec![b'x'; 20_000]; quarters], Duration::from_secs(15))
}

#[tokio::test]
async fn a_file_that_comes_in_steadily_but_without_end_times_out_after_an_hour() {
    assert_eq!(interrupted_after(steadily(9_999_999, 300)).await, 3600);
}

#[tokio::test]
async fn a_file_on_a_slow_line_arrives_whole_and_tells_how_far_it_has_come() {
    let peer = Peer::start([steadily(2_000_000, 100)]).await;
    let (files, reported) = (fetcher(&peer.origin()), Mutex::new(Vec::new()));
    let report = |transfer| reported.lock().unwrap().push(transfer);
    let options = FetchOptions { limit: 2_000_000, begins: |_| true, on_progress: &report };
    let started = stop_clock();
    let address = format!("{}/file", peer.origin());
    let fetched = files.fetch(&address, &options, &mut Vec::new()).await.unwrap();
    assert_eq!((fetched.bytes, started.elapsed().as_secs()), (2_000_000, 1500));
    assert!(fetched.end_marked);
    let reported = reported.into_inner().unwrap();
    assert!(reported.is_sorted_by_key(|transfer| transfer.bytes) && reported.len() > 50, "{reported:?}");
    let total = Some(2_000_000);
    assert!(reported.iter().all(|transfer| transfer.total == total), "{reported:?}");
    assert_eq!(reported[0], Transfer { bytes: 20_000, total });
}

#[tokio::test]
async fn a_file_whose_end_nobody_told_says_so() {
    let chunked = http("200 OK", &["Transfer-Encoding: chunked"], "4\r\nfile\r\n0\r\n\r\n");
    for (act, end_marked) in [
        (Act::Reply(http("200 OK", &["Content-Length: 4"], "file")), true),
        (Act::Reply(chunked), true),
        (Act::ReplyAndClose(http("200 OK", &[], "file")), false),
    ] {
        let peer = Peer::start([act]).await;
        let address = format!("{}/file", peer.origin());
        let fetched = fetch_into(&fetcher(&peer.origin()), &address, 9, &mut Vec::new()).await.unwrap();
        assert_eq!((fetched.bytes, fetched.end_marked), (4, end_marked));
    }
}
