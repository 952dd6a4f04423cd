//! The errors of commands, as they cross to the page. The page has the texts.

use crate::folders::Folders;
use desk::vault::KeychainProblem;
use desk::{
    AddressError, ArchiveError, ClientError, CredentialError, EvidenceError, Failure, LookUpError, Order,
    OrderError, ProxyAddressError, RecordError, RecordTrouble, Refusal, RenderError, SavingError,
    SettingsDoubt, SettingsFile,
};
use serde::Serialize;
use std::io::ErrorKind;
use ts_rs::TS;

/// Why a command failed. Replies of the service, including failures, are not errors.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum CommandError {
    /// The text will not be sent.
    Subject { refusal: Refusal },
    /// The keychain failed.
    Keychain { problem: KeychainProblem },
    /// The service address was rejected.
    Address { problem: AddressError },
    /// The proxy's address was rejected.
    Proxy,
    /// The credentials were rejected.
    Credential { problem: CredentialError },
    /// The record could not be read or written. Nothing was sent without being recorded.
    Record { trouble: RecordTrouble, detail: String },
    /// Another process is using the record.
    InUse,
    /// The record is read-only, so nothing can be requested.
    ReadOnly,
    /// A note is empty or too long.
    NoteRefused,
    /// An unfinished order cannot be deleted.
    StillOpen,
    /// The settings could not be written.
    Settings { detail: String },
    /// The settings file cannot be understood. Nothing can be requested until the user has saved the
    /// settings.
    #[serde(rename_all = "camelCase")]
    DoubtfulSettings { file: String, by_hand: bool, doubts: Vec<SettingsDoubt> },
    /// The HTTP client could not be created, for example because of the proxy. Nothing was sent.
    Network { detail: String },
    /// The demo data could not be served.
    Demo { detail: String },
    /// An order for the same report is open.
    OrderOpen { order: i64 },
    /// Another account has an open order for the same report.
    OrderOpenElsewhere { order: i64 },
    /// After the change, these orders cannot be continued: only the account that placed them can do that.
    OrdersLeftBehind { orders: Vec<Order> },
    /// The service has locked this order for two hours.
    OrderLocked { order: i64 },
    /// The service did not confirm the order number.
    OrderNotConfirmed { failure: Failure },
    /// A saved file could not be used.
    File { problem: FileProblem, detail: String },
    /// The evidence was not saved. Nothing was sent.
    Evidence { problem: EvidenceProblem, detail: String },
    /// The credentials are not available, so nothing can be requested.
    Locked,
    /// The page referred to an earlier session. Nothing was sent.
    Stale,
    /// A request was sent, but its outcome could not be recorded. It may be billed.
    NotRecorded { detail: String },
    /// Not a folder that reports can be saved in.
    Folder,
    /// Not a valid order number.
    OrderNoRefused,
    /// Another order has this number.
    OrderNoTaken { order: i64 },
    /// It does not exist, or no longer.
    NotFound,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum FileProblem {
    Gone,
    /// The folder of the file does not respond or is not available.
    OutOfReach,
    Changed,
    CannotOpen,
    CannotSave,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum EvidenceProblem {
    Nothing,
    /// Entries of several subjects, or without a subject.
    NotOneSubject,
    StillAsking,
    /// No font has the characters given in the detail.
    NoFont,
    Folder,
    DiskFull,
    NotWritten,
    NotMade,
    /// The record could not be read, or one of its replies was changed.
    Record,
}

impl CommandError {
    pub(crate) fn settings(error: impl ToString) -> Self {
        Self::Settings { detail: error.to_string() }
    }

    /// Why a settings file that is in doubt must not be used for requests.
    pub(crate) fn if_doubtful(file: &SettingsFile, folders: &Folders) -> Option<Self> {
        (!file.doubts.is_empty()).then(|| Self::DoubtfulSettings {
            file: folders.settings().to_string_lossy().into_owned(),
            by_hand: file.by_hand,
            doubts: file.doubts.clone(),
        })
    }

    pub(crate) fn demo(error: impl ToString) -> Self {
        Self::Demo { detail: error.to_string() }
    }

    pub(crate) fn cannot_save(error: impl ToString) -> Self {
        Self::File { problem: FileProblem::CannotSave, detail: error.to_string() }
    }

    pub(crate) fn cannot_open(error: impl ToString) -> Self {
        Self::File { problem: FileProblem::CannotOpen, detail: error.to_string() }
    }

    /// A file that should be opened could not be read.
    pub(crate) fn not_opened(error: SavingError) -> Self {
        match error {
            SavingError::Io(error) => Self::cannot_open(error),
            error => error.into(),
        }
    }
}

impl From<Refusal> for CommandError {
    fn from(refusal: Refusal) -> Self {
        Self::Subject { refusal }
    }
}

impl From<KeychainProblem> for CommandError {
    fn from(problem: KeychainProblem) -> Self {
        Self::Keychain { problem }
    }
}

impl From<AddressError> for CommandError {
    fn from(problem: AddressError) -> Self {
        Self::Address { problem }
    }
}

impl From<ProxyAddressError> for CommandError {
    fn from(_: ProxyAddressError) -> Self {
        Self::Proxy
    }
}

impl From<CredentialError> for CommandError {
    fn from(problem: CredentialError) -> Self {
        Self::Credential { problem }
    }
}

impl From<RecordError> for CommandError {
    fn from(error: RecordError) -> Self {
        match error {
            RecordError::InUse => Self::InUse,
            RecordError::ReadOnly => Self::ReadOnly,
            RecordError::Sqlite(_)
            | RecordError::Schema(_)
            | RecordError::Folder(_)
            | RecordError::Unreadable(_) => {
                Self::Record { trouble: error.trouble(), detail: error.to_string() }
            }
        }
    }
}

impl From<ArchiveError> for CommandError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::NotFound => Self::NotFound,
            ArchiveError::Note => Self::NoteRefused,
            ArchiveError::StillOpen => Self::StillOpen,
            ArchiveError::Record(error) => error.into(),
        }
    }
}

