//! Paid reports, from intent to a saved file. An order is on disk before it is sent, and is never sent twice.

mod follow;
mod following;
mod place;
mod recovery;
mod report_beginning;
pub(crate) mod report_file;
pub(crate) mod report_kind;
mod run;
mod ways_out;

pub(crate) use following::Following;
pub use run::OrderError;
pub use ways_out::{KnownNumber, Resolution};
