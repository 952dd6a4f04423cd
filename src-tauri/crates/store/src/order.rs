//! An order for a report: where it stands, as the record has it and as people see it.

use crate::account::Account;
use crate::failure::Failure;
use crate::finding::Source;
use crate::time;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// File format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ReportFormat {
    /// PDF.
    Pdf,
    /// Word (DOCX).
    Word,
}

/// What a saved report is, which may differ from what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ReportKind {
    /// PDF.
    Pdf,
    /// Word since 2007 (DOCX).
    Word,
    /// The same with macros (DOCM).
    WordWithMacros,
    /// Word before 2007 (DOC), perhaps with macros.
    OldWord,
    /// RTF.
    RichText,
    /// HTML or XML of Word's own, as programs write it that have no Word. Word opens it as DOC.
    WordMarkup,
    /// A ZIP archive with the report in it.
    Archive,
}

impl ReportKind {
    /// Whether it is what was asked for.
    pub fn is(self, format: ReportFormat) -> bool {
        match format {
            ReportFormat::Pdf => self == Self::Pdf,
            ReportFormat::Word => self == Self::Word,
        }
    }

    /// Extension of its file.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Word => "docx",
            Self::WordWithMacros => "docm",
            Self::OldWord | Self::WordMarkup => "doc",
            Self::RichText => "rtf",
            Self::Archive => "zip",
        }
    }

    /// Its registered media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::WordWithMacros => "application/vnd.ms-word.document.macroEnabled.12",
            Self::OldWord | Self::WordMarkup => "application/msword",
            Self::RichText => "application/rtf",
            Self::Archive => "application/zip",
        }
    }
}

/// An order as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// Its row in the record.
    pub id: i64,
    /// Grows with every change of the order, whoever tells of it and in whichever order it is heard.
    pub step: i64,
    /// The text that was sent.
    pub subject: String,
    /// The format that was asked for; absent: one of a newer version.
    pub format: Option<ReportFormat>,
    /// Who takes the order.
    pub source: Source,
    /// Whether it was placed on the account that is open now; only that one can follow it.
    pub of_this_account: bool,
    /// The earlier order for the same report in spite of which this one was placed: both may be charged.
    pub follows: Option<i64>,
    /// RFC 3339, Asia/Shanghai.
    pub placed_at: String,
    /// The service's number of the order, once it has one.
    pub order_no: Option<String>,
    /// Whether a person entered that number. The service does not say whose report it is.
    pub number_by_person: bool,
    /// What a person can do about it now.
    pub ways_out: WaysOut,
    /// Where it stands.
    pub state: State,
}

/// What a person can do about an order that does not end by itself, or ended without a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WaysOut {
    /// Say that the vendor's portal does not show it.
    pub not_placed: bool,
    /// Enter the number under which the vendor's portal shows it.
    pub number: bool,
    /// Let the app ask and fetch again, which is free.
    pub follow: bool,
    /// No longer wait for it.
    pub give_up: bool,
}

