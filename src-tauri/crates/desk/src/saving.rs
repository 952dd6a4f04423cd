//! Opening, showing and copying what was saved.

use crate::desk::Desk;
use crate::files;
use crate::order::State;
use crate::record::RecordError;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Why a saved file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum SavingError {
    /// No such file was ever saved.
    #[error("no such file")]
    NotFound,
    /// It is not where it was saved: moved, renamed or deleted.
    #[error("the file is gone")]
    Gone,
    /// It is not what was saved: its SHA-256 differs.
    #[error("the file was changed")]
    Changed,
    /// It could not be read or written.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The record could not be read.
    #[error(transparent)]
    Record(#[from] RecordError),
}

/// Bytes of the record to show or save.
#[derive(Debug, Clone)]
pub struct SavedBytes {
    /// As received.
    pub bytes: Vec<u8>,
    /// A name that every file system takes.
    pub file_name: String,
}

impl Desk {
    /// Where a saved report is, if it is still there.
    pub fn report_path(&self, order: i64) -> Result<PathBuf, SavingError> {
        let row = self.record.order(order)?.ok_or(SavingError::NotFound)?;
        let State::Saved { report, .. } = row.state else {
            return Err(SavingError::NotFound);
        };
        let path = Path::new(&report.folder).join(&report.file_name);
        if path.is_file() { Ok(path) } else { Err(SavingError::Gone) }
    }

    /// Copies a saved report to a path that a person chose. What was changed since it was saved is no evidence and is not
    /// copied.
    pub fn copy_report(&self, order: i64, target: &Path) -> Result<(), SavingError> {
        let row = self.record.order(order)?.ok_or(SavingError::NotFound)?;
        let State::Saved { report, .. } = row.state else {
            return Err(SavingError::NotFound);
        };
        let mut file = File::open(self.report_path(order)?)?;
        if files::sha256_of(&mut file)? != report.sha256 {
            return Err(SavingError::Changed);
        }
        io::Seek::rewind(&mut file)?;
        Ok(files::write_whole(target, file)?)
    }

    /// The bytes of a kept picture.
    pub fn picture(&self, file: i64) -> Result<SavedBytes, SavingError> {
        let row = self.record.picture_row(file)?.ok_or(SavingError::NotFound)?;
        let extension = match row.media_type.as_str() {
            "image/jpeg" => "jpg",
            "image/gif" => "gif",
            "image/webp" => "webp",
            "image/bmp" => "bmp",
            _ => "png",
        };
        let mark = if self.service.source().demo { "演示数据_" } else { "" };
        let name = files::safe_name(&format!("{mark}工商快照_{}", row.subject), "");
        Ok(SavedBytes { bytes: row.bytes, file_name: format!("{name}.{extension}") })
    }

    /// Saves a kept picture, byte for byte, to a path that a person chose.
    pub fn copy_picture(&self, file: i64, target: &Path) -> Result<(), SavingError> {
        let picture = self.picture(file)?;
        Ok(files::write_whole(target, picture.bytes.as_slice())?)
    }
}
