//! 底稿: what is known about one subject as one PDF/A-3 file that stands alone years later, and as an Excel file.
//!
//! Whoever knows the record puts a [`Dossier`] together; this crate tells it in the words of the screen and asks nobody anything.

mod attached;
mod dossier;
mod face;
mod fonts;
mod invisible_chars;
mod layout;
mod lines;
mod orders_told;
mod paper;
mod paragraph;
mod pdf;
mod receipt_sheets;
mod receipts;
mod row_sheets;
mod rows;
mod sentences;
mod sheets;
mod spread;
mod strips;
mod told;
#[rustfmt::skip] // generated
mod words;
mod workbook;
mod xlsx;

pub(crate) use attached::Left;
pub use attached::{Attachment, Attachments};
pub use dossier::{Dossier, OnPaper, Ordered, Question, ReplyProof, Request};
pub use paper::{Block, Field, Table};
pub use pdf::to_pdf;
pub use told::document;
pub use workbook::Sheet;
pub use xlsx::{sheets, to_excel};

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// No font of this computer has the characters that evidence is written in.
    #[error("no font of this computer has {missing}")]
    NoFont {
        /// What the best of the fonts lacks.
        missing: String,
    },
    /// A library refused to write it.
    #[error("{0}")]
    NotMade(String),
}

/// What files of a dossier are called, without time and extension.
pub fn file_name(dossier: &Dossier) -> String {
    words::evidence::file_name(dossier.demo, &dossier.subject)
}
