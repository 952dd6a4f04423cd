//! A service in front of the sandbox: it gives special replies for some companies, and passes on everything
//! else.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use md5::{Digest, Md5};
use sandbox::Sandbox;
use test_servers::{Act, Peer, header, moved, ok, parameter, path, whole};

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

/// The service.
pub struct Front {
    pub peer: Peer,
    tokens: Tokens,
}

/// The token of each request, and whether it is the MD5 of key, time and one of the secrets.
type Tokens = Arc<Mutex<BTreeSet<(String, bool)>>>;

struct Shared {
    rogue: String,
    secrets: Vec<String>,
    tokens: Tokens,
}

impl Front {
    /// `rogue`: another host. `secrets`: those that may sign requests.
    pub async fn start(sandbox: &Sandbox, rogue: &Peer, secrets: &[&str]) -> Self {
        let sandbox = sandbox.base_url().trim_start_matches("http://").parse().expect("an address");
        let tokens = Tokens::default();
        let secrets = secrets.iter().map(|&secret| secret.to_owned()).collect();
        let shared = Shared { rogue: rogue.origin(), secrets, tokens: tokens.clone() };
        let answer = move |request: &str| scripted(request, &shared).unwrap_or(Act::PassOn(sandbox));
        Self { peer: Peer::answering(answer).await, tokens }
    }

    /// All tokens so far. One made in any other way would escape the search, so it fails the test.
    pub fn tokens(&self) -> Vec<String> {
        let tokens = self.tokens.lock().expect("the tokens");
        assert!(tokens.iter().all(|(_, explained)| *explained), "a token that no secret of this test makes");
        tokens.iter().map(|(token, _)| token.clone()).collect()
    }
}

/// This service's special replies.
fn scripted(request: &str, shared: &Shared) -> Option<Act> {
    let mut words = request.split(' ');
    let (method, target) = (words.next()?, words.next()?);
    let key = parameter(request, "key");
    let (token, time) = (header(request, "Token")?, header(request, "Timespan")?);
    let expected = |secret: &String| hex(&Md5::digest(format!("{key}{time}{secret}"))) == token;
    let explained = shared.secrets.iter().any(expected);
    shared.tokens.lock().expect("the tokens").insert((token.to_owned(), explained));

    let secret = &shared.secrets[0];
    let order = parameter(request, "orderNo");
    let about = ["searchKey", "keyWord"].map(|name| parameter(request, name)).concat();
    let json = |value: serde_json::Value| Some(Act::Reply(ok(value.to_string())));
    match (&*about, path(request)) {
        (ECHO, _) => json(serde_json::json!({
            "Status": "101",
            "Message": format!("【无效请求】当前KEY无效：key={key}，token={token}，secret={secret}"),
            "OrderNumber": null, "Result": null,
        })),
        (ECHO_PAGE, _) => {
            let page = format!("<html><body>{method} {target} token {token}: 404</body></html>");
            Some(Act::Reply(whole("404 Not Found", &["Content-Type: text/html"], page)))
        }
        (ELSEWHERE, _) => {
            let code = if method == "POST" { 307 } else { 302 };
            Some(Act::Reply(moved(code, &format!("{}{target}", shared.rogue))))
        }
        (LOST, _) => Some(Act::ReplyAndClose(Vec::new())),
        (ROGUE_FILES, "/api/yj/ReportBaseId/CreateReport") => json(
            serde_json::json!({ "Status": "200", "Message": "查询成功", "Result": { "OrderNo": ROGUE_ORDER } }),
        ),
        (ROGUE_FILES, path) if path.ends_with("GetEciImage") => json(serde_json::json!({
            "Status": "200", "Message": "查询成功", "OrderNumber": "SNAPSHOT1",
            "Result": format!("{}/snapshot.png", shared.rogue),
        })),
        _ if order == ROGUE_ORDER => json(serde_json::json!({
            "Status": "200", "Message": "查询成功",
            "Result": { "ReportStatus": "S", "ReportUrl": format!("{}/report.pdf", shared.rogue) },
        })),
        _ => None,
    }
}

const ROGUE_ORDER: &str = "ROGUE20261122000001";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}
