//! A loaded font face: character coverage and text shaping.

use harfrust::{BufferClusterLevel, Direction, ShapeOptions, ShaperData, ShaperInstance, UnicodeBuffer};
use krilla::text::{Font, Tag};
use skrifa::instance::{Location, LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::outline::pen::ControlBoundsPen;
use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::sync::Arc;

pub(crate) struct Face {
    pub(crate) font: Font,
    data: Arc<Vec<u8>>,
    index: u32,
    location: Location,
    shaper: ShaperData,
    instance: ShaperInstance,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ShapedGlyph {
    /// Byte offset of its first character in the text.
    pub(crate) letters: usize,
    pub(crate) id: u32,
    /// Width and position, in em.
    pub(crate) advance: f32,
    pub(crate) x_offset: f32,
    pub(crate) y_offset: f32,
}

impl Face {
    /// Loads a face of a font file. A variable font needs the weight, or it would be thin.
    pub(crate) fn read(data: Arc<Vec<u8>>, index: u32, weight: f32) -> Option<Self> {
        let read = FontRef::from_index(&data, index).ok()?;
        let variable = read.axes().get_by_tag(skrifa::Tag::new(b"wght")).is_some();
        let location = read.axes().location([("wght", weight)]);
        let shaper = ShaperData::new(&read);
        let instance = ShaperInstance::from_coords(&read, location.coords().iter().copied());
        let font = if variable {
            Font::new_variable(data.clone().into(), index, &[(Tag::new(b"wght"), weight)])?
        } else {
            Font::new(data.clone().into(), index)?
        };
        Some(Self { font, data, index, location, shaper, instance })
    }

    fn font_ref(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.data, self.index).ok()
    }

    /// The glyph of a character, and its width in em.
    pub(crate) fn glyph(&self, c: char) -> Option<(u32, f32)> {
        let font = self.font_ref()?;
        let id = glyph_of(&font, c)?;
        let advance = font.glyph_metrics(Size::unscaled(), &self.location).advance_width(id)?;
        Some((id.to_u32(), advance / self.font.units_per_em()))
    }

    /// Shapes a text of one script and direction. The glyphs are ordered from left to right.
    pub(crate) fn shaped(&self, text: &str, from_the_right: bool) -> Option<Vec<ShapedGlyph>> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(if from_the_right { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.guess_segment_properties();
        // Separate clusters per character, so that each one can be copied on its own.
        buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
        let font = self.font_ref()?;
        let shaper = self.shaper.shaper(&font).instance(Some(&self.instance)).build();
        let shaped = shaper.shape(buffer, ShapeOptions::new());
        let unit = |value: i32| value as f32 / self.font.units_per_em();
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let glyphs = glyphs.map(|(info, position)| ShapedGlyph {
            letters: info.cluster as usize,
            id: info.glyph_id,
            advance: unit(position.x_advance),
            x_offset: unit(position.x_offset),
            y_offset: unit(position.y_offset),
        });
        Some(glyphs.collect())
    }
}

/// The characters that a font lacks; `None` if it must not be embedded or has no outlines.
pub(crate) fn lacks(
    data: &[u8],
    index: u32,
    characters: impl IntoIterator<Item = char>,
) -> Option<Vec<char>> {
    let font = FontRef::from_index(data, index).ok()?;
    let lacking = characters.into_iter().filter(|c| glyph_of(&font, *c).is_none());
    is_embeddable(&font).then(|| lacking.collect())
}

/// The font's glyph for a character. An empty glyph counts as missing, except for white space.
fn glyph_of(font: &FontRef<'_>, c: char) -> Option<GlyphId> {
    let id = font.charmap().map(c).filter(|id| id.to_u32() != 0)?;
    (c.is_whitespace() || leaves_ink(font, id)).then_some(id)
}

/// Whether a glyph has an outline with an area.
fn leaves_ink(font: &FontRef<'_>, id: GlyphId) -> bool {
    let mut extent = ControlBoundsPen::new();
    let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    let drawn = font.outline_glyphs().get(id).is_some_and(|glyph| glyph.draw(settings, &mut extent).is_ok());
    drawn && extent.bounding_box().is_some_and(|area| area.x_min < area.x_max && area.y_min < area.y_max)
}

/// Whether the licence permits embedding a subset, and glyphs are plain outlines. PDF/A rules out coloured
/// ones.
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
