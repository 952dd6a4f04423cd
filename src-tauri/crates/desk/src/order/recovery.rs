//! What becomes of unfinished orders when the app starts. Nothing that may be billed is sent.

use super::run::OrderError;
use super::state::State;
use crate::desk::Desk;
use crate::failure::{Billing, Failure, FailureCause, InterruptedReason, NotSentReason};
use std::sync::Arc;

impl Desk {
    /// Settles what the last run left behind and goes on following what the service has accepted.
    pub(crate) fn recover_orders(self: &Arc<Self>) -> Result<(), OrderError> {
        for row in self.record.orders(self.service.label(), self.service.account())? {
            match row.state {
                State::Intent => {
                    let cause = FailureCause::NotSent { reason: NotSentReason::AppClosed };
                    let failure = Failure::new(cause, Billing::NotBilled);
                    self.advance(row.id, &State::NotSent { failure })?;
                }
                State::Sending => {
                    let cause = FailureCause::Interrupted { reason: InterruptedReason::AppClosed };
                    let failure = Failure::new(cause, Billing::MayHaveBeenBilled);
                    self.advance(row.id, &State::Unknown { failure })?;
                }
                State::Accepted { .. } | State::Polling { .. } | State::Ready { .. } => {
                    self.drive_in_background(row.id);
                }
                State::Saved { .. }
                | State::Refused { .. }
                | State::NotSent { .. }
                | State::Unknown { .. }
                | State::Failed { .. }
                | State::NotPlaced
                | State::Replaced => {}
            }
        }
        Ok(())
    }
}
