//! Re-encodes a stored picture for display. Nothing else in the received file is passed on; an animation
//! becomes its first frame.

use crate::picture::is_turned;
use evidence::PrintedPicture;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::error::{ImageError, LimitError, LimitErrorKind};
use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView, ImageDecoder, ImageReader, ImageResult, RgbImage};
use std::collections::VecDeque;
use std::io::Cursor;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Longest side of a preview and of a tile, in pixels. On some machines, web views leave textures above 8192
/// blank.
const MAX_SIDE: u32 = 8192;
/// Largest preview, in pixels: an A4 page at twice the width of the window's content.
const MAX_PIXELS: f64 = 8e6;
/// Side of a tile, in pixels. A web view decodes visible tiles only, so few tiles need little memory.
const TILE: u32 = 2048;
/// Total size of cached previews, in bytes.
const MAX_KEPT: usize = 16 << 20;

/// A cache of previews. Pictures are decoded one at a time, because each takes up to four bytes per pixel.
#[derive(Debug, Default)]
pub(crate) struct PreviewCache(Mutex<VecDeque<Preview>>);

#[derive(Debug)]
struct Preview {
    /// Of the picture as received.
    sha256: String,
    widest: u32,
    png: Vec<u8>,
}

impl PreviewCache {
    pub(crate) fn preview<E>(
        &self,
        sha256: &str,
        widest: u32,
        draw: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        let mut cache = self.lock();
        if let Some(preview) =
            cache.iter().find(|preview| (&*preview.sha256, preview.widest) == (sha256, widest))
        {
            return Ok(preview.png.clone());
        }
        let png = draw()?;
        cache.push_back(Preview { sha256: sha256.to_owned(), widest, png: png.clone() });
        while cache.iter().map(|preview| preview.png.len()).sum::<usize>() > MAX_KEPT {
            cache.pop_front();
        }
        Ok(png)
    }

