//! The web engine of the page. On Linux the app's window uses WebKitGTK, on Windows WebView2, which is
//! Chromium. So the tests can also run with the page in Chromium, and the app without a window.

mod host;
mod scripts;

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::time::timeout;
use url::{ParseError, Url};

use crate::closing;
use crate::desktop::{Desktop, Process, Theme};
use crate::waiting::eventually;
use crate::window::{read, target};

/// Where a test's page runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The app's own window.
    WebKitGtk,
    /// Debian's Chromium, with WebView2's arguments.
    Chromium,
    /// Chromium 111, the oldest supported WebView2, with the same arguments. It is headless, because it
    /// cannot open a window.
    OldChromium,
    /// Chromium without the guard script in the page: shows what the arguments alone block.
    UnguardedChromium,
    /// Chromium without either.
    OpenChromium,
}

/// The page's size when the app's window opens, in pixels.
const SIZE: (u32, u32) = (1080, 720);

/// Arguments of any Chromium here.
pub const CHROMIUM: [&str; 5] = [
    // The tests may run as root.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
];

const OLD_CHROMIUM: [&str; 4] =
    ["--remote-debugging-pipe", "--no-zygote", "--use-gl=angle", "--use-angle=swiftshader"];

/// A wrapper that starts the old one.
const OLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src-tauri/tests/window/engine/older.mjs");

impl Engine {
    /// The engine of this run: `QCC_DESK_ENGINE` is `chromium` or `chromium-111`; by default, the app's own
    /// window.
    pub fn of_the_run() -> Self {
        match std::env::var("QCC_DESK_ENGINE").as_deref() {
            Ok("chromium") => Self::Chromium,
            Ok("chromium-111") => Self::OldChromium,
            Ok(other) => panic!("no such engine: {other}"),
            Err(_) => Self::WebKitGtk,
        }
    }

    /// The Chromium of this run, for tests that need Chromium's own protocol.
    pub fn chromium_of_the_run() -> Self {
        match Self::of_the_run() {
            Self::WebKitGtk => Self::Chromium,
            chromium => chromium,
        }
    }

    /// Subfolder for its screenshots.
    pub fn folder(self) -> &'static str {
        match self {
            Self::WebKitGtk => "",
            Self::OldChromium => "chromium-111",
            Self::Chromium | Self::UnguardedChromium | Self::OpenChromium => "chromium",
        }
    }

    /// A host name of this machine that the engine takes for a remote host.
    pub fn elsewhere(self) -> &'static str {
        match self {
            Self::WebKitGtk => "127.0.0.1",
            // Chromium uses no proxy for the local machine.
            _ => "elsewhere.example",
        }
    }

    /// Starts the app and opens its page.
    pub async fn start(self, desktop: &Desktop, log: &Path, output: File) -> (Running, Client) {
        match self {
            Self::WebKitGtk => start_webkit(desktop, log, output).await,
            _ => self.start_chromium(desktop, log, output).await,
        }
    }

    async fn start_chromium(self, desktop: &Desktop, log: &Path, output: File) -> (Running, Client) {
        let this_program = std::env::current_exe().expect("this program");
        let mut command = desktop.command(&this_program.to_string_lossy());
        command.args(["--exact", host::NAME, "--ignored", "--nocapture"]).stdin(Stdio::piped());
        let host = Process::start(to_log(&mut command, &output));
        let port = eventually("the host listens", async || {
            let printed = read(log);
            let port = printed.split_once(host::LISTENS).and_then(|(_, rest)| rest.split_once('\n'));
            port.map(|(port, _)| port.to_owned()).ok_or(printed)
        })
        .await;

        let old = self == Self::OldChromium;
        let mut command = desktop.command("chromedriver");
        if old {
            command
                .arg("--disable-build-check")
                .env("OLDER_CHROMIUM", target().join("chromium-111/chromium"));
        }
        let (mut driver, address) = start_driver(command, &output).await;
        let rules = ["tauri.localhost:80", "ipc.localhost:80"].map(|it| format!("MAP {it} 127.0.0.1:{port}"));
        let [page, commands] = rules;
        let elsewhere = self.elsewhere();
        let mut arguments = CHROMIUM.map(str::to_owned).to_vec();
        arguments.push(format!("--host-resolver-rules={page},{commands},MAP {elsewhere} 127.0.0.1"));
        arguments.push(format!("--user-data-dir={}", desktop.new_profile().display()));
        if self != Self::OpenChromium {
            arguments.extend(qcc_desk::WEBVIEW2_ARGUMENTS.map(str::to_owned));
        }
        let dark = desktop.theme() == Theme::Dark;
        if old {
            arguments.extend(OLD_CHROMIUM.map(str::to_owned));
        } else if dark {
            arguments.push("--force-dark-mode".to_owned());
        }
        // WebView2 saves no passwords by default.
        let no_passwords =
            json!({ "credentials_enable_service": false, "profile.password_manager_enabled": false });
        let mut options =
            json!({ "args": arguments, "excludeSwitches": ["enable-automation"], "prefs": no_passwords });
        if old {
            options["binary"] = json!(OLDER);
        }
        let client = session(&address, "goog:chromeOptions", options, log).await;

        // As in WebView2.
        let guard = matches!(self, Self::Chromium | Self::OldChromium).then(scripts::guard);
        for source in scripts::of_the_app().into_iter().chain(guard) {
            let add = Cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
            client.issue_cmd(add).await.expect("a script before the page's");
        }
        let deny = Cdp("Browser.setDownloadBehavior", json!({ "behavior": "deny" }));
        client.issue_cmd(deny).await.expect("no downloads");
        if old && dark {
            let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
            client.issue_cmd(Cdp("Emulation.setEmulatedMedia", dark)).await.expect("a dark theme");
        }
        client.goto("http://tauri.localhost/").await.unwrap_or_else(|error| {
            driver.kill();
            panic!("no page: {error}\n{}", read(log))
        });
        let running = Running { driver, host: Some(host), display: desktop.display().to_owned() };
        let (width, height) = SIZE;
        running.resize(&client, width, height).await.expect("a window of this size");
        (running, client)
    }
}

