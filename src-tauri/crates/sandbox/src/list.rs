//! The list checks. Their rows are data: one file per check in `lists/`, written from the vendor's document.

use std::{collections::HashMap, sync::LazyLock};

use serde::Deserialize;
use serde_json::value::RawValue;

macro_rules! lists {
    ($($name:literal),* $(,)?) => {
        [$(include_str!(concat!("../lists/", $name, ".json"))),*]
    };
}

/// Add a line for each further check.
const FILES: &[&str] = &lists![
    "exit-restriction",
    "customs-credit",
    "dishonest-debtor",
    "enforcement-debtor",
    "consumption-limit",
    "terminated-enforcement",
    "abnormal-operation",
    "serious-violation",
    "administrative-penalty",
    "environmental-penalty",
    "tax-violation",
    "tax-arrears",
    "equity-freeze",
    "bankruptcy",
];

/// A test parses them, so an invalid file is never released.
#[allow(clippy::expect_used)]
static CONTENTS: LazyLock<Vec<Content<'static>>> = LazyLock::new(|| {
    FILES.iter().map(|file| serde_json::from_str(file).expect("a file of rows by company")).collect()
});

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Content<'f> {
    path: &'f str,
    /// Prefix of order numbers.
    order_prefix: &'f str,
    /// Whether the document has `pageIndex` and `pageSize`; otherwise one reply has all rows.
    pages: bool,
    /// By company name: a status code instead of rows, such as 214 if the account has not bought the check.
    #[serde(borrow, default)]
    codes: HashMap<&'f str, u16>,
    /// By company name, as sent. Companies without rows are absent.
    #[serde(borrow)]
    rows: HashMap<&'f str, Vec<&'f RawValue>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct List(usize);

impl List {
    /// The check with this documented path.
    pub(crate) fn at(path: &str) -> Option<Self> {
        CONTENTS.iter().position(|content| content.path == path).map(Self)
    }

    pub(crate) fn order_prefix(self) -> &'static str {
        CONTENTS[self.0].order_prefix
    }

    pub(crate) fn has_pages(self) -> bool {
        CONTENTS[self.0].pages
    }

    /// The status code that a company has instead of rows.
    pub(crate) fn code(self, company: &str) -> Option<u16> {
        CONTENTS[self.0].codes.get(company).copied()
    }

    /// A company's rows, as sent.
    pub(crate) fn rows(self, company: &str) -> &'static [&'static RawValue] {
        CONTENTS[self.0].rows.get(company).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::companies;

    #[test]
    fn every_file_is_in_the_list_and_can_be_read() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/lists");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
            .collect();
        let mut listed = FILES.to_vec();
        files.sort();
        listed.sort_unstable();
        assert_eq!(files, listed);
        assert_eq!(CONTENTS.len(), FILES.len());
    }

    #[test]
    fn rows_belong_to_companies_that_are_there() {
        for content in CONTENTS.iter() {
            for name in content.rows.keys().chain(content.codes.keys()) {
                assert!(companies().iter().any(|company| company.name == *name), "{name}");
            }
            assert!(content.rows.values().all(|rows| !rows.is_empty()), "{}", content.path);
        }
    }

    #[test]
    fn rows_are_written_without_blanks_as_the_service_sends_them() {
        for row in CONTENTS.iter().flat_map(|content| content.rows.values().flatten()) {
            assert!(row.get().starts_with("{\"") && !row.get().contains(['\n', '\t']), "{row}");
            assert!(!row.get().contains("\": ") && !row.get().contains(", \""), "{row}");
        }
    }
}
