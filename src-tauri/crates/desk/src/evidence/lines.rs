//! Text in lines of measured width.

use super::fonts::{Fonts, Glyph};
use krilla::text::{GlyphId, KrillaGlyph};
use unicode_linebreak::linebreaks;

/// Longer texts end here; the whole of them is in the reply as received. In characters.
const LONGEST: usize = 100_000;
/// Stands where a text was cut.
pub(super) const CUT: &str = "……（太长，以下略，全文见原始答复）";

/// How text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Type {
    /// Size of the font in points.
    pub(super) size: f32,
    /// From one line to the next, in points.
    pub(super) leading: f32,
    pub(super) bold: bool,
    /// Red, green, blue.
    pub(super) color: [u8; 3],
}

/// A line, ready to be drawn.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) runs: Vec<Run>,
    /// In points.
    pub(super) width: f32,
}

/// A part of a line from one font.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) face: usize,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// From the line's beginning, in points.
    pub(super) offset: f32,
}

/// The lines of a text, none of them wider than `width` points. Nothing is left out but blanks at the ends of lines.
pub(super) fn lines(fonts: &mut Fonts, text: &str, style: Type, width: f32) -> Vec<Line> {
    let text = drawable(fonts, text, style.bold);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        for line in broken(fonts, paragraph, style, width) {
            lines.push(set(fonts, line, style));
        }
    }
    lines
}

/// One line that ends with … where the text is wider.
pub(super) fn one_line(fonts: &mut Fonts, text: &str, style: Type, width: f32) -> Line {
    let text = drawable(fonts, text, style.bold).replace('\n', " ");
    if measure(fonts, &text, style) <= width {
        return set(fonts, &text, style);
    }
    let room = width - measure(fonts, "…", style);
    let fitting = fitting(fonts, &text, style, room);
    set(fonts, &format!("{}…", &text[..fitting]), style)
}

/// The text with a mark in place of every character that hides, reorders or cannot be drawn, as on the screen.
fn drawable(fonts: &mut Fonts, text: &str, bold: bool) -> String {
    let mut drawn = String::with_capacity(text.len());
    let mut add = |c: char| match shown(c) {
        Some(c) if c == '\n' || fonts.glyph(bold, c).is_some() => drawn.push(c),
        Some(_) | None => drawn.push_str(&mark(c)),
    };
    text.chars().take(LONGEST).for_each(&mut add);
    if text.chars().nth(LONGEST).is_some() {
        CUT.chars().for_each(add);
    }
    drawn
}

/// The text with a mark in place of every character that hides or reorders; its lines stay lines.
pub(super) fn visible(text: &str) -> String {
    text.chars().map(|c| shown(c).map_or_else(|| mark(c), String::from)).collect()
}

/// How a character stands in evidence; `None` if a mark stands in its place.
fn shown(c: char) -> Option<char> {
    match c {
        '\n' => Some(c),
        '\t' => Some(' '),
        _ if is_hidden(c) || is_private(c) => None,
        _ => Some(c),
    }
}

fn mark(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

/// What Unicode says is not to be seen, control characters and separators of lines.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Characters without a meaning of their own: every font draws something else, and an archive must not hold them.
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Breaks a paragraph where lines may end; a word that is wider than a line anywhere.
fn broken<'a>(fonts: &mut Fonts, paragraph: &'a str, style: Type, width: f32) -> Vec<&'a str> {
    let mut lines = Vec::new();
    // The line so far is `paragraph[start..end]`.
    let (mut start, mut end) = (0, 0);
    for (next, _) in linebreaks(paragraph) {
        if start < end && measure(fonts, paragraph[start..next].trim_end(), style) > width {
            lines.push(&paragraph[start..end]);
            start = end;
        }
        while measure(fonts, paragraph[start..next].trim_end(), style) > width {
            let fitting = fitting(fonts, &paragraph[start..next], style, width);
            lines.push(&paragraph[start..start + fitting]);
            start += fitting;
        }
        end = next;
    }
    lines.push(&paragraph[start..end]);
    lines
}

/// How many bytes of a text fit; at least one character.
fn fitting(fonts: &mut Fonts, text: &str, style: Type, width: f32) -> usize {
    let mut taken = 0.0;
    for (index, c) in text.char_indices() {
        taken += measure_char(fonts, c, style);
        if taken > width && index > 0 {
            return index;
        }
    }
    text.len()
}