async fn start_webkit(desktop: &Desktop, log: &Path, output: File) -> (Running, Client) {
    let mut command = desktop.command("WebKitWebDriver");
    // One lets the driver control the app, the other the app's page.
    command.env("TAURI_AUTOMATION", "true").env("TAURI_WEBVIEW_AUTOMATION", "true");
    let (driver, address) = start_driver(command, &output).await;
    let options = json!({ "binary": Desktop::app(), "args": [] });
    let client = session(&address, "webkitgtk:browserOptions", options, log).await;
    (Running { driver, host: None, display: desktop.display().to_owned() }, client)
}

/// An empty Chromium window, driven by itself.
pub async fn open_chromium(desktop: &Desktop) -> (Process, Client) {
    let (log, output) = desktop.log("chromium");
    let (driver, address) = start_driver(desktop.command("chromedriver"), &output).await;
    let mut arguments = CHROMIUM.map(str::to_owned).to_vec();
    arguments.push(format!("--user-data-dir={}", desktop.new_profile().display()));
    let client = session(&address, "goog:chromeOptions", json!({ "args": arguments }), &log).await;
    (driver, client)
}

async fn start_driver(mut command: Command, output: &File) -> (Process, String) {
    let port = free_port();
    command.arg(format!("--port={port}")).stdin(Stdio::null());
    let driver = Process::start(to_log(&mut command, output));
    let listens = async || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).map(drop);
    eventually("the driver listens", listens).await;
    (driver, format!("http://127.0.0.1:{port}"))
}

async fn session(address: &str, name: &str, options: Value, log: &Path) -> Client {
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let capabilities = [(name, options), ("timeouts", json!({ "script": 120_000 }))];
    builder.capabilities(capabilities.map(|(name, value)| (name.to_owned(), value)).into_iter().collect());
    // If the app ends before it has a page, its driver waits forever.
    timeout(Duration::from_secs(60), builder.connect(address))
        .await
        .unwrap_or_else(|_| panic!("the app opens no page\n{}", read(log)))
        .unwrap_or_else(|error| panic!("no session: {error}\n{}", read(log)))
}

fn to_log<'a>(command: &'a mut Command, output: &File) -> &'a mut Command {
    command.stdout(output.try_clone().expect("a log file")).stderr(output.try_clone().expect("a log file"))
}

/// The processes of the app and its page.
pub struct Running {
    /// The driver, which started the app or the browser.
    driver: Process,
    /// The app, if it has no window.
    host: Option<Process>,
    display: String,
}

impl Running {
    /// Sets the size of the page.
    pub async fn resize(&self, client: &Client, width: u32, height: u32) -> Result<(), CmdError> {
        if self.host.is_none() {
            return client.set_window_size(width, height).await;
        }
        // A browser's window is larger than the page.
        let more = "return [outerWidth - innerWidth, outerHeight - innerHeight]";
        let more = client.execute(more, Vec::new()).await?;
        let of = |at: usize| u32::try_from(more[at].as_u64().unwrap_or_default()).unwrap_or_default();
        client.set_window_size(width + of(0), height + of(1)).await?;
        eventually(&format!("the page is {width} × {height}"), async || {
            let is = client.execute("return [innerWidth, innerHeight]", Vec::new()).await;
            let is = is.map_err(|error| error.to_string())?;
            if is == json!([width, height]) { Ok(()) } else { Err(is.to_string()) }
        })
        .await;
        Ok(())
    }

    /// Closes the window like its close button, and waits until the app has ended.
    pub async fn close(&mut self) {
        if let Some(host) = &mut self.host {
            self.driver.kill();
            host.close_input();
            eventually("the app has ended", async || if host.runs() { Err("it still runs") } else { Ok(()) })
                .await;
            return;
        }
        let app = self.app().expect("a running app");
        closing::ask_to_close(&self.display).expect("the window is asked to close");
        // The process entry disappears last, after its files and its bus name.
        eventually("the app has ended", async || {
            if Path::new(&format!("/proc/{app}")).exists() { Err("it still runs") } else { Ok(()) }
        })
        .await;
        self.driver.kill();
    }

    /// Kills all processes at once.
    pub fn kill(&mut self) {
        self.driver.kill();
        if let Some(host) = &mut self.host {
            host.kill();
        }
    }

    /// The process id of the app that the driver started.
    pub fn app(&self) -> Option<u32> {
        let driver = self.driver.id();
        let children = std::fs::read_to_string(format!("/proc/{driver}/task/{driver}/children")).ok()?;
        children.split_whitespace().next()?.parse().ok()
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}

/// A command of Chromium's own protocol, with its arguments.
#[derive(Debug)]
pub struct Cdp(pub &'static str, pub Value);

impl WebDriverCompatibleCommand for Cdp {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "cmd": self.0, "params": self.1 }).to_string()))
    }
}
