use crate::archive::{Archive, ArchiveError, RecordedItem};
use crate::clock::{self, NotBefore};
use crate::event::{Event, Problem};
use crate::look_up_queue::LookUpQueue;
use crate::order::{Following, OrderError};
use crate::polling::Polling;
use crate::reuse::ReuseWindow;
use crate::service::Service;
use crate::single_flight::SingleFlight;
use jiff::Timestamp;
use qcc::fetch::Transfer;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use store::account::Account;
use store::failure::{Billing, Failure, FailureCause};
use store::order::Order;
use store::record::{EntryId, Received, Record, RecordError};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use ts_rs::TS;

/// One account at one service, with a record and an evidence folder: the core's entry point for all requests.
#[derive(Debug)]
pub struct Desk {
    archive: Arc<Archive>,
    pub(crate) service: Service,
    pub(crate) folder: PathBuf,
    pub(crate) reuse: ReuseWindow,
    pub(crate) polling: Polling,
    pub(crate) order_changes: broadcast::Sender<Order>,
    file_progress: broadcast::Sender<FileProgress>,
    pub(crate) following: Following,
    pub(crate) in_flight: SingleFlight,
    pub(crate) queue: LookUpQueue,
    /// What people asked for, from before it is sent until its outcome is stored and what was paid for is
    /// fetched. Closing the desk waits for it.
    pub(crate) unfinished: TaskTracker,
    retry_not_before: Mutex<Option<NotBefore>>,
}

