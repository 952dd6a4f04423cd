//! A document laid out on sheets of A4.

use super::fonts::Fonts;
use super::lines::{Line, Type, lines, one_line};
use super::paper::{Block, Field, Table};
use krilla::image::Image;

/// A4 in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
const LEFT: f32 = 56.0;
const CONTENT: f32 = WIDTH - 2.0 * LEFT;
const TOP: f32 = 68.0;
const BOTTOM: f32 = HEIGHT - 62.0;

const INK: [u8; 3] = [0x1b, 0x1f, 0x24];
const QUIET: [u8; 3] = [0x59, 0x62, 0x6e];
const ACCENT: [u8; 3] = [0x1d, 0x4e, 0x79];
const ATTENTION: [u8; 3] = [0x8a, 0x45, 0x00];
const LINE: [u8; 3] = [0xd4, 0xd9, 0xdf];
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
const MARGIN: Type = Type { size: 8.0, leading: 12.0, bold: false, color: QUIET };
const MARK: Type = Type { size: 10.5, bold: true, color: ATTENTION, ..MARGIN };

const LABEL_WIDTH: f32 = 74.0;
const GUTTER: f32 = 18.0;
const PADDING: f32 = 6.0;

/// The document, laid out.
pub(super) struct Sheets {
    pub(super) sheets: Vec<Vec<Drawn>>,
    pub(super) nodes: Vec<Node>,
    pub(super) pictures: Vec<Image>,
    /// Headings with their sheets and heights.
    pub(super) outline: Vec<(String, usize, f32)>,
}

/// A mark on a sheet, and which node of the document's structure it belongs to: none for what repeats or adorns.
pub(super) struct Drawn {
    pub(super) node: Option<usize>,
    pub(super) mark: Mark,
}

pub(super) enum Mark {
    Text {
        x: f32,
        baseline: f32,
        line: Line,
        style: Type,
    },
    Fill {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        color: [u8; 3],
    },
    /// A picture at its place; of one that goes over several sheets, what lies within `top..bottom` is seen.
    Picture {
        index: usize,
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        top: f32,
        bottom: f32,
    },
}

/// A part of the document's structure.
pub(super) struct Node {
    pub(super) role: Role,
    pub(super) parent: Option<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    /// Level from 1, and its text.
    Heading(u16, String),
    Paragraph,
    Table,
    Row,
    ColumnHead,
    Cell,
    /// With what is to be seen.
    Figure(String),
}

/// What stands above and below every sheet.
pub(super) struct Margins<'a> {
    pub(super) above: &'a str,
    /// What must not be overlooked on any sheet.
    pub(super) mark: Option<&'a str>,
    pub(super) below: &'a str,
}

/// Lines beside other lines.
struct Column {
    node: Option<usize>,
    x: f32,
    style: Type,
    lines: Vec<Line>,
}

impl Column {
    fn height(&self) -> f32 {
        self.lines.len() as f32 * self.style.leading
    }
}

/// Lays blocks out, and writes the margins.
pub(super) fn lay_out(
    fonts: &mut Fonts,
    blocks: Vec<Block>,
    margins: &Margins<'_>,
) -> Result<Sheets, String> {
    let sheets =
        Sheets { sheets: vec![Vec::new()], nodes: Vec::new(), pictures: Vec::new(), outline: Vec::new() };
    let mut layout = Layout { fonts, sheets, y: TOP };
    for block in blocks {
        layout.block(block)?;
    }
    layout.margins(margins);
    Ok(layout.sheets)
}

struct Layout<'a> {
    fonts: &'a mut Fonts,
    sheets: Sheets,
    y: f32,
}

