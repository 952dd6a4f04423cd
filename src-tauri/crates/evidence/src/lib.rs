//! 底稿 (evidence): everything known about one subject, as a self-contained PDF/A-3 file and as an Excel file.
//!
//! The caller provides a [`Dossier`] from the record. This crate renders it in the same words as the screen
//! and makes no requests.

mod attachments;
mod document;
mod dossier;
mod face;
mod fonts;
mod invisible_chars;
mod layout;
mod line_break;
mod orders;
mod pages;
mod paper;
mod paragraph;
mod pdf;
mod receipt_sheets;
mod receipts;
mod row_sheets;
mod rows;
mod sentences;
mod strips;
mod tall_picture;
#[rustfmt::skip] // generated
mod words;
mod workbook;
mod xlsx;

pub(crate) use attachments::Left;
pub use attachments::{Attachment, Attachments};
pub use document::document;
pub use dossier::{Dossier, LookUp, Ordered, PrintedPicture, ReceivedReply, Request};
pub use paper::{Block, Field, Table};
pub use pdf::to_pdf;
pub use workbook::Sheet;
pub use xlsx::{sheets, to_excel};

/// Why a file could not be created.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// No font on this computer has all characters of the evidence's own texts.
    #[error("no font on this computer has {missing}")]
    NoFont {
        /// What the best font lacks.
        missing: String,
    },
    /// An error of a library.
    #[error("{0}")]
    NotMade(String),
}

/// The file name of a dossier, without time and extension.
pub fn file_name(dossier: &Dossier) -> String {
    words::evidence::file_name(dossier.demo, &dossier.subject)
}
