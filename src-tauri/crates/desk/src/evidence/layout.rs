//! How each part of a document is laid out.

use super::lines::{Line, Type, lines};
use super::paper::{Block, Field, Table};
use super::sheets::{
    ATTENTION, BOTTOM, CONTENT, Column, GUTTER, INK, LEFT, LINE, Layout, Mark, QUIET, Role, TOP,
};
use krilla::image::Image;

const ACCENT: [u8; 3] = [0x1d, 0x4e, 0x79];
const SHADE: [u8; 3] = [0xf1, 0xf4, 0xf7];
const WARM: [u8; 3] = [0xfd, 0xf5, 0xe8];

const TITLE: Type = Type { size: 22.0, leading: 34.0, bold: true, color: INK };
const HEADING: Type = Type { size: 13.5, leading: 22.0, bold: true, color: ACCENT };
const SUBHEADING: Type = Type { size: 10.0, leading: 16.0, bold: true, color: INK };
const SENTENCE: Type = Type { size: 11.5, leading: 19.0, bold: true, color: INK };
const BODY: Type = Type { size: 9.5, leading: 15.5, bold: false, color: INK };
const STRONG: Type = Type { bold: true, ..BODY };
const LABEL: Type = Type { color: QUIET, ..BODY };
const SMALL: Type = Type { size: 8.5, leading: 13.5, bold: false, color: QUIET };
const CELL: Type = Type { size: 8.5, leading: 13.5, bold: false, color: INK };
const HEAD: Type = Type { bold: true, color: QUIET, ..CELL };

const LABEL_WIDTH: f32 = 74.0;
const PADDING: f32 = 6.0;

