//! Settles unfinished orders when a desk is opened. Sends nothing that may be billed.

use super::run::{OrderError, Start};
use crate::desk::Desk;
use std::sync::Arc;
use store::failure::NotSentReason;
use store::files;
use store::order::{HoldReason, State};

impl Desk {
    /// Settles unfinished orders of all accounts, and continues to follow accepted orders of this one.
    pub(crate) fn recover_orders(self: &Arc<Self>) -> Result<(), OrderError> {
        let (folder, now) = (self.folder.clone(), self.now().into());
        // Takes minutes if the network drive is away, and nothing depends on it.
        std::thread::spawn(move || files::remove_unfinished(&folder, now));
        let mut followed = 0;
        for row in self.record().orders(self.account().is_demo())? {
            let here = row.account == *self.account();
            let goes_on = match &row.state {
                State::Intent => {
                    self.close_unsent(&row, NotSentReason::AppClosed)?;
                    false
                }
                State::Sending => {
                    // The reply may have been stored before the app ended.
                    self.settle(&row)?;
                    true
                }
                State::Accepted { .. } | State::Polling { .. } | State::Ready { .. } => true,
                State::OnHold { order_no, reason, .. } => match reason {
                    // The user may have solved the problem meanwhile.
                    HoldReason::Refused if here => {
                        self.advance(row.id, &row.state, &State::Accepted { order_no: order_no.clone() })?
                    }
                    HoldReason::Refused
                    | HoldReason::SevenDays
                    | HoldReason::Attempts
                    | HoldReason::Newer => false,
                },
                State::Saved { .. }
                | State::Refused { .. }
                | State::NotSent { .. }
                | State::Unknown { .. }
                | State::Failed { .. }
                | State::NotPlaced
                | State::Replaced
                | State::GivenUp { .. }
                | State::Newer { .. } => false,
            };
            // Only the order's own account can ask about it.
            if goes_on && here {
                self.start_following(row.id, Start::After(self.polling.after_others(followed)));
                followed += 1;
            }
        }
        Ok(())
    }
}
