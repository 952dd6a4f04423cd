//! What files and names pass before anything is kept, open to tests that offer them hostile bytes.

use crate::order::{report_file, report_kind};
use crate::{ReportKind, picture};
use std::io::Cursor;
use store::failure::Failure;
use store::record::Kept;

/// Whether the bytes are a whole picture of bearable size.
pub fn picture(bytes: Vec<u8>) -> Result<Kept, Failure> {
    picture::pass(bytes, false)
}

/// Whether the bytes are a whole report, and of which kind.
pub fn report(bytes: &[u8]) -> Result<ReportKind, Failure> {
    report_kind::inspect(&mut Cursor::new(bytes))
}

/// The name, without extension, of an order's report.
pub fn report_file_name(subject: &str, order_no: &str, demo: bool) -> String {
    report_file::name(subject, order_no, demo)
}
