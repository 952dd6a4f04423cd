use krilla::{
    Document,
    color::rgb,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    text::{Font, GlyphId, KrillaGlyph},
};

use super::{
    content::{Report, Table},
    palette::{ACCENT, GREY, INK, RULE, SHADE},
    typeface::{Typeface, TypefaceFile},
};

/// A4, in points.
const PAGE: (f32, f32) = (595.0, 842.0);
const LEFT: f32 = 56.0;
const WIDTH: f32 = PAGE.0 - 2.0 * LEFT;
const TEXT: f32 = 10.0;
const LINE: f32 = 15.0;
const PADDING: f32 = 6.0;

/// Writes a report as a PDF with a subset of the font; `None` when the font cannot be read or embedded.
pub(crate) fn pdf(report: &Report, file: &TypefaceFile) -> Option<Vec<u8>> {
    let bytes = file.read()?;
    let font = Font::new(bytes.clone().into(), file.index)?;
    let typeface = Typeface::new(&bytes, file.index)?;
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new().title(format!("{}{}", report.company, report.title)).language("zh-CN".to_owned()),
    );
    let count = report.pages.len();
    for (number, tables) in report.pages.iter().enumerate() {
        let mut page = document.start_page_with(PageSettings::from_wh(PAGE.0, PAGE.1)?);
        // The sheet and the page end with the turn of the loop, which finishes them.
        let mut sheet = Sheet { surface: page.surface(), font: &font, typeface: &typeface, y: 40.0 };
        sheet.running_head(report);
        if number == 0 {
            sheet.title(report);
        }
        for table in tables {
            sheet.table(table);
        }
        if number + 1 == count {
            sheet.notice(report.notice);
        }
        sheet.footer(number + 1, count);
    }
    document.finish().ok()
}

/// A page filled from the top down.
struct Sheet<'a> {
    surface: Surface<'a>,
    font: &'a Font,
    typeface: &'a Typeface<'a>,
    y: f32,
}

impl Sheet<'_> {
    fn running_head(&mut self, report: &Report) {
        self.write(report.title, LEFT, 40.0, 8.0, GREY);
        let width = self.typeface.width(report.company, 8.0);
        self.write(report.company, LEFT + WIDTH - width, 40.0, 8.0, GREY);
        self.fill(LEFT, 46.0, WIDTH, 0.6, RULE);
        self.y = 58.0;
    }

    fn title(&mut self, report: &Report) {
        self.centred(report.title, self.y + 30.0, 21.0, ACCENT);
        self.centred(report.company, self.y + 54.0, 13.0, INK);
        self.centred(&report.reference, self.y + 74.0, 9.0, GREY);
        self.y += 84.0;
    }

    fn table(&mut self, table: &Table) {
        self.y += 32.0;
        self.write(table.heading, LEFT, self.y - 9.0, 12.5, ACCENT);
        let top = self.y;
        let headings: Vec<String> = table.columns.iter().map(|(heading, _)| (*heading).to_owned()).collect();
        self.fill(LEFT, top, WIDTH, LINE + PADDING, SHADE);
        for row in std::iter::once(&headings).chain(&table.rows) {
            self.fill(LEFT, self.y, WIDTH, 0.6, RULE);
            self.row(table, row);
        }
        self.fill(LEFT, self.y, WIDTH, 0.6, RULE);
        let mut x = LEFT;
        for share in std::iter::once(0).chain(table.columns.iter().map(|(_, share)| *share)) {
            x += WIDTH * f32::from(share) / 100.0;
            self.fill(x - 0.3, top, 0.6, self.y - top, RULE);
        }
    }

    fn row(&mut self, table: &Table, cells: &[String]) {
        let mut x = LEFT;
        let mut lines = 1;
        for (cell, (_, share)) in cells.iter().zip(&table.columns) {
            let width = WIDTH * f32::from(*share) / 100.0;
            let wrapped = self.typeface.lines(cell, TEXT, width - 2.0 * PADDING - TEXT / 2.0);
            for (number, line) in wrapped.iter().enumerate() {
                self.write(
                    line,
                    x + PADDING,
                    self.y + PADDING / 2.0 + LINE * (number as f32 + 0.74),
                    TEXT,
                    INK,
                );
            }
            lines = lines.max(wrapped.len());
            x += width;
        }
        self.y += lines as f32 * LINE + PADDING;
    }

    fn notice(&mut self, text: &str) {
        self.y += 40.0;
        for line in self.typeface.lines(text, TEXT, WIDTH - TEXT) {
            self.write(&line, LEFT, self.y, TEXT, GREY);
            self.y += LINE + 2.0;
        }
    }

    fn footer(&mut self, number: usize, count: usize) {
        self.centred(&format!("示例数据，仅供演示　第 {number} 页，共 {count} 页"), PAGE.1 - 36.0, 8.5, GREY);
    }

    fn centred(&mut self, text: &str, baseline: f32, size: f32, color: [u8; 3]) {
        let width = self.typeface.width(text, size);
        self.write(text, (PAGE.0 - width) / 2.0, baseline, size, color);
    }

    /// Writes a line, one glyph to a character: Chinese needs no shaping.
    fn write(&mut self, text: &str, x: f32, baseline: f32, size: f32, color: [u8; 3]) {
        let glyphs: Vec<KrillaGlyph> = text
            .char_indices()
            .map(|(start, character)| {
                let glyph = GlyphId::new(self.typeface.glyph(character).to_u32());
                let range = start..start + character.len_utf8();
                KrillaGlyph::new(glyph, self.typeface.advance(character), 0.0, 0.0, 0.0, range, None)
            })
            .collect();
        self.surface.set_fill(Some(ink(color)));
        self.surface.draw_glyphs(Point::from_xy(x, baseline), &glyphs, self.font.clone(), text, size, false);
    }

    fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, color: [u8; 3]) {
        let mut path = PathBuilder::new();
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            path.push_rect(rect);
        }
        if let Some(path) = path.finish() {
            self.surface.set_fill(Some(ink(color)));
            self.surface.draw_path(&path);
        }
    }
}

fn ink([red, green, blue]: [u8; 3]) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}
