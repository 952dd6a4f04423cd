//! Renders evidence as an Excel file.

use crate::RenderError;
use crate::document;
use crate::dossier::Dossier;
use crate::receipt_sheets::{orders, receipts};
use crate::row_sheets;
use crate::sentences::moment;
use crate::words;
use crate::workbook::{Sheet, written};
use store::check::Check;
use store::record::Note;

/// Renders a dossier as an Excel file.
pub fn to_excel(dossier: &Dossier) -> Result<Vec<u8>, RenderError> {
    written(dossier, &sheets(dossier)).map_err(|error| RenderError::NotMade(error.to_string()))
}

/// The sheets of the Excel file, in order.
pub fn sheets(dossier: &Dossier) -> Vec<Sheet> {
    let mut sheets = vec![overview(dossier)];
    sheets.extend(dossier.checks().flat_map(|check| sheets_of(dossier, check)));
    sheets.push(receipts(dossier));
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
    rows.extend(document::about(dossier).into_iter().map(|field| row(&field.label, field.value)));
    for check in dossier.checks() {
        for overview in document::overview_rows(dossier, check) {
            rows.push(overview.cells.into());
            let remarks = overview.look_up.map(document::remarks).unwrap_or_default();
            rows.extend(remarks.into_iter().map(|remark| row("", remark)));
            rows.extend(noted(overview.notes));
        }
    }
    rows.extend(document::left_out(dossier).map(|sentence| row(words::evidence::LEFT_OUT, sentence)));
    rows.push(row(words::evidence::ABOUT, document::what_it_is(dossier)));
    let columns = [
        (words::evidence::ITEM, 16.0),
        (words::evidence::CONTENT, 70.0),
        (words::evidence::ASKED_AT_BEIJING, 28.0),
        (words::finding::ORDER_NUMBER, 26.0),
        (words::failure::billing(dossier.demo), 30.0),
    ];
    Sheet::new(words::evidence::OVERVIEW_SHEET, columns, rows)
}

/// A sheet for every check with rows or orders.
fn sheets_of(dossier: &Dossier, check: Check) -> Vec<Sheet> {
    match check {
        Check::List(check) => row_sheets::sheets(dossier, check),
        Check::IdentityReport => vec![orders(dossier)],
        Check::RegistrationSnapshot | Check::Quota => Vec::new(),
    }
}

fn noted(notes: &[Note]) -> impl Iterator<Item = Vec<String>> {
    notes.iter().map(|note| {
        let kind = document::note_kind(note).to_owned();
        vec![kind, note.text.clone(), moment(&note.at), String::new(), String::new()]
    })
}
