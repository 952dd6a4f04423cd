//! Proxies that refuse, are unreachable, stay silent or impersonate the service: none learns a secret.

use crate::{KEY, assert_no_credential, client, create_report, credential, fetch_into, list_call, now};
use qcc::fetch::{Diverted, FetchError, Fetched, Fetcher};
use qcc::{Client, ManualProxy, MaybeSent, NotSent, Proxy, SendError, ServiceAddress, System, TlsReason};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use test_servers::{
    Act, Authority, Certificate, FILES, Peer, SERVICE, http, in_own_process, moved, ok, stop_clock,
};

const FOUND: &str = r#"{"Status":"200","Message":"","Result":{"VerifyResult":0,"Data":null}}"#;

fn via(proxy: &str) -> Proxy {
    Proxy::Manual(ManualProxy::new(proxy, None).unwrap())
}

/// The service under a name that only the proxy can resolve.
fn service() -> ServiceAddress {
    format!("https://{SERVICE}").parse().unwrap()
}

async fn fail_via(proxy: &str) -> [SendError; 2] {
    let (client, credential) = (Client::new(service(), &via(proxy)).unwrap(), credential());
    [
        client.send(now(), &credential, &list_call()).await.unwrap_err(),
        client.send(now(), &credential, &create_report()).await.unwrap_err(),
    ]
}

/// The error points to the proxy and leaks no secret.
fn assert_points_to_the_proxy(error: &SendError) {
    assert!(matches!(error, SendError::NotSent(NotSent::Proxy(_))), "{error:?}");
    assert_no_credential(format!("{error} {error:?}").as_bytes());
}

/// Each of two requests asked the proxy for a tunnel once, and sent it nothing else.
fn assert_only_asked_for_tunnels(proxy: &Peer) {
    let lines: Vec<_> = proxy.requests().iter().map(|it| it.lines().next().unwrap().to_owned()).collect();
    assert_eq!(lines, vec![format!("CONNECT {SERVICE}:443 HTTP/1.1"); 2]);
    assert_no_credential(&proxy.received());
}

#[tokio::test]
async fn a_proxy_that_opens_no_tunnel_got_no_request() {
    let refusal =
        |status| http(status, &["Proxy-Authenticate: Basic realm=\"office\"", "Content-Length: 0"], "");
    let page = http("502 Bad Gateway", &["Content-Type: text/html", "Content-Length: 13"], "<html></html>");
    for act in [
        Act::Reply(refusal("407 Proxy Authentication Required")),
        Act::ReplyAndClose(refusal("407 Proxy Authentication Required")),
        Act::Reply(refusal("403 Forbidden")),
        Act::Reply(page),
        Act::Reply(moved(302, "http://sign-in.example/")),
        Act::ReplyAndClose(vec![]),
        Act::ReplyAndReset(vec![]),
        Act::ReplyAndClose(b"HTTP/1.1 200 Conn".to_vec()),
    ] {
        let proxy = Peer::start(vec![act.clone(); 4]).await;
        for error in fail_via(&proxy.origin()).await {
            assert_points_to_the_proxy(&error);
        }
        assert_only_asked_for_tunnels(&proxy);
    }
}

#[tokio::test]
async fn a_proxy_that_is_gone_got_no_request() {
    for error in fail_via(&Peer::gone().await).await {
        assert_points_to_the_proxy(&error);
    }
}

