//! When no reply arrives: whether the request can have been billed, that it is not repeated, and that the
//! error leaks no secret.

use crate::{COMPANY, KEY, SECRET, client, credential, list_call, now};
use qcc::{CreateReport, GetQuota, MaybeSent, NotSent, ReportFormat, SendError};
use std::error::Error;
use test_servers::{Act, Peer, gzip, http};

/// Makes one query and one order fail in the same way.
pub async fn fail(origin: &str) -> [SendError; 2] {
    let (client, credential) = (client(origin), credential());
    let order = CreateReport { search_key: COMPANY.into(), format: ReportFormat::Pdf };
    [
        client.send(now(), &credential, &list_call()).await.unwrap_err(),
        client.send(now(), &credential, &order).await.unwrap_err(),
    ]
}

/// The same, with a peer that receives both requests. Neither may arrive twice.
pub async fn fail_after(act: impl Fn() -> Act) -> [SendError; 2] {
    let peer = Peer::start([act(), act(), act(), act()]).await;
    let errors = fail(&peer.origin()).await;
    let methods: Vec<_> = peer.requests().iter().map(|request| request[..4].to_owned()).collect();
    assert_eq!(methods, ["GET ", "POST"]);
    errors
}

pub fn secure(origin: &str) -> String {
    origin.replace("http:", "https:")
}

