//! The rows of a check, told by its description: in the PDF as labelled values, in the Excel file a sheet for the rows and one for
//! each table within them.

use super::dossier::{Dossier, Question};
use super::paper::{Block, Table, field, wide};
use super::sentences::{parties, stated};
use super::words;
use super::workbook::Sheet;
use super::xlsx::{ORIGIN, rows_of};
use crate::check::Check;
use crate::finding::{Answer, Outcome};
use catalog::{Field, Kind, ListCheck, Remark, Row, Trouble, Value};

/// One row of the PDF.
pub(super) fn tell(check: ListCheck, number: usize, row: &Row, blocks: &mut Vec<Block>) {
    let fields = || check.description().fields.iter().zip(&row.values).filter(|(field, _)| !field.hidden);
    for (field, value) in fields().filter(|(field, _)| field.title) {
        blocks.push(Block::Subheading(format!("{number}  {} {}", field.label.zh, text(value))));
    }
    for (field, value) in fields() {
        if let (Kind::Flag { marked, .. }, Value::Flag { marked: true, .. }) = (&field.kind, value) {
            blocks.push(Block::Sentence(marked.zh.clone()));
        }
    }
    let labelled = fields().filter(|(field, _)| !field.title);
    let labelled = labelled.filter_map(|(each, value)| {
        let label = &each.label.zh;
        Some(match &each.kind {
            _ if *value == Value::Unread => wide(label, text(value)),
            Kind::Table { .. } => return None,
            Kind::Level { .. } => wide(label, words::evidence::level(text(value), meaning(each, value))),
            Kind::Parties { .. } | Kind::Money => wide(label, text(value)),
            Kind::Text | Kind::Date | Kind::Flag { .. } => field(label, text(value)),
        })
    });
    blocks.push(Block::Fields(labelled.collect()));
    for (field, value) in fields() {
        if let (Kind::Table { columns, count, none, .. }, Value::Table { rows }) = (&field.kind, value) {
            if rows.is_empty() {
                blocks.push(Block::Quiet(none.zh.clone()));
            } else {
                blocks.push(Block::Text(count.zh_of(&rows.len().to_string())));
                blocks.push(Block::Table(table(columns, rows)));
            }
        }
    }
    if !row.remarks.is_empty() {
        blocks.push(Block::Notice(row.remarks.iter().map(remark).collect()));
    }
}

fn table(columns: &'static [Field], rows: &[Vec<Value>]) -> Table {
    /// Characters that a column has room for at least, and those beyond which it has no more.
    const WIDTHS: (usize, usize) = (4, 20);
    let cells: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(text).collect()).collect();
    let widest = |index: usize, label: &str| {
        let texts = cells.iter().map(|row| row[index].as_str()).chain([label]);
        texts.map(|text| text.chars().count()).max().unwrap_or_default().clamp(WIDTHS.0, WIDTHS.1)
    };
    let widths: Vec<usize> =
        columns.iter().enumerate().map(|(index, column)| widest(index, &column.label.zh)).collect();
    let all: usize = widths.iter().sum();
    let shares =
        columns.iter().zip(widths).map(|(column, width)| (&*column.label.zh, width as f32 / all as f32));
    Table { columns: shares.collect(), rows: cells }
}

/// What a value says; what is not given is said to be so.
fn text(value: &Value) -> String {
    match value {
        Value::Text { raw } | Value::Level { raw, .. } | Value::Flag { raw, .. } => stated(raw).to_owned(),
        Value::Told { raw, told } => {
            told.as_ref().map_or_else(|| stated(raw).to_owned(), |told| told.zh.clone())
        }
        Value::Parties { parties: all } => parties(all),
        Value::Table { rows } => rows.len().to_string(),
        Value::Unread => words::text::UNREAD.to_owned(),
    }
}

/// The same for a cell, which stays empty where nothing is given.
fn cell(value: &Value) -> String {
    if value.is_unstated() { String::new() } else { text(value) }
}

fn meaning(field: &'static Field, value: &Value) -> &'static str {
    match (&field.kind, value) {
        (Kind::Level { levels, .. }, Value::Level { level: Some(level), .. }) => &levels[*level].meaning.zh,
        (Kind::Level { unstated, .. }, value) if value.is_unstated() => &unstated.zh,
        (Kind::Level { unrecognised, .. }, Value::Level { .. }) => &unrecognised.zh,
        _ => "",
    }
}

fn remark(remark: &Remark) -> String {
    let field = &remark.field.zh;
    match remark.trouble {
        Trouble::Damaged => words::remark::damaged(field),
        Trouble::Unexpected => words::remark::unexpected(field, &remark.raw),
        Trouble::Several => words::remark::several(field, &remark.raw),
    }
}

/// The sheets of a check: its rows, then each table within them.
pub(super) fn sheets(dossier: &Dossier, check: ListCheck) -> Vec<Sheet> {
    let description = check.description();
    let remarks = dossier.of_check(Check::List(check)).flat_map(rows).any(|row| !row.remarks.is_empty());
    let mut sheets = vec![Sheet {
        name: &description.name.zh,
        columns: columns(&description.fields, remarks),
        rows: rows_of(dossier, Check::List(check), "", |question| {
            let cells = (1..).zip(rows(question)).map(|(number, row): (usize, _)| {
                let values = description.fields.iter().zip(&row.values).filter(|(field, _)| !field.hidden);
                let remarks = remarks.then(|| row.remarks.iter().map(remark).collect::<Vec<_>>().join("\n"));
                [number.to_string()].into_iter().chain(values.flat_map(cells_of)).chain(remarks).collect()
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

/// The table at this place in every row, with the row's title before each of its rows.
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
    let rows = rows_of(dossier, Check::List(check), none, |question| {
        let mut all = Vec::new();
        for row in rows(question) {
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

/// The rows of an answer, if it has any.
fn rows(question: &Question) -> &[Row] {
    match &question.finding.outcome {
        Outcome::Found { answer: Answer::List { rows, .. } }
        | Outcome::NotVerified { answer: Some(Answer::List { rows, .. }), .. } => rows,
        _ => &[],
    }
}
