//! What evidence holds, read from the record once for all files.

use super::attached::{Attachment, Attachments};
use super::{EvidenceError, EvidenceFormat, EvidenceOf, EvidenceSetting};
use crate::archive::Archive;
use crate::check::Check;
use crate::drawing::{self, OnPaper};
use crate::failure::Billing;
use crate::finding::{Answer, Finding, Outcome, Picture, Source};
use crate::order::{Order, OrderRow, State};
use crate::reading;
use crate::record::{Call, EntryId, Note, RecordError, RecordedOutcome};
use crate::time;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Everything that evidence about one subject holds.
pub(super) struct Dossier {
    pub(super) subject: String,
    /// Whether any of it is of fictional companies.
    pub(super) demo: bool,
    /// Who answered, each once.
    pub(super) sources: Vec<Source>,
    pub(super) saved_at: Timestamp,
    pub(super) version: String,
    /// Whether a PDF is made, which is what holds the attachments.
    pub(super) pdf: bool,
    /// In the order of the checks, then of asking.
    pub(super) questions: Vec<Question>,
    pub(super) orders: Vec<Ordered>,
    /// How many questions were left out, because a newer version asked them.
    pub(super) newer: usize,
    pub(super) attachments: Vec<Attachment>,
}

/// One question and what came of it.
pub(super) struct Question {
    pub(super) finding: Finding,
    pub(super) billing: Billing,
    pub(super) notes: Vec<Note>,
    pub(super) requests: Vec<Request>,
    /// The snapshot to be shown: drawn anew, like on the screen.
    pub(super) picture: Option<OnPaper>,
    /// Where the snapshot as received is: its name among the attachments, or why it is not there.
    pub(super) original: Option<String>,
}

/// One order and what came of it.
pub(super) struct Ordered {
    pub(super) order: Order,
    pub(super) billing: Billing,
    pub(super) notes: Vec<Note>,
    pub(super) requests: Vec<Request>,
    /// What happened and when, the oldest first.
    pub(super) history: Vec<(String, State)>,
    /// Where the report is: its name among the attachments, or why it is not there.
    pub(super) attachment: Option<String>,
}

/// One request and its reply.
pub(super) struct Request {
    pub(super) check: Check,
    pub(super) page: u32,
    /// RFC 3339, Asia/Shanghai.
    pub(super) asked_at: String,
    /// The service's number of the call.
    pub(super) order_number: Option<String>,
    pub(super) outcome: RecordedOutcome,
    pub(super) may_be_billed: bool,
    /// Whether the same page was asked for again later, so that another reply is the one that was read.
    pub(super) asked_again: bool,
    /// Whether it only asked how an order stands.
    pub(super) asks_progress: bool,
    pub(super) reply: Option<ReplyProof>,
}

/// A reply as received.
pub(super) struct ReplyProof {
    pub(super) bytes: usize,
    pub(super) sha256: String,
    /// Its name among the attachments, or why it is not there.
    pub(super) attachment: String,
}

impl Dossier {
    pub(super) fn read(
        archive: &Archive,
        of: &EvidenceOf,
        setting: EvidenceSetting<'_>,
    ) -> Result<Self, EvidenceError> {
        let pdf = of.formats.contains(&EvidenceFormat::Pdf);
        let mut attachments = Attachments::of(pdf);
        let mut questions = Vec::new();
        let mut newer = 0;
        for id in sorted(&of.calls) {
            match question(archive, id, &mut attachments)? {
                Some(question) => questions.push(question),
                None => newer += 1,
            }
        }
        questions.sort_by_key(|question| question.finding.check);
        let mut orders = Vec::new();
        for id in sorted(&of.orders) {
            orders.push(ordered(archive, id, &mut attachments)?);
        }
        // Replies come first: where not everything has room, they prove the most.
        for question in &mut questions {
            add_picture(archive, question, pdf, &mut attachments)?;
        }
        for ordered in &mut orders {
            if let State::Saved { report, .. } = &ordered.order.state {
                ordered.attachment = Some(attachments.add_report(report));
            }
        }

        let findings = questions.iter().map(|question| (&question.finding.subject, &question.finding.source));
        let all =
            findings.chain(orders.iter().map(|ordered| (&ordered.order.subject, &ordered.order.source)));
        let mut sources: Vec<Source> = Vec::new();
        let mut subject: Option<&str> = None;
        for (its_subject, its_source) in all {
            if its_subject.is_empty() || subject.is_some_and(|subject| subject != its_subject) {
                return Err(EvidenceError::NotOneSubject);
            }
            subject = Some(its_subject);
            if !sources.contains(its_source) {
                sources.push(its_source.clone());
            }
        }
        Ok(Self {
            subject: subject.ok_or(EvidenceError::Nothing)?.to_owned(),
            demo: sources.iter().any(|source| source.demo),
            sources,
            saved_at: setting.at,
            version: setting.version.to_owned(),
            pdf,
            questions,
            orders,
            newer,
            attachments: attachments.all,
        })
    }

