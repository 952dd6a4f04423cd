use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, LineSpacing, PageMargin, Paragraph, Run, RunFonts, Shading, Table as Grid,
    TableBorder, TableBorderPosition, TableBorders, TableCell, TableLayoutType, TableRow, VAlignType,
    WidthType,
};

use super::{
    content::{Report, Table},
    palette::{ACCENT, GREY, INK, RULE, SHADE},
};

/// The width between the margins of an A4 page, in twentieths of a point.
const WIDTH: usize = 9_638;

/// Writes a report as a Word document; `None` when it cannot be packed.
pub(crate) fn docx(report: &Report) -> Option<Vec<u8>> {
    let margin = PageMargin::new().top(1_134).bottom(1_134).left(1_134).right(1_134);
    let mut document = Docx::new()
        .page_size(11_906, 16_838)
        .page_margin(margin)
        .default_fonts(
            RunFonts::new().ascii("Microsoft YaHei").hi_ansi("Microsoft YaHei").east_asia("Microsoft YaHei"),
        )
        .default_size(21)
        .add_paragraph(centred(report.title, 40, ACCENT))
        .add_paragraph(centred(report.company, 26, INK))
        .add_paragraph(centred(&report.reference, 18, GREY));
    for (number, tables) in report.pages.iter().enumerate() {
        for (position, table) in tables.iter().enumerate() {
            let heading = paragraph(table.heading, 25, ACCENT)
                .line_spacing(LineSpacing::new().before(280).after(100))
                .page_break_before(number > 0 && position == 0);
            document = document.add_paragraph(heading).add_table(grid(table));
        }
    }
    let notice = paragraph(report.notice, 20, GREY).line_spacing(LineSpacing::new().before(400));
    let mut file = Cursor::new(Vec::new());
    document.add_paragraph(notice).build().pack(&mut file).ok()?;
    Some(file.into_inner())
}

fn grid(table: &Table) -> Grid {
    let widths: Vec<usize> =
        table.columns.iter().map(|(_, share)| WIDTH * usize::from(*share) / 100).collect();
    let headings = table.columns.iter().zip(&widths).map(|((heading, _), width)| {
        cell(heading, *width).shading(Shading::new().fill(hex(SHADE)).color("auto"))
    });
    let mut rows = vec![TableRow::new(headings.collect()).cant_split()];
    for row in &table.rows {
        let cells = row.iter().zip(&widths).map(|(text, width)| cell(text, *width));
        rows.push(TableRow::new(cells.collect()).cant_split());
    }
    let borders = [
        TableBorderPosition::Top,
        TableBorderPosition::Bottom,
        TableBorderPosition::Left,
        TableBorderPosition::Right,
        TableBorderPosition::InsideH,
        TableBorderPosition::InsideV,
    ]
    .into_iter()
    .fold(TableBorders::new(), |borders, position| borders.set(TableBorder::new(position).color(hex(RULE))));
    Grid::new(rows)
        .set_borders(borders)
        .set_grid(widths)
        .width(WIDTH, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
}

fn cell(text: &str, width: usize) -> TableCell {
    let paragraph = paragraph(text, 20, INK).line_spacing(LineSpacing::new().before(40).after(40));
    TableCell::new().width(width, WidthType::Dxa).vertical_align(VAlignType::Center).add_paragraph(paragraph)
}

fn centred(text: &str, half_points: usize, color: [u8; 3]) -> Paragraph {
    paragraph(text, half_points, color).align(AlignmentType::Center)
}

fn paragraph(text: &str, half_points: usize, color: [u8; 3]) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(text).size(half_points).color(hex(color)))
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}
