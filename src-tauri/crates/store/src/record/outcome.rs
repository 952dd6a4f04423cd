use crate::order::State;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The outcome of a look-up or an order, for lists and searches. It is not a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RecordedOutcome {
    /// Something was returned, or the report is saved.
    Found,
    /// The service returned no record.
    NoRecord,
    /// Not verified: 未能核查.
    NotVerified,
    /// The user cancelled, or confirmed that an order was never placed.
    Cancelled,
    Pending,
    /// Written by a newer version of the app and unknown to this one.
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
            // The fate of a replaced or abandoned order remains unknown.
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
