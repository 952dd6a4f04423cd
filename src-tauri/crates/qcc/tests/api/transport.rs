//! What all calls have in common on the wire: signature, connection, redirects, size limits, the service's
//! clock.

use crate::{COMPANY, KEY, SECRET, SIGNED, client, credential, list_call, now, recorded};
use md5::{Digest, Md5};
use qcc::{
    CreateReport, EciImage, GetQuota, GetReportInfo, ListCall, MaybeSent, ReadError, ReportFormat, SendError,
};
use test_servers::{Act, Peer, gzip, header, http, moved, ok, whole};

fn order() -> CreateReport {
    CreateReport { search_key: COMPANY.into(), format: ReportFormat::Pdf }
}

fn empty_reply() -> Act {
    Act::Reply(ok(r#"{"Status":"201"}"#))
}

/// One request of each call, as sent; lists both with and without paging.
async fn six_requests() -> Vec<String> {
    let peer = Peer::start((0..6).map(|_| empty_reply())).await;
    let (client, credential) = (client(&peer.origin()), credential());
    let whole_list = ListCall { page: None, ..list_call() };
    client.send(now(), &credential, &list_call()).await.unwrap();
    client.send(now(), &credential, &whole_list).await.unwrap();
    client.send(now(), &credential, &EciImage { key_word: COMPANY.into() }).await.unwrap();
    client.send(now(), &credential, &order()).await.unwrap();
    client.send(now(), &credential, &GetReportInfo { order_no: "RB1".into() }).await.unwrap();
    client.send(now(), &credential, &GetQuota).await.unwrap();
    let requests = peer.requests();
    assert_eq!(requests.len(), 6);
    requests
}

#[tokio::test]
async fn the_token_is_right_for_the_time_that_travels_with_it() {
    for request in six_requests().await {
        let timespan = header(&request, "timespan").unwrap();
        assert_eq!(timespan, SIGNED.to_string());
        let token = header(&request, "token").unwrap();
        assert!(
            token.len() == 32 && token.bytes().all(|byte| b"0123456789ABCDEF".contains(&byte)),
            "{token}"
        );
        let digest = Md5::digest(format!("{KEY}{timespan}{SECRET}"));
        assert_eq!(token, digest.iter().map(|byte| format!("{byte:02X}")).collect::<String>());
    }
}

#[tokio::test]
async fn the_secret_is_in_no_part_of_a_request_and_the_key_in_the_query_alone() {
    for request in six_requests().await {
        assert!(!request.contains(SECRET), "{request}");
        let (line, headers) = request.split_once("\r\n").unwrap();
        assert_eq!((line.matches(KEY).count(), headers.matches(KEY).count()), (1, 0), "{request}");
    }
}

#[tokio::test]
async fn a_request_carries_no_referer_cookie_or_authorization() {
    for request in six_requests().await {
        for name in ["referer", "cookie", "authorization"] {
            assert_eq!(header(&request, name), None, "{request}");
        }
    }
}

#[tokio::test]
async fn an_order_is_an_empty_post_over_http_1_1() {
    let requests = six_requests().await;
    let orders: Vec<_> = requests.iter().filter(|request| request.starts_with("POST")).collect();
    let [order] = orders[..] else { panic!("{orders:?}") };
    assert!(order.lines().next().unwrap().ends_with(" HTTP/1.1"));
    assert_eq!(header(order, "content-length"), Some("0"));
    assert_eq!((header(order, "transfer-encoding"), header(order, "content-type")), (None, None));
    assert!(order.ends_with("\r\n\r\n"));
}

#[tokio::test]
async fn over_tls_an_order_offers_http_1_1_alone() {
    let peer = Peer::start([]).await;
    let client = client(&peer.origin().replace("http:", "https:"));
    client.send(now(), &credential(), &GetQuota).await.unwrap_err();
    client.send(now(), &credential(), &order()).await.unwrap_err();
    let hellos = peer.requests();
    // In a ClientHello, each protocol name follows its length (RFC 7301).
    let offers = |hello: &str| (hello.contains("\u{2}h2"), hello.contains("\u{8}http/1.1"));
    assert_eq!((hellos.len(), offers(&hellos[0])), (2, (true, true)));
    // Without the ALPN extension a server speaks HTTP/1.1, so only the offer of another version counts.
    assert!(!offers(&hellos[1]).0);
}

#[tokio::test]
async fn every_call_has_a_connection_of_its_own() {
    let peer = Peer::start((0..4).map(|_| empty_reply())).await;
    let (client, credential) = (client(&peer.origin()), credential());
    client.send(now(), &credential, &GetQuota).await.unwrap();
    client.send(now(), &credential, &GetQuota).await.unwrap();
    client.send(now(), &credential, &order()).await.unwrap();
    client.send(now(), &credential, &order()).await.unwrap();
    assert_eq!((peer.connections(), peer.requests().len()), (4, 4));
}

#[tokio::test]
async fn calls_of_a_batch_use_one_connection_after_another_and_orders_do_not() {
    let peer = Peer::start((0..4).map(|_| empty_reply())).await;
    let (client, credential) = (client(&peer.origin()).for_batch(), credential());
    client.send(now(), &credential, &GetQuota).await.unwrap();
    client.send(now(), &credential, &list_call()).await.unwrap();
    assert_eq!((peer.connections(), peer.requests().len()), (1, 2));
    client.send(now(), &credential, &order()).await.unwrap();
    client.send(now(), &credential, &order()).await.unwrap();
    assert_eq!((peer.connections(), peer.requests().len()), (3, 4));
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let other = Peer::start([empty_reply()]).await;
    let targets =
        ["/api/company/quota/getQuota".into(), other.origin(), format!("//127.0.0.1:{}/x", other.port())];
    let codes = [301, 302, 303, 307, 308];
    let replies = codes.iter().flat_map(|code| targets.iter().map(move |target| (code, target)));
    // One for a query, one for an order.
    let acts = replies.flat_map(|(code, target)| vec![Act::Reply(moved(*code, target)); 2]);
    let peer = Peer::start(acts).await;
    let (client, credential) = (client(&peer.origin()), credential());
    for code in codes {
        for _ in &targets {
            let raw = client.send(now(), &credential, &list_call()).await.unwrap();
            assert_eq!(qcc::read::<ListCall>(&raw), Err(ReadError::HttpStatus(code)));
            let raw = client.send(now(), &credential, &order()).await.unwrap();
            assert_eq!(qcc::read::<CreateReport>(&raw), Err(ReadError::HttpStatus(code)));
        }
    }
    assert_eq!(peer.requests().len(), 30);
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn what_was_received_is_handed_back_byte_for_byte() {
    let body = recorded("exit-restriction-found");
    let headers =
        ["content-type: text/plain;charset=GBK", "Date: Sun, 22 Nov 2026 06:03:00 GMT", "Connection: close"];
    let peer = Peer::start([Act::ReplyAndClose(http("418 Teapot", &headers, &body))]).await;
    let raw = client(&peer.origin()).send(now(), &credential(), &list_call()).await.unwrap();
    assert_eq!((raw.http_status, raw.body), (418, body));
    assert_eq!(raw.content_type.as_deref(), Some("text/plain;charset=GBK"));
    assert_eq!(raw.date.as_deref(), Some("Sun, 22 Nov 2026 06:03:00 GMT"));
}

#[tokio::test]
async fn the_date_of_a_cache_is_not_the_services_clock() {
    let headers = ["Date: Sun, 22 Nov 2026 06:03:00 GMT", "Age: 60", "Content-Length: 0"];
    let peer = Peer::start([Act::Reply(http("200 OK", &headers, ""))]).await;
    let raw = client(&peer.origin()).send(now(), &credential(), &list_call()).await.unwrap();
    assert_eq!(raw.date, None);
    assert_eq!(qcc::read::<ListCall>(&raw), Err(ReadError::Empty));
}

#[tokio::test]
async fn a_reply_of_8_mib_is_read_and_a_byte_more_is_not() {
    let largest = vec![b' '; 8 << 20];
    let peer =
        Peer::start([Act::Reply(ok(&largest)), Act::ReplyAndClose(ok([&largest[..], b" "].concat()))]).await;
    let client = client(&peer.origin());
    let raw = client.send(now(), &credential(), &list_call()).await.unwrap();
    assert_eq!(raw.body.len(), 8 << 20);
    let error = client.send(now(), &credential(), &list_call()).await.unwrap_err();
    assert_eq!(error, SendError::MaybeSent(MaybeSent::TooLarge));
}

#[tokio::test]
async fn the_size_of_a_compressed_reply_counts_unpacked() {
    let gzipped = |body: Vec<u8>| Act::ReplyAndClose(whole("200 OK", &["Content-Encoding: gzip"], body));
    let reply = recorded("exit-restriction-found");
    let bomb = gzip::bomb(9 << 20);
    assert!(bomb.len() < 1 << 17, "far below the limit while packed");
    let peer = Peer::start([gzipped(gzip::packed(&reply)), gzipped(bomb)]).await;
    let client = client(&peer.origin());
    assert_eq!(client.send(now(), &credential(), &list_call()).await.unwrap().body, reply);
    let error = client.send(now(), &credential(), &list_call()).await.unwrap_err();
    assert_eq!(error, SendError::MaybeSent(MaybeSent::TooLarge));
}

#[tokio::test]
async fn a_reply_without_end_is_left_at_the_limit() {
    let head = http("200 OK", &["Content-Type: application/json"], "");
    let peer = Peer::start([Act::Endless(head, vec![b' '; 1 << 16])]).await;
    let error = client(&peer.origin()).send(now(), &credential(), &list_call()).await.unwrap_err();
    assert_eq!(error, SendError::MaybeSent(MaybeSent::TooLarge));
    // The connection is closed: the peer's next write fails.
    while peer.abandoned() == 0 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn headers_of_100_kb_are_refused() {
    let one = format!("X-Long: {}", "x".repeat(100_000));
    let many: Vec<_> = (0..1000).map(|number| format!("X-{number}: {}", "x".repeat(100))).collect();
    for lines in [vec![one.as_str()], many.iter().map(String::as_str).collect()] {
        let reply = http("200 OK", &[&lines[..], &["Content-Length: 16"]].concat(), r#"{"Status":"201"}"#);
        let peer = Peer::start([Act::ReplyAndClose(reply)]).await;
        let error = client(&peer.origin()).send(now(), &credential(), &list_call()).await.unwrap_err();
        assert!(error.may_be_billed(), "{error}");
    }
}
