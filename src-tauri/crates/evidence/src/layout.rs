//! Lays out each block of a document.

use crate::fonts::Fonts;
use crate::invisible_chars::title;
use crate::line_break::{Line, Type, lines};
use crate::pages::{
    ATTENTION, CONTENT, Drawn, GUTTER, INK, LEFT, LINE, Margins, Node, Pages, Part, QUIET, Role,
};
use crate::paper::{Block, Field, Table};
use crate::strips::{Column, Strip, keep, side_by_side};
use crate::tall_picture::TallPicture;
use crate::words;
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

pub(crate) fn lay_out(fonts: &mut Fonts, blocks: Vec<Block>, margins: &Margins<'_>) -> Result<Pages, String> {
    let (nodes, pictures, parts, heads) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut layout = Layout { fonts, nodes, pictures, parts, heads, above: 0.0 };
    for block in blocks {
        layout.block(block)?;
    }
    let Layout { nodes, pictures, parts, heads, .. } = layout;
    let mut pages = Pages { nodes, pictures, ..Pages::default() };
    pages.place(parts, &heads);
    pages.number_contents(fonts);
    pages.write_margins(fonts, margins);
    Ok(pages)
}

struct Layout<'a> {
    fonts: &'a mut Fonts,
    nodes: Vec<Node>,
    pictures: Vec<Image>,
    parts: Vec<Part>,
    heads: Vec<Strip>,
    /// Space above the next strip.
    above: f32,
}

