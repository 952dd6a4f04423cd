//! What is kept on this machine: the record, one SQLite file with every question, reply, order and note, and the files beside it.
//!
//! It holds replies as bytes and what was read from them as columns; what a reply means is decided elsewhere. What stands in the record has a
//! form of its own ([`record`]), apart from the types that cross to the page.

pub mod account;
pub mod check;
pub mod failure;
pub mod files;
pub mod finding;
pub mod order;
pub mod record;
pub mod time;
pub mod wall_clock;
