//! What evidence holds, whichever file it becomes.

use crate::attached::Attachment;
use jiff::Timestamp;
use store::check::Check;
use store::failure::Billing;
use store::finding::{Finding, Source};
use store::order::{Order, State};
use store::record::{Note, RecordedOutcome};

/// Everything that evidence about one subject holds.
pub struct Dossier {
    /// Whom all of it is about, as sent.
    pub subject: String,
    /// Whether any of it is of fictional companies.
    pub demo: bool,
    /// Who answered, each once.
    pub sources: Vec<Source>,
    /// The moment that it speaks of.
    pub saved_at: Timestamp,
    /// Version of the app.
    pub version: String,
    /// Whether a PDF is made, which is what holds the attachments.
    pub pdf: bool,
    /// In the order of the checks, then of asking.
    pub questions: Vec<Question>,
    /// In the order in which they were placed.
    pub orders: Vec<Ordered>,
    /// How many questions were left out, because a newer version asked them.
    pub newer: usize,
    /// Every file, attached or listed.
    pub attachments: Vec<Attachment>,
}

/// One question and what came of it.
pub struct Question {
    /// What was answered.
    pub finding: Finding,
    /// Whether any request of it may be charged.
    pub billing: Billing,
    /// What the officer wrote, the oldest first.
    pub notes: Vec<Note>,
    /// Every request, those that were asked again included.
    pub requests: Vec<Request>,
    /// When an answer of the check was compared with the vendor's page: RFC 3339, Asia/Shanghai.
    pub compared: Option<String>,
    /// The snapshot to be shown: drawn anew, like on the screen.
    pub picture: Option<OnPaper>,
    /// Where the snapshot as received is: its name among the attachments, or why it is not there.
    pub original: Option<String>,
}

/// One order and what came of it.
pub struct Ordered {
    /// The order, and where it stands.
    pub order: Order,
    /// Whether it may be charged.
    pub billing: Billing,
    /// What the officer wrote, the oldest first.
    pub notes: Vec<Note>,
    /// Those that placed it, and the last one that asked how it stands.
    pub requests: Vec<Request>,
    /// What happened and when, the oldest first.
    pub history: Vec<(String, State)>,
    /// Where the report is: its name among the attachments, or why it is not there.
    pub attachment: Option<String>,
}

/// One request and its reply.
pub struct Request {
    /// Which check asked.
    pub check: Check,
    /// Page, from 1.
    pub page: u32,
    /// RFC 3339, Asia/Shanghai.
    pub asked_at: String,
    /// The service's number of the call.
    pub order_number: Option<String>,
    /// What came of it.
    pub outcome: RecordedOutcome,
    /// Whether this one may be charged.
    pub may_be_billed: bool,
    /// Whether the same page was asked for again later, so that another reply is the one that was read.
    pub asked_again: bool,
    /// Whether it only asked how an order stands.
    pub asks_progress: bool,
    /// What came back; absent where nothing did.
    pub reply: Option<ReplyProof>,
}

/// A reply as received.
pub struct ReplyProof {
    /// Size.
    pub bytes: usize,
    /// Lower-case hex.
    pub sha256: String,
    /// Its name among the attachments, or why it is not there.
    pub attachment: String,
}

/// A picture to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnPaper {
    /// As PNG.
    pub png: Vec<u8>,
    /// How many edges each row of pixels crosses: many within a line of text, hardly any between two.
    pub busyness: Vec<u32>,
}

impl Dossier {
    /// The checks that there is something to say of: those that it holds, and those that are asked unless a person chooses
    /// otherwise.
    pub fn checks(&self) -> impl Iterator<Item = Check> {
        Check::about_a_subject().filter(|check| match check {
            Check::List(list) => list.default || self.of_check(*check).next().is_some(),
            _ => true,
        })
    }

    /// The questions of one check.
    pub fn of_check(&self, check: Check) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(move |question| question.finding.check == check)
    }

    /// Every request, of questions and orders.
    pub fn requests(&self) -> impl Iterator<Item = &Request> {
        let of_questions = self.questions.iter().flat_map(|question| &question.requests);
        of_questions.chain(self.orders.iter().flat_map(|ordered| &ordered.requests))
    }
}
