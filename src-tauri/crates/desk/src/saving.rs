//! Opening, showing and copying what was kept.

use crate::archive::Archive;
use crate::check::Check;
use crate::files;
use crate::finding::Source;
use crate::order::{SavedReport, State};
use crate::picture;
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

impl Archive {
    /// Where a saved report is, if it is still there.
    pub fn report_path(&self, order: i64) -> Result<PathBuf, SavingError> {
        let report = self.saved_report(order)?;
        let path = Path::new(&report.folder).join(&report.file_name);
        if path.is_file() { Ok(path) } else { Err(SavingError::Gone) }
    }

    /// Copies a saved report to a path that a person chose. What was changed since it was saved is no evidence and is not
    /// copied.
    pub fn copy_report(&self, order: i64, target: &Path) -> Result<(), SavingError> {
        let mut file = File::open(self.report_path(order)?)?;
        if files::sha256_of(&mut file)? != self.saved_report(order)?.sha256 {
            return Err(SavingError::Changed);
        }
        io::Seek::rewind(&mut file)?;
        Ok(files::write_whole(target, file)?)
    }

    /// The bytes of a kept picture.
    pub fn picture(&self, file: i64) -> Result<SavedBytes, SavingError> {
        let row = self.record().picture_row(file)?.ok_or(SavingError::NotFound)?;
        let extension = match row.media_type.as_str() {
            "image/jpeg" => "jpg",
            "image/gif" => "gif",
            "image/webp" => "webp",
            "image/bmp" => "bmp",
            _ => "png",
        };
        let name = files::safe_name(&format!("{}工商快照_{}", mark(&row.service), row.subject), "");
        Ok(SavedBytes { bytes: row.bytes, file_name: format!("{name}.{extension}") })
    }

    /// A kept picture to be shown, as PNG: drawn anew, so that nothing else in the file reaches whoever shows it. Takes the
    /// time of decoding.
    pub fn shown_picture(&self, file: i64) -> Result<Vec<u8>, SavingError> {
        Ok(picture::drawn_anew(&self.picture(file)?.bytes).map_err(io::Error::other)?)
    }

    /// Saves a kept picture, byte for byte, to a path that a person chose.
    pub fn copy_picture(&self, file: i64, target: &Path) -> Result<(), SavingError> {
        Ok(files::write_whole(target, self.picture(file)?.bytes.as_slice())?)
    }

    /// The bytes of a reply, as received.
    pub fn reply(&self, call: i64) -> Result<SavedBytes, SavingError> {
        let row = self.record().call(call)?.ok_or(SavingError::NotFound)?;
        let bytes = row.reply.ok_or(SavingError::NotFound)?.body;
        let about = match row.check {
            Check::ExitRestriction => "限制出境",
            Check::CustomsCredit => "进出口信用",
            Check::RegistrationSnapshot => "工商快照",
            Check::IdentityReport => "身份报告",
            Check::Quota => "额度",
        };
        let name = format!("{}原始答复_{about}_{}", mark(&row.account.service), row.subject);
        Ok(SavedBytes { bytes, file_name: format!("{}.json", files::safe_name(&name, &format!("_{call}"))) })
    }

    /// Saves a reply, byte for byte, to a path that a person chose.
    pub fn copy_reply(&self, call: i64, target: &Path) -> Result<(), SavingError> {
        Ok(files::write_whole(target, self.reply(call)?.bytes.as_slice())?)
    }

    fn saved_report(&self, order: i64) -> Result<SavedReport, SavingError> {
        match self.record().order(order)?.ok_or(SavingError::NotFound)?.state {
            State::Saved { report, .. } => Ok(report),
            _ => Err(SavingError::NotFound),
        }
    }
}

/// Sets files of the demo data apart.
fn mark(service: &str) -> &'static str {
    if Source::of(service).demo { "演示数据_" } else { "" }
}
