//! What files and names pass before anything is kept, open to tests that offer them hostile bytes.

use crate::order::{report_file, report_kind};
use crate::{ReportKind, picture};
use std::io::Cursor;
use store::failure::Failure;

/// What a picture that passed says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassedPicture {
    /// Told by its first bytes.
    pub media_type: &'static str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Whether the bytes are a whole picture of bearable size.
pub fn picture(bytes: Vec<u8>) -> Result<PassedPicture, Failure> {
    let kept = picture::pass(bytes, false)?;
    Ok(PassedPicture { media_type: kept.media_type, width: kept.width, height: kept.height })
}

/// Whether the bytes are a whole report, and of which kind.
pub fn report(bytes: &[u8]) -> Result<ReportKind, Failure> {
    report_kind::inspect(&mut Cursor::new(bytes))
}

/// The name, without extension, of an order's report.
pub fn report_file_name(subject: &str, order_no: &str, demo: bool) -> String {
    report_file::name(subject, order_no, demo)
}
