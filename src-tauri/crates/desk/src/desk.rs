use crate::failure::{Billing, Failure, FailureCause};
use crate::order::{Order, OrderError};
use crate::record::{Record, RecordError};
use crate::service::Service;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

/// One service, one record, one evidence folder: where the work is done.
#[derive(Debug)]
pub struct Desk {
    pub(crate) record: Record,
    pub(crate) service: Service,
    pub(crate) folder: PathBuf,
    pub(crate) order_changes: broadcast::Sender<Order>,
    pub(crate) following: Following,
}

impl Desk {
    /// Opens the record, settles orders that the last run left unfinished and goes on following what was accepted. Sends
    /// nothing that may be billed. Needs a Tokio runtime.
    ///
    /// Reports are saved in `folder`, which is made when the first one arrives.
    pub fn open(service: Service, record: &Path, folder: PathBuf) -> Result<Arc<Self>, OrderError> {
        let desk = Arc::new(Self {
            record: Record::open(record)?,
            service,
            folder,
            order_changes: broadcast::Sender::new(64),
            following: Following::default(),
        });
        desk.recover_orders()?;
        Ok(desk)
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
        self.record.recent_subjects(self.service.label(), self.service.account(), 8)
    }

    /// Sends a call whose row is in the record and completes the row by what came of it.
    pub(crate) async fn exchange<C: qcc::Call>(&self, row: i64, call: &C) -> Result<(), RecordError> {
        self.exchange_unless(&CancellationToken::new(), row, call).await
    }

    /// The same, until a person cancels. The request may have reached the service by then.
    pub(crate) async fn exchange_unless<C: qcc::Call>(
        &self,
        cancel: &CancellationToken,
        row: i64,
        call: &C,
    ) -> Result<(), RecordError> {
        let sent = tokio::select! {
            biased;
            () = cancel.cancelled() => {
                let failure = Failure::new(FailureCause::Cancelled, Billing::of(C::BILLED));
                return self.record.failed(row, &failure);
            }
            sent = self.service.client().send(self.service.credential(), call) => sent,
        };
        match sent {
            Ok(reply) => self.record.answered(row, &reply),
            Err(error) => self.record.failed(row, &Failure::unsent(&error, C::BILLED)),
        }
    }
}

/// Which orders are being followed: each by one task.
#[derive(Debug, Default, Clone)]
pub(crate) struct Following(Arc<Mutex<HashSet<i64>>>);

/// Ends the following of an order when it is dropped.
pub(crate) struct Followed {
    orders: Following,
    id: i64,
}

impl Following {
    /// `None` if the order is followed already.
    pub(crate) fn start(&self, id: i64) -> Option<Followed> {
        let new = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
        new.then(|| Followed { orders: self.clone(), id })
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        self.orders.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}
