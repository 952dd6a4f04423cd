//! Selects fonts of this computer: one with all Chinese characters of the document, and fallbacks for others.

use crate::RenderError;
use crate::face::{self, Face};
use fontdb::{Database, FaceInfo, Family, ID, Query, Source, Stretch, Style, Weight};
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

/// Chinese fonts of Windows, macOS and Linux, most legible first. Any other font with the characters will do.
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

/// Limits the searches through all fonts, so that a text of rare characters does not take minutes.
const MAX_SEARCHES: usize = 64;
/// Limits the number of fallback fonts, each of which may have 20 MB.
const MAX_FALLBACKS: usize = 6;

/// A macOS font with a placeholder for every character.
const BOXES: &str = "LastResort";

/// The Chinese characters of the evidence's own texts. If a font lacks punctuation, another one provides it.
static CHARACTERS: LazyLock<BTreeSet<char>> = LazyLock::new(|| {
    let texts = std::iter::once(include_str!("words.rs")).chain(catalog::chinese());
    texts.flat_map(str::chars).filter(|c| is_chinese(*c)).collect()
});

fn characters() -> impl Iterator<Item = char> {
    CHARACTERS.iter().copied()
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// The fonts, with a cache of glyphs.
pub(crate) struct Fonts {
    database: Database,
    /// All fonts, plainest first.
    plainest: Vec<ID>,
    files: HashMap<PathBuf, Arc<Vec<u8>>>,
    /// The regular and the bold face, followed by fallbacks.
    faces: Vec<Face>,
    glyphs: HashMap<(bool, char), Option<Glyph>>,
    searches: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) face: usize,
    pub(crate) id: u32,
    /// Width in em.
    pub(crate) advance: f32,
}

impl Fonts {
    pub(crate) fn of_this_computer() -> Result<Self, RenderError> {
        let mut database = Database::new();
        database.load_system_fonts();
        Self::of(database)
    }

    fn of(database: Database) -> Result<Self, RenderError> {
        let regular = chosen(&database)?;
        let bold = bold_of(&database, regular);
        let plainest = plainest(&database);
        let mut fonts = Self {
            database,
            plainest,
            files: HashMap::new(),
            faces: Vec::new(),
            glyphs: HashMap::new(),
            searches: 0,
        };
        for (id, weight) in [(regular, 400.0), (bold, 700.0)] {
            let face = fonts.load(id, weight).ok_or_else(no_font)?;
            fonts.faces.push(face);
        }
        Ok(fonts)
    }

    /// The face of this index, as a [`Glyph`] or [`Self::face_of`] gives it.
    pub(crate) fn face(&self, face: usize) -> &Face {
        &self.faces[face]
    }

    /// The glyph of a character; `None` if no font has it.
    pub(crate) fn glyph(&mut self, bold: bool, c: char) -> Option<Glyph> {
        if let Some(known) = self.glyphs.get(&(bold, c)) {
            return *known;
        }
        let found = self.face_of(bold, c.encode_utf8(&mut [0; 4]));
        let glyph = found.and_then(|face| {
            let (id, advance) = self.faces[face].glyph(c)?;
            Some(Glyph { face, id, advance })
        });
        self.glyphs.insert((bold, c), glyph);
        glyph
    }

    /// The first face with all characters of a text, because characters of different faces cannot join.
    pub(crate) fn face_of(&mut self, bold: bool, text: &str) -> Option<usize> {
        let characters: BTreeSet<char> = text.chars().collect();
        let own = usize::from(bold);
        let mut order = [own, 1 - own].into_iter().chain(2..self.faces.len());
        let has_all = |face: &usize| characters.iter().all(|c| self.face(*face).glyph(*c).is_some());
        order.find(has_all).or_else(|| self.search(&characters))
    }

    /// Searches all fonts for these characters and loads the plainest one that has all of them.
    fn search(&mut self, characters: &BTreeSet<char>) -> Option<usize> {
        // Reserve searches for single characters, which would otherwise not be drawn at all.
        let most = if characters.len() == 1 { MAX_SEARCHES } else { MAX_SEARCHES / 2 };
        if self.searches >= most || self.faces.len() >= 2 + MAX_FALLBACKS {
            return None;
        }
        self.searches += 1;
        let lacking = |id: ID| lacks(&self.database, id, characters.iter().copied());
        let id = *self.plainest.iter().find(|id| lacking(**id) == Some(vec![]))?;
        let face = self.load(id, 400.0)?;
        self.faces.push(face);
        Some(self.faces.len() - 1)
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
        Face::read(data, index, weight)
    }
}

/// The font with all Chinese characters of the evidence's own texts.
fn chosen(database: &Database) -> Result<ID, RenderError> {
    let named = FAMILIES.iter().filter_map(|family| {
        let families = [Family::Name(family)];
        database.query(&Query { families: &families, ..Query::default() })
    });
    let plain = plainest(database).into_iter().filter(|id| database.face(*id).is_some_and(is_plain));
    let mut least: Option<Vec<char>> = None;
    for id in named.chain(plain) {
        match lacks(database, id, characters()) {
            Some(missing) if missing.is_empty() => return Ok(id),
            Some(missing) if least.as_ref().is_none_or(|least| missing.len() < least.len()) => {
                least = Some(missing);
            }
            Some(_) | None => {}
        }
    }
    Err(least.map_or_else(no_font, |missing| RenderError::NoFont { missing: sample(missing) }))
}

fn is_plain(face: &FaceInfo) -> bool {
    face.style == Style::Normal && face.weight == Weight::NORMAL && face.stretch == Stretch::Normal
}

