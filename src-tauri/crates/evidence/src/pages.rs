//! A document laid out on A4 pages.

use crate::fonts::Fonts;
use crate::line_break::{Line, Type, one_line};
use crate::strips::Strip;
use crate::tall_picture::TallPicture;
use crate::words;
use krilla::image::Image;

/// A4, in points.
pub(crate) const WIDTH: f32 = 595.28;
pub(crate) const HEIGHT: f32 = 841.89;
pub(crate) const LEFT: f32 = 56.0;
pub(crate) const CONTENT: f32 = WIDTH - 2.0 * LEFT;
pub(crate) const TOP: f32 = 68.0;
pub(crate) const BOTTOM: f32 = HEIGHT - 62.0;

pub(crate) const INK: [u8; 3] = [0x1b, 0x1f, 0x24];
pub(crate) const QUIET: [u8; 3] = [0x59, 0x62, 0x6e];
pub(crate) const ATTENTION: [u8; 3] = [0x8a, 0x45, 0x00];
pub(crate) const LINE: [u8; 3] = [0xd4, 0xd9, 0xdf];

const MARGIN: Type = Type { size: 8.0, leading: 12.0, bold: false, color: QUIET };
const WARNING: Type = Type { size: 10.5, bold: true, color: ATTENTION, ..MARGIN };

pub(crate) const GUTTER: f32 = 18.0;

#[derive(Default)]
pub(crate) struct Pages {
    pub(crate) pages: Vec<Vec<Drawn>>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) pictures: Vec<Image>,
    /// Headings with their pages and vertical positions.
    pub(crate) outline: Vec<(String, usize, f32)>,
}

/// A drawn element and its node in the document's structure; none for repeated and decorative elements.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    pub(crate) node: Option<usize>,
    pub(crate) element: Element,
}

