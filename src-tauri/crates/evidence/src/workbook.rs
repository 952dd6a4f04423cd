//! A workbook in which every cell is text, so that remote text cannot become a formula and numbers keep all
//! digits.

use crate::dossier::Dossier;
use crate::invisible_chars::{title, visible};
use crate::words;
use crate::words::evidence::{GOES_ON, TITLE, WENT_ON};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Longest text of a cell in UTF-16 code units, Excel's limit.
const MAX_CELL: usize = 32_767;

pub struct Sheet {
    /// Its name, valid for Excel.
    pub name: &'static str,
    /// Headings, and widths in characters.
    pub columns: Vec<(String, f64)>,
    /// One text per column.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    pub(crate) fn new<'a>(
        name: &'static str,
        columns: impl IntoIterator<Item = (&'a str, f64)>,
        rows: Vec<Vec<String>>,
    ) -> Self {
        let columns = columns.into_iter().map(|(name, width)| (name.to_owned(), width)).collect();
        Self { name, columns, rows }
    }
}

/// Writes a file with these sheets.
pub(crate) fn written(dossier: &Dossier, sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let saved_at = ExcelDateTime::from_timestamp(dossier.saved_at.as_second())?;
    let properties = DocProperties::new()
        .set_title(title(&format!("{TITLE} {}", dossier.subject)))
        .set_author(format!("{} {}", words::app::NAME, dossier.version))
        .set_creation_datetime(&saved_at);
    workbook.set_properties(&properties);
    let head = Format::new()
        .set_bold()
        .set_background_color("#F1F4F7")
        .set_border_bottom(FormatBorder::Thin)
        .set_align(FormatAlign::Top)
        .set_text_wrap();
    let cell = Format::new().set_num_format("@").set_align(FormatAlign::Top).set_text_wrap();
    for sheet in sheets {
        let worksheet = workbook.add_worksheet().set_name(sheet.name)?;
        fill(worksheet, sheet, &head, &cell)?;
        worksheet.set_freeze_panes(1, 0)?.set_landscape().set_print_fit_to_pages(1, 0);
        let mark = if dossier.demo { words::app::DEMO } else { "" };
        worksheet.set_header(format!("&L{TITLE} {}&R{mark}", in_margin(&dossier.subject)));
        worksheet.set_footer("&C&P / &N");
    }
    workbook.save_to_buffer()
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet, head: &Format, cell: &Format) -> Result<(), XlsxError> {
    for (column, (name, width)) in (0..).zip(&sheet.columns) {
        worksheet.set_column_width(column, *width)?;
        worksheet.write_string_with_format(0, column, name, head)?;
    }
    let mut row = 1;
    for texts in &sheet.rows {
        let cells: Vec<Vec<String>> = texts.iter().map(|text| cells(&visible(text))).collect();
        for (column, cells) in (0..).zip(&cells) {
            for (row, text) in (row..).zip(cells) {
                worksheet.write_string_with_format(row, column, text, cell)?;
            }
        }
        row += cells.iter().map(|cells| cells.len() as u32).max().unwrap_or(1);
    }
    Ok(())
}

/// The part of a text that fits into a header or footer; `&` starts a control code there.
fn in_margin(text: &str) -> String {
    let first: String = visible(text).chars().take(80).collect();
    first.replace('&', "&&")
}

/// Splits a long text into several cells, one below the other.
fn cells(text: &str) -> Vec<String> {
    /// Space for the text, besides the notes about the continuation.
    const ROOM: usize = MAX_CELL - 20;
    if text.encode_utf16().count() <= MAX_CELL {
        return vec![text.to_owned()];
    }
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut taken = 0;
    for c in text.chars() {
        taken += c.len_utf16();
        if taken > ROOM {
            cells.push(cell + GOES_ON);
            (cell, taken) = (WENT_ON.to_owned(), c.len_utf16());
        }
        cell.push(c);
    }
    cells.push(cell);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_margin_holds_no_half_of_an_ampersand_and_nothing_hidden() {
        let text = in_margin(&format!("{}&&尾", "甲".repeat(79)));
        assert_eq!(text, format!("{}&&", "甲".repeat(79)));
        assert_eq!(in_margin("甲\u{202e}乙"), "甲[U+202E]乙");
    }

    #[test]
    fn a_text_that_no_cell_holds_goes_on_below_and_says_so() {
        assert_eq!(cells("=1+1"), ["=1+1"]);
        assert_eq!(cells(""), [""]);
        let whole = "字".repeat(MAX_CELL);
        assert_eq!(cells(&whole), [whole.as_str()]);
        let long = format!("{}尾", "𠮷".repeat(40_000));
        let cells = cells(&long);
        assert!(cells.len() == 3 && cells.iter().all(|cell| cell.encode_utf16().count() <= MAX_CELL));
        let inner = |cell: &String| cell.replace(GOES_ON, "").replace(WENT_ON, "");
        assert_eq!(cells.iter().map(inner).collect::<String>(), long);
        assert!(
            cells[0].ends_with(GOES_ON) && cells[1].starts_with(WENT_ON) && cells[2].starts_with(WENT_ON)
        );
    }
}
