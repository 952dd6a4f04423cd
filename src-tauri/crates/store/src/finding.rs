//! The result of one check of one subject, for display. It is read from the record and never stored itself.

pub use qcc::{NoRecord, NoRecordForm, QuotaModule};

use crate::account::DEMO;
use crate::check::Check;
use crate::failure::Failure;
use catalog::{ListCheck, Row};
use serde::Serialize;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Id of the first page's call; identifies the look-up.
    pub call: i64,
    pub check: Check,
    /// The text that was sent; empty for the quota.
    pub subject: String,
    /// What all writings of the subject have in common.
    pub folded: String,
    /// The service that answered.
    pub source: Source,
    /// When the first request was sent: RFC 3339, Asia/Shanghai.
    pub asked_at: String,
    /// How far this machine's clock was ahead of the service's, in seconds, if more than four minutes. All
    /// times are then off by as much.
    pub clock_ahead_seconds: Option<i32>,
    /// Whether this came from the record, without a call.
    pub reused: bool,
    /// Whether it was asked with the current account. Only then can further pages be requested.
    pub of_this_account: bool,
    pub receipts: Vec<Receipt>,
    pub outcome: Outcome,
    /// Why the last requested page failed; the rows of earlier pages stay.
    pub page_failure: Option<Failure>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// Whether it is the demo data, with fictional companies.
    pub demo: bool,
    /// Host of the service.
    pub host: String,
}

impl Source {
    /// The service with this name in the record.
    pub fn of(service: &str) -> Self {
        Self { demo: service == DEMO, host: service.to_owned() }
    }
}

/// A receipt: one request and its reply in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    pub call: i64,
    /// The requested page, from 1.
    pub page: u32,
    /// When it was sent: RFC 3339, Asia/Shanghai.
    pub asked_at: String,
    /// The service's number of the call.
    pub order_number: Option<String>,
    /// SHA-256 of the reply as received, lower-case hex; absent without a reply.
    pub sha256: Option<String>,
    /// Size of the reply in bytes.
    pub bytes: usize,
}

/// The outcome of a check. Only `NoRecord` may be shown as 未查到.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Outcome {
    Found {
        answer: Answer,
    },
    /// The service returned no record.
    NoRecord(NoRecord),
    /// Not verified: 未能核查.
    NotVerified {
        failure: Failure,
        /// Rows of a reply that contradicts itself.
        answer: Option<Answer>,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Answer {
    List {
        /// The check that describes the rows; the page takes it from the finding.
        #[serde(skip)]
        #[ts(skip)]
        check: ListCheck,
        /// In the service's order, without exact duplicates; read by the check's description.
        rows: Vec<Row>,
        /// Whether all rows are there.
        completeness: Completeness,
    },
    Snapshot {
        /// The picture, or why it is missing.
        picture: Picture,
    },
    Quota {
        /// In the service's order.
        modules: Vec<QuotaModule>,
    },
}

impl Answer {
    /// Whether all rows are there; `None` for answers without rows.
    pub fn completeness(&self) -> Option<&Completeness> {
        match self {
            Self::List { completeness, .. } => Some(completeness),
            Self::Snapshot { .. } | Self::Quota { .. } => None,
        }
    }
}

/// Whether the rows are all that the service has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Completeness {
    /// As many rows as the service says there are.
    Complete { total: u32 },
    /// More pages can be requested.
    MorePages {
        shown: u32,
        total: u32,
        /// Number of calls for the remaining pages.
        calls_needed: u32,
    },
    /// The rows are inconsistent. Further pages may still add some.
    Incomplete {
        shown: u32,
        /// Number of rows according to the service, if given.
        total: Option<u32>,
        reason: IncompleteReason,
        /// Number of calls for the remaining pages; 0 if there are none.
        calls_needed: u32,
    },
}

impl Completeness {
    /// Number of calls for the remaining pages.
    pub fn calls_needed(&self) -> u32 {
        match *self {
            Self::Complete { .. } => 0,
            Self::MorePages { calls_needed, .. } | Self::Incomplete { calls_needed, .. } => calls_needed,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum IncompleteReason {
    NoPaging,
    TotalChanged,
    /// A row was received more than once.
    RowsRepeated,
    /// Fewer rows were received than expected.
    PageShort,
    /// The reply is for another page than requested.
    PageIndexWrong,
    /// More rows were received than the total or the pages allow.
    MoreRowsThanTotal,
    /// The reply has another list or object that this version does not know.
    MoreBeside,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Picture {
    /// The picture is in the record.
    Kept {
        file: i64,
        /// Detected from the bytes, such as `image/png`.
        media_type: String,
        width: u32,
        height: u32,
        bytes: u32,
        /// SHA-256 of the bytes as received, lower-case hex.
        sha256: String,
        /// Whether it was transferred unencrypted (明文传输).
        plaintext: bool,
    },
    /// The reply, which may be billed, arrived, but its picture could not be fetched or is not one. Fetching it
    /// again is free.
    NotFetched {
        failure: Failure,
        /// The file that arrived, which can be saved but not shown.
        received: Option<i64>,
        /// Whether that file was transferred unencrypted (明文传输).
        plaintext: bool,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_demo_data_is_of_fictional_companies() {
        assert!(Source::of(DEMO).demo);
        assert!(!Source::of("pro.example").demo);
    }

    #[test]
    fn whether_rows_are_all_says_how_many_calls_are_left() {
        let calls_needed = 3;
        let more = Completeness::MorePages { shown: 1, total: 4, calls_needed };
        let reason = IncompleteReason::MoreBeside;
        let incomplete = Completeness::Incomplete { shown: 1, total: None, reason, calls_needed };
        assert_eq!((more.calls_needed(), incomplete.calls_needed()), (3, 3));
        let all = Completeness::Complete { total: 1 };
        assert_eq!(all.calls_needed(), 0);
        let check = ListCheck::all().next().unwrap();
        let list = Answer::List { check, rows: Vec::new(), completeness: all.clone() };
        assert_eq!(list.completeness(), Some(&all));
        assert_eq!(Answer::Quota { modules: Vec::new() }.completeness(), None);
    }
}
