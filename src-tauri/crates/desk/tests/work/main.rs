//! The core at work against the sandbox: real HTTP, real SQLite, real files.

#![allow(missing_docs, clippy::unwrap_used)]

mod lookups;
mod orders;
mod pictures;

use desk::{CancellationToken, Credential, Desk, Service, ServiceAddress};
use sandbox::{LoggedRequest, Options, Sandbox};
use std::path::PathBuf;
use std::sync::Arc;

pub const MAIN: &str = "示例远洋贸易有限公司";
pub const MANY: &str = "示例环海物流集团有限公司";

/// A sandbox and a machine to work at.
pub struct Workplace {
    pub sandbox: Sandbox,
    pub home: tempfile::TempDir,
}

impl Workplace {
    pub async fn new() -> Self {
        Self::with(Options::default()).await
    }

    pub async fn with(options: Options) -> Self {
        Self { sandbox: Sandbox::start(options).await.unwrap(), home: tempfile::tempdir().unwrap() }
    }

    /// Starts the app's core, as after a restart.
    pub fn open(&self) -> Arc<Desk> {
        let address: ServiceAddress = self.sandbox.base_url().parse().unwrap();
        let secret = self.sandbox.secret().to_owned();
        let credential = Credential::new(self.sandbox.key().to_owned(), secret.into()).unwrap();
        let service = Service::new(address, credential).unwrap();
        Desk::open(service, &self.record(), self.evidence()).unwrap()
    }

    pub fn record(&self) -> PathBuf {
        self.home.path().join("record.sqlite3")
    }

    pub fn evidence(&self) -> PathBuf {
        self.home.path().join("evidence")
    }

    /// The requests so far whose path ends so.
    pub fn requests(&self, path: &str) -> Vec<LoggedRequest> {
        self.sandbox.requests().into_iter().filter(|request| request.path.ends_with(path)).collect()
    }
}

pub fn subject(text: &str) -> desk::Subject {
    desk::Subject::parse(text).unwrap()
}

pub fn never() -> CancellationToken {
    CancellationToken::new()
}
