//! 保存底稿: what the record holds about one subject as one PDF/A-3 file that stands alone years later, and as an Excel file.
//!
//! The page names rows of the record and nothing else: what stands in evidence is read from the replies as received, by the
//! function that the screen uses, in the words of the screen.

#[cfg(test)]
mod golden;
mod read;

use crate::archive::Archive;
use crate::saving::{self, SavingError};
use evidence::{Dossier, RenderError, file_name, to_excel, to_pdf};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use store::files;
use store::record::RecordError;
use store::time;
use ts_rs::TS;

/// What is to be saved: entries of the record, all of one subject.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct EvidenceOf {
    /// Questions, by the rows of their first pages.
    pub calls: Vec<i64>,
    /// Orders for reports, by their rows.
    pub orders: Vec<i64>,
    /// As which files.
    pub formats: Vec<EvidenceFormat>,
}

/// File format of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum EvidenceFormat {
    /// PDF/A-3 with attachments.
    Pdf,
    /// Excel (XLSX).
    Excel,
}

/// A file of evidence in the evidence folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceFile {
    /// What it is.
    pub format: EvidenceFormat,
    /// Folder that it was saved in.
    pub folder: String,
    /// Name within the folder.
    pub file_name: String,
    /// Size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
}

/// Where, by what and when evidence is saved.
#[derive(Debug, Clone, Copy)]
pub struct EvidenceSetting<'a> {
    /// The evidence folder; made where it is missing.
    pub folder: &'a Path,
    /// Version of the app.
    pub version: &'a str,
    /// The moment of saving, which the files are named after.
    pub at: Timestamp,
}

/// Why evidence was not saved. Nothing was asked, so nothing was billed.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    /// Nothing was named.
    #[error("nothing to save")]
    Nothing,
    /// An entry is not there, or not any more.
    #[error("no such entry")]
    NotFound,
    /// The entries are of several subjects, or of none, as the quota is.
    #[error("not of one subject")]
    NotOneSubject,
    /// A question is being asked at this moment.
    #[error("a question is being asked")]
    StillAsking,
    /// The folder is not there and could not be made.
    #[error("the folder: {0}")]
    Folder(#[source] io::Error),
    /// The file could not be written.
    #[error("{0}")]
    NotWritten(#[source] io::Error),
    /// The file could not be made.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The record could not be read.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl Archive {
    /// Saves what the record holds of these entries, and returns the files in the order of the formats. Takes seconds and some
    /// hundred megabytes at most: to be called from a thread that may wait.
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
        std::fs::create_dir_all(setting.folder).map_err(EvidenceError::Folder)?;
        save(&made, &dossier, setting.folder)
    }
}

/// Saves all of the files or none: whoever is told that nothing was saved must find nothing.
fn save(
    made: &[(EvidenceFormat, Vec<u8>)],
    dossier: &Dossier,
    folder: &Path,
) -> Result<Vec<EvidenceFile>, EvidenceError> {
    let name = files::safe_name(&file_name(dossier), &format!("_{}", time::file_stamp(dossier.saved_at)));
    let parts: io::Result<Vec<_>> = made
        .iter()
        .map(|(_, bytes)| {
            let mut part = files::part_file(folder)?;
            part.write_all(bytes)?;
            Ok(part)
        })
        .collect();
    let mut kept: Vec<EvidenceFile> = Vec::new();
    for ((format, bytes), part) in made.iter().zip(parts.map_err(EvidenceError::NotWritten)?) {
        let file_name = files::keep(part, folder, &name, format.extension()).map_err(|error| {
            for file in &kept {
                // What cannot be removed stays; what went wrong first is what is told.
                let _ = files::while_held(|| std::fs::remove_file(folder.join(&file.file_name)));
            }
            EvidenceError::NotWritten(error)
        })?;
        kept.push(EvidenceFile {
            format: *format,
            folder: folder.to_string_lossy().into_owned(),
            file_name,
            bytes: bytes.len() as u64,
            sha256: files::sha256(bytes),
        });
    }
    Ok(kept)
}

impl EvidenceFile {
    /// Where it is, if it is still there.
    pub fn path(&self) -> Result<PathBuf, SavingError> {
        let path = Path::new(&self.folder).join(&self.file_name);
        saving::still_there(&path)?;
        Ok(path)
    }

    /// Where it is, if it is still there and as it was saved. Reads all of it.
    pub fn unchanged(&self) -> Result<PathBuf, SavingError> {
        let path = self.path()?;
        saving::unchanged(&path, &self.sha256)?;
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