impl Drawn {
    /// A decorative area.
    pub(crate) fn fill(x: f32, y: f32, width: f32, height: f32, color: [u8; 3]) -> Self {
        Self { node: None, element: Element::Fill { x, y, width, height, color } }
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Element {
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
    /// A picture. If it spans several pages, only the part within `top..bottom` is visible.
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

impl Element {
    pub(crate) fn lower(&mut self, by: f32) {
        match self {
            Self::Text { baseline, .. } => *baseline += by,
            Self::Fill { y, .. } => *y += by,
            Self::Picture { y, top, bottom, .. } => {
                [y, top, bottom].into_iter().for_each(|place| *place += by)
            }
        }
    }
}

pub(crate) struct Node {
    pub(crate) role: Role,
    pub(crate) parent: Option<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Role {
    /// Level from 1, and the text.
    Heading(u16, String),
    Paragraph,
    Table,
    Row,
    ColumnHead,
    Cell,
    /// With alternative text.
    Figure(String),
    /// Leads to a section, by its place in the outline. Its last line is the number of the page.
    Link {
        section: usize,
    },
}

/// Header and footer of every page.
pub(crate) struct Margins<'a> {
    pub(crate) above: &'a str,
    /// A warning on every page.
    pub(crate) warning: Option<&'a str>,
    pub(crate) below: &'a str,
}

/// Something to place on pages, from top to bottom.
pub(crate) enum Part {
    Strip(Strip),
    Picture(TallPicture),
}

impl Pages {
    /// Places parts on pages. Starts a new one if a strip, with those it must stay with, does not fit.
    pub(crate) fn place(&mut self, parts: Vec<Part>, heads: &[Strip]) {
        self.pages.push(Vec::new());
        let mut y = TOP;
        let needed = needed(&parts);
        for (part, needed) in parts.into_iter().zip(needed) {
            let strip = match part {
                Part::Strip(strip) => strip,
                Part::Picture(picture) => {
                    y = picture.place(self, y);
                    continue;
                }
            };
            if y > TOP && y + strip.above + needed > BOTTOM {
                y = self.new_page();
            }
            if y > TOP {
                y += strip.above;
            } else if let Some(head) = strip.head.and_then(|head| heads.get(head)) {
                // Repeated head: decorative, because the structure already has it.
                let elements = head.elements.iter().map(|drawn| Drawn { node: None, ..drawn.clone() });
                self.draw(elements, y);
                y += head.height;
            }
            if let Some(text) = strip.outline {
                self.outline.push((text, self.pages.len() - 1, y));
            }
            self.draw(strip.elements, y);
            y += strip.height;
        }
    }

    /// Draws elements at this height of the last page.
    pub(crate) fn draw(&mut self, elements: impl IntoIterator<Item = Drawn>, y: f32) {
        let lowered = elements.into_iter().map(|mut drawn| {
            drawn.element.lower(y);
            drawn
        });
        if let Some(page) = self.pages.last_mut() {
            page.extend(lowered);
        }
    }

    pub(crate) fn new_page(&mut self) -> f32 {
        self.pages.push(Vec::new());
        TOP
    }

    /// Writes into each link on which page its section begins.
    pub(crate) fn number_contents(&mut self, fonts: &mut Fonts) {
        let Self { pages, nodes, outline, .. } = self;
        for drawn in pages.iter_mut().flatten() {
            let Some(Role::Link { section }) = drawn.node.map(|node| &nodes[node].role) else { continue };
            if let Element::Text { line, style, .. } = &mut drawn.element
                && line.runs.is_empty()
                && let Some((_, page, _)) = outline.get(*section)
            {
                *style = Type { color: QUIET, ..*style };
                *line = one_line(fonts, &words::finding::evidence_page(page + 1), *style, CONTENT);
            }
        }
    }

    pub(crate) fn write_margins(&mut self, fonts: &mut Fonts, margins: &Margins<'_>) {
        let count = self.pages.len();
        for (index, drawn) in self.pages.iter_mut().enumerate() {
            let warning = one_line(fonts, margins.warning.unwrap_or_default(), WARNING, CONTENT / 2.0);
            let above = one_line(fonts, margins.above, MARGIN, CONTENT - warning.width - GUTTER);
            let number = one_line(fonts, &format!("{} / {count}", index + 1), MARGIN, CONTENT);
            let below = one_line(fonts, margins.below, MARGIN, CONTENT - number.width - GUTTER);
            let right = |line: &Line| LEFT + CONTENT - line.width;
            let (warning_x, number_x) = (right(&warning), right(&number));
            for (x, baseline, line, style) in [
                (LEFT, 42.0, above, MARGIN),
                (warning_x, 42.0, warning, WARNING),
                (LEFT, HEIGHT - 34.0, below, MARGIN),
                (number_x, HEIGHT - 34.0, number, MARGIN),
            ] {
                drawn.push(Drawn { node: None, element: Element::Text { x, baseline, line, style } });
            }
            drawn.extend([49.0, HEIGHT - 47.0].map(|y| Drawn::fill(LEFT, y, CONTENT, 0.5, LINE)));
        }
    }
}

/// The height that each part needs: its own, and that of the strips it must stay with, unless the total
/// exceeds a page.
fn needed(parts: &[Part]) -> Vec<f32> {
    let mut needed = vec![0.0; parts.len()];
    for (index, part) in parts.iter().enumerate().rev() {
        let Part::Strip(strip) = part else { continue };
        let held = match parts.get(index + 1) {
            Some(Part::Strip(next)) if strip.holds_next => next.above + needed[index + 1],
            Some(_) | None => 0.0,
        };
        let all = strip.height + held;
        needed[index] = if all <= BOTTOM - TOP { all } else { strip.height };
    }
    needed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A strip that is identified by its height.
    fn strip(height: f32) -> Strip {
        let mut strip = Strip { height, ..Strip::default() };
        strip.fill(LEFT, 0.0, CONTENT, height, INK);
        strip
    }

    fn holding(height: f32) -> Strip {
        Strip { holds_next: true, ..strip(height) }
    }

    /// The heights of the strips on each page.
    fn placed(strips: Vec<Strip>) -> Vec<Vec<f32>> {
        let mut pages = Pages::default();
        pages.place(strips.into_iter().map(Part::Strip).collect(), &[strip(20.0)]);
        let height = |drawn: &Drawn| match drawn.element {
            Element::Fill { y, height, .. } => {
                assert!(y >= TOP && y + height <= BOTTOM + 0.01);
                height
            }
            Element::Text { .. } | Element::Picture { .. } => panic!("there is none"),
        };
        pages.pages.iter().map(|page| page.iter().map(height).collect()).collect()
    }

    #[test]
    fn a_heading_a_head_and_the_first_row_stay_together() {
        let chain = || [holding(22.0), holding(19.0), strip(60.0), strip(60.0)];
        let filled = |height: f32| placed([strip(height)].into_iter().chain(chain()).collect());
        assert_eq!(filled(600.0), [vec![600.0, 22.0, 19.0, 60.0], vec![60.0]]);
        assert_eq!(filled(620.0), [vec![620.0], vec![22.0, 19.0, 60.0, 60.0]]);
        assert_eq!(filled(700.0), [vec![700.0], vec![22.0, 19.0, 60.0, 60.0]]);
    }

    #[test]
    fn what_holds_more_than_a_page_can_have_still_begins_where_there_is_room() {
        let strips = (0..20).map(|_| holding(100.0)).collect();
        let pages: Vec<usize> = placed(strips).iter().map(Vec::len).collect();
        assert_eq!(pages, [6, 7, 7]);
    }

    #[test]
    fn a_table_that_goes_on_has_its_head_again_and_only_there() {
        let row = || Strip { head: Some(0), ..strip(100.0) };
        let strips = [holding(20.0)].into_iter().chain((0..9).map(|_| row())).collect();
        let pages = placed(strips);
        assert_eq!(pages.iter().map(|page| page[0]).collect::<Vec<_>>(), [20.0, 20.0]);
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [7, 4]);
    }

    #[test]
    fn nothing_is_left_free_at_the_head_of_a_page() {
        let mut pages = Pages::default();
        let far = Strip { above: 18.0, outline: Some("甲".into()), ..strip(100.0) };
        pages.place([strip(700.0), far].map(Part::Strip).into(), &[]);
        assert_eq!(pages.outline, [("甲".to_owned(), 1, TOP)]);
    }
}
