//! The core against the sandbox: real HTTP, real SQLite, real files.

#![allow(clippy::unwrap_used)]

mod accounts;
mod batch;
mod clock;
mod condition;
mod evidence;
mod file_hosts;
mod holds;
mod keychain;
mod lookups;
mod memory;
mod money;
mod network;
mod newer;
mod order_replies;
mod orders;
mod pictures;
mod record;
mod replies;
mod report_files;
mod ways_out;
mod writings;

use catalog::ListCheck;
use desk::{
    Archive, CancellationToken, Credential, Desk, EntryId, Finding, LookUpCheck, OrderError, Polling, Proxy,
    RecordedContent, ReuseWindow, Service, ServiceAddress, Setup, WallClock,
};
use jiff::{SignedDuration, Timestamp};
use sandbox::{Clock, LoggedRequest, Options, Sandbox};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use test_servers::{Peer, ok};

const MAIN: &str = "示例远洋贸易有限公司";
const MANY: &str = "示例环海物流集团有限公司";

/// The app's timing, but faster.
const QUICK: Polling = Polling {
    first_pause: Duration::from_millis(5),
    longest_pause: Duration::from_millis(100),
    hold_after: Duration::from_secs(7 * 24 * 3600),
    pending: [Duration::from_millis(3), Duration::from_millis(10), Duration::from_millis(30)],
};

/// The time at which every test starts: 2026-11-22, 14:30 in Shanghai. No test reads the computer's clock.
fn start() -> Timestamp {
    "2026-11-22T06:30:00Z".parse().unwrap()
}

/// A sandbox and a machine.
struct Workplace {
    sandbox: Sandbox,
    /// The service's clock, which runs.
    service_clock: Clock,
    /// The machine's clock; only [`hours_pass`](Self::hours_pass) advances it.
    clock: WallClock,
    home: tempfile::TempDir,
    /// The open record; one app at a time has it.
    archive: Mutex<Option<Arc<Archive>>>,
}

impl Workplace {
    async fn new() -> Self {
        Self::with(Options::default()).await
    }

    async fn with(options: Options) -> Self {
        Self::with_service_ahead(0, options).await
    }

    /// The same, with a service whose clock is this many seconds ahead of the machine's.
    async fn with_service_ahead(seconds: i64, options: Options) -> Self {
        let service_clock = Clock::running_from(start().as_second() + seconds);
        let options = Options { clock: service_clock.clone(), ..options };
        Self {
            sandbox: Sandbox::start(options).await.unwrap(),
            service_clock,
            clock: WallClock::set_to(start()),
            home: tempfile::tempdir().unwrap(),
            archive: Mutex::default(),
        }
    }

    /// Starts the core, as after a restart.
    fn open(&self) -> Arc<Desk> {
        self.open_as(self.sandbox.key())
    }

    /// The same with another key.
    fn open_as(&self, key: &str) -> Arc<Desk> {
        let archive = self.restart();
        self.desk(archive, key)
    }

    /// Closes and reopens the record.
    fn restart(&self) -> Arc<Archive> {
        self.close();
        self.archive
            .lock()
            .unwrap()
            .insert(Archive::open(&self.record(), self.clock.clone()).unwrap())
            .clone()
    }

    /// Closes the record.
    fn close(&self) {
        if let Some(archive) = self.archive.lock().unwrap().take() {
            archive.close();
        }
    }

    fn desk(&self, archive: Arc<Archive>, key: &str) -> Arc<Desk> {
        self.desk_with(archive, key, ReuseWindow::Today)
    }

    fn desk_with(&self, archive: Arc<Archive>, key: &str, reuse: ReuseWindow) -> Arc<Desk> {
        self.desk_at(&self.sandbox.base_url(), archive, key, reuse)
    }

    /// The core with another service.
    fn desk_at(&self, url: &str, archive: Arc<Archive>, key: &str, reuse: ReuseWindow) -> Arc<Desk> {
        self.try_desk(url, archive, key, reuse).unwrap()
    }

    /// The core with a peer as its service.
    fn open_at(&self, service: &Peer) -> Arc<Desk> {
        self.desk_at(&service.origin(), self.restart(), "key", ReuseWindow::Today)
    }

    fn try_desk(
        &self,
        url: &str,
        archive: Arc<Archive>,
        key: &str,
        reuse: ReuseWindow,
    ) -> Result<Arc<Desk>, OrderError> {
        let address: ServiceAddress = url.parse().unwrap();
        let secret = self.sandbox.secret().to_owned();
        let credential = Credential::new(key.to_owned(), secret.into()).unwrap();
        let service = Service::new(address, &Proxy::Direct, credential).unwrap();
        Desk::open(Setup { service, archive, folder: self.evidence(), reuse, polling: QUICK })
    }

    /// The core with a service in its own network.
    fn desk_of(&self, service: Service) -> Arc<Desk> {
        let (archive, reuse) = (self.restart(), ReuseWindow::Today);
        Desk::open(Setup { service, archive, folder: self.evidence(), reuse, polling: QUICK }).unwrap()
    }

    /// Advances all clocks, including the service's.
    fn hours_pass(&self, hours: u32) {
        let hours = SignedDuration::from_hours(hours.into());
        self.clock.advance(hours);
        self.service_clock.advance(hours.unsigned_abs());
    }

    fn record(&self) -> PathBuf {
        self.home.path().join("record.sqlite3")
    }

    fn evidence(&self) -> PathBuf {
        self.home.path().join("evidence")
    }

    /// The requests so far whose path ends like this.
    fn requests(&self, path: &str) -> Vec<LoggedRequest> {
        self.sandbox.requests().into_iter().filter(|request| request.path.ends_with(path)).collect()
    }
}

fn subject(text: &str) -> desk::Subject {
    let now = desk::Timestamp::UNIX_EPOCH;
    desk::Subject::parse(text, now, &desk::recognise(text, now).questions).unwrap()
}

fn exit_restriction() -> LookUpCheck {
    LookUpCheck::List(ListCheck::from_id("exitRestriction").unwrap())
}

fn customs_credit() -> LookUpCheck {
    LookUpCheck::List(ListCheck::from_id("customsCredit").unwrap())
}

/// A reply with this result.
fn success(result: &str) -> Vec<u8> {
    ok(format!(r#"{{"Status":"200","Message":"","Result":{result}}}"#))
}

fn never() -> CancellationToken {
    CancellationToken::new()
}

/// A look-up in the record.
fn recorded(desk: &Desk, call: i64) -> Finding {
    match desk.recorded(EntryId::Call { id: call }).unwrap().content {
        RecordedContent::Finding { finding } => *finding,
        other @ (RecordedContent::Order { .. } | RecordedContent::Newer) => panic!("{other:?}"),
    }
}
