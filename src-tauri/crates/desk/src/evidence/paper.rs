//! The parts that a document is made of.

/// A part of a document, from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    Title(String),
    /// Of a section; stands in the outline.
    Heading(String),
    /// Of one of several things in a section.
    Subheading(String),
    /// What a section says, in one sentence.
    Sentence(String),
    Text(String),
    /// Less important.
    Quiet(String),
    /// The same, of what comes next.
    Introduction(String),
    /// Not to be missed: the first line stands out.
    Notice(Vec<String>),
    /// Labelled values, as in a form.
    Fields(Vec<Field>),
    Table(Table),
    /// PNG.
    Picture {
        png: Vec<u8>,
        /// How much there is to be seen in each row of its pixels, the better to cut a tall one.
        busyness: Vec<u32>,
        /// What is to be seen.
        alt: String,
    },
}

/// One labelled value of a form.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Field {
    pub(super) label: String,
    pub(super) value: String,
    /// Takes the whole width, for values that are long.
    pub(super) wide: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    /// Headings and the columns' shares of the width.
    pub(super) columns: Vec<(&'static str, f32)>,
    pub(super) rows: Vec<Vec<String>>,
}

pub(super) fn field(label: &str, value: impl Into<String>) -> Field {
    Field { label: label.to_owned(), value: value.into(), wide: false }
}

pub(super) fn wide(label: &str, value: impl Into<String>) -> Field {
    Field { wide: true, ..field(label, value) }
}
