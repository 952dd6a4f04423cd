//! What one check of one subject says, in the form that people see. Read from the record, never kept beside it.

use crate::account::DEMO;
use crate::check::Check;
use crate::failure::Failure;
use catalog::{ListCheck, Row};
use serde::Serialize;
use ts_rs::TS;

/// What one check of one subject says.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The first page's row in the record; names this question.
    pub call: i64,
    /// Which check.
    pub check: Check,
    /// The text that was sent; empty for the quota.
    pub subject: String,
    /// Who answered.
    pub source: Source,
    /// When the first request was sent: RFC 3339, Asia/Shanghai.
    pub asked_at: String,
    /// How far this machine's clock was ahead of the service's, in seconds, where that is more than four minutes: then the times
    /// here are wrong by as much.
    pub clock_ahead_seconds: Option<i32>,
    /// Whether this was answered from the record, without a call.
    pub reused: bool,
    /// Whether it was asked on the account that is open now: what is missing of it can be had on that one only.
    pub of_this_account: bool,
    /// One entry for every page that was asked for.
    pub evidence: Vec<Evidence>,
    /// What was answered.
    pub outcome: Outcome,
    /// Why the page that was asked for last could not be had; the rows of the pages before it stand.
    pub page_failure: Option<Failure>,
}

/// Who answered.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// Whether the answers are of fictional companies.
    pub demo: bool,
    /// Host of the service.
    pub host: String,
}

impl Source {
    /// Of a service as it stands in the record.
    pub fn of(service: &str) -> Self {
        Self { demo: service == DEMO, host: service.to_owned() }
    }
}

/// One request and its reply in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// The row.
    pub call: i64,
    /// Page that was asked for, from 1.
    pub page: u32,
    /// When: RFC 3339, Asia/Shanghai.
    pub asked_at: String,
    /// The service's number of the call.
    pub order_number: Option<String>,
    /// SHA-256 of the reply as received, lower-case hex; absent where none came.
    pub sha256: Option<String>,
    /// Size of the reply in bytes.
    pub bytes: usize,
}

/// What was answered. 未查到 can be shown for `NoRecord` only.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Outcome {
    /// The service returned something.
    Found {
        /// What.
        answer: Answer,
    },
    /// The service returned no record.
    NoRecord(NoRecord),
    /// Nothing is known.
    NotVerified {
        /// Why.
        failure: Failure,
        /// Rows that came although the reply contradicts itself.
        answer: Option<Answer>,
    },
}

/// That the service returned no record. Made of the reader's proof, [`qcc::NoRecord`], and of nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoRecord {
    /// In which of the two recorded forms.
    form: NoRecordForm,
}

impl NoRecord {
    /// In which of the two recorded forms.
    pub fn form(self) -> NoRecordForm {
        self.form
    }
}

/// The only way to one:
///
/// ```
/// # use store::finding::{NoRecord, Outcome};
/// fn read(proof: qcc::NoRecord) -> Outcome {
///     Outcome::NoRecord(NoRecord::from(proof))
/// }
/// ```
///
/// ```compile_fail,E0451
/// # use store::finding::{NoRecord, NoRecordForm, Outcome};
/// let outcome = Outcome::NoRecord(NoRecord { form: NoRecordForm::Status201 });
/// ```
///
/// ```compile_fail,E0277
/// let outcome: store::finding::NoRecord = serde_json::from_str(r#"{"form":"status201"}"#).unwrap();
/// ```
impl From<qcc::NoRecord> for NoRecord {
    fn from(proof: qcc::NoRecord) -> Self {
        let form = match proof.form() {
            qcc::NoRecordForm::VerifyResultZero => NoRecordForm::VerifyResultZero,
            qcc::NoRecordForm::Status201 => NoRecordForm::Status201,
        };
        Self { form }
    }
}

/// See [`qcc::NoRecordForm`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // each stands for the `qcc::NoRecordForm` of the same name
pub enum NoRecordForm {
    VerifyResultZero,
    Status201,
}

/// What the service returned.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Answer {
    /// Records.
    List {
        /// Which describes them; the page has it from the finding.
        #[serde(skip)]
        #[ts(skip)]
        check: ListCheck,
        /// In the order of the service, whole duplicates left out; read by the description of the check.
        rows: Vec<Row>,
        /// Whether these are all.
        completeness: Completeness,
    },
    /// A picture of the registration.
    Snapshot {
        /// The picture, or why it is missing.
        picture: Picture,
    },
    /// The account's quota.
    Quota {
        /// In the order of the service.
        modules: Vec<QuotaModule>,
    },
}

impl Answer {
    /// Whether the rows are all that the service has; absent for what has none.
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
    Complete {
        /// Rows.
        total: u32,
    },
    /// More pages can be asked for.
    MorePages {
        /// Rows so far.
        shown: u32,
        /// Rows on all pages.
        total: u32,
        /// Calls that it takes to get the rest.
        calls_needed: u32,
    },
    /// The rows do not add up. More pages may still bring more of them.
    Incomplete {
        /// Rows that came.
        shown: u32,
        /// Rows that the service says there are, if it said so.
        total: Option<u32>,
        /// What does not add up.
        reason: IncompleteReason,
        /// Calls that it takes to ask for the pages that are left; 0 where there are none.
        calls_needed: u32,
    },
}

impl Completeness {
    /// Calls that it takes to ask for the pages that are left.
    pub fn calls_needed(&self) -> u32 {
        match *self {
            Self::Complete { .. } => 0,
            Self::MorePages { calls_needed, .. } | Self::Incomplete { calls_needed, .. } => calls_needed,
        }
    }
}

/// See [`Completeness::Incomplete`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum IncompleteReason {
    /// The reply says nothing of pages.
    NoPaging,
    /// The total changed between pages.
    TotalChanged,
    /// The same row came more than once.
    RowsRepeated,
    /// Fewer rows came than there should be.
    PageShort,
    /// The reply says that it is another page than the one asked for.
    PageIndexWrong,
    /// More rows came than there are, or than the pages hold.
    MoreRowsThanTotal,
    /// Beside the rows stands a list or an object that this version does not know.
    MoreBeside,
}

/// The picture of a registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Picture {
    /// The bytes are in the record.
    Kept {
        /// Its row there.
        file: i64,
        /// Told by the bytes, such as `image/png`.
        media_type: String,
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
        /// Size in bytes.
        bytes: u32,
        /// SHA-256 of the bytes as received, lower-case hex.
        sha256: String,
        /// Whether it travelled unencrypted (明文传输).
        plaintext: bool,
    },
    /// The answer came, and may be billed, but its picture could not be fetched. Fetching it again is free.
    NotFetched {
        /// Why.
        failure: Failure,
    },
}

/// The quota of one module. See [`qcc::QuotaModule`]; counts as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // documented at `qcc::QuotaModule`
pub struct QuotaModule {
    pub id: String,
    pub total: String,
    pub consumed: String,
    pub deletable: String,
}

impl From<qcc::QuotaModule> for QuotaModule {
    fn from(module: qcc::QuotaModule) -> Self {
        Self { id: module.id, total: module.total, consumed: module.consumed, deletable: module.deletable }
    }
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
