//! Collects the licence texts of each part.

use super::{Part, at_crates_io};
use serde::Deserialize;
use spdx::{Expression, LicenseId, ParseMode};
use std::fs;
use std::path::{Path, PathBuf};

/// Prefixes of the names of licence and notice files.
const NAMES: &[&str] =
    &["licen", "copying", "copyright", "notice", "unlicense", "third_party", "third-party"];
/// Folders that are not part of the build. SQLite and D-Bus are built from other sources.
const NOT_BUILT: &[&str] = &["tests", "sqlcipher", "vendor"];
/// Shorter files, in bytes, only name a licence.
const SHORTEST: usize = 200;

/// A package as described by `cargo metadata`.
#[derive(Deserialize)]
pub(super) struct Described {
    pub(super) name: String,
    pub(super) version: String,
    manifest_path: PathBuf,
    license: Option<String>,
    license_file: Option<PathBuf>,
    authors: Vec<String>,
}

/// An npm package in the page, as reported by the bundler.
#[derive(Deserialize)]
pub(super) struct OfNpm {
    name: String,
    version: String,
    identifier: String,
    text: String,
}

/// A package from crates.io, with its licence files or, without any, the standard text of its declared
/// licence.
pub(super) fn of_crate(about: Described) -> Result<Part, String> {
    let name = &about.name;
    let folder = about.manifest_path.parent().ok_or_else(|| format!("{name} has no folder"))?;
    let mut files: Vec<PathBuf> = about.license_file.iter().map(|file| folder.join(file)).collect();
    find(folder, &mut files).map_err(|error| format!("{name}: {error}"))?;
    files.sort();
    files.dedup();
    let (mut texts, mut length) = (Vec::new(), 0);
    for file in &files {
        let bytes = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
        // A file in a subfolder covers only a part of the package.
        length += if file.parent() == Some(folder) { bytes.len() } else { 0 };
        texts.push(String::from_utf8_lossy(&bytes).into_owned());
    }
    if length < SHORTEST {
        texts.extend(standard(&about)?);
    }
    let source = at_crates_io(name, &about.version);
    let licence = about.license.unwrap_or_else(|| "see the text".to_owned());
    Ok(Part { name: about.name, version: about.version, source, licence, texts })
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_dir() {
            if !NOT_BUILT.contains(&name.as_str()) {
                find(&path, found)?;
            }
        } else if NAMES.iter().any(|begin| name.starts_with(begin)) && !name.ends_with(".rs") {
            found.push(path);
        }
    }
    Ok(())
}

/// The standard texts of the licences that a package declares, attributed to its authors.
fn standard(about: &Described) -> Result<Vec<String>, String> {
    let (name, declared) = (&about.name, about.license.as_deref().unwrap_or_default());
    let licences =
        Expression::parse_mode(declared, ParseMode::LAX).map_err(|error| format!("{name}: {error}"))?;
    let authors = about.authors.join(", ");
    let by = if authors.is_empty() { format!("the authors of {name}") } else { authors };
    let text = |licence: LicenseId| format!("Copyright (c) {by}\n\n{}", licence.text());
    let texts: Vec<_> =
        licences.requirements().filter_map(|wanted| wanted.req.license.id()).map(text).collect();
    if texts.is_empty() { Err(format!("{name} has no licence text: {declared}")) } else { Ok(texts) }
}

/// The npm packages that the bundler included in the page.
pub(super) fn of_page(packages: Vec<OfNpm>) -> Result<Vec<Part>, String> {
    if packages.is_empty() {
        return Err("the page is made of no package".to_owned());
    }
    let part = |OfNpm { name, version, identifier, text }: OfNpm| {
        if [&name, &version, &identifier, &text].iter().any(|field| field.trim().is_empty()) {
            return Err(format!("{name} {version} ({identifier}) is not quoted in full"));
        }
        let source = format!("https://www.npmjs.com/package/{name}/v/{version}");
        Ok(Part { name, version, source, licence: identifier, texts: vec![text] })
    };
    packages.into_iter().map(part).collect()
}

/// Software that no lock file lists: C libraries within packages, and the compiler's standard library.
pub(super) fn beyond_the_lock_files() -> Vec<Part> {
    let standard = |id| spdx::license_id(id).map(LicenseId::text).unwrap_or_default().to_owned();
    let part = |name: &str, version: &str, source: &str, licence: &str, texts| Part {
        name: name.to_owned(),
        version: version.to_owned(),
        source: source.to_owned(),
        licence: licence.to_owned(),
        texts,
    };
    vec![
        part(
            "Droid Sans Fallback",
            "in the reports of the demo data",
            "https://android.googlesource.com/platform/frameworks/base",
            "Apache-2.0",
            vec![standard("Apache-2.0")],
        ),
        part(
            "Microsoft Edge WebView2 Loader",
            "in webview2-com-sys (Windows)",
            "https://www.nuget.org/packages/Microsoft.Web.WebView2",
            "BSD-3-Clause",
            vec![include_str!("webview2-loader.txt").to_owned()],
        ),
        part(
            "Rust standard library",
            "of the compiler",
            "https://github.com/rust-lang/rust",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            vec![standard("Apache-2.0"), standard("Unicode-3.0")],
        ),
        part(
            "SQLite",
            "in libsqlite3-sys",
            "https://sqlite.org/copyright.html",
            "public domain",
            vec![include_str!("sqlite.txt").to_owned()],
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(folder: &Path, licence: &str) -> Described {
        Described {
            name: "example".to_owned(),
            version: "1.0.0".to_owned(),
            manifest_path: folder.join("Cargo.toml"),
            license: Some(licence.to_owned()),
            license_file: None,
            authors: vec!["A. Author".to_owned()],
        }
    }

    #[test]
    fn a_package_comes_with_all_of_its_own_files() {
        let folder = tempfile::tempdir().unwrap();
        let licence = "a licence ".repeat(SHORTEST);
        for (name, text) in [
            ("LICENSE-MIT", licence.as_str()),
            ("NOTICE", "two"),
            ("src/LICENSE", "three"),
            ("tests/LICENSE", "no"),
        ] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let part = of_crate(described(folder.path(), "MIT")).unwrap();
        assert_eq!(part.texts, [licence.as_str(), "two", "three"]);
    }

    #[test]
    fn a_package_without_a_text_comes_with_the_text_of_what_it_declares_or_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let part = of_crate(described(folder.path(), "MIT/Apache-2.0")).unwrap();
        assert_eq!(part.texts.len(), 2);
        assert!(
            part.texts[0].contains("A. Author") && part.texts[0].contains("Permission is hereby granted")
        );
        assert!(of_crate(described(folder.path(), "")).is_err());
        assert!(of_crate(described(folder.path(), "Own terms")).is_err());
    }

    #[test]
    fn a_package_of_the_page_without_name_version_licence_or_text_is_an_error() {
        let page = |words: [&str; 4]| {
            let [name, version, identifier, text] = words.map(str::to_owned);
            of_page(vec![OfNpm { name, version, identifier, text }])
        };
        let whole = ["n", "1", "MIT", "the text"];
        assert_eq!(page(whole).unwrap()[0].texts, ["the text"]);
        for missing in 0..whole.len() {
            let mut words = whole;
            words[missing] = " ";
            assert!(page(words).is_err(), "{words:?}");
        }
        assert!(of_page(Vec::new()).is_err());
    }
}
