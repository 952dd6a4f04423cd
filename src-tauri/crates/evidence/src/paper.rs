//! The parts that a document is made of.

/// A part of a document, from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Of the document.
    Title(String),
    /// Of a section; stands in the outline.
    Heading(String),
    /// Of one of several things in a section.
    Subheading(String),
    /// What a section says, in one sentence.
    Sentence(String),
    /// Ordinary.
    Text(String),
    /// Less important.
    Quiet(String),
    /// The same, of what comes next.
    Introduction(String),
    /// Not to be missed: the first line stands out.
    Notice(Vec<String>),
    /// Labelled values, as in a form.
    Fields(Vec<Field>),
    /// Rows and columns of text.
    Table(Table),
    /// A picture as PNG.
    Picture {
        /// Its bytes.
        png: Vec<u8>,
        /// How much there is to be seen in each row of its pixels, the better to cut a tall one.
        busyness: Vec<u32>,
        /// What is to be seen.
        alt: String,
    },
}

/// One labelled value of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// What it is.
    pub label: String,
    /// What stands there.
    pub value: String,
    /// Takes the whole width, for values that are long.
    pub wide: bool,
}

/// Rows and columns of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Headings and the columns' shares of the width.
    pub columns: Vec<(&'static str, f32)>,
    /// One text a column.
    pub rows: Vec<Vec<String>>,
}

pub(crate) fn field(label: &str, value: impl Into<String>) -> Field {
    Field { label: label.to_owned(), value: value.into(), wide: false }
}

pub(crate) fn wide(label: &str, value: impl Into<String>) -> Field {
    Field { wide: true, ..field(label, value) }
}
