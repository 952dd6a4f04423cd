//! The log files for support. They state what happened to which entry of the record, never the subject.
//!
//! Redacted by type, as in `desk`: an [`Event`] is `Copy`, so it cannot contain received or typed text.

use crate::service_state::{CredentialView, Kind, ServiceState};
use desk::WallClock;
use desk::vault::KeychainProblem;
use jiff::tz::{Offset, TimeZone};
use log::LevelFilter;
use std::fmt::{self, Display, Formatter};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::thread;
use tauri::{AppHandle, Runtime};
use tauri_plugin_log::{Builder, RotationStrategy, Target, TargetKind};

/// The only crates that may log, at any level. At debug or trace level, others (reqwest, hyper, rustls, h2,
/// tungstenite, wry …) print URLs with the key, headers, and the page's messages.
const OWN: [&str; 2] = ["qcc_desk", "desk"];
/// The environment variable that overrides the level [`LevelFilter::Info`].
const LEVEL: &str = "QCC_DESK_LOG";
/// Name of the newest file, without extension. When full, it is renamed with the time appended.
const NAME: &str = "qcc-desk";
/// Largest file in bytes, enough for about nine thousand requests.
const MAX_BYTES: u128 = 1 << 20;
/// Number of older files to keep.
const OLDER: usize = 4;

/// An event to log.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Event {
    /// The app was started.
    Started,
    /// A folder for record or log could not be created, or not be made private.
    FolderNotOwn { kind: io::ErrorKind },
    /// A new session was opened.
    Opened { epoch: u32, mode: &'static str, keychain: Option<KeychainProblem> },
    /// Nothing could be opened.
    NotOpened,
    /// The window and the record are closed.
    Ended,
}

impl Event {
    /// The event of opening a session.
    pub(crate) fn opened(epoch: u32, service: &ServiceState) -> Self {
        let (mode, keychain) = match &service.kind {
            Kind::Demo { .. } => match service.credential {
                CredentialView::Unavailable { problem } => ("demo", Some(problem)),
                _ => ("demo", None),
            },
            Kind::Real { .. } => ("real", None),
            Kind::Locked { problem, .. } => ("locked", Some(*problem)),
            Kind::ReadOnly { .. } => ("read-only", None),
            Kind::Unready { .. } => ("unready", None),
        };
        Self::Opened { epoch, mode, keychain }
    }

    /// Writes the line.
    pub(crate) fn log(self) {
        match self {
            Self::Started | Self::Opened { .. } | Self::Ended => log::info!("{self}"),
            Self::FolderNotOwn { .. } => log::warn!("{self}"),
            Self::NotOpened => log::error!("{self}"),
        }
    }
}

impl Display for Event {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Started => write!(f, "started: {}", program()),
            Self::FolderNotOwn { kind } => write!(f, "folders: not made or not closed to others: {kind}"),
            Self::Opened { epoch, mode, keychain: None } => write!(f, "session {epoch}: {mode}"),
            Self::Opened { epoch, mode, keychain: Some(problem) } => {
                write!(f, "session {epoch}: {mode}, keychain: {problem:?}")
            }
            Self::NotOpened => f.write_str("session: not opened"),
            Self::Ended => f.write_str("ended"),
        }
    }
}

/// Starts logging into a folder. Without write access there is no log, but the app works.
pub(crate) fn start<R: Runtime>(app: &AppHandle<R>, folder: &Path) {
    let builder = Builder::new()
        .level(level(std::env::var(LEVEL).ok().as_deref()))
        .filter(|line| is_own(line.target()))
        .format(|out, message, record| {
            out.finish(format_args!("{} {:<5} {} {message}", now(), record.level(), record.target()));
        })
        .max_file_size(MAX_BYTES)
        .rotation_strategy(RotationStrategy::KeepSome(OLDER))
        .clear_targets()
        .target(Target::new(TargetKind::Folder {
            path: folder.to_owned(),
            file_name: Some(NAME.to_owned()),
        }));
    // Do not register the plugin itself: it would let the page write to the log.
    if let Ok((_, level, logger)) = builder.split(app) {
        // Fails only if there is already a logger.
        let _ = tauri_plugin_log::attach_logger(level, logger);
    }
    Event::Started.log();
}

/// Writes the whole log to one file: versions of app and system, then all lines, oldest first.
pub fn export(folder: &Path, target: &Path) -> io::Result<()> {
    let head = format!("{}, exported {}\n", program(), now());
    let mut all: Box<dyn Read> = Box::new(io::Cursor::new(head));
    for file in files(folder)? {
        all = Box::new(all.chain(File::open(file)?));
    }
    desk::write_whole(target, all)
}

/// Reports panics on standard error and in the log, with location and thread.
///
/// The message is omitted: it may contain any data, such as a URL with the key. The location is enough for
/// debugging.
pub(crate) fn log_panics() {
    panic::set_hook(Box::new(|info| {
        let line = place(info);
        log::error!("{line}");
        // A closed standard error must not end an app that is about to recover.
        let _ = writeln!(io::stderr(), "{line}");
    }));
}

