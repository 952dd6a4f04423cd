//! File hosts whose https port serves something else than the given http address, or nothing.
#![cfg(target_os = "linux")] // elsewhere only an administrator can make the system trust an authority

use qcc::Proxy;
use qcc::fetch::{FetchError, FetchOptions, Fetched, Fetcher, Lookup, ResolvedAddress};
use std::sync::atomic::{AtomicUsize, Ordering};
use test_servers::{
    Act, Authority, Certificate, FILES, Identity, Peer, SERVICE, gzip, http, in_own_process, moved, ok, whole,
};

const FILE: &str = "%PDF-1.7 and so on";

/// A host with one peer on its https port and another on its http port.
fn host(secure: &Peer, plain: &Peer) -> Lookup {
    let (peers, asked) = ([secure.address(), plain.address()], AtomicUsize::new(0));
    Lookup::by(move |_| {
        let at = peers[asked.fetch_add(1, Ordering::SeqCst).min(1)];
        let address = ResolvedAddress { ip: [93, 184, 216, 34].into(), connect_to: at };
        Box::pin(std::future::ready(Ok(vec![address])))
    })
}

async fn fetch(address: &str, secure: &Peer, plain: &Peer) -> (Result<Fetched, FetchError>, Vec<u8>) {
    let service = format!("https://{SERVICE}").parse().unwrap();
    let fetcher = Fetcher::with_lookup(&service, &Proxy::Direct, host(secure, plain)).unwrap();
    let options =
        FetchOptions { limit: 1000, begins: |start| start.starts_with(b"%PDF-"), on_progress: &|_| () };
    let mut file = Vec::new();
    (fetcher.fetch(address, &options, &mut file).await, file)
}

fn page(status: &str) -> Act {
    Act::Reply(whole(status, &["Content-Type: text/html"], "<html>It works!</html>"))
}

/// Answers of the https port of hosts that serve the file over http only.
fn answers() -> Vec<Act> {
    vec![
        Act::Reply(moved(301, &format!("http://{FILES}/file"))),
        Act::Reply(moved(302, "https://10.0.0.1/")),
        Act::Reply(moved(308, "/elsewhere")),
        page("403 Forbidden"),
        page("404 Not Found"),
        page("421 Misdirected Request"),
        page("503 Service Unavailable"),
        page("200 OK"),
        Act::Reply(ok("")),
        Act::Reply(ok(r#"{"code":404}"#)),
        Act::Reply(http("204 No Content", &[], "")),
        Act::Reply(ok([b'x'; 1001])),
        Act::Reply(http("200 OK", &["Content-Encoding: gzip", "Content-Length: 3"], "not")),
        Act::ReplyAndClose(vec![]),
        Act::ReplyAndReset(vec![]),
        Act::ReplyAndClose(b"SSH-2.0-OpenSSH_9.6\r\n\r\n".to_vec()),
        Act::ReplyAndClose(http("200 OK", &["Content-Length: 900"], "%PDF-1")),
        Act::ReplyAndClose(http("200 OK", &["Content-Encoding: gzip"], gzip::bomb(1 << 20))),
    ]
}

#[test]
fn where_https_has_something_else_the_file_comes_from_the_address_as_given() {
    let name = "https_first::where_https_has_something_else_the_file_comes_from_the_address_as_given";
    in_own_process(name, async |authority| {
        let identity = authority.issue(Certificate::Good);
        for answer in answers() {
            let secure = Peer::start_tls(&identity, vec![answer.clone(); 4]).await;
            let plain = Peer::start(vec![Act::Reply(ok(FILE)); 4]).await;
            let (fetched, file) = fetch(&format!("http://{FILES}/file"), &secure, &plain).await;
            assert!(fetched.is_ok_and(|fetched| fetched.plaintext), "{answer:?}");
            assert_eq!(file, FILE.as_bytes(), "{answer:?}");
            assert_ne!(secure.requests().len(), 0, "https first: {answer:?}");
        }
    });
}

#[test]
fn where_the_certificate_is_refused_the_file_comes_from_the_address_as_given() {
    let name = "https_first::where_the_certificate_is_refused_the_file_comes_from_the_address_as_given";
    in_own_process(name, async |authority| {
        let stranger = Authority::new("Example Gateway").issue(Certificate::Good);
        let refused =
            [authority.issue(Certificate::Expired), authority.issue(Certificate::OtherHost), stranger];
        for identity in refused.into_iter().chain([Identity::self_signed()]) {
            let secure = Peer::start_tls(&identity, []).await;
            let plain = Peer::start([Act::Reply(ok(FILE))]).await;
            let (fetched, _) = fetch(&format!("http://{FILES}/file"), &secure, &plain).await;
            assert!(fetched.unwrap().plaintext);
            assert_eq!((secure.connections(), secure.requests().len()), (1, 0));
        }
    });
}

#[test]
fn an_address_given_as_https_is_never_asked_over_http() {
    in_own_process("https_first::an_address_given_as_https_is_never_asked_over_http", async |authority| {
        let identity = authority.issue(Certificate::Good);
        for answer in answers() {
            let secure = Peer::start_tls(&identity, vec![answer.clone(); 4]).await;
            let plain = Peer::start([Act::Reply(ok(FILE))]).await;
            let (fetched, _) = fetch(&format!("https://{FILES}/file"), &secure, &plain).await;
            assert!(fetched.is_err() || fetched.is_ok_and(|fetched| !fetched.plaintext), "{answer:?}");
            assert!(plain.requests().iter().all(|request| !request.starts_with("GET")), "{answer:?}");
        }
    });
}

#[test]
fn a_refusal_over_https_is_told_where_http_is_not_to_be_had() {
    in_own_process(
        "https_first::a_refusal_over_https_is_told_where_http_is_not_to_be_had",
        async |authority| {
            let secure = Peer::start_tls(&authority.issue(Certificate::Good), [page("403 Forbidden")]).await;
            let gone: std::net::SocketAddr = Peer::gone().await["http://".len()..].parse().unwrap();
            let (at, asked) = ([secure.address(), gone], AtomicUsize::new(0));
            let lookup = Lookup::by(move |_| {
                let connect_to = at[asked.fetch_add(1, Ordering::SeqCst).min(1)];
                let address = ResolvedAddress { ip: [93, 184, 216, 34].into(), connect_to };
                Box::pin(std::future::ready(Ok(vec![address])))
            });
            let service = format!("https://{SERVICE}").parse().unwrap();
            let fetcher = Fetcher::with_lookup(&service, &Proxy::Direct, lookup).unwrap();
            let result =
                fetcher.fetch(&format!("http://{FILES}/file"), &crate::options(9), &mut Vec::new()).await;
            assert!(matches!(result, Err(FetchError::HttpStatus(403))), "{result:?}");
        },
    );
}

#[tokio::test]
async fn an_address_with_a_port_of_its_own_is_asked_as_it_was_given() {
    let plain = Peer::start([Act::Reply(ok(FILE))]).await;
    let address = format!("http://{FILES}:{}/file", plain.port());
    let (fetched, _) = fetch(&address, &plain, &plain).await;
    assert!(fetched.unwrap().plaintext);
    assert!(plain.requests()[0].starts_with("GET /file "), "{:?}", plain.requests());
}
