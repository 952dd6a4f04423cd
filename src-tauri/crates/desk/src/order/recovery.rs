//! What becomes of unfinished orders when a desk is opened. Nothing that may be billed is sent.

use super::run::{OrderError, lost, placed};
use super::state::State;
use crate::desk::Desk;
use crate::failure::{Billing, Failure, FailureCause, NotSentReason};
use crate::reading;
use qcc::CreateReport;
use std::sync::Arc;

impl Desk {
    /// Settles what was left behind and goes on following what the service has accepted.
    pub(crate) fn recover_orders(self: &Arc<Self>) -> Result<(), OrderError> {
        for row in self.record.orders()? {
            match row.state {
                State::Intent => {
                    let cause = FailureCause::NotSent { reason: NotSentReason::AppClosed };
                    let failure = Failure::new(cause, Billing::NotBilled);
                    self.advance(row.id, &State::Intent, &State::NotSent { failure })?;
                }
                State::Sending => {
                    // The reply may have come, and been recorded, before the app ended.
                    let next = match self.record.placing_call(row.id)? {
                        Some(call) => placed(reading::reply::<CreateReport>(&call)),
                        None => lost(),
                    };
                    self.advance(row.id, &State::Sending, &next)?;
                    self.drive_in_background(row.id);
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
