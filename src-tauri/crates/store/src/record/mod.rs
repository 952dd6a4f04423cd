//! The record: one SQLite file that holds every question, every reply as received, every order and every note.

mod attempts;
mod calls;
mod condition;
mod erasing;
mod lock;
mod notes;
mod orders;
mod outcome;
mod pictures;
mod received;
mod search;
mod searchable;
mod statistics;
mod stored;
mod trouble;

pub use calls::{Asked, CLOCK_SLACK, Call};
pub use condition::Before;
pub use condition::RecordProblem;
pub use lock::Lock;
pub use notes::{Compared, Note, NoteKind};
pub use orders::{Intended, NewOrder, Obstacle};
pub use outcome::RecordedOutcome;
pub use pictures::{Kept, PictureRow};
#[cfg(feature = "count-parses")]
pub use received::PARSED;
pub use received::Received;
pub use search::{EntryId, RecordEntry, RecordPage, RecordQuery};
pub use searchable::Searchable;
pub use statistics::{CallCount, CallLog};
pub use trouble::RecordTrouble;

use crate::account::Account;
use crate::wall_clock::WallClock;
use jiff::Timestamp;
use rusqlite::{Connection, Params, Row};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio_util::sync::CancellationToken;

/// Everything that was asked and answered, on disk before it is on screen.
///
/// Its calls take milliseconds: a write returns when the disk has it. What one account asked is never continued, or billed,
/// on another: whatever leads to a request takes the [`Account`] that asks.
#[derive(Debug)]
pub struct Record {
    connection: Mutex<Connection>,
    clock: WallClock,
    searchable: Searchable,
    /// Cancelled once damage was met.
    damaged: CancellationToken,
    /// The disk failed, so that the file may be damaged where nobody has looked yet.
    doubtful: AtomicBool,
    /// The replies that came last, by their rows: whoever reads one of them again need not parse it again.
    latest: Mutex<VecDeque<(i64, Received)>>,
}

/// Every check of a subject may be under way at once.
const LATEST: usize = 16;

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
    fn new(connection: Connection, clock: WallClock, searchable: Searchable) -> Result<Self, RecordError> {
        searchable::teach_searching(&connection, searchable)?;
        Ok(Self {
            connection: Mutex::new(connection),
            clock,
            searchable,
            damaged: CancellationToken::new(),
            doubtful: AtomicBool::default(),
            latest: Mutex::default(),
        })
    }

    /// Keeps a reply that was just written down, as it is parsed.
    fn keep_latest(&self, call: i64, reply: Received) {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        latest.truncate(LATEST - 1);
        latest.push_front((call, reply));
    }

    /// What was deleted is not kept in memory either.
    fn forget_latest(&self) {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The row with its reply as it was parsed already, if it was.
    fn with_latest(&self, call: Call) -> Call {
        let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        match latest.iter().find(|(id, _)| *id == call.id && call.reply.is_some()) {
            Some((_, reply)) => Call { reply: Some(reply.clone()), ..call },
            None => call,
        }
    }

    /// The time now, by the clock that the record goes by.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Waits until damage is met.
    pub async fn damaged(&self) {
        self.damaged.cancelled().await;
    }

    /// Whether nothing was met that calls for looking through all of it.
    pub fn is_trusted(&self) -> bool {
        !self.damaged.is_cancelled() && !self.doubtful.load(Ordering::Relaxed)
    }

    /// An error once damage was met: what would be asked could be written where it cannot be found again.
    pub fn sound(&self) -> Result<(), RecordError> {
        if self.damaged.is_cancelled() { Err(RecordError::ReadOnly) } else { Ok(()) }
    }

    /// Works with the file, and notices what is wrong with it.
    fn watched<T>(&self, work: impl FnOnce() -> Result<T, RecordError>) -> Result<T, RecordError> {
        work().inspect_err(|error| match error.trouble() {
            RecordTrouble::Damaged => self.damaged.cancel(),
            RecordTrouble::DiskFails => self.doubtful.store(true, Ordering::Relaxed),
            RecordTrouble::DiskFull
            | RecordTrouble::NoAccess
            | RecordTrouble::Held
            | RecordTrouble::Other => {}
        })
    }

    /// The rows that a query gives, each as `read` reads it.
    fn rows<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        read: impl Fn(&Row<'_>) -> Result<T, RecordError>,
    ) -> Result<Vec<T>, RecordError> {
        self.watched(|| {
            let connection = self.lock();
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_and_then(parameters, read)?.collect()
        })
    }

    /// The first of them, if there is one.
    fn row<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        read: impl Fn(&Row<'_>) -> Result<T, RecordError>,
    ) -> Result<Option<T>, RecordError> {
        self.watched(|| {
            let connection = self.lock();
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query_and_then(parameters, read)?;
            rows.next().transpose()
        })
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        // A panic while the lock was held left at most a rolled-back transaction behind.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

fn timestamp(millis: i64) -> Result<Timestamp, RecordError> {
    Timestamp::from_millisecond(millis).map_err(|_| RecordError::Unreadable("time"))
}
