//! The record: one SQLite file that holds every question, every reply as received, every order and every note.

mod attempts;
mod calls;
mod condition;
mod erasing;
mod lock;
mod notes;
mod orders;
mod pictures;
mod search;
mod statistics;
mod stored;

pub(crate) use calls::{Asked, Call};
pub use condition::RecordProblem;
pub(crate) use lock::Lock;
pub use notes::{Note, NoteKind};
pub(crate) use orders::{Intended, NewOrder, Obstacle};
pub(crate) use pictures::{Kept, PictureRow};
pub use search::{EntryId, RecordEntry, RecordPage, RecordQuery, RecordedOutcome};
pub use statistics::{CallCount, CallLog};

use crate::files::sha256;
use crate::service::DEMO;
use crate::wall_clock::WallClock;
use jiff::Timestamp;
use qcc::ServiceAddress;
use rusqlite::Connection;
use std::sync::{Mutex, MutexGuard};

/// Everything that was asked and answered, on disk before it is on screen.
///
/// Its calls take milliseconds: a write returns when the disk has it. What one account asked is never continued, or billed,
/// on another: whatever leads to a request takes the [`Account`] that asks.
#[derive(Debug)]
pub(crate) struct Record {
    connection: Mutex<Connection>,
    clock: WallClock,
}

/// An account at a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    /// Host of the service; [`DEMO`] for the demo data.
    pub(crate) service: String,
    /// Fingerprint of the key.
    pub(crate) key: String,
}

impl Account {
    /// The account of a key at a real service.
    pub(crate) fn of(address: &ServiceAddress, key: &str) -> Self {
        // Tells accounts apart without holding the key.
        Self { service: address.host(), key: sha256(key.as_bytes())[..16].to_owned() }
    }

    /// Whether it is that of the demo data.
    pub(crate) fn is_demo(&self) -> bool {
        self.service == DEMO
    }
}

/// The record could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// SQLite refused.
    #[error("the record: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The file's schema could not be brought up to date.
    #[error("the record's schema: {0}")]
    Schema(#[from] rusqlite_migration::Error),
    /// A file beside the record could not be read or written.
    #[error("the record's folder: {0}")]
    Folder(#[from] std::io::Error),
    /// A row holds what this version does not understand.
    #[error("the record holds an unreadable {0}")]
    Unreadable(&'static str),
    /// Another process works with it.
    #[error("another process works with the record")]
    InUse,
    /// It can be read only, see [`RecordProblem`].
    #[error("the record can be read only")]
    ReadOnly,
}

impl Record {
    pub(crate) fn new(connection: Connection, clock: WallClock) -> Self {
        Self { connection: Mutex::new(connection), clock }
    }

    /// The time now, by the clock that the record goes by.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
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