impl Layout<'_> {
    pub(super) fn block(&mut self, block: Block) -> Result<(), String> {
        match block {
            Block::Title(text) => self.heading(1, text, TITLE, 0.0),
            Block::Heading(text) => self.section(text),
            Block::Subheading(text) => {
                self.make_room(135.0);
                self.heading(3, text, SUBHEADING, 8.0);
            }
            Block::Sentence(text) => {
                self.make_room(60.0);
                self.paragraph(&text, SENTENCE, 4.0);
            }
            Block::Text(text) => {
                self.make_room(50.0);
                self.paragraph(&text, STRONG, 8.0);
            }
            Block::Quiet(text) => self.paragraph(&text, SMALL, 6.0),
            Block::Notice(lines) => self.notice(&lines),
            Block::Fields(fields) => self.fields(&fields),
            Block::Table(table) => self.table(&table),
            Block::Picture { png, alt } => self.picture(png, alt)?,
        }
        Ok(())
    }

    fn section(&mut self, text: String) {
        self.make_room(110.0);
        if self.y > TOP {
            self.y += 18.0;
        }
        self.sheets.outline.push((text.clone(), self.sheet(), self.y));
        self.heading(2, text, HEADING, 0.0);
        self.fill(LEFT, self.y + 1.0, CONTENT, 0.8, ACCENT);
        self.y += 8.0;
    }

    fn heading(&mut self, level: u16, text: String, style: Type, before: f32) {
        let node = self.node(Role::Heading(level, text.clone()), None);
        self.lines_of(node, &text, style, before);
    }

    fn paragraph(&mut self, text: &str, style: Type, before: f32) {
        let node = self.node(Role::Paragraph, None);
        self.lines_of(node, text, style, before);
    }

    fn lines_of(&mut self, node: usize, text: &str, style: Type, before: f32) {
        let lines = lines(self.fonts, text, style, CONTENT);
        self.y += before;
        self.row(vec![Column { node: Some(node), x: LEFT, style, lines }]);
    }

    /// A tinted block with a bar, which may go over several sheets.
    fn notice(&mut self, texts: &[String]) {
        self.make_room(50.0);
        self.y += 6.0;
        for (index, text) in texts.iter().enumerate() {
            let style = if index == 0 { Type { color: ATTENTION, ..STRONG } } else { BODY };
            let node = self.node(Role::Paragraph, None);
            for line in lines(self.fonts, text, style, CONTENT - 26.0) {
                self.make_room(style.leading);
                self.fill(LEFT, self.y, CONTENT, style.leading, WARM);
                self.fill(LEFT, self.y, 3.0, style.leading, ATTENTION);
                self.text(Some(node), LEFT + 14.0, line, style);
                self.y += style.leading;
            }
        }
        self.y += 6.0;
    }

    /// A form: short values in two columns, long ones across.
    fn fields(&mut self, fields: &[Field]) {
        const HALF: f32 = (CONTENT - GUTTER) / 2.0;
        self.y += 4.0;
        let mut left: Option<[Column; 2]> = None;
        for field in fields {
            // A value that would run down a narrow column is set across.
            let narrow = (!field.wide).then(|| self.value(field, HALF)).filter(|lines| lines.len() <= 3);
            match (narrow, left.take()) {
                (Some(value), Some(left)) => {
                    let right = self.field(field, LEFT + HALF + GUTTER, value);
                    self.row(left.into_iter().chain(right).collect());
                }
                (Some(value), None) => left = Some(self.field(field, LEFT, value)),
                (None, before) => {
                    self.row(before.into_iter().flatten().collect());
                    let value = self.value(field, CONTENT);
                    let across = self.field(field, LEFT, value);
                    self.row(across.into());
                }
            }
        }
        self.row(left.into_iter().flatten().collect());
        self.y += 2.0;
    }

    fn value(&mut self, field: &Field, width: f32) -> Vec<Line> {
        lines(self.fonts, &field.value, BODY, width - LABEL_WIDTH)
    }

    fn field(&mut self, field: &Field, x: f32, value: Vec<Line>) -> [Column; 2] {
        let node = Some(self.node(Role::Paragraph, None));
        // The colon keeps label and value apart where the text is read or copied without its places.
        let label = lines(self.fonts, &format!("{}：", field.label), LABEL, LABEL_WIDTH - 2.0);
        [
            Column { node, x, style: LABEL, lines: label },
            Column { node, x: x + LABEL_WIDTH, style: BODY, lines: value },
        ]
    }

    fn table(&mut self, table: &Table) {
        self.y += 6.0;
        let node = self.node(Role::Table, None);
        let headings: Vec<String> = table.columns.iter().map(|(heading, _)| (*heading).to_owned()).collect();
        let head = self.node(Role::Row, Some(node));
        let columns =
            self.cells(table, &headings, HEAD, |layout| Some(layout.node(Role::ColumnHead, Some(head))));
        self.make_room(60.0);
        self.head(columns);
        for row in &table.rows {
            let parent = self.node(Role::Row, Some(node));
            let columns = self.cells(table, row, CELL, |layout| Some(layout.node(Role::Cell, Some(parent))));
            let height = columns.iter().map(Column::height).fold(0.0, f32::max) + PADDING;
            if self.y + height > BOTTOM && height < BOTTOM - TOP - 40.0 {
                self.new_sheet();
                // It was said at the table's beginning; here it only helps the eye.
                let columns = self.cells(table, &headings, HEAD, |_| None);
                self.head(columns);
            }
            self.y += PADDING / 2.0;
            self.row(columns);
            self.y += PADDING / 2.0;
            self.fill(LEFT, self.y, CONTENT, 0.5, LINE);
        }
        self.y += 6.0;
    }

    fn head(&mut self, columns: Vec<Column>) {
        let height = columns.iter().map(Column::height).fold(0.0, f32::max) + PADDING;
        self.fill(LEFT, self.y, CONTENT, height, SHADE);
        self.y += PADDING / 2.0;
        self.row(columns);
        self.y += PADDING / 2.0;
    }

    fn cells(
        &mut self,
        table: &Table,
        texts: &[String],
        style: Type,
        mut node: impl FnMut(&mut Self) -> Option<usize>,
    ) -> Vec<Column> {
        let mut x = LEFT;
        let mut columns = Vec::new();
        for ((_, share), text) in table.columns.iter().zip(texts) {
            let node = node(self);
            let width = CONTENT * share;
            let lines = lines(self.fonts, text, style, width - 2.0 * PADDING);
            columns.push(Column { node, x: x + PADDING, style, lines });
            x += width;
        }
        columns
    }

    /// A picture as wide as the text. A tall one is made smaller, a very tall one goes over several sheets.
    fn picture(&mut self, png: Vec<u8>, alt: String) -> Result<(), String> {
        /// How much smaller a picture may become to stay on one sheet.
        const SMALLEST: f32 = 0.7;
        let image = Image::from_png(png.into(), false)?;
        let (across, down) = image.size();
        let (across, down) = (across.max(1) as f32, down.max(1) as f32);
        let index = self.sheets.pictures.len();
        self.sheets.pictures.push(image);
        let node = Some(self.node(Role::Figure(alt), None));
        // Not larger than a pixel a point: what is small stays sharp.
        let mut width = CONTENT.min(across);
        self.y += 8.0;
        let room = BOTTOM - TOP;
        if width * down / across > BOTTOM - self.y {
            self.new_sheet();
        }
        if width * down / across > room && width * down / across * SMALLEST <= room {
            width = room * across / down;
        }
        let height = width * down / across;
        self.spread(node, index, width, height);
        self.y += 10.0;
        Ok(())
    }

    /// Draws a picture from here on, over as many sheets as it takes.
    fn spread(&mut self, node: Option<usize>, index: usize, width: f32, height: f32) {
        /// What nobody sees, and sums of single precision leave over, in points: no sheet is begun for it.
        const NOTHING: f32 = 0.5;
        let mut shown = 0.0;
        while height - shown > NOTHING {
            self.make_room(1.0);
            let (top, bottom) = (self.y, BOTTOM.min(self.y + height - shown));
            if bottom <= top {
                break;
            }
            let mark = Mark::Picture { index, x: LEFT, y: self.y - shown, width, height, top, bottom };
            self.draw(node, mark);
            shown += bottom - top;
            self.y = bottom;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fonts::Fonts;
    use super::super::paper::{field, wide};
    use super::super::sheets::{HEIGHT, Margins, Sheets, lay_out};
    use super::*;

    fn laid_out(blocks: Vec<Block>) -> Sheets {
        let margins = Margins { above: "above", mark: Some("mark"), below: "below" };
        lay_out(&mut Fonts::of_this_computer().unwrap(), blocks, &margins).unwrap()
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut png = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(width, height).write_to(&mut png, image::ImageFormat::Png).unwrap();
        png.into_inner()
    }

    /// The parts of the picture that are seen: on which sheet, and from where to where of the whole.
    fn seen(sheets: &Sheets) -> Vec<(usize, f32, f32)> {
        let on_sheet = |(sheet, marks): (usize, &Vec<super::super::sheets::Drawn>)| {
            let parts = marks.iter().filter_map(move |drawn| match drawn.mark {
                Mark::Picture { y, top, bottom, .. } => Some((sheet, top - y, bottom - y)),
                Mark::Text { .. } | Mark::Fill { .. } => None,
            });
            parts.collect::<Vec<_>>()
        };
        sheets.sheets.iter().enumerate().flat_map(on_sheet).collect()
    }

    #[test]
    fn nothing_is_set_outside_the_margins() {
        let long = "示例文字，".repeat(2000);
        let word = "x".repeat(500);
        let table = Table {
            columns: vec![("一", 0.3), ("二", 0.7)],
            rows: vec![vec![word.clone(), long.clone()], vec!["短".into(), word.clone()]],
        };
        let sheets = laid_out(vec![
            Block::Title(long.clone()),
            Block::Notice(vec![word.clone(), long.clone()]),
            Block::Fields(vec![field(&word, &*word), wide("标签", &*long), field("标签", "值")]),
            Block::Table(table),
        ]);
        assert!(sheets.sheets.len() > 5);
        for drawn in sheets.sheets.iter().flatten() {
            match &drawn.mark {
                Mark::Text { x, baseline, line, .. } => {
                    assert!(*x >= LEFT && x + line.width <= LEFT + CONTENT + 0.1);
                    let last = if drawn.node.is_some() { BOTTOM } else { HEIGHT - 30.0 };
                    assert!(*baseline < last);
                }
                Mark::Fill { x, y, width, height, .. } => {
                    assert!(*x >= LEFT && x + width <= LEFT + CONTENT + 0.1 && y + height < HEIGHT - 30.0);
                }
                Mark::Picture { .. } => panic!("there is none"),
            }
        }
    }

    #[test]
    fn a_picture_stays_on_one_sheet_where_it_can_be_read_there_and_else_goes_on_without_a_gap() {
        let whole = seen(&laid_out(vec![Block::Picture { png: png(1000, 1700), alt: "图".into() }]));
        assert_eq!(whole.len(), 1, "{whole:?}");
        let parts = seen(&laid_out(vec![Block::Picture { png: png(500, 4000), alt: "图".into() }]));
        assert!(parts.len() > 3, "{parts:?}");
        assert_eq!(parts[0].1, 0.0);
        for (before, after) in parts.iter().zip(&parts[1..]) {
            assert_eq!(after.0, before.0 + 1);
            assert!((after.1 - before.2).abs() < 0.01, "{parts:?}");
        }
        let height = CONTENT * 8.0;
        assert!((parts[parts.len() - 1].2 - height).abs() < 0.1, "{parts:?}");
    }

    #[test]
    fn a_picture_of_any_size_at_any_place_ends_and_begins_no_sheet_for_nothing() {
        let mut fonts = Fonts::of_this_computer().unwrap();
        let named = [(491, 517), (504, 455), (517, 4330), (543, 548)];
        let grid = (480..560).flat_map(|across| (400..4500).step_by(37).map(move |down| (across, down)));
        for (across, down) in named.into_iter().chain(grid) {
            for y in [TOP, TOP + 8.0, TOP + 333.3, BOTTOM - 0.4] {
                let sheets = Sheets {
                    sheets: vec![Vec::new()],
                    nodes: Vec::new(),
                    pictures: Vec::new(),
                    outline: Vec::new(),
                };
                let mut layout = Layout { fonts: &mut fonts, sheets, y };
                let width = CONTENT.min(across as f32);
                let height = width * down as f32 / across as f32;
                layout.spread(None, 0, width, height);
                let parts = seen(&layout.sheets);
                let most = (height / (BOTTOM - TOP)).ceil() as usize + 1;
                assert!(parts.len() <= most, "{across} x {down} at {y}: {} parts", parts.len());
                assert!(parts.iter().all(|(_, top, bottom)| bottom - top > 0.4), "{parts:?}");
                let last = parts[parts.len() - 1].2;
                assert!((last - height).abs() <= 0.6, "{across} x {down} at {y}: {last} of {height}");
            }
        }
    }

    #[test]
    fn no_part_of_the_structure_is_empty() {
        let long = "示例文字，".repeat(30);
        let fields = vec![field("一", "短"), field("二", &*long), field("三", &*long), field("四", "短")];
        let sheets = laid_out(vec![Block::Fields(fields)]);
        assert_eq!(sheets.nodes.len(), 4);
        for node in 0..sheets.nodes.len() {
            assert!(sheets.sheets.iter().flatten().any(|drawn| drawn.node == Some(node)), "{node}");
        }
    }

    #[test]
    fn a_section_stands_in_the_outline_where_it_is() {
        let sheets = laid_out(vec![Block::Text("文字，".repeat(5000)), Block::Heading("限制出境".into())]);
        let [(title, sheet, y)] = &sheets.outline[..] else { panic!() };
        assert_eq!((title.as_str(), *sheet), ("限制出境", sheets.sheets.len() - 1));
        assert!(*y >= TOP && *y < BOTTOM);
    }
}
