//! The notices of the software by others that the program holds: `THIRD-PARTY-NOTICES.html`, made from the lock files.

mod lock;
mod page;
mod texts;

use crate::page as ui;
use crate::shell::{cargo, npm, root};
use lock::Package;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

/// The file, from the root.
const FILE: &str = "THIRD-PARTY-NOTICES.html";
/// The systems that the app is made for, as in `deny.toml`.
const SYSTEMS: &[&str] = &[
    "x86_64-pc-windows-msvc",
    "aarch64-pc-windows-msvc",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
];

/// A part of the program that others wrote.
struct Part {
    name: String,
    version: String,
    /// Where its source is.
    source: String,
    /// As its author declared it.
    licence: String,
    texts: Vec<String>,
}

/// Writes the file anew. Cargo gets the sources of all systems' packages where they are not there yet.
pub(crate) fn write() -> Result<(), String> {
    ui::packages()?;
    let shipped = shipped(SYSTEMS, &[])?;
    let described = described()?;
    let mut parts = Vec::new();
    for package in &shipped {
        let about = described.get(package).ok_or_else(|| format!("cargo does not describe {package}"))?;
        parts.push(texts::of_crate(package, about)?);
    }
    parts.extend(texts::beyond_the_lock_files());
    let of_page = texts::of_page(&json(npm(&["run", "--silent", "notices"]))?)?;
    let others: BTreeSet<Package> = &lock::packages()? - &shipped;
    let page = page::write(&parts, &of_page, &others);
    fs::write(root().join(FILE), page).map_err(|error| format!("{FILE}: {error}"))?;
    println!("{FILE}: {} parts of the program, {} of its page", parts.len(), of_page.len());
    Ok(())
}

/// The packages that the program is made of on these systems, ours left out; on this one, if none is named. What macros
/// are made of counts too, as they write code into the program; what builds or tests it does not.
fn shipped(systems: &[&str], options: &[&str]) -> Result<BTreeSet<Package>, String> {
    let mut arguments = vec!["tree", "--locked", "--package", "qcc-desk", "--edges", "normal", "--no-dedupe"];
    arguments.extend(["--prefix", "none", "--format", "{p}"]);
    arguments.extend(systems.iter().flat_map(|system| ["--target", system]));
    arguments.extend(options);
    let printed = printed(cargo(&arguments))?;
    let by_others = lock::packages()?;
    Ok(printed.lines().filter_map(Package::of_tree).filter(|package| by_others.contains(package)).collect())
}

/// What the manifest of each package says.
fn described() -> Result<BTreeMap<Package, Value>, String> {
    let mut all = json(cargo(&["metadata", "--locked", "--format-version", "1"]))?;
    let packages = all["packages"].as_array_mut().map(std::mem::take).unwrap_or_default();
    Ok(packages.into_iter().filter_map(|about| Some((Package::of_metadata(&about)?, about))).collect())
}

fn json(command: Command) -> Result<Value, String> {
    serde_json::from_str(&printed(command)?).map_err(|error| error.to_string())
}

fn printed(mut command: Command) -> Result<String, String> {
    let output = command.output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANEW: &str = "run `cargo xtask notices` and commit THIRD-PARTY-NOTICES.html";

    fn file() -> String {
        fs::read_to_string(root().join(FILE)).unwrap()
    }

    #[test]
    fn every_package_of_the_lock_file_is_in_the_notices_or_known_to_be_no_part_of_the_program() {
        let file = file();
        let mut known = page::named(&file);
        known.extend(page::others(&file));
        let missing: Vec<_> = lock::packages().unwrap().difference(&known).map(Package::to_string).collect();
        assert!(missing.is_empty(), "not in the notices: {missing:?}; {ANEW}");
    }

    #[test]
    fn what_is_no_longer_in_the_lock_file_is_no_longer_in_the_notices() {
        let file = file();
        let mut known = page::named(&file);
        known.extend(page::others(&file));
        let gone: Vec<_> = known.difference(&lock::packages().unwrap()).map(Package::to_string).collect();
        assert!(gone.is_empty(), "only in the notices: {gone:?}; {ANEW}");
    }

    #[test]
    fn what_the_program_is_made_of_on_this_system_is_in_the_notices() {
        // Offline: what this system needs is there, or these tests would not have been built.
        let shipped = shipped(&[], &["--offline"]).unwrap();
        assert!(shipped.iter().any(|package| package.name == "tauri"), "{shipped:?}");
        let missing: Vec<_> = shipped.difference(&page::named(&file())).map(Package::to_string).collect();
        assert!(missing.is_empty(), "not in the notices: {missing:?}; {ANEW}");
    }

    fn length_of(file: &str, text: &str) -> usize {
        let (_, rest) = file.split_once(&format!("<h3 id=\"{text}\">")).unwrap();
        rest.split("</pre>").next().unwrap().len()
    }

    #[test]
    fn every_part_has_the_text_of_its_licence() {
        let file = file();
        let rows: Vec<_> = file.lines().filter(|line| line.starts_with(page::ROW)).collect();
        assert!(rows.len() > 300, "{}", rows.len());
        for row in rows {
            let texts: Vec<_> =
                row.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            assert!(!texts.is_empty(), "without a text: {row}");
            let length: usize = texts.iter().map(|text| length_of(&file, text)).sum();
            assert!(length > 200, "hardly a licence: {row}");
        }
    }
}
