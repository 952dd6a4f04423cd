//! Renders a dossier as a document.

use crate::attachments::Attachment;
use crate::dossier::{Dossier, LookUp, Ordered, PrintedPicture};
use crate::orders;
use crate::paper::{Block, Field, Table, field, wide};
use crate::receipts::{attachments, requests};
use crate::rows;
use crate::sentences::{
    billed, bytes, clock, completeness, failure, from, headline, is_complete, labelled, limits, moment,
    order_number,
};
use crate::words;
use store::check::Check;
use store::finding::{Answer, Completeness, Finding, Outcome, Picture};
use store::record::Note;
use store::time;

/// An explanation of the evidence for later readers.
pub(crate) fn what_it_is(dossier: &Dossier) -> String {
    let replies = || dossier.attachments.iter().filter(|attachment| attachment.is_reply());
    let made = words::evidence::MADE;
    let where_they_are = if replies().next().is_none() {
        return made.to_owned() + words::evidence::NO_REPLY;
    } else if !dossier.pdf {
        words::evidence::REPLIES_IN_RECORD
    } else if replies().all(Attachment::is_attached) {
        words::evidence::REPLIES_ATTACHED
    } else {
        words::evidence::REPLIES_PARTLY_ATTACHED
    };
    format!("{made}{where_they_are}{}", words::evidence::PROVES)
}

pub fn document(dossier: &Dossier) -> Vec<Block> {
    let mut blocks = vec![Block::Title(words::evidence::TITLE.to_owned())];
    if dossier.demo {
        blocks.push(Block::Notice(vec![words::app::DEMO.to_owned(), words::app::DEMO_TITLE.to_owned()]));
    }
    blocks.push(Block::Fields(about(dossier)));
    blocks.push(overview(dossier));
    blocks.extend(left_out(dossier).map(|sentence| Block::Notice(vec![sentence])));
    blocks.push(Block::Quiet(what_it_is(dossier)));
    for check in dossier.checks() {
        blocks.push(Block::Heading(check.name().to_owned()));
        if check == Check::IdentityReport {
            orders::section(dossier, &mut blocks);
        } else {
            section(dossier, check, &mut blocks);
        }
    }
    blocks.push(Block::Heading(words::evidence::ATTACHMENTS.to_owned()));
    attachments(dossier, &mut blocks);
    blocks
}

pub(crate) fn about(dossier: &Dossier) -> Vec<Field> {
    let sources: Vec<String> = dossier.sources.iter().map(from).collect();
    vec![
        wide(words::evidence::SUBJECT, &*dossier.subject),
        wide(
            words::evidence::SAVED_AT,
            words::evidence::beijing_time(moment(&time::shown(dossier.saved_at))),
        ),
        wide(words::evidence::SOURCE, sources.join(words::evidence::SOURCE_SEPARATOR)),
        wide(words::evidence::PROGRAM, format!("{} {}", words::app::NAME, dossier.version)),
    ]
}

/// The columns of the overview. A time or an order number fits on one line.
pub(crate) const OVERVIEW: [(&str, f32); 4] = [
    (words::evidence::CHECK, 0.137),
    (words::evidence::OUTCOME, 0.2),
    (words::evidence::ASKED_AT_BEIJING, 0.256),
    (words::finding::ORDER_NUMBER, 0.407),
];

fn overview(dossier: &Dossier) -> Block {
    let rows = dossier.checks().enumerate().flat_map(|(section, check)| {
        let rows = overview_rows(dossier, check).into_iter();
        rows.map(move |OverviewRow { cells: [check, came, at, number, _], .. }| {
            (section, vec![check, came, at, number])
        })
    });
    let (sections, rows) = rows.unzip();
    Block::Contents { table: Table { columns: OVERVIEW.into(), rows }, sections }
}

/// A line of the overview with its source.
pub(crate) struct OverviewRow<'a> {
    /// Check, outcome, time, order number, and whether it may be billed.
    pub(crate) cells: [String; 5],
    pub(crate) look_up: Option<&'a LookUp>,
    pub(crate) notes: &'a [Note],
}

/// One row per look-up and order of a check, or one that states that there is none.
pub(crate) fn overview_rows(dossier: &Dossier, check: Check) -> Vec<OverviewRow<'_>> {
    let name = || check.name().to_owned();
    let look_ups = dossier.of_check(check).map(|look_up| {
        let LookUp { finding, billing, notes, .. } = look_up;
        let billed = billed(*billing, finding.source.demo).to_owned();
        let cells = [name(), result(finding), moment(&finding.asked_at), order_number(finding), billed];
        OverviewRow { cells, look_up: Some(look_up), notes }
    });
    let orders = dossier.orders.iter().filter(|_| check == Check::IdentityReport);
    let orders = orders.map(|Ordered { order, billing, notes, .. }| {
        let number = order.order_no.clone().unwrap_or_default();
        let billed = billed(*billing, order.source.demo).to_owned();
        let cells = [name(), orders::status(order), moment(&order.placed_at), number, billed];
        OverviewRow { cells, look_up: None, notes }
    });
    let mut rows: Vec<OverviewRow<'_>> = look_ups.chain(orders).collect();
    if rows.is_empty() {
        let none = || String::new();
        let cells = [name(), not_held(check), none(), none(), none()];
        rows.push(OverviewRow { cells, look_up: None, notes: &[] });
    }
    rows
}

