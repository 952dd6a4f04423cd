//! Look-ups are sent a few at a time, so that a refusal of the account stops those still waiting.

use qcc::Client;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use store::failure::{Billing, Failure, FailureCause, NotSentReason, StatusMeaning};
use store::finding::{Finding, Outcome};
use tokio::sync::{Notify, Semaphore, SemaphorePermit};
use tokio_util::sync::CancellationToken;

/// Enough that fifteen checks take little longer than one: the second half reuses the connections of the first.
const SENT_AT_A_TIME: usize = 8;

#[derive(Debug)]
pub(crate) struct LookUpQueue {
    places: Semaphore,
    account_refused: Notify,
    /// Sends what is in the queue. Gone when nothing is: a connection kept for later may die unseen, as while the machine
    /// sleeps, and would swallow a call.
    client: Mutex<Weak<Client>>,
}

impl Default for LookUpQueue {
    fn default() -> Self {
        Self {
            places: Semaphore::new(SENT_AT_A_TIME),
            account_refused: Notify::new(),
            client: Mutex::default(),
        }
    }
}

impl LookUpQueue {
    /// The client shared by all look-ups in the queue. Keep it from before waiting for a place until the look-up is over.
    pub(crate) fn client(&self, service: &Client) -> Arc<Client> {
        let mut shared = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let client = Arc::new(service.for_batch());
            *shared = Arc::downgrade(&client);
            client
        })
    }

    /// Waits for a place. Fails if the look-up must not be sent: the account was refused meanwhile, or a person cancelled.
    pub(crate) async fn place(&self, cancel: &CancellationToken) -> Result<SemaphorePermit<'_>, Failure> {
        let cause = tokio::select! {
            biased;
            () = cancel.cancelled() => FailureCause::Cancelled,
            () = self.account_refused.notified() => {
                FailureCause::NotSent { reason: NotSentReason::AccountRefused }
            }
            place = self.places.acquire() => match place {
                Ok(place) => return Ok(place),
                // The queue is never closed.
                Err(_) => FailureCause::Cancelled,
            }
        };
        Err(Failure::new(cause, Billing::NotBilled))
    }

    /// Stops what waits if the finding says that the account was refused. Call it before giving the place back: a look-up
    /// that got the place would be sent.
    pub(crate) fn learn(&self, finding: &Finding) {
        let refused = match &finding.outcome {
            Outcome::NotVerified { failure, .. } => Some(failure),
            Outcome::Found { .. } | Outcome::NoRecord(_) => finding.page_failure.as_ref(),
        };
        if refused.is_some_and(refuses_account) {
            self.account_refused.notify_waiters();
        }
    }
}

/// Whether every other check would be refused for the same reason. A check that is not bought or retired says nothing about
/// the others, and a limit on calls may be that of one check.
fn refuses_account(failure: &Failure) -> bool {
    let FailureCause::Status { meaning } = failure.cause else { return false };
    matches!(
        meaning,
        StatusMeaning::Account
            | StatusMeaning::Signature
            | StatusMeaning::Authentication
            | StatusMeaning::OutOfCredit
    )
}