#[tokio::test]
async fn a_proxy_that_says_nothing_times_out_after_20_seconds() {
    let proxy = Peer::start(vec![Act::Silence; 4]).await;
    let started = stop_clock();
    for error in fail_via(&proxy.origin()).await {
        assert_points_to_the_proxy(&error);
    }
    assert_eq!(started.elapsed().as_secs(), 40);
    assert_only_asked_for_tunnels(&proxy);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_proxy_that_cannot_be_reached_times_out_after_20_seconds() {
    let nowhere = test_servers::FullBacklog::start().await;
    let started = stop_clock();
    for error in fail_via(&nowhere.origin()).await {
        assert_points_to_the_proxy(&error);
    }
    assert_eq!(started.elapsed().as_secs(), 40);
}

#[test]
fn a_proxy_that_pretends_to_be_the_service_learns_nothing() {
    in_own_process("proxies::a_proxy_that_pretends_to_be_the_service_learns_nothing", async |_| {
        const GATEWAY: &str = "Example Inspection Gateway";
        let identity = Authority::new(GATEWAY).issue(Certificate::Good);
        let rogue = Peer::start_tls(&identity, vec![Act::Reply(ok(FOUND)); 4]).await;
        let proxy = Peer::start(vec![Act::Tunnel(rogue.address()); 4]).await;
        for error in fail_via(&proxy.origin()).await {
            let SendError::NotSent(NotSent::Tls(refusal)) = &error else { panic!("{error:?}") };
            assert_eq!(refusal.reason, TlsReason::UnknownAuthority);
            assert_eq!(refusal.issuer.as_deref(), Some(GATEWAY));
        }
        assert_eq!((rogue.connections(), rogue.requests().len()), (2, 0));
        assert_no_credential(&rogue.received());
        assert_only_asked_for_tunnels(&proxy);
    });
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "elsewhere only an administrator can make the system trust an authority"
)]
fn a_proxy_that_works_carries_what_it_cannot_read() {
    in_own_process("proxies::a_proxy_that_works_carries_what_it_cannot_read", async |authority| {
        let identity = authority.issue(Certificate::Good);
        let peer = Peer::start_tls(&identity, vec![Act::Reply(ok(FOUND)); 4]).await;
        let proxy = Peer::start(vec![Act::Tunnel(peer.address()); 4]).await;
        let client = Client::new(service(), &via(&proxy.origin())).unwrap();
        for raw in [
            client.send(now(), &credential(), &list_call()).await.unwrap(),
            client.send(now(), &credential(), &create_report()).await.unwrap(),
        ] {
            assert_eq!(raw.body, FOUND.as_bytes());
        }
        let methods: Vec<_> = peer.requests().iter().map(|request| request[..4].to_owned()).collect();
        assert_eq!(methods, ["GET ", "POST"]);
        assert!(peer.requests().iter().all(|request| request.contains(KEY)));
        assert_only_asked_for_tunnels(&proxy);
    });
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "elsewhere only an administrator can make the system trust an authority"
)]
fn a_request_that_is_lost_behind_a_proxy_may_have_been_sent() {
    in_own_process("proxies::a_request_that_is_lost_behind_a_proxy_may_have_been_sent", async |authority| {
        let identity = authority.issue(Certificate::Good);
        for act in [Act::ReplyAndClose(vec![]), Act::ReplyAndCut(vec![]), Act::ReplyAndReset(vec![])] {
            let peer = Peer::start_tls(&identity, vec![act; 4]).await;
            let proxy = Peer::start(vec![Act::Tunnel(peer.address()); 4]).await;
            for error in fail_via(&proxy.origin()).await {
                assert!(matches!(error, SendError::MaybeSent(MaybeSent::ConnectionLost(_))), "{error:?}");
            }
            assert_eq!(peer.requests().len(), 2);
            assert_only_asked_for_tunnels(&proxy);
        }
    });
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "elsewhere only an administrator can make the system trust an authority"
)]
fn the_account_at_the_proxy_is_for_the_proxy_alone() {
    in_own_process("proxies::the_account_at_the_proxy_is_for_the_proxy_alone", async |authority| {
        let peer = Peer::start_tls(&authority.issue(Certificate::Good), vec![Act::Reply(ok(FOUND)); 4]).await;
        let proxy = Peer::start(vec![Act::Tunnel(peer.address()); 4]).await;
        let account = ("officer".to_owned(), "proxy-password".to_owned().into());
        let manual = Proxy::Manual(ManualProxy::new(&proxy.origin(), Some(account)).unwrap());
        let client = Client::new(service(), &manual).unwrap();
        client.send(now(), &credential(), &list_call()).await.unwrap();
        client.send(now(), &credential(), &create_report()).await.unwrap();
        // Base64 of officer:proxy-password, in lower case.
        let basic = "basic b2zmawnlcjpwcm94es1wyxnzd29yza==";
        for request in proxy.requests() {
            assert!(request.to_lowercase().contains(&format!("proxy-authorization: {basic}")), "{request}");
        }
        let received = peer.requests().concat().to_lowercase();
        assert!(!received.contains("proxy-authorization") && !received.contains(basic), "{received}");
    });
}