/// The headline, and whether the result is complete.
pub(crate) fn result(finding: &Finding) -> String {
    let headline = headline(finding);
    match incomplete(&finding.outcome) {
        Some(_) => words::evidence::with_note(headline, words::completeness::INCOMPLETE),
        None => headline,
    }
}

pub(crate) fn incomplete(outcome: &Outcome) -> Option<&Completeness> {
    answer(outcome)?.completeness().filter(|completeness| !is_complete(completeness))
}

/// The answer, even of a reply that contradicts itself.
fn answer(outcome: &Outcome) -> Option<&Answer> {
    match outcome {
        Outcome::Found { answer } | Outcome::NotVerified { answer: Some(answer), .. } => Some(answer),
        Outcome::NoRecord { .. } | Outcome::NotVerified { answer: None, .. } => None,
    }
}

fn section(dossier: &Dossier, check: Check, blocks: &mut Vec<Block>) {
    let mut look_ups = dossier.of_check(check).peekable();
    if look_ups.peek().is_none() {
        blocks.push(Block::Notice(vec![not_held_sentence(check)]));
        return;
    }
    for look_up in look_ups {
        push_look_up(look_up, blocks);
    }
}

/// States that the evidence has nothing of a check. It may have been looked up: evidence only has what was on
/// screen.
pub(crate) fn not_held(check: Check) -> String {
    match check {
        Check::IdentityReport => words::evidence::no_order(check.name()),
        Check::List(_) | Check::RegistrationSnapshot | Check::Quota => {
            words::evidence::no_look_up(check.name())
        }
    }
}

/// The same as a sentence.
pub(crate) fn not_held_sentence(check: Check) -> String {
    words::evidence::proves_nothing(not_held(check))
}

fn push_look_up(look_up: &LookUp, blocks: &mut Vec<Block>) {
    let finding = &look_up.finding;
    let demo = finding.source.demo;
    blocks.push(Block::Sentence(headline(finding)));
    // Without a reply, there is no source to name.
    let nothing_came = !demo && matches!(finding.outcome, Outcome::NotVerified { .. });
    let source = if nothing_came {
        field(words::evidence::ASKED_OF, finding.source.host.clone())
    } else {
        field(words::evidence::SOURCE, from(&finding.source))
    };
    let mut origin = vec![source, field(words::evidence::ASKED_AT, moment(&finding.asked_at))];
    if let Some(number) = finding.receipts.first().and_then(|first| first.order_number.as_deref()) {
        origin.push(wide(words::finding::ORDER_NUMBER, number));
    }
    origin.push(wide(words::failure::billing(demo), billed(look_up.billing, demo)));
    blocks.push(Block::Fields(origin));
    blocks.extend(before_the_rows(look_up));
    match answer(&finding.outcome) {
        Some(Answer::List { check, rows, .. }) => {
            for (number, row) in (1..).zip(rows) {
                rows::push_row(*check, number, row, blocks);
            }
        }
        Some(Answer::Snapshot { picture }) => push_picture(look_up, picture, blocks),
        // A quota belongs to the account, not to a subject.
        Some(Answer::Quota { .. }) | None => {}
    }
    blocks.extend(after_the_rows(finding));
    requests(&look_up.requests, demo, blocks);
    notes(&look_up.notes, blocks);
}

/// Remarks on a result, line by line: why it is incomplete or unknown, and what it does not cover.
pub(crate) fn remarks(look_up: &LookUp) -> Vec<String> {
    let blocks = before_the_rows(look_up).into_iter().chain(after_the_rows(&look_up.finding));
    let lines = blocks.flat_map(|block| match block {
        Block::Notice(lines) => lines,
        Block::Text(line) | Block::Quiet(line) => vec![line],
        Block::Title(_)
        | Block::Heading(_)
        | Block::Subheading(_)
        | Block::Sentence(_)
        | Block::Introduction(_)
        | Block::Fields(_)
        | Block::Table(_)
        | Block::Contents { .. }
        | Block::Picture { .. } => Vec::new(),
    });
    lines.collect()
}

