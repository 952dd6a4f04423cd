//! A core connected to the sandbox, for unit tests that inspect its internals.

use crate::archive::Archive;
use crate::desk::{Desk, Setup};
use crate::polling::Polling;
use crate::reuse::ReuseWindow;
use crate::service::Service;
use crate::subject::{Subject, recognise};
use jiff::Timestamp;
use qcc::{Credential, Proxy};
use sandbox::{Clock, Options, Sandbox};
use std::sync::Arc;
use store::wall_clock::WallClock;

pub(crate) struct Workplace {
    pub(crate) desk: Arc<Desk>,
    pub(crate) home: tempfile::TempDir,
    _sandbox: Sandbox,
}

/// The time at which every test starts.
pub(crate) fn start() -> Timestamp {
    "2026-11-22T06:30:00Z".parse().unwrap()
}

pub(crate) fn subject(name: &str) -> Subject {
    Subject::parse(name, start(), &recognise(name, start()).questions).unwrap()
}

impl Workplace {
    pub(crate) async fn new() -> Self {
        let clock = Clock::running_from(start().as_second());
        let sandbox = Sandbox::start(Options { clock, ..Options::default() }).await.unwrap();
        let home = tempfile::tempdir().unwrap();
        let archive = Archive::open(&home.path().join("record.sqlite3"), WallClock::set_to(start())).unwrap();
        let credential = Credential::new(sandbox.key().into(), sandbox.secret().to_owned().into()).unwrap();
        let service = Service::new(sandbox.base_url().parse().unwrap(), &Proxy::Direct, credential).unwrap();
        let setup = Setup {
            service,
            archive,
            folder: home.path().join("evidence"),
            reuse: ReuseWindow::Today,
            polling: Polling::default(),
        };
        Self { desk: Desk::open(setup).unwrap(), home, _sandbox: sandbox }
    }
}
