//! The content of evidence, independent of the file format.

use crate::attachments::Attachment;
use jiff::Timestamp;
use store::check::Check;
use store::failure::Billing;
use store::finding::{Finding, Source};
use store::order::{Order, State};
use store::record::{Note, RecordedOutcome};

pub struct Dossier {
    /// The subject, as sent.
    pub subject: String,
    /// Whether any of it is about fictional companies.
    pub demo: bool,
    /// The services, without duplicates.
    pub sources: Vec<Source>,
    pub saved_at: Timestamp,
    pub version: String,
    /// Whether there is a PDF, which holds the attachments.
    pub pdf: bool,
    /// Ordered by check, then by time.
    pub look_ups: Vec<LookUp>,
    /// In the order of placing.
    pub orders: Vec<Ordered>,
    /// Number of look-ups left out because a newer version made them.
    pub newer: usize,
    pub attachments: Vec<Attachment>,
}

pub struct LookUp {
    pub finding: Finding,
    pub billing: Billing,
    pub notes: Vec<Note>,
    /// All requests, including repeated ones.
    pub requests: Vec<Request>,
    /// When an answer of the check was compared with the vendor's page: RFC 3339, Asia/Shanghai.
    pub compared: Option<String>,
    /// The snapshot for printing, re-encoded as for the screen.
    pub picture: Option<PrintedPicture>,
    /// The snapshot, or what came in its place, as received: its name among the attachments, or why it is missing.
    pub original: Option<String>,
}

pub struct Ordered {
    pub order: Order,
    pub billing: Billing,
    pub notes: Vec<Note>,
    pub requests: Vec<Request>,
    pub history: Vec<(String, State)>,
    /// The report: its name among the attachments, or why it is missing.
    pub attachment: Option<String>,
}

pub struct Request {
    pub check: Check,
    /// Page, from 1.
    pub page: u32,
    /// RFC 3339, Asia/Shanghai.
    pub asked_at: String,
    /// The service's number of the call.
    pub order_number: Option<String>,
    pub outcome: RecordedOutcome,
    /// Whether this request may be charged.
    pub may_be_billed: bool,
    /// Whether the same page was requested again, so that another reply was used.
    pub asked_again: bool,
    /// Whether it is a status request of an order.
    pub asks_progress: bool,
    pub reply: Option<ReceivedReply>,
}

pub struct ReceivedReply {
    pub bytes: usize,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// Its name among the attachments, or why it is missing.
    pub attachment: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedPicture {
    pub png: Vec<u8>,
    /// Number of edges in each row of pixels: high within a line of text, low between lines.
    pub busyness: Vec<u32>,
}

impl Dossier {
    /// The checks to report on: those with content, and those that are selected by default.
    pub fn checks(&self) -> impl Iterator<Item = Check> {
        Check::about_a_subject().filter(|check| match check {
            Check::List(list) => list.default || self.of_check(*check).next().is_some(),
            _ => true,
        })
    }

    pub fn of_check(&self, check: Check) -> impl Iterator<Item = &LookUp> {
        self.look_ups.iter().filter(move |look_up| look_up.finding.check == check)
    }

    pub fn requests(&self) -> impl Iterator<Item = &Request> {
        let of_look_ups = self.look_ups.iter().flat_map(|look_up| &look_up.requests);
        of_look_ups.chain(self.orders.iter().flat_map(|ordered| &ordered.requests))
    }
}
