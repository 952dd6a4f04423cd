//! A separate desktop for each test: a screen, a session bus, an unlocked keychain and a home folder.
//!
//! The app allows one instance per session bus and keeps its credentials in the session's keychain, so tests
//! on the same desktop would interfere. Everything is removed on drop.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};
use tempfile::TempDir;

use crate::language::Language;
use crate::waiting::eventually;
use crate::window::Window;

/// The colour scheme.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark text on a light background.
    Light,
    /// Light text on a dark background.
    Dark,
}

/// A private X screen, D-Bus session, keychain and home folder.
pub struct Desktop {
    /// Dropped before the folder that they write to.
    processes: Vec<Process>,
    folder: TempDir,
    display: String,
    theme: Theme,
    language: Language,
    /// The trust store, if not the machine's own.
    trusted: Option<PathBuf>,
    environment: Vec<(&'static str, String)>,
}

impl Desktop {
    /// A desktop with an unlocked keychain, as after logging in.
    pub async fn start() -> Self {
        Self::start_with(Theme::Light, true).await
    }

    /// As [`Desktop::start`], in the given theme.
    pub async fn start_in(theme: Theme) -> Self {
        Self::start_with(theme, true).await
    }

    /// A desktop without a keychain.
    pub async fn start_without_keychain() -> Self {
        Self::start_with(Theme::Light, false).await
    }

    /// A desktop with a laptop's screen.
    pub async fn start_on_a_laptop() -> Self {
        Self::start_on((1366, 768), Theme::Light, true).await
    }

    async fn start_with(theme: Theme, keychain: bool) -> Self {
        Self::start_on((1440, 960), theme, keychain).await
    }

    async fn start_on(screen: (u32, u32), theme: Theme, keychain: bool) -> Self {
        // Keep the files, so that they can be checked after the installed program was removed.
        let keep = std::env::var_os("QCC_DESK_KEEP_HOMES").is_some();
        let folder = tempfile::Builder::new()
            .prefix("desk-")
            .disable_cleanup(keep)
            .tempdir()
            .expect("a temporary folder");
        for name in ["home", "run", "tmp", "logs"] {
            fs::create_dir(folder.path().join(name)).expect("a folder of the desktop");
        }
        // WebKit and the keychain refuse a runtime folder that others can read.
        fs::set_permissions(folder.path().join("run"), std::os::unix::fs::PermissionsExt::from_mode(0o700))
            .expect("a private runtime folder");
        let mut desktop = Self {
            processes: Vec::new(),
            folder,
            display: String::new(),
            theme,
            language: Language::Chinese,
            trusted: None,
            environment: Vec::new(),
        };
        desktop.start_screen(screen);
        desktop.start_bus();
        if keychain {
            desktop.start_keychain().await;
        }
        desktop
    }

