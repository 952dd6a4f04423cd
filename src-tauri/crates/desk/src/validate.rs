//! Validates files and names before anything is stored. Public, so that fuzz targets can call it.

use crate::order::{report_file, report_kind};
use crate::{ReportKind, picture};
use std::io::Cursor;
use store::failure::Failure;
use store::record::FetchedPicture;

/// Whether the bytes are a complete picture within the size limits.
pub fn picture(bytes: Vec<u8>) -> Result<FetchedPicture, Failure> {
    picture::validate(bytes, false)
}

/// Whether the bytes are a complete report, and of which type.
pub fn report(bytes: &[u8]) -> Result<ReportKind, Failure> {
    report_kind::inspect(&mut Cursor::new(bytes))
}

/// The file name of an order's report, without extension.
pub fn report_file_name(subject: &str, order_no: &str, demo: bool) -> String {
    report_file::name(subject, order_no, demo)
}
