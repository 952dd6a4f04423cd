//! The bytes on the wire, and the request log.

use std::time::Duration;

use sandbox::{Clock, Fault, Options};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{Instant, timeout},
};

use crate::ask::{Ask, EXIT, NOW, ORDER, SNAPSHOT, options, start, token};

const MAIN: &str = "示例远洋贸易有限公司";

#[tokio::test]
async fn every_answer_is_dated_by_the_sandboxs_clock() {
    let sandbox = start(options()).await;
    for path in [EXIT, "/nowhere"] {
        let reply = Ask::search(path, MAIN).send(&sandbox).await;
        assert_eq!(reply.header("date"), Some("Tue, 14 Nov 2023 22:13:20 GMT"), "{path}");
    }
}

#[tokio::test]
async fn a_gateway_failure_is_a_502_page() {
    let reply = Ask::search(EXIT, Fault::GatewayFailure.company_name()).send(&start(options()).await).await;
    assert_eq!(reply.http_status(), 502);
    assert!(reply.text().contains("<h1>502"));
}

#[tokio::test]
async fn a_login_page_is_html_with_200() {
    let reply = Ask::search(EXIT, Fault::LoginPage.company_name()).send(&start(options()).await).await;
    assert_eq!((reply.http_status(), reply.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(reply.text().contains("请先登录 Wi-Fi"));
}

#[tokio::test]
async fn a_truncated_answer_ends_short_of_its_declared_length() {
    let sandbox = start(options()).await;
    for path in [EXIT, SNAPSHOT, ORDER] {
        let reply = Ask::search(path, Fault::Truncated.company_name()).send(&sandbox).await;
        let declared: usize =
            reply.header("content-length").and_then(|length| length.parse().ok()).expect("a length");
        assert_eq!(reply.body.len(), declared / 2, "{path}");
        assert!(reply.body.starts_with(br#"{"Status":"200""#), "{path}");
    }
}

#[tokio::test]
async fn a_cut_off_answer_is_whole_for_http_and_broken_for_json() {
    let sandbox = start(options()).await;
    let reply = Ask::search(EXIT, Fault::CutOff.company_name()).send(&sandbox).await;
    let declared = reply.header("content-length").map(str::to_owned);
    assert_eq!(declared, Some(reply.body.len().to_string()));
    assert!(reply.body.starts_with(br#"{"Status":"200""#));
    assert!(serde_json::from_slice::<serde_json::Value>(&reply.body).is_err());
}

#[tokio::test]
async fn the_slow_company_answers_correctly_but_late() {
    let late = Duration::from_millis(80);
    let sandbox = start(Options { slow_by: late, ..options() }).await;
    let asked = Instant::now();
    assert_eq!(Ask::search(EXIT, "示例慢速有限公司").send(&sandbox).await.code(), "200");
    assert!(asked.elapsed() >= late);
}

#[tokio::test]
async fn latency_holds_every_answer_back() {
    let latency = Duration::from_millis(60);
    let sandbox = start(Options { latency, ..options() }).await;
    let asked = Instant::now();
    Ask::search("/nowhere", MAIN).send(&sandbox).await;
    assert!(asked.elapsed() >= latency);
}

#[tokio::test]
async fn a_client_that_times_out_has_been_served_and_billed() {
    let sandbox = start(Options { latency: Duration::from_secs(3_600), ..options() }).await;
    let ask = Ask::search(EXIT, MAIN);
    let noted = async {
        while sandbox.billed_calls() == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = ask.send(&sandbox) => panic!("the answer is held back for an hour"),
        () = noted => {}
    }
    assert_eq!(sandbox.requests()[0].status_code, "200");
}

#[tokio::test]
async fn dropping_the_sandbox_closes_its_port_and_its_connections() {
    let sandbox = start(options()).await;
    let address = sandbox.base_url().trim_start_matches("http://").to_owned();
    let mut idle = TcpStream::connect(&address).await.expect("the sandbox listens");
    idle.write_all(b"GET /nowhere HTTP/1.1\r\nHost: sandbox\r\n\r\n").await.expect("the sandbox reads");
    idle.read_exact(&mut [0; 12]).await.expect("the sandbox answers");
    drop(sandbox);
    let mut rest = Vec::new();
    let ended = timeout(Duration::from_secs(10), idle.read_to_end(&mut rest)).await;
    assert!(ended.is_ok(), "the connection stays open");
    assert!(TcpStream::connect(&address).await.is_err(), "the port stays open");
}

#[tokio::test]
async fn a_request_is_noted_without_its_credential() {
    let sandbox = start(options()).await;
    Ask::search(EXIT, MAIN).send(&sandbox).await;
    Ask { body: "four", ..Ask::search(ORDER, MAIN) }.send(&sandbox).await;
    let requests = sandbox.requests();
    let first = &requests[0];
    assert_eq!((first.method.as_str(), first.path.as_str(), first.body_len), ("GET", EXIT, 0));
    assert_eq!(
        first.query,
        [("key", "…"), ("searchKey", MAIN)].map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
    assert_eq!((first.token, first.timespan.clone()), ("uppercase-hex-32", Some(NOW.to_string())));
    assert_eq!((first.status_code.as_str(), first.billed), ("200", true));
    assert_eq!(first.header_names, ["host", "token", "timespan", "connection"]);
    assert_eq!((requests[1].body_len, requests[1].status_code.as_str()), (4, "202"));
    let everything = format!("{requests:?}");
    for hidden in ["AppKey", "SecretKey", &token("AppKey", &NOW.to_string(), "SecretKey")] {
        assert!(!everything.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn default_credentials_are_random_and_work() {
    let options = || Options { clock: Clock::stopped_at(NOW), ..Options::default() };
    let (one, other) = (start(options()).await, start(options()).await);
    assert_ne!((one.key(), one.secret()), (other.key(), other.secret()));
    let timespan = NOW.to_string();
    let signed = token(one.key(), &timespan, one.secret());
    let mut ask = Ask::search(EXIT, MAIN).with_headers(&[("Token", &signed), ("Timespan", &timespan)]);
    ask.query[0].1 = one.key().to_owned();
    assert_eq!(ask.send(&one).await.code(), "200");
}