impl Layout<'_> {
    fn block(&mut self, block: Block) -> Result<(), String> {
        match block {
            Block::Title(text) => self.heading(1, text, TITLE, 0.0),
            Block::Heading(text) => self.section(text),
            Block::Subheading(text) => {
                self.keep(135.0);
                self.heading(3, text, SUBHEADING, 8.0);
            }
            Block::Sentence(text) => {
                self.keep(60.0);
                self.paragraph(&text, SENTENCE, 4.0);
            }
            Block::Text(text) => {
                self.keep(50.0);
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
        self.keep(110.0);
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
        self.keep(50.0);
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
            let narrow = (!field.wide)
                .then(|| self.field(field, if left.is_some() { LEFT + HALF + GUTTER } else { LEFT }, HALF));
            // A value that would run down a narrow column is set across.
            match (narrow.filter(|[_, value]| value.lines.len() <= 3), left.take()) {
                (Some(right), Some(left)) => self.row(left.into_iter().chain(right).collect()),
                (Some(first), None) => left = Some(first),
                (None, before) => {
                    self.row(before.into_iter().flatten().collect());
                    let across = self.field(field, LEFT, CONTENT);
                    self.row(across.into());
                }
            }
        }
        self.row(left.into_iter().flatten().collect());
        self.y += 2.0;
    }

    fn field(&mut self, field: &Field, x: f32, width: f32) -> [Column; 2] {
        let node = Some(self.node(Role::Paragraph, None));
        let label = lines(self.fonts, &field.label, LABEL, LABEL_WIDTH - 4.0);
        let value = lines(self.fonts, &field.value, BODY, width - LABEL_WIDTH);
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
        self.keep(60.0);
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

    /// Draws columns beside each other. They stay on one sheet if one can hold them, and else go on on the next.
    fn row(&mut self, columns: Vec<Column>) {
        let height = columns.iter().map(Column::height).fold(0.0, f32::max);
        if height > BOTTOM - TOP {
            return self.tall_row(columns);
        }
        self.make_room(height);
        let top = self.y;
        for column in columns {
            self.y = top;
            for line in column.lines {
                self.text(column.node, column.x, line, column.style);
                self.y += column.style.leading;
            }
        }
        self.y = top + height;
    }

    /// Columns that no sheet can hold: line by line, so that all of them go on together.
    fn tall_row(&mut self, columns: Vec<Column>) {
        let count = columns.iter().map(|column| column.lines.len()).max().unwrap_or_default();
        let leading = columns.iter().map(|column| column.style.leading).fold(0.0, f32::max);
        for index in 0..count {
            self.make_room(leading);
            for column in &columns {
                if let Some(line) = column.lines.get(index) {
                    self.text(column.node, column.x, line.clone(), column.style);
                }
            }
            self.y += leading;
        }
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
        let mut shown = 0.0;
        while shown < height {
            self.make_room(1.0);
            let (top, bottom) = (self.y, BOTTOM.min(self.y + height - shown));
            let mark = Mark::Picture { index, x: LEFT, y: self.y - shown, width, height, top, bottom };
            self.draw(node, mark);
            shown += bottom - top;
            self.y = bottom;
        }
        self.y += 10.0;
        Ok(())
    }

    fn margins(&mut self, margins: &Margins<'_>) {
        let count = self.sheets.sheets.len();
        for sheet in 0..count {
            let mark = one_line(self.fonts, margins.mark.unwrap_or_default(), MARK, CONTENT / 2.0);
            let above = one_line(self.fonts, margins.above, MARGIN, CONTENT - mark.width - GUTTER);
            let number = one_line(self.fonts, &format!("{} / {count}", sheet + 1), MARGIN, CONTENT);
            let below = one_line(self.fonts, margins.below, MARGIN, CONTENT - number.width - GUTTER);
            let right = |line: &Line| LEFT + CONTENT - line.width;
            let (mark_x, number_x) = (right(&mark), right(&number));
            let drawn = &mut self.sheets.sheets[sheet];
            for (x, baseline, line, style) in [
                (LEFT, 42.0, above, MARGIN),
                (mark_x, 42.0, mark, MARK),
                (LEFT, HEIGHT - 34.0, below, MARGIN),
                (number_x, HEIGHT - 34.0, number, MARGIN),
            ] {
                drawn.push(Drawn { node: None, mark: Mark::Text { x, baseline, line, style } });
            }
            for y in [49.0, HEIGHT - 47.0] {
                let mark = Mark::Fill { x: LEFT, y, width: CONTENT, height: 0.5, color: LINE };
                drawn.push(Drawn { node: None, mark });
            }
        }
    }

    fn text(&mut self, node: Option<usize>, x: f32, line: Line, style: Type) {
        // The middle of the capitals in the middle of the line.
        let baseline = self.y + style.leading / 2.0 + style.size * 0.36;
        self.draw(node, Mark::Text { x, baseline, line, style });
    }

    fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, color: [u8; 3]) {
        self.draw(None, Mark::Fill { x, y, width, height, color });
    }

    fn draw(&mut self, node: Option<usize>, mark: Mark) {
        let sheet = self.sheet();
        self.sheets.sheets[sheet].push(Drawn { node, mark });
    }

    fn node(&mut self, role: Role, parent: Option<usize>) -> usize {
        self.sheets.nodes.push(Node { role, parent });
        self.sheets.nodes.len() - 1
    }

    fn sheet(&self) -> usize {
        self.sheets.sheets.len() - 1
    }

    /// Begins a new sheet if so much does not fit on this one.
    fn make_room(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.new_sheet();
        }
    }

    /// The same for what should not stand alone at the end of a sheet.
    fn keep(&mut self, height: f32) {
        self.make_room(height);
    }

    fn new_sheet(&mut self) {
        if self.sheets.sheets.last().is_some_and(|sheet| !sheet.is_empty()) {
            self.sheets.sheets.push(Vec::new());
        }
        self.y = TOP;
    }
}
