//! Generates the app's icons from `icons/icon.svg`.

use crate::page;
use crate::prerequisites::{self, TO_RUN};
use crate::shell::{root, run, target, tauri};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Sizes in pixels of the pictures for Linux and for the app's window.
const PNG: [u32; 8] = [16, 24, 32, 48, 64, 128, 256, 512];
/// The source fills a square of this size, as Windows and Linux show it.
const DRAWN: &str = r#"viewBox="0 0 1024 1024""#;
/// The source with a margin: on Apple's grid, the drawing takes up 832 of 1024.
const WITH_MARGIN: &str = r#"viewBox="-118 -118 1260 1260""#;

pub(crate) fn icons() -> Result<(), String> {
    prerequisites::check(&[TO_RUN])?;
    page::packages()?;
    make(&root().join("icons"))
}

/// Checks that the icons in the repository match the source.
pub(crate) fn are_made_from_the_source() -> Result<(), String> {
    let made = target().join("icons/made");
    fs::create_dir_all(&made).map_err(|error| error.to_string())?;
    make(&made)?;
    let committed = root().join("icons");
    for name in names() {
        let read = |folder: &Path| fs::read(folder.join(&name)).map_err(|error| format!("{name}: {error}"));
        let (committed, made) = (read(&committed)?, read(&made)?);
        // The tool writes the pictures of an .icns file in varying order.
        let same = match name.ends_with(".icns") {
            true => pictures(&committed) == pictures(&made),
            false => committed == made,
        };
        if !same {
            return Err(format!("icons/{name} is out of date: run `cargo xtask icons`"));
        }
    }
    Ok(())
}

fn names() -> Vec<String> {
    let mut names: Vec<_> = PNG.iter().map(|side| format!("{side}x{side}.png")).collect();
    names.extend(["icon.ico", "icon.icns"].map(str::to_owned));
    names
}

fn make(folder: &Path) -> Result<(), String> {
    let work = target().join("icons");
    let [plain, margin] = ["plain", "margin"].map(|name| work.join(name));
    for folder in [&plain, &margin] {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    }
    let source = root().join("icons/icon.svg");
    let drawing = fs::read_to_string(&source).map_err(|error| error.to_string())?;
    if !drawing.contains(DRAWN) {
        return Err(format!("icons/icon.svg must be drawn on {DRAWN}"));
    }
    let with_margin = work.join("with-margin.svg");
    fs::write(&with_margin, drawing.replace(DRAWN, WITH_MARGIN)).map_err(|error| error.to_string())?;

    let sides = PNG.map(|side| side.to_string());
    let sides: Vec<_> = sides.iter().flat_map(|side| ["--png", side]).collect();
    draw(&source, folder, &sides)?;
    // Without sizes, the tool generates files for every platform; only one of each is needed.
    for (source, made, wanted) in [(&source, &plain, "icon.ico"), (&with_margin, &margin, "icon.icns")] {
        draw(source, made, &[])?;
        fs::copy(made.join(wanted), folder.join(wanted)).map_err(|error| format!("{wanted}: {error}"))?;
    }
    Ok(())
}

fn draw(source: &Path, folder: &Path, sizes: &[&str]) -> Result<(), String> {
    let mut command = tauri(&["icon"]);
    command.arg(source).arg("--output").arg(folder).args(sizes);
    // The tool prints every file name.
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    run(command)
}

/// The pictures in an .icns file, by type.
fn pictures(icns: &[u8]) -> BTreeMap<&[u8], &[u8]> {
    let mut pictures = BTreeMap::new();
    let mut rest = icns.get(8..).unwrap_or_default();
    while let Some((head, _)) = rest.split_at_checked(8) {
        let (kind, length) = head.split_at(4);
        let length = length.iter().fold(0, |number, byte| number << 8 | usize::from(*byte));
        let Some(picture) = rest.get(8..length) else { break };
        pictures.insert(kind, picture);
        rest = &rest[length..];
    }
    pictures
}

#[cfg(test)]
mod tests {
    use super::*;

    fn icon(name: &str) -> Vec<u8> {
        fs::read(root().join("icons").join(name)).unwrap()
    }

    fn size(png: &[u8]) -> (u32, u32) {
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        (number(16), number(20))
    }

    #[test]
    fn windows_finds_every_size_that_it_shows() {
        let ico = icon("icon.ico");
        let count = usize::from(u16::from_le_bytes([ico[4], ico[5]]));
        let mut sizes: Vec<_> = (0..count)
            .map(|entry| {
                let at = 6 + 16 * entry + 12;
                size(&ico[u32::from_le_bytes(ico[at..at + 4].try_into().unwrap()) as usize..])
            })
            .collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [16, 24, 32, 48, 64, 256].map(|side| (side, side)));
    }

    #[test]
    fn macos_finds_every_size_that_it_shows() {
        let icns = icon("icon.icns");
        let pictures = pictures(&icns);
        for (kind, side) in [
            (b"ic07", 128),
            (b"ic08", 256),
            (b"ic09", 512),
            (b"ic10", 1024),
            (b"ic11", 32),
            (b"ic12", 64),
            (b"ic13", 256),
            (b"ic14", 512),
        ] {
            let picture = pictures.get(&kind[..]).unwrap_or_else(|| panic!("no {kind:?}"));
            assert_eq!(size(picture), (side, side), "{kind:?}");
        }
    }

    #[test]
    fn each_picture_for_linux_has_the_size_that_its_name_says() {
        for side in PNG {
            assert_eq!(size(&icon(&format!("{side}x{side}.png"))), (side, side));
        }
    }
}
