//! Places a picture on pages: a tall one is scaled down, a very tall one spans several pages.

use crate::pages::{BOTTOM, CONTENT, Drawn, Element, LEFT, Pages, TOP};

/// Smallest scale for fitting a picture on one page.
const MIN_SCALE: f32 = 0.7;
/// Rounding errors up to this many points do not start a new page.
const EPSILON: f32 = 0.5;
/// Space above and below, in points.
const MARGIN: f32 = 8.0;
/// How much of a page may stay empty in order to cut a picture at a better place.
const CUT_RANGE: f32 = 0.25;

/// A picture that may span several pages.
pub(crate) struct TallPicture {
    pub(crate) node: usize,
    pub(crate) index: usize,
    /// Width and height in pixels.
    pub(crate) across: f32,
    pub(crate) down: f32,
    /// How busy each row of pixels is. Cuts go through calm rows, not through text.
    pub(crate) busyness: Vec<u32>,
}

impl TallPicture {
    /// Draws the picture from this height of the last page on, and returns where it ends.
    pub(crate) fn place(&self, pages: &mut Pages, y: f32) -> f32 {
        // At most one point per pixel, so that small pictures stay sharp.
        let mut width = CONTENT.min(self.across);
        let mut height = width * self.down / self.across;
        let mut y = if y > TOP { y + MARGIN } else { y };
        if y > TOP && y + height > BOTTOM {
            y = pages.new_page();
        }
        let room = BOTTOM - TOP;
        if height > room && height * MIN_SCALE <= room {
            (width, height) = (room * self.across / self.down, room);
        }
        self.draw(pages, y, width, height) + MARGIN
    }

    fn draw(&self, pages: &mut Pages, mut y: f32, width: f32, height: f32) -> f32 {
        let mut shown = 0.0;
        while height - shown > EPSILON {
            if BOTTOM - y <= EPSILON {
                y = pages.new_page();
            }
            let (room, rest) = (BOTTOM - y, height - shown);
            let part = if rest <= room { rest } else { self.cut(shown, room, width / self.across) };
            let element = Element::Picture {
                index: self.index,
                x: LEFT,
                y: -shown,
                width,
                height,
                top: 0.0,
                bottom: part,
            };
            pages.draw([Drawn { node: Some(self.node), element }], y);
            y += part;
            shown += part;
            if height - shown > EPSILON {
                y = BOTTOM;
            }
        }
        y
    }

    /// How much to show of what fits: up to the calmest row in the lower part, or the last of several.
    fn cut(&self, shown: f32, room: f32, scale: f32) -> f32 {
        let row = |place: f32| ((place / scale) as usize).min(self.busyness.len());
        let busy = |row: usize| -> u32 {
            self.busyness[row.saturating_sub(2)..self.busyness.len().min(row + 2)].iter().sum()
        };
        let last = row(shown + room);
        let first = row(shown + room * (1.0 - CUT_RANGE));
        let calmest = (first..=last).rev().min_by_key(|row| busy(*row)).unwrap_or(last);
        if calmest == last { room } else { calmest as f32 * scale - shown }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(across: u32, down: u32, busyness: &[u32]) -> TallPicture {
        let (across, down) = (across as f32, down as f32);
        TallPicture { node: 0, index: 0, across, down, busyness: busyness.to_vec() }
    }

    fn placed(across: u32, down: u32, busyness: &[u32], y: f32) -> Pages {
        let mut pages = Pages { pages: vec![Vec::new()], ..Pages::default() };
        picture(across, down, busyness).place(&mut pages, y);
        pages
    }

    /// The visible parts of the picture: the page and the vertical range of the whole.
    fn seen(pages: &Pages) -> Vec<(usize, f32, f32)> {
        let on_page = |(page, elements): (usize, &Vec<Drawn>)| {
            let parts = elements.iter().filter_map(move |drawn| match drawn.element {
                Element::Picture { y, top, bottom, .. } => Some((page, top - y, bottom - y)),
                Element::Text { .. } | Element::Fill { .. } => None,
            });
            parts.collect::<Vec<_>>()
        };
        pages.pages.iter().enumerate().flat_map(on_page).collect()
    }

    #[test]
    fn a_picture_stays_on_one_page_where_it_can_be_read_there_and_else_goes_on_without_a_gap() {
        let whole = seen(&placed(1000, 1700, &[], TOP));
        assert_eq!(whole.len(), 1, "{whole:?}");
        let parts = seen(&placed(500, 4000, &[], TOP));
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
    fn a_picture_of_any_size_at_any_place_ends_and_begins_no_page_for_nothing() {
        let named = [(491, 517), (504, 455), (517, 4330), (543, 548)];
        let grid = (480..560).flat_map(|across| (400..4500).step_by(37).map(move |down| (across, down)));
        for (across, down) in named.into_iter().chain(grid) {
            for y in [TOP, TOP + 8.0, TOP + 333.3, BOTTOM - 0.4] {
                let mut pages = Pages { pages: vec![Vec::new()], ..Pages::default() };
                let width = CONTENT.min(across as f32);
                let height = width * down as f32 / across as f32;
                picture(across, down, &[]).draw(&mut pages, y, width, height);
                let parts = seen(&pages);
                let most = (height / (BOTTOM - TOP)).ceil() as usize + 1;
                assert!(parts.len() <= most, "{across} x {down} at {y}: {} parts", parts.len());
                assert!(parts.iter().all(|(_, top, bottom)| bottom - top > 0.4), "{parts:?}");
                let last = parts[parts.len() - 1].2;
                assert!((last - height).abs() <= 0.6, "{across} x {down} at {y}: {last} of {height}");
            }
        }
    }

    #[test]
    fn a_very_tall_picture_is_cut_between_lines_of_its_text() {
        // Lines of 14 pixels, 6 pixels apart.
        let busyness: Vec<u32> = (0..4000).map(|row| if row % 20 < 14 { 90 } else { 2 }).collect();
        let pages = placed(480, 4000, &busyness, TOP);
        let cuts: Vec<f32> = seen(&pages).into_iter().map(|(_, _, bottom)| bottom).collect();
        assert!(cuts.len() > 4);
        for cut in &cuts[..cuts.len() - 1] {
            let row = cut.round() as usize % 20;
            assert!((15..19).contains(&row), "{cut} is in a line");
        }
    }
}
