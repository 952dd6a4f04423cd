//! Limits how many look-ups are sent at a time, so that a refusal of the account stops those still waiting.

use qcc::Client;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use store::failure::{Billing, Failure, FailureCause, NotSentReason, StatusMeaning};
use store::finding::{Finding, Outcome};
use tokio::sync::{Notify, Semaphore, SemaphorePermit};
use tokio_util::sync::CancellationToken;

/// High enough that all checks of an account take little longer than one: the later ones reuse the
/// connections of the earlier ones.
const SENT_AT_A_TIME: usize = 8;

#[derive(Debug)]
pub(crate) struct LookUpQueue {
    places: Semaphore,
    account_refused: Notify,
    /// The client of the queue, dropped when the queue is empty: a connection kept for later may die
    /// unnoticed, for example during suspend, and would swallow a call.
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
    /// The client shared by all look-ups in the queue. Get it before waiting for a place, and keep it until
    /// the look-up ends.
    pub(crate) fn client(&self, service: &Client) -> Arc<Client> {
        let mut shared = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let client = Arc::new(service.for_batch());
            *shared = Arc::downgrade(&client);
            client
        })
    }

    /// Waits for a place. Fails if the user cancelled, the desk is closing, or the account was refused
    /// meanwhile; do not send the look-up then.
    pub(crate) async fn place(
        &self,
        cancel: &CancellationToken,
        closing: &CancellationToken,
    ) -> Result<SemaphorePermit<'_>, Failure> {
        let not_sent = |reason| FailureCause::NotSent { reason };
        let cause = tokio::select! {
            biased;
            () = cancel.cancelled() => FailureCause::Cancelled,
            () = closing.cancelled() => not_sent(NotSentReason::AppClosed),
            () = self.account_refused.notified() => not_sent(NotSentReason::AccountRefused),
            place = self.places.acquire() => match place {
                Ok(place) => return Ok(place),
                // The queue itself is never closed.
                Err(_) => FailureCause::Cancelled,
            }
        };
        Err(Failure::new(cause, Billing::NotBilled))
    }

    /// Stops waiting look-ups if the finding says that the account was refused. Call this before releasing
    /// the place: the next look-up would be sent.
    pub(crate) fn stop_if_refused(&self, finding: &Finding) {
        let refused = match &finding.outcome {
            Outcome::NotVerified { failure, .. } => Some(failure),
            Outcome::Found { .. } | Outcome::NoRecord(_) => finding.page_failure.as_ref(),
        };
        if refused.is_some_and(refuses_account) {
            self.account_refused.notify_waiters();
        }
    }
}

/// Whether every other check would be refused for the same reason. If a check was not bought or is retired,
/// others may work, and a limit on calls may apply to a single check.
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
