//! The state of an order for a report, as stored and as displayed.

pub use qcc::ReportFormat;

use crate::account::Account;
use crate::failure::Failure;
use crate::finding::Source;
use crate::time;
use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// The actual type of a saved report, which may differ from the ordered format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ReportKind {
    Pdf,
    /// Word 2007 and later (DOCX).
    Word,
    /// DOCX with macros (DOCM).
    WordWithMacros,
    /// Word before 2007 (DOC), possibly with macros.
    OldWord,
    RichText,
    /// Word's HTML or XML, written by programs without Word. Word opens it as DOC.
    WordMarkup,
    /// China's national format of fixed pages, GB/T 33190 (OFD).
    Ofd,
    /// OpenDocument text (ODT), possibly with macros.
    OpenDocument,
    /// A ZIP archive that contains the report.
    Archive,
}

impl ReportKind {
    /// Whether it has the ordered format.
    pub fn is(self, format: ReportFormat) -> bool {
        match format {
            ReportFormat::Pdf => self == Self::Pdf,
            ReportFormat::Word => self == Self::Word,
        }
    }

    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Word => "docx",
            Self::WordWithMacros => "docm",
            Self::OldWord | Self::WordMarkup => "doc",
            Self::RichText => "rtf",
            Self::Ofd => "ofd",
            Self::OpenDocument => "odt",
            Self::Archive => "zip",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::WordWithMacros => "application/vnd.ms-word.document.macroEnabled.12",
            Self::OldWord | Self::WordMarkup => "application/msword",
            Self::RichText => "application/rtf",
            Self::Ofd => "application/ofd",
            Self::OpenDocument => "application/vnd.oasis.opendocument.text",
            Self::Archive => "application/zip",
        }
    }
}

/// An order for display.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// Its id in the record.
    pub id: i64,
    /// Increases with every change of the order, so that late updates can be recognised.
    pub step: i64,
    /// The text that was sent.
    pub subject: String,
    /// What all writings of the subject have in common. Orders with the same are for the same company.
    pub folded: String,
    /// The ordered format; absent if from a newer version.
    pub format: Option<ReportFormat>,
    pub source: Source,
    /// Whether it was placed with the current account. Only that account can follow it.
    pub of_this_account: bool,
    /// The earlier order for the same report, despite which this one was placed. Both may be charged.
    pub follows: Option<i64>,
    /// RFC 3339, Asia/Shanghai.
    pub placed_at: String,
    /// The service's order number, once known.
    pub order_no: Option<String>,
    /// Whether a person entered the number. The service does not tell whose report it is.
    pub number_by_person: bool,
    /// What the user can do about it now.
    pub ways_out: WaysOut,
    pub state: State,
}

/// What the user can do about an order that is stuck or ended without a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WaysOut {
    /// Confirm that the vendor's portal does not show it.
    pub not_placed: bool,
    /// Enter its number from the vendor's portal.
    pub number: bool,
    /// Let the app ask and fetch again, which is free.
    pub follow: bool,
    /// Stop waiting for it.
    pub give_up: bool,
}

/// The state of an order. Every state is stored before the next step is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(rename = "OrderState")]
pub enum State {
    /// Stored, but not sent.
    Intent,
    /// About to be sent, or sent without a reply yet.
    Sending,
    Accepted {
        order_no: String,
    },
    Polling {
        order_no: String,
        progress: Progress,
        /// Why the last status request failed; it will be repeated.
        trouble: Option<Failure>,
    },
    /// The service has generated it, and it is being fetched.
    Ready {
        order_no: String,
        /// Why the last attempt to fetch it failed; it will be repeated.
        trouble: Option<Failure>,
        /// Number of failed attempts, except those whose cause may pass by itself, such as a broken connection.
        attempts: u32,
    },
    /// It was placed, but the app has stopped following it. The user can resume.
    OnHold {
        order_no: String,
        reason: HoldReason,
        failure: Option<Failure>,
    },
    /// The complete report is in the evidence folder.
    Saved {
        order_no: String,
        #[serde(flatten)]
        report: SavedReport,
    },
    Refused {
        failure: Failure,
    },
    /// It did not leave this machine.
    NotSent {
        failure: Failure,
    },
    /// It may have reached the service. Only the user can close it.
    Unknown {
        failure: Failure,
    },
    Failed {
        order_no: String,
        failure: Failure,
    },
    /// The user looked in the vendor's portal and found no such order.
    NotPlaced,
    /// The user placed a new order although the fate of this one is unknown.
    Replaced,
    /// The user stopped waiting for it. It may have been charged, and can be resumed.
    GivenUp {
        order_no: Option<String>,
    },
    /// Written by a newer version of the app and unknown to this one.
    Newer {
        order_no: Option<String>,
        /// Whether that version considers it open.
        open: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum HoldReason {
    /// The service has not finished it within seven days.
    SevenDays,
    /// Three attempts to obtain the report failed: an expired URL, a wrong file, a full disk.
    Attempts,
    /// The service refuses to tell this account its state, and waiting does not help: a wrong key, no credit,
    /// or a call that was not bought.
    Refused,
    /// Unknown to this version.
    Newer,
}

/// The service's progress on an unfinished order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Progress {
    /// `N`.
    NotGenerated,
    /// `P`.
    Processing,
}

/// A report in the evidence folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedReport {
    /// Folder at the time of saving.
    pub folder: String,
    pub file_name: String,
    #[ts(type = "number")]
    pub bytes: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// The file's type, which may differ from the ordered format; absent if from a newer version.
    pub saved_as: Option<ReportKind>,
    /// RFC 3339, Asia/Shanghai.
    pub saved_at: String,
    /// Whether it was transferred unencrypted (明文传输).
    pub plaintext: bool,
}

