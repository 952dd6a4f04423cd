//! Splits a paragraph into pieces for line breaking: single characters, or several that share glyphs.

use crate::face::ShapedGlyph;
use crate::fonts::{Fonts, Glyph};
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup, Script};
use krilla::text::{GlyphId, KrillaGlyph};
use std::ops::Range;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// A unit of layout, whose characters share their glyphs.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// Its characters, as a byte range of the text.
    pub(crate) letters: Range<usize>,
    pub(crate) face: usize,
    /// Bidi level; odd for right-to-left text.
    pub(crate) level: Level,
    /// Width in em.
    pub(crate) advance: f32,
    glyphs: Range<usize>,
}

/// A text without line breaks, in reading order.
pub(crate) struct Paragraph<'a> {
    pub(crate) text: &'a str,
    pub(crate) pieces: Vec<Piece>,
    glyphs: Vec<KrillaGlyph>,
    /// The start of each piece and the end of the last one, on a single line.
    places: Vec<f64>,
}

/// Characters of the same direction and script.
#[derive(Debug, Clone, PartialEq)]
struct Segment {
    letters: Range<usize>,
    level: Level,
    /// The script for shaping; `None` if every character has its own glyph.
    script: Option<Script>,
}

impl<'a> Paragraph<'a> {
    pub(crate) fn of(fonts: &mut Fonts, text: &'a str, bold: bool) -> Self {
        let mut paragraph = Self { text, pieces: Vec::new(), glyphs: Vec::new(), places: vec![0.0] };
        for segment in segments(text) {
            if segment.script.is_some() {
                paragraph.shape(fonts, bold, segment);
            } else {
                paragraph.letter_by_letter(fonts, bold, segment.letters, segment.level);
            }
        }
        paragraph
    }

    fn letter_by_letter(&mut self, fonts: &mut Fonts, bold: bool, letters: Range<usize>, level: Level) {
        for (at, c) in self.text[letters.clone()].char_indices() {
            let Some(Glyph { face, id, advance }) = fonts.glyph(bold, c) else { continue };
            let start = letters.start + at;
            let glyph = ShapedGlyph { letters: 0, id, advance, x_offset: 0.0, y_offset: 0.0 };
            self.push(face, start..start + c.len_utf8(), level, &[glyph]);
        }
    }

    /// Shapes a segment with one face or, if none covers it, with as few as possible.
    fn shape(&mut self, fonts: &mut Fonts, bold: bool, segment: Segment) {
        let Segment { letters, level, .. } = segment;
        if let Some(face) = fonts.face_of(bold, &self.text[letters.clone()]) {
            return self.shape_with(fonts, bold, face, letters, level);
        }
        let mut part: Option<(usize, Range<usize>)> = None;
        for (at, c) in self.text[letters.clone()].char_indices() {
            let end = letters.start + at + c.len_utf8();
            match &mut part {
                Some((face, part)) if fonts.face(*face).glyph(c).is_some() => part.end = end,
                _ => {
                    if let Some((face, before)) = part.take() {
                        self.shape_with(fonts, bold, face, before, level);
                    }
                    part = fonts.glyph(bold, c).map(|glyph| (glyph.face, letters.start + at..end));
                }
            }
        }
        if let Some((face, last)) = part {
            self.shape_with(fonts, bold, face, last, level);
        }
    }

    fn shape_with(
        &mut self,
        fonts: &mut Fonts,
        bold: bool,
        face: usize,
        letters: Range<usize>,
        level: Level,
    ) {
        let shaped = fonts.face(face).shaped(&self.text[letters.clone()], level.is_rtl());
        let glyphs = shaped.unwrap_or_default();
        if glyphs.is_empty() || glyphs.iter().any(|glyph| glyph.id == 0) {
            return self.letter_by_letter(fonts, bold, letters, level);
        }
        let mut groups: Vec<&[ShapedGlyph]> =
            glyphs.chunk_by(|one, other| one.letters == other.letters).collect();
        groups.sort_by_key(|group| group[0].letters);
        let ends = groups.iter().skip(1).map(|group| letters.start + group[0].letters).chain([letters.end]);
        let ends: Vec<usize> = ends.collect();
        for (group, end) in groups.into_iter().zip(ends) {
            self.push(face, letters.start + group[0].letters..end, level, group);
        }
    }

