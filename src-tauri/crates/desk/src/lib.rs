//! The application core of 核查台: everything that a compliance officer does, without windows and HTTP details.
//!
//! - [`Subject::parse`] decides what may be sent.
//! - [`Desk::look_up`] makes one check of one subject, stores the reply as received, and reads it into a
//!   [`Finding`].
//! - [`Desk::order_report`] takes an order from intent to a saved file.
//! - [`Archive`] is the record, for searching, annotating and deleting offline.
//! - [`Archive::save_evidence`] saves the record of a subject as a PDF/A-3 file and an Excel file.
//! - [`vault`] keeps the credentials in the operating system's keychain.
//!
//! Promises, most important first: only a well-formed "no record" reads as one; nothing that may be billed is
//! sent twice without the user's decision; every reply is on disk before it is shown; the secret stays in the
//! keychain and in one value in memory.

mod archive;
mod clock;
mod connection;
mod desk;
mod dossier;
mod event;
mod export;
mod look_up_queue;
mod lookup;
mod order;
mod picture;
mod polling;
mod reading;
mod render;
mod reuse;
mod service;
mod settings;
mod single_flight;
mod subject;
#[cfg(test)]
mod testing;
pub mod validate;
pub mod vault;

pub use archive::{Archive, ArchiveError, RecordedContent, RecordedItem, SHORTEST_RETENTION_YEARS};
pub use connection::{ConnectionTest, test_connection};
pub use desk::{Desk, FileProgress, NotRecorded, Setup};
pub use dossier::{EvidenceError, EvidenceFile, EvidenceFormat, EvidenceOf, EvidenceSetting};
pub use export::{SavedBytes, SavingError};
pub use lookup::LookUpError;
pub use order::{KnownNumber, OrderError, Resolution};
pub use polling::Polling;
pub use reuse::ReuseWindow;
pub use service::Service;
pub use settings::{Language, ProxySetting, Settings, SettingsDoubt, SettingsFile, SettingsProblem};
pub use subject::{
    Offer, OfferKind, PersonalNumber, Question, Recognised, Recognition, Refusal, Subject, recognise,
};

// Re-exports of stored types that callers need.
pub use evidence::RenderError;
pub use store::account::Account;
pub use store::check::{Check, LookUpCheck};
pub use store::failure::{
    Billing, Failure, FailureCause, FileReason, InterruptedReason, NotSentReason, StatusMeaning,
    UnreadableReason,
};
pub use store::files::{FIND_TIMEOUT, write_whole};
pub use store::finding::{
    Answer, Completeness, Finding, IncompleteReason, NoRecord, NoRecordForm, Outcome, Picture, QuotaModule,
    Receipt, Source,
};
pub use store::order::{
    HoldReason, Order, Progress, ReportFormat, ReportKind, SavedReport, State as OrderState, WaysOut,
};
pub use store::record::{
    CallCount, CallLog, Compared, EntryId, Note, NoteKind, RecordEntry, RecordError, RecordPage,
    RecordProblem, RecordQuery, RecordTrouble, RecordedOutcome,
};
pub use store::wall_clock::WallClock;

// Re-exports of the client's types that callers need.
pub use jiff::Timestamp;
pub use qcc::fetch::{Lookup, ResolvedAddress};
pub use qcc::{
    AddressError, ClientError, Credential, CredentialError, ManualProxy, Proxy, ProxyAddressError,
    ReportStatus, ServiceAddress,
};
pub use tokio_util::sync::CancellationToken;
