//! Fetching a report and keeping it. A file has its final name only once it is whole and on disk.

use super::state::{ReportFormat, SavedReport};
use crate::failure::{Failure, FailureCause, FileReason};
use crate::files;
use crate::time;
use jiff::Timestamp;
use qcc::fetch::Fetcher;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use tempfile::NamedTempFile;

/// Largest report that is fetched, in bytes.
const MAX_REPORT: u64 = 100 << 20;
/// Largest size of all parts of a Word report together, unpacked, in bytes.
const MAX_UNPACKED: u64 = 500 << 20;

/// Folder for what came in place of a report.
const QUARANTINE: &str = "未通过核对";

/// The file's name without extension.
pub(crate) fn name(subject: &str, order_no: &str, demo: bool) -> String {
    let mark = if demo { "演示数据_" } else { "" };
    files::safe_name(&format!("{mark}身份报告_{subject}"), &format!("_{order_no}"))
}

/// Fetches the report at `url` into `folder`.
pub(super) async fn fetch(
    fetcher: &Fetcher,
    url: &str,
    folder: &Path,
    name: &str,
    now: impl Fn() -> Timestamp,
) -> Result<SavedReport, Failure> {
    let not_written = |error: io::Error| Failure::file(FileReason::NotWritten, error);
    std::fs::create_dir_all(folder).map_err(not_written)?;
    let mut part = files::part_file(folder).map_err(not_written)?;
    let fetched = fetcher
        .fetch(url, MAX_REPORT, part.as_file_mut())
        .await
        .map_err(|error| Failure::unfetched(&error))?;
    let (folder, name, now) = (folder.to_owned(), name.to_owned(), now());
    // Unpacking, hashing and syncing take long enough to hold up other work.
    let kept = tokio::task::spawn_blocking(move || {
        let saved_as = match inspect(part.as_file_mut()) {
            Ok(saved_as) => saved_as,
            Err(failure) if is_wrong_type(&failure) => return Err(quarantine(part, &folder, &name)),
            Err(failure) => return Err(failure),
        };
        let sha256 = files::sha256_of(part.as_file_mut()).map_err(not_written)?;
        let file_name = files::keep(part, &folder, &name, saved_as.extension()).map_err(not_written)?;
        Ok(SavedReport {
            folder: folder.to_string_lossy().into_owned(),
            file_name,
            bytes: fetched.bytes,
            sha256,
            saved_as: Some(saved_as),
            saved_at: time::shown(now),
            plaintext: fetched.plaintext,
        })
    });
    kept.await.unwrap_or_else(|_| Err(Failure::file(FileReason::Damaged, "reading the report failed")))
}

fn is_wrong_type(failure: &Failure) -> bool {
    failure.cause == FailureCause::File { reason: FileReason::WrongType }
}

/// Keeps what came in place of a report, where nobody takes it for one, and says so.
fn quarantine(mut part: NamedTempFile, folder: &Path, name: &str) -> Failure {
    let mut kept = || -> io::Result<String> {
        let sha256 = files::sha256_of(part.as_file_mut())?;
        let folder = folder.join(QUARANTINE);
        std::fs::create_dir_all(&folder)?;
        let mut aside = files::part_file(&folder)?;
        part.rewind()?;
        io::copy(&mut part, aside.as_file_mut())?;
        let file_name = files::keep(aside, &folder, name, "quarantined")?;
        Ok(format!("neither PDF nor Word; kept as {QUARANTINE}/{file_name}, SHA-256 {sha256}"))
    };
    let detail = kept().unwrap_or_else(|error| format!("neither PDF nor Word; not kept: {error}"));
    Failure::file(FileReason::WrongType, detail)
}

/// Tells what the file is by its bytes, and that it is whole. A transfer that ends early can look like one that succeeded.
pub(crate) fn inspect(file: &mut (impl Read + Seek)) -> Result<ReportFormat, Failure> {
    let damaged = |detail: &str| Failure::file(FileReason::Damaged, detail);
    let mut start = [0; 5];
    file.rewind().and_then(|()| file.read_exact(&mut start)).map_err(|_| damaged("hardly any bytes"))?;
    if start.starts_with(b"%PDF-") {
        let whole = ends_with_eof_mark(file).map_err(|error| damaged(&error.to_string()))?;
        return if whole { Ok(ReportFormat::Pdf) } else { Err(damaged("a PDF without its end")) };
    }
    if start.starts_with(b"PK\x03\x04") {
        read_whole_archive(file).map_err(|error| damaged(&error.to_string()))?;
        return Ok(ReportFormat::Word);
    }
    Err(Failure::file(FileReason::WrongType, "neither PDF nor Word"))
}

fn ends_with_eof_mark(file: &mut (impl Read + Seek)) -> io::Result<bool> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(1024)))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    Ok(end.windows(5).any(|window| window == b"%%EOF"))
}

/// Reads every part, which checks its CRC, and looks for the one that makes a ZIP archive a Word document.
fn read_whole_archive(file: &mut (impl Read + Seek)) -> io::Result<()> {
    let mut archive = zip::ZipArchive::new(file)?;
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?.take(left);
        left -= io::copy(&mut part, &mut io::sink())?;
        if left == 0 {
            return Err(io::Error::other("unpacks to more than any report"));
        }
    }
    match archive.index_for_name("word/document.xml") {
        Some(_) => Ok(()),
        None => Err(io::Error::other("an archive that is no Word document")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn inspected(bytes: &[u8]) -> Result<ReportFormat, FileReason> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        inspect(&mut file).map_err(|failure| match failure.cause {
            crate::FailureCause::File { reason } => reason,
            other => panic!("{other:?}"),
        })
    }

    fn word(name: &str) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all("示例".repeat(1000).as_bytes()).unwrap();
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn only_a_whole_pdf_is_taken_for_a_report() {
        assert_eq!(inspected(b"%PDF-1.7\nsome objects\n%%EOF\n"), Ok(ReportFormat::Pdf));
        assert_eq!(inspected(b"%PDF-1.7\nsome obj"), Err(FileReason::Damaged));
        assert_eq!(inspected(b""), Err(FileReason::Damaged));
        assert_eq!(inspected(b"<html><body>%%EOF"), Err(FileReason::WrongType));
    }

    #[test]
    fn what_came_in_place_of_a_report_is_kept_where_nobody_takes_it_for_one() {
        let folder = tempfile::tempdir().unwrap();
        let mut part = files::part_file(folder.path()).unwrap();
        part.write_all(b"<html>sign in</html>").unwrap();
        let failure = quarantine(part, folder.path(), "身份报告_示例_1");
        assert!(is_wrong_type(&failure));
        assert!(failure.detail.unwrap().contains(&files::sha256(b"<html>sign in</html>")));
        let names: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(names, [folder.path().join(QUARANTINE)]);
        let kept = folder.path().join(QUARANTINE).join("身份报告_示例_1.quarantined");
        assert_eq!(std::fs::read(kept).unwrap(), b"<html>sign in</html>");
    }

    #[test]
    fn only_a_whole_word_document_is_taken_for_a_report() {
        let whole = word("word/document.xml");
        assert_eq!(inspected(&whole), Ok(ReportFormat::Word));
        assert_eq!(inspected(&word("other.txt")), Err(FileReason::Damaged));
        for end in 5..whole.len() {
            assert_eq!(inspected(&whole[..end]), Err(FileReason::Damaged), "cut after {end} bytes");
        }
        let mut flipped = whole.clone();
        flipped[60] ^= 1;
        assert_eq!(inspected(&flipped), Err(FileReason::Damaged));
    }
}
