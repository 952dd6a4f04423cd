//! Evidence as an Excel file: what its sheets say.

use super::EvidenceError;
use super::dossier::{Dossier, Question};
use super::orders_told;
use super::receipt_sheets::{orders, proofs};
use super::rows;
use super::sentences::{billed, clock, completeness, failure, from, limits, moment, what_happened};
use super::told;
use super::words;
use super::workbook::{Sheet, written};
use crate::check::Check;
use crate::finding::{Answer, Finding, Outcome, Picture};
use crate::record::Note;

/// The whole file.
pub(super) fn made(dossier: &Dossier) -> Result<Vec<u8>, EvidenceError> {
    written(dossier, &sheets(dossier)).map_err(|error| EvidenceError::NotMade(error.to_string()))
}

pub(super) fn sheets(dossier: &Dossier) -> Vec<Sheet> {
    let mut sheets = vec![overview(dossier)];
    sheets.extend(dossier.checks().flat_map(|check| sheets_of(dossier, check)));
    sheets.push(proofs(dossier));
    sheets
}

fn overview(dossier: &Dossier) -> Sheet {
    let row = |item: &str, content: String| {
        vec![item.to_owned(), content, String::new(), String::new(), String::new()]
    };
    let mut rows = Vec::new();
    if dossier.demo {
        rows.push(row(words::app::DEMO, words::app::DEMO_TITLE.to_owned()));
    }
    rows.extend(told::about(dossier).into_iter().map(|field| row(&field.label, field.value)));
    for check in dossier.checks() {
        let before = rows.len();
        for question in dossier.of_check(check) {
            rows.push(overview_of(question));
            rows.extend(remarks(&question.finding).into_iter().map(|remark| row("", remark)));
            rows.extend(noted(&question.notes));
        }
        if check == Check::IdentityReport {
            for ordered in &dossier.orders {
                let (order, demo) = (&ordered.order, ordered.order.source.demo);
                rows.push(vec![
                    check.name().to_owned(),
                    orders_told::standing(order),
                    moment(&order.placed_at),
                    order.order_no.clone().unwrap_or_default(),
                    billed(ordered.billing, demo).to_owned(),
                ]);
                rows.extend(noted(&ordered.notes));
            }
        }
        if rows.len() == before {
            rows.push(row(check.name(), told::not_held(check)));
        }
    }
    rows.extend(told::left_out(dossier).map(|said| row(words::evidence::LEFT_OUT, said)));
    rows.push(row(words::evidence::ABOUT, told::what_it_is(dossier)));
    let columns = [
        (words::evidence::ITEM, 16.0),
        (words::evidence::CONTENT, 70.0),
        (words::evidence::ASKED_AT_BEIJING, 28.0),
        (words::finding::ORDER_NUMBER, 26.0),
        (words::failure::billing(dossier.demo), 30.0),
    ];
    Sheet::new(words::evidence::OVERVIEW_SHEET, columns, rows)
}

fn overview_of(question: &Question) -> Vec<String> {
    let finding = &question.finding;
    vec![
        finding.check.name().to_owned(),
        told::result(question),
        moment(&finding.asked_at),
        order_number(finding),
        billed(question.billing, finding.source.demo).to_owned(),
    ]
}

/// What has rows, or orders, has a sheet for them.
fn sheets_of(dossier: &Dossier, check: Check) -> Vec<Sheet> {
    match check {
        Check::List(check) => rows::sheets(dossier, check),
        Check::IdentityReport => vec![orders(dossier)],
        Check::RegistrationSnapshot | Check::Quota => Vec::new(),
    }
}

/// What belongs to a result: why it is not complete or not known, and what it does not say.
fn remarks(finding: &Finding) -> Vec<String> {
    let mut remarks = Vec::new();
    let demo = finding.source.demo;
    let answer = match &finding.outcome {
        Outcome::Found { answer } => Some(answer),
        Outcome::NoRecord(said) => {
            remarks.push(words::finding::NO_RECORD_NOTICE.to_owned());
            remarks.push(words::finding::no_record_forms(said.form()).to_owned());
            None
        }
        Outcome::NotVerified { failure: why, answer } => {
            remarks.extend(failure(why, demo, None));
            if answer.is_some() {
                remarks.push(words::finding::INCONSISTENT_ROWS.to_owned());
            }
            answer.as_ref()
        }
    };
    match answer {
        Some(Answer::List { completeness: said, .. }) => remarks.extend(completeness(said)),
        Some(Answer::Snapshot { picture: Picture::NotFetched { failure: why } }) => {
            remarks.extend(failure(why, demo, Some(words::snapshot::fetch_billed(demo))));
        }
        Some(Answer::Snapshot { picture: Picture::Kept { .. } } | Answer::Quota { .. }) | None => {}
    }
    if let Some(why) = &finding.page_failure {
        remarks.push(words::completeness::PAGE_FAILED.to_owned());
        remarks.extend(failure(why, demo, None));
    }
    remarks.extend(finding.clock_ahead_seconds.map(clock));
    remarks.extend(limits(finding.check).map(str::to_owned));
    remarks
}

fn noted(notes: &[Note]) -> impl Iterator<Item = Vec<String>> {
    notes.iter().map(|note| {
        let kind = told::note_kind(note).to_owned();
        vec![kind, note.text.clone(), moment(&note.at), String::new(), String::new()]
    })
}

fn order_number(finding: &Finding) -> String {
    finding.evidence.first().and_then(|first| first.order_number.clone()).unwrap_or_default()
}

/// What every row begins with: who answered, the number of the call, and whether the row is all or even a result.
fn origin(question: &Question, result: String) -> Vec<String> {
    let finding = &question.finding;
    vec![from(&finding.source), order_number(finding), result]
}

/// The columns of [`origin`].
pub(super) const ORIGIN: [(&str, f64); 3] =
    [(words::evidence::SOURCE, 22.0), (words::finding::ORDER_NUMBER, 26.0), (words::evidence::RESULT, 34.0)];

/// The rows of a check: no sheet is empty like one of a check that found nothing, and none that lacks something looks whole.
/// `none` is what there is to say of an answer that is whole and has no rows.
pub(super) fn rows_of(
    dossier: &Dossier,
    check: Check,
    none: &str,
    cells: impl Fn(&Question) -> Vec<Vec<String>>,
) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for question in dossier.of_check(check) {
        let found = cells(question);
        if let Some(said) = said_first(question, found.is_empty(), none) {
            rows.push(origin(question, said));
        }
        for cells in found {
            let mut row = origin(question, told::result(question));
            row.extend(cells);
            rows.push(row);
        }
    }
    if rows.is_empty() {
        rows.push(vec![String::new(), String::new(), told::not_held_sentence(check)]);
    }
    rows
}

/// What stands before the rows of a question, where they are none or not all, or no result.
fn said_first(question: &Question, is_empty: bool, none: &str) -> Option<String> {
    let mut said = vec![told::result(question)];
    match &question.finding.outcome {
        Outcome::Found { .. } => {}
        Outcome::NoRecord { .. } => said.push(words::finding::NO_RECORD_NOTICE.to_owned()),
        Outcome::NotVerified { failure: why, answer } => {
            said.push(what_happened(&why.cause).to_owned());
            if answer.is_some() && !is_empty {
                said.push(words::finding::INCONSISTENT_ROWS.to_owned());
            }
        }
    }
    if let Some(partial) = told::incomplete(&question.finding.outcome) {
        said.extend(completeness(partial));
    }
    if said.len() == 1 {
        if !is_empty {
            return None;
        }
        said.push(none.to_owned());
    }
    Some(said.join("\n"))
}
