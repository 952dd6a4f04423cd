//! Searches every surface of the app and of its machine.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use desk::{Archive, WallClock};
use serde_json::Value;

use super::{Canary, PROXY_PASSWORD, SIGNING, secrets};
use crate::clipboard;
use crate::desktop::Desktop;
use crate::scan::{Scanner, Surface};
use crate::window::Window;

impl Canary {
    /// Searches the page's current content and all messages since the last time.
    pub(super) async fn look(&mut self, window: &Window) {
        let scanner = Scanner::new(&self.secrets());
        let page = window.everything_in_the_page().await;
        self.report.search(&scanner, Surface::Page, "markup and fields", page.as_bytes());
        let kept = window.run(KEPT_IN_THE_PAGE, Vec::new()).await.expect("what the page keeps");
        self.report.search(&scanner, Surface::Page, "storage and addresses", kept.to_string().as_bytes());
        let heard = window.run("return window.heard.splice(0)", Vec::new()).await.expect("what crossed");
        for message in heard.as_array().into_iter().flatten().filter_map(Value::as_str) {
            self.report.search(&scanner, Surface::Ipc, "a message", message.as_bytes());
        }
    }

    /// Uses every copy button on screen and searches what other programs receive.
    pub(super) async fn copy_everything(&mut self, window: &Window) {
        let unfold = "document.querySelectorAll('details').forEach(each => each.open = true);
            return [...document.querySelectorAll('button.copy')].filter(each => each.checkVisibility())";
        let buttons = window.run(unfold, Vec::new()).await.expect("buttons");
        for button in buttons.as_array().into_iter().flatten() {
            let button = window.element(button).expect("a button");
            if button.click().await.is_ok() {
                self.search_clipboard();
            }
        }
    }

    pub(super) fn search_clipboard(&mut self) {
        let copied = clipboard::text(self.desktop.display()).expect("a clipboard");
        let scanner = Scanner::new(&self.secrets());
        self.report.search(&scanner, Surface::Clipboard, "copied and selected", &copied);
    }

    /// Searches all files, all processes on the desktop, and what each host has received.
    pub(super) fn search_machine(&mut self) {
        let scanner = Scanner::new(&self.secrets());
        for file in self.desktop.files() {
            if let Some(surface) = surface_of(&file) {
                let bytes = fs::read(&file).unwrap_or_default();
                self.report.search(&scanner, surface, &file.to_string_lossy(), &bytes);
            }
        }
        for (process, name) in processes(&self.desktop) {
            for (surface, file) in [(Surface::Arguments, "cmdline"), (Surface::Environment, "environ")] {
                let bytes = fs::read(process.join(file)).unwrap_or_default();
                self.report.search(&scanner, surface, &name, &bytes);
            }
        }
        for (name, host) in [("files and redirects", &self.rogue), ("refuses TLS", &self.tls)] {
            self.report.search(&scanner, Surface::OtherHosts, name, &host.received());
        }
        // The proxy may know its password, and the service key and token.
        let mut others = self.secrets();
        others.retain(|secret| secret.text != PROXY_PASSWORD);
        let heard = self.proxy.received();
        self.report.search(&Scanner::new(&others), Surface::OtherHosts, "proxy", &heard);
        let scanner =
            Scanner::new(&[secrets(&SIGNING), secrets(&[("proxy password", PROXY_PASSWORD)])].concat());
        self.report.search(&scanner, Surface::Service, "requests", &self.front.peer.received());
    }

    /// Searches what the user can export: every reply, and the log. The app has closed its record.
    pub(super) fn search_exports(&mut self) {
        let folder = tempfile::tempdir().expect("a folder");
        let scanner = Scanner::new(&self.secrets());
        let data = self.data();
        let archive = Archive::open(&data.join("record.sqlite3"), WallClock::system()).expect("the record");
        for call in 1..500 {
            let target = folder.path().join(format!("{call}.json"));
            if archive.copy_reply(call, &target).is_ok() {
                let bytes = fs::read(&target).expect("a saved reply");
                self.report.search(&scanner, Surface::SavedReplies, &format!("reply {call}"), &bytes);
            }
        }
        archive.close();
        let target = folder.path().join("log.txt");
        qcc_desk::export_log(&data.join("logs"), &target).expect("the exported log");
        let bytes = fs::read(&target).expect("the exported log");
        self.report.search(&scanner, Surface::ExportedLog, "log.txt", &bytes);
    }
}

/// Data that a page can keep outside its markup.
const KEPT_IN_THE_PAGE: &str = "
return [
  document.cookie, document.title, document.referrer, location.href, window.name,
  JSON.stringify(history.state), JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }),
  ...performance.getEntries().map(entry => entry.name),
]";

/// The kind of a file; `None` for those of the keychain.
fn surface_of(file: &Path) -> Option<Surface> {
    let path = file.to_string_lossy();
    let holds = |part: &str| path.contains(part);
    if holds("/keyrings/") {
        return None;
    }
    Some(match () {
        () if holds("/io.github.qcc-desk/logs/") => Surface::Log,
        () if holds(".sqlite3") => Surface::Record,
        () if holds("settings.json") => Surface::Settings,
        () if holds("/核查台/") => Surface::Evidence,
        () if holds("/home/.cache/") || holds("/WebKitCache/") || holds("/CacheStorage/") => Surface::Cache,
        () if holds("/home/") => Surface::WebViewStorage,
        () if holds("/logs/") => Surface::Output,
        () => Surface::TemporaryFiles,
    })
}

/// The folders in `/proc` of the app and its descendants: processes that know the desktop's home folder.
pub(super) fn processes(desktop: &Desktop) -> Vec<(PathBuf, String)> {
    let home = desktop.home();
    let home = home.as_os_str().as_bytes();
    let folders = fs::read_dir("/proc").expect("the processes").flatten().map(|entry| entry.path());
    let known = folders.filter_map(|folder| {
        let environment = fs::read(folder.join("environ")).ok()?;
        let name = fs::read_to_string(folder.join("comm")).ok()?;
        let ours = environment.windows(home.len()).any(|window| window == home);
        ours.then(|| (folder, name.trim_end().to_owned()))
    });
    known.collect()
}