    fn push(&mut self, face: usize, letters: Range<usize>, level: Level, glyphs: &[ShapedGlyph]) {
        let first = self.glyphs.len();
        self.glyphs.extend(glyphs.iter().map(|glyph| KrillaGlyph {
            glyph_id: GlyphId::new(glyph.id),
            text_range: letters.clone(),
            x_advance: glyph.advance,
            x_offset: glyph.x_offset,
            y_offset: glyph.y_offset,
            y_advance: 0.0,
            location: None,
        }));
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        self.places.push(self.places[self.pieces.len()] + f64::from(advance));
        self.pieces.push(Piece { letters, face, level, advance, glyphs: first..self.glyphs.len() });
    }

    pub(crate) fn glyphs(&self, piece: &Piece) -> &[KrillaGlyph] {
        &self.glyphs[piece.glyphs.clone()]
    }

    /// Number of pieces before an offset in the text.
    pub(crate) fn pieces_before(&self, place: usize) -> usize {
        self.pieces.partition_point(|piece| piece.letters.start < place)
    }

    /// The pieces without trailing white space.
    pub(crate) fn without_blanks(&self, pieces: Range<usize>) -> Range<usize> {
        let is_blank = |piece: &Piece| self.text[piece.letters.clone()].trim().is_empty();
        let blanks = self.pieces[pieces.clone()].iter().rev().take_while(|piece| is_blank(piece)).count();
        pieces.start..pieces.end - blanks
    }

    /// Total width of the pieces without trailing white space, in em.
    pub(crate) fn width(&self, pieces: Range<usize>) -> f32 {
        let Range { start, end } = self.without_blanks(pieces);
        (self.places[end] - self.places[start]) as f32
    }
}

/// Splits a text where direction or script changes. Chinese and similar scripts need no shaping.
fn segments(text: &str) -> Vec<Segment> {
    let scripts = CodePointMapData::<Script>::new();
    let levels = BidiInfo::new(text, Some(base(text))).levels;
    let mut segments: Vec<Segment> = Vec::new();
    for (start, c) in text.char_indices() {
        let (end, level) = (start + c.len_utf8(), levels[start]);
        if is_mark(c) && !segments.is_empty() {
            join_to_last(&mut segments, text, end);
            continue;
        }
        let script = Some(scripts.get(c)).filter(|script| level.is_rtl() || !is_plain(*script));
        match segments.last_mut() {
            Some(last) if last.level == level && (last.script == script || lengthens(last, c)) => {
                last.letters.end = end;
            }
            _ => segments.push(Segment { letters: start..end, level, script }),
        }
    }
    segments
}

/// Right to left only if nothing in the text is left to right, because the surrounding text is Chinese.
fn base(text: &str) -> Level {
    let mut classes = text.chars().map(bidi_class);
    let from_the_right = |class| matches!(class, BidiClass::R | BidiClass::AL);
    if text.chars().map(bidi_class).any(from_the_right) && classes.all(|class| class != BidiClass::L) {
        Level::rtl()
    } else {
        Level::ltr()
    }
}

/// Scripts without joining or reordering.
fn is_plain(script: Script) -> bool {
    [
        Script::Common,
        Script::Inherited,
        Script::Han,
        Script::Latin,
        Script::Hiragana,
        Script::Katakana,
        Script::Bopomofo,
        Script::Greek,
        Script::Cyrillic,
    ]
    .contains(&script)
}

/// Whether a character without a script is part of a joined word, such as the Arabic tatweel.
fn lengthens(last: &Segment, c: char) -> bool {
    last.script.is_some()
        && bidi_class(c) == BidiClass::AL
        && is_plain(CodePointMapData::<Script>::new().get(c))
}

/// Joins a mark with the letter before it; only these two are shaped together.
fn join_to_last(segments: &mut Vec<Segment>, text: &str, end: usize) {
    let Some(last) = segments.last_mut() else { return };
    if last.script.is_none() {
        let letter = text[last.letters.clone()].chars().next_back().map_or(0, char::len_utf8);
        let start = last.letters.end - letter;
        let marked = Segment { letters: start..end, level: last.level, script: Some(Script::Inherited) };
        last.letters.end = start;
        if last.letters.is_empty() {
            segments.pop();
        }
        segments.push(marked);
    } else {
        last.letters.end = end;
    }
}

