//! Renames a file to its final name, on any file system.

use super::{sha256, unfinished};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};
use tempfile::{PathPersistError, TempPath};

/// How long to retry if another program has the file open: virus scanners and sync tools open new files
/// briefly.
const HELD_FOR: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(100);

/// Windows error codes for a file that another program has open.
const ACCESS_DENIED: i32 = 5;
const SHARING_VIOLATION: i32 = 32;
const LOCK_VIOLATION: i32 = 33;

pub fn while_held<T>(mut work: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    let start = Instant::now();
    let attempt = |()| work().map_err(|error| (error, ()));
    repeat(cfg!(windows), &|| start.elapsed(), &thread::sleep, (), attempt).map_err(|(error, ())| error)
}

/// Renames `part` to `target`. If `target` exists, the error is [`ErrorKind::AlreadyExists`].
pub(super) fn exclusively(part: TempPath, target: &Path) -> Result<(), PathPersistError> {
    match rename(part, |part| part.persist_noclobber(target)) {
        Err(refused) if plain_rename_may_help(refused.error.kind()) => under_a_claim(refused.path, target),
        done => done,
    }
}

pub(super) fn replacing(part: TempPath, target: &Path) -> Result<(), PathPersistError> {
    rename(part, |part| part.persist(target))
}

fn rename(
    part: TempPath,
    attempt: impl Fn(TempPath) -> Result<(), PathPersistError>,
) -> Result<(), PathPersistError> {
    let start = Instant::now();
    let attempt = |part| attempt(part).map_err(|refused| (refused.error, refused.path));
    repeat(cfg!(windows), &|| start.elapsed(), &thread::sleep, part, attempt)
        .map_err(|(error, path)| PathPersistError { error, path })
}

/// `given` is consumed by an attempt and returned if it fails.
fn repeat<G, T>(
    windows: bool,
    elapsed: &dyn Fn() -> Duration,
    sleep: &dyn Fn(Duration),
    mut given: G,
    mut attempt: impl FnMut(G) -> Result<T, (io::Error, G)>,
) -> Result<T, (io::Error, G)> {
    loop {
        match attempt(given) {
            Ok(done) => return Ok(done),
            Err((error, back)) => match pause_before_retry(windows, &error, elapsed()) {
                Some(pause) => {
                    sleep(pause);
                    given = back;
                }
                None => return Err((error, back)),
            },
        }
    }
}

/// How long to wait before retrying after this error; `None` to stop retrying. Only Windows fails if another
/// program has the file open.
fn pause_before_retry(windows: bool, error: &io::Error, elapsed: Duration) -> Option<Duration> {
    let held = matches!(error.raw_os_error(), Some(ACCESS_DENIED | SHARING_VIOLATION | LOCK_VIOLATION));
    (windows && held && elapsed < HELD_FOR).then_some(PAUSE)
}

/// Whether the error may mean that the file system cannot rename without overwriting. exFAT, SMB and FUSE
/// report this with different errors, but a plain rename works on all of them.
fn plain_rename_may_help(refusal: ErrorKind) -> bool {
    !matches!(
        refusal,
        ErrorKind::AlreadyExists
            | ErrorKind::NotFound
            | ErrorKind::StorageFull
            | ErrorKind::QuotaExceeded
            | ErrorKind::ReadOnlyFilesystem
    )
}

/// Renames on a file system that cannot refuse to overwrite. The name is claimed with another file first, so
/// that only one process gets it and the final name never holds an empty file. If the app is killed, the
/// claim remains as an unfinished file; until it is removed, the name counts as taken.
fn under_a_claim(part: TempPath, target: &Path) -> Result<(), PathPersistError> {
    let refused = |error, path| Err(PathPersistError { error, path });
    let (Some(folder), Some(name)) = (target.parent(), target.file_name()) else {
        return refused(ErrorKind::InvalidInput.into(), part);
    };
    let label = &sha256(name.as_encoded_bytes())[..16];
    let _claim = match unfinished().rand_bytes(0).suffix(&format!("{label}.part")).tempfile_in(folder) {
        Ok(claim) => claim,
        Err(error) => return refused(error, part),
    };
    match fs::symlink_metadata(target) {
        Ok(_) => refused(ErrorKind::AlreadyExists.into(), part),
        Err(error) if error.kind() == ErrorKind::NotFound => replacing(part, target),
        Err(error) => refused(error, part),
    }
}

/// Syncs a file to disk. Some network and FUSE file systems do not support this; that is not an error.
pub(super) fn sync(file: &File) -> io::Result<()> {
    match file.sync_all() {
        Err(error) if is_unknown_request(&error) => sync_plainly(file),
        done => done,
    }
}

