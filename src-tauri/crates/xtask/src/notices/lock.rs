//! What the lock file names.

use crate::shell::root;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;

/// A package in one version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: String,
}

impl fmt::Display for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.version)
    }
}

impl Package {
    /// From `name v1.2.3 (proc-macro)`, as `cargo tree` prints it.
    pub(super) fn of_tree(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        Some(Self { name: words.next()?.into(), version: words.next()?.strip_prefix('v')?.into() })
    }

    /// From `name 1.2.3`.
    #[cfg(test)]
    pub(super) fn of_words(line: &str) -> Option<Self> {
        let (name, version) = line.split_once(' ')?;
        Some(Self { name: name.into(), version: version.into() })
    }

    /// From a package of `cargo metadata`.
    pub(super) fn of_metadata(about: &Value) -> Option<Self> {
        Some(Self { name: about["name"].as_str()?.into(), version: about["version"].as_str()?.into() })
    }
}

/// The packages of `Cargo.lock` that come from elsewhere than this repository.
pub(super) fn packages() -> Result<BTreeSet<Package>, String> {
    let text =
        fs::read_to_string(root().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    Ok(text.replace('\r', "").split("\n[[package]]\n").skip(1).filter_map(from_elsewhere).collect())
}

fn from_elsewhere(entry: &str) -> Option<Package> {
    let value = |key: &str| {
        let line = entry.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""));
        line?.strip_suffix('"').map(str::to_owned)
    };
    value("source")?;
    Some(Package { name: value("name")?, version: value("version")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_of_this_repository_are_not_by_others() {
        let ours = "name = \"desk\"\nversion = \"0.1.0\"\ndependencies = [\n \"jiff\",\n]\n";
        let theirs = "name = \"jiff\"\nversion = \"0.2.43\"\nsource = \"registry+https://example\"\nchecksum = \"00\"\n";
        assert_eq!(from_elsewhere(ours), None);
        assert_eq!(from_elsewhere(theirs), Package::of_words("jiff 0.2.43"));
        assert_eq!(Package::of_tree("jiff v0.2.43"), Package::of_words("jiff 0.2.43"));
    }
}