fn measure(fonts: &mut Fonts, text: &str, style: Type) -> f32 {
    text.chars().map(|c| measure_char(fonts, c, style)).sum()
}

fn measure_char(fonts: &mut Fonts, c: char, style: Type) -> f32 {
    fonts.glyph(style.bold, c).map_or(0.0, |glyph| glyph.advance * style.size)
}

fn set(fonts: &mut Fonts, text: &str, style: Type) -> Line {
    let mut line = Line { runs: Vec::new(), width: 0.0 };
    for c in text.trim_end().chars() {
        let Some(Glyph { face, id, advance }) = fonts.glyph(style.bold, c) else {
            continue;
        };
        if line.runs.last().is_none_or(|run| run.face != face) {
            line.runs.push(Run { face, text: String::new(), glyphs: Vec::new(), offset: line.width });
        }
        if let Some(run) = line.runs.last_mut() {
            let start = run.text.len();
            run.text.push(c);
            run.glyphs.push(KrillaGlyph {
                glyph_id: GlyphId::new(id),
                text_range: start..run.text.len(),
                x_advance: advance,
                x_offset: 0.0,
                y_offset: 0.0,
                y_advance: 0.0,
                location: None,
            });
        }
        line.width += advance * style.size;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cell::RefCell;

    const STYLE: Type = Type { size: 10.0, leading: 16.0, bold: false, color: [0; 3] };

    thread_local! {
        static FONTS: RefCell<Fonts> = RefCell::new(Fonts::of_this_computer().unwrap());
    }

    fn broken_at(text: &str, width: f32) -> Vec<String> {
        FONTS.with_borrow_mut(|fonts| {
            let lines = lines(fonts, text, STYLE, width);
            assert!(lines.iter().all(|line| line.width <= width + 0.01), "{text}");
            let text_of = |line: Line| line.runs.into_iter().map(|run| run.text).collect();
            lines.into_iter().map(text_of).collect()
        })
    }

    #[test]
    fn chinese_breaks_between_characters_but_not_before_a_full_stop() {
        // Four characters of ten points each.
        assert_eq!(broken_at("一二三四五六", 40.0), ["一二三四", "五六"]);
        assert_eq!(broken_at("一二三四。五", 40.0), ["一二三", "四。五"]);
        assert_eq!(broken_at("一二三（四五）", 40.0), ["一二三", "（四五）"]);
    }

    #[test]
    fn words_and_numbers_stay_whole_unless_they_are_wider_than_a_line() {
        assert_eq!(broken_at("金额 1,120,000.00 元", 70.0).len(), 3);
        let digest = "0123456789abcdef".repeat(4);
        assert_eq!(broken_at(&digest, 100.0).concat(), digest);
    }

    #[test]
    fn lines_of_the_text_stay_lines() {
        assert_eq!(broken_at("甲\n\n乙", 100.0), ["甲", "", "乙"]);
    }

    #[test]
    fn what_hides_or_cannot_be_drawn_is_named() {
        assert_eq!(broken_at("甲\u{202e}乙\u{e000}丙\u{e0fff}", 500.0), ["甲[U+202E]乙[U+E000]丙[U+E0FFF]"]);
    }

    #[test]
    fn an_endless_text_ends_and_says_so() {
        let lines = broken_at(&"示".repeat(LONGEST + 1), 450.0);
        assert!(lines.concat().ends_with("全文见原始答复）"));
    }

    #[test]
    fn a_header_that_is_too_long_ends_with_dots() {
        FONTS.with_borrow_mut(|fonts| {
            let line = one_line(fonts, "一二三四五六", STYLE, 45.0);
            assert!(line.width <= 45.0);
            assert_eq!(line.runs.into_iter().map(|run| run.text).collect::<String>(), "一二三…");
        });
    }

    proptest! {
        #[test]
        fn no_text_is_cut_off_and_no_line_is_too_wide(text in "[ -~一-二（）。，、A-z\n]{0,120}", width in 30.0f32..200.0) {
            let kept = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(kept(&broken_at(&text, width).concat()), kept(&text));
        }
    }
}
