//! Opens, shows and copies saved files.

use crate::archive::Archive;
use crate::render;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use store::check::Check;
use store::files;
use store::finding::Source;
use store::order::State;
use store::record::RecordError;

/// Why a saved file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum SavingError {
    #[error("no such file")]
    NotFound,
    #[error("the file is gone")]
    Gone,
    #[error("the file's folder is not available")]
    OutOfReach,
    #[error("the file was changed")]
    Changed,
    #[error("{0}")]
    Undrawable(#[from] image::ImageError),
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error(transparent)]
    Record(#[from] RecordError),
}

/// Bytes of the record for display or saving.
#[derive(Debug, Clone)]
pub struct SavedBytes {
    /// As received.
    pub bytes: Vec<u8>,
    /// A file name that is valid on every file system.
    pub file_name: String,
}

impl Archive {
    pub fn report_path(&self, order: i64) -> Result<PathBuf, SavingError> {
        Ok(self.saved_report(order)?.0)
    }

    /// The path of a saved report, if it still exists and is unchanged. Reads all of it.
    pub fn unchanged_report(&self, order: i64) -> Result<PathBuf, SavingError> {
        let (path, sha256) = self.saved_report(order)?;
        unchanged(&path, &sha256)?;
        Ok(path)
    }

    /// Copies a saved report to a path that the user chose. A changed file is no evidence and is not copied.
    pub fn copy_report(&self, order: i64, target: &Path) -> Result<(), SavingError> {
        let (path, sha256) = self.saved_report(order)?;
        let mut file = unchanged(&path, &sha256)?;
        io::Seek::rewind(&mut file)?;
        Ok(files::write_whole(target, file)?)
    }

    pub fn picture(&self, file: i64) -> Result<SavedBytes, SavingError> {
        let row = self.record().picture_row(file)?.ok_or(SavingError::NotFound)?;
        let name = files::safe_name(&format!("{}工商快照_{}", mark(&row.service), row.subject), "");
        Ok(SavedBytes { file_name: format!("{name}.{}", row.extension()), bytes: row.bytes })
    }

    /// A stored picture as PNG, scaled down to a width of `widest` pixels, or further if it is very tall;
    /// unscaled if it is less than twice as wide. It is re-encoded, so that nothing else in the file reaches
    /// the web view. Takes as long as decoding, unless it is in the cache.
    pub fn picture_preview(&self, file: i64, widest: u32) -> Result<Vec<u8>, SavingError> {
        let sha256 = self.record().picture_sha256(file)?.ok_or(SavingError::NotFound)?;
        self.previews.preview(&sha256, widest, || Ok(render::preview(&self.picture(file)?.bytes, widest)?))
    }

    /// A stored picture in full resolution, as square PNGs row by row; those at the right and bottom edges
    /// are smaller. The data starts with the side length in pixels, and each PNG is preceded by its length in
    /// bytes; both are 32-bit little-endian.
    pub fn picture_tiles(&self, file: i64) -> Result<Vec<u8>, SavingError> {
        self.previews.exclusively(|| Ok(render::tiles(&self.picture(file)?.bytes)?))
    }

    /// A stored picture in full resolution, as one PNG.
    pub fn whole_picture(&self, file: i64) -> Result<Vec<u8>, SavingError> {
        self.previews.exclusively(|| Ok(render::whole(&self.picture(file)?.bytes)?))
    }

    /// Saves a stored picture, byte for byte, to a path that the user chose.
    pub fn copy_picture(&self, file: i64, target: &Path) -> Result<(), SavingError> {
        Ok(files::write_whole(target, self.picture(file)?.bytes.as_slice())?)
    }

    pub fn reply(&self, call: i64) -> Result<SavedBytes, SavingError> {
        let row = self.record().call(call)?.ok_or(SavingError::NotFound)?;
        let bytes = row.reply.as_ref().ok_or(SavingError::NotFound)?.body.clone();
        let about = row.check.map_or("较新版本", Check::name);
        let name = format!("{}原始答复_{about}_{}", mark(&row.account.service), row.subject);
        Ok(SavedBytes { bytes, file_name: format!("{}.json", files::safe_name(&name, &format!("_{call}"))) })
    }

    /// Saves a reply, byte for byte, to a path that the user chose.
    pub fn copy_reply(&self, call: i64, target: &Path) -> Result<(), SavingError> {
        Ok(files::write_whole(target, self.reply(call)?.bytes.as_slice())?)
    }

    /// The path of a saved report, if it still exists, and its SHA-256.
    fn saved_report(&self, order: i64) -> Result<(PathBuf, String), SavingError> {
        let State::Saved { report, .. } = self.record().order(order)?.ok_or(SavingError::NotFound)?.state
        else {
            return Err(SavingError::NotFound);
        };
        let path = Path::new(&report.folder).join(&report.file_name);
        still_there(&path)?;
        Ok((path, report.sha256))
    }
}

pub(crate) fn still_there(path: &Path) -> Result<(), SavingError> {
    let found = path.metadata().map(|found| found.is_file()).map_err(|error| error.kind());
    presence(found, || path.parent().is_some_and(Path::is_dir))
}

fn presence(
    found: Result<bool, ErrorKind>,
    folder_is_there: impl FnOnce() -> bool,
) -> Result<(), SavingError> {
    match found {
        Ok(true) => Ok(()),
        Ok(false) => Err(SavingError::Gone),
        Err(ErrorKind::PermissionDenied) => Err(SavingError::Io(ErrorKind::PermissionDenied.into())),
        Err(error) if files::is_gone(error, folder_is_there) => Err(SavingError::Gone),
        Err(_) => Err(SavingError::OutOfReach),
    }
}

/// Opens a file after checking that it is unchanged.
pub(crate) fn unchanged(path: &Path, sha256: &str) -> Result<File, SavingError> {
    let mut file = File::open(path)?;
    if files::sha256_of(&mut file)? == sha256 { Ok(file) } else { Err(SavingError::Changed) }
}

/// File name prefix for demo data.
fn mark(service: &str) -> &'static str {
    if Source::of(service).demo { "演示数据_" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_gone_is_told_from_a_folder_that_is_out_of_reach() {
        let result = |found, folder| presence(found, || folder);
        assert!(result(Ok(true), true).is_ok());
        assert!(matches!(result(Ok(false), true), Err(SavingError::Gone)));
        assert!(matches!(result(Err(ErrorKind::NotFound), true), Err(SavingError::Gone)));
        for kind in
            [ErrorKind::NotFound, ErrorKind::HostUnreachable, ErrorKind::TimedOut, ErrorKind::NetworkDown]
        {
            assert!(matches!(result(Err(kind), false), Err(SavingError::OutOfReach)), "{kind}");
        }
    }
}
