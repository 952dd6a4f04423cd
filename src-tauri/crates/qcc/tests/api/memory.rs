//! The client uses bounded memory for a reply, whatever the peer sends. Each test runs in its own process.

#![cfg(target_os = "linux")]

use crate::failures::fail;
use crate::{fetch_into, fetcher};
use qcc::fetch::FetchError;
use qcc::{MaybeSent, SendError};
use std::io;
use test_servers::{Act, Peer, gzip, http, in_own_process, peak_memory};

/// How much a call or a file may add to the app's peak memory, in KiB.
const MOST: u64 = 64 << 10;

/// A query, an order and a file of the largest size fail at their limits with this reply.
async fn assert_bounded(what: &str, act: Act) {
    let peer = Peer::start(vec![act; 3]).await;
    let before = peak_memory();
    for error in fail(&peer.origin()).await {
        assert_eq!(error, SendError::MaybeSent(MaybeSent::TooLarge));
    }
    let files = fetcher(&peer.origin());
    let result = fetch_into(&files, &format!("{}/file", peer.origin()), 100 << 20, &mut io::sink()).await;
    assert!(matches!(result, Err(FetchError::TooLarge(_))), "{result:?}");
    assert_grown(what, before);
}

fn assert_grown(what: &str, before: u64) {
    let grown = peak_memory() - before;
    println!("{what}: {grown} KiB above {before} KiB");
    assert!(grown <= MOST, "{what}: {grown} KiB");
}

#[test]
fn a_body_without_end_takes_no_more_memory_than_is_allowed() {
    in_own_process("memory::a_body_without_end_takes_no_more_memory_than_is_allowed", async |_| {
        let body = Act::Endless(http("200 OK", &[], ""), vec![b' '; 1 << 16]);
        assert_bounded("a body without end", body).await;
    });
}

#[test]
fn chunks_without_end_take_no_more_memory_than_is_allowed() {
    in_own_process("memory::chunks_without_end_take_no_more_memory_than_is_allowed", async |_| {
        let chunk = [b"10000\r\n", &[b' '; 1 << 16][..], b"\r\n"].concat();
        let chunks = Act::Endless(http("200 OK", &["Transfer-Encoding: chunked"], ""), chunk);
        assert_bounded("chunks without end", chunks).await;
    });
}

#[test]
fn a_gzip_bomb_takes_no_more_memory_than_is_allowed() {
    in_own_process("memory::a_gzip_bomb_takes_no_more_memory_than_is_allowed", async |_| {
        let (start, more) = gzip::endless_bomb();
        let bomb = Act::Endless(http("200 OK", &["Content-Encoding: gzip"], start), more);
        assert_bounded("a gzip bomb without end", bomb).await;
    });
}

#[test]
fn headers_without_end_take_no_more_memory_than_is_allowed() {
    in_own_process("memory::headers_without_end_take_no_more_memory_than_is_allowed", async |_| {
        let header = format!("X-Long: {}\r\n", "x".repeat(1000)).into_bytes();
        let act = Act::Endless(b"HTTP/1.1 200 OK\r\n".to_vec(), header);
        let peer = Peer::start(vec![act; 2]).await;
        let before = peak_memory();
        for error in fail(&peer.origin()).await {
            assert!(error.may_be_billed(), "{error:?}");
        }
        assert_grown("headers without end", before);
    });
}
