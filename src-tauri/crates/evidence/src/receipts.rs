//! Renders the receipts: every request with its reply, and every attached file.

use crate::attachments::Content;
use crate::dossier::{Dossier, Request};
use crate::paper::{Block, Table};
use crate::sentences::{bytes, moment};
use crate::words;
use store::check::Check;

/// All requests with their receipts, including those superseded by a later reply.
pub(crate) fn requests(requests: &[Request], demo: bool, blocks: &mut Vec<Block>) {
    if requests.is_empty() {
        return;
    }
    blocks.push(Block::Text(words::finding::evidence(requests.len())));
    let rows = requests.iter().map(|request| {
        vec![sent(request), format!("{}\n{}", outcome(request), cost(request, demo)), receipt(request)]
    });
    blocks.push(Block::Table(Table { columns: columns(demo), rows: rows.collect() }));
}

pub(crate) fn columns(demo: bool) -> Vec<(&'static str, f32)> {
    vec![
        (words::evidence::REQUEST, 0.4),
        (words::evidence::outcome_and_cost(demo), 0.16),
        (words::evidence::RECEIPT, 0.44),
    ]
}

fn sent(request: &Request) -> String {
    let mut text = moment(&request.asked_at);
    if let Some(number) = &request.order_number {
        text.push_str(&format!("\n{number}"));
    }
    text
}

/// What was requested, and the outcome.
pub(crate) fn outcome(request: &Request) -> String {
    let what = match request.check {
        Check::List(_) => words::finding::evidence_page(request.page),
        Check::RegistrationSnapshot | Check::Quota => words::evidence::LOOK_UP.to_owned(),
        Check::IdentityReport if request.asks_progress => words::evidence::PROGRESS.to_owned(),
        Check::IdentityReport => words::evidence::ORDER.to_owned(),
    };
    let came = words::history::outcomes(request.outcome);
    let again = if request.asked_again { words::evidence::ASKED_AGAIN } else { "" };
    match request.check {
        // An order's history shows its outcome.
        Check::IdentityReport => what,
        _ => format!("{what}{}{came}{again}", words::app::SEPARATOR),
    }
}

/// Whether this request may have been billed.
pub(crate) fn cost(request: &Request, demo: bool) -> &'static str {
    match (demo, request.may_be_billed) {
        (true, _) => words::app::DEMO,
        (false, true) => words::history::may_be_billed(false),
        (false, false) => words::evidence::NOT_BILLED,
    }
}

fn receipt(request: &Request) -> String {
    match &request.reply {
        Some(reply) => {
            let file = words::evidence::with_note(&reply.attachment, bytes(reply.bytes as u64));
            format!("{file}\n{}", reply.sha256)
        }
        None => words::finding::EVIDENCE_NO_REPLY.to_owned(),
    }
}

/// All files, attached or not, with their hashes.
pub(crate) fn attachments(dossier: &Dossier, blocks: &mut Vec<Block>) {
    if dossier.attachments.is_empty() {
        blocks.push(Block::Text(words::evidence::NO_ATTACHMENTS.to_owned()));
        return;
    }
    let attached = dossier.attachments.iter().filter(|attachment| attachment.is_attached()).count();
    blocks.push(Block::Introduction(match dossier.attachments.len() - attached {
        0 => words::evidence::ALL_ATTACHED.to_owned() + words::evidence::HOW_TO_OPEN,
        _ if attached == 0 => words::evidence::NONE_ATTACHED.to_owned(),
        left => words::evidence::attached_but(left) + words::evidence::HOW_TO_OPEN,
    }));
    let rows = dossier.attachments.iter().map(|attachment| {
        let mut what = format!("{}\n{}", attachment.about, bytes(attachment.bytes));
        if let Content::Left(left) = &attachment.content {
            what.push_str(&format!("\n{}", words::evidence::not_attached(*left)));
        }
        vec![attachment.name.clone(), what, attachment.sha256.clone()]
    });
    let columns = vec![
        (words::evidence::FILE_NAME_COLUMN, 0.3),
        (words::evidence::ABOUT, 0.27),
        (words::snapshot::SHA256, 0.43),
    ];
    blocks.push(Block::Table(Table { columns, rows: rows.collect() }));
}
