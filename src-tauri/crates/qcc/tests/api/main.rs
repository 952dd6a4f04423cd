//! The client against local servers: what it sends, how it reads every kind of reply, and whether a failed
//! request may have been billed.
#![allow(clippy::unwrap_used)]

mod damaged;
mod eci_image;
mod envelope;
mod failures;
mod fetch;
mod files;
mod https_first;
mod list_call;
mod memory;
mod names;
mod network;
mod no_record;
mod proxies;
mod quota;
mod redirects;
mod report_base_id;
mod suspend;
mod tls;
mod transport;
mod undescribed;

use qcc::fetch::{FetchError, FetchOptions, Fetched, Fetcher};
use qcc::{
    Call, Client, CreateReport, Credential, Json, ListCall, Proxy, RawReply, ReadError, Reply, ReportFormat,
};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, SystemTime};
use test_servers::{Act, Peer, ok};

const KEY: &str = "AppKeyOfTests";
const SECRET: &str = "SecretKeyOfTests";
/// A fictitious company.
const COMPANY: &str = "示例远洋贸易有限公司";
const COMPANY_ENCODED: &str =
    "%E7%A4%BA%E4%BE%8B%E8%BF%9C%E6%B4%8B%E8%B4%B8%E6%98%93%E6%9C%89%E9%99%90%E5%85%AC%E5%8F%B8";

/// Unix time in seconds at which every request is signed, so that no test depends on the date.
const SIGNED: u64 = 1_795_327_385;

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(SIGNED)
}

fn credential() -> Credential {
    Credential::new(KEY.into(), SECRET.to_owned().into()).unwrap()
}

fn client(origin: &str) -> Client {
    Client::new(origin.parse().unwrap(), &Proxy::default()).unwrap()
}

fn fetcher(service: &str) -> Fetcher {
    Fetcher::new(&service.parse().unwrap(), &Proxy::Direct).unwrap()
}

fn options(limit: u64) -> FetchOptions<'static> {
    FetchOptions { limit, begins: |_| true, on_progress: &|_| () }
}

async fn fetch_into(
    fetcher: &Fetcher,
    address: &str,
    limit: u64,
    sink: &mut (impl Write + Send),
) -> Result<Fetched, FetchError> {
    fetcher.fetch(address, &options(limit), sink).await
}

fn create_report() -> CreateReport {
    CreateReport { search_key: COMPANY.into(), format: ReportFormat::Pdf }
}

fn list_call() -> ListCall {
    let path = "/api/yj/LimitExitCheck/GetList";
    ListCall { path, search_key: COMPANY.into(), page: Some((1, 20)) }
}

fn recorded(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/replies");
    std::fs::read(folder.join(format!("{name}.json"))).unwrap()
}

fn raw(body: impl Into<Vec<u8>>) -> RawReply {
    RawReply {
        http_status: 200,
        content_type: Some("application/json; charset=utf-8".into()),
        date: None,
        retry_after: None,
        body: body.into(),
    }
}

fn read<C: Call>(body: impl Into<Vec<u8>>) -> Result<Reply<C::Body>, ReadError> {
    qcc::read::<C>(&raw(body))
}

fn text(text: &str) -> Json {
    Json::Text(text.into())
}

fn read_recorded<C: Call>(name: &str) -> Reply<C::Body> {
    read::<C>(recorded(name)).unwrap()
}

/// Sends one call to a server with a recorded reply. Returns the request that arrived and the reply.
async fn exchange<C: Call>(call: &C, reply: &str) -> (String, RawReply) {
    let peer = Peer::start([Act::Reply(ok(recorded(reply)))]).await;
    let raw = client(&peer.origin()).send(now(), &credential(), call).await.unwrap();
    let [request]: [String; 1] = peer.requests().try_into().unwrap();
    (request, raw)
}

fn assert_no_credential(received: &[u8]) {
    let text = String::from_utf8_lossy(received).to_lowercase();
    for word in [&KEY.to_lowercase(), &SECRET.to_lowercase(), "token", "timespan"] {
        assert!(!text.contains(word), "{word} in {text}");
    }
}

/// The method, path and query of a request.
fn line(request: &str) -> &str {
    request.split_once(" HTTP/1.1\r\n").unwrap().0
}
