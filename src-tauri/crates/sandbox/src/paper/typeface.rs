use std::path::PathBuf;

use fontdb::{Database, Family, ID, Query, Source};
use skrifa::{
    GlyphId, MetadataProvider,
    charmap::Charmap,
    instance::{LocationRef, Size},
    metrics::GlyphMetrics,
    outline::{DrawSettings, OutlineGlyphCollection, OutlinePen, pen::NullPen},
    raw::FontRef,
};

/// Chinese families in the order of preference: those of Linux, Windows and macOS.
const FAMILIES: [&str; 15] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "DengXian",
    "SimHei",
    "SimSun",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "STHeiti",
    "Songti SC",
    "Droid Sans Fallback",
];

/// Where a Chinese font lies: remembered instead of its bytes, which can be 20 MB.
#[derive(Debug)]
pub(crate) struct TypefaceFile {
    path: PathBuf,
    /// The face inside a collection (`.ttc`).
    pub(super) index: u32,
}

impl TypefaceFile {
    /// Looks in the folders, or in the system's fonts, for a face that can draw Chinese: a known family
    /// first, then any.
    pub(crate) fn find(folders: Option<&[PathBuf]>) -> Option<Self> {
        let mut fonts = Database::new();
        match folders {
            Some(folders) => folders.iter().for_each(|folder| fonts.load_fonts_dir(folder)),
            None => fonts.load_system_fonts(),
        }
        let known = FAMILIES.iter().filter_map(|family| {
            fonts.query(&Query { families: &[Family::Name(family)], ..Query::default() })
        });
        let any = fonts.faces().map(|face| face.id);
        let id = known.chain(any).find(|id| draws_chinese(&fonts, *id))?;
        let (source, index) = fonts.face_source(id)?;
        match source {
            Source::File(path) | Source::SharedFile(path, _) => Some(Self { path, index }),
            Source::Binary(_) => None,
        }
    }

    pub(super) fn read(&self) -> Option<Vec<u8>> {
        std::fs::read(&self.path).ok()
    }
}

/// Some system fonts list characters whose outlines are in a form that only their own system can draw: try
/// one.
fn draws_chinese(fonts: &Database, id: ID) -> bool {
    let draws = |bytes: &[u8], index| {
        Typeface::new(bytes, index).is_some_and(|typeface| {
            "示例数据"
                .chars()
                .all(|character| typeface.has(character) && typeface.outline(character, &mut NullPen))
        })
    };
    fonts.with_face_data(id, draws).unwrap_or(false)
}

/// A face of a font: measures text, breaks it into lines, and draws its characters.
pub(super) struct Typeface<'f> {
    characters: Charmap<'f>,
    metrics: GlyphMetrics<'f>,
    outlines: OutlineGlyphCollection<'f>,
    units_per_em: f32,
}

impl<'f> Typeface<'f> {
    pub(super) fn new(bytes: &'f [u8], index: u32) -> Option<Self> {
        let font = FontRef::from_index(bytes, index).ok()?;
        let location = LocationRef::default();
        Some(Self {
            characters: font.charmap(),
            metrics: font.glyph_metrics(Size::unscaled(), location),
            outlines: font.outline_glyphs(),
            units_per_em: f32::from(font.metrics(Size::unscaled(), location).units_per_em),
        })
    }

    fn has(&self, character: char) -> bool {
        self.characters.map(character).is_some()
    }

    /// The character's glyph; the font's box when it has none.
    pub(super) fn glyph(&self, character: char) -> GlyphId {
        self.characters.map(character).unwrap_or_default()
    }

    /// How far a character moves the pen, as a part of the font's size.
    pub(super) fn advance(&self, character: char) -> f32 {
        self.metrics.advance_width(self.glyph(character)).unwrap_or_default() / self.units_per_em
    }

    /// The width of a line of text, in the unit of `size`.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|character| self.advance(character) * size).sum()
    }

    /// Breaks text into lines of at most `width`. Chinese breaks between any two characters, except that a
    /// closing mark stays on the line of what it closes.
    pub(super) fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut used = 0.0;
        for character in text.chars() {
            let advance = self.advance(character) * size;
            if used + advance > width && !"，。、；：）！？".contains(character) {
                lines.push(String::new());
                used = 0.0;
            }
            used += advance;
            if let Some(line) = lines.last_mut() {
                line.push(character);
            }
        }
        lines
    }

    /// Draws a character in font units, y upwards; false when the font has no outline for it.
    pub(super) fn outline(&self, character: char, pen: &mut impl OutlinePen) -> bool {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        self.outlines.get(self.glyph(character)).is_some_and(|glyph| glyph.draw(settings, pen).is_ok())
    }

    pub(super) fn units_per_em(&self) -> f32 {
        self.units_per_em
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_fonts_there_is_no_typeface() {
        assert!(TypefaceFile::find(Some(&[])).is_none());
    }

    #[test]
    fn lines_keep_to_the_width_and_lose_nothing() {
        let file = TypefaceFile::find(None).expect("a Chinese font, such as fonts-noto-cjk");
        let bytes = file.read().unwrap();
        let typeface = Typeface::new(&bytes, file.index).unwrap();
        let text = "货物及技术进出口业务；国际货物运输代理；船舶租赁。";
        let lines = typeface.lines(text, 10.0, 55.0);
        assert_eq!(lines.concat(), text);
        assert!(lines.len() > 3);
        for line in &lines {
            assert!(typeface.width(line.trim_end_matches(['；', '。']), 10.0) <= 55.0, "{line}");
            assert!(!line.starts_with(['；', '。']), "{line}");
        }
    }
}
