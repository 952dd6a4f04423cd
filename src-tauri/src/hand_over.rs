//! Handing a saved file to the system: opening it in the program that its owner chose for such files, or showing it in its
//! folder. The same on every system, by `open` and Tauri's opener.

use crate::error::CommandError;
use desk::SavingError;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use tauri::async_runtime::spawn_blocking;

/// What the app saves and a person reads. Whatever a record or a folder was made to say, nothing else is started. Reports that
/// arrive as DOC, DOCM, RTF or ZIP are saved and shown in their folder, but not opened: the first three can hold macros or objects
/// that run, and an archive anything.
const DOCUMENTS: [&str; 3] = ["pdf", "docx", "xlsx"];

/// Opens a document that is as it was saved. What was changed since is no evidence and is not opened; `unchanged` reads the
/// whole file to tell.
pub(crate) async fn open_unchanged(
    unchanged: impl FnOnce() -> Result<PathBuf, SavingError> + Send + 'static,
) -> Result<(), CommandError> {
    let path = spawn_blocking(unchanged).await.map_err(CommandError::cannot_open)?;
    let path = path.map_err(CommandError::not_opened)?;
    is_document(&path).and_then(|()| open::that_detached(path)).map_err(CommandError::cannot_open)
}

/// Shows a file in its folder.
pub(crate) fn reveal(path: &Path) -> Result<(), CommandError> {
    tauri_plugin_opener::reveal_item_in_dir(path).map_err(CommandError::cannot_open)
}

/// Whether it is a whole path to a plain file of a kind that is read, not run.
fn is_document(path: &Path) -> Result<(), Error> {
    let refuse = |why| Err(Error::new(ErrorKind::InvalidInput, why));
    if !path.is_absolute() {
        return refuse("not a whole path");
    }
    // On Windows what stands before a colon is the file, and what stands after it names a stream within it.
    if path.file_name().is_none_or(|name| name.to_string_lossy().contains(':')) {
        return refuse("not the name of a file");
    }
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    if !extension.is_some_and(|extension| DOCUMENTS.contains(&extension.as_str())) {
        return refuse("not a document");
    }
    // Not followed: a link could name a program.
    match path.symlink_metadata()?.is_file() {
        true => Ok(()),
        false => refuse("not a plain file"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn reports_and_evidence_may_be_opened() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["身份报告_示例.pdf", "身份报告_示例 (2).docx", "核查底稿.XLSX"] {
            let path = folder.path().join(name);
            fs::write(&path, "").unwrap();
            assert!(is_document(&path).is_ok(), "{name}");
        }
    }

    #[test]
    fn what_could_be_run_is_never_opened() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "报告.exe",
            "报告.pdf.exe",
            "报告.bat",
            "报告.lnk",
            "报告.url",
            "报告.desktop",
            "报告.command",
            "报告.app",
            "报告.doc",
            "报告.docm",
            "报告.rtf",
            "报告.zip",
            "报告.html",
            "报告.pdf.",
            "报告.pdf ",
            "报告",
            ".pdf",
        ] {
            let path = folder.path().join(name);
            // Windows refuses or changes some of these names; what is not there is not opened either.
            let _ = fs::write(&path, "");
            assert!(is_document(&path).is_err(), "{name}");
        }
        let stream = folder.path().join("报告.exe:报告.pdf");
        let _ = fs::write(&stream, "");
        assert!(is_document(&stream).is_err());
    }

    #[test]
    fn only_a_plain_file_by_its_whole_path_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(
            is_document(&folder.path().join("报告.pdf")).unwrap_err().kind(),
            ErrorKind::NotFound,
            "it is gone"
        );
        let inner = folder.path().join("文件夹.pdf");
        fs::create_dir(&inner).unwrap();
        assert!(is_document(&inner).is_err());
        assert!(is_document(Path::new("报告.pdf")).is_err());
        assert!(is_document(Path::new("https://example.com/报告.pdf")).is_err());
        assert!(is_document(Path::new("-报告.pdf")).is_err());
    }
}
