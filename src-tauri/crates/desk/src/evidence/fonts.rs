//! The fonts of this computer: one that has the Chinese of the document, and others for what it lacks.

use super::EvidenceError;
use super::words;
use fontdb::{Database, Family, ID, Query, Source, Stretch, Style, Weight};
use krilla::text::{Font, Tag};
use skrifa::instance::{Location, Size};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, MetadataProvider};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Chinese fonts of Windows, macOS and Linux, the most readable first. Any other that has the characters will do.
const FAMILIES: [&str; 14] = [
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Hiragino Sans GB",
    "Heiti SC",
    "Songti SC",
    "PingFang SC",
    "DengXian",
    "SimSun",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
];

/// So many rare characters are looked for in all fonts; a text that is made of nothing else must not take minutes.
const MOST_SEARCHES: usize = 64;
/// So many further fonts are loaded; each may have twenty megabytes.
const MOST_FALLBACKS: usize = 6;

/// Fonts, and the glyphs that were looked up in them.
pub(super) struct Fonts {
    database: Database,
    files: HashMap<PathBuf, Arc<Vec<u8>>>,
    /// The regular and the bold one, then those for rare characters.
    faces: Vec<Face>,
    glyphs: HashMap<(bool, char), Option<Glyph>>,
    searches: usize,
}

/// A font that is read.
struct Face {
    font: Font,
    data: Arc<Vec<u8>>,
    index: u32,
    location: Location,
}

/// Where a character is drawn from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub(super) face: usize,
    pub(super) id: u32,
    /// Width, where the font's size is 1.
    pub(super) advance: f32,
}

impl Fonts {
    /// The fonts that are installed.
    pub(super) fn of_this_computer() -> Result<Self, EvidenceError> {
        let mut database = Database::new();
        database.load_system_fonts();
        Self::of(database)
    }

    fn of(database: Database) -> Result<Self, EvidenceError> {
        let regular = chosen(&database)?;
        let bold = bold_of(&database, regular);
        let mut fonts =
            Self { database, files: HashMap::new(), faces: Vec::new(), glyphs: HashMap::new(), searches: 0 };
        for (id, weight) in [(regular, 400.0), (bold, 700.0)] {
            let face = fonts.load(id, weight).ok_or_else(no_font)?;
            fonts.faces.push(face);
        }
        Ok(fonts)
    }

    pub(super) fn font(&self, face: usize) -> Option<Font> {
        self.faces.get(face).map(|face| face.font.clone())
    }

    /// Where a character is drawn from; `None` if no font has it.
    pub(super) fn glyph(&mut self, bold: bool, c: char) -> Option<Glyph> {
        if let Some(known) = self.glyphs.get(&(bold, c)) {
            return *known;
        }
        let own = usize::from(bold);
        let order = [own, 1 - own].into_iter().chain(2..self.faces.len());
        let found = order.into_iter().find_map(|face| Some((face, self.faces[face].glyph(c)?)));
        let found = found.or_else(|| self.search(c));
        let glyph = found.map(|(face, (id, advance))| Glyph { face, id, advance });
        self.glyphs.insert((bold, c), glyph);
        glyph
    }

    /// Looks for a character in all fonts, and loads the first one that has it.
    fn search(&mut self, c: char) -> Option<(usize, (u32, f32))> {
        if self.searches >= MOST_SEARCHES || self.faces.len() >= 2 + MOST_FALLBACKS {
            return None;
        }
        self.searches += 1;
        let id = self
            .database
            .faces()
            .map(|face| face.id)
            .find(|id| lacks(&self.database, *id, [c]) == Some(vec![]))?;
        let face = self.load(id, 400.0)?;
        let glyph = face.glyph(c)?;
        self.faces.push(face);
        Some((self.faces.len() - 1, glyph))
    }

    fn load(&mut self, id: ID, weight: f32) -> Option<Face> {
        let (source, index) = self.database.face_source(id)?;
        let data = match source {
            Source::File(path) | Source::SharedFile(path, _) => match self.files.get(&path) {
                Some(data) => data.clone(),
                None => {
                    let data = Arc::new(std::fs::read(&path).ok()?);
                    self.files.insert(path, data.clone());
                    data
                }
            },
            Source::Binary(data) => Arc::new(data.as_ref().as_ref().to_vec()),
        };
        let read = FontRef::from_index(&data, index).ok()?;
        // A variable font is thin unless it is told otherwise.
        let variable = read.axes().get_by_tag(skrifa::Tag::new(b"wght")).is_some();
        let location = read.axes().location([("wght", weight)]);
        let font = if variable {
            Font::new_variable(data.clone().into(), index, &[(Tag::new(b"wght"), weight)])?
        } else {
            Font::new(data.clone().into(), index)?
        };
        Some(Face { font, data, index, location })
    }
}

