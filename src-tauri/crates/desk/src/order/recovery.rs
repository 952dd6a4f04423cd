//! What becomes of unfinished orders when a desk is opened. Nothing that may be billed is sent.

use super::run::OrderError;
use super::state::State;
use crate::desk::Desk;
use crate::failure::NotSentReason;
use crate::files;
use std::sync::Arc;

impl Desk {
    /// Settles what was left behind and goes on following what the service has accepted.
    pub(crate) fn recover_orders(self: &Arc<Self>) -> Result<(), OrderError> {
        files::remove_unfinished(&self.folder, self.now().into());
        for row in self.record().orders(self.account())? {
            match row.state {
                State::Intent => {
                    self.give_up(&row, NotSentReason::AppClosed)?;
                }
                State::Sending => {
                    // The reply may have come, and been recorded, before the app ended.
                    self.settle(&row)?;
                    self.drive_in_background(row.id);
                }
                State::Accepted { .. } | State::Polling { .. } | State::Ready { .. } => {
                    self.drive_in_background(row.id);
                }
                State::OnHold { .. }
                | State::Saved { .. }
                | State::Refused { .. }
                | State::NotSent { .. }
                | State::Unknown { .. }
                | State::Failed { .. }
                | State::NotPlaced
                | State::Replaced
                | State::Newer { .. } => {}
            }
        }
        Ok(())
    }
}
