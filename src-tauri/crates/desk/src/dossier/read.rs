//! Reads the record of one subject, once for all files.

use super::{EvidenceError, EvidenceFormat, EvidenceOf, EvidenceSetting};
use crate::archive::Archive;
use crate::reading;
use crate::render;
use evidence::{Attachments, Dossier, LookUp, Ordered, Request};
use std::collections::BTreeMap;
use store::check::Check;
use store::finding::{Answer, Outcome, Picture, Source};
use store::order::{OrderRow, State};
use store::record::{Call, EntryId, RecordError};
use store::time;

pub(super) fn read(
    archive: &Archive,
    of: &EvidenceOf,
    setting: EvidenceSetting<'_>,
) -> Result<Dossier, EvidenceError> {
    let pdf = of.formats.contains(&EvidenceFormat::Pdf);
    let mut attachments = Attachments::of(pdf);
    let mut look_ups = Vec::new();
    let mut newer = 0;
    for id in sorted(&of.calls) {
        match look_up(archive, id, &mut attachments)? {
            Some(look_up) => look_ups.push(look_up),
            None => newer += 1,
        }
    }
    look_ups.sort_by_key(|look_up| look_up.finding.check);
    let mut orders = Vec::new();
    for id in sorted(&of.orders) {
        orders.push(ordered(archive, id, &mut attachments)?);
    }
    // Replies come first, because they are the best proof if not everything fits.
    for look_up in &mut look_ups {
        add_picture(archive, look_up, pdf, &mut attachments)?;
    }
    for ordered in &mut orders {
        if let State::Saved { report, .. } = &ordered.order.state {
            ordered.attachment = Some(attachments.add_report(report));
        }
    }

    let findings = look_ups.iter().map(|look_up| (&look_up.finding.subject, &look_up.finding.source));
    let all = findings.chain(orders.iter().map(|ordered| (&ordered.order.subject, &ordered.order.source)));
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
    Ok(Dossier {
        subject: subject.ok_or(EvidenceError::Nothing)?.to_owned(),
        demo: sources.iter().any(|source| source.demo),
        sources,
        saved_at: setting.at,
        version: setting.version.to_owned(),
        pdf,
        look_ups,
        orders,
        newer,
        attachments: attachments.all,
    })
}

/// Without duplicates, in the order of asking.
fn sorted(ids: &[i64]) -> Vec<i64> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// `None` if from a newer version.
fn look_up(
    archive: &Archive,
    id: i64,
    attachments: &mut Attachments,
) -> Result<Option<LookUp>, EvidenceError> {
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
    let compared = archive
        .record()
        .compared()?
        .into_iter()
        .find(|compared| compared.check == finding.check && compared.service == finding.source.host);
    Ok(Some(LookUp {
        finding,
        billing: entry.billing,
        notes,
        requests,
        compared: compared.map(|compared| compared.at),
        picture: None,
        original: None,
    }))
}

/// Adds the snapshot of a look-up, or what arrived in its place; re-encoded if there is a PDF to show it.
fn add_picture(
    archive: &Archive,
    look_up: &mut LookUp,
    pdf: bool,
    attachments: &mut Attachments,
) -> Result<(), EvidenceError> {
    let Outcome::Found { answer: Answer::Snapshot { picture } } = &look_up.finding.outcome else {
        return Ok(());
    };
    let (file, can_be_shown) = match picture {
        Picture::Kept { file, .. } => (*file, true),
        Picture::NotFetched { received: Some(file), .. } => (*file, false),
        Picture::NotFetched { received: None, .. } => return Ok(()),
    };
    let row = archive.record().picture_row(file)?.ok_or(EvidenceError::NotFound)?;
    if pdf && can_be_shown {
        look_up.picture = archive.previews.exclusively(|| render::for_paper(&row.bytes)).ok();
    }
    look_up.original = Some(attachments.add_picture(row, &look_up.finding.asked_at)?);
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

/// The latest request of each page, in page order: what the finding was read from.
fn read_last(attempts: &[Call]) -> Vec<Call> {
    let pages: BTreeMap<u32, &Call> = attempts.iter().map(|call| (call.page, call)).collect();
    pages.into_values().cloned().collect()
}

fn requests(calls: &[Call], attachments: &mut Attachments) -> Result<Vec<Request>, RecordError> {
    calls.iter().filter_map(|call| request(call, calls, attachments).transpose()).collect()
}

/// `None` if the check is unknown to this version.
fn request(call: &Call, all: &[Call], attachments: &mut Attachments) -> Result<Option<Request>, RecordError> {
    let (Some(check), Some((outcome, may_be_billed))) = (call.check, reading::summary(call)) else {
        return Ok(None);
    };
    let asks_progress = call.operation == qcc::GetReportInfo::PATH;
    let is_order = check == Check::IdentityReport;
    Ok(Some(Request {
        check,
        page: call.page,
        asked_at: time::shown(call.asked_at),
        order_number: if asks_progress { None } else { reading::order_number(call) },
        outcome,
        may_be_billed,
        asked_again: !is_order && all.iter().any(|other| other.page == call.page && other.id > call.id),
        asks_progress,
        reply: attachments.add_reply(call)?,
    }))
}
