//! From Enter to the first answer and to all, beside curl and Python's requests with the same signed requests.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use md5::{Digest, Md5};
use sandbox::{Clock, Options, Sandbox};
use serde_json::{Value, json};
use test_servers::{Authority, Certificate, far_away, over_tls};
use url::Url;

use super::{APP, Line, connected, look_up, save};
use crate::MAIN;
use crate::desktop::Desktop;
use crate::own_service::{KEY, SECRET};

const ROUNDS: usize = 15;
const ROUND_TRIP: Duration = Duration::from_millis(80);
const CHECKS: [&str; 3] = ["exitRestriction", "customsCredit", "registrationSnapshot"];
const SLOWEST: &str = "registrationSnapshot";

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures"]
async fn at_a_service_without_delay_and_at_one_far_away() {
    let sandbox = Sandbox::start(Options { key: KEY.into(), secret: SECRET.into(), ..Options::default() });
    let sandbox = sandbox.await.expect("a sandbox");
    let mut desktop = Desktop::start().await;
    let mut lines = measure(&mut desktop, &sandbox.base_url(), None, "service without delay").await;

    let authority = Authority::new("示例根证书");
    let address: SocketAddr = sandbox.base_url().trim_start_matches("http://").parse().expect("an address");
    let encrypted = over_tls(&authority.issue(Certificate::Good), address).await;
    let address = format!("https://{}", far_away(encrypted, ROUND_TRIP).await);
    let mut desktop = Desktop::start().await;
    desktop.trust(authority.pem());
    let trusted = desktop.home().join("authority.pem");
    fs::write(&trusted, authority.pem()).expect("the authority");
    lines.extend(measure(&mut desktop, &address, Some(&trusted), "80 ms round trips, TLS").await);
    lines.push(slowest_alone(authority.pem(), &address).await);
    save("look-ups", lines);
}

async fn measure(desktop: &mut Desktop, address: &str, trusted: Option<&Path>, service: &str) -> Vec<Line> {
    let window = connected(desktop, address, &CHECKS).await;
    let requests = Requests::new(address, trusted);
    let mut python = Python::start(&requests);
    let [mut first, mut all] = [(); 2].map(|()| [const { Vec::new() }; 3]);
    // The first round warms up.
    for round in 0..=ROUNDS {
        let app = look_up(&window, round, CHECKS.len()).await;
        let curl = tokio::task::block_in_place(|| [requests.curl_first(), requests.curl_all()]);
        let python = tokio::task::block_in_place(|| python.ask());
        if round > 0 {
            for (program, figures) in [app, curl, python].into_iter().enumerate() {
                first[program].push(figures[0]);
                all[program].push(figures[1]);
            }
        }
    }
    let programs = |figures: [Vec<f64>; 3]| [APP, "curl", "requests"].into_iter().zip(figures).collect();
    vec![
        Line::new(format!("Enter to the first answer, {service}"), "ms", programs(first)),
        Line::new(format!("Enter to all three answers, {service}"), "ms", programs(all)),
    ]
}

/// The check that takes longest, since its picture is fetched from where the answer says.
async fn slowest_alone(authority: &str, address: &str) -> Line {
    let mut desktop = Desktop::start().await;
    desktop.trust(authority);
    let window = connected(&mut desktop, address, &[SLOWEST]).await;
    let mut figures = Vec::new();
    for round in 0..=ROUNDS {
        figures.push(look_up(&window, round, 1).await[1]);
    }
    Line::alone("Enter to the slowest check alone, 80 ms round trips, TLS", "ms", figures.split_off(1))
}

