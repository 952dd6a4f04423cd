//! How orders and failures stand in the record: JSON that stays readable whatever becomes of the types that cross to the page.
//!
//! What a newer version wrote and this one does not understand reads as "of a newer version", and fails nothing.

mod failure;
mod state;
mod words;

pub(super) use failure::{failure, of_failure};
pub(super) use state::{of_state, state};

use crate::order::ReportFormat;

/// Reads a report's format. `None`: of a newer version.
pub(super) fn format(text: &str) -> Option<ReportFormat> {
    ReportFormat::from_word(text.trim_matches('"'))
}

/// The form of a report's format.
pub(super) fn of_format(format: ReportFormat) -> String {
    format!("\"{}\"", format.word())
}

#[cfg(test)]
mod tests;
