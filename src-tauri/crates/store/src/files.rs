//! Writes files that count as evidence: complete and synced before they get their final name.

mod final_name;

pub use final_name::while_held;

use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, SystemTime};
use tempfile::NamedTempFile;

/// Longest file name in bytes, with extension. Most file systems allow 255, encrypted shares only 143.
const MAX_NAME: usize = 140;
/// Space for " (99)" and the longest extension.
const AFTER_NAME: usize = " (99).quarantined".len();

/// Extension of files that are not what they should be, so that no program opens them.
pub const QUARANTINED: &str = "quarantined";

/// A drive that takes longer to find a file counts as away.
pub const FIND_TIMEOUT: Duration = Duration::from_secs(10);

/// What `look` found, or `None` if it takes longer. The drive may be on a network that never responds; its
/// thread is left waiting.
pub fn within<T: Send + 'static>(limit: Duration, look: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (sender, found) = mpsc::channel();
    std::thread::spawn(move || sender.send(look()));
    found.recv_timeout(limit).ok()
}

/// Whether a file that was not found no longer exists. If its drive is away, it is not found either.
pub fn is_gone(error: io::ErrorKind, folder_is_there: impl FnOnce() -> bool) -> bool {
    error == io::ErrorKind::NotFound && folder_is_there()
}

/// SHA-256 in lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of a whole file, in lower-case hex.
pub fn sha256_of(file: &mut File) -> io::Result<String> {
    file.rewind()?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&hash.finalize())),
            count => hash.update(&buffer[..count]),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A file name, without extension, that is valid on every file system: `text`, shortened if needed, and
/// `suffix`.
pub fn safe_name(text: &str, suffix: &str) -> String {
    let safe = |text: &str| {
        let options = sanitize_filename::Options { windows: true, truncate: false, replacement: "_" };
        sanitize_filename::sanitize_with_options(text, options)
    };
    let (text, suffix) = (safe(text), safe(suffix));
    // Order numbers have at most 64 characters. Shorten a longer suffix, so that some of the text remains.
    let suffix = &suffix[..suffix.floor_char_boundary(80)];
    let room = MAX_NAME - AFTER_NAME - suffix.len();
    let text = &text[..text.floor_char_boundary(room)];
    format!("{}{suffix}", text.trim_end_matches(['.', ' ']))
}

const UNFINISHED: (&str, &str) = (".unfinished-", ".part");
/// Unfinished files older than this are abandoned. Newer ones may belong to another machine if the folder is
/// shared.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(24 * 3600);

/// An unfinished file in `folder`. It is deleted on drop unless kept, but remains if the app is killed.
pub fn part_file(folder: &Path) -> io::Result<NamedTempFile> {
    unfinished().tempfile_in(folder)
}

fn unfinished() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED.0).suffix(UNFINISHED.1);
    builder
}

/// Removes unfinished files that a killed app left in `folder`. Errors are ignored, since leftovers do no
/// harm.
pub fn remove_unfinished(folder: &Path, now: SystemTime) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let modified = entry.metadata().and_then(|data| data.modified());
        let age = modified.ok().and_then(|at| now.duration_since(at).ok());
        if name.starts_with(UNFINISHED.0)
            && name.ends_with(UNFINISHED.1)
            && age.is_some_and(|age| age > FORGOTTEN_AFTER)
        {
            let _ = while_held(|| std::fs::remove_file(entry.path()));
        }
    }
}

/// Gives a complete file its final name in `folder`, numbered if that is taken, and returns the name.
pub fn keep(part: NamedTempFile, folder: &Path, name: &str, extension: &str) -> io::Result<String> {
    final_name::sync(part.as_file())?;
    let (file, mut part) = part.into_parts();
    for number in 1..100 {
        let file_name = match number {
            1 => format!("{name}.{extension}"),
            _ => format!("{name} ({number}).{extension}"),
        };
        match final_name::exclusively(part, &folder.join(&file_name)) {
            Ok(()) => {
                sync_name(&file, folder);
                return Ok(file_name);
            }
            Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => part = refused.path,
            Err(refused) => return Err(refused.error),
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "a hundred files with this name exist"))
}

/// Writes a complete file to a path that the user chose, replacing any existing file.
pub fn write_whole(path: &Path, mut content: impl Read) -> io::Result<()> {
    let folder = path.parent().ok_or_else(|| io::Error::other("a path without a folder"))?;
    let mut part = part_file(folder)?;
    io::copy(&mut content, part.as_file_mut())?;
    part.as_file_mut().flush()?;
    final_name::sync(part.as_file())?;
    let (file, part) = part.into_parts();
    final_name::replacing(part, path).map_err(|refused| refused.error)?;
    sync_name(&file, folder);
    Ok(())
}

