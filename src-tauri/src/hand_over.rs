//! Handing a saved file to the system: opening it in the program that its owner chose for such files, or showing it in its
//! folder. The same on every system, by `open` and Tauri's opener.

use crate::error::CommandError;
use desk::SavingError;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::task::spawn_blocking;

/// What the app saves and a person reads. Whatever a record or a folder was made to say, nothing else is started. Reports that
/// arrive as DOC, DOCM, RTF or ZIP are saved and shown in their folder, but not opened: the first three can hold macros or objects
/// that run, and an archive anything.
const DOCUMENTS: [&str; 3] = ["pdf", "docx", "xlsx"];

/// A drive that takes longer than this to say whether a file is there is away.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where a saved file is. `find` may meet a network drive that does not answer; nobody waits for that.
pub(crate) async fn located(
    find: impl FnOnce() -> Result<PathBuf, SavingError> + Send + 'static,
) -> Result<PathBuf, CommandError> {
    match tokio::time::timeout(PATIENCE, spawn_blocking(find)).await {
        Ok(found) => found.map_err(CommandError::cannot_open)?.map_err(CommandError::not_opened),
        Err(_) => Err(SavingError::OutOfReach.into()),
    }
}

/// Opens a document that is as it was saved. What was changed since is no evidence and is not opened; `unchanged` reads the
/// whole file to tell.
pub(crate) async fn open_unchanged(
    unchanged: impl FnOnce() -> Result<PathBuf, SavingError> + Send + 'static,
) -> Result<(), CommandError> {
    let open = || {
        let path = unchanged().map_err(CommandError::not_opened)?;
        is_document(&path).and_then(|()| open::that_detached(path)).map_err(CommandError::cannot_open)
    };
    spawn_blocking(open).await.map_err(CommandError::cannot_open)?
}

/// Shows a file in its folder.
pub(crate) async fn reveal(
    find: impl FnOnce() -> Result<PathBuf, SavingError> + Send + 'static,
) -> Result<(), CommandError> {
    let path = located(find).await?;
    let shown = spawn_blocking(move || tauri_plugin_opener::reveal_item_in_dir(path));
    shown.await.map_err(CommandError::cannot_open)?.map_err(CommandError::cannot_open)
}

/// Writes a file where a person said, which may be a slow drive.
pub(crate) async fn save(
    copy: impl FnOnce() -> Result<(), SavingError> + Send + 'static,
) -> Result<(), CommandError> {
    Ok(spawn_blocking(copy).await.map_err(CommandError::cannot_save)??)
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

    #[tokio::test]
    async fn a_drive_that_does_not_answer_is_out_of_reach_and_holds_up_nothing() {
        let (answer, question) = std::sync::mpsc::channel::<()>();
        tokio::time::pause();
        let found = tokio::spawn(located(move || {
            let _ = question.recv();
            Ok(PathBuf::new())
        }));
        tokio::task::yield_now().await;
        tokio::time::advance(PATIENCE + Duration::from_secs(1)).await;
        let out_of_reach = CommandError::from(SavingError::OutOfReach);
        assert_eq!(found.await.unwrap(), Err(out_of_reach));
        drop(answer);
    }

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
