//! The building blocks of a document.

/// A block, from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    Title(String),
    /// A section's heading; listed in the outline.
    Heading(String),
    /// A heading within a section.
    Subheading(String),
    /// A section's summary, in one sentence.
    Sentence(String),
    Text(String),
    Quiet(String),
    /// Secondary text that introduces the next block.
    Introduction(String),
    /// A notice with an emphasised first line.
    Notice(Vec<String>),
    /// Labelled values, as in a form.
    Fields(Vec<Field>),
    Table(Table),
    /// A table of contents. Its first column says on which page the section of each row begins, and leads there.
    Contents {
        table: Table,
        /// The section of each row, counted from 0 in the order of the document's headings.
        sections: Vec<usize>,
    },
    Picture {
        png: Vec<u8>,
        /// How busy each row of pixels is, for cutting a tall picture.
        busyness: Vec<u32>,
        alt: String,
    },
}

/// A labelled value of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub label: String,
    pub value: String,
    /// Takes the full width, for long values.
    pub wide: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Headings, and the columns' fractions of the width.
    pub columns: Vec<(&'static str, f32)>,
    /// One text per column.
    pub rows: Vec<Vec<String>>,
}

pub(crate) fn field(label: &str, value: impl Into<String>) -> Field {
    Field { label: label.to_owned(), value: value.into(), wide: false }
}

pub(crate) fn wide(label: &str, value: impl Into<String>) -> Field {
    Field { wide: true, ..field(label, value) }
}
