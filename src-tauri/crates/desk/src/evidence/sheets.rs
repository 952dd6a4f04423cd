//! A document laid out on sheets of A4.

use super::fonts::Fonts;
use super::lines::{Line, Type, one_line};
use super::paper::Block;
use krilla::image::Image;

/// A4 in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
pub(super) const LEFT: f32 = 56.0;
pub(super) const CONTENT: f32 = WIDTH - 2.0 * LEFT;
pub(super) const TOP: f32 = 68.0;
pub(super) const BOTTOM: f32 = HEIGHT - 62.0;

pub(super) const INK: [u8; 3] = [0x1b, 0x1f, 0x24];
pub(super) const QUIET: [u8; 3] = [0x59, 0x62, 0x6e];
pub(super) const ATTENTION: [u8; 3] = [0x8a, 0x45, 0x00];
pub(super) const LINE: [u8; 3] = [0xd4, 0xd9, 0xdf];

const MARGIN: Type = Type { size: 8.0, leading: 12.0, bold: false, color: QUIET };
const MARK: Type = Type { size: 10.5, bold: true, color: ATTENTION, ..MARGIN };

pub(super) const GUTTER: f32 = 18.0;

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
pub(super) struct Column {
    pub(super) node: Option<usize>,
    pub(super) x: f32,
    pub(super) style: Type,
    pub(super) lines: Vec<Line>,
}

impl Column {
    pub(super) fn height(&self) -> f32 {
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

pub(super) struct Layout<'a> {
    pub(super) fonts: &'a mut Fonts,
    pub(super) sheets: Sheets,
    /// Where the next line begins, from the top.
    pub(super) y: f32,
}

impl Layout<'_> {
    /// Draws columns beside each other. They stay on one sheet if one can hold them, and else go on on the next.
    pub(super) fn row(&mut self, columns: Vec<Column>) {
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

    pub(super) fn text(&mut self, node: Option<usize>, x: f32, line: Line, style: Type) {
        // The middle of the capitals in the middle of the line.
        let baseline = self.y + style.leading / 2.0 + style.size * 0.36;
        self.draw(node, Mark::Text { x, baseline, line, style });
    }

    pub(super) fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, color: [u8; 3]) {
        self.draw(None, Mark::Fill { x, y, width, height, color });
    }

    pub(super) fn draw(&mut self, node: Option<usize>, mark: Mark) {
        let sheet = self.sheet();
        self.sheets.sheets[sheet].push(Drawn { node, mark });
    }

    pub(super) fn node(&mut self, role: Role, parent: Option<usize>) -> usize {
        self.sheets.nodes.push(Node { role, parent });
        self.sheets.nodes.len() - 1
    }

    pub(super) fn sheet(&self) -> usize {
        self.sheets.sheets.len() - 1
    }

    /// Begins a new sheet if so much does not fit on this one: a line, or what should not stand alone at the end.
    pub(super) fn make_room(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.new_sheet();
        }
    }

    pub(super) fn new_sheet(&mut self) {
        if self.sheets.sheets.last().is_some_and(|sheet| !sheet.is_empty()) {
            self.sheets.sheets.push(Vec::new());
        }
        self.y = TOP;
    }
}
