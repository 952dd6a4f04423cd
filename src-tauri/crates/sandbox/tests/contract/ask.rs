//! A minimal client, so that all bytes sent and received are visible.

use std::{fmt::Write, time::Duration};

use md5::{Digest, Md5};
use sandbox::{Clock, Options, Sandbox};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub const NOW: i64 = 1_700_000_000;

pub const EXIT: &str = "/api/yj/LimitExitCheck/GetList";
pub const CUSTOMS: &str = "/api/yj/OperationCheck/GetList";
pub const SNAPSHOT: &str = "/api/yj/ECIImage/GetEciImage";
pub const ORDER: &str = "/api/yj/ReportBaseId/CreateReport";
pub const ORDER_STATUS: &str = "/api/yj/ReportBaseId/GetReportInfo";
pub const QUOTA: &str = "/api/company/quota/getQuota";

/// The list calls.
pub const LISTS: [&str; 2] = [EXIT, CUSTOMS];
/// The calls that search for a company.
pub const SEARCHES: [&str; 4] = [EXIT, CUSTOMS, SNAPSHOT, ORDER];

/// The credentials and time of the signature's test vector, with a stopped clock and no slow company.
pub fn options() -> Options {
    Options {
        key: "AppKey".to_owned(),
        secret: "SecretKey".to_owned(),
        clock: Clock::stopped_at(NOW),
        slow_by: Duration::ZERO,
        ..Options::default()
    }
}

pub async fn start(options: Options) -> Sandbox {
    Sandbox::start(options).await.expect("a free port on loopback")
}

pub fn token(key: &str, timespan: &str, secret: &str) -> String {
    Md5::digest(format!("{key}{timespan}{secret}")).iter().map(|byte| format!("{byte:02X}")).collect()
}

/// A signed request, which tests can tamper with.
#[derive(Clone)]
pub struct Ask {
    pub method: &'static str,
    pub path: String,
    pub query: Vec<(String, String)>,
    pub headers: Vec<(&'static str, String)>,
    pub body: &'static str,
}

impl Ask {
    pub fn new(method: &'static str, path: &str, query: &[(&str, &str)]) -> Self {
        let all = [("key", "AppKey")].iter().chain(query);
        let query = all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { method, path: path.to_owned(), query, headers: Vec::new(), body: "" }.signed(&NOW.to_string())
    }

    pub fn get(path: &str, query: &[(&str, &str)]) -> Self {
        Self::new("GET", path, query)
    }

    /// A search with the call's own method and parameter.
    pub fn search(path: &str, text: &str) -> Self {
        let name = if path == SNAPSHOT { "keyWord" } else { "searchKey" };
        Self::new(if path == ORDER { "POST" } else { "GET" }, path, &[(name, text)])
    }

    pub fn signed(self, timespan: &str) -> Self {
        let token = token("AppKey", timespan, "SecretKey");
        self.with_headers(&[("Token", &token), ("Timespan", timespan)])
    }

    pub fn with_headers(mut self, headers: &[(&'static str, &str)]) -> Self {
        self.headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        self
    }

    pub async fn send(&self, sandbox: &Sandbox) -> Reply {
        let query = self.query.iter().fold(
            form_urlencoded::Serializer::new(String::new()),
            |mut query, (name, value)| {
                query.append_pair(name, value);
                query
            },
        );
        let query = { query }.finish();
        let mut request = format!("{} {}?{query} HTTP/1.1\r\nHost: sandbox\r\n", self.method, self.path);
        for (name, value) in &self.headers {
            write!(request, "{name}: {value}\r\n").expect("writing to a String cannot fail");
        }
        if self.method == "POST" || !self.body.is_empty() {
            write!(request, "Content-Length: {}\r\n", self.body.len())
                .expect("writing to a String cannot fail");
        }
        write!(request, "Connection: close\r\n\r\n{}", self.body).expect("writing to a String cannot fail");
        exchange(&sandbox.base_url(), &request).await
    }
}

/// Fetches a file, without credentials.
pub async fn download(url: &str) -> Reply {
    let path_start = url.match_indices('/').nth(2).expect("an absolute address").0;
    let (base, path) = url.split_at(path_start);
    exchange(base, &format!("GET {path} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n\r\n")).await
}

/// Sends the bytes of a request and reads until the connection ends.
pub async fn exchange(base_url: &str, request: &str) -> Reply {
    let address = base_url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.expect("the sandbox listens");
    stream.write_all(request.as_bytes()).await.expect("the sandbox reads");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.expect("the sandbox answers and closes");
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a whole head");
    let body = bytes.split_off(end + 4);
    Reply { head: String::from_utf8(bytes).expect("a head in ASCII"), body }
}

pub struct Reply {
    head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn http_status(&self) -> u16 {
        self.head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status line")
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find_map(|(header, value)| header.eq_ignore_ascii_case(name).then_some(value))
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a body in UTF-8")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("a body in JSON")
    }

    /// The envelope's status code.
    pub fn code(&self) -> String {
        let json = self.json();
        json["Status"].as_str().or(json["status"].as_str()).expect("a status as a string").to_owned()
    }

    pub fn result(&self) -> Value {
        let json = self.json();
        assert_eq!(json["Status"], "200", "{json}");
        json["Result"].clone()
    }
}
