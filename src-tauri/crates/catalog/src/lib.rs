//! Descriptions of the checks that list records: the call, the fields, and their names in both languages.
//!
//! Each check is described in a file in `checks/`, and everything else reads the description.
//! [`ListCheck::all`] lists the checks in display order, and [`Description::row`] reads a row of a reply into
//! [`Value`]s. Reading a row yields values and remarks; it cannot yield a "no record", because `qcc` has
//! already decided the verdict.

mod date;
mod description;
mod file;
mod level;
mod list;
mod member;
mod money;
mod own;
mod party;
mod row;
mod words;

pub use description::{Description, Field, Group, Kind, Level, Tone};
pub use file::{Error, describe};
pub use list::{ListCheck, chinese};
pub use money::grouped;
pub use own::{OwnChecks, is_own_id};
pub use party::{Party, PartyKind};
pub use row::{Remark, Row, Trouble, Value};
pub use words::Words;