    /// The checks that there is something to say of: those that it holds, and those that are asked unless a person chooses
    /// otherwise.
    pub(super) fn checks(&self) -> impl Iterator<Item = Check> {
        Check::about_a_subject().filter(|check| match check {
            Check::List(list) => list.default || self.of_check(*check).next().is_some(),
            _ => true,
        })
    }

    /// The questions of one check.
    pub(super) fn of_check(&self, check: Check) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(move |question| question.finding.check == check)
    }

    /// Every request, of questions and orders.
    pub(super) fn requests(&self) -> impl Iterator<Item = &Request> {
        let of_questions = self.questions.iter().flat_map(|question| &question.requests);
        of_questions.chain(self.orders.iter().flat_map(|ordered| &ordered.requests))
    }
}

/// Each once, in the order in which they were asked.
fn sorted(ids: &[i64]) -> Vec<i64> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// `None`: one that a newer version asked.
fn question(
    archive: &Archive,
    id: i64,
    attachments: &mut Attachments,
) -> Result<Option<Question>, EvidenceError> {
    let entry = archive.record().entry(EntryId::Call { id })?.ok_or(EvidenceError::NotFound)?;
    if entry.check.is_none() {
        return Ok(None);
    }
    if archive.record().is_under_way(id)? {
        return Err(EvidenceError::StillAsking);
    }
    let attempts = archive.record().attempts(id)?;
    let picture = archive.record().picture(id)?;
    let finding = reading::read(&read_last(&attempts), picture, None).ok_or(EvidenceError::NotFound)?;
    let requests = requests(&attempts, attachments)?;
    let notes = archive.record().notes(EntryId::Call { id })?;
    Ok(Some(Question { finding, billing: entry.billing, notes, requests, picture: None, original: None }))
}

/// Adds the snapshot of a question, drawn where there is a PDF to show it.
fn add_picture(
    archive: &Archive,
    question: &mut Question,
    pdf: bool,
    attachments: &mut Attachments,
) -> Result<(), EvidenceError> {
    let Outcome::Found { answer: Answer::Snapshot { picture: Picture::Kept { file, sha256, .. } } } =
        &question.finding.outcome
    else {
        return Ok(());
    };
    let row = archive.record().picture_row(*file)?.ok_or(EvidenceError::NotFound)?;
    if pdf {
        question.picture = archive.drawings.alone(|| drawing::for_paper(&row.bytes)).ok();
    }
    question.original = Some(attachments.add_picture(row, sha256, &question.finding.asked_at)?);
    Ok(())
}

fn ordered(archive: &Archive, id: i64, attachments: &mut Attachments) -> Result<Ordered, EvidenceError> {
    let record = archive.record();
    let entry = record.entry(EntryId::Order { id })?.ok_or(EvidenceError::NotFound)?;
    let order = OrderRow::shown(record.order(id)?.ok_or(EvidenceError::NotFound)?, None);
    let requests = requests(&record.order_attempts(id)?, attachments)?;
    let history = record.order_history(id)?.into_iter().map(|(at, state)| (time::shown(at), state)).collect();
    let notes = record.notes(EntryId::Order { id })?;
    Ok(Ordered { order, billing: entry.billing, notes, requests, history, attachment: None })
}

/// Of every page the request that was sent last, in the order of the pages: what a finding is read from.
fn read_last(attempts: &[Call]) -> Vec<Call> {
    let pages: BTreeMap<u32, &Call> = attempts.iter().map(|call| (call.page, call)).collect();
    pages.into_values().cloned().collect()
}

fn requests(calls: &[Call], attachments: &mut Attachments) -> Result<Vec<Request>, RecordError> {
    calls.iter().filter_map(|call| request(call, calls, attachments).transpose()).collect()
}

/// `None`: of a check that this version does not know.
fn request(call: &Call, all: &[Call], attachments: &mut Attachments) -> Result<Option<Request>, RecordError> {
    let (Some(check), Some((came, may_be_billed))) = (call.check, reading::summary(call)) else {
        return Ok(None);
    };
    let asks_progress = call.operation == qcc::GetReportInfo::PATH;
    let is_order = check == Check::IdentityReport;
    Ok(Some(Request {
        check,
        page: call.page,
        asked_at: time::shown(call.asked_at),
        order_number: if asks_progress { None } else { reading::order_number(call) },
        outcome: came.into(),
        may_be_billed,
        asked_again: !is_order && all.iter().any(|other| other.page == call.page && other.id > call.id),
        asks_progress,
        reply: attachments.add_reply(call)?,
    }))
}
