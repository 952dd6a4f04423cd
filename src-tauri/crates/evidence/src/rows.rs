//! Renders the rows of a check in the PDF, as labelled values.

use crate::paper::{Block, Table, field, wide};
use crate::sentences::{parties, stated};
use crate::words;
use catalog::{Field, Kind, ListCheck, Remark, Row, Trouble, Value};

pub(crate) fn push_row(check: ListCheck, number: usize, row: &Row, blocks: &mut Vec<Block>) {
    let fields = || check.description().fields.iter().zip(&row.values).filter(|(field, _)| !field.hidden);
    for (field, value) in fields().filter(|(field, _)| field.title) {
        blocks.push(Block::Subheading(format!("{number}  {} {}", field.label.zh, text(value))));
    }
    for (field, value) in fields() {
        if let (Kind::Flag { meaning, .. }, Value::Flag { marked: true, .. }) = (&field.kind, value) {
            blocks.push(Block::Sentence(meaning.zh.clone()));
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
    /// Smallest and largest column width, in characters.
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

/// The text of a value, or that none is given.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::Text { raw } | Value::Level { raw, .. } | Value::Flag { raw, .. } => stated(raw).to_owned(),
        Value::Interpreted { raw, reading } => {
            reading.as_ref().map_or_else(|| stated(raw).to_owned(), |words| words.zh.clone())
        }
        Value::Parties { parties: all } => parties(all),
        Value::Table { rows } => rows.len().to_string(),
        Value::Unread => words::text::UNREAD.to_owned(),
    }
}

pub(crate) fn meaning(field: &'static Field, value: &Value) -> &'static str {
    match (&field.kind, value) {
        (Kind::Level { levels, .. }, Value::Level { level: Some(level), .. }) => &levels[*level].meaning.zh,
        (Kind::Level { unstated, .. }, value) if value.is_unstated() => &unstated.zh,
        (Kind::Level { unrecognised, .. }, Value::Level { .. }) => &unrecognised.zh,
        _ => "",
    }
}

pub(crate) fn remark(remark: &Remark) -> String {
    let field = &remark.field.zh;
    match remark.trouble {
        Trouble::Damaged => words::remark::damaged(field),
        Trouble::Unexpected => words::remark::unexpected(field, &remark.raw),
        Trouble::Several => words::remark::several(field, &remark.raw),
    }
}
