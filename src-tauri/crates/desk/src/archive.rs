//! The record to read, annotate and erase. Needs neither a service nor a credential.

use crate::drawing::Drawings;
use crate::event::{Event, Problem};
use crate::reading;
use crate::service::Service;
use crate::subject::searchable;
use jiff::Timestamp;
use qcc::ServiceAddress;
use serde::Serialize;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::account::Account;
use store::finding::Finding;
use store::order::{Order, OrderRow};
use store::record::{
    Before, CallLog, Compared, EntryId, Lock, Note, NoteKind, Record, RecordEntry, RecordError, RecordPage,
    RecordProblem, RecordQuery,
};
use store::wall_clock::WallClock;
use ts_rs::TS;

/// Longest note in characters.
const LONGEST_NOTE: usize = 2000;
/// China's Anti-Money-Laundering Law, article 34: kept for at least ten years after the business relationship, or the transaction,
/// has ended. When that was the app does not know, so it deletes nothing by itself.
pub const SHORTEST_RETENTION_YEARS: u16 = 10;

/// Everything that was ever asked and answered on this machine, by whichever account.
#[derive(Debug)]
pub struct Archive {
    record: Record,
    /// Absent where none could be taken; then the record is only read.
    lock: Option<Lock>,
    problem: Option<RecordProblem>,
    closed: AtomicBool,
    pub(crate) drawings: Drawings,
}

/// One entry of the record, whole.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RecordedItem {
    /// The entry, as lists show it.
    pub entry: RecordEntry,
    /// What was answered.
    pub content: RecordedContent,
    /// What the officer wrote, the oldest first.
    pub notes: Vec<Note>,
}

/// What an entry of the record holds.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum RecordedContent {
    /// A question, read anew from the replies as received.
    Finding {
        /// What was answered.
        finding: Box<Finding>,
    },
    /// An order for a report.
    Order {
        /// Where it stands.
        order: Box<Order>,
    },
    /// A question that a newer version of the app asked. It is kept as received, for that version to read.
    Newer,
}

