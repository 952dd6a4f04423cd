use crate::error::CommandError;
use crate::file_actions;
use crate::shell::Shell;
use desk::{EvidenceFile, EvidenceOf, EvidenceSetting};
use serde::Serialize;
use std::sync::{Mutex, PoisonError};
use tauri::State;
use tauri::async_runtime::spawn_blocking;
use ts_rs::TS;

/// Files saved since the app started. The page refers to a file by its index, so that it can open nothing
/// else.
#[derive(Debug, Default)]
pub(crate) struct SavedFiles(Mutex<Vec<EvidenceFile>>);

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub(crate) struct SavedEvidence {
    /// Identifies the file until the app ends.
    id: usize,
    #[serde(flatten)]
    file: EvidenceFile,
}

impl SavedFiles {
    fn add(&self, file: EvidenceFile) -> SavedEvidence {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.push(file.clone());
        SavedEvidence { id: files.len() - 1, file }
    }

    fn file(&self, id: usize) -> Result<EvidenceFile, CommandError> {
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.get(id).cloned().ok_or(CommandError::NotFound)
    }
}

/// Saves the record of one subject into the evidence folder. Sends nothing and costs nothing.
#[tauri::command]
pub(crate) async fn save_evidence(
    epoch: u32,
    of: EvidenceOf,
    shell: State<'_, Shell>,
    saved_files: State<'_, SavedFiles>,
) -> Result<Vec<SavedEvidence>, CommandError> {
    let (archive, folder) = shell.evidence(epoch).await?;
    let saved = spawn_blocking(move || {
        let version = env!("CARGO_PKG_VERSION");
        archive.save_evidence(&of, EvidenceSetting { folder: &folder, version, at: archive.now() })
    });
    let files = saved.await.map_err(CommandError::cannot_save)??;
    Ok(files.into_iter().map(|file| saved_files.add(file)).collect())
}

/// Opens evidence in its default program, if the file is unchanged.
#[tauri::command]
pub(crate) async fn open_evidence(
    file: usize,
    saved_files: State<'_, SavedFiles>,
) -> Result<(), CommandError> {
    let file = saved_files.file(file)?;
    let found = file.clone();
    file_actions::located(move || found.path()).await?;
    file_actions::open_unchanged(move || file.unchanged()).await
}

#[tauri::command]
pub(crate) async fn show_evidence(
    file: usize,
    saved_files: State<'_, SavedFiles>,
) -> Result<(), CommandError> {
    let file = saved_files.file(file)?;
    file_actions::reveal(move || file.path()).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk::EvidenceFormat;

    #[test]
    fn only_what_was_saved_can_be_named() {
        let files = SavedFiles::default();
        let file = EvidenceFile {
            format: EvidenceFormat::Pdf,
            folder: "folder".into(),
            file_name: "核查底稿.pdf".into(),
            bytes: 0,
            sha256: String::new(),
        };
        let saved = files.add(file.clone());
        assert_eq!(files.file(saved.id + 1), Err(CommandError::NotFound));
        assert_eq!(files.file(saved.id), Ok(file));
    }
}