    /// Deleted pictures must not stay in memory. Waits for a picture that is being drawn.
    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    /// Draws while no other picture is being drawn.
    pub(crate) fn exclusively<T>(&self, draw: impl FnOnce() -> T) -> T {
        let _lock = self.lock();
        draw()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Preview>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn whole(bytes: &[u8]) -> ImageResult<Vec<u8>> {
    png(&upright(bytes)?)
}

/// The picture as a PNG of this width, or less if it is very tall; unscaled if it is less than twice as wide.
pub(crate) fn preview(bytes: &[u8], widest: u32) -> ImageResult<Vec<u8>> {
    let (stored, orientation) = decoded(bytes)?;
    let mut picture = smaller(stored, orientation, widest);
    picture.apply_orientation(orientation);
    png(&picture)
}

/// Largest width on paper, in pixels: the resolution of a printer on A4.
const MAX_WIDTH_ON_PAPER: u32 = 1800;

/// The picture on a white background, at most as wide as a printer's resolution, of any height.
pub(crate) fn for_paper(bytes: &[u8]) -> ImageResult<PrintedPicture> {
    let mut picture = upright(bytes)?;
    if picture.width() > MAX_WIDTH_ON_PAPER {
        picture = picture.thumbnail(MAX_WIDTH_ON_PAPER, u32::MAX);
    }
    let picture = opaque(picture)?;
    let busyness = picture.rows().map(|row| edges(row.map(|pixel| pixel.0[1]))).collect();
    Ok(PrintedPicture { png: png(&picture.into())?, busyness })
}

/// Number of brightness changes in a row of pixels that exceed compression noise.
fn edges(row: impl Iterator<Item = u8>) -> u32 {
    const NOISE: u8 = 40;
    let mut edges = 0;
    let mut before = None;
    for brightness in row {
        edges += u32::from(before.is_some_and(|before: u8| before.abs_diff(brightness) > NOISE));
        before = Some(brightness);
    }
    edges
}

/// The picture on a white background, with three bytes per pixel. Converted in place, because a second copy
/// may take hundreds of megabytes.
fn opaque(picture: DynamicImage) -> ImageResult<RgbImage> {
    if !picture.color().has_alpha() {
        return Ok(picture.into_rgb8());
    }
    let (width, height) = picture.dimensions();
    let mut bytes = picture.into_rgba8().into_raw();
    let count = bytes.len() / 4;
    for pixel in 0..count {
        let alpha = u16::from(bytes[4 * pixel + 3]);
        for channel in 0..3 {
            let value = u16::from(bytes[4 * pixel + channel]);
            bytes[3 * pixel + channel] = ((value * alpha + 255 * (255 - alpha)) / 255) as u8;
        }
    }
    bytes.truncate(3 * count);
    let too_few = || ImageError::Limits(LimitError::from_kind(LimitErrorKind::DimensionError));
    RgbImage::from_raw(width, height, bytes).ok_or_else(too_few)
}

/// The picture as square PNGs: see [`crate::Archive::picture_tiles`].
pub(crate) fn tiles(bytes: &[u8]) -> ImageResult<Vec<u8>> {
    let picture = upright(bytes)?;
    let (width, height) = picture.dimensions();
    let mut all = TILE.to_le_bytes().to_vec();
    for y in (0..height).step_by(TILE as usize) {
        for x in (0..width).step_by(TILE as usize) {
            let tile = png(&picture.crop_imm(x, y, TILE, TILE))?;
            all.extend((tile.len() as u32).to_le_bytes());
            all.extend(tile);
        }
    }
    Ok(all)
}

fn upright(bytes: &[u8]) -> ImageResult<DynamicImage> {
    let (mut picture, orientation) = decoded(bytes)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// The picture as stored, and its orientation.
fn decoded(bytes: &[u8]) -> ImageResult<(DynamicImage, Orientation)> {
    let mut decoder = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?.into_decoder()?;
    let orientation = decoder.orientation()?;
    Ok((DynamicImage::from_decoder(decoder)?, orientation))
}

/// Scales the picture before rotating it, which takes less memory than the reverse.
fn smaller(stored: DynamicImage, orientation: Orientation, widest: u32) -> DynamicImage {
    let (width, height) = (f64::from(stored.width()), f64::from(stored.height()));
    let shown_width = if is_turned(orientation) { height } else { width };
    let wanted = f64::from(widest.max(1)) / shown_width;
    let allowed = (f64::from(MAX_SIDE) / width.max(height)).min((MAX_PIXELS / (width * height)).sqrt());
    // Scaling would save little, and the web view scales text slightly better.
    if wanted > 0.5 && allowed >= 1.0 {
        return stored;
    }
    let scale = wanted.min(allowed);
    let scaled = |side: f64| (side * scale).round().max(1.0) as u32;
    // Averages areas in one pass, which takes half the time of a filter and no intermediate float image.
    // `fast_image_resize` takes a tenth of that in release builds, but being generic it is compiled with our
    // code, and took 10 s in debug builds.
    stored.thumbnail_exact(scaled(width), scaled(height))
}

fn png(picture: &DynamicImage) -> ImageResult<Vec<u8>> {
    let mut png = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive);
    picture.write_with_encoder(encoder)?;
    Ok(png)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Workplace, on_its_side, subject};
    use image::{ColorType, GenericImage, ImageFormat, Rgb, Rgba, RgbaImage};
    use store::check::LookUpCheck;
    use store::finding::{Answer, Outcome, Picture};
    use store::record::EntryId;
    use tokio_util::sync::CancellationToken;

    fn png(picture: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn sheet(width: u32, height: u32) -> DynamicImage {
        RgbImage::from_fn(width, height, |x, y| Rgb([x as u8, y as u8, (x / 256 + y / 256) as u8])).into()
    }

    fn read(bytes: &[u8]) -> DynamicImage {
        image::load_from_memory_with_format(bytes, ImageFormat::Png).unwrap()
    }

    #[test]
    fn a_preview_has_the_shape_of_its_picture_and_the_width_that_was_asked_for() {
        let bytes = png(&sheet(900, 1200));
        for (widest, expected) in [(300, (300, 400)), (450, (450, 600)), (1, (1, 1)), (0, (1, 1))] {
            assert_eq!(read(&preview(&bytes, widest).unwrap()).dimensions(), expected, "{widest}");
        }
    }

    #[test]
    fn a_picture_of_less_than_twice_the_width_comes_with_every_pixel_and_with_no_more() {
        let picture = sheet(90, 120);
        for widest in [46, 90, 91, u32::MAX] {
            assert_eq!(read(&preview(&png(&picture), widest).unwrap()), picture, "{widest}");
        }
    }

    #[test]
    fn a_preview_of_a_very_tall_or_very_wide_picture_can_be_drawn_by_every_web_view() {
        for (width, height) in [(1200, 16_000), (20, 60_000), (60_000, 200)] {
            let preview = read(&preview(&png(&DynamicImage::new_luma8(width, height)), 1200).unwrap());
            assert!(preview.width() <= 1200 && preview.height() <= MAX_SIDE, "{:?}", preview.dimensions());
            let shapes = [(width, height), preview.dimensions()].map(|(w, h)| f64::from(w) / f64::from(h));
            assert!((shapes[0] / shapes[1] - 1.0).abs() < 0.2, "{shapes:?}");
        }
    }

    #[test]
    fn every_kind_of_pixels_has_a_preview() {
        for kind in [ColorType::L8, ColorType::La8, ColorType::Rgba8, ColorType::L16, ColorType::Rgba16] {
            let preview = preview(&png(&DynamicImage::new(400, 300, kind)), 100).unwrap();
            assert_eq!((read(&preview).dimensions(), read(&preview).color()), ((100, 75), kind));
        }
    }

    #[test]
    fn a_picture_that_lies_on_its_side_is_shown_upright() {
        let bytes = on_its_side(240, 160);
        let [whole, small] = [whole(&bytes), preview(&bytes, 80)].map(|png| read(&png.unwrap()).into_luma8());
        assert_eq!((whole.dimensions(), small.dimensions()), ((160, 240), (80, 120)));
        // The stored left side is shown on top.
        for picture in [whole, small] {
            let (width, height) = picture.dimensions();
            let brightness = |y: u32| picture.get_pixel(width / 2, y).0[0];
            assert!(brightness(height / 4) > 240 && brightness(height * 3 / 4) < 15);
        }
    }

    #[test]
    fn on_paper_what_is_seen_through_is_white_and_every_pixel_keeps_its_place() {
        let alphas = [255, 128, 0];
        let picture = RgbaImage::from_fn(3, 2, |x, y| Rgba([10, 100 * y as u8, 200, alphas[x as usize]]));
        let paper = read(&for_paper(&png(&picture.into())).unwrap().png);
        assert_eq!(paper.color(), ColorType::Rgb8);
        let rows = [0, 1].map(|y| [0, 1, 2].map(|x| paper.as_rgb8().unwrap().get_pixel(x, y).0));
        assert_eq!(rows[0], [[10, 0, 200], [132, 127, 227], [255; 3]]);
        assert_eq!(rows[1], [[10, 100, 200], [132, 177, 227], [255; 3]]);
        for kind in [ColorType::L8, ColorType::La16, ColorType::Rgb16] {
            let paper = for_paper(&png(&DynamicImage::new(4, 3, kind))).unwrap().png;
            assert_eq!((read(&paper).dimensions(), read(&paper).color()), ((4, 3), ColorType::Rgb8));
        }
    }

    #[test]
    fn rows_of_text_are_busy_and_those_between_are_not() {
        let dark = |x: u32, y: u32| x == 0 || (10..20).contains(&y) && x % 4 == 1;
        let picture = RgbImage::from_fn(40, 30, |x, y| Rgb([if dark(x, y) { 20 } else { 250 }; 3]));
        let PrintedPicture { busyness, .. } = for_paper(&png(&picture.into())).unwrap();
        assert_eq!(busyness.len(), 30);
        assert!(busyness[..10].iter().chain(&busyness[20..]).all(|edges| *edges == 1), "the frame");
        assert!(busyness[10..20].iter().all(|edges| *edges > 15), "{busyness:?}");
    }

    #[test]
    fn the_tiles_put_together_are_the_picture() {
        let picture = sheet(TILE + 300, TILE + 1);
        let bytes = tiles(&png(&picture)).unwrap();
        let (side, mut rest) = bytes.split_at(4);
        let side = u32::from_le_bytes(side.try_into().unwrap());
        let mut together = DynamicImage::new(picture.width(), picture.height(), picture.color());
        let columns = picture.width().div_ceil(side);
        let mut count = 0;
        while !rest.is_empty() {
            let length = u32::from_le_bytes(rest[..4].try_into().unwrap()) as usize;
            let tile = read(&rest[4..4 + length]);
            together.copy_from(&tile, count % columns * side, count / columns * side).unwrap();
            rest = &rest[4 + length..];
            count += 1;
        }
        assert_eq!(count, 4);
        assert!(together == picture);
    }

    #[test]
    fn a_long_narrow_picture_has_a_preview_that_a_web_view_shows_and_all_of_its_tiles() {
        let bytes = png(&DynamicImage::new(128, 32_000, ColorType::L8));
        assert_eq!(read(&preview(&bytes, 128).unwrap()).dimensions(), (33, MAX_SIDE));
        let all = tiles(&bytes).unwrap();
        let (mut rest, mut heights) = (&all[4..], Vec::new());
        while !rest.is_empty() {
            let length = u32::from_le_bytes(rest[..4].try_into().unwrap()) as usize;
            heights.push(read(&rest[4..4 + length]).height());
            rest = &rest[4 + length..];
        }
        assert_eq!((heights.len(), heights.iter().sum::<u32>()), (16, 32_000));
    }

    #[test]
    fn a_preview_is_drawn_once_and_the_oldest_make_room() {
        let previews = PreviewCache::default();
        let mut drawn = Vec::new();
        let mut ask = |file: u8, widest| {
            let draw = || {
                drawn.push((file, widest));
                Ok::<_, ()>(vec![file; MAX_KEPT / 3])
            };
            assert_eq!(previews.preview(&file.to_string(), widest, draw).unwrap()[0], file);
        };
        for (file, widest) in [(1, 10), (1, 10), (2, 10), (1, 20), (1, 10), (3, 10), (2, 10), (1, 10)] {
            ask(file, widest);
        }
        assert_eq!(drawn, [(1, 10), (2, 10), (1, 20), (3, 10), (1, 10)]);
        assert!(previews.preview("9", 10, || Err(())).is_err());
        assert!(previews.preview("9", 10, || Ok::<_, ()>(vec![9])).is_ok(), "a failure is not kept");
    }

    #[tokio::test]
    async fn a_preview_does_not_outlive_its_picture() {
        let Workplace { desk, .. } = &Workplace::new().await;
        let (snapshot, subject) = (LookUpCheck::RegistrationSnapshot, subject("示例远洋贸易有限公司"));
        let finding = desk.look_up(snapshot, &subject, false, &CancellationToken::new()).await.unwrap();
        let Outcome::Found { answer: Answer::Snapshot { picture: Picture::Kept { file, .. } } } =
            finding.outcome
        else {
            panic!("{finding:?}")
        };
        let archive = desk.archive();
        archive.picture_preview(file, 300).unwrap();
        assert_eq!(archive.previews.lock().len(), 1);
        archive.erase(EntryId::Call { id: finding.call }).unwrap();
        assert_eq!(archive.previews.lock().len(), 0);
    }
}
