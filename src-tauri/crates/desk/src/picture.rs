//! Fetches a snapshot's picture, and validates it before it is stored or displayed.

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use qcc::fetch::{FetchOptions, Fetcher, Transfer};
use std::io::Cursor;
use store::failure::{Failure, FileReason};
use store::record::{FetchedPicture, NoPicture, ReceivedFile, UNKNOWN_TYPE};

/// Largest picture, in bytes.
const MAX_BYTES: u64 = 20 << 20;
/// Largest picture, in pixels of any proportions; checked in the header, before decoding.
const MAX_PIXELS: u64 = 40 << 20;

/// Largest decoded picture, in bytes: four per pixel.
const MAX_DECODED: u64 = 4 * MAX_PIXELS;

/// Fetches the picture at `address`.
pub(crate) async fn fetch(
    fetcher: &Fetcher,
    address: &str,
    on_progress: &(dyn Fn(Transfer) + Sync),
) -> Result<FetchedPicture, NoPicture> {
    let mut bytes = Vec::new();
    let begins = |start: &[u8]| media_type(start) != UNKNOWN_TYPE;
    let options = FetchOptions { limit: MAX_BYTES, begins, on_progress };
    let fetched = fetcher.fetch(address, &options, &mut bytes).await;
    let fetched = fetched.map_err(|error| Failure::unfetched(&error))?;
    // Decoding would block other work.
    let checked = tokio::task::spawn_blocking(move || validate(bytes, fetched.plaintext)).await;
    checked.unwrap_or_else(|_| Err(Failure::file(FileReason::Damaged, "the decoder failed").into()))
}

/// Validates a picture: its type, its size, and that it can be fully decoded.
pub fn validate(bytes: Vec<u8>, plaintext: bool) -> Result<FetchedPicture, NoPicture> {
    let media_type = media_type(&bytes);
    match measured(&bytes) {
        Ok((width, height)) => Ok(FetchedPicture { bytes, media_type, width, height, plaintext }),
        Err(failure) if bytes.is_empty() => Err(failure.into()),
        Err(failure) => {
            let received = Some(ReceivedFile { bytes, media_type, plaintext });
            Err(NoPicture { failure: failure.into(), received })
        }
    }
}

/// Width and height of a valid picture, as displayed.
fn measured(bytes: &[u8]) -> Result<(u32, u32), Failure> {
    let damaged = |error: image::ImageError| Failure::file(FileReason::Damaged, error);
    let wrong_type = || Failure::file(FileReason::WrongType, "not a supported picture format");
    let format = format_of(bytes).ok_or_else(wrong_type)?;
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(damaged)?;
    let ((width, height), decoded) = (decoder.dimensions(), decoder.total_bytes());
    let orientation = decoder.orientation().map_err(damaged)?;
    if width == 0 || height == 0 {
        return Err(Failure::file(FileReason::Damaged, "a picture without pixels"));
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoded > MAX_DECODED {
        return Err(Failure::file(FileReason::TooLarge, format!("{width} × {height} pixels")));
    }
    DynamicImage::from_decoder(decoder).map_err(damaged)?;
    if !ends_whole(format, bytes) {
        return Err(Failure::file(FileReason::Damaged, "the picture is truncated"));
    }
    Ok(if is_turned(orientation) { (height, width) } else { (width, height) })
}

/// The type of a file that may be a snapshot, whether web views support it or not.
fn media_type(start: &[u8]) -> &'static str {
    let other =
        || image::guess_format(start).ok().filter(|it| matches!(it, ImageFormat::Tiff | ImageFormat::Avif));
    match format_of(start).or_else(other) {
        Some(format) => format.to_mime_type(),
        None if start.starts_with(b"%PDF-") => "application/pdf",
        None => UNKNOWN_TYPE,
    }
}

