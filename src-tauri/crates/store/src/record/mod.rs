//! The record: one SQLite file of all look-ups, replies as received, orders and notes.

mod calls;
mod condition;
mod entry_id;
mod erasing;
mod lock;
mod notes;
mod orders;
mod outcome;
mod pictures;
mod received;
mod search;
mod statistics;
mod stored;
mod trouble;

pub use calls::{CLOCK_SLACK, Call, NewCall};
pub use condition::PriorState;
pub use condition::RecordProblem;
pub use entry_id::EntryId;
pub use lock::Lock;
pub use notes::{Compared, Note, NoteKind};
pub use orders::{Intended, NewOrder, Obstacle};
pub use outcome::RecordedOutcome;
pub use pictures::{FetchedPicture, NoPicture, PictureRow, ReceivedFile, UNKNOWN_TYPE};
#[cfg(feature = "count-parses")]
pub use received::PARSED;
pub use received::Received;
pub use search::{RecordEntry, RecordPage, RecordQuery};
pub use statistics::{CallCount, CallLog};
pub use trouble::RecordTrouble;

use crate::account::Account;
use crate::wall_clock::WallClock;
use jiff::Timestamp;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, Params, Row};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio_util::sync::CancellationToken;

/// Normalises a text for comparing subjects, regardless of the form of brackets, letters and spaces. The
/// caller provides it when opening the record.
pub type Searchable = fn(&str) -> String;

/// All requests and replies, on disk before they are on screen.
///
/// Operations take milliseconds: a write returns once it is on disk. A look-up of one account is never
/// continued, or billed, with another, so whatever leads to a request takes the [`Account`].
#[derive(Debug)]
pub struct Record {
    connection: Mutex<Connection>,
    clock: WallClock,
    searchable: Searchable,
    /// Cancelled when damage is found.
    damaged: CancellationToken,
    /// The disk failed, so the file may have undetected damage.
    doubtful: AtomicBool,
    /// The latest replies by call id, so that they need not be parsed again.
    latest: Mutex<VecDeque<(i64, Received)>>,
}

/// More than all described checks of one subject.
const LATEST: usize = 16;

#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    #[error("the record: {0}")]
    Sqlite(#[from] rusqlite::Error),
    #[error("the record's schema: {0}")]
    Schema(#[from] rusqlite_migration::Error),
    #[error("the record's folder: {0}")]
    Folder(#[from] std::io::Error),
    #[error("the record contains an unreadable {0}")]
    Unreadable(&'static str),
    #[error("another process works with the record")]
    InUse,
    /// It is read-only, see [`RecordProblem`].
    #[error("the record is read-only")]
    ReadOnly,
}

impl Record {
    fn new(connection: Connection, clock: WallClock, searchable: Searchable) -> Result<Self, RecordError> {
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
        connection.create_scalar_function("searchable", 1, flags, move |context| {
            Ok(searchable(context.get_raw(0).as_str()?))
        })?;
        Ok(Self {
            connection: Mutex::new(connection),
            clock,
            searchable,
            damaged: CancellationToken::new(),
            doubtful: AtomicBool::default(),
            latest: Mutex::default(),
        })
    }

    /// Caches a reply that was just stored, with its parsed form.
    fn keep_latest(&self, call: i64, reply: Received) {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        latest.truncate(LATEST - 1);
        latest.push_front((call, reply));
    }

    /// Deleted data must not stay in memory.
    fn forget_latest(&self) {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn with_latest(&self, call: Call) -> Call {
        let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        match latest.iter().find(|(id, _)| *id == call.id && call.reply.is_some()) {
            Some((_, reply)) => Call { reply: Some(reply.clone()), ..call },
            None => call,
        }
    }

    /// The current time of the record's clock.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Waits until damage is found.
    pub async fn damaged(&self) {
        self.damaged.cancelled().await;
    }

    /// Whether nothing suggests that the file needs a complete check.
    pub fn is_trusted(&self) -> bool {
        !self.damaged.is_cancelled() && !self.doubtful.load(Ordering::Relaxed)
    }

    /// Fails once damage was found: new data might be written where it cannot be found again.
    pub fn sound(&self) -> Result<(), RecordError> {
        if self.damaged.is_cancelled() { Err(RecordError::ReadOnly) } else { Ok(()) }
    }

    /// Accesses the file and takes note of damage.
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
        // A panic under the lock leaves at most a transaction that was rolled back.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

fn timestamp(millis: i64) -> Result<Timestamp, RecordError> {
    Timestamp::from_millisecond(millis).map_err(|_| RecordError::Unreadable("time"))
}
