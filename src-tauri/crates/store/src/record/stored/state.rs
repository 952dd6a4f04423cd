use super::Word;
use super::failure::StoredFailure;
use crate::order::{HoldReason, Progress, ReportKind, SavedReport, State};
use crate::record::RecordError;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum StoredState {
    Intent,
    Sending,
    Accepted {
        order_no: String,
    },
    Polling {
        order_no: String,
        progress: String,
        trouble: Option<StoredFailure>,
    },
    Ready {
        order_no: String,
        trouble: Option<StoredFailure>,
        #[serde(default)]
        attempts: u32,
    },
    OnHold {
        order_no: String,
        reason: String,
        failure: Option<StoredFailure>,
    },
    Saved {
        order_no: String,
        #[serde(flatten)]
        report: StoredReport,
    },
    Refused {
        failure: StoredFailure,
    },
    NotSent {
        failure: StoredFailure,
    },
    Unknown {
        failure: StoredFailure,
    },
    Failed {
        order_no: String,
        failure: StoredFailure,
    },
    NotPlaced,
    Replaced,
    GivenUp {
        order_no: Option<String>,
    },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredReport {
    folder: String,
    file_name: String,
    bytes: u64,
    sha256: String,
    saved_as: String,
    saved_at: String,
    plaintext: bool,
}

/// Reads a state. `open`: whether its writer considers the order open, in case this version does not
/// understand it.
pub(in crate::record) fn state(text: &str, open: bool) -> State {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let order_no = value["orderNo"].as_str().map(str::to_owned);
    let known = serde_json::from_value(value).ok().and_then(StoredState::read);
    known.unwrap_or(State::Newer { order_no, open })
}

/// The stored form of a state. A state of a newer version has none and is never written.
pub(in crate::record) fn of_state(state: &State) -> Result<String, RecordError> {
    let form = StoredState::of(state).and_then(|stored| serde_json::to_string(&stored).ok());
    form.ok_or(RecordError::Unreadable("state"))
}

impl StoredState {
    fn of(state: &State) -> Option<Self> {
        Some(match state.clone() {
            State::Intent => Self::Intent,
            State::Sending => Self::Sending,
            State::Accepted { order_no } => Self::Accepted { order_no },
            State::Polling { order_no, progress, trouble } => Self::Polling {
                order_no,
                progress: progress.word().to_owned(),
                trouble: trouble.as_ref().map(Into::into),
            },
            State::Ready { order_no, trouble, attempts } => {
                Self::Ready { order_no, trouble: trouble.as_ref().map(Into::into), attempts }
            }
            State::OnHold { order_no, reason, failure } => Self::OnHold {
                order_no,
                reason: reason.word().to_owned(),
                failure: failure.as_ref().map(Into::into),
            },
            State::Saved { order_no, report } => Self::Saved { order_no, report: report.into() },
            State::Refused { failure } => Self::Refused { failure: (&failure).into() },
            State::NotSent { failure } => Self::NotSent { failure: (&failure).into() },
            State::Unknown { failure } => Self::Unknown { failure: (&failure).into() },
            State::Failed { order_no, failure } => Self::Failed { order_no, failure: (&failure).into() },
            State::NotPlaced => Self::NotPlaced,
            State::Replaced => Self::Replaced,
            State::GivenUp { order_no } => Self::GivenUp { order_no },
            State::Newer { .. } => return None,
        })
    }

    /// `None` if from a newer version.
    fn read(self) -> Option<State> {
        Some(match self {
            Self::Intent => State::Intent,
            Self::Sending => State::Sending,
            Self::Accepted { order_no } => State::Accepted { order_no },
            Self::Polling { order_no, progress, trouble } => State::Polling {
                order_no,
                progress: Progress::from_word(&progress)?,
                trouble: trouble.map(Into::into),
            },
            Self::Ready { order_no, trouble, attempts } => {
                State::Ready { order_no, trouble: trouble.map(Into::into), attempts }
            }
            Self::OnHold { order_no, reason, failure } => State::OnHold {
                order_no,
                reason: HoldReason::from_word(&reason).unwrap_or(HoldReason::Newer),
                failure: failure.map(Into::into),
            },
            Self::Saved { order_no, report } => State::Saved { order_no, report: report.into() },
            Self::Refused { failure } => State::Refused { failure: failure.into() },
            Self::NotSent { failure } => State::NotSent { failure: failure.into() },
            Self::Unknown { failure } => State::Unknown { failure: failure.into() },
            Self::Failed { order_no, failure } => State::Failed { order_no, failure: failure.into() },
            Self::NotPlaced => State::NotPlaced,
            Self::Replaced => State::Replaced,
            Self::GivenUp { order_no } => State::GivenUp { order_no },
        })
    }
}

impl From<SavedReport> for StoredReport {
    fn from(report: SavedReport) -> Self {
        let SavedReport { folder, file_name, bytes, sha256, saved_as, saved_at, plaintext } = report;
        // Files of an unknown type are never written again.
        let saved_as = saved_as.map_or("newer", ReportKind::word).to_owned();
        Self { folder, file_name, bytes, sha256, saved_as, saved_at, plaintext }
    }
}

impl From<StoredReport> for SavedReport {
    fn from(report: StoredReport) -> Self {
        let StoredReport { folder, file_name, bytes, sha256, saved_as, saved_at, plaintext } = report;
        let saved_as = ReportKind::from_word(&saved_as);
        Self { folder, file_name, bytes, sha256, saved_as, saved_at, plaintext }
    }
}