#[derive(Debug)]
pub struct Setup {
    pub service: Service,
    pub archive: Arc<Archive>,
    /// Folder for reports; created when the first one arrives.
    pub folder: PathBuf,
    pub reuse: ReuseWindow,
    pub polling: Polling,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FileProgress {
    /// The subject, as sent.
    pub subject: String,
    /// The order of the report; absent for the picture of a snapshot.
    pub order: Option<i64>,
    #[ts(type = "number")]
    pub bytes: u64,
    /// Size in bytes, if the host declares it.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
}

/// Pauses between attempts to store a reply that may be billed: about six seconds in total.
const WRITE_PAUSES: [Duration; 5] = [
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_millis(800),
    Duration::from_millis(1600),
    Duration::from_millis(3200),
];

/// Longest `Retry-After` that is honoured.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(3600);

/// A call has 30 s, possibly after 20 s on a proxy that is gone, and storing its reply takes up to 6 s; a
/// picture may take longer.
const MAX_END: Duration = Duration::from_secs(60);

/// Time for the current step of an order that no longer waits for a reply. A report that cannot be written to
/// a network drive is fetched again later, and must not block choosing another folder.
const MAX_STEP: Duration = Duration::from_secs(5);

/// The outcome of a request is not in the record.
#[derive(Debug, thiserror::Error)]
#[error("the request may have been sent, but its outcome could not be recorded: {0}")]
pub struct NotRecorded(#[source] pub(crate) RecordError);

impl Desk {
    /// Settles unfinished orders and continues to follow accepted ones. Sends nothing that may be billed.
    /// Needs a Tokio runtime and a writable record.
    ///
    /// Only one desk may be open on a record: [close](Self::close) the previous one first.
    pub fn open(setup: Setup) -> Result<Arc<Self>, OrderError> {
        let Setup { service, archive, folder, reuse, polling } = setup;
        if archive.problem().is_some() {
            return Err(RecordError::ReadOnly.into());
        }
        let desk = Arc::new(Self {
            archive,
            service,
            folder,
            reuse,
            polling,
            order_changes: broadcast::Sender::new(256),
            file_progress: broadcast::Sender::new(16),
            following: Following::default(),
            in_flight: SingleFlight::default(),
            queue: LookUpQueue::default(),
            unfinished: TaskTracker::new(),
            retry_not_before: Mutex::default(),
        });
        match desk.recover_orders() {
            Ok(()) => Ok(desk),
            Err(error) => {
                // Orders that are already followed would prevent the record from being reopened.
                desk.following.closing.cancel();
                Err(error)
            }
        }
    }

    /// Stops the app's own requests, and waits until the outcome of every billable request is stored and what
    /// it paid for is fetched; at most a minute.
    pub async fn wait_for_replies(&self) {
        self.following.closing.cancel();
        self.unfinished.close();
        // Longer requests remain in the record as unanswered.
        let _ = tokio::time::timeout(MAX_END, self.unfinished.wait()).await;
    }

    /// Closes the desk: as [`wait_for_replies`](Self::wait_for_replies), and finishes the current step of each
    /// order if it is quick.
    pub async fn close(&self) {
        self.wait_for_replies().await;
        self.following.tasks.close();
        if tokio::time::timeout(MAX_STEP, self.following.tasks.wait()).await.is_err() {
            self.following.abort.cancel();
            // A write that hangs changes nothing later: it compares the state on disk first.
            let _ = tokio::time::timeout(MAX_STEP, self.following.tasks.wait()).await;
        }
    }

    pub fn service(&self) -> &Service {
        &self.service
    }

    /// The record, of all accounts.
    pub fn archive(&self) -> &Arc<Archive> {
        &self.archive
    }

    pub fn recorded(&self, id: EntryId) -> Result<RecordedItem, ArchiveError> {
        self.archive.recorded(id, Some(self.account()))
    }

    /// All changes of orders from now on.
    pub fn order_changes(&self) -> broadcast::Receiver<Order> {
        self.order_changes.subscribe()
    }

    /// Progress of all files being fetched from now on.
    pub fn file_progress(&self) -> broadcast::Receiver<FileProgress> {
        self.file_progress.subscribe()
    }

    /// Reports the progress of a file. Without listeners this fails, which is fine.
    pub(crate) fn report_progress(&self, subject: &str, order: Option<i64>, transfer: Transfer) {
        let Transfer { bytes, total } = transfer;
        let _ = self.file_progress.send(FileProgress { subject: subject.to_owned(), order, bytes, total });
    }

    /// The eight latest subjects, latest first.
    pub fn recent_subjects(&self) -> Result<Vec<String>, RecordError> {
        self.record().recent_subjects(self.account(), 8)
    }

    /// The current time of the record's clock.
    pub(crate) fn now(&self) -> Timestamp {
        self.record().now()
    }

    pub(crate) fn record(&self) -> &Record {
        self.archive.record()
    }

    /// The account whose credential signs the requests.
    pub fn account(&self) -> &Account {
        &self.service.account
    }

    /// Sends a call that is already in the record, and stores its outcome.
    pub(crate) async fn exchange<C: qcc::Call>(&self, row: i64, call: &C) -> Result<Exchanged, NotRecorded> {
        self.exchange_unless(&CancellationToken::new(), &self.service.client, row, call).await
    }

    /// The same, with cancellation. The request may already have reached the service.
    pub(crate) async fn exchange_unless<C: qcc::Call>(
        &self,
        cancel: &CancellationToken,
        client: &qcc::Client,
        row: i64,
        call: &C,
    ) -> Result<Exchanged, NotRecorded> {
        let _unfinished = C::BILLED.then(|| self.unfinished.token());
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
            sent = client.send(signed.into(), &self.service.credential, call) => sent,
        };
        if let Some(delay) = sent.as_ref().ok().and_then(|raw| clock::retry_after(raw, self.now())) {
            self.retry_after(delay.min(MAX_RETRY_AFTER));
        }
        let outcome = sent.map(Received::from).map_err(|error| Failure::no_reply(&error, C::BILLED));
        self.complete(row, began, call, &outcome).await?;
        let corrected =
            outcome.as_ref().is_ok_and(|reply| clock.is_corrected_by::<C>(reply, signed, self.now()));
        Ok(if corrected { Exchanged::ClockCorrected } else { Exchanged::Done })
    }

    /// Makes no requests by itself for so long. A shorter delay does not end a longer one.
    pub(crate) fn retry_after(&self, delay: Duration) {
        if delay > self.retry_delay() {
            *self.retry_not_before() = Some(NotBefore::after(delay, self.now()));
        }
    }

    /// How much longer the service must not be asked without a person's request.
    pub(crate) fn retry_delay(&self) -> Duration {
        let now = self.now();
        self.retry_not_before().map_or(Duration::ZERO, |not_before| not_before.left(now))
    }

    fn retry_not_before(&self) -> MutexGuard<'_, Option<NotBefore>> {
        self.retry_not_before.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stores the outcome of a request before anyone reads it. Retries, because a full or busy disk may
    /// recover and the reply cannot be had again for free.
    pub(crate) async fn complete<C: qcc::Call>(
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
        // If this fails, it is done when the record is opened the next time.
        let _ = self.archive.sum_up(row);
        Ok(())
    }
}

/// The result of a request, apart from what the record has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exchanged {
    /// Nothing more to do.
    Done,
    /// The signature was refused, so nothing was billed, and the next one will use the service's time.
    ClockCorrected,
}
