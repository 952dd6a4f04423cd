//! Opens a saved file in its default program, or shows it in its folder. Works the same on every system,
//! using `open` and Tauri's opener.

use crate::error::CommandError;
use crate::system::System;
use desk::{FIND_TIMEOUT, SavingError};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use tokio::task::spawn_blocking;

/// The only types that are opened, whatever a record or a folder may contain. DOC, DOCM, RTF, ODT and ZIP
/// reports are saved and shown in their folder, but not opened: the first four may run macros or objects, and
/// an archive may contain anything.
const DOCUMENTS: [&str; 4] = ["pdf", "docx", "ofd", "xlsx"];

/// The path of a saved file. Has a timeout, since `find` may access a network drive that does not respond.
pub(crate) async fn located(
    find: impl FnOnce() -> Result<PathBuf, SavingError> + Send + 'static,
) -> Result<PathBuf, CommandError> {
    match tokio::time::timeout(FIND_TIMEOUT, spawn_blocking(find)).await {
        Ok(found) => found.map_err(CommandError::cannot_open)?.map_err(CommandError::not_opened),
        Err(_) => Err(SavingError::OutOfReach.into()),
    }
}

/// Opens a document if it is unchanged since it was saved: a changed file is no evidence. `unchanged` reads
/// the whole file.
pub(crate) async fn open_unchanged(
    unchanged: impl FnOnce() -> Result<PathBuf, SavingError> + Send + 'static,
) -> Result<(), CommandError> {
    let open = || {
        let path = unchanged().map_err(CommandError::not_opened)?;
        is_document(&path).and_then(|()| open::that_detached(path)).map_err(CommandError::cannot_open)
    };
    spawn_blocking(open).await.map_err(CommandError::cannot_open)?
}

pub(crate) async fn reveal(
    find: impl FnOnce() -> Result<PathBuf, SavingError> + Send + 'static,
) -> Result<(), CommandError> {
    let path = located(find).await?;
    let shown = spawn_blocking(move || tauri_plugin_opener::reveal_item_in_dir(path));
    shown.await.map_err(CommandError::cannot_open)?.map_err(CommandError::cannot_open)
}

/// Writes a file where the user chooses, possibly on a slow drive; `false` if the dialog was cancelled.
pub(crate) async fn save(
    system: &System,
    name: String,
    copy: impl FnOnce(&Path) -> Result<(), SavingError> + Send + 'static,
) -> Result<bool, CommandError> {
    let Some(target) = system.place_to_save(name).await else {
        return Ok(false);
    };
    spawn_blocking(move || copy(&target)).await.map_err(CommandError::cannot_save)??;
    Ok(true)
}

/// Checks for an absolute path of a regular file that is a document, not a program.
fn is_document(path: &Path) -> Result<(), Error> {
    let refuse = |why| Err(Error::new(ErrorKind::InvalidInput, why));
    if !path.is_absolute() {
        return refuse("not an absolute path");
    }
    // On Windows, a colon separates the file name from the name of a stream.
    if path.file_name().is_none_or(|name| name.to_string_lossy().contains(':')) {
        return refuse("not a file name");
    }
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    if !extension.is_some_and(|extension| DOCUMENTS.contains(&extension.as_str())) {
        return refuse("not a document");
    }
    // Do not follow links: one could point to a program.
    match path.symlink_metadata()?.is_file() {
        true => Ok(()),
        false => refuse("not a regular file"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::time::Duration;

    #[tokio::test]
    async fn a_drive_that_does_not_answer_is_out_of_reach_and_holds_up_nothing() {
        let (sender, receiver) = std::sync::mpsc::channel::<()>();
        tokio::time::pause();
        let found = tokio::spawn(located(move || {
            let _ = receiver.recv();
            Ok(PathBuf::new())
        }));
        tokio::task::yield_now().await;
        tokio::time::advance(FIND_TIMEOUT + Duration::from_secs(1)).await;
        let out_of_reach = CommandError::from(SavingError::OutOfReach);
        assert_eq!(found.await.unwrap(), Err(out_of_reach));
        drop(sender);
    }

    #[test]
    fn reports_and_evidence_may_be_opened() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["身份报告_示例.pdf", "身份报告_示例 (2).docx", "身份报告_示例.ofd", "核查底稿.XLSX"]
        {
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
            "报告.odt",
            "报告.zip",
            "报告.html",
            "报告.pdf.",
            "报告.pdf ",
            "报告",
            ".pdf",
        ] {
            let path = folder.path().join(name);
            // Windows rejects or changes some of these names. A missing file must not be opened either.
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
