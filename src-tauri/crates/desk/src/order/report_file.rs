//! Fetches and saves a report. The file gets its final name only when it is complete and on disk.

use super::report_beginning::may_begin;
use super::report_kind::inspect;
use jiff::Timestamp;
use qcc::fetch::{FetchOptions, Fetcher, Transfer};
use std::fs::File;
use std::io::{self, Seek};
use std::path::Path;
use store::failure::{Failure, FailureCause, FileReason};
use store::files::{self, QUARANTINED};
use store::order::SavedReport;
use store::time;
use tempfile::NamedTempFile;
use tokio_util::sync::CancellationToken;

/// Largest report, in bytes.
const MAX_REPORT: u64 = 100 << 20;

/// Folder for files that are not valid reports.
const QUARANTINE: &str = "未通过核对";

/// The file name of an order's report, without extension.
pub fn name(subject: &str, order_no: &str, demo: bool) -> String {
    let mark = if demo { "演示数据_" } else { "" };
    files::safe_name(&format!("{mark}身份报告_{subject}"), &format!("_{order_no}"))
}

/// Fetches the report at `url` into `folder`, unless `closing` is cancelled.
pub(super) async fn fetch(
    fetcher: &Fetcher,
    url: &str,
    (folder, name): (&Path, &str),
    on_progress: &(dyn Fn(Transfer) + Sync),
    closing: &CancellationToken,
    now: impl Fn() -> Timestamp,
) -> Result<SavedReport, Failure> {
    let not_written = |error: io::Error| Failure::file(FileReason::NotWritten, error);
    let (folder, name) = (folder.to_owned(), name.to_owned());
    let within = folder.clone();
    // On a blocking thread, since a network drive may be away.
    let part = tokio::task::spawn_blocking(move || {
        std::fs::create_dir_all(&within)?;
        files::part_file(&within)
    });
    let part = part.await.unwrap_or_else(|_| Err(io::Error::other("creating the file failed")));
    let mut part = part.map_err(not_written)?;
    let options = FetchOptions { limit: MAX_REPORT, begins: may_begin, on_progress };
    let fetched = tokio::select! {
        biased;
        // A slow transfer may take an hour, and saving other settings must not wait for it.
        () = closing.cancelled() => Err(Failure::file(FileReason::Interrupted, "the app was closed")),
        fetched = fetcher.fetch(url, &options, part.as_file_mut()) => {
            fetched.map_err(|error| Failure::unfetched(&error))
        }
    }?;
    let now = now();
    // Unpacking, hashing and syncing would block other work.
    let saving = tokio::task::spawn_blocking(move || {
        let kind = match inspect(part.as_file_mut()) {
            Ok(kind) => kind,
            Err(failure) if is_to_be_kept(&failure, fetched.end_marked) => {
                return Err(quarantine(part, &folder, &name, failure));
            }
            Err(failure) => return Err(failure),
        };
        let sha256 = files::sha256_of(part.as_file_mut()).map_err(not_written)?;
        let file_name = files::keep(part, &folder, &name, kind.extension()).map_err(not_written)?;
        Ok(SavedReport {
            folder: folder.to_string_lossy().into_owned(),
            file_name,
            bytes: fetched.bytes,
            sha256,
            saved_as: Some(kind),
            saved_at: time::shown(now),
            plaintext: fetched.plaintext,
        })
    });
    saving.await.unwrap_or_else(|_| Err(Failure::file(FileReason::Damaged, "reading the report failed")))
}

/// Whether another attempt would bring the same file. It may be the paid report in an unknown format. A
/// transfer that may have broken off unnoticed is repeated instead.
fn is_to_be_kept(failure: &Failure, end_marked: bool) -> bool {
    match failure.cause {
        FailureCause::File { reason: FileReason::WrongType } => true,
        FailureCause::File { reason: FileReason::Damaged } => end_marked,
        _ => false,
    }
}

/// Quarantines an invalid report, once, and reports that.
fn quarantine(mut part: NamedTempFile, folder: &Path, name: &str, failure: Failure) -> Failure {
    let why = failure.detail.clone().unwrap_or_default();
    let mut put_aside = || -> io::Result<String> {
        let sha256 = files::sha256_of(part.as_file_mut())?;
        let folder = folder.join(QUARANTINE);
        std::fs::create_dir_all(&folder)?;
        let file_name = match kept_before(&folder, name, &sha256)? {
            Some(file_name) => file_name,
            None => {
                let mut aside = files::part_file(&folder)?;
                part.rewind()?;
                io::copy(&mut part, aside.as_file_mut())?;
                files::keep(aside, &folder, name, QUARANTINED)?
            }
        };
        Ok(format!("{why}; kept as {QUARANTINE}/{file_name}, SHA-256 {sha256}"))
    };
    match put_aside() {
        Ok(detail) => Failure::file(FileReason::PutAside, detail),
        Err(error) => failure.detailed(format!("{why}; not kept: {error}")),
    }
}

/// The file with the same content that an earlier attempt of this order quarantined.
fn kept_before(folder: &Path, name: &str, sha256: &str) -> io::Result<Option<String>> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let file_name = entry.file_name().to_string_lossy().into_owned();
        if file_name.starts_with(name)
            && file_name.ends_with(QUARANTINED)
            && files::sha256_of(&mut File::open(entry.path())?)? == sha256
        {
            return Ok(Some(file_name));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn put_aside(folder: &Path, content: &[u8]) -> Failure {
        let mut part = files::part_file(folder).unwrap();
        part.write_all(content).unwrap();
        let failure = inspect(part.as_file_mut()).unwrap_err();
        assert!(is_to_be_kept(&failure, true), "{failure:?}");
        quarantine(part, folder, "身份报告_示例_1", failure)
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_came_in_place_of_a_report_is_kept_where_nobody_takes_it_for_one() {
        let folder = tempfile::tempdir().unwrap();
        let failure = put_aside(folder.path(), b"<html>sign in</html>");
        assert_eq!(failure.cause, FailureCause::File { reason: FileReason::PutAside });
        assert!(failure.detail.unwrap().contains(&files::sha256(b"<html>sign in</html>")));
        assert_eq!(names(folder.path()), [QUARANTINE]);
        let kept = folder.path().join(QUARANTINE).join("身份报告_示例_1.quarantined");
        assert_eq!(std::fs::read(kept).unwrap(), b"<html>sign in</html>");
    }

    #[test]
    fn what_comes_in_place_of_a_report_again_and_again_is_kept_once() {
        let folder = tempfile::tempdir().unwrap();
        let contents: [&[u8]; 4] =
            [b"<html>1</html>", b"<html>1</html>", b"%PDF-1.7 no end", b"<html>1</html>"];
        for content in contents {
            put_aside(folder.path(), content);
        }
        let kept = names(&folder.path().join(QUARANTINE));
        assert_eq!(kept, ["身份报告_示例_1 (2).quarantined", "身份报告_示例_1.quarantined"]);
    }

    #[test]
    fn what_may_have_broken_off_unseen_is_not_put_aside() {
        let damaged = Failure::file(FileReason::Damaged, "");
        assert!(is_to_be_kept(&damaged, true));
        assert!(!is_to_be_kept(&damaged, false));
    }
}
