//! What crosses to the page when a command did not do its work. The page has the words.

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

/// Why a command did not do its work. Answers of the service, failures included, are no errors.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum CommandError {
    /// The text is not sent.
    Subject { refusal: Refusal },
    /// The keychain did not do its work.
    Keychain { problem: KeychainProblem },
    /// The service address is not accepted.
    Address { problem: AddressProblem },
    /// The address of the proxy is not accepted.
    Proxy,
    /// The credential is not accepted.
    Credential { problem: CredentialProblem },
    /// The record could not be read or written. Nothing was sent that is not recorded.
    Record { trouble: RecordTrouble, detail: String },
    /// Another process has the record.
    InUse,
    /// The record can be read only, so nothing is asked.
    ReadOnly,
    /// A note is empty or too long.
    NoteRefused,
    /// An order that is not finished cannot be deleted.
    StillOpen,
    /// The settings could not be written.
    Settings { detail: String },
    /// The settings file is not understood, so nothing is asked by it until a person has saved the settings.
    #[serde(rename_all = "camelCase")]
    DoubtfulSettings { file: String, by_hand: bool, doubts: Vec<SettingsDoubt> },
    /// The HTTP client could not be made, because of the proxy for one. Nothing was sent.
    Network { detail: String },
    /// The demo data could not be served.
    Demo { detail: String },
    /// An order for the same report is open.
    OrderOpen { order: i64 },
    /// Another account has ordered the same, and that order is not finished.
    OrderOpenElsewhere { order: i64 },
    /// The change would leave these orders behind: only the account that placed them can go on with them.
    OrdersLeftBehind { orders: Vec<Order> },
    /// The service does not take this order before two hours are over.
    OrderLocked { order: i64 },
    /// The service did not confirm the order number.
    OrderNotConfirmed { failure: Failure },
    /// A saved file could not be used.
    File { problem: FileProblem, detail: String },
    /// Evidence was not saved. Nothing was asked.
    Evidence { problem: EvidenceProblem, detail: String },
    /// No credential can be had, so nothing is asked.
    Locked,
    /// The page means what was open before; nothing was asked.
    Stale,
    /// A request was sent, and its outcome could not be recorded. It may be billed.
    NotRecorded { detail: String },
    /// Not a folder that reports can be saved in.
    Folder,
    /// That is no order number.
    OrderNoRefused,
    /// Another order has that number.
    OrderNoTaken { order: i64 },
    /// There is no such thing, or not any more.
    NotFound,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum AddressProblem {
    NotAnAddress,
    HttpOnlyOnLoopback,
    HasCredentials,
    HasPath,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum CredentialProblem {
    KeyMissing,
    SecretMissing,
    HasBlanks,
    TooLong,
    NotPrintable,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum FileProblem {
    Gone,
    /// The folder that it was saved in does not answer, or is not there now.
    OutOfReach,
    Changed,
    CannotOpen,
    CannotSave,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum EvidenceProblem {
    /// Nothing was named.
    Nothing,
    /// Entries of several subjects, or of none.
    NotOneSubject,
    /// A check is being asked at this moment.
    StillAsking,
    /// No font has the characters; the detail says which.
    NoFont,
    /// The folder could not be made.
    Folder,
    DiskFull,
    NotWritten,
    NotMade,
    /// The record could not be read, or a reply in it is not what was received.
    Record,
}

impl CommandError {
    pub(crate) fn settings(error: impl ToString) -> Self {
        Self::Settings { detail: error.to_string() }
    }

    /// Why nothing is asked by a settings file, if something in it is in doubt.
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

    /// A file was to be opened and could not be read first.
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
    fn from(error: AddressError) -> Self {
        let problem = match error {
            AddressError::NotAnAddress => AddressProblem::NotAnAddress,
            AddressError::HttpOnlyOnLoopback => AddressProblem::HttpOnlyOnLoopback,
            AddressError::HasCredentials => AddressProblem::HasCredentials,
            AddressError::HasPath => AddressProblem::HasPath,
        };
        Self::Address { problem }
    }
}

impl From<ProxyAddressError> for CommandError {
    fn from(_: ProxyAddressError) -> Self {
        Self::Proxy
    }
}

impl From<CredentialError> for CommandError {
    fn from(error: CredentialError) -> Self {
        let problem = match error {
            CredentialError::KeyMissing => CredentialProblem::KeyMissing,
            CredentialError::SecretMissing => CredentialProblem::SecretMissing,
            CredentialError::HasBlanks => CredentialProblem::HasBlanks,
            CredentialError::TooLong => CredentialProblem::TooLong,
            CredentialError::NotPrintable => CredentialProblem::NotPrintable,
        };
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