    /// Sets the app's language in otherwise empty settings.
    pub fn speak(&mut self, language: Language) {
        let settings = self.settings();
        fs::create_dir_all(settings.parent().expect("a folder")).expect("the app's folder");
        fs::write(settings, format!(r#"{{"language":"{}"}}"#, language.tag())).expect("the settings");
        self.language = language;
    }

    /// The app's settings file.
    pub fn settings(&self) -> PathBuf {
        self.home().join(".local/share/io.github.qcc-desk/settings.json")
    }

    /// The app's language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Starts the app and waits for its page.
    pub async fn open(&self) -> Window {
        Window::open(self).await
    }

    /// Replaces the trust store by this authority.
    pub fn trust(&mut self, pem: &str) {
        let path = self.folder.path().join("trusted.pem");
        fs::write(&path, pem).expect("a trust store");
        self.trusted = Some(path);
    }

    /// Ends the keychain, as if it had crashed.
    pub fn end_keychain(&mut self) {
        drop(self.processes.pop());
    }

    /// Suspends the keychain, so that calls to it block.
    pub fn freeze_keychain(&self) {
        self.processes.last().expect("the keychain, which was started last").freeze();
    }

    /// Sets an environment variable for all programs started from now on.
    pub fn set(&mut self, name: &'static str, value: &str) {
        self.environment.push((name, value.to_owned()));
    }

    /// The colour scheme.
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// A new, empty folder for a browser's profile.
    pub fn new_profile(&self) -> PathBuf {
        let caches = self.home().join(".cache");
        fs::create_dir_all(&caches).expect("a folder for caches");
        tempfile::tempdir_in(caches).expect("a new folder").keep()
    }

    /// The X11 display.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// The app: the one built with these tests, or an installed one.
    pub fn app() -> String {
        std::env::var("QCC_DESK_BINARY").unwrap_or_else(|_| env!("CARGO_BIN_EXE_qcc-desk").to_owned())
    }

    /// The home folder, which contains all of the app's files.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// All files of the desktop: home, temporary files, runtime files, logs.
    pub fn files(&self) -> Vec<PathBuf> {
        files_under(self.folder.path())
    }

    /// A program on this desktop, without the environment of the tests (proxies, locale).
    pub fn command(&self, program: &str) -> Command {
        let folder = self.folder.path();
        // Kills the program when the test's thread ends, for whatever reason.
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL", "--", program]).env_clear().process_group(0);
        command
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", folder.join("home"))
            .env("TMPDIR", folder.join("tmp"))
            .env("XDG_RUNTIME_DIR", folder.join("run"))
            .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", folder.join("run/bus").display()))
            .env("DISPLAY", &self.display)
            .env("LANG", "C.UTF-8")
            .env("TZ", "Asia/Shanghai")
            .env("RUST_BACKTRACE", "1")
            .envs(self.environment.iter().cloned())
            .current_dir(folder.join("home"));
        if let Some(trusted) = &self.trusted {
            command.env("SSL_CERT_FILE", trusted);
        }
        if self.theme == Theme::Dark {
            command.env("GTK_THEME", "Adwaita:dark");
        }
        command
    }

    /// A new file in the desktop's log folder, for a process's output.
    pub fn log(&self, name: &str) -> (PathBuf, File) {
        let logs = self.folder.path().join("logs");
        let count = fs::read_dir(&logs).map(Iterator::count).unwrap_or_default();
        let path = logs.join(format!("{count:02}-{name}.log"));
        let file = File::create(&path).expect("a log file");
        (path, file)
    }

    fn start_screen(&mut self, (width, height): (u32, u32)) {
        let mut command = self.command("Xvfb");
        let screen = format!("{width}x{height}x24");
        command.args(["-displayfd", "1", "-screen", "0", &screen, "-nolisten", "tcp"]);
        // Otherwise the X server resets when the app is closed, and the next one may start during the reset.
        command.arg("-noreset");
        let (process, number) = self.spawn_announcing(command, "screen");
        self.display = format!(":{number}");
        self.processes.push(process);
    }

    fn start_bus(&mut self) {
        let config = self.folder.path().join("bus.conf");
        let address = format!("unix:path={}", self.folder.path().join("run/bus").display());
        fs::write(&config, BUS.replace("ADDRESS", &address)).expect("the bus's configuration");
        let mut command = self.command("dbus-daemon");
        command.args(["--nofork", "--print-address=1", "--config-file"]).arg(config);
        let (process, _) = self.spawn_announcing(command, "bus");
        self.processes.push(process);
    }

    async fn start_keychain(&mut self) {
        // On a busy machine, the daemon sometimes ends right after taking its bus name.
        for _ in 0..3 {
            let mut keychain = self.spawn_keychain();
            if self.is_unlocked(&mut keychain.0).await {
                self.processes.push(keychain);
                return;
            }
        }
        panic!("no keychain stays");
    }

    fn spawn_keychain(&self) -> Process {
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--unlock", "--components=secrets", "--foreground"]);
        let (_, log) = self.log("keychain");
        command.stdin(Stdio::piped()).stdout(log.try_clone().expect("a log file")).stderr(log);
        let mut child = command.spawn().expect("gnome-keyring-daemon starts (package gnome-keyring)");
        // This newline is the password of a new, empty keychain. Without any input it would stay locked.
        let mut input = child.stdin.take().expect("its input");
        input.write_all(b"\n").expect("the keychain reads its password");
        Process(child)
    }

    /// Waits until the keychain is unlocked; `false` if it ended first.
    async fn is_unlocked(&self, keychain: &mut Child) -> bool {
        eventually("the keychain is unlocked", async || {
            if keychain.try_wait().expect("a process").is_some() {
                return Ok(false);
            }
            // Unlike a call to it, checking for the name's owner does not start a second keychain.
            let name = "string:org.freedesktop.secrets";
            let owned =
                self.bus_says("org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner", &[name]);
            if !owned.contains("boolean true") {
                return Err(owned);
            }
            let locked = self.bus_says(
                "org.freedesktop.secrets",
                "/org/freedesktop/secrets/aliases/default",
                "org.freedesktop.DBus.Properties.Get",
                &["string:org.freedesktop.Secret.Collection", "string:Locked"],
            );
            if locked.contains("boolean false") { Ok(true) } else { Err(locked) }
        })
        .await
    }

    /// Empties the keychain, like a reset.
    pub async fn empty_keychain(&self) {
        let method = "org.freedesktop.Secret.Collection.Delete";
        let collection = "/org/freedesktop/secrets/aliases/default";
        let service = "org.freedesktop.secrets";
        let reply = self.bus_says(service, collection, method, &[]);
        assert!(reply.contains("method return"), "{reply}");
    }

    /// The reply to a D-Bus call on this desktop, as printed by `dbus-send`.
    pub fn bus_says(&self, destination: &str, object: &str, method: &str, arguments: &[&str]) -> String {
        let output = self
            .command("dbus-send")
            .args(["--session", "--print-reply", &format!("--dest={destination}"), object, method])
            .args(arguments)
            .output()
            .expect("dbus-send starts (package dbus)");
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    }

    /// Starts a process that prints one line when it is ready, and waits for that line.
    fn spawn_announcing(&self, mut command: Command, name: &str) -> (Process, String) {
        let (path, log) = self.log(name);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {name}: {error}"));
        let mut line = String::new();
        let output = child.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("its first line");
        assert!(!line.is_empty(), "{name} ended at once: {}", fs::read_to_string(path).unwrap_or_default());
        (Process(child), line.trim().to_owned())
    }
}

/// A session bus that starts no services. The machine's own services (such as a document portal, which mounts
/// a file system in the runtime folder) would interfere with the tests and outlive them.
const BUS: &str = r#"
<busconfig>
  <type>session</type>
  <listen>ADDRESS</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>"#;

/// A process with its descendants; killed together on drop.
pub struct Process(Child);

impl Process {
    /// Starts it. It must lead its own process group, as with [`Desktop::command`].
    pub fn start(command: &mut Command) -> Self {
        Self(command.spawn().unwrap_or_else(|error| panic!("cannot start {command:?}: {error}")))
    }

    /// Kills it and its descendants at once.
    pub fn kill(&mut self) {
        if let Some(group) = Pid::from_raw(self.0.id().cast_signed()) {
            // Fails only if all of them have ended.
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.0.wait();
    }

    /// Suspends it.
    pub fn freeze(&self) {
        let group = Pid::from_raw(self.0.id().cast_signed()).expect("a process id");
        kill_process_group(group, Signal::STOP).expect("a process that runs");
    }

    /// Closes its standard input.
    pub fn close_input(&mut self) {
        drop(self.0.stdin.take());
    }

    /// Whether it is still running.
    pub fn runs(&mut self) -> bool {
        self.0.try_wait().expect("a process").is_none()
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// All regular files under `folder`, recursively.
pub fn files_under(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries
        .flatten()
        .flat_map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => files_under(&entry.path()),
            Ok(kind) if kind.is_file() => vec![entry.path()],
            _ => Vec::new(),
        })
        .collect()
}
