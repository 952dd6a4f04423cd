use crate::error::{CommandError, FileProblem};
use crate::shell::Shell;
use desk::{EvidenceFile, EvidenceOf, EvidenceSetting};
use jiff::Timestamp;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tauri::State;
use tauri::async_runtime::spawn_blocking;
use ts_rs::TS;

/// What was saved since the app was started. The page names a file by its number here, so that it can open nothing else.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<Vec<PathBuf>>);

/// A file of evidence that was just saved.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub(crate) struct SavedEvidence {
    /// Names the file until the app ends.
    id: usize,
    /// The file.
    #[serde(flatten)]
    file: EvidenceFile,
}

impl Kept {
    fn keep(&self, file: EvidenceFile) -> SavedEvidence {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(Path::new(&file.folder).join(&file.file_name));
        SavedEvidence { id: kept.len() - 1, file }
    }

    /// Where a file is, if it is still there.
    fn path(&self, id: usize) -> Result<PathBuf, CommandError> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let path = kept.get(id).ok_or(CommandError::NotFound)?;
        if path.is_file() {
            Ok(path.clone())
        } else {
            Err(CommandError::File { problem: FileProblem::Gone, detail: String::new() })
        }
    }
}

/// Saves what the record holds of one subject into the evidence folder. Asks nothing and costs nothing.
#[tauri::command]
pub(crate) async fn save_evidence(
    epoch: u32,
    of: EvidenceOf,
    shell: State<'_, Shell>,
    kept: State<'_, Kept>,
) -> Result<Vec<SavedEvidence>, CommandError> {
    let (archive, folder) = shell.evidence(epoch).await?;
    let saved = spawn_blocking(move || {
        let setting =
            EvidenceSetting { folder: &folder, version: env!("CARGO_PKG_VERSION"), at: Timestamp::now() };
        archive.save_evidence(&of, setting)
    });
    let files = saved.await.map_err(CommandError::cannot_save)??;
    Ok(files.into_iter().map(|file| kept.keep(file)).collect())
}

/// Opens evidence in the program that its owner chose for it.
#[tauri::command]
pub(crate) async fn open_evidence(file: usize, kept: State<'_, Kept>) -> Result<(), CommandError> {
    open::that_detached(kept.path(file)?).map_err(CommandError::cannot_open)
}

/// Shows evidence in its folder.
#[tauri::command]
pub(crate) async fn show_evidence(file: usize, kept: State<'_, Kept>) -> Result<(), CommandError> {
    tauri_plugin_opener::reveal_item_in_dir(kept.path(file)?).map_err(CommandError::cannot_open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk::EvidenceFormat;

    #[test]
    fn only_what_was_saved_and_is_still_there_can_be_opened() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::default();
        let saved = kept.keep(EvidenceFile {
            format: EvidenceFormat::Pdf,
            folder: folder.path().to_string_lossy().into_owned(),
            file_name: "核查底稿.pdf".into(),
            bytes: 0,
            sha256: String::new(),
        });
        assert_eq!(kept.path(saved.id + 1), Err(CommandError::NotFound));
        let gone = CommandError::File { problem: FileProblem::Gone, detail: String::new() };
        assert_eq!(kept.path(saved.id), Err(gone));
        let path = folder.path().join("核查底稿.pdf");
        std::fs::write(&path, "").unwrap();
        assert_eq!(kept.path(saved.id), Ok(path));
    }
}
