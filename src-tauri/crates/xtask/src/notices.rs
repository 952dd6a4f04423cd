//! Generates the notices of third-party software, `THIRD-PARTY-NOTICES.html`, from the lock files.
//!
//! Unlike `cargo about`, this follows the resolved features, keeps NOTICE files and needs no further tool. A
//! comment in the file names what does not ship, so that a test can tell offline, on any system, that no
//! dependency went unnoticed.

mod page;
mod texts;

use crate::page as ui;
use crate::shell::{cargo, npm, root};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

const FILE: &str = "THIRD-PARTY-NOTICES.html";
/// The target systems, as in `deny.toml`.
const SYSTEMS: &[&str] = &[
    "x86_64-pc-windows-msvc",
    "aarch64-pc-windows-msvc",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
];

struct Part {
    name: String,
    version: String,
    source: String,
    /// The licence as declared by its author.
    licence: String,
    texts: Vec<String>,
}

/// Regenerates the file. Cargo downloads the packages of all systems if needed.
pub(crate) fn write() -> Result<(), String> {
    ui::packages()?;
    let (locked, shipped) = (locked()?, shipped(SYSTEMS, &[])?);
    let metadata: Metadata = json(cargo(&["metadata", "--locked", "--format-version", "1"]))?;
    let described = metadata.packages.into_iter();
    let described = described.filter(|about| shipped.contains(&format!("{} {}", about.name, about.version)));
    let mut parts = described.map(texts::of_crate).collect::<Result<Vec<_>, _>>()?;
    if parts.len() != shipped.len() {
        return Err(format!("cargo describes {} of {} packages", parts.len(), shipped.len()));
    }
    parts.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    parts.extend(texts::beyond_the_lock_files());
    let of_page = texts::of_page(json(npm(&["run", "--silent", "notices"]))?)?;
    let page = page::write(&parts, &of_page, &(&locked - &shipped));
    fs::write(root().join(FILE), page).map_err(|error| format!("{FILE}: {error}"))?;
    println!("{FILE}: {} parts of the program, {} of its page", parts.len(), of_page.len());
    Ok(())
}

/// The third-party packages in the program on these systems, or on this one if none is given. Macros count,
/// because they generate code for the program; build and test dependencies do not.
fn shipped(systems: &[&str], options: &[&str]) -> Result<BTreeSet<String>, String> {
    let mut arguments = vec!["tree", "--locked", "--package", "qcc-desk", "--edges", "normal", "--no-dedupe"];
    arguments.extend(["--prefix", "none", "--format", "{p}"]);
    arguments.extend(systems.iter().flat_map(|system| ["--target", system]));
    arguments.extend(options);
    let (printed, by_others) = (printed(cargo(&arguments))?, locked()?);
    // Lines look like `name v1.2.3 (proc-macro)`.
    let named = printed.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        Some(format!("{} {}", words.next()?, words.next()?.strip_prefix('v')?))
    });
    Ok(named.filter(|package| by_others.contains(package)).collect())
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<texts::Described>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    source: Option<String>,
}

/// The packages in `Cargo.lock` from outside the repository, each as `name 1.2.3`.
fn locked() -> Result<BTreeSet<String>, String> {
    let text =
        fs::read_to_string(root().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let lock: Lock = toml::from_str(&text).map_err(|error| format!("Cargo.lock: {error}"))?;
    let by_others = lock.package.into_iter().filter(|package| package.source.is_some());
    Ok(by_others.map(|package| format!("{} {}", package.name, package.version)).collect())
}

fn at_crates_io(name: &str, version: &str) -> String {
    format!("https://crates.io/crates/{name}/{version}")
}

fn json<T: DeserializeOwned>(command: Command) -> Result<T, String> {
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

    fn is_part(file: &str, package: &str) -> bool {
        let (name, version) = package.split_once(' ').unwrap();
        file.contains(&format!("{}\"{}\"", page::ROW, at_crates_io(name, version)))
    }

    fn others(file: &str) -> BTreeSet<&str> {
        let (_, listed) = file.split_once(page::OTHERS).unwrap();
        listed.split("-->").next().unwrap().lines().filter(|line| !line.is_empty()).collect()
    }

    #[test]
    fn every_package_of_the_lock_file_is_in_the_notices_or_known_to_be_no_part_of_the_program() {
        let (file, mut packages) = (file(), locked().unwrap());
        packages.retain(|package| !is_part(&file, package) && !others(&file).contains(&**package));
        assert!(packages.is_empty(), "not in the notices: {packages:?}; {ANEW}");
    }

    #[test]
    fn what_is_no_longer_in_the_lock_file_is_no_longer_in_the_notices() {
        let file = file();
        let parts = file.matches(&format!("{}\"https://crates.io/", page::ROW)).count();
        assert_eq!(parts + others(&file).len(), locked().unwrap().len(), "{ANEW}");
    }

    #[test]
    fn what_the_program_is_made_of_on_this_system_is_in_the_notices() {
        // Offline: what this system needs was already downloaded to build these tests.
        let mut shipped = shipped(&[], &["--offline"]).unwrap();
        assert!(shipped.iter().any(|package| package.starts_with("tauri ")), "{shipped:?}");
        let file = file();
        shipped.retain(|package| !is_part(&file, package));
        assert!(shipped.is_empty(), "not in the notices: {shipped:?}; {ANEW}");
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
