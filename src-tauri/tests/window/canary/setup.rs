//! The app's environment: a service, hosts that refuse, and what the search found.

use std::fs;
use std::path::PathBuf;

use sandbox::{Options, Sandbox};
use test_servers::{Act, Peer, empty, whole};

use super::{KEY, PROXY_PASSWORD, SECRET, SIGNING, WRONG_SECRET, secrets};
use crate::desktop::Desktop;
use crate::front::Front;
use crate::scan::{Report, Secret};
use crate::window::Window;

/// A TLS host that refuses: a fatal alert, handshake_failure.
const TLS_REFUSAL: &[u8] = b"\x15\x03\x03\x00\x02\x02\x28";

/// The environment of the app, and the findings.
pub(super) struct Canary {
    pub(super) desktop: Desktop,
    pub(super) front: Front,
    /// Serves the files of the service's replies and receives redirects.
    pub(super) rogue: Peer,
    /// Refuses every TLS handshake.
    pub(super) tls: Peer,
    /// Lets nobody through.
    pub(super) proxy: Peer,
    _sandbox: Sandbox,
    pub(super) report: Report,
}

impl Canary {
    pub(super) async fn start() -> Self {
        let options = Options { key: KEY.into(), secret: SECRET.into(), ..Options::default() };
        let sandbox = Sandbox::start(options).await.expect("a sandbox");
        let basic = "Proxy-Authenticate: Basic realm=\"proxy\"";
        let host = |reply: Vec<u8>| Peer::repeating([Act::Reply(reply)]);
        let rogue = host(empty(403)).await;
        let tls = host(TLS_REFUSAL.to_vec()).await;
        let proxy = host(whole("407 Proxy Authentication Required", &[basic], "")).await;
        let front = Front::start(&sandbox, &rogue, &[SECRET, WRONG_SECRET]).await;
        let mut desktop = Desktop::start().await;
        desktop.set("QCC_DESK_LOG", "trace");
        Self { desktop, front, rogue, tls, proxy, _sandbox: sandbox, report: Report::default() }
    }

    /// Everything that must not be found.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        let tokens = self.front.tokens().into_iter().enumerate();
        let tokens = tokens.map(|(at, text)| Secret { name: format!("token {at}"), text });
        tokens
            .chain(secrets(&[("key", KEY), ("proxy password", PROXY_PASSWORD)]))
            .chain(secrets(&SIGNING))
            .collect()
    }

    /// Opens the app and records all messages to its page.
    pub(super) async fn open(&self) -> Window {
        let window = self.desktop.open().await;
        window.run(LISTEN, Vec::new()).await.expect("an ear on the page's messages");
        window
    }

    /// Opens the settings and enters a service and credentials.
    pub(super) async fn type_service(&self, window: &Window, address: &str, secret: &str) {
        window.button("设置").click().await;
        window.field("服务地址").fill(address).await;
        window.field("AppKey").fill(KEY).await;
        window.field("SecretKey").fill(secret).await;
    }

    /// Saves the settings.
    pub(super) async fn save(&mut self, window: &Window) {
        window.button("保存").click().await;
        self.look_once_saved(window).await;
    }

    /// Saves settings with which open orders cannot be continued.
    pub(super) async fn save_leaving_orders(&mut self, window: &Window) {
        window.button("保存").click().await;
        window.button("仍然更改").click().await;
        self.look_once_saved(window).await;
    }

    async fn look_once_saved(&mut self, window: &Window) {
        window.shows("设置已保存").await;
        self.look(window).await;
        window.button("关闭").click().await;
        window.by_role("dialog", "设置").disappears().await;
    }

    /// The app's data folder.
    pub(super) fn data(&self) -> PathBuf {
        self.desktop.home().join(".local/share/io.github.qcc-desk")
    }

    pub(super) fn log(&self) -> String {
        let text = fs::read(self.data().join("logs/qcc-desk.log")).expect("a log");
        String::from_utf8(text).expect("a log of text")
    }
}

/// Records every command reply and every event from now on.
const LISTEN: &str = "
window.heard = [];
const { invoke, transformCallback } = window.__TAURI_INTERNALS__;
const send = window.fetch;
window.fetch = async (...request) => {
  const reply = await send(...request);
  window.heard.push(`${reply.url} ${await reply.clone().text()}`);
  return reply;
};
invoke('plugin:event|listen', {
  event: 'order-changed', target: { kind: 'Any' },
  handler: transformCallback(event => window.heard.push(JSON.stringify(event))),
});
invoke('app_state');
return true";