/// Declares 1,000 bytes and sends 10.
pub fn promise() -> Vec<u8> {
    http("200 OK", &["Content-Length: 1000"], r#"{"Status":"#)
}

#[tokio::test]
async fn a_refused_connection_sent_nothing() {
    for error in fail(&Peer::gone().await).await {
        assert!(matches!(error, SendError::NotSent(NotSent::Connect(_))), "{error:?}");
    }
}

#[tokio::test]
async fn a_name_that_is_not_resolved_sent_nothing() {
    for error in fail("https://does-not-exist.invalid").await {
        // If this machine uses a proxy, the proxy resolves names.
        assert!(matches!(error, SendError::NotSent(NotSent::Dns(_) | NotSent::Proxy(_))), "{error:?}");
    }
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_got_nothing() {
    let plain = || Act::ReplyAndClose(http("400 Bad Request", &["Content-Length: 0"], ""));
    let peer = Peer::start([plain(), plain()]).await;
    for error in fail(&secure(&peer.origin())).await {
        assert!(matches!(error, SendError::NotSent(NotSent::Tls(_))), "{error:?}");
    }
    for hello in peer.requests() {
        assert!(!hello.contains(KEY) && !hello.to_lowercase().contains("token"), "{hello:?}");
    }
}

#[tokio::test]
async fn a_server_that_hangs_up_during_the_tls_handshake_got_nothing() {
    let peer = Peer::start([]).await;
    for error in fail(&secure(&peer.origin())).await {
        assert!(matches!(error, SendError::NotSent(_)), "{error:?}");
    }
    assert_eq!(peer.connections(), 2);
}

#[tokio::test]
async fn a_request_whose_connection_closes_before_the_headers_may_have_been_sent() {
    let close = || Act::ReplyAndClose(vec![]);
    let reset = || Act::ReplyAndReset(vec![]);
    let within_headers = || Act::ReplyAndClose(b"HTTP/1.1 200 OK\r\nContent-Le".to_vec());
    let no_http = || Act::ReplyAndClose(b"220 mail.example ESMTP\r\n".to_vec());
    for errors in [
        fail_after(close).await,
        fail_after(reset).await,
        fail_after(within_headers).await,
        fail_after(no_http).await,
    ] {
        for error in errors {
            assert!(matches!(error, SendError::MaybeSent(MaybeSent::ConnectionLost(_))), "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_request_whose_connection_is_accepted_and_closed_unread_may_have_been_sent() {
    let peer = Peer::deaf().await;
    for error in fail(&peer.origin()).await {
        assert!(matches!(error, SendError::MaybeSent(MaybeSent::ConnectionLost(_))), "{error:?}");
    }
    assert_eq!((peer.connections(), peer.requests().len()), (2, 0));
}

#[tokio::test]
async fn a_reply_that_breaks_off_may_have_been_billed() {
    let truncated = || Act::ReplyAndClose(promise());
    let chunked =
        || Act::ReplyAndClose(http("200 OK", &["Transfer-Encoding: chunked"], "a\r\n{\"Status\":\r\n"));
    let packed = || {
        let bomb = gzip::bomb(100_000);
        Act::ReplyAndClose(http("200 OK", &["Content-Encoding: gzip", "Content-Length: 9999"], &bomb[..50]))
    };
    let no_gzip = || {
        Act::ReplyAndClose(http(
            "200 OK",
            &["Content-Encoding: gzip", "Content-Length: 16"],
            r#"{"Status":"201"}"#,
        ))
    };
    for errors in [
        fail_after(truncated).await,
        fail_after(chunked).await,
        fail_after(packed).await,
        fail_after(no_gzip).await,
    ] {
        for error in errors {
            assert!(matches!(error, SendError::MaybeSent(MaybeSent::BodyIncomplete(_))), "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_reply_that_is_reset_may_have_been_billed() {
    for error in fail_after(|| Act::ReplyAndReset(promise())).await {
        // A reset may overtake data that was sent before it, headers included.
        assert!(
            matches!(
                error,
                SendError::MaybeSent(MaybeSent::BodyIncomplete(_) | MaybeSent::ConnectionLost(_))
            ),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_look_up_on_a_connection_that_dies_under_it_is_not_asked_twice() {
    let quota = || Act::Reply(test_servers::ok(r#"{"status":"201"}"#));
    let peer = Peer::start([quota(), Act::ReplyAndReset(vec![]), quota()]).await;
    let (client, credential) = (client(&peer.origin()), credential());
    client.send(now(), &credential, &GetQuota).await.unwrap();
    let error = client.send(now(), &credential, &list_call()).await.unwrap_err();
    assert!(matches!(error, SendError::MaybeSent(MaybeSent::ConnectionLost(_))), "{error:?}");
    assert_eq!((peer.connections(), peer.requests().len()), (2, 2));
}

#[tokio::test]
async fn a_cancelled_call_is_not_finished_behind_ones_back() {
    let peer = Peer::start([Act::Silence, Act::Silence]).await;
    let (client, credential) = (client(&peer.origin()), credential());
    let call = list_call();
    let sending = client.send(now(), &credential, &call);
    tokio::select! {
        result = sending => panic!("{result:?}"),
        () = async { while peer.requests().is_empty() { tokio::task::yield_now().await } } => {}
    }
    assert_eq!((peer.connections(), peer.requests().len()), (1, 1));
}

#[tokio::test]
async fn no_error_tells_address_key_token_or_secret() {
    let plain = Peer::start([
        Act::ReplyAndClose(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()),
        Act::ReplyAndClose(vec![]),
    ])
    .await;
    let endless = || Act::Endless(http("200 OK", &[], ""), vec![b' '; 1 << 16]);
    let bomb = || {
        let body = gzip::bomb(9 << 20);
        Act::ReplyAndClose(http("200 OK", &["Content-Encoding: gzip"], body))
    };
    let moved =
        || Act::ReplyAndClose(b"HTTP/1.1 302 Found\r\nLocation: :::\r\nContent-Length: 5\r\n\r\n".to_vec());
    for errors in [
        fail(&Peer::gone().await).await,
        fail("https://does-not-exist.invalid").await,
        fail(&secure(&plain.origin())).await,
        fail_after(|| Act::ReplyAndClose(vec![])).await,
        fail_after(|| Act::ReplyAndReset(vec![])).await,
        fail_after(|| Act::ReplyAndClose(promise())).await,
        fail_after(|| Act::ReplyAndReset(promise())).await,
        fail_after(|| Act::ReplyAndClose(b"nonsense\r\n\r\n".to_vec())).await,
        fail_after(endless).await,
        fail_after(bomb).await,
        fail_after(moved).await,
    ] {
        for error in errors {
            assert_tells_nothing(&error);
        }
    }
}

/// Checks the error and its causes in every form in which a person or a log may see them.
pub fn assert_tells_nothing(error: &dyn Error) {
    let mut current = Some(error);
    while let Some(cause) = current {
        for text in [cause.to_string(), format!("{cause:?}"), format!("{cause:#?}")] {
            let secrets = [
                KEY,
                SECRET,
                "127.0.0.1",
                "does-not-exist",
                "http:",
                "https:",
                "/api/",
                "searchKey",
                "%E7",
                COMPANY,
            ];
            for secret in secrets {
                assert!(!text.to_lowercase().contains(&secret.to_lowercase()), "{secret} in {text}");
            }
            let longest = text.split(|it: char| !it.is_ascii_hexdigit()).map(str::len).max();
            assert!(longest < Some(32), "a token in {text}");
        }
        current = cause.source();
    }
}
