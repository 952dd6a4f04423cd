use super::{
    canvas::Canvas,
    content::{registration, shareholders},
    palette::{ACCENT, GREY, INK, RULE, SHADE},
    typeface::{Typeface, TypefaceFile},
};
use crate::{Clock, Company};

const SIZE: (u32, u32) = (1240, 1750);
/// Left edge and width of everything.
const LEFT: f32 = 100.0;
const WIDTH: f32 = 1040.0;
const LABEL_WIDTH: f32 = 280.0;
const TEXT: f32 = 27.0;
const LINE: f32 = 40.0;
/// Blank beside the text of a cell, and above and below it together.
const INDENT: f32 = 18.0;
const PADDING: f32 = 28.0;

/// Draws a company's registration card as a PNG of 1240 × 1750 pixels; `None` when the font cannot be read.
pub(crate) fn snapshot(company: &Company, file: &TypefaceFile, clock: &Clock) -> Option<Vec<u8>> {
    let bytes = file.read()?;
    let typeface = Typeface::new(&bytes, file.index)?;
    let mut card = Card { canvas: Canvas::white(SIZE.0, SIZE.1, &typeface)?, y: 0.0 };
    card.heading();
    for (label, value) in registration(company) {
        card.row(&[(label, LABEL_WIDTH), (&value, WIDTH - LABEL_WIDTH)], true);
    }
    card.shareholders(company);
    card.footer(clock);
    card.watermark();
    card.canvas.into_png()
}

/// A card filled from the top down.
struct Card<'t> {
    canvas: Canvas<'t>,
    y: f32,
}

impl Card<'_> {
    fn heading(&mut self) {
        let (width, height) = (SIZE.0 as f32, SIZE.1 as f32);
        self.canvas.frame((30.0, 30.0), (width - 60.0, height - 60.0), 5.0, ACCENT);
        self.canvas.frame((42.0, 42.0), (width - 84.0, height - 84.0), 1.5, ACCENT);
        self.centred("企业信用信息公示", 132.0, 54.0, ACCENT);
        self.centred("工商登记快照（示例）", 186.0, 26.0, GREY);
        self.y = 232.0;
    }

    /// A row of the table: cells by width, the first of them a label when asked.
    fn row(&mut self, cells: &[(&str, f32)], labelled: bool) {
        let wrapped: Vec<Vec<String>> = cells
            .iter()
            .map(|(text, width)| self.canvas.typeface().lines(text, TEXT, width - 2.0 * INDENT - TEXT / 2.0))
            .collect();
        let lines = wrapped.iter().map(Vec::len).max().unwrap_or(1);
        let height = lines as f32 * LINE + PADDING;
        let mut x = LEFT;
        for (position, (lines, (_, width))) in wrapped.iter().zip(cells).enumerate() {
            if labelled && position == 0 {
                self.canvas.fill((x, self.y), (*width, height), SHADE);
            }
            let color = if labelled && position == 0 { GREY } else { INK };
            for (number, line) in lines.iter().enumerate() {
                let baseline = self.y + PADDING / 2.0 + LINE * number as f32 + LINE * 0.73;
                self.canvas.write(line, (x + INDENT, baseline), TEXT, color);
            }
            // Neighbours share their line.
            self.canvas.frame((x, self.y), (*width + 1.5, height + 1.5), 1.5, RULE);
            x += width;
        }
        self.y += height;
    }

    fn shareholders(&mut self, company: &Company) {
        let table = shareholders(company);
        self.y += 62.0;
        self.canvas.write("股东及出资信息", (LEFT, self.y - 16.0), 30.0, ACCENT);
        let widths: Vec<f32> =
            table.columns.iter().map(|(_, share)| WIDTH * f32::from(*share) / 100.0).collect();
        let top = self.y;
        let headings: Vec<(&str, f32)> =
            table.columns.iter().zip(&widths).map(|((heading, _), width)| (*heading, *width)).collect();
        self.canvas.fill((LEFT, top), (WIDTH, LINE + PADDING), SHADE);
        self.row(&headings, false);
        for row in &table.rows {
            let cells: Vec<(&str, f32)> =
                row.iter().map(String::as_str).zip(widths.iter().copied()).collect();
            self.row(&cells, false);
        }
    }

    fn footer(&mut self, clock: &Clock) {
        let time = clock.in_china().strftime("%Y-%m-%d %H:%M:%S").to_string();
        let bottom = SIZE.1 as f32 - 78.0;
        self.canvas.write(
            "本图由示例环境生成，企业与人员均为虚构，不具有任何效力。",
            (LEFT, bottom),
            20.0,
            GREY,
        );
        let width = self.canvas.typeface().width(&time, 20.0);
        self.canvas.write(&time, (LEFT + WIDTH - width, bottom), 20.0, GREY);
    }

    fn watermark(&mut self) {
        for (x, y) in [(390.0, 480.0), (850.0, 920.0), (390.0, 1380.0)] {
            self.canvas.watermark("示例数据", (x, y), 150.0, 30.0);
        }
    }

    fn centred(&mut self, text: &str, baseline: f32, size: f32, color: [u8; 3]) {
        let width = self.canvas.typeface().width(text, size);
        self.canvas.write(text, ((SIZE.0 as f32 - width) / 2.0, baseline), size, color);
    }
}