#[tokio::test]
async fn a_service_on_this_machine_is_reached_without_the_proxy() {
    let proxy = Peer::start([]).await;
    let peer = Peer::start(vec![Act::Reply(ok(FOUND)); 3]).await;
    let direct = client(&peer.origin());
    let client = Client::new(direct.address().clone(), &via(&proxy.origin())).unwrap();
    client.send(now(), &credential(), &list_call()).await.unwrap();
    client.send(now(), &credential(), &create_report()).await.unwrap();
    let fetcher = Fetcher::new(direct.address(), &via(&proxy.origin())).unwrap();
    fetch_into(&fetcher, &format!("{}/file", peer.origin()), 1000, &mut Vec::new()).await.unwrap();
    assert_eq!((peer.requests().len(), proxy.connections()), (3, 0));
}

/// Fetches a file with a plain http URL through a proxy that behaves like this.
async fn fetch_via(acts: impl IntoIterator<Item = Act>) -> (Result<Fetched, FetchError>, Peer) {
    let proxy = Peer::start(acts).await;
    let fetcher = Fetcher::new(&service(), &via(&proxy.origin())).unwrap();
    let address = format!("http://{FILES}/snapshot.png");
    let result = fetch_into(&fetcher, &address, 1000, &mut Vec::new()).await;
    assert_no_credential(&proxy.received());
    (result, proxy)
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "elsewhere only an administrator can make the system trust an authority"
)]
fn a_file_at_an_http_address_is_fetched_over_https_where_that_is_to_be_had() {
    let name = "proxies::a_file_at_an_http_address_is_fetched_over_https_where_that_is_to_be_had";
    in_own_process(name, async |authority| {
        let files = Peer::start_tls(&authority.issue(Certificate::Good), [Act::Reply(ok("file"))]).await;
        let (fetched, proxy) = fetch_via([Act::Tunnel(files.address())]).await;
        assert!(!fetched.unwrap().plaintext);
        assert!(files.requests()[0].starts_with("GET /snapshot.png HTTP/1.1\r\n"));
        assert!(proxy.requests()[0].starts_with(&format!("CONNECT {FILES}:443 ")));
        assert_eq!(proxy.requests().len(), 1);
    });
}

#[tokio::test]
async fn a_file_that_is_to_be_had_over_http_alone_is_marked_so() {
    let no_tunnel = Act::ReplyAndClose(http("502 Bad Gateway", &["Content-Length: 0"], ""));
    let (fetched, proxy) = fetch_via([no_tunnel, Act::Reply(ok("file"))]).await;
    assert!(fetched.unwrap().plaintext);
    assert!(proxy.requests()[1].starts_with(&format!("GET http://{FILES}/snapshot.png HTTP/1.1\r\n")));
}

#[tokio::test]
async fn behind_a_proxy_too_a_file_does_not_lead_into_this_machine_or_its_network() {
    for target in [
        "http://localhost/x",
        "http://127.0.0.1/x",
        "http://2130706433/x",
        "http://10.0.0.1/x",
        "http://169.254.169.254/x",
        "http://[::1]/x",
        "http://[::ffff:127.0.0.1]/x",
    ] {
        let no_tunnel = Act::ReplyAndClose(http("502 Bad Gateway", &["Content-Length: 0"], ""));
        let (result, proxy) =
            fetch_via([no_tunnel, Act::Reply(moved(302, target)), Act::Reply(ok("file"))]).await;
        assert!(matches!(result, Err(FetchError::Diverted(Diverted::Internal, _))), "{target}: {result:?}");
        assert_eq!(proxy.requests().len(), 2, "{target}");
    }
}

#[tokio::test]
async fn a_file_behind_a_proxy_that_refuses_was_not_asked_for() {
    let refusal = http("407 Proxy Authentication Required", &["Content-Length: 0"], "");
    let (result, _) = fetch_via(vec![Act::ReplyAndClose(refusal); 2]).await;
    assert!(matches!(result, Err(FetchError::NotSent(NotSent::Proxy(_), _))), "{result:?}");
    let fetcher = Fetcher::new(&service(), &via(&Peer::gone().await)).unwrap();
    let result = fetch_into(&fetcher, &format!("http://{FILES}/snapshot.png"), 1000, &mut Vec::new()).await;
    assert!(matches!(result, Err(FetchError::NotSent(NotSent::Proxy(_), _))), "{result:?}");
}

/// A system setting that reads as these in turn, repeating the last.
fn system(proxies: &[&str]) -> Proxy {
    let setting: VecDeque<_> = proxies.iter().map(|&proxy| proxy.to_owned()).collect();
    let setting = Arc::new(Mutex::new(setting));
    Proxy::System(System::read_by(move || {
        let mut setting = setting.lock().unwrap();
        let now = if setting.len() == 1 { setting[0].clone() } else { setting.pop_front().unwrap() };
        [now.clone(), now]
    }))
}