pub(crate) fn is_mark(c: char) -> bool {
    GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cell::RefCell;

    thread_local! {
        static FONTS: RefCell<Fonts> = RefCell::new(Fonts::with_test_font());
    }

    /// The characters of each piece, with their glyph ids in the test font.
    fn pieces(text: &str) -> Vec<(String, Vec<u32>)> {
        FONTS.with_borrow_mut(|fonts| {
            let paragraph = Paragraph::of(fonts, text, false);
            let glyphs =
                |piece| paragraph.glyphs(piece).iter().map(|glyph| glyph.glyph_id.to_u32()).collect();
            paragraph
                .pieces
                .iter()
                .map(|piece| (text[piece.letters.clone()].to_owned(), glyphs(piece)))
                .collect()
        })
    }

    fn piece(letters: &str, glyphs: &[u32]) -> (String, Vec<u32>) {
        (letters.to_owned(), glyphs.to_vec())
    }

    #[test]
    fn letters_that_join_take_the_forms_of_their_places() {
        // beh.init, beh.medi, beh.fina; isolated; with tatweel; the lam-alef ligature.
        assert_eq!(pieces("ببب"), [piece("ب", &[3]), piece("ب", &[4]), piece("ب", &[5])]);
        assert_eq!(pieces("ب"), [piece("ب", &[2])]);
        assert_eq!(pieces("بـب"), [piece("ب", &[3]), piece("ـ", &[13]), piece("ب", &[5])]);
        assert_eq!(pieces("لا"), [piece("لا", &[12])]);
    }

    #[test]
    fn signs_that_change_places_are_one_piece_with_their_letter() {
        // The sign follows its letter in reading order and precedes it visually.
        assert_eq!(pieces("कि"), [piece("कि", &[17, 16])]);
    }

    #[test]
    fn a_mark_is_shaped_with_the_letter_that_it_stands_on_and_with_nothing_else() {
        let marked =
            |text| segments(text).into_iter().filter(|segment| segment.script.is_some()).collect::<Vec<_>>();
        let [segment] = &marked("示例e\u{301}x公司")[..] else { panic!() };
        assert_eq!(segment.letters, 6..9);
        let text: String = pieces("示例e\u{301}x公司").into_iter().map(|(letters, _)| letters).collect();
        assert_eq!(text, "示例e\u{301}x公司");
        assert_eq!(marked("\u{301}e"), [], "one that stands on nothing");
    }

    #[test]
    fn chinese_is_not_shaped_whatever_stands_beside_it() {
        let text = "示例（上海）贸易有限公司 A1,120,000.00元，Ж－Ω・カナ：2026-11-22“”";
        let whole = Segment { letters: 0..text.len(), level: Level::ltr(), script: None };
        assert_eq!(segments(text), [whole]);
        for (letters, glyphs) in pieces(text) {
            let c = letters.chars().next().unwrap();
            let glyph = FONTS.with_borrow_mut(|fonts| fonts.glyph(false, c).unwrap());
            assert_eq!(glyphs, [glyph.id], "{c}");
        }
    }

    #[test]
    fn brackets_of_what_goes_to_the_left_open_to_the_left() {
        let drawn = pieces("(אב)");
        let bracket = |c| FONTS.with_borrow_mut(|fonts| fonts.glyph(false, c).unwrap().id);
        assert_eq!([&drawn[0].1, &drawn[3].1], [&[bracket(')')], &[bracket('(')]]);
    }

    #[test]
    fn only_a_text_without_chinese_begins_on_the_right() {
        assert!(base("אב (12)").is_rtl() && base("ب").is_rtl());
        assert!(
            base("אב（企业）").is_ltr() && base("甲").is_ltr() && base("12").is_ltr() && base("").is_ltr()
        );
    }

    proptest! {
        #[test]
        fn every_character_is_in_one_piece_in_the_order_of_reading(text in "[ -~一-二（）。بلاـאב12क\u{93f}\u{301}]{0,60}") {
            FONTS.with_borrow_mut(|fonts| {
                let paragraph = Paragraph::of(fonts, &text, true);
                let mut end = 0;
                for piece in &paragraph.pieces {
                    prop_assert_eq!(piece.letters.start, end);
                    prop_assert!(piece.letters.end > end && !paragraph.glyphs(piece).is_empty());
                    end = piece.letters.end;
                }
                prop_assert_eq!(end, text.len());
                Ok(())
            })?;
        }
    }
}
