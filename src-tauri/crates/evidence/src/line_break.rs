//! Breaks text into lines of measured width.

use crate::fonts::Fonts;
use crate::invisible_chars::{mark, shown, with_line_feeds};
use crate::paragraph::{Paragraph, is_mark};
use crate::words;
use krilla::text::KrillaGlyph;
use std::ops::Range;
use unicode_bidi::{BidiInfo, Level};
use unicode_linebreak::linebreaks;

/// Longest text, in characters. Longer ones are cut; the reply as received has all of it.
const MAX_CHARS: usize = 100_000;
/// Most combining marks per letter; more would cover the lines above.
const MAX_MARKS: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Type {
    /// Font size in points.
    pub(crate) size: f32,
    /// Line spacing in points.
    pub(crate) leading: f32,
    pub(crate) bold: bool,
    /// Red, green, blue.
    pub(crate) color: [u8; 3],
}

#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) runs: Vec<Run>,
    /// In points.
    pub(crate) width: f32,
}

/// A part of a line in one font.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) face: usize,
    pub(crate) text: String,
    pub(crate) glyphs: Vec<KrillaGlyph>,
    /// From the start of the line, in points.
    pub(crate) offset: f32,
}

/// Breaks a text into lines of at most `width` points. Only white space at the ends of lines is dropped.
pub(crate) fn lines(fonts: &mut Fonts, text: &str, style: Type, width: f32) -> Vec<Line> {
    let text = drawable(fonts, text, style.bold);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let paragraph = Paragraph::of(fonts, paragraph, style.bold);
        let broken = broken(&paragraph, width / style.size);
        lines.extend(broken.into_iter().map(|pieces| set(&paragraph, pieces, style.size)));
    }
    lines
}

/// A single line, truncated with … if the text is wider.
pub(crate) fn one_line(fonts: &mut Fonts, text: &str, style: Type, width: f32) -> Line {
    let text = drawable(fonts, text, style.bold).replace('\n', " ");
    let paragraph = Paragraph::of(fonts, &text, style.bold);
    let all = 0..paragraph.pieces.len();
    let room = width / style.size;
    if paragraph.width(all.clone()) <= room {
        return set(&paragraph, all, style.size);
    }
    let dots = Paragraph::of(fonts, "…", style.bold);
    let fitting = fitting(&paragraph, all, room - dots.width(0..dots.pieces.len()));
    let end = paragraph.pieces[fitting.end - 1].letters.end;
    let shortened = format!("{}…", &text[..end]);
    let paragraph = Paragraph::of(fonts, &shortened, style.bold);
    set(&paragraph, 0..paragraph.pieces.len(), style.size)
}

/// Replaces characters that are invisible, reorder text or cannot be drawn with marks, as on screen.
fn drawable(fonts: &mut Fonts, text: &str, bold: bool) -> String {
    let text = with_line_feeds(text);
    let mut drawn = String::with_capacity(text.len());
    let mut marks = 0;
    let mut add = |c: char| {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        match shown(c) {
            Some(c) if c == '\n' || marks <= MAX_MARKS && fonts.glyph(bold, c).is_some() => drawn.push(c),
            Some(_) | None => drawn.push_str(&mark(c)),
        }
    };
    text.chars().take(MAX_CHARS).for_each(&mut add);
    if text.chars().nth(MAX_CHARS).is_some() {
        words::evidence::CUT.chars().for_each(add);
    }
    drawn
}

/// Breaks a paragraph into ranges of its pieces. `room`: the line width in em.
fn broken(paragraph: &Paragraph<'_>, room: f32) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut end) = (0, 0);
    for (place, _) in linebreaks(paragraph.text) {
        let next = paragraph.pieces_before(place);
        if start < end && paragraph.width(start..next) > room {
            lines.push(start..end);
            start = end;
        }
        if paragraph.width(start..next) > room {
            lines.extend(parted(paragraph, start..next, room));
            start = lines.pop().map_or(start, |last| last.start);
        }
        end = next;
    }
    lines.push(start..end);
    lines
}

/// Splits a word that is wider than a line. Uses parts of equal length if possible, so that a hash does not
/// end in a line of three characters; otherwise fills each line.
fn parted(paragraph: &Paragraph<'_>, word: Range<usize>, room: f32) -> Vec<Range<usize>> {
    let whole = paragraph.without_blanks(word.clone());
    let fewest = (paragraph.width(whole.clone()) / room).ceil().max(1.0) as usize;
    for count in fewest..fewest + 3 {
        let each = whole.len().div_ceil(count);
        let parts = whole.clone().step_by(each).map(|start| start..whole.end.min(start + each));
        let parts: Vec<Range<usize>> = parts.collect();
        let fits = |part: &Range<usize>| {
            paragraph.width(part.clone()) <= room && paragraph.pieces[part.start].advance > 0.0
        };
        if parts.iter().all(fits) {
            return parts;
        }
    }
    let mut parts = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let part = fitting(paragraph, rest.clone(), room);
        rest.start = part.end;
        parts.push(part);
    }
    parts
}

