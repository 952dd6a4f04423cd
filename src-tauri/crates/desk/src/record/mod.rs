//! The record: one SQLite file that holds every question, every reply as received, and every order.

mod calls;
mod orders;
mod pictures;

pub(crate) use calls::{Asked, Call};
pub(crate) use orders::NewOrder;
pub(crate) use pictures::Kept;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};
use std::path::Path;
use std::sync::{Mutex, MutexGuard};

const STEPS: &[M<'static>] = &[M::up(include_str!("schema.sql"))];
const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// Everything that was asked and answered, on disk before it is on screen.
///
/// Its calls take milliseconds: a write returns when the disk has it. It shows the rows of one account at one service
/// only, so that what one account asked is never continued, or billed, on another.
#[derive(Debug)]
pub(crate) struct Record {
    connection: Mutex<Connection>,
    service: String,
    account: String,
}

/// The record could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// SQLite refused.
    #[error("the record: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The file's schema could not be brought up to date, such as that of a newer version of the app.
    #[error("the record's schema: {0}")]
    Schema(#[from] rusqlite_migration::Error),
    /// The folder could not be made.
    #[error("the record's folder: {0}")]
    Folder(#[from] std::io::Error),
    /// A row holds what this version does not understand.
    #[error("the record holds an unreadable {0}")]
    Unreadable(&'static str),
}

impl Record {
    /// Opens the record at `path`, and makes it where there is none, for one account at one service.
    pub(crate) fn open(path: &Path, service: &str, account: &str) -> Result<Self, RecordError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // WAL with NORMAL may lose the last commits in a power cut; each of them is paid for.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "fullfsync", true)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        MIGRATIONS.to_latest(&mut connection)?;
        Ok(Self {
            connection: Mutex::new(connection),
            service: service.to_owned(),
            account: account.to_owned(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        // A panic while the lock was held left at most a rolled-back transaction behind.
        self.connection.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

fn timestamp(millis: i64) -> Result<Timestamp, RecordError> {
    Timestamp::from_millisecond(millis).map_err(|_| RecordError::Unreadable("time"))
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, RecordError> {
    serde_json::to_string(value).map_err(|_| RecordError::Unreadable("value"))
}

fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, RecordError> {
    serde_json::from_str(text).map_err(|_| RecordError::Unreadable("state"))
}