fn place(info: &PanicHookInfo<'_>) -> String {
    let thread = thread::current();
    let thread = thread.name().unwrap_or("without a name");
    match info.location() {
        Some(at) => format!("panicked at {}:{} in thread {thread}", at.file(), at.line()),
        None => format!("panicked in thread {thread}"),
    }
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some((stem, ending)) = name.split_once(".log")
            && let Some(time) = stem.strip_prefix(NAME)
        {
            // The times in the names sort as text, and the newest file has none. If two files were full
            // within the same second, the first one ends in `.bak`.
            files.push(((time.is_empty(), time.to_owned(), ending.is_empty()), path));
        }
    }
    files.sort();
    Ok(files.into_iter().map(|(_, path)| path).collect())
}

fn level(wanted: Option<&str>) -> LevelFilter {
    wanted.and_then(|wanted| wanted.parse().ok()).unwrap_or(LevelFilter::Info)
}

fn is_own(target: &str) -> bool {
    OWN.contains(&target.split("::").next().unwrap_or_default())
}

/// The versions of app, system and web view.
fn program() -> String {
    let (version, os, architecture) =
        (env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
    let web_view = tauri::webview_version().unwrap_or_else(|_| "unknown".to_owned());
    format!("qcc-desk {version}, {os} {architecture}, web view {web_view}")
}

/// In the format of the record, so that lines and entries can be correlated.
fn now() -> String {
    let now = WallClock::system().now().to_zoned(TimeZone::fixed(Offset::constant(8)));
    now.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn nothing_but_our_own_code_is_listened_to() {
        for own in ["qcc_desk", "qcc_desk::logs", "desk", "desk::order::run"] {
            assert!(is_own(own), "{own}");
        }
        for other in [
            "reqwest",
            "hyper::proto::h1::io",
            "hyper_util::client::legacy::pool",
            "rustls::client::hs",
            "h2::client",
            "tungstenite::protocol",
            "wry::webview",
            "tauri::manager",
            "zbus::connection",
            "desktop",
            "desk_other",
            "webview",
            "",
        ] {
            assert!(!is_own(other), "{other}");
        }
    }

    #[test]
    fn the_level_is_info_unless_the_environment_names_another() {
        assert_eq!(level(None), LevelFilter::Info);
        assert_eq!(level(Some("trace")), LevelFilter::Trace);
        assert_eq!(level(Some("DEBUG")), LevelFilter::Debug);
        assert_eq!(level(Some("loud")), LevelFilter::Info);
    }

    #[test]
    fn the_export_is_one_file_with_the_oldest_line_first() {
        let folder = tempfile::tempdir().unwrap();
        for (name, line) in [
            ("qcc-desk.log", "5"),
            ("qcc-desk_2026-11-22_06-03-05.log", "3"),
            ("qcc-desk_2026-11-22_06-03-05.log.bak", "2"),
            ("qcc-desk_2026-11-21_23-59-59.log", "1"),
            ("qcc-desk_2026-11-22_06-03-06.log", "4"),
            ("record.sqlite3", "no line"),
        ] {
            fs::write(folder.path().join(name), format!("{line}\n")).unwrap();
        }
        let target = folder.path().join("for support.txt");
        export(folder.path(), &target).unwrap();
        let text = fs::read_to_string(&target).unwrap();
        let (head, lines) = text.split_once('\n').unwrap();
        assert_eq!(lines, "1\n2\n3\n4\n5\n");
        for fact in [env!("CARGO_PKG_VERSION"), std::env::consts::OS] {
            assert!(head.contains(fact), "{head}");
        }
        export(folder.path(), &target).unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap().lines().count(), 6, "no line of an earlier export");
    }

    #[test]
    fn where_there_is_no_log_nothing_is_exported() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("for support.txt");
        assert!(export(&folder.path().join("logs"), &target).is_err());
        assert!(!target.exists());
    }

    /// Stands for data in use during a panic.
    const HELD: &str = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    #[test]
    fn a_panic_tells_its_place_and_not_its_message() {
        const NAME: &str = "logs::tests::a_panic_tells_its_place_and_not_its_message";
        const PANICS: &str = "QCC_DESK_TEST_PANICS";
        if std::env::var_os(PANICS).is_some() {
            log_panics();
            log::set_boxed_logger(Box::new(Lines)).unwrap();
            log::set_max_level(LevelFilter::Trace);
            // The output of a test's own thread is captured.
            let _ = thread::Builder::new().name("worker".into()).spawn(|| panic!("{HELD}")).unwrap().join();
            return;
        }
        // In a separate process, since other tests panic, too.
        let this = std::env::current_exe().unwrap();
        let output = Command::new(this)
            .args([NAME, "--exact", "--nocapture"])
            .env(PANICS, "1")
            .env("RUST_BACKTRACE", "full")
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains("log: panicked at src-tauri/src/logs.rs:"), "{stderr}");
        assert_eq!(stderr.matches("in thread worker").count(), 2, "{stderr}");
        assert!(
            !stderr.contains(HELD) && !String::from_utf8(output.stdout).unwrap().contains(HELD),
            "{stderr}"
        );
    }

    /// A logger that prints to standard error.
    struct Lines;

    impl log::Log for Lines {
        fn enabled(&self, line: &log::Metadata<'_>) -> bool {
            is_own(line.target())
        }

        fn log(&self, line: &log::Record<'_>) {
            if self.enabled(line.metadata()) {
                eprintln!("log: {}", line.args());
            }
        }

        fn flush(&self) {}
    }
}
