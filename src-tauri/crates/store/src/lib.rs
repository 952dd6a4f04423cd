//! The storage on this machine: the record, a SQLite file of look-ups, replies, orders and notes, and the
//! files beside it.
//!
//! Replies are stored as bytes, together with columns derived from them; other crates decide what a reply
//! means. The stored forms ([`record`]) are separate from the types that cross to the page.

pub mod account;
pub mod check;
pub mod failure;
pub mod files;
pub mod finding;
pub mod order;
pub mod record;
pub mod time;
pub mod wall_clock;
