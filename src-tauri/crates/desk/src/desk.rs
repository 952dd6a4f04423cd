use crate::failure::{Billing, Failure, FailureCause};
use crate::order::{Order, OrderError};
use crate::record::{Record, RecordError};
use crate::service::Service;
use qcc::RawReply;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// One account at one service, one record, one evidence folder: where the work is done.
#[derive(Debug)]
pub struct Desk {
    pub(crate) record: Record,
    pub(crate) service: Service,
    pub(crate) folder: PathBuf,
    pub(crate) order_changes: broadcast::Sender<Order>,
    pub(crate) following: Following,
}

/// Pauses between attempts to write down a reply that may be paid for: about six seconds in all.
const WRITE_PAUSES: [Duration; 5] = [
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_millis(800),
    Duration::from_millis(1600),
    Duration::from_millis(3200),
];

/// Why the outcome of a request is not in the record.
#[derive(Debug, thiserror::Error)]
#[error("the request may have been sent, and what came of it could not be recorded: {0}")]
pub struct NotRecorded(#[source] RecordError);

impl Desk {
    /// Opens the record, settles orders that were left unfinished and goes on following what was accepted. Sends nothing
    /// that may be billed. Needs a Tokio runtime.
    ///
    /// Reports are saved in `folder`, which is made when the first one arrives. Only one desk may be open on a record: the
    /// one before it is to be [closed](Self::close) first.
    pub fn open(service: Service, record: &Path, folder: PathBuf) -> Result<Arc<Self>, OrderError> {
        let desk = Arc::new(Self {
            record: Record::open(record, service.label(), service.account())?,
            service,
            folder,
            order_changes: broadcast::Sender::new(256),
            following: Following::default(),
        });
        desk.recover_orders()?;
        Ok(desk)
    }

    /// Stops following orders, and waits until the step that each is at has been taken: a request that is on its way is
    /// waited for, as its reply may be an order's number.
    pub async fn close(&self) {
        self.following.closing.cancel();
        self.following.tasks.close();
        self.following.tasks.wait().await;
    }

    /// Who answers.
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// Every change of an order from now on.
    pub fn order_changes(&self) -> broadcast::Receiver<Order> {
        self.order_changes.subscribe()
    }

    /// The eight subjects that were asked for last, the latest first.
    pub fn recent_subjects(&self) -> Result<Vec<String>, RecordError> {
        self.record.recent_subjects(8)
    }

    /// Sends a call whose row is in the record and completes the row by what came of it.
    pub(crate) async fn exchange<C: qcc::Call>(&self, row: i64, call: &C) -> Result<(), NotRecorded> {
        self.exchange_unless(&CancellationToken::new(), row, call).await
    }

    /// The same, until a person cancels. The request may have reached the service by then.
    pub(crate) async fn exchange_unless<C: qcc::Call>(
        &self,
        cancel: &CancellationToken,
        row: i64,
        call: &C,
    ) -> Result<(), NotRecorded> {
        if cancel.is_cancelled() {
            let failure = Failure::new(FailureCause::Cancelled, Billing::NotBilled);
            return self.complete(row, Err(failure)).await;
        }
        let sent = tokio::select! {
            biased;
            () = cancel.cancelled() => {
                let failure = Failure::new(FailureCause::Cancelled, Billing::of(C::BILLED));
                return self.complete(row, Err(failure)).await;
            }
            sent = self.service.client().send(self.service.credential(), call) => sent,
        };
        self.complete(row, sent.map_err(|error| Failure::no_reply(&error, C::BILLED))).await
    }

    /// Writes down what came of a request. A full or busy disk may recover, and the reply cannot be had again for nothing.
    async fn complete(&self, row: i64, outcome: Result<RawReply, Failure>) -> Result<(), NotRecorded> {
        let write = || match &outcome {
            Ok(reply) => self.record.answered(row, reply),
            Err(failure) => self.record.failed(row, failure),
        };
        for pause in WRITE_PAUSES {
            if write().is_ok() {
                return Ok(());
            }
            tokio::time::sleep(pause).await;
        }
        write().map_err(NotRecorded)
    }
}

/// The orders that are being followed: each by one task.
#[derive(Debug, Default)]
pub(crate) struct Following {
    orders: Arc<Mutex<HashSet<i64>>>,
    pub(crate) tasks: TaskTracker,
    pub(crate) closing: CancellationToken,
}

/// Ends the following of an order when it is dropped.
pub(crate) struct Followed {
    orders: Arc<Mutex<HashSet<i64>>>,
    id: i64,
}

impl Following {
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
