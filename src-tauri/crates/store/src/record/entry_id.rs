use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Identifies a look-up or an order in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum EntryId {
    /// A look-up, by its first call.
    Call {
        id: i64,
    },
    Order {
        id: i64,
    },
}

impl EntryId {
    /// Its call id and its order id.
    pub(super) fn columns(self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Call { id } => (Some(id), None),
            Self::Order { id } => (None, Some(id)),
        }
    }
}