impl Face {
    fn glyph(&self, c: char) -> Option<(u32, f32)> {
        let font = FontRef::from_index(&self.data, self.index).ok()?;
        let id = font.charmap().map(c).filter(|id| id.to_u32() != 0)?;
        let advance = font.glyph_metrics(Size::unscaled(), &self.location).advance_width(id)?;
        Some((id.to_u32(), advance / self.font.units_per_em()))
    }
}

/// The font that has every Chinese character that evidence is written in.
fn chosen(database: &Database) -> Result<ID, EvidenceError> {
    let named = FAMILIES.iter().filter_map(|family| {
        let families = [Family::Name(family)];
        database.query(&Query { families: &families, ..Query::default() })
    });
    let plain = database.faces().filter(|face| {
        face.style == Style::Normal && face.weight == Weight::NORMAL && face.stretch == Stretch::Normal
    });
    let mut least: Option<Vec<char>> = None;
    for id in named.chain(plain.map(|face| face.id)) {
        match lacks(database, id, words::characters()) {
            Some(missing) if missing.is_empty() => return Ok(id),
            Some(missing) if least.as_ref().is_none_or(|least| missing.len() < least.len()) => {
                least = Some(missing);
            }
            Some(_) | None => {}
        }
    }
    Err(least.map_or_else(no_font, |missing| EvidenceError::NoFont { missing: sample(missing) }))
}

/// That there is no font at all.
fn no_font() -> EvidenceError {
    EvidenceError::NoFont { missing: sample(words::characters().collect()) }
}

/// The first of these characters.
fn sample(mut characters: Vec<char>) -> String {
    characters.sort_unstable();
    characters.dedup();
    characters.into_iter().take(20).collect()
}

/// The bold font of the same family; the font itself where there is none, or where it is variable.
fn bold_of(database: &Database, regular: ID) -> ID {
    let family = database.face(regular).and_then(|face| face.families.first());
    let Some((family, _)) = family else {
        return regular;
    };
    let families = [Family::Name(family)];
    let bold = database.query(&Query { families: &families, weight: Weight::BOLD, ..Query::default() });
    bold.filter(|id| lacks(database, *id, words::characters()) == Some(vec![])).unwrap_or(regular)
}

/// The characters that a font lacks; `None` if it may not be embedded or has no outlines.
fn lacks(database: &Database, id: ID, characters: impl IntoIterator<Item = char>) -> Option<Vec<char>> {
    let lacking = database.with_face_data(id, |data, index| {
        let font = FontRef::from_index(data, index).ok()?;
        if !is_embeddable(&font) {
            return None;
        }
        let charmap = font.charmap();
        let has = |c: char| charmap.map(c).is_some_and(|glyph| glyph.to_u32() != 0);
        Some(characters.into_iter().filter(|c| !has(*c)).collect())
    });
    lacking.flatten()
}

/// Whether its licence lets a part of it be embedded, and its glyphs are plain outlines: coloured ones are no archive's matter.
fn is_embeddable(font: &FontRef<'_>) -> bool {
    const RESTRICTED: u16 = 0x2;
    const USAGE: u16 = 0xf;
    const NOT_IN_PART_OR_BITMAPS_ONLY: u16 = 0x300;
    let licence = font.os2().map_or(0, |os2| os2.fs_type());
    let coloured = [b"COLR", b"CBDT", b"sbix", b"SVG "]
        .iter()
        .any(|tag| font.table_data(skrifa::Tag::new(tag)).is_some());
    licence & USAGE != RESTRICTED
        && licence & NOT_IN_PART_OR_BITMAPS_ONLY == 0
        && font.outline_glyphs().format().is_some()
        && !coloured
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_computer_without_a_chinese_font_is_told_what_is_missing() {
        let Err(EvidenceError::NoFont { missing }) = Fonts::of(Database::new()) else { panic!() };
        assert_eq!(missing.chars().count(), 20);
        assert!(missing.chars().all(|c| words::characters().any(|needed| needed == c)));
    }

    #[test]
    fn the_font_has_the_words_and_what_it_lacks_comes_from_another_or_from_none() {
        let mut fonts = Fonts::of_this_computer().unwrap();
        for c in words::characters() {
            let glyph = fonts.glyph(false, c).unwrap();
            assert!(glyph.face < 2 && glyph.advance > 0.0, "{c}");
        }
        let (regular, bold) = (fonts.glyph(false, '查').unwrap(), fonts.glyph(true, '查').unwrap());
        assert_eq!((regular.face, bold.face), (0, 1));
        assert!(regular.advance > 0.0 && bold.advance > 0.0);
        // An unassigned code point; no font may claim it.
        assert_eq!(fonts.glyph(false, '\u{e0fff}'), None);
    }

    #[test]
    fn a_text_of_rare_characters_does_not_make_every_font_be_searched_for_each() {
        let mut fonts = Fonts::of_this_computer().unwrap();
        for c in ('\u{30000}'..'\u{31000}').chain('\u{13000}'..'\u{13400}') {
            fonts.glyph(false, c);
        }
        assert!(fonts.searches <= MOST_SEARCHES && fonts.faces.len() <= 2 + MOST_FALLBACKS);
    }
}
