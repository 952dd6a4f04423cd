//! A workbook of text: every cell is text, so that nothing that came from elsewhere can become a formula, and no number loses
//! its digits.

use super::dossier::Dossier;
use super::lines::{CUT, visible};
use super::told::TITLE;
use super::words::word;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Longest text of a cell, in UTF-16 units, as Excel allows it.
const LONGEST_CELL: usize = 32_767;

/// A sheet of text: what its columns are called and how wide they are, in characters, then its rows.
pub(super) struct Sheet {
    pub(super) name: &'static str,
    pub(super) columns: Vec<(&'static str, f64)>,
    pub(super) rows: Vec<Vec<String>>,
}

/// The file with these sheets.
pub(super) fn written(dossier: &Dossier, sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let saved_at = ExcelDateTime::from_timestamp(dossier.saved_at.as_second())?;
    let properties = DocProperties::new()
        .set_title(format!("{TITLE} {}", visible(&dossier.subject)))
        .set_author(format!("{} {}", word("app/name"), dossier.version))
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
        let mark = if dossier.demo { word("app/demo") } else { "" };
        worksheet.set_header(format!("&L{TITLE} {}&R{mark}", in_margin(&dossier.subject)));
        worksheet.set_footer("&C&P / &N");
    }
    workbook.save_to_buffer()
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet, head: &Format, cell: &Format) -> Result<(), XlsxError> {
    for (column, (name, width)) in (0..).zip(&sheet.columns) {
        worksheet.set_column_width(column, *width)?;
        worksheet.write_string_with_format(0, column, *name, head)?;
    }
    for (row, texts) in (1..).zip(&sheet.rows) {
        for (column, text) in (0..).zip(texts) {
            worksheet.write_string_with_format(row, column, fitting(&visible(text)), cell)?;
        }
    }
    Ok(())
}

/// As much of a text as a margin holds; `&` begins an instruction there.
fn in_margin(text: &str) -> String {
    let first: String = visible(text).chars().take(80).collect();
    first.replace('&', "&&")
}

/// As much as a cell holds; that there is more is said.
fn fitting(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST_CELL {
        return text.to_owned();
    }
    let room = LONGEST_CELL - CUT.encode_utf16().count();
    let mut taken = 0;
    let kept = text.chars().take_while(|c| {
        taken += c.len_utf16();
        taken <= room
    });
    kept.chain(CUT.chars()).collect()
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
    fn a_text_that_no_cell_holds_is_cut_and_says_so() {
        assert_eq!(fitting("=1+1"), "=1+1");
        let long = fitting(&"𠮷".repeat(20_000));
        assert!(long.ends_with(CUT) && long.encode_utf16().count() <= LONGEST_CELL);
    }
}
