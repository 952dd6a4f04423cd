use crate::description::Description;
use crate::file;
use crate::money;
use std::ops::Deref;
use std::sync::{LazyLock, OnceLock};

macro_rules! descriptions {
    ($($name:literal),* $(,)?) => {
        [$((concat!("checks/", $name), include_str!(concat!("../../../../checks/", $name)))),*]
    };
}

/// The files of all list checks, in display order.
const DESCRIPTIONS: &[(&str, &str)] = &descriptions![
    "exit-restriction.toml",
    "dishonest-debtor.toml",
    "enforcement-debtor.toml",
    "consumption-limit.toml",
    "terminated-enforcement.toml",
    "customs-credit.toml",
    "abnormal-operation.toml",
    "serious-violation.toml",
    "administrative-penalty.toml",
    "environmental-penalty.toml",
    "tax-violation.toml",
    "tax-arrears.toml",
    "equity-freeze.toml",
    "bankruptcy.toml",
];

/// A test parses them, so an invalid description is never released.
#[allow(clippy::panic)]
static SHIPPED: LazyLock<Vec<Description>> =
    LazyLock::new(|| file::all(DESCRIPTIONS).unwrap_or_else(|error| panic!("{error}")));

static ALL: OnceLock<Vec<Description>> = OnceLock::new();

fn all() -> &'static [Description] {
    ALL.get_or_init(|| SHIPPED.clone())
}

pub(crate) fn shipped() -> &'static [Description] {
    &SHIPPED
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListCheck(usize);

impl ListCheck {
    /// Adds the organisation's own checks. Only the first call counts, and it must precede any other use: the
    /// checks do not change while the app runs.
    pub fn add(own: Vec<Description>) {
        let first = ALL.set(shipped().iter().cloned().chain(own).collect()).is_ok();
        debug_assert!(first, "checks were already in use");
    }

    /// All checks, in display order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..all().len()).map(Self)
    }

    pub fn description(self) -> &'static Description {
        &all()[self.0]
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().find(|check| check.id == id)
    }
}

impl Deref for ListCheck {
    type Target = Description;

    fn deref(&self) -> &Description {
        self.description()
    }
}

/// Every Chinese text of a description or a value, for choosing fonts.
pub fn chinese() -> impl Iterator<Item = &'static str> {
    let described = ListCheck::all().flat_map(|check| check.description().chinese());
    described.chain(money::chinese()).chain(WORDS_OF_VALUES)
}

/// The characters of 未载明, 长期, 原文, and of the remarks on amounts.
const WORDS_OF_VALUES: [&str; 1] = ["未载明长期原文能读作金额约万亿"];

#[cfg(test)]
mod tests {
    use super::*;

    /// Ids ever shipped. Records contain them, so they must not change; append new ones.
    const IDS: &str = include_str!("ids.txt");

    #[test]
    fn every_description_can_be_read() {
        file::all(DESCRIPTIONS).unwrap();
    }

    #[test]
    fn no_name_that_a_record_may_hold_goes() {
        let known: Vec<&str> = IDS.lines().collect();
        for id in &known {
            assert!(ListCheck::from_id(id).is_some(), "{id} is in records");
        }
        for check in ListCheck::all() {
            assert!(known.contains(&check.id.as_str()), "add {} to ids.txt", check.id);
        }
    }

    #[test]
    fn every_file_is_in_the_list() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../checks");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| format!("checks/{}", entry.unwrap().file_name().into_string().unwrap()))
            .collect();
        let mut listed: Vec<&str> = DESCRIPTIONS.iter().map(|(file, _)| *file).collect();
        files.sort();
        listed.sort_unstable();
        assert_eq!(files, listed);
    }
}
