//! The core doing its jobs against the sandbox: real HTTP, real SQLite, real files.

#![allow(clippy::unwrap_used)]

mod lookups;
mod orders;
mod pictures;

use desk::{CancellationToken, Credential, Desk, Service, ServiceAddress};
use sandbox::{LoggedRequest, Options, Sandbox};
use std::path::PathBuf;
use std::sync::Arc;

const MAIN: &str = "示例远洋贸易有限公司";
const MANY: &str = "示例环海物流集团有限公司";

/// A sandbox and a machine to work at.
struct Workplace {
    sandbox: Sandbox,
    home: tempfile::TempDir,
}

impl Workplace {
    async fn new() -> Self {
        Self::with(Options::default()).await
    }

    async fn with(options: Options) -> Self {
        Self { sandbox: Sandbox::start(options).await.unwrap(), home: tempfile::tempdir().unwrap() }
    }

    /// Starts the app's core, as after a restart.
    fn open(&self) -> Arc<Desk> {
        let address: ServiceAddress = self.sandbox.base_url().parse().unwrap();
        let secret = self.sandbox.secret().to_owned();
        let credential = Credential::new(self.sandbox.key().to_owned(), secret.into()).unwrap();
        let service = Service::new(address, credential).unwrap();
        Desk::open(service, &self.record(), self.evidence()).unwrap()
    }

    fn record(&self) -> PathBuf {
        self.home.path().join("record.sqlite3")
    }

    fn evidence(&self) -> PathBuf {
        self.home.path().join("evidence")
    }

    /// The requests so far whose path ends so.
    fn requests(&self, path: &str) -> Vec<LoggedRequest> {
        self.sandbox.requests().into_iter().filter(|request| request.path.ends_with(path)).collect()
    }
}

fn subject(text: &str) -> desk::Subject {
    desk::Subject::parse(text).unwrap()
}

fn never() -> CancellationToken {
    CancellationToken::new()
}
