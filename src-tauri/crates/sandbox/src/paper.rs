//! Pictures and reports of fictional companies, made when they are asked for.

mod canvas;
mod content;
mod docx;
mod palette;
mod pdf;
mod snapshot;
mod typeface;

pub(crate) use content::report;
pub(crate) use docx::docx;
pub(crate) use pdf::pdf;
pub(crate) use snapshot::snapshot;
pub(crate) use typeface::TypefaceFile;
