//! The checks that list records: what is asked, what each field is, and the words for it.
//!
//! A file in `checks/` describes a check; everything else reads the description. [`ListCheck::all`] has every check, in the order in
//! which people see them, and [`Description::row`] reads a row of a reply into [`Value`]s. A row can yield values and remarks; it
//! cannot say that there is no record, because `qcc` has decided that before.

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
