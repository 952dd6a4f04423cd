//! The record for reading, annotating and deleting. Needs neither a service nor credentials.

use crate::event::{Event, Problem};
use crate::reading;
use crate::render::PreviewCache;
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
    CallLog, Compared, EntryId, Lock, Note, NoteKind, PriorState, Record, RecordEntry, RecordError,
    RecordPage, RecordProblem, RecordQuery,
};
use store::wall_clock::WallClock;
use ts_rs::TS;

/// Longest note, in characters.
const MAX_NOTE: usize = 2000;
/// China's Anti-Money-Laundering Law, article 34: records must be kept for at least ten years after the
/// business relationship, or the transaction, has ended. The app does not know when that was, so it deletes
/// nothing by itself.
pub const SHORTEST_RETENTION_YEARS: u16 = 10;

/// All look-ups and replies on this machine, of all accounts.
#[derive(Debug)]
pub struct Archive {
    record: Record,
    /// `None` if the record cannot be locked; it is then read-only.
    lock: Option<Lock>,
    problem: Option<RecordProblem>,
    closed: AtomicBool,
    pub(crate) previews: PreviewCache,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RecordedItem {
    pub entry: RecordEntry,
    pub content: RecordedContent,
    pub notes: Vec<Note>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum RecordedContent {
    /// A look-up, read again from the replies as received.
    Finding {
        finding: Box<Finding>,
    },
    Order {
        order: Box<Order>,
    },
    /// A look-up by a newer version of the app. It is kept as received for that version.
    Newer,
}

#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    #[error("no such entry")]
    NotFound,
    #[error("a note must have 1 to {MAX_NOTE} characters")]
    Note,
    /// An unfinished order cannot be deleted: it may have been charged.
    #[error("the entry is not finished")]
    StillOpen,
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl Archive {
    /// Opens the record at `path`, or creates it if there never was one. Only one process can open it at a
    /// time.
    ///
    /// If it was not closed properly, it is first checked completely. A record that is missing, damaged, from
    /// a newer version or not writable is opened as well, with its [problem](Self::problem): it is read-only,
    /// as far as it is readable.
    pub fn open(path: &Path, clock: WallClock) -> Result<Arc<Self>, RecordError> {
        Self::open_again(path, false, clock)
    }

    /// As [`Archive::open`]. `was_there`: there is other evidence than the lock file that the record existed.
    pub fn open_again(path: &Path, was_there: bool, clock: WallClock) -> Result<Arc<Self>, RecordError> {
        let opened = Self::open_unlogged(path, was_there, clock);
        match &opened {
            Ok(archive) => {
                let left_open = archive.lock.as_ref().is_some_and(|lock| lock.prior().left_open);
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
        let prior = PriorState { was_there: was_there || lock.prior().was_there, ..lock.prior() };
        let (record, problem) = Record::open(path, prior, clock, searchable)?;
        if problem.is_none() {
            lock.mark_open();
        }
        let archive = Self::new(record, Some(lock), problem);
        if archive.problem.is_none() {
            // On a full disk this is left for the next time; until then those look-ups appear to be in
            // progress.
            let _ = archive.sum_up_the_rest();
        }
        Ok(archive)
    }

    fn new(record: Record, lock: Option<Lock>, problem: Option<RecordProblem>) -> Arc<Self> {
        Arc::new(Self {
            record,
            lock,
            problem,
            closed: AtomicBool::default(),
            previews: PreviewCache::default(),
        })
    }

    /// A record in memory, lost when it is closed; for fictional answers if the disk cannot store them.
    pub fn in_memory(clock: WallClock) -> Result<Arc<Self>, RecordError> {
        Ok(Self::new(Record::in_memory(clock, searchable)?, None, None))
    }

    /// Moves whatever is in the record's place aside and creates a new record. The old one must be closed,
    /// because Windows cannot rename open files.
    pub fn start_new(path: &Path, clock: WallClock) -> Result<Arc<Self>, RecordError> {
        let lock = Lock::take(path)?;
        Record::put_aside(path)?;
        lock.expect_nothing();
        lock.release(false);
        Self::open(path, clock)
    }

    /// Closes the record properly. Another process may then open it.
    pub fn close(&self) {
        // Close only once: another process may have opened it since.
        if self.closed.swap(true, Ordering::Relaxed) {
            return;
        }
        if self.is_damaged() {
            self.record.leave_journal();
        } else if self.problem.is_none() {
            self.record.settle();
        }
        if let Some(lock) = &self.lock {
            // If it is or may be damaged, the next start checks it completely.
            lock.release(self.problem.is_none() && self.record.is_trusted());
        }
    }

    /// Waits until the record turns out to be damaged. After that nothing can be requested; reopened, it has
    /// a problem.
    pub async fn damaged(&self) {
        self.record.damaged().await;
    }

    /// Whether it turned out to be damaged and must be reopened.
    pub fn is_damaged(&self) -> bool {
        self.record.sound().is_err()
    }

    /// Why it is read-only, if it is.
    pub fn problem(&self) -> Option<&RecordProblem> {
        self.problem.as_ref()
    }

    /// The matching entries, newest first.
    pub fn search(&self, query: &RecordQuery) -> Result<RecordPage, RecordError> {
        self.record.search(query)
    }

    /// A complete entry. `here`: the current account.
    pub fn recorded(&self, id: EntryId, here: Option<&Account>) -> Result<RecordedItem, ArchiveError> {
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

    /// Adds a note or a conclusion to an entry, and returns all its notes.
    pub fn annotate(&self, id: EntryId, kind: NoteKind, text: &str) -> Result<Vec<Note>, ArchiveError> {
        self.writable()?;
        let text = text.trim();
        if text.is_empty() || text.chars().count() > MAX_NOTE {
            return Err(ArchiveError::Note);
        }
        self.record.entry(id)?.ok_or(ArchiveError::NotFound)?;
        self.record.annotate(id, kind, text)?;
        Ok(self.record.notes(id)?)
    }

    /// The checks with an answer that was compared with the vendor's page, and when.
    pub fn compared(&self) -> Result<Vec<Compared>, ArchiveError> {
        Ok(self.record.compared()?)
    }

    /// Deletes an entry: subject, requests, replies and notes. The calls, and whether they may be charged,
    /// remain in the statistics. Saved reports are separate files and remain.
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
        self.previews.clear();
        self.record.settle();
        Ok(())
    }

    /// Open orders that `here` (or without it, any account) can continue, but the account with this key at
    /// this address cannot. `key` is `None` if there are no credentials.
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

    pub fn call_log(&self) -> Result<CallLog, RecordError> {
        self.record.call_log(self.now())
    }

    /// The current time of the record's clock.
    pub fn now(&self) -> Timestamp {
        self.record.now()
    }

    pub(crate) fn record(&self) -> &Record {
        &self.record
    }

    pub(crate) fn finding(
        &self,
        look_up: i64,
        here: Option<&Account>,
    ) -> Result<Option<Finding>, RecordError> {
        let pages = self.record.pages(look_up)?;
        let picture = self.record.picture(look_up)?;
        Ok(reading::read(&pages, picture, here))
    }

    /// Reads a call's reply and stores what searches and statistics need.
    pub(crate) fn sum_up(&self, call: i64) -> Result<(), RecordError> {
        let Some(row) = self.record.call(call)? else {
            return Ok(());
        };
        // The version that made the call can read its reply.
        let Some((outcome, may_be_billed)) = reading::summary(&row) else {
            return Ok(());
        };
        self.record.sum_up(&row, outcome, may_be_billed)
    }

    /// Completes calls without a stored outcome. An unreadable one must not prevent the others.
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
