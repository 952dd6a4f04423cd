//! The Excel sheets of a check: one for its rows, and one for each nested table.

use crate::document;
use crate::dossier::{Dossier, LookUp};
use crate::rows::{meaning, remark, text};
use crate::sentences::{completeness, from, order_number, what_happened};
use crate::words;
use crate::workbook::Sheet;
use catalog::{Field, Kind, ListCheck, Row, Value};
use store::check::Check;
use store::finding::{Answer, Outcome};

/// The sheets of a check: its rows, then each nested table.
pub(crate) fn sheets(dossier: &Dossier, check: ListCheck) -> Vec<Sheet> {
    let description = check.description();
    let remarks = dossier.of_check(Check::List(check)).flat_map(rows).any(|row| !row.remarks.is_empty());
    let mut sheets = vec![Sheet {
        name: &description.name.zh,
        columns: columns(&description.fields, remarks),
        rows: rows_of(dossier, Check::List(check), "", |look_up| {
            let cells = (1..).zip(rows(look_up)).map(|(number, row): (usize, _)| {
                let values = description.fields.iter().zip(&row.values).filter(|(field, _)| !field.hidden);
                let remarks = remarks.then(|| row.remarks.iter().map(remark).collect::<Vec<_>>().join("\n"));
                std::iter::once(number.to_string()).chain(values.flat_map(cells_of)).chain(remarks).collect()
            });
            cells.collect()
        }),
    }];
    for (index, field) in description.fields.iter().enumerate() {
        if let Kind::Table { columns, none, sheet, .. } = &field.kind {
            sheets.push(inner_sheet(dossier, check, index, columns, sheet, &none.zh));
        }
    }
    sheets
}

fn columns(fields: &'static [Field], remarks: bool) -> Vec<(String, f64)> {
    let mut columns: Vec<(String, f64)> = ORIGIN.map(|(name, width)| (name.to_owned(), width)).into();
    columns.push((words::evidence::ROW_NUMBER.to_owned(), 6.0));
    for field in fields.iter().filter(|field| !field.hidden) {
        let label = &field.label.zh;
        match field.kind {
            Kind::Text => columns.push((label.clone(), if field.title { 30.0 } else { 24.0 })),
            Kind::Date | Kind::Flag { .. } => columns.push((label.clone(), 16.0)),
            Kind::Parties { .. } => columns.push((label.clone(), 36.0)),
            Kind::Money => columns.extend([(label.clone(), 32.0), (words::evidence::original(label), 22.0)]),
            Kind::Level { .. } => {
                columns.extend([(label.clone(), 18.0), (words::evidence::meaning(label), 40.0)])
            }
            Kind::Table { .. } => columns.push((words::evidence::count(label), 12.0)),
        }
    }
    columns.extend(remarks.then(|| (words::evidence::ABOUT.to_owned(), 50.0)));
    columns
}

fn cells_of((field, value): (&'static Field, &Value)) -> Vec<String> {
    match (&field.kind, value) {
        (Kind::Money, _) => vec![text(value), value.raw().to_owned()],
        (Kind::Level { .. }, _) => vec![text(value), meaning(field, value).to_owned()],
        (Kind::Parties { .. } | Kind::Table { .. }, _) => vec![text(value)],
        _ => vec![cell(value)],
    }
}

/// The sheet of a nested table; each of its rows starts with the title of the outer row.
fn inner_sheet(
    dossier: &Dossier,
    check: ListCheck,
    index: usize,
    columns: &'static [Field],
    name: &'static str,
    none: &str,
) -> Sheet {
    let fields = &check.description().fields;
    let title = fields.iter().position(|field| field.title);
    let heads = title.map(|title| (fields[title].label.zh.clone(), 24.0)).into_iter();
    let heads = heads.chain(columns.iter().map(|column| (column.label.zh.clone(), 24.0)));
    let rows = rows_of(dossier, Check::List(check), none, |look_up| {
        let mut all = Vec::new();
        for row in rows(look_up) {
            let title = title.map(|title| cell(&row.values[title]));
            match &row.values[index] {
                Value::Table { rows } => all.extend(
                    rows.iter().map(|inner| title.iter().cloned().chain(inner.iter().map(cell)).collect()),
                ),
                // It must not look as if there were none.
                unread => all.push(title.into_iter().chain([text(unread)]).collect()),
            }
        }
        all
    });
    let origin = ORIGIN.map(|(name, width)| (name.to_owned(), width));
    Sheet { name, columns: origin.into_iter().chain(heads).collect(), rows }
}

/// The text of a cell; empty if no value is given.
fn cell(value: &Value) -> String {
    if value.is_unstated() { String::new() } else { text(value) }
}

fn rows(look_up: &LookUp) -> &[Row] {
    match &look_up.finding.outcome {
        Outcome::Found { answer: Answer::List { rows, .. } }
        | Outcome::NotVerified { answer: Some(Answer::List { rows, .. }), .. } => rows,
        _ => &[],
    }
}

/// The first columns of every row: service, order number, and the outcome, including whether it is complete.
fn origin(look_up: &LookUp, result: String) -> Vec<String> {
    let finding = &look_up.finding;
    vec![from(&finding.source), order_number(finding), result]
}

/// The columns of [`origin`].
const ORIGIN: [(&str, f64); 3] =
    [(words::evidence::SOURCE, 22.0), (words::finding::ORDER_NUMBER, 26.0), (words::evidence::RESULT, 34.0)];

/// The rows of a check. A sheet without records states the reason, and incomplete results are marked. `none`:
/// the text for a complete answer without rows.
fn rows_of(
    dossier: &Dossier,
    check: Check,
    none: &str,
    cells: impl Fn(&LookUp) -> Vec<Vec<String>>,
) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for look_up in dossier.of_check(check) {
        let found = cells(look_up);
        if let Some(text) = leading_text(look_up, found.is_empty(), none) {
            rows.push(origin(look_up, text));
        }
        for cells in found {
            let mut row = origin(look_up, document::result(&look_up.finding));
            row.extend(cells);
            rows.push(row);
        }
    }
    if rows.is_empty() {
        rows.push(vec![String::new(), String::new(), document::not_held_sentence(check)]);
    }
    rows
}

/// The line before a look-up's rows, unless they are complete.
fn leading_text(look_up: &LookUp, is_empty: bool, none: &str) -> Option<String> {
    let mut lines = vec![document::result(&look_up.finding)];
    match &look_up.finding.outcome {
        Outcome::Found { .. } => {}
        Outcome::NoRecord { .. } => lines.push(words::finding::NO_RECORD_NOTICE.to_owned()),
        Outcome::NotVerified { failure: why, answer } => {
            lines.push(what_happened(&why.cause).to_owned());
            if answer.is_some() && !is_empty {
                lines.push(words::finding::INCONSISTENT_ROWS.to_owned());
            }
        }
    }
    if let Some(partial) = document::incomplete(&look_up.finding.outcome) {
        lines.extend(completeness(partial));
    }
    if lines.len() == 1 {
        if !is_empty {
            return None;
        }
        lines.push(none.to_owned());
    }
    Some(lines.join("\n"))
}