impl Layout<'_> {
    fn block(&mut self, block: Block) -> Result<(), String> {
        match block {
            Block::Title(text) => self.heading(1, &text, TITLE, 0.0),
            Block::Heading(text) => self.section(&text),
            Block::Subheading(text) => self.heading(3, &text, SUBHEADING, 8.0),
            Block::Sentence(text) => self.paragraph(&text, SENTENCE, 4.0, true),
            Block::Text(text) => self.paragraph(&text, STRONG, 8.0, true),
            Block::Introduction(text) => self.paragraph(&text, SMALL, 6.0, true),
            Block::Quiet(text) => self.paragraph(&text, SMALL, 6.0, false),
            Block::Notice(lines) => self.notice(&lines),
            Block::Fields(fields) => self.fields(&fields),
            Block::Table(table) => self.table(&table, &[]),
            Block::Contents { table, sections } => self.table(&table, &sections),
            Block::Picture { png, busyness, alt } => self.picture(png, busyness, &alt)?,
        }
        Ok(())
    }

    fn section(&mut self, text: &str) {
        let role = Role::Heading(2, title(text));
        let mut strips = self.text(role, text, HEADING);
        if let Some(first) = strips.first_mut() {
            first.outline = Some(title(text));
        }
        if let Some(last) = strips.last_mut() {
            last.fill(LEFT, last.height + 1.0, CONTENT, 0.8, ACCENT);
            last.pad(0.0, 8.0);
            last.holds_next = true;
        }
        self.above += 18.0;
        self.add(strips);
    }

    fn heading(&mut self, level: u16, text: &str, style: Type, above: f32) {
        let strips = self.text(Role::Heading(level, title(text)), text, style);
        self.add_text(strips, above, true);
    }

    fn paragraph(&mut self, text: &str, style: Type, above: f32, holds_next: bool) {
        let strips = self.text(Role::Paragraph, text, style);
        self.add_text(strips, above, holds_next);
    }

    fn text(&mut self, role: Role, text: &str, style: Type) -> Vec<Strip> {
        let node = Some(self.node(role, None));
        let lines = lines(self.fonts, text, style, CONTENT);
        side_by_side(vec![Column { node, x: LEFT, style, lines }])
    }

    fn add_text(&mut self, mut strips: Vec<Strip>, above: f32, holds_next: bool) {
        if let Some(last) = strips.last_mut() {
            last.holds_next = holds_next;
        }
        self.above += above;
        self.add(strips);
    }

    /// A tinted block with a bar; it may span several pages.
    fn notice(&mut self, texts: &[String]) {
        let mut strips = Vec::new();
        for (index, text) in texts.iter().enumerate() {
            let style = if index == 0 { Type { color: ATTENTION, ..STRONG } } else { BODY };
            let node = Some(self.node(Role::Paragraph, None));
            for line in lines(self.fonts, text, style, CONTENT - 26.0) {
                let mut strip = Strip { height: style.leading, ..Strip::default() };
                strip.fill(LEFT, 0.0, CONTENT, style.leading, WARM);
                strip.fill(LEFT, 0.0, 3.0, style.leading, ATTENTION);
                strip.text(node, LEFT + 14.0, 0.0, line, style);
                strips.push(strip);
            }
        }
        keep(&mut strips);
        self.above += 6.0;
        self.add(strips);
        self.above = 6.0;
    }

    /// A form: short values in two columns, long ones in full width.
    fn fields(&mut self, fields: &[Field]) {
        const HALF: f32 = (CONTENT - GUTTER) / 2.0;
        let mut strips = Vec::new();
        let mut left: Option<[Column; 2]> = None;
        for field in fields {
            // A value that is too long for a narrow column gets the full width.
            let narrow = (!field.wide).then(|| self.value(field, HALF)).filter(|lines| lines.len() <= 3);
            match (narrow, left.take()) {
                (Some(value), Some(left)) => {
                    let right = self.field(field, LEFT + HALF + GUTTER, value);
                    strips.extend(side_by_side(left.into_iter().chain(right).collect()));
                }
                (Some(value), None) => left = Some(self.field(field, LEFT, value)),
                (None, before) => {
                    strips.extend(before.map(|left| side_by_side(left.into())).into_iter().flatten());
                    let value = self.value(field, CONTENT);
                    let across = self.field(field, LEFT, value);
                    strips.extend(side_by_side(across.into()));
                }
            }
        }
        strips.extend(left.map(|left| side_by_side(left.into())).into_iter().flatten());
        keep(&mut strips);
        self.above += 4.0;
        self.add(strips);
        self.above = 2.0;
    }

    fn value(&mut self, field: &Field, width: f32) -> Vec<Line> {
        lines(self.fonts, &field.value, BODY, width - LABEL_WIDTH)
    }

    fn field(&mut self, field: &Field, x: f32, value: Vec<Line>) -> [Column; 2] {
        let node = Some(self.node(Role::Paragraph, None));
        // The colon separates label and value in extracted or copied text.
        let label =
            lines(self.fonts, &format!("{}{}", field.label, words::app::SEPARATOR), LABEL, LABEL_WIDTH - 2.0);
        [
            Column { node, x, style: LABEL, lines: label },
            Column { node, x: x + LABEL_WIDTH, style: BODY, lines: value },
        ]
    }

    /// `sections`: which section each row leads to, in a table of contents.
    fn table(&mut self, table: &Table, sections: &[usize]) {
        let node = self.node(Role::Table, None);
        let headings: Vec<String> = table.columns.iter().map(|(heading, _)| (*heading).to_owned()).collect();
        let mut head = self.table_row(table, node, &headings, HEAD, Role::ColumnHead, None);
        for strip in &mut head {
            let shade = Drawn::fill(LEFT, 0.0, CONTENT, strip.height, SHADE);
            strip.elements.insert(0, shade);
            strip.holds_next = true;
        }
        let index = self.heads.len();
        self.heads.extend(head.first().cloned());
        let mut rows = Vec::new();
        for (index, row) in table.rows.iter().enumerate() {
            let section = sections.get(index).copied();
            rows.extend(self.table_row(table, node, row, CELL, Role::Cell, section));
            if let Some(last) = rows.last_mut() {
                last.fill(LEFT, last.height, CONTENT, 0.5, LINE);
            }
        }
        rows.iter_mut().for_each(|strip| strip.head = Some(index));
        keep(&mut rows);
        self.above += 6.0;
        self.add(head);
        self.add(rows);
        self.above = 6.0;
    }

    fn table_row(
        &mut self,
        table: &Table,
        node: usize,
        texts: &[String],
        style: Type,
        role: Role,
        mut section: Option<usize>,
    ) -> Vec<Strip> {
        let row = self.node(Role::Row, Some(node));
        let mut x = LEFT;
        let mut columns = Vec::new();
        for ((_, share), text) in table.columns.iter().zip(texts) {
            let mut node = Some(self.node(role.clone(), Some(row)));
            let width = CONTENT * share;
            let mut lines = lines(self.fonts, text, style, width - 2.0 * PADDING);
            if let Some(section) = section.take() {
                node = Some(self.node(Role::Link { section }, node));
                // Takes the page number once the section has its place.
                lines.push(Line { runs: Vec::new(), width: 0.0 });
            }
            columns.push(Column { node, x: x + PADDING, style, lines });
            x += width;
        }
        let mut strips = side_by_side(columns);
        if let Some(first) = strips.first_mut() {
            first.pad(PADDING / 2.0, 0.0);
        }
        if let Some(last) = strips.last_mut() {
            last.pad(0.0, PADDING / 2.0);
        }
        strips
    }

    fn picture(&mut self, png: Vec<u8>, busyness: Vec<u32>, alt: &str) -> Result<(), String> {
        let image = Image::from_png(png.into(), false)?;
        let (across, down) = image.size();
        let (across, down) = (across.max(1) as f32, down.max(1) as f32);
        let node = self.node(Role::Figure(title(alt)), None);
        let index = self.pictures.len();
        self.pictures.push(image);
        self.parts.push(Part::Picture(TallPicture { node, index, across, down, busyness }));
        Ok(())
    }

    fn add(&mut self, mut strips: Vec<Strip>) {
        if let Some(first) = strips.first_mut() {
            first.above = std::mem::take(&mut self.above);
        }
        self.parts.extend(strips.into_iter().map(Part::Strip));
    }

    fn node(&mut self, role: Role, parent: Option<usize>) -> usize {
        self.nodes.push(Node { role, parent });
        self.nodes.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::{BOTTOM, Element, HEIGHT, TOP};
    use crate::paper::{field, wide};
    use crate::{document, receipts};

    fn laid_out(blocks: Vec<Block>) -> Pages {
        let margins = Margins { above: "above", warning: Some("warning"), below: "below" };
        lay_out(&mut Fonts::of_this_computer().unwrap(), blocks, &margins).unwrap()
    }

    #[test]
    fn times_and_order_numbers_stand_on_one_line() {
        let lines = |columns: &[(&'static str, f32)], row: &[&str]| {
            let rows = vec![row.iter().map(|cell| (*cell).to_owned()).collect()];
            let pages = laid_out(vec![Block::Table(Table { columns: columns.into(), rows })]);
            pages.pages[0].iter().filter(|drawn| matches!(drawn.element, Element::Text { .. })).count()
        };
        let (at, number) = ("2026-11-22 14:03:05 +08:00", "OPERATIONCHECK2026112214030512345678");
        for (columns, row) in [
            (&document::OVERVIEW[..], &["限制出境", "未能核查", at, number][..]),
            (&document::NOTES, &[at, "备注", "甲"]),
            (&receipts::columns(false), &[number, "甲", "乙"]),
        ] {
            let short = vec!["1"; row.len()];
            assert_eq!(lines(columns, row), lines(columns, &short), "{row:?}");
            let narrow = columns.iter().map(|(name, _)| (*name, 1.0 / 9.0)).collect::<Vec<_>>();
            assert!(lines(&narrow, row) > lines(&narrow, &short), "a longer one would be noticed");
        }
    }

    #[test]
    fn nothing_is_set_outside_the_margins() {
        let long = "示例文字，".repeat(2000);
        let word = "x".repeat(500);
        let table = Table {
            columns: vec![("一", 0.3), ("二", 0.7)],
            rows: vec![vec![word.clone(), long.clone()], vec!["短".into(), word.clone()]],
        };
        let pages = laid_out(vec![
            Block::Title(long.clone()),
            Block::Notice(vec![word.clone(), long.clone()]),
            Block::Fields(vec![field(&word, &*word), wide("标签", &*long), field("标签", "值")]),
            Block::Table(table),
        ]);
        assert!(pages.pages.len() > 5);
        for drawn in pages.pages.iter().flatten() {
            match &drawn.element {
                Element::Text { x, baseline, line, .. } => {
                    assert!(*x >= LEFT && x + line.width <= LEFT + CONTENT + 0.1);
                    let last = if drawn.node.is_some() { BOTTOM } else { HEIGHT - 30.0 };
                    assert!(*baseline < last);
                }
                Element::Fill { x, y, width, height, .. } => {
                    assert!(*x >= LEFT && x + width <= LEFT + CONTENT + 0.1 && y + height < HEIGHT - 30.0);
                }
                Element::Picture { .. } => panic!("there is none"),
            }
        }
    }

    #[test]
    fn no_part_of_the_structure_is_empty() {
        let long = "示例文字，".repeat(30);
        let fields = vec![field("一", "短"), field("二", &*long), field("三", &*long), field("四", "短")];
        let pages = laid_out(vec![Block::Fields(fields)]);
        assert_eq!(pages.nodes.len(), 4);
        for node in 0..pages.nodes.len() {
            assert!(pages.pages.iter().flatten().any(|drawn| drawn.node == Some(node)), "{node}");
        }
    }

    #[test]
    fn a_section_stands_in_the_outline_where_it_is() {
        let pages = laid_out(vec![Block::Text("文字，".repeat(5000)), Block::Heading("限制出境".into())]);
        let [(title, page, y)] = &pages.outline[..] else { panic!() };
        assert_eq!((title.as_str(), *page), ("限制出境", pages.pages.len() - 1));
        assert!(*y >= TOP && *y < BOTTOM);
    }
}
