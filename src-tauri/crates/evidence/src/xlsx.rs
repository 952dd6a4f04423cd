//! Evidence as an Excel file: what its sheets say.

use crate::RenderError;
use crate::dossier::{Dossier, Question};
use crate::orders_told;
use crate::receipt_sheets::{orders, proofs};
use crate::row_sheets;
use crate::sentences::{billed, clock, completeness, failure, limits, moment, order_number};
use crate::told;
use crate::words;
use crate::workbook::{Sheet, written};
use store::check::Check;
use store::finding::{Answer, Finding, Outcome, Picture};
use store::record::Note;

/// The whole file.
pub fn to_excel(dossier: &Dossier) -> Result<Vec<u8>, RenderError> {
    written(dossier, &sheets(dossier)).map_err(|error| RenderError::NotMade(error.to_string()))
}

/// The sheets of the Excel file, in their order.
pub fn sheets(dossier: &Dossier) -> Vec<Sheet> {
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
        Check::List(check) => row_sheets::sheets(dossier, check),
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