impl SavedReport {
    /// Whether the file has the ordered format.
    pub fn is_what_was_asked_for(&self, format: Option<ReportFormat>) -> bool {
        self.saved_as.zip(format).is_some_and(|(kind, format)| kind.is(format))
    }
}

/// An order as stored.
#[derive(Debug, Clone)]
pub struct OrderRow {
    pub id: i64,
    /// Id of the last entry in its journal.
    pub step: i64,
    /// When it was stored.
    pub placed_at: Timestamp,
    pub account: Account,
    /// The earlier order despite which it was placed.
    pub follows: Option<i64>,
    /// The text that was sent.
    pub subject: String,
    /// The subject as [`Searchable`](crate::record::Searchable).
    pub folded: String,
    /// `None` if from a newer version.
    pub format: Option<ReportFormat>,
    /// Whether its fate was ever unknown. If so, a person entered any number that it has.
    pub was_unknown: bool,
    pub state: State,
}

impl OrderRow {
    /// Converts it for display. `here`: the current account, if any.
    pub fn shown(self, here: Option<&Account>) -> Order {
        Order {
            id: self.id,
            step: self.step,
            subject: self.subject,
            folded: self.folded,
            format: self.format,
            source: Source::of(&self.account.service),
            of_this_account: here == Some(&self.account),
            follows: self.follows,
            placed_at: time::shown(self.placed_at),
            order_no: self.state.order_no().map(str::to_owned),
            number_by_person: self.was_unknown && self.state.order_no().is_some(),
            ways_out: self.state.ways_out(here == Some(&self.account)),
            state: self.state,
        }
    }
}

impl State {
    /// Whether the order will not change any more. An unknown one is not final: it may have been charged.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Intent
            | Self::Sending
            | Self::Accepted { .. }
            | Self::Polling { .. }
            | Self::Ready { .. }
            | Self::OnHold { .. }
            | Self::Unknown { .. } => false,
            Self::Newer { open, .. } => !open,
            Self::Saved { .. }
            | Self::Refused { .. }
            | Self::NotSent { .. }
            | Self::Failed { .. }
            | Self::NotPlaced
            | Self::Replaced
            | Self::GivenUp { .. } => true,
        }
    }

    /// What the user can do. `here`: whether it was placed with the current account; no other can ask about
    /// it.
    pub fn ways_out(&self, here: bool) -> WaysOut {
        let none = WaysOut { not_placed: false, number: false, follow: false, give_up: false };
        match self {
            Self::Intent
            | Self::Sending
            | Self::Saved { .. }
            | Self::Refused { .. }
            | Self::NotSent { .. }
            | Self::Failed { .. } => none,
            // The current account follows it, and puts it on hold after seven days at the latest.
            Self::Accepted { .. } | Self::Polling { .. } | Self::Ready { .. } => {
                WaysOut { give_up: !here, ..none }
            }
            Self::OnHold { .. } => WaysOut { follow: here, give_up: true, ..none },
            Self::Unknown { .. } => WaysOut { not_placed: true, number: here, give_up: true, ..none },
            Self::NotPlaced | Self::Replaced | Self::GivenUp { order_no: None } => {
                WaysOut { number: here, ..none }
            }
            Self::GivenUp { order_no: Some(_) } => WaysOut { follow: here, ..none },
            Self::Newer { open, .. } => WaysOut { give_up: *open, ..none },
        }
    }

    pub fn order_no(&self) -> Option<&str> {
        match self {
            Self::Accepted { order_no }
            | Self::Polling { order_no, .. }
            | Self::Ready { order_no, .. }
            | Self::OnHold { order_no, .. }
            | Self::Saved { order_no, .. }
            | Self::Failed { order_no, .. } => Some(order_no),
            Self::GivenUp { order_no } | Self::Newer { order_no, .. } => order_no.as_deref(),
            Self::Intent
            | Self::Sending
            | Self::Refused { .. }
            | Self::NotSent { .. }
            | Self::Unknown { .. }
            | Self::NotPlaced
            | Self::Replaced => None,
        }
    }
}

#[cfg(test)]
mod tests;
