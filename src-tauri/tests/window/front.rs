//! A service in front of the sandbox: it logs every byte it receives, gives special replies for some
//! companies, and forwards everything else. Also hosts other than the service, which log every byte, too.

use std::collections::BTreeSet;
use std::io;
use std::sync::{Arc, Mutex};

use md5::{Digest, Md5};
use sandbox::Sandbox;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// The service repeats key, token and secret in `Message`, as careless gateways do.
pub const ECHO: &str = "示例回声有限公司";
/// A gateway's HTML page repeats the request's URL.
pub const ECHO_PAGE: &str = "示例网页回声有限公司";
/// The service redirects to another host.
pub const ELSEWHERE: &str = "示例跳转有限公司";
/// Snapshot and report are on another host.
pub const ROGUE_FILES: &str = "示例他处有限公司";
/// The connection closes without a reply.
pub const LOST: &str = "示例失联有限公司";

/// All bytes that a host received.
#[derive(Clone, Default)]
pub struct Received(Arc<Mutex<Vec<u8>>>);

impl Received {
    pub fn bytes(&self) -> Vec<u8> {
        self.0.lock().expect("received bytes").clone()
    }

    fn add(&self, bytes: &[u8]) {
        self.0.lock().expect("received bytes").extend_from_slice(bytes);
    }
}

/// A host other than the service.
pub struct Host {
    pub address: String,
    pub received: Received,
}

impl Host {
    /// Receives requests, sends this reply and closes the connection.
    pub async fn start(answer: &'static [u8]) -> Self {
        let (listener, address) = listen().await;
        let received = Received::default();
        let log = received.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let log = log.clone();
                tokio::spawn(async move {
                    let mut bytes = [0; 64 << 10];
                    // These short requests fit into one packet, but further bytes are logged, too.
                    let mut length = stream.read(&mut bytes).await?;
                    log.add(&bytes[..length]);
                    stream.write_all(answer).await?;
                    stream.shutdown().await?;
                    while length > 0 {
                        length = stream.read(&mut bytes).await?;
                        log.add(&bytes[..length]);
                    }
                    Ok::<_, io::Error>(())
                });
            }
        });
        Self { address, received }
    }
}

/// The service.
pub struct Front {
    pub address: String,
    pub received: Received,
    tokens: Tokens,
}

/// The token of each request, and whether it is the MD5 of key, time and one of the secrets.
type Tokens = Arc<Mutex<BTreeSet<(String, bool)>>>;

#[derive(Clone)]
struct Shared {
    sandbox: String,
    rogue: String,
    secrets: Vec<String>,
    received: Received,
    tokens: Tokens,
}

impl Front {
    /// `secrets`: those that may sign requests.
    pub async fn start(sandbox: &Sandbox, rogue: &Host, secrets: &[&str]) -> Self {
        let (listener, address) = listen().await;
        let shared = Shared {
            sandbox: sandbox.base_url().trim_start_matches("http://").to_owned(),
            rogue: rogue.address.clone(),
            secrets: secrets.iter().map(|&secret| secret.to_owned()).collect(),
            received: Received::default(),
            tokens: Arc::default(),
        };
        let (received, tokens) = (shared.received.clone(), shared.tokens.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, shared.clone()));
            }
        });
        Self { address: format!("http://{address}"), received, tokens }
    }

    /// All tokens so far. One made in any other way would escape the search, so it fails the test.
    pub fn tokens(&self) -> Vec<String> {
        let tokens = self.tokens.lock().expect("the tokens");
        assert!(tokens.iter().all(|(_, explained)| *explained), "a token that no secret of this test makes");
        tokens.iter().map(|(token, _)| token.clone()).collect()
    }
}

async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("its address").to_string();
    (listener, address)
}

async fn converse(mut stream: TcpStream, shared: Shared) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut head).await? == 0 {
            return Ok(());
        }
    }
    shared.received.add(&head);
    let head = String::from_utf8_lossy(&head).into_owned();
    let answer = match scripted(&head, &shared) {
        Some(answer) => answer,
        None => passed_on(&head, &shared.sandbox).await?,
    };
    stream.write_all(&answer).await?;
    stream.shutdown().await
}

/// This service's special replies; an empty one closes the connection.
fn scripted(head: &str, shared: &Shared) -> Option<Vec<u8>> {
    let line = head.lines().next()?;
    let mut words = line.split(' ');
    let (method, target) = (words.next()?, words.next()?);
    let url = Url::parse(&format!("http://service{target}")).ok()?;
    let parameter =
        |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let header = |name: &str| {
        let fields = head.lines().skip(1).filter_map(|line| line.split_once(": "));
        fields.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned()).next()
    };
    let key = parameter("key")?;
    let (token, time) = (header("Token")?, header("Timespan")?);
    let expected = |secret: &String| hex(&Md5::digest(format!("{key}{time}{secret}"))) == token;
    let explained = shared.secrets.iter().any(expected);
    shared.tokens.lock().expect("the tokens").insert((token.clone(), explained));

    let secret = &shared.secrets[0];
    let order = parameter("orderNo").unwrap_or_default();
    let about = ["searchKey", "keyWord"].into_iter().find_map(parameter).unwrap_or_default();
    let json = |value: serde_json::Value| Some(http("200 OK", "application/json", &value.to_string()));
    match (&*about, url.path()) {
        (ECHO, _) => json(serde_json::json!({
            "Status": "101",
            "Message": format!("【无效请求】当前KEY无效：key={key}，token={token}，secret={secret}"),
            "OrderNumber": null, "Result": null,
        })),
        (ECHO_PAGE, _) => {
            let page = format!("<html><body>{method} {target} token {token}: 404</body></html>");
            Some(http("404 Not Found", "text/html", &page))
        }
        (ELSEWHERE, _) => {
            let to = format!("Location: http://{}{target}\r\nContent-Length: 0\r\n\r\n", shared.rogue);
            let status = if method == "POST" { "307 Temporary Redirect" } else { "302 Found" };
            Some(format!("HTTP/1.1 {status}\r\nConnection: close\r\n{to}").into_bytes())
        }
        (LOST, _) => Some(Vec::new()),
        (ROGUE_FILES, "/api/yj/ReportBaseId/CreateReport") => json(
            serde_json::json!({ "Status": "200", "Message": "查询成功", "Result": { "OrderNo": ROGUE_ORDER } }),
        ),
        (ROGUE_FILES, path) if path.ends_with("GetEciImage") => json(serde_json::json!({
            "Status": "200", "Message": "查询成功", "OrderNumber": "SNAPSHOT1",
            "Result": format!("http://{}/snapshot.png", shared.rogue),
        })),
        _ if order == ROGUE_ORDER => json(serde_json::json!({
            "Status": "200", "Message": "查询成功",
            "Result": { "ReportStatus": "S", "ReportUrl": format!("http://{}/report.pdf", shared.rogue) },
        })),
        _ => None,
    }
}

const ROGUE_ORDER: &str = "ROGUE20261122000001";

async fn passed_on(head: &str, sandbox: &str) -> io::Result<Vec<u8>> {
    let mut onward = TcpStream::connect(sandbox).await?;
    let head = head.trim_end().to_owned() + "\r\nConnection: close\r\n\r\n";
    onward.write_all(head.as_bytes()).await?;
    let mut answer = Vec::new();
    // Some of the sandbox's replies break off on purpose.
    let _ = onward.read_to_end(&mut answer).await;
    Ok(answer)
}

fn http(status: &str, content_type: &str, body: &str) -> Vec<u8> {
    let head =
        format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: {content_type}; charset=utf-8\r\n");
    format!("{head}Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}