/// Why something was not done to the record.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// There is no such entry, or not any more.
    #[error("no such entry")]
    NotFound,
    /// A note is empty or too long.
    #[error("a note of 1 to {LONGEST_NOTE} characters")]
    Note,
    /// What is not finished cannot be deleted: it may have been charged for.
    #[error("not finished")]
    StillOpen,
    /// The record could not be read or written.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl Archive {
    /// Opens the record at `path`, and begins it where there never was one. One process at a time can have it.
    ///
    /// Where it was not closed the last time, all of it is looked through first. A record that is gone, damaged, of a newer
    /// version or not to be written opens too, with its [problem](Self::problem): nothing is written to it, and what can be
    /// read is read.
    pub fn open(path: &Path, clock: WallClock) -> Result<Arc<Self>, RecordError> {
        Self::open_logged(path, false, clock)
    }

    /// The same where more than the lock beside it speaks for a record that was there.
    pub fn open_again(path: &Path, clock: WallClock) -> Result<Arc<Self>, RecordError> {
        Self::open_logged(path, true, clock)
    }

    fn open_logged(path: &Path, was_there: bool, clock: WallClock) -> Result<Arc<Self>, RecordError> {
        let opened = Self::open_unlogged(path, was_there, clock);
        match &opened {
            Ok(archive) => {
                let left_open = archive.lock.as_ref().is_some_and(Lock::was_left_open);
                Event::record_opened(left_open, archive.problem()).log();
            }
            Err(error) => Event::RecordNotOpened { problem: Problem::from(error) }.log(),
        }
        opened
    }

    fn open_unlogged(path: &Path, was_there: bool, clock: WallClock) -> Result<Arc<Self>, RecordError> {
        let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(RecordError::from);
        let lock = match folder.and_then(|()| Lock::take(path)) {
            Ok(lock) => lock,
            Err(RecordError::InUse) => return Err(RecordError::InUse),
            Err(error) => {
                let problem = RecordProblem::Unwritable { trouble: error.trouble() };
                return Ok(Self::new(
                    Record::to_read(path, &problem, clock, searchable)?,
                    None,
                    Some(problem),
                ));
            }
        };
        let before = Before { left_open: lock.was_left_open(), was_there: was_there || lock.had_a_record() };
        let (record, problem) = Record::open(path, before, clock, searchable)?;
        if problem.is_none() {
            lock.mark_open();
        }
        let archive = Self::new(record, Some(lock), problem);
        if archive.problem.is_none() {
            // On a full disk it is done the next time; until then those rows read as being asked.
            let _ = archive.sum_up_the_rest();
        }
        Ok(archive)
    }

    fn new(record: Record, lock: Option<Lock>, problem: Option<RecordProblem>) -> Arc<Self> {
        Arc::new(Self { record, lock, problem, closed: AtomicBool::default(), drawings: Drawings::default() })
    }

    /// A record that is gone when it is closed: for fictional answers, where the disk cannot take them.
    pub fn in_memory(clock: WallClock) -> Result<Arc<Self>, RecordError> {
        Ok(Self::new(Record::in_memory(clock, searchable)?, None, None))
    }

    /// Puts what stands in a record's place aside, and begins a new one. Nobody may hold the old one any more: Windows gives
    /// no other name to a file that is open.
    pub fn begin_anew(path: &Path, clock: WallClock) -> Result<Arc<Self>, RecordError> {
        let lock = Lock::take(path)?;
        Record::put_aside(path)?;
        lock.expect_nothing();
        lock.release(false);
        Self::open(path, clock)
    }

    /// Ends the work with the record, cleanly. Another process may open it from now on.
    pub fn close(&self) {
        // By the second time somebody else may have it.
        if self.closed.swap(true, Ordering::Relaxed) {
            return;
        }
        if self.is_damaged() {
            self.record.leave_journal();
        } else if self.problem.is_none() {
            self.record.settle();
        }
        if let Some(lock) = &self.lock {
            // What is, or may be, damaged is looked through at the next start.
            lock.release(self.problem.is_none() && self.record.is_trusted());
        }
    }

    /// Waits until the record turns out to be damaged while it is worked with. From then on nothing is asked; opened anew, it
    /// is one with a problem.
    pub async fn damaged(&self) {
        self.record.damaged().await;
    }

    /// Whether it has to be opened anew, because it turned out to be damaged.
    pub fn is_damaged(&self) -> bool {
        self.record.sound().is_err()
    }

    /// Why it can be read only, if so.
    pub fn problem(&self) -> Option<&RecordProblem> {
        self.problem.as_ref()
    }

    /// Entries that match, the newest first.
    pub fn search(&self, query: &RecordQuery) -> Result<RecordPage, RecordError> {
        self.record.search(query)
    }

    /// One entry, whole. `here`: the account that is open now.
    pub(crate) fn item(&self, id: EntryId, here: Option<&Account>) -> Result<RecordedItem, ArchiveError> {
        let entry = self.record.entry(id)?.ok_or(ArchiveError::NotFound)?;
        let content = match id {
            EntryId::Call { .. } if entry.check.is_none() => RecordedContent::Newer,
            EntryId::Call { id } => {
                let finding = self.finding(id, here)?.ok_or(ArchiveError::NotFound)?;
                RecordedContent::Finding { finding: Box::new(Finding { reused: true, ..finding }) }
            }
            EntryId::Order { id } => {
                let row = self.record.order(id)?.ok_or(ArchiveError::NotFound)?;
                RecordedContent::Order { order: Box::new(OrderRow::shown(row, here)) }
            }
        };
        Ok(RecordedItem { entry, content, notes: self.record.notes(id)? })
    }

    /// One entry, whole, while no account is open.
    pub fn recorded(&self, id: EntryId) -> Result<RecordedItem, ArchiveError> {
        self.item(id, None)
    }

    /// Adds a note or a conclusion to an entry, and returns all of its notes.
    pub fn annotate(&self, id: EntryId, kind: NoteKind, text: &str) -> Result<Vec<Note>, ArchiveError> {
        self.writable()?;
        let text = text.trim();
        if text.is_empty() || text.chars().count() > LONGEST_NOTE {
            return Err(ArchiveError::Note);
        }
        self.record.entry(id)?.ok_or(ArchiveError::NotFound)?;
        self.record.annotate(id, kind, text)?;
        Ok(self.record.notes(id)?)
    }

    /// Of which checks an answer was compared with the vendor's page, and when.
    pub fn compared(&self) -> Result<Vec<Compared>, ArchiveError> {
        Ok(self.record.compared()?)
    }

    /// Deletes an entry: who was asked about, what was sent, what came back, and the notes. That there were calls, and that
    /// they may be charged, stays in the call log. Saved reports are files of their own and stay.
    pub fn erase(&self, id: EntryId) -> Result<(), ArchiveError> {
        self.writable()?;
        self.record.entry(id)?.ok_or(ArchiveError::NotFound)?;
        let open = match id {
            EntryId::Call { id } => self.record.is_under_way(id)?,
            EntryId::Order { id } => self.record.order(id)?.is_some_and(|row| !row.state.is_final()),
        };
        if open {
            return Err(ArchiveError::StillOpen);
        }
        self.record.erase(id)?;
        self.record.settle();
        Ok(())
    }

    /// Open orders that `here` goes on with, or, while no account is open, some account does, and that the account of this key at
    /// this address would not. Without a key there is none.
    pub fn orders_left_behind(
        &self,
        here: Option<&Service>,
        address: &ServiceAddress,
        key: Option<&str>,
    ) -> Result<Vec<Order>, RecordError> {
        let next = key.map(|key| Account::of(address, key));
        let here = here.map(|here| &here.account);
        let rows = self.record.orders(false)?.into_iter();
        let left = rows.filter(|row| {
            !row.state.is_final()
                && here.is_none_or(|here| row.account == *here)
                && next.as_ref() != Some(&row.account)
        });
        Ok(left.map(|row| row.shown(here)).collect())
    }

    /// How many calls were made, and how many of them may be charged.
    pub fn call_log(&self) -> Result<CallLog, RecordError> {
        self.record.call_log(self.now())
    }

    /// The time now, by the clock that the record goes by.
    pub fn now(&self) -> Timestamp {
        self.record.now()
    }

    pub(crate) fn record(&self) -> &Record {
        &self.record
    }

    /// What the record holds of one question, read anew.
    pub(crate) fn finding(
        &self,
        question: i64,
        here: Option<&Account>,
    ) -> Result<Option<Finding>, RecordError> {
        let pages = self.record.pages(question)?;
        let picture = self.record.picture(question)?;
        Ok(reading::read(&pages, picture, here))
    }

    /// Reads the reply of a row and notes what searching and counting need of it.
    pub(crate) fn sum_up(&self, call: i64) -> Result<(), RecordError> {
        let Some(row) = self.record.call(call)? else {
            return Ok(());
        };
        // The version that asked it knows how to read it.
        let Some((came, may_be_billed)) = reading::summary(&row) else {
            return Ok(());
        };
        self.record.sum_up(&row, came.into(), may_be_billed)
    }

    /// Sums up the rows that are not. One that this version cannot read must not keep the others from being summed up.
    fn sum_up_the_rest(&self) -> Result<(), RecordError> {
        let rest = self.record.not_summed_up()?;
        rest.into_iter().map(|call| self.sum_up(call)).fold(Ok(()), Result::and)
    }

    fn writable(&self) -> Result<(), RecordError> {
        if self.problem.is_some() { Err(RecordError::ReadOnly) } else { self.record.sound() }
    }
}

impl Drop for Archive {
    fn drop(&mut self) {
        self.close();
    }
}