/// Where an order stands. Every state is written down before the next step is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(rename = "OrderState")]
pub enum State {
    /// Written down; nothing was sent.
    Intent,
    /// About to be sent, or sent without a reply yet.
    Sending,
    /// The service took it and gave it a number.
    Accepted {
        /// The service's number.
        order_no: String,
    },
    /// The service is generating it.
    Polling {
        /// The service's number.
        order_no: String,
        /// How far it says it is.
        progress: Progress,
        /// Why the last question about it was not answered; it is asked again.
        trouble: Option<Failure>,
    },
    /// The service has generated it; it is being fetched.
    Ready {
        /// The service's number.
        order_no: String,
        /// Why the last attempt to fetch it failed; it is tried again.
        trouble: Option<Failure>,
        /// How many attempts ended without the report, through no fault of the network.
        attempts: u32,
    },
    /// It was placed, and the app does not go on by itself; a person can let it try again.
    OnHold {
        /// The service's number.
        order_no: String,
        /// Why.
        reason: HoldReason,
        /// What went wrong last.
        failure: Option<Failure>,
    },
    /// The report is in the evidence folder, whole.
    Saved {
        /// The service's number.
        order_no: String,
        /// The file.
        #[serde(flatten)]
        report: SavedReport,
    },
    /// The service refused it.
    Refused {
        /// Why.
        failure: Failure,
    },
    /// It did not leave this machine.
    NotSent {
        /// Why.
        failure: Failure,
    },
    /// It may have reached the service. Only a person closes it.
    Unknown {
        /// What happened.
        failure: Failure,
    },
    /// The service could not generate it.
    Failed {
        /// The service's number.
        order_no: String,
        /// What the service said.
        failure: Failure,
    },
    /// A person looked in the vendor's portal: there is no such order.
    NotPlaced,
    /// A person placed a new order in spite of not knowing about this one.
    Replaced,
    /// A person no longer waits for it; it may have been charged for. It can be taken up again.
    GivenUp {
        /// The service's number, if it has one.
        order_no: Option<String>,
    },
    /// A newer version of the app wrote down where it stands, and this one does not understand it.
    Newer {
        /// The service's number, where it can be read.
        order_no: Option<String>,
        /// Whether that version expects more to happen.
        open: bool,
    },
}

/// See [`State::OnHold`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum HoldReason {
    /// It was placed seven days ago, and the service has not finished it.
    SevenDays,
    /// Three attempts to get the report ended without it: an expired address, a wrong file, a full disk.
    Attempts,
    /// The service does not tell this account how it stands, and that does not end by waiting: a wrong key, no credit, a call
    /// that is not bought.
    Refused,
    /// A reason of a newer version.
    Newer,
}

/// What the service says of an order that it has not finished.
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
    /// Name within the folder.
    pub file_name: String,
    /// Size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// What the file is, which may differ from what was asked for; absent: of a kind of a newer version.
    pub saved_as: Option<ReportKind>,
    /// RFC 3339, Asia/Shanghai.
    pub saved_at: String,
    /// Whether it travelled unencrypted (明文传输).
    pub plaintext: bool,
}

impl SavedReport {
    /// Whether the file is of the kind that was ordered.
    pub fn is_what_was_asked_for(&self, format: Option<ReportFormat>) -> bool {
        self.saved_as.zip(format).is_some_and(|(kind, format)| kind.is(format))
    }
}

/// An order as it stands in the record.
#[derive(Debug, Clone)]
pub struct OrderRow {
    /// The row.
    pub id: i64,
    /// Row of the last entry of its journal.
    pub step: i64,
    /// When it was written down.
    pub placed_at: Timestamp,
    /// The account that placed it.
    pub account: Account,
    /// The earlier order in spite of which it was placed.
    pub follows: Option<i64>,
    /// The text that was sent.
    pub subject: String,
    /// `None`: of a newer version.
    pub format: Option<ReportFormat>,
    /// Whether it was not known once whether it was placed: a number that it has since was entered by a person.
    pub was_unknown: bool,
    /// Where it stands.
    pub state: State,
}

impl OrderRow {
    /// For people. `here`: the account that is open now, if any.
    pub fn shown(self, here: Option<&Account>) -> Order {
        Order {
            id: self.id,
            step: self.step,
            subject: self.subject,
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
    /// Whether nothing more will happen to the order. An unknown order is not final: it may have been charged for.
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

    /// What a person can do. `here`: whether it was placed on the account that is open now, which alone can ask about it.
    pub fn ways_out(&self, here: bool) -> WaysOut {
        let none = WaysOut { not_placed: false, number: false, follow: false, give_up: false };
        match self {
            Self::Intent
            | Self::Sending
            | Self::Saved { .. }
            | Self::Refused { .. }
            | Self::NotSent { .. }
            | Self::Failed { .. } => none,
            // Here it is followed, and on hold at the latest after seven days.
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

    /// The service's number of the order.
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

impl From<ReportFormat> for qcc::ReportFormat {
    fn from(format: ReportFormat) -> Self {
        match format {
            ReportFormat::Pdf => Self::Pdf,
            ReportFormat::Word => Self::Word,
        }
    }
}

#[cfg(test)]
mod tests;