/// The format, if web views support it.
fn format_of(start: &[u8]) -> Option<ImageFormat> {
    use ImageFormat::{Bmp, Gif, Jpeg, Png, WebP};
    image::guess_format(start).ok().filter(|format| matches!(format, Png | Jpeg | Gif | WebP | Bmp))
}

/// Whether the orientation swaps width and height.
pub(crate) fn is_turned(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// Whether the container is complete: decoders fill in the missing rest of a truncated picture. Cameras and
/// servers append bytes of their own.
fn ends_whole(format: ImageFormat, bytes: &[u8]) -> bool {
    let declared = |at: usize| {
        let length = bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
        length.map_or(0, |length| length as usize)
    };
    match format {
        ImageFormat::Jpeg => scans(bytes).windows(2).any(|end| end == [0xff, 0xd9]),
        ImageFormat::Gif => bytes.last() == Some(&0x3b),
        ImageFormat::WebP => bytes.len() >= declared(4) + 8,
        ImageFormat::Bmp => bytes.len() >= declared(2),
        ImageFormat::Png => bytes.windows(8).any(|end| end == b"IEND\xae\x42\x60\x82"),
        // Other formats were already rejected.
        _ => false,
    }
}

/// A JPEG from its first scan on. No end marker occurs within a scan, but one may in the preview before it.
fn scans(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] | [0xff, 0xda, ..] => return rest,
            // A segment, which begins with its length.
            [0xff, 0xc0..=0xcf | 0xdb..=0xfe, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest.get(2 + length..).unwrap_or_default()
            }
            [_, rest @ ..] => rest,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render;
    use store::failure::FailureCause;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image::GrayImage::new(width, height).write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn refused(bytes: &[u8]) -> FileReason {
        match validate(bytes.to_vec(), false).unwrap_err().failure.cause {
            FailureCause::File { reason } => reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_picture_is_kept_byte_for_byte() {
        let bytes = png(30, 20);
        let kept = validate(bytes.clone(), true).unwrap();
        assert_eq!((kept.width, kept.height, kept.media_type, kept.plaintext), (30, 20, "image/png", true));
        assert_eq!(kept.bytes, bytes);
    }

    #[test]
    fn a_picture_that_is_a_web_page_as_well_is_kept_as_it_came_and_shown_without_the_page() {
        let page = b"<html><script>alert(1)</script></html>";
        let picture = image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([x as u8 * 6, y as u8 * 8, 77]));
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let polyglot = [bytes.into_inner().as_slice(), page].concat();
        let kept = validate(polyglot.clone(), false).unwrap();
        assert_eq!(kept.bytes, polyglot);
        for shown in
            [render::whole(&kept.bytes), render::preview(&kept.bytes, 20), render::tiles(&kept.bytes)]
        {
            assert!(!shown.unwrap().windows(5).any(|window| window == b"<html"));
        }
        let whole = render::whole(&kept.bytes).unwrap();
        assert_eq!(image::load_from_memory(&whole).unwrap().into_rgb8(), picture);
    }

    #[test]
    fn what_is_no_picture_to_show_is_kept_byte_for_byte_under_its_own_type() {
        let damaged = &png(30, 20)[..40];
        for (bytes, media_type) in [
            (b"%PDF-1.7 \n%%EOF" as &[u8], "application/pdf"),
            (b"II*\0\x08\0\0\0", "image/tiff"),
            (b"\0\0\0 ftypavif\0\0\0\0", "image/avif"),
            (damaged, "image/png"),
            (b"<html>", UNKNOWN_TYPE),
        ] {
            let received = validate(bytes.to_vec(), true).unwrap_err().received.unwrap();
            assert_eq!(
                (&*received.bytes, received.media_type, received.plaintext),
                (bytes, media_type, true)
            );
        }
        assert!(validate(Vec::new(), false).unwrap_err().received.is_none());
    }

    #[test]
    fn a_picture_that_lies_on_its_side_is_as_wide_as_it_is_shown() {
        let kept = validate(crate::testing::on_its_side(30, 20), false).unwrap();
        assert_eq!((kept.width, kept.height), (20, 30));
    }

    #[test]
    fn what_is_no_whole_picture_is_refused() {
        let whole = png(30, 20);
        assert_eq!(refused(b""), FileReason::WrongType);
        assert_eq!(refused(b"<html>"), FileReason::WrongType);
        assert_eq!(refused(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), FileReason::WrongType);
        assert_eq!(refused(&whole[..whole.len() / 2]), FileReason::Damaged);
    }

    #[test]
    fn a_picture_that_breaks_off_is_refused_in_every_format() {
        let formats =
            [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Bmp];
        for format in formats {
            let mut bytes = Cursor::new(Vec::new());
            let picture = image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([x as u8 * 6, y as u8 * 8, 77]));
            picture.write_to(&mut bytes, format).unwrap();
            let whole = bytes.into_inner();
            assert!(validate(whole.clone(), false).is_ok(), "{format:?}");
            for end in whole.len() / 2..whole.len() {
                assert!(
                    validate(whole[..end].to_vec(), false).is_err(),
                    "{format:?} of {} cut after {end}",
                    whole.len()
                );
            }
        }
    }

    #[test]
    fn what_stands_behind_a_whole_picture_does_not_spoil_it() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Bmp] {
            let mut bytes = Cursor::new(Vec::new());
            image::RgbImage::new(40, 30).write_to(&mut bytes, format).unwrap();
            let whole = bytes.into_inner();
            for behind in [&b"\0"[..], &[0; 100_000], &[0xff; 5000]] {
                let kept = validate([&whole, behind].concat(), false);
                assert!(kept.is_ok(), "{format:?} before {} bytes: {kept:?}", behind.len());
            }
        }
    }

    #[test]
    fn a_jpeg_that_breaks_off_is_refused_though_its_preview_is_whole() {
        let mut bytes = Cursor::new(Vec::new());
        let picture = image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([x as u8 * 6, y as u8 * 8, 77]));
        picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
        let plain = bytes.into_inner();
        let preview = [&[0xff, 0xe2][..], &u16::try_from(plain.len() + 2).unwrap().to_be_bytes(), &plain];
        let whole = [&plain[..2], &preview.concat(), &plain[2..]].concat();
        assert!(validate(whole.clone(), false).is_ok());
        for end in whole.len() - 100..whole.len() {
            assert_eq!(refused(&whole[..end]), FileReason::Damaged, "cut after {end} of {}", whole.len());
        }
    }

    #[test]
    fn a_picture_without_pixels_is_refused() {
        let mut bytes = Cursor::new(Vec::new());
        image::RgbaImage::new(6, 4).write_to(&mut bytes, ImageFormat::Gif).unwrap();
        let mut bytes = bytes.into_inner();
        // The height of the logical screen.
        bytes[8..10].fill(0);
        assert_eq!(refused(&bytes), FileReason::Damaged);
    }

    #[test]
    fn a_long_narrow_picture_passes_and_its_pixels_decide() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Bmp] {
            let mut bytes = Cursor::new(Vec::new());
            image::GrayImage::new(1280, 32_000).write_to(&mut bytes, format).unwrap();
            let kept = validate(bytes.into_inner(), false).unwrap();
            assert_eq!((kept.width, kept.height), (1280, 32_000), "{format:?}");
        }
        assert_eq!(validate(png(60_000, 600), false).unwrap().width, 60_000);
        assert_eq!(refused(&png(1280, 32_769)), FileReason::TooLarge);
    }

    #[test]
    fn a_huge_picture_is_refused_from_its_header() {
        let mut header = png(1, 1);
        // Width and height in the IHDR chunk, and its CRC.
        header[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        let crc = crc32(&header[12..29]);
        header[29..33].copy_from_slice(&crc.to_be_bytes());
        assert_eq!(refused(&header), FileReason::TooLarge);
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |crc: u32, byte| {
            (0..8)
                .fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
        })
    }
}
