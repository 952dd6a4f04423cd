//! The web engine that the page is in. The app's own window has WebKitGTK here; Windows has WebView2, which is Chromium, so the
//! same tests can be run with the page in a Chromium, and the app without a window behind it.

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

/// What a test's page is in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The app's own window.
    WebKitGtk,
    /// Debian's Chromium, with the arguments that WebView2 gets.
    Chromium,
    /// The same of Chromium 111, the oldest that WebView2 is expected to be: without a window, as it cannot have one.
    OldChromium,
    /// The same without the guard in the page: what the arguments alone keep from anybody.
    UnguardedChromium,
    /// The same without either.
    OpenChromium,
}

/// The page's size when the app's window opens, in pixels.
const SIZE: (u32, u32) = (1080, 720);

/// What any Chromium needs to be driven here.
const CHROMIUM: [&str; 5] = [
    // The tests may run as root.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
];

/// What the old one needs besides.
const OLD_CHROMIUM: [&str; 4] =
    ["--remote-debugging-pipe", "--no-zygote", "--use-gl=angle", "--use-angle=swiftshader"];

/// What is started in the old one's place, and starts it.
const OLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src-tauri/tests/window/engine/older.mjs");

impl Engine {
    /// The engine of this run: `QCC_DESK_ENGINE` is `chromium` or `chromium-111`, or else the app has its own window.
    pub fn of_the_run() -> Self {
        match std::env::var("QCC_DESK_ENGINE").as_deref() {
            Ok("chromium") => Self::Chromium,
            Ok("chromium-111") => Self::OldChromium,
            Ok(other) => panic!("no such engine: {other}"),
            Err(_) => Self::WebKitGtk,
        }
    }

    /// The Chromium of this run: what asks for Chromium's own protocol has no other.
    pub fn chromium_of_the_run() -> Self {
        match Self::of_the_run() {
            Self::WebKitGtk => Self::Chromium,
            chromium => chromium,
        }
    }

    /// Where its pictures are kept beside those of the app's own window.
    pub fn folder(self) -> &'static str {
        match self {
            Self::WebKitGtk => "",
            Self::OldChromium => "chromium-111",
            Self::Chromium | Self::UnguardedChromium | Self::OpenChromium => "chromium",
        }
    }

    /// The name of a host that is this machine, and that the engine takes for any other.
    pub fn elsewhere(self) -> &'static str {
        match self {
            Self::WebKitGtk => "127.0.0.1",
            // Chromium's proxies are not for the machine itself.
            _ => "elsewhere.example",
        }
    }

    /// Starts the app and has its page before it.
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
            let said = read(log);
            let port = said.split_once(host::LISTENS).and_then(|(_, rest)| rest.split_once('\n'));
            port.map(|(port, _)| port.to_owned()).ok_or(said)
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
        // WebView2 keeps no passwords unless it is told to.
        let no_passwords =
            json!({ "credentials_enable_service": false, "profile.password_manager_enabled": false });
        let mut options =
            json!({ "args": arguments, "excludeSwitches": ["enable-automation"], "prefs": no_passwords });
        if old {
            options["binary"] = json!(OLDER);
        }
        let client = session(&address, "goog:chromeOptions", options, log).await;

        // As WebView2 is told of them.
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
    // The one lets the driver reach the app, the other the app's page.
    command.env("TAURI_AUTOMATION", "true").env("TAURI_WEBVIEW_AUTOMATION", "true");
    let (driver, address) = start_driver(command, &output).await;
    let options = json!({ "binary": Desktop::app(), "args": [] });
    let client = session(&address, "webkitgtk:browserOptions", options, log).await;
    (Running { driver, host: None, display: desktop.display().to_owned() }, client)
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
    // An app that ends before it has a page leaves its driver waiting for ever.
    timeout(Duration::from_secs(30), builder.connect(address))
        .await
        .unwrap_or_else(|_| panic!("the app opens no page\n{}", read(log)))
        .unwrap_or_else(|error| panic!("no session: {error}\n{}", read(log)))
}

fn to_log<'a>(command: &'a mut Command, output: &File) -> &'a mut Command {
    command.stdout(output.try_clone().expect("a log file")).stderr(output.try_clone().expect("a log file"))
}

/// The programs that are the app and its page.
pub struct Running {
    /// The driver, which started the app or the browser.
    driver: Process,
    /// The app, where it has no window.
    host: Option<Process>,
    display: String,
}

impl Running {
    /// Sets the size of the page.
    pub async fn resize(&self, client: &Client, width: u32, height: u32) -> Result<(), CmdError> {
        if self.host.is_none() {
            return client.set_window_size(width, height).await;
        }
        // A browser's window has more in it than the page.
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

    /// Closes the window as a person does, and waits until the app has ended by itself.
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
        // Its entry goes last, after its files and its place on the session bus.
        eventually("the app has ended", async || {
            if Path::new(&format!("/proc/{app}")).exists() { Err("it still runs") } else { Ok(()) }
        })
        .await;
        self.driver.kill();
    }

    /// Ends all of it with no chance to put anything in order.
    pub fn kill(&mut self) {
        self.driver.kill();
        if let Some(host) = &mut self.host {
            host.kill();
        }
    }

    /// The process id of the app that the driver started.
    fn app(&self) -> Option<u32> {
        let driver = self.driver.id();
        let children = std::fs::read_to_string(format!("/proc/{driver}/task/{driver}/children")).ok()?;
        children.split_whitespace().next()?.parse().ok()
    }
}

/// A port that nobody listens on.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}

/// A command of Chromium's own protocol, and its arguments.
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
