//! The commands that the page can call. A command parses, delegates and translates; it decides nothing.

pub(crate) mod evidence;
pub(crate) mod lookup;
pub(crate) mod print;
pub(crate) mod record;
pub(crate) mod report;
pub(crate) mod settings;
pub(crate) mod snapshot;
pub(crate) mod start;
pub(crate) mod support;
