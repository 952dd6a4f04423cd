use crate::archive::{Archive, ArchiveError, RecordedItem};
use crate::event::{Event, Problem};
use crate::flights::Flights;
use crate::order::OrderError;
use crate::pace::Pace;
use crate::reuse::ReuseWindow;
use crate::service::Service;
use jiff::Timestamp;
use qcc::fetch::Transfer;
use serde::Serialize;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use store::account::Account;
use store::failure::{Billing, Failure, FailureCause};
use store::order::Order;
use store::record::{EntryId, Received, Record, RecordError};
use tokio::sync::{Semaphore, SemaphorePermit, broadcast};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use ts_rs::TS;

/// One account at one service, one record, one evidence folder: where the work is done.
#[derive(Debug)]
pub struct Desk {
    archive: Arc<Archive>,
    pub(crate) service: Service,
    pub(crate) folder: PathBuf,
    pub(crate) reuse: ReuseWindow,
    pub(crate) pace: Pace,
    pub(crate) order_changes: broadcast::Sender<Order>,
    file_progress: broadcast::Sender<FileProgress>,
    pub(crate) following: Following,
    pub(crate) flights: Flights,
    /// Requests that may be billed, from before they are sent until what came of them is written down or fetched.
    pub(crate) on_the_wire: TaskTracker,
    /// Before this the app asks nothing by itself, because the service wants to be left alone.
    quiet_until: Mutex<Option<Instant>>,
}

/// What a desk works with.
#[derive(Debug)]
pub struct Setup {
    /// Who is asked, and on whose account.
    pub service: Service,
    /// Where it is written down.
    pub archive: Arc<Archive>,
    /// Where reports are saved; made when the first one arrives.
    pub folder: PathBuf,
    /// For how long an answer is used again.
    pub reuse: ReuseWindow,
    /// How long the app waits before it asks again by itself.
    pub pace: Pace,
}

/// How far a file has come that is being fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FileProgress {
    /// The text that was sent.
    pub subject: String,
    /// The order whose report it is; absent for the picture of a snapshot.
    pub order: Option<i64>,
    /// Bytes so far.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Bytes in all, where the host says so.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
}

/// Pauses between attempts to write down a reply that may be paid for: about six seconds in all.
const WRITE_PAUSES: [Duration; 5] = [
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_millis(800),
    Duration::from_millis(1600),
    Duration::from_millis(3200),
];

/// For longer than this no service is left alone because it asked for it.
const LONGEST_QUIET: Duration = Duration::from_secs(3600);

/// A call has 30 seconds, after up to 20 on a way that was not there, and its record six; a picture may take longer.
const LONGEST_END: Duration = Duration::from_secs(60);

/// How long a step of an order may take that needs no reply any more. A report that cannot be written to a network drive is
/// fetched again, and must not keep anyone from choosing another folder.
const LONGEST_STEP: Duration = Duration::from_secs(5);