/// A proxy that opens no tunnel.
async fn closed_proxy() -> Peer {
    Peer::start(vec![Act::ReplyAndClose(http("502 Bad Gateway", &["Content-Length: 0"], "")); 9]).await
}

#[tokio::test]
async fn the_systems_proxy_is_looked_at_before_each_request() {
    let (office, hotel) = (closed_proxy().await, closed_proxy().await);
    let setting = Arc::new(Mutex::new(office.origin()));
    let read = setting.clone();
    let proxy = Proxy::System(System::read_by(move || {
        let now = read.lock().unwrap().clone();
        [now.clone(), now]
    }));
    let (client, credential) = (Client::new(service(), &proxy).unwrap(), credential());
    let fetcher = Fetcher::new(&service(), &proxy).unwrap();
    for _ in 0..2 {
        client.send(now(), &credential, &list_call()).await.unwrap_err();
        client.send(now(), &credential, &create_report()).await.unwrap_err();
        fetch_into(&fetcher, &format!("https://{FILES}/x"), 9, &mut Vec::new()).await.unwrap_err();
        *setting.lock().unwrap() = hotel.origin();
    }
    for proxy in [&office, &hotel] {
        let lines: Vec<_> = proxy.requests().iter().map(|it| it.lines().next().unwrap().to_owned()).collect();
        let connect = |host| format!("CONNECT {host}:443 HTTP/1.1");
        assert_eq!(lines, [connect(SERVICE), connect(SERVICE), connect(FILES)]);
        assert_no_credential(&proxy.received());
    }
}

#[tokio::test]
async fn a_proxy_that_was_left_behind_is_looked_at_again_after_the_failure() {
    let (gone, hotel) = (Peer::gone().await, closed_proxy().await);
    // Read when the client is created, before the request, and after its failure.
    let settings = [&*gone, &gone, &hotel.origin()];
    let client = Client::new(service(), &system(&settings)).unwrap();
    assert_points_to_the_proxy(&client.send(now(), &credential(), &list_call()).await.unwrap_err());
    let client = Client::new(service(), &system(&settings)).unwrap();
    assert_points_to_the_proxy(&client.send(now(), &credential(), &create_report()).await.unwrap_err());
    assert_only_asked_for_tunnels(&hotel);

    let fetcher = Fetcher::new(&service(), &system(&[&gone, &hotel.origin()])).unwrap();
    fetch_into(&fetcher, &format!("https://{FILES}/x"), 9, &mut Vec::new()).await.unwrap_err();
    assert_eq!(hotel.requests().len(), 3);
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "elsewhere only an administrator can make the system trust an authority"
)]
fn a_request_that_may_have_been_sent_is_not_sent_on_another_way() {
    in_own_process(
        "proxies::a_request_that_may_have_been_sent_is_not_sent_on_another_way",
        async |authority| {
            let peer =
                Peer::start_tls(&authority.issue(Certificate::Good), [Act::ReplyAndClose(vec![])]).await;
            let (office, hotel) = (Peer::start([Act::Tunnel(peer.address())]).await, closed_proxy().await);
            let settings = [&*office.origin(), &office.origin(), &hotel.origin()];
            let client = Client::new(service(), &system(&settings)).unwrap();
            let error = client.send(now(), &credential(), &create_report()).await.unwrap_err();
            assert!(matches!(error, SendError::MaybeSent(_)), "{error:?}");
            assert_eq!((peer.requests().len(), hotel.connections()), (1, 0));
        },
    );
}

#[tokio::test]
async fn a_socks_proxy_is_named_and_nothing_is_sent() {
    let peer = Peer::start([]).await;
    let proxy = system(&[&format!("socks5://127.0.0.1:{}", peer.port())]);
    let client = Client::new(service(), &proxy).unwrap();
    let error = client.send(now(), &credential(), &create_report()).await.unwrap_err();
    assert_points_to_the_proxy(&error);
    assert!(error.to_string().contains("SOCKS"), "{error}");
    let fetcher = Fetcher::new(&service(), &proxy).unwrap();
    let result = fetch_into(&fetcher, &format!("https://{FILES}/x"), 9, &mut Vec::new()).await;
    assert!(matches!(result, Err(FetchError::NotSent(NotSent::Proxy(_), _))), "{result:?}");
    assert_eq!(peer.connections(), 0);
}
