//! The stored forms of orders and failures: JSON that stays readable when the types that cross to the page
//! change.
//!
//! Data of a newer version that this one does not understand reads as "of a newer version" and never fails.

mod failure;
mod state;
mod words;

pub(super) use failure::{failure, of_failure};
pub(super) use state::{of_state, state};
pub(super) use words::Word;

use crate::order::ReportFormat;

/// Reads a report format. `None` if from a newer version.
pub(super) fn format(text: &str) -> Option<ReportFormat> {
    ReportFormat::from_word(text.trim_matches('"'))
}

pub(super) fn of_format(format: ReportFormat) -> String {
    format!("\"{}\"", format.word())
}

#[cfg(test)]
mod tests;