/// What the app requests, signed once: the sandbox accepts a signature for five minutes.
struct Requests {
    urls: [Url; 3],
    headers: [(&'static str, String); 2],
    trusted: Option<String>,
}

impl Requests {
    fn new(address: &str, trusted: Option<&Path>) -> Self {
        let time = Clock::system().unix_seconds().to_string();
        let digest = Md5::digest(format!("{KEY}{time}{SECRET}"));
        let token = digest.iter().map(|byte| format!("{byte:02X}")).collect();
        let list = [("searchKey", MAIN), ("pageIndex", "1"), ("pageSize", "20")];
        let url = |path: &str, parameters: &[(&str, &str)]| {
            let mut url: Url = format!("{address}/api/yj/{path}").parse().expect("an address");
            url.query_pairs_mut().append_pair("key", KEY).extend_pairs(parameters);
            url
        };
        Self {
            urls: [
                url("LimitExitCheck/GetList", &list),
                url("OperationCheck/GetList", &list),
                url("ECIImage/GetEciImage", &[("keyWord", MAIN)]),
            ],
            headers: [("Token", token), ("Timespan", time)],
            trusted: trusted.map(|path| path.display().to_string()),
        }
    }

    fn curl(&self, url: &Url) -> Child {
        let mut command = Command::new("curl");
        for (name, value) in &self.headers {
            command.arg("--header").arg(format!("{name}: {value}"));
        }
        command.args(self.trusted.iter().flat_map(|path| ["--cacert", path]));
        fetch(command, url.as_str())
    }

    fn curl_first(&self) -> f64 {
        let began = Instant::now();
        reply(self.curl(&self.urls[0]));
        in_milliseconds(began)
    }

    fn curl_all(&self) -> f64 {
        let began = Instant::now();
        let [first, second, snapshot] = self.urls.each_ref().map(|url| self.curl(url));
        let snapshot: Value = serde_json::from_slice(&reply(snapshot)).expect("JSON");
        // Files are fetched without the signature.
        let picture = snapshot["Result"].as_str().expect("the picture's address");
        reply(fetch(Command::new("curl"), picture));
        [first, second].into_iter().for_each(|list| drop(reply(list)));
        in_milliseconds(began)
    }
}

fn fetch(mut curl: Command, url: &str) -> Child {
    curl.args(["--silent", "--show-error", "--fail", "--noproxy", "*", url]).stdout(Stdio::piped());
    curl.spawn().expect("curl starts")
}

fn reply(curl: Child) -> Vec<u8> {
    let output = curl.wait_with_output().expect("curl's output");
    assert!(output.status.success(), "{}", output.status);
    output.stdout
}

fn in_milliseconds(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1000.0
}

/// A running interpreter, so that its start does not count.
struct Python(Child, BufReader<std::process::ChildStdout>);

impl Python {
    fn start(requests: &Requests) -> Self {
        let mut command = Command::new("python3");
        command.args(["-c", SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("python3 starts");
        let output = BufReader::new(child.stdout.take().expect("its output"));
        let urls = requests.urls.each_ref().map(Url::as_str);
        let headers: serde_json::Map<_, _> =
            requests.headers.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        let mut python = Self(child, output);
        python.write(&json!([urls, headers, requests.trusted]).to_string());
        python
    }

    fn write(&mut self, line: &str) {
        let input = self.0.stdin.as_mut().expect("its input");
        writeln!(input, "{line}").expect("python3 reads");
    }

    /// Milliseconds to the first and to all answers.
    fn ask(&mut self) -> [f64; 2] {
        self.write("again");
        let mut line = String::new();
        self.1.read_line(&mut line).expect("python3 answers");
        serde_json::from_str(&line).expect("two numbers")
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const SCRIPT: &str = r#"
import json, sys, time, threading, requests
urls, headers, trusted = json.loads(sys.stdin.readline())
def fetch(url, **options):
    reply = requests.get(url, proxies={"http": "", "https": ""}, **options)
    reply.raise_for_status()
    return reply
def get(url):
    return fetch(url, headers=headers, verify=trusted or True)
def snapshot(url):
    fetch(get(url).json()["Result"])
for _ in sys.stdin:
    began = time.perf_counter()
    get(urls[0])
    first = time.perf_counter()
    threads = [threading.Thread(target=act, args=[url]) for act, url in zip([get, get, snapshot], urls)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print(json.dumps([(first - began) * 1000, (time.perf_counter() - first) * 1000]), flush=True)
"#;
