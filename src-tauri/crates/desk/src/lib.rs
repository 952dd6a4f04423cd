//! The application core of 核查台: what a compliance officer does, without a window and without HTTP details.
//!
//! - [`Subject::parse`] decides what may be sent.
//! - [`Desk::look_up`] asks one check of one subject, records the reply as received and then reads it into a [`Finding`].
//! - [`Desk::order_report`] takes an order from intent to a saved file.
//! - [`Archive`] is the record of all of it, to search, annotate and delete from, offline.
//! - [`Archive::save_evidence`] writes what is known about a subject into one PDF/A-3 file, and into an Excel file.
//! - [`vault`] keeps the credential in the operating system's keychain.
//!
//! Promises, in the order of their weight: nothing but a well-formed "no record" reads as one; nothing that may be billed
//! is sent twice without a person's act; every reply is on disk before it is shown; the secret stays in the keychain and in
//! one value in memory.

mod archive;
mod check;
mod clock;
mod connection;
mod desk;
mod drawing;
mod event;
mod evidence;
mod failure;
mod files;
mod finding;
mod flights;
pub mod gate;
mod lookup;
mod order;
mod pace;
mod picture;
mod reading;
mod record;
mod reuse;
mod saving;
mod service;
mod settings;
mod subject;
#[cfg(test)]
mod testing;
mod time;
pub mod vault;
mod wall_clock;

pub use archive::{Archive, ArchiveError, RecordedContent, RecordedItem, SHORTEST_RETENTION_YEARS};
pub use check::{Check, LookUpCheck};
pub use connection::{ConnectionTest, test_connection};
pub use desk::{Desk, FileProgress, NotRecorded, Setup};
pub use evidence::{EvidenceError, EvidenceFile, EvidenceFormat, EvidenceOf, EvidenceSetting};
pub use failure::{
    Billing, Failure, FailureCause, FileReason, InterruptedReason, NotSentReason, StatusMeaning,
    UnreadableReason,
};
pub use files::write_whole;
pub use finding::{
    Answer, Completeness, Evidence, Finding, IncompleteReason, NoRecord, NoRecordForm, Outcome, Picture,
    QuotaModule, Source,
};
pub use lookup::LookUpError;
pub use order::{
    HoldReason, KnownNumber, KnownStatus, Order, OrderError, Progress, ReportFormat, ReportKind, Resolution,
    SavedReport, State as OrderState, WaysOut,
};
pub use pace::Pace;
pub use record::{
    CallCount, CallLog, EntryId, Note, NoteKind, RecordEntry, RecordError, RecordPage, RecordProblem,
    RecordQuery, RecordTrouble, RecordedOutcome,
};
pub use reuse::ReuseWindow;
pub use saving::{SavedBytes, SavingError};
pub use service::Service;
pub use settings::{Language, ProxySetting, Settings, SettingsDoubt, SettingsFile, SettingsProblem};
pub use subject::{
    Offer, OfferKind, PersonalNumber, Question, Recognised, Recognition, Refusal, Subject, recognise,
};
pub use wall_clock::WallClock;

// What a caller needs of the client's vocabulary.
pub use jiff::Timestamp;
pub use qcc::fetch::{Lookup, Machine};
pub use qcc::{
    AddressError, ClientError, Credential, CredentialError, ManualProxy, Proxy, ProxyAddressError,
    ServiceAddress,
};
pub use tokio_util::sync::CancellationToken;