/// Syncs a file's new name to disk. Errors are ignored, since the file itself exists.
fn sync_name(file: &File, folder: &Path) {
    // Windows cannot sync folders, but flushing the file also flushes the file system's log with the new
    // name.
    let _ = if cfg!(windows) { file.sync_all() } else { File::open(folder).and_then(|it| it.sync_all()) };
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_drive_that_does_not_answer_is_not_waited_for() {
        let (sender, receiver) = mpsc::channel::<()>();
        assert_eq!(within(Duration::ZERO, move || receiver.recv().is_ok()), None);
        drop(sender);
        assert_eq!(within(FIND_TIMEOUT, || 7), Some(7));
    }

    #[test]
    fn names_are_safe_on_every_file_system() {
        assert_eq!(safe_name("../../x", "_1"), ".._.._x_1");
        assert_eq!(safe_name("示例. ", ""), "示例_");
        let long = safe_name(&"示".repeat(300), "_RBI2026");
        assert!(long.len() <= MAX_NAME && long.ends_with("_RBI2026"), "{}", long.len());
    }

    #[test]
    fn the_longest_name_fits_an_encrypted_share_with_number_and_extension() {
        for (text, suffix) in [
            ("示".repeat(300), format!("_{}", "R".repeat(64))),
            ("𠮷".repeat(300), "_20261129-180000".to_owned()),
            ("a".repeat(300), String::new()),
            ("示".repeat(300), "号".repeat(100)),
            (String::new(), "R".repeat(300)),
        ] {
            let name = safe_name(&format!("演示数据_身份报告_{text}"), &suffix);
            for extension in ["pdf", "docx", "xlsx", "json", "jpeg", "quarantined"] {
                let whole = format!("{name} (99).{extension}");
                assert!(whole.len() <= 140, "{} bytes: {whole}", whole.len());
            }
            assert!(name.starts_with("演示数据_身份报告_"), "{name}");
        }
        let number = format!("_{}", "9".repeat(64));
        assert!(safe_name(&"示".repeat(300), &number).ends_with(&number), "an order's number is whole");
    }

    #[test]
    fn a_name_that_windows_keeps_for_a_device_is_given_to_no_file() {
        let is_device = |name: &str| {
            let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
            let numbered = stem.len() == 4 && stem.ends_with(|end: char| end.is_ascii_digit());
            ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
                || (numbered && (stem.starts_with("COM") || stem.starts_with("LPT")))
        };
        for device in
            ["CON", "con", "Prn", "AUX", "NUL", "nul.txt", "COM1", "com9.x.y", "LPT1", "CON ", "NUL. "]
        {
            assert!(is_device(device), "{device}");
            for name in [safe_name(device, ""), safe_name(device, ".1"), safe_name(&format!("{device}."), "")]
            {
                assert!(!is_device(&name), "{device:?} became {name:?}");
            }
        }
    }

    #[test]
    fn no_name_ends_in_a_dot_or_a_blank_which_windows_would_drop() {
        let long = "示".repeat((MAX_NAME - AFTER_NAME) / "示".len() - 1);
        let cut = [format!("{long}ab.cdef"), format!("{long}ab cdef"), format!("{long}a. .cdef")];
        let ended = ["示例.", "示例 ", "示例. . ", "...", " "].map(str::to_owned);
        for text in cut.into_iter().chain(ended) {
            let name = safe_name(&text, "");
            assert!(!name.is_empty() && !name.ends_with(['.', ' ']), "{text:?} became {name:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_a_name_that_leaves_the_folder(text in ".{0,300}", suffix in "[A-Za-z0-9._-]{0,64}") {
            let name = safe_name(&format!("身份报告_{text}"), &format!("_{suffix}"));
            prop_assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0']), "{}", name);
            prop_assert!(name.len() + AFTER_NAME <= MAX_NAME);
            prop_assert_eq!(Path::new(&name).file_name().and_then(|name| name.to_str()), Some(name.as_str()));
        }
    }

    #[test]
    fn a_taken_name_gets_a_number_and_nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let save = |content: &[u8]| {
            let mut part = part_file(folder.path()).unwrap();
            part.write_all(content).unwrap();
            keep(part, folder.path(), "报告", "pdf").unwrap()
        };
        assert_eq!((save(b"1"), save(b"2")), ("报告.pdf".into(), "报告 (2).pdf".into()));
        assert_eq!(std::fs::read(folder.path().join("报告.pdf")).unwrap(), b"1");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn unfinished_files_of_another_day_are_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_000_000);
        let put = |name: &str, hours: u64| {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(now - Duration::from_secs(hours * 3600)).unwrap();
        };
        put(".unfinished-old.part", 25);
        put(".unfinished-new.part", 1);
        put("报告.pdf", 1000);
        remove_unfinished(folder.path(), now);
        remove_unfinished(&folder.path().join("not there"), now);
        let mut left: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left, [".unfinished-new.part", "报告.pdf"]);
    }

    #[test]
    fn hashes_are_sha_256_in_lower_case_hex() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256(b""), empty);
        assert_eq!(sha256_of(&mut tempfile::tempfile().unwrap()).unwrap(), empty);
    }
}