/// All fonts except the placeholder font; upright, regular ones come first.
fn plainest(database: &Database) -> Vec<ID> {
    let mut faces: Vec<&FaceInfo> = database.faces().filter(|face| face.post_script_name != BOXES).collect();
    faces.sort_by_key(|face| {
        let off = face.weight.0.abs_diff(Weight::NORMAL.0);
        (face.style != Style::Normal, face.stretch != Stretch::Normal, off)
    });
    faces.into_iter().map(|face| face.id).collect()
}

fn no_font() -> RenderError {
    RenderError::NoFont { missing: sample(characters()) }
}

fn sample(characters: impl IntoIterator<Item = char>) -> String {
    characters.into_iter().take(20).collect()
}

/// The bold font of the same family; the font itself if there is none or it is variable.
fn bold_of(database: &Database, regular: ID) -> ID {
    let family = database.face(regular).and_then(|face| face.families.first());
    let Some((family, _)) = family else {
        return regular;
    };
    let families = [Family::Name(family)];
    let bold = database.query(&Query { families: &families, weight: Weight::BOLD, ..Query::default() });
    bold.filter(|id| lacks(database, *id, characters()) == Some(vec![])).unwrap_or(regular)
}

/// The characters that a font lacks; `None` if it must not be embedded or has no outlines.
fn lacks(database: &Database, id: ID, characters: impl IntoIterator<Item = char>) -> Option<Vec<char>> {
    database.with_face_data(id, |data, index| face::lacks(data, index, characters)).flatten()
}

#[cfg(test)]
impl Fonts {
    /// The fonts of this computer, preceded by a test font with joining, right-to-left boxes:
    /// `tests/fonts/make.py`.
    pub(crate) fn with_test_font() -> Self {
        let mut database = Database::new();
        database.load_font_data(include_bytes!("../tests/fonts/shapes.ttf").to_vec());
        database.load_system_fonts();
        Self::of(database).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_computer_without_a_chinese_font_is_told_what_is_missing() {
        let Err(RenderError::NoFont { missing }) = Fonts::of(Database::new()) else { panic!() };
        assert_eq!(missing.chars().count(), 20);
        assert!(missing.chars().all(|c| characters().any(|needed| needed == c)));
    }

    /// A literal elsewhere might lack a font, and would not be translated.
    #[test]
    fn evidence_has_no_chinese_but_its_words() {
        // The code that builds dossiers has no texts of its own, either.
        let folders = ["src", "../desk/src/dossier"].map(|folder| {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path())
        });
        let sources = folders.into_iter().flatten().filter(|path| {
            let name = path.file_name().unwrap();
            path.is_file() && name != "words.rs" && name != "golden.rs"
        });
        for path in sources {
            let source = std::fs::read_to_string(&path).unwrap();
            let code = source.split("#[cfg(test)]\nmod tests").next().unwrap().lines();
            for line in code.filter(|line| !line.trim_start().starts_with("//")) {
                let is_ours = |c| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
                assert!(!line.contains(is_ours), "{}: {line}", path.display());
            }
        }
    }

    #[test]
    fn the_font_has_the_words_and_what_it_lacks_comes_from_another_or_from_none() {
        let mut fonts = Fonts::of_this_computer().unwrap();
        for c in characters() {
            let glyph = fonts.glyph(false, c).unwrap();
            assert!(glyph.face < 2 && glyph.advance > 0.0, "{c}");
        }
        let (regular, bold) = (fonts.glyph(false, '查').unwrap(), fonts.glyph(true, '查').unwrap());
        assert_eq!((regular.face, bold.face), (0, 1));
        assert!(regular.advance > 0.0 && bold.advance > 0.0);
        // An unassigned code point, which no font should have.
        assert_eq!(fonts.glyph(false, '\u{e0fff}'), None);
    }

    #[test]
    fn a_font_that_draws_nothing_for_a_character_does_not_have_it() {
        let data = include_bytes!("../tests/fonts/shapes.ttf");
        let lacking = face::lacks(data, 0, "ب Ⅴ\u{a0}Ⅹ𐄇".chars()).unwrap();
        assert_eq!(lacking, ['Ⅴ', '\u{a0}', 'Ⅹ'], "an empty one, one that it lacks, and a line without area");
        let mut fonts = Fonts::with_test_font();
        let drawn_by_it = fonts.glyph(false, '𐄇').unwrap();
        let face = &fonts.faces[drawn_by_it.face];
        assert!(face.glyph(' ').is_some() && face.glyph('Ⅴ').is_none());
        let other = fonts.glyph(false, 'Ⅴ');
        assert!(other.is_none_or(|glyph| glyph.face != drawn_by_it.face), "{other:?}");
    }

    #[test]
    fn upright_and_regular_fonts_are_looked_through_first() {
        let fonts = Fonts::of_this_computer().unwrap();
        let face = |id: &ID| fonts.database.face(*id).unwrap();
        let plain: Vec<bool> = fonts.plainest.iter().map(|id| is_plain(face(id))).collect();
        assert!(plain[0] && plain.is_sorted_by(|before, after| before >= after), "{plain:?}");
    }

    #[test]
    fn a_text_of_rare_characters_does_not_make_every_font_be_searched_for_each() {
        let mut fonts = Fonts::of_this_computer().unwrap();
        for c in ('\u{30000}'..'\u{31000}').chain('\u{13000}'..'\u{13400}') {
            fonts.glyph(false, c);
        }
        assert!(fonts.searches <= MAX_SEARCHES && fonts.faces.len() <= 2 + MAX_FALLBACKS);
    }
}
