//! 保存底稿: saves the record of one subject as a self-contained PDF/A-3 file and as an Excel file.
//!
//! The page only names entries of the record. The content is read from the replies as received, by the same
//! function and in the same words as on screen.

#[cfg(test)]
mod golden;
mod read;

use crate::archive::Archive;
use crate::export::{self, SavingError};
use evidence::{Dossier, RenderError, file_name, to_excel, to_pdf};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use store::files;
use store::record::RecordError;
use store::time;
use ts_rs::TS;

/// What to save: entries of the record, all of one subject.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct EvidenceOf {
    /// Look-ups, by their first calls.
    pub calls: Vec<i64>,
    /// Orders for reports, by id.
    pub orders: Vec<i64>,
    pub formats: Vec<EvidenceFormat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum EvidenceFormat {
    /// PDF/A-3 with attachments.
    Pdf,
    Excel,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceFile {
    pub format: EvidenceFormat,
    /// Folder at the time of saving.
    pub folder: String,
    pub file_name: String,
    #[ts(type = "number")]
    pub bytes: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
}

#[derive(Debug, Clone, Copy)]
pub struct EvidenceSetting<'a> {
    /// The evidence folder; created if missing.
    pub folder: &'a Path,
    pub version: &'a str,
    /// The time of saving, for the file names.
    pub at: Timestamp,
}

/// Why evidence was not saved. No request was made, so nothing was billed.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    #[error("nothing to save")]
    Nothing,
    #[error("no such entry")]
    NotFound,
    /// The entries are of several subjects, or of none, such as the quota.
    #[error("the entries are not all of one subject")]
    NotOneSubject,
    #[error("a look-up is in progress")]
    StillAsking,
    /// The folder does not exist and could not be created.
    #[error("the folder: {0}")]
    Folder(#[source] io::Error),
    #[error("{0}")]
    NotWritten(#[source] io::Error),
    #[error(transparent)]
    Render(#[from] RenderError),
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl Archive {
    /// Saves the record of these entries, and returns the files in the order of the formats. Takes seconds
    /// and up to some hundred megabytes of memory, so call it on a blocking thread.
    pub fn save_evidence(
        &self,
        of: &EvidenceOf,
        setting: EvidenceSetting<'_>,
    ) -> Result<Vec<EvidenceFile>, EvidenceError> {
        let dossier = read::read(self, of, setting)?;
        let mut made = Vec::new();
        for format in &of.formats {
            made.push(match format {
                EvidenceFormat::Pdf => (*format, to_pdf(&dossier)?),
                EvidenceFormat::Excel => (*format, to_excel(&dossier)?),
            });
        }
        let folder = setting.folder.to_owned();
        let made_folder = files::within(files::FIND_TIMEOUT, || std::fs::create_dir_all(folder));
        let made_folder = made_folder.unwrap_or_else(|| Err(io::ErrorKind::TimedOut.into()));
        made_folder.map_err(EvidenceError::Folder)?;
        save(&made, &dossier, setting.folder)
    }
}

/// A name that no evidence has, in whatever format: files of one name belong to one saving.
fn free_name(folder: &Path, name: String) -> String {
    let is_free = |name: &String| {
        let path = |format: EvidenceFormat| folder.join(format!("{name}.{}", format.extension()));
        [EvidenceFormat::Pdf, EvidenceFormat::Excel].into_iter().all(|format| !path(format).exists())
    };
    let numbered = (2..100).map(|number| format!("{name} ({number})"));
    std::iter::once(name.clone()).chain(numbered).find(is_free).unwrap_or(name)
}

/// Saves all of the files or none: after an error, there must be no file.
fn save(
    made: &[(EvidenceFormat, Vec<u8>)],
    dossier: &Dossier,
    folder: &Path,
) -> Result<Vec<EvidenceFile>, EvidenceError> {
    let name = files::safe_name(&file_name(dossier), &format!("_{}", time::file_stamp(dossier.saved_at)));
    let name = free_name(folder, name);
    let parts: io::Result<Vec<_>> = made
        .iter()
        .map(|(_, bytes)| {
            let mut part = files::part_file(folder)?;
            part.write_all(bytes)?;
            Ok(part)
        })
        .collect();
    let mut saved: Vec<EvidenceFile> = Vec::new();
    for ((format, bytes), part) in made.iter().zip(parts.map_err(EvidenceError::NotWritten)?) {
        let file_name = files::keep(part, folder, &name, format.extension()).map_err(|error| {
            for file in &saved {
                // If it cannot be removed, it stays; report the first error.
                let _ = files::while_held(|| std::fs::remove_file(folder.join(&file.file_name)));
            }
            EvidenceError::NotWritten(error)
        })?;
        saved.push(EvidenceFile {
            format: *format,
            folder: folder.to_string_lossy().into_owned(),
            file_name,
            bytes: bytes.len() as u64,
            sha256: files::sha256(bytes),
        });
    }
    Ok(saved)
}

impl EvidenceFile {
    pub fn path(&self) -> Result<PathBuf, SavingError> {
        let path = Path::new(&self.folder).join(&self.file_name);
        export::still_there(&path)?;
        Ok(path)
    }

    /// The file's path, if it still exists and is unchanged. Reads all of it.
    pub fn unchanged(&self) -> Result<PathBuf, SavingError> {
        let path = self.path()?;
        export::unchanged(&path, &self.sha256)?;
        Ok(path)
    }
}

impl EvidenceFormat {
    fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Excel => "xlsx",
        }
    }
}
