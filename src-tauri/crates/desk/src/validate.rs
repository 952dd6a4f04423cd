//! Validates files and names before anything is stored. Public, so that fuzz targets can call it.

pub use crate::order::report_file::name as report_file_name;
pub use crate::order::report_kind::inspect as report;
pub use crate::picture::validate as picture;