impl From<ClientError> for CommandError {
    fn from(error: ClientError) -> Self {
        Self::Network { detail: error.to_string() }
    }
}

impl From<LookUpError> for CommandError {
    fn from(error: LookUpError) -> Self {
        match error {
            LookUpError::NotFound => Self::NotFound,
            LookUpError::Record(error) => error.into(),
            LookUpError::NotRecorded(error) => Self::NotRecorded { detail: error.to_string() },
        }
    }
}

impl From<OrderError> for CommandError {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::AlreadyOpen(order) => Self::OrderOpen { order },
            OrderError::Locked(order) => Self::OrderLocked { order },
            OrderError::NotFound => Self::NotFound,
            OrderError::OpenElsewhere(order) => Self::OrderOpenElsewhere { order },
            OrderError::NotANumber => Self::OrderNoRefused,
            OrderError::NumberTaken(order) => Self::OrderNoTaken { order },
            OrderError::NotConfirmed(failure) => Self::OrderNotConfirmed { failure },
            OrderError::NotRecorded(error) => Self::NotRecorded { detail: error.to_string() },
            OrderError::Record(error) => error.into(),
        }
    }
}

impl From<EvidenceError> for CommandError {
    fn from(error: EvidenceError) -> Self {
        let problem = match &error {
            EvidenceError::NotFound => return Self::NotFound,
            EvidenceError::Nothing => EvidenceProblem::Nothing,
            EvidenceError::NotOneSubject => EvidenceProblem::NotOneSubject,
            EvidenceError::StillAsking => EvidenceProblem::StillAsking,
            EvidenceError::Render(RenderError::NoFont { .. }) => EvidenceProblem::NoFont,
            EvidenceError::Folder(_) => EvidenceProblem::Folder,
            EvidenceError::NotWritten(error) if error.kind() == ErrorKind::StorageFull => {
                EvidenceProblem::DiskFull
            }
            EvidenceError::NotWritten(_) => EvidenceProblem::NotWritten,
            EvidenceError::Render(RenderError::NotMade(_)) => EvidenceProblem::NotMade,
            EvidenceError::Record(_) => EvidenceProblem::Record,
        };
        Self::Evidence { problem, detail: error.to_string() }
    }
}

impl From<SavingError> for CommandError {
    fn from(error: SavingError) -> Self {
        let problem = match error {
            SavingError::NotFound => return Self::NotFound,
            SavingError::Record(error) => return error.into(),
            SavingError::Gone => FileProblem::Gone,
            SavingError::OutOfReach => FileProblem::OutOfReach,
            SavingError::Changed => FileProblem::Changed,
            SavingError::Undrawable(_) => FileProblem::CannotOpen,
            SavingError::Io(_) => FileProblem::CannotSave,
        };
        Self::File { problem, detail: error.to_string() }
    }
}
