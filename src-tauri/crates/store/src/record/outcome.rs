use crate::order::State;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What came of a question or an order, as lists and searches sort it: a word to sort by, no verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RecordedOutcome {
    /// Something was returned; the report is saved.
    Found,
    /// The service returned no record.
    NoRecord,
    /// Nothing is known.
    NotVerified,
    /// A person cancelled, or found that an order was never placed.
    Cancelled,
    /// Under way.
    Pending,
    /// A newer version of the app wrote it down, and this one does not understand it.
    Newer,
}

impl RecordedOutcome {
    pub(super) fn of_order(state: &State) -> Self {
        match state {
            State::Saved { .. } => Self::Found,
            State::Intent
            | State::Sending
            | State::Accepted { .. }
            | State::Polling { .. }
            | State::Ready { .. }
            | State::OnHold { .. } => Self::Pending,
            // What became of an order that was replaced or given up is still not known.
            State::Refused { .. }
            | State::NotSent { .. }
            | State::Unknown { .. }
            | State::Failed { .. }
            | State::Replaced
            | State::GivenUp { .. } => Self::NotVerified,
            State::NotPlaced => Self::Cancelled,
            State::Newer { .. } => Self::Newer,
        }
    }
}