/// Why the outcome of a request is not in the record.
#[derive(Debug, thiserror::Error)]
#[error("the request may have been sent, and what came of it could not be recorded: {0}")]
pub struct NotRecorded(#[source] RecordError);

impl Desk {
    /// Settles orders that were left unfinished and goes on following what was accepted. Sends nothing that may be billed.
    /// Needs a Tokio runtime, and a record that can be written.
    ///
    /// Only one desk may be open on a record: the one before it is to be [closed](Self::close) first.
    pub fn open(setup: Setup) -> Result<Arc<Self>, OrderError> {
        let Setup { service, archive, folder, reuse, pace } = setup;
        if archive.problem().is_some() {
            return Err(RecordError::ReadOnly.into());
        }
        let desk = Arc::new(Self {
            archive,
            service,
            folder,
            reuse,
            pace,
            order_changes: broadcast::Sender::new(256),
            file_progress: broadcast::Sender::new(16),
            following: Following::default(),
            flights: Flights::default(),
            on_the_wire: TaskTracker::new(),
            quiet_until: Mutex::default(),
        });
        match desk.recover_orders() {
            Ok(()) => Ok(desk),
            Err(error) => {
                // Orders that are followed already would keep the record from being opened again.
                desk.following.closing.cancel();
                Err(error)
            }
        }
    }

    /// Asks for nothing more by itself, and waits until what came of every request that may be billed is written down, and
    /// what it paid for is fetched: a minute at most.
    pub async fn replies_are_in(&self) {
        self.following.closing.cancel();
        self.on_the_wire.close();
        // Whatever takes longer is known to the record as without a reply.
        let _ = tokio::time::timeout(LONGEST_END, self.on_the_wire.wait()).await;
    }

    /// Ends the work: as [`replies_are_in`](Self::replies_are_in), and the step that each order is at is taken, if it can be in
    /// time.
    pub async fn close(&self) {
        self.replies_are_in().await;
        self.following.tasks.close();
        if tokio::time::timeout(LONGEST_STEP, self.following.tasks.wait()).await.is_err() {
            self.following.given_up.cancel();
            // One that hangs in a write of its own comes to nothing later: the state on disk is compared before it is changed.
            let _ = tokio::time::timeout(LONGEST_STEP, self.following.tasks.wait()).await;
        }
    }

    /// Who answers.
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// The record, of every account.
    pub fn archive(&self) -> &Arc<Archive> {
        &self.archive
    }

    /// One entry of the record, whole.
    pub fn recorded(&self, id: EntryId) -> Result<RecordedItem, ArchiveError> {
        self.archive.item(id, Some(self.account()))
    }

    /// Every change of an order from now on.
    pub fn order_changes(&self) -> broadcast::Receiver<Order> {
        self.order_changes.subscribe()
    }

    /// How far files that are being fetched have come, from now on.
    pub fn file_progress(&self) -> broadcast::Receiver<FileProgress> {
        self.file_progress.subscribe()
    }

    /// Tells how far a file has come. Without anyone who listens that is nobody's business.
    pub(crate) fn tell_progress(&self, subject: &str, order: Option<i64>, transfer: Transfer) {
        let Transfer { bytes, total } = transfer;
        let _ = self.file_progress.send(FileProgress { subject: subject.to_owned(), order, bytes, total });
    }

    /// The eight subjects that were asked for last, the latest first.
    pub fn recent_subjects(&self) -> Result<Vec<String>, RecordError> {
        self.record().recent_subjects(self.account(), 8)
    }

    /// The time now, by the clock that the record goes by.
    pub(crate) fn now(&self) -> Timestamp {
        self.record().now()
    }

    pub(crate) fn record(&self) -> &Record {
        self.archive.record()
    }

    pub(crate) fn account(&self) -> &Account {
        &self.service.account
    }

    /// Sends a call whose row is in the record and completes the row by what came of it.
    pub(crate) async fn exchange<C: qcc::Call>(&self, row: i64, call: &C) -> Result<Exchanged, NotRecorded> {
        self.exchange_unless(&CancellationToken::new(), row, call).await
    }

    /// The same, until a person cancels. The request may have reached the service by then.
    pub(crate) async fn exchange_unless<C: qcc::Call>(
        &self,
        cancel: &CancellationToken,
        row: i64,
        call: &C,
    ) -> Result<Exchanged, NotRecorded> {
        let _on_the_wire = C::BILLED.then(|| self.on_the_wire.token());
        let began = Instant::now();
        if cancel.is_cancelled() {
            let failure = Failure::new(FailureCause::Cancelled, Billing::NotBilled);
            self.complete(row, began, call, &Err(failure)).await?;
            return Ok(Exchanged::Done);
        }
        let clock = &self.service.clock;
        let signed = clock.corrected(self.now());
        let sent = tokio::select! {
            biased;
            () = cancel.cancelled() => {
                let failure = Failure::new(FailureCause::Cancelled, Billing::of(C::BILLED));
                self.complete(row, began, call, &Err(failure)).await?;
                return Ok(Exchanged::Done);
            }
            sent = self.service.client.send(signed.into(), &self.service.credential, call) => sent,
        };
        if let Some(quiet) = sent.as_ref().ok().and_then(|raw| raw.retry_after) {
            *self.quiet_until() = Some(Instant::now() + quiet.min(LONGEST_QUIET));
        }
        let outcome = sent.map(Received::from).map_err(|error| Failure::no_reply(&error, C::BILLED));
        self.complete(row, began, call, &outcome).await?;
        let corrected =
            outcome.as_ref().is_ok_and(|reply| clock.is_corrected_by::<C>(reply, signed, self.now()));
        Ok(if corrected { Exchanged::ClockCorrected } else { Exchanged::Done })
    }

    /// How much longer the service wants to be left alone.
    pub(crate) fn quiet_for(&self) -> Duration {
        self.quiet_until().map_or(Duration::ZERO, |until| until.saturating_duration_since(Instant::now()))
    }

    fn quiet_until(&self) -> MutexGuard<'_, Option<Instant>> {
        self.quiet_until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes down what came of a request, before anyone reads it. A full or busy disk may recover, and the reply cannot be had
    /// again for nothing.
    async fn complete<C: qcc::Call>(
        &self,
        row: i64,
        began: Instant,
        call: &C,
        outcome: &Result<Received, Failure>,
    ) -> Result<(), NotRecorded> {
        let took = began.elapsed();
        let mut written = self.record().complete(row, outcome);
        for pause in WRITE_PAUSES {
            if written.is_ok() {
                break;
            }
            tokio::time::sleep(pause).await;
            written = self.record().complete(row, outcome);
        }
        Event::call(Some(row), call, outcome, took).log();
        if let Err(error) = written {
            Event::NotRecorded { row, problem: Problem::from(&error) }.log();
            return Err(NotRecorded(error));
        }
        // What is not summed up now is when the record is opened the next time.
        let _ = self.archive.sum_up(row);
        Ok(())
    }
}

/// What a request led to besides its row in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exchanged {
    /// Nothing.
    Done,
    /// Its signature was refused, so nothing was billed, and the next one is made by the service's clock.
    ClockCorrected,
}