/// As many pieces as fit, but at least one.
fn fitting(paragraph: &Paragraph<'_>, pieces: Range<usize>, room: f32) -> Range<usize> {
    let Range { start, end } = pieces;
    let fitting =
        (start + 1..=end).take_while(|&end| end == start + 1 || paragraph.width(start..end) <= room);
    start..fitting.last().unwrap_or(end)
}

/// Sets pieces on a line. They are drawn in reading order, which becomes the copying order; right-to-left
/// pieces are positioned individually.
fn set(paragraph: &Paragraph<'_>, pieces: Range<usize>, size: f32) -> Line {
    let pieces = &paragraph.pieces[paragraph.without_blanks(pieces)];
    let levels: Vec<Level> = pieces.iter().map(|piece| piece.level).collect();
    let mut places = vec![0.0; pieces.len()];
    let mut width = 0.0;
    for index in BidiInfo::reorder_visual(&levels) {
        places[index] = width;
        width += pieces[index].advance * size;
    }
    let mut line = Line { runs: Vec::new(), width };
    // The end of the last run, if it can be extended.
    let mut end = None;
    for (piece, place) in pieces.iter().zip(places) {
        let goes_on = end == Some(place) && line.runs.last().is_some_and(|run| run.face == piece.face);
        if !goes_on {
            line.runs.push(Run { face: piece.face, text: String::new(), glyphs: Vec::new(), offset: place });
        }
        if let Some(run) = line.runs.last_mut() {
            let start = run.text.len();
            run.text.push_str(&paragraph.text[piece.letters.clone()]);
            let text_range = start..run.text.len();
            let glyphs = paragraph.glyphs(piece).iter().cloned();
            run.glyphs.extend(glyphs.map(|glyph| KrillaGlyph { text_range: text_range.clone(), ..glyph }));
        }
        end = piece.level.is_ltr().then_some(place + piece.advance * size);
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
        let text = "甲\u{202e}乙\u{e000}丙\u{ffff}丁\u{fdd0}戊\u{378}";
        assert_eq!(broken_at(text, 500.0), ["甲[U+202E]乙[U+E000]丙[U+FFFF]丁[U+FDD0]戊[U+0378]"]);
    }

    #[test]
    fn what_goes_to_the_left_is_drawn_from_the_right_in_the_order_of_reading() {
        let mut fonts = Fonts::with_test_font();
        let [line] = &lines(&mut fonts, "甲אב 12乙", STYLE, 500.0)[..] else { panic!() };
        let runs: Vec<(&str, f32)> = line.runs.iter().map(|run| (&*run.text, run.offset)).collect();
        let texts: Vec<&str> = runs.iter().map(|(text, _)| *text).collect();
        assert_eq!(texts, ["甲", "א", "ב", " ", "12", "乙"]);
        let at = |text: &str| runs.iter().find(|run| run.0 == text).unwrap().1;
        // From left to right: 甲 12 בא 乙.
        assert!(at("甲") < at("12") && at("12") < at(" ") && at(" ") < at("ב"), "{runs:?}");
        assert!(at("ב") < at("א") && at("א") < at("乙"), "{runs:?}");
        let [first, second] = &lines(&mut fonts, "אאאאא בבבבב", STYLE, 40.0)[..] else { panic!() };
        assert_eq!((&*first.runs[0].text, &*second.runs[0].text), ("א", "ב"), "broken where it is read");
        assert!(first.runs[0].offset > first.runs[4].offset);
    }

    #[test]
    fn a_word_that_no_line_holds_is_divided_evenly() {
        let digest = "0".repeat(64);
        let each = FONTS.with_borrow_mut(|fonts| fonts.glyph(false, '0').unwrap().advance * STYLE.size);
        assert_eq!(broken_at(&digest, each * 50.0), [&digest[..32]; 2]);
        assert_eq!(broken_at(&digest, each * 30.0), [&digest[..22], &digest[..22], &digest[..20]]);
        assert_eq!(broken_at(&format!("值 {digest}"), each * 50.0), ["值", &digest[..32], &digest[..32]]);
    }

    #[test]
    fn an_endless_text_ends_and_says_so() {
        let lines = broken_at(&"示".repeat(MAX_CHARS + 1), 450.0);
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