fn before_the_rows(look_up: &LookUp) -> Vec<Block> {
    let finding = &look_up.finding;
    let demo = finding.source.demo;
    let mut blocks = Vec::new();
    blocks.extend(provenance(look_up));
    blocks.extend(finding.clock_ahead_seconds.map(|ahead| Block::Notice(vec![clock(ahead)])));
    match &finding.outcome {
        Outcome::Found { .. } => {}
        Outcome::NoRecord(proof) => {
            let form = words::finding::no_record_forms(proof.form()).to_owned();
            blocks.push(Block::Notice(vec![words::finding::NO_RECORD_NOTICE.to_owned(), form]));
        }
        Outcome::NotVerified { failure: why, answer } => {
            blocks.push(Block::Notice(failure(why, demo, None)));
            if answer.is_some() {
                blocks.push(Block::Text(words::finding::INCONSISTENT_ROWS.to_owned()));
            }
        }
    }
    match answer(&finding.outcome) {
        Some(Answer::List { completeness: status, .. }) => {
            let lines = completeness(status);
            let whole = is_complete(status);
            blocks.push(if whole { Block::Text(lines.join("")) } else { Block::Notice(lines) });
        }
        Some(Answer::Snapshot { picture: Picture::NotFetched { failure: why, plaintext, .. } }) => {
            let mut lines = failure(why, demo, Some(words::snapshot::fetch_billed(demo)));
            let original = look_up.original.as_deref();
            lines.extend(original.map(|original| labelled(words::evidence::RECEIVED_FILE, original)));
            if *plaintext {
                lines.push(labelled(words::snapshot::PLAINTEXT, words::snapshot::PLAINTEXT_HINT));
            }
            blocks.push(Block::Notice(lines));
        }
        Some(Answer::Snapshot { picture: Picture::Kept { .. } } | Answer::Quota { .. }) | None => {}
    }
    blocks
}

/// Where the field names come from, if not from a vendor document.
fn provenance(LookUp { finding, compared, .. }: &LookUp) -> Option<Block> {
    match finding.check {
        Check::List(check) if check.provisional => Some(match compared {
            Some(at) => Block::Text(words::finding::compared(moment(at))),
            None => Block::Notice(vec![words::finding::PROVISIONAL.to_owned()]),
        }),
        Check::List(_) | Check::RegistrationSnapshot | Check::IdentityReport | Check::Quota => None,
    }
}

fn after_the_rows(finding: &Finding) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(why) = &finding.page_failure {
        let mut lines = vec![words::completeness::PAGE_FAILED.to_owned()];
        lines.extend(failure(why, finding.source.demo, None));
        blocks.push(Block::Notice(lines));
    }
    blocks.extend(limits(finding.check).map(|limits| Block::Quiet(limits.to_owned())));
    blocks
}

fn push_picture(look_up: &LookUp, picture: &Picture, blocks: &mut Vec<Block>) {
    match picture {
        Picture::NotFetched { .. } => {}
        Picture::Kept { width, height, bytes: size, sha256, plaintext, .. } => {
            let pixels = words::snapshot::pixels(width, height);
            let mut fields = vec![
                field(words::snapshot::SIZE, pixels),
                field(words::snapshot::BYTES, bytes(u64::from(*size))),
                wide(words::snapshot::SHA256, &**sha256),
            ];
            if *plaintext {
                fields.push(wide(words::snapshot::PLAINTEXT, words::snapshot::PLAINTEXT_HINT));
            }
            blocks.push(Block::Fields(fields));
            match &look_up.picture {
                Some(PrintedPicture { png, busyness }) => {
                    let alt = words::snapshot::picture(&look_up.finding.subject);
                    blocks.push(Block::Picture { png: png.clone(), busyness: busyness.clone(), alt });
                }
                None => blocks.push(Block::Notice(vec![
                    words::snapshot::CANNOT_SHOW.to_owned(),
                    labelled(
                        words::evidence::ORIGINAL_PICTURE,
                        look_up.original.as_deref().unwrap_or_default(),
                    ),
                ])),
            }
        }
    }
}

pub(crate) const NOTES: [(&str, f32); 3] = [
    (words::evidence::TIME_BEIJING, 0.26),
    (words::evidence::NOTE_KIND, 0.1),
    (words::evidence::CONTENT, 0.64),
];

pub(crate) fn notes(notes: &[Note], blocks: &mut Vec<Block>) {
    if notes.is_empty() {
        return;
    }
    blocks.push(Block::Text(words::history::NOTES_TITLE.to_owned()));
    let rows = notes.iter().map(|note| vec![moment(&note.at), note_kind(note).to_owned(), note.text.clone()]);
    blocks.push(Block::Table(Table { columns: NOTES.into(), rows: rows.collect() }));
}

pub(crate) fn note_kind(note: &Note) -> &'static str {
    note.kind.map_or(words::history::NEWER, words::history::kinds)
}

/// States that something was left out, because this version does not understand it.
pub(crate) fn left_out(dossier: &Dossier) -> Option<String> {
    let left = dossier.newer;
    (left > 0).then(|| words::evidence::newer_left_out(left))
}