/// Orders that are asked about, or whose file is fetched, at a time.
const ASKED_AT_A_TIME: usize = 3;

/// The orders that are being followed: each by one task.
#[derive(Debug)]
pub(crate) struct Following {
    orders: Arc<Mutex<HashSet<i64>>>,
    /// Whose turn it is to ask.
    turns: Semaphore,
    pub(crate) tasks: TaskTracker,
    pub(crate) closing: CancellationToken,
    /// Cancelled when what is under way is not waited for any longer.
    pub(crate) given_up: CancellationToken,
}

/// Ends the following of an order when it is dropped.
pub(crate) struct Followed {
    orders: Arc<Mutex<HashSet<i64>>>,
    id: i64,
}

impl Default for Following {
    fn default() -> Self {
        Self {
            orders: Arc::default(),
            turns: Semaphore::new(ASKED_AT_A_TIME),
            tasks: TaskTracker::new(),
            closing: CancellationToken::new(),
            given_up: CancellationToken::new(),
        }
    }
}

impl Following {
    /// Waits until few enough others are being asked about. `None` if the desk is closing.
    pub(crate) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        tokio::select! {
            biased;
            () = self.closing.cancelled() => None,
            turn = self.turns.acquire() => turn.ok(),
        }
    }

    /// `None` if the order is followed already, or the desk is closing.
    pub(crate) fn start(&self, id: i64) -> Option<Followed> {
        let new = !self.closing.is_cancelled()
            && self.orders.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
        new.then(|| Followed { orders: self.orders.clone(), id })
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;
    use std::pin::pin;
    use std::task::Poll;

    #[tokio::test]
    async fn only_a_few_orders_are_asked_about_at_a_time() {
        let following = Following::default();
        let mut turns = Vec::new();
        for _ in 0..ASKED_AT_A_TIME {
            turns.push(following.turn().await);
        }
        let mut next = pin!(following.turn());
        let waits = poll_fn(|context| Poll::Ready(next.as_mut().poll(context).is_pending())).await;
        assert!(waits);
        turns.pop();
        assert!(next.await.is_some());
    }

    #[tokio::test]
    async fn whoever_waits_for_a_turn_ends_with_the_desk() {
        let following = Following::default();
        following.closing.cancel();
        assert!(following.turn().await.is_none());
    }
}