/// On macOS, Rust flushes the drive's cache (`F_FULLFSYNC`), which network drives refuse; plain `fsync` may
/// still work.
#[cfg(target_os = "macos")]
fn sync_plainly(file: &File) -> io::Result<()> {
    match rustix::fs::fsync(file).map_err(io::Error::from) {
        Err(error) if is_unknown_request(&error) => Ok(()),
        done => done,
    }
}

#[cfg(not(target_os = "macos"))]
fn sync_plainly(_: &File) -> io::Result<()> {
    Ok(())
}

fn is_unknown_request(error: &io::Error) -> bool {
    // "Inappropriate ioctl" on Unix, "incorrect function" on Windows; Rust has no `ErrorKind` for them.
    let code = if cfg!(windows) { 1 } else { 25 };
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput)
        || error.raw_os_error() == Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::part_file;
    use std::cell::Cell;
    use std::io::Write;

    /// Simulates Windows with one of these errors per attempt: the result, the number of attempts, the time
    /// taken.
    fn held(codes: &[i32]) -> (Result<(), Option<i32>>, usize, Duration) {
        let (now, attempts) = (Cell::new(Duration::ZERO), Cell::new(0));
        let sleep = |pause| now.set(now.get() + pause);
        // A failed attempt returns the number of the next one.
        let ended = repeat(true, &|| now.get(), &sleep, 0, |number: usize| {
            attempts.set(number + 1);
            codes.get(number).map_or(Ok(()), |code| Err((io::Error::from_raw_os_error(*code), number + 1)))
        });
        (ended.map_err(|(error, _)| error.raw_os_error()), attempts.get(), now.get())
    }

    #[test]
    fn a_file_that_a_scanner_holds_for_a_second_is_tried_again() {
        for code in [5, 32, 33] {
            assert_eq!(held(&[code; 10]), (Ok(()), 11, Duration::from_secs(1)), "{code}");
        }
    }

    #[test]
    fn a_file_that_stays_held_fails_after_two_seconds() {
        assert_eq!(held(&[32; 100]), (Err(Some(32)), 21, Duration::from_secs(2)));
    }

    #[test]
    fn nothing_but_a_held_file_is_tried_again() {
        // Disk full, folder missing, name taken, network gone.
        for code in [112, 3, 2, 80, 183, 53, 64] {
            assert_eq!(held(&[code]), (Err(Some(code)), 1, Duration::ZERO), "{code}");
        }
        let elsewhere = io::Error::from_raw_os_error(5);
        assert_eq!(pause_before_retry(false, &elsewhere, Duration::ZERO), None, "5 is EIO there");
    }

    #[test]
    fn a_file_system_without_exclusive_rename_is_told_from_a_name_that_is_taken() {
        for kind in [
            ErrorKind::InvalidInput,
            ErrorKind::Unsupported,
            ErrorKind::PermissionDenied,
            ErrorKind::TooManyLinks,
            ErrorKind::Other,
        ] {
            assert!(plain_rename_may_help(kind), "{kind}");
        }
        for kind in [ErrorKind::AlreadyExists, ErrorKind::StorageFull, ErrorKind::ReadOnlyFilesystem] {
            assert!(!plain_rename_may_help(kind), "{kind}");
        }
    }

    #[test]
    fn without_exclusive_rename_nothing_is_overwritten_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("报告.pdf");
        let named = |content: &[u8]| {
            let mut part = part_file(folder.path()).unwrap();
            part.write_all(content).unwrap();
            under_a_claim(part.into_temp_path(), &target).map_err(|refused| refused.error.kind())
        };
        assert_eq!(named(b"1"), Ok(()));
        assert_eq!(named(b"2"), Err(ErrorKind::AlreadyExists));
        assert_eq!(fs::read(&target).unwrap(), b"1");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_name_that_another_process_claims_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("报告.pdf");
        let label = &sha256("报告.pdf".as_bytes())[..16];
        fs::write(folder.path().join(format!(".unfinished-{label}.part")), "").unwrap();
        let part = part_file(folder.path()).unwrap().into_temp_path();
        assert_eq!(under_a_claim(part, &target).unwrap_err().error.kind(), ErrorKind::AlreadyExists);
        assert!(!target.exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_system_that_knows_no_sync_keeps_the_file_and_a_failing_disk_does_not() {
        for code in [22, 25, 38, 95] {
            let is_mac_code = cfg!(target_os = "macos") && matches!(code, 38 | 95);
            assert!(is_mac_code || is_unknown_request(&io::Error::from_raw_os_error(code)), "{code}");
        }
        for code in [5, 28, 30] {
            assert!(!is_unknown_request(&io::Error::from_raw_os_error(code)), "{code}");
        }
    }
}
