//! Strips: parts of a document that must not be broken across pages, some of which must stay together.

use crate::line_break::{Line, Type};
use crate::pages::{Drawn, Element};

/// Content up to this height, in points, stays on one page. Higher content is broken by lines.
pub(crate) const MAX_UNBROKEN: f32 = 220.0;

/// Content that stays on one page. Its elements are positioned relative to its top.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strip {
    pub(crate) elements: Vec<Drawn>,
    pub(crate) height: f32,
    /// Space above it, except at the top of a page.
    pub(crate) above: f32,
    /// Whether it must stay with the next one.
    pub(crate) holds_next: bool,
    /// The head of its table, which is repeated if the strip starts a page.
    pub(crate) head: Option<usize>,
    pub(crate) outline: Option<String>,
}

pub(crate) struct Column {
    pub(crate) node: Option<usize>,
    pub(crate) x: f32,
    pub(crate) style: Type,
    pub(crate) lines: Vec<Line>,
}

impl Column {
    fn height(&self) -> f32 {
        self.lines.len() as f32 * self.style.leading
    }
}

impl Strip {
    pub(crate) fn text(&mut self, node: Option<usize>, x: f32, y: f32, line: Line, style: Type) {
        // Centre the capital letters vertically.
        let baseline = y + style.leading / 2.0 + style.size * 0.36;
        self.elements.push(Drawn { node, element: Element::Text { x, baseline, line, style } });
    }

    pub(crate) fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, color: [u8; 3]) {
        self.elements.push(Drawn::fill(x, y, width, height, color));
    }

    /// Adds padding above and below its elements.
    pub(crate) fn pad(&mut self, above: f32, below: f32) {
        self.elements.iter_mut().for_each(|drawn| drawn.element.lower(above));
        self.height += above + below;
    }
}

/// Columns side by side, as one strip or, if they are high, one strip per line.
pub(crate) fn side_by_side(columns: Vec<Column>) -> Vec<Strip> {
    let height = columns.iter().map(Column::height).fold(0.0, f32::max);
    let mut strips = Vec::new();
    if height <= MAX_UNBROKEN {
        let mut strip = Strip { height, ..Strip::default() };
        for Column { node, x, style, lines } in columns {
            for (index, line) in lines.into_iter().enumerate() {
                strip.text(node, x, index as f32 * style.leading, line, style);
            }
        }
        strips.push(strip);
        return strips;
    }
    let leading = columns.iter().map(|column| column.style.leading).fold(0.0, f32::max);
    for Column { node, x, style, lines } in columns {
        for (index, line) in lines.into_iter().enumerate() {
            if index == strips.len() {
                strips.push(Strip { height: leading, ..Strip::default() });
            }
            strips[index].text(node, x, 0.0, line, style);
        }
    }
    keep(&mut strips);
    strips
}

/// Keeps strips on one page if they are not too high; otherwise keeps two together at each end.
pub(crate) fn keep(strips: &mut [Strip]) {
    let height: f32 = strips.iter().map(|strip| strip.height).sum();
    let count = strips.len();
    for (index, strip) in strips.iter_mut().enumerate() {
        let at_an_end = index == 0 || index + 2 == count;
        strip.holds_next |= index + 1 < count && (height <= MAX_UNBROKEN || at_an_end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(heights: &[f32]) -> Vec<bool> {
        let mut strips: Vec<Strip> =
            heights.iter().map(|height| Strip { height: *height, ..Strip::default() }).collect();
        keep(&mut strips);
        strips.iter().map(|strip| strip.holds_next).collect()
    }

    #[test]
    fn what_is_low_stays_whole_and_of_what_is_high_no_single_line_is_left() {
        assert_eq!(held(&[50.0; 4]), [true, true, true, false]);
        assert_eq!(held(&[50.0; 6]), [true, false, false, false, true, false]);
        assert_eq!(held(&[300.0]), [false]);
    }
}
