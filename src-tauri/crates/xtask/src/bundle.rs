//! Builds the Linux packages, and tests the Debian package by installing, using and removing it in a clean
//! system.

mod clean_system;

use crate::page;
use crate::prerequisites::{self, TO_BUNDLE, TO_RUN, TO_TEST};
use crate::shell::{cargo, output, program, root, run, target, tauri, watch};
use crate::tally::{Tally, cargo_results, report};
use clean_system::{CleanSystem, files};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The name of the Debian package, its program, and the RPM package.
const NAME: &str = "qcc-desk";
/// Largest size of the program, in bytes: the current size with a small margin.
const MAX_BYTES: u64 = 20_000_000;
/// The window tests that use the installed program: the main job on demo data, with and without a keychain, a
/// saved report, evidence, and a second start. Their screenshots show the installed program.
const USED: [&str; 5] =
    ["demo::", "reports::a_pdf_and_a_word", "evidence::what_is_on_screen", "second_start::", "pictures::"];

/// Builds and tests the packages, and prints their sizes.
pub(crate) fn bundle() -> Result<(), String> {
    prerequisites::only_on_linux(
        "On Windows and macOS the packages are built by Tauri's command line: packaging/README.md.",
    )?;
    prerequisites::check(&[TO_RUN, TO_TEST, TO_BUNDLE])?;
    page::packages()?;
    run(tauri(&["build", "--bundles", "deb,rpm", "--", "--locked"]))?;
    let deb = package("deb")?;
    let rpm = package("rpm")?;

    let mut proof = Tally::default();
    weigh(&mut proof, &deb, &rpm);
    released_without_tools_for_developers(&mut proof);
    says_which_c_library_it_needs(&mut proof, &deb);
    rpm_says_what_it_needs(&mut proof, &rpm);
    installed_used_and_removed(&mut proof, &deb)?;
    report(&[("packages".to_owned(), proof)]);
    Ok(())
}

impl Tally {
    fn add(&mut self, what: &str, held: bool, found: &str) {
        println!(
            "{} {what}{}{found}",
            if held { "ok    " } else { "FAILED" },
            if found.is_empty() { "" } else { ": " }
        );
        self.count(held);
    }
}

/// The package of this kind that was just built.
pub(crate) fn package(kind: &str) -> Result<PathBuf, String> {
    let folder = target().join("release/bundle").join(kind);
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let of_kind =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.extension() == Some(kind.as_ref()));
    // The folder may also contain older versions.
    of_kind
        .max_by_key(|path| fs::metadata(path).and_then(|data| data.modified()).ok())
        .ok_or_else(|| format!("no {kind}"))
}

fn released() -> PathBuf {
    target().join("release").join(NAME)
}

fn weigh(proof: &mut Tally, deb: &Path, rpm: &Path) {
    let ours = size(&released());
    println!("\n{}: {}", shown(deb), bytes(size(deb)));
    println!("{}: {}", shown(rpm), bytes(size(rpm)));
    println!("installed: {} KiB\n", control(deb, "Installed-Size"));
    let what = format!("the program weighs at most {}", bytes(MAX_BYTES));
    proof.add(&what, (1..=MAX_BYTES).contains(&ours), &bytes(ours));
}

/// The web view's inspector is linked only if Tauri's developer tools are enabled.
fn released_without_tools_for_developers(proof: &mut Tally) {
    let released = released();
    let listed = output(program("nm", &["--dynamic", "--undefined-only", &released.to_string_lossy()]));
    let imported = listed.unwrap_or_default();
    let inspector: Vec<_> = imported.lines().filter(|line| line.contains("inspector")).collect();
    let looked = imported.contains("webkit_web_view");
    proof.add("the program has no developer tools", looked && inspector.is_empty(), &inspector.join(" "));
}

/// A program is linked against the C library of the build machine and does not start with an older one. The
/// package must declare that, or apt installs it on systems where it cannot run.
fn says_which_c_library_it_needs(proof: &mut Tally, deb: &Path) {
    let released = released();
    let linked =
        output(program("objdump", &["--dynamic-syms", &released.to_string_lossy()])).unwrap_or_default();
    let needed =
        linked.match_indices("GLIBC_").filter_map(|(at, mark)| version(&linked[at + mark.len()..])).max();
    let depends = control(deb, "Depends");
    let declared = depends.split_once("libc6 (>= ").and_then(|(_, rest)| version(rest));
    let shown = |version: Option<(u32, u32)>| {
        version.map_or_else(|| "none".to_owned(), |(major, minor)| format!("{major}.{minor}"))
    };
    let found = format!("it needs {}, the package requires {}", shown(needed), shown(declared));
    proof.add(
        "the Debian package requires a recent enough C library",
        needed.is_some() && declared >= needed,
        &found,
    );
}

/// The version at the start of a text, as its first two numbers.
fn version(text: &str) -> Option<(u32, u32)> {
    let end = text.find(|letter: char| letter != '.' && !letter.is_ascii_digit()).unwrap_or(text.len());
    let mut numbers = text[..end].split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

fn rpm_says_what_it_needs(proof: &mut Tally, rpm: &Path) {
    let query = |what| output(program("rpm", &["--query", "--package", what, &rpm.to_string_lossy()]));
    let [needs, files] = ["--requires", "--list"].map(|what| query(what).unwrap_or_default());
    let whole = needs.contains("webkit2gtk") && files.lines().any(|file| file == format!("/usr/bin/{NAME}"));
    proof.add(
        "the RPM package contains the program and requires the web view",
        whole,
        &needs.replace('\n', " "),
    );
}

fn installed_used_and_removed(proof: &mut Tally, deb: &Path) -> Result<(), String> {
    println!("\nA clean system to install it in:");
    let system = CleanSystem::make()?;
    let before_all = system.files();
    // Install the dependencies first, so that the next step shows the package's own files only.
    let needs = control(deb, "Depends");
    system.apt(&["satisfy", &needs])?;
    let before = system.files();
    println!(
        "{} files and folders at first, {} with its dependencies: {needs}",
        before_all.len(),
        before.len()
    );

    let inside = system.take(deb)?;
    let installed = system.apt(&["install", &inside]);
    proof.add("apt installs it in a clean system", installed.is_ok(), "");
    let program = format!("/usr/bin/{NAME}");
    let libraries = system.says(&["ldd", &program]);
    let missing: Vec<_> = libraries.lines().filter(|line| line.contains("not found")).collect();
    let held = libraries.contains("libwebkit2gtk") && missing.is_empty();
    proof.add("all libraries that it loads are installed", held, &missing.join(" "));
    let added: Vec<_> = system.files().into_keys().filter(|path| !before.contains_key(path)).collect();
    proof.add("it adds files", !added.is_empty(), &format!("\n       /{}", added.join("\n       /")));

    // The users' homes. The clean system shares /tmp with this machine, and the paths must be short, because
    // they contain sockets.
    let homes = tempfile::tempdir_in("/tmp").map_err(|error| format!("no folder for homes: {error}"))?;
    use_it(proof, &system, homes.path())?;
    let home_files = files(homes.path());
    let report = home_files.keys().find(|path| path.ends_with(".pdf"));
    proof.add("a report is in the evidence folder", report.is_some(), report.map_or("", |path| path));
    let record = home_files.keys().any(|path| path.ends_with(".sqlite3"));
    proof.add("the record is in the app's folder", record, "");

    proof.add("apt removes it", system.apt(&["purge", NAME]).is_ok(), "");
    let difference = difference(&before, &system.files());
    proof.add("removing it leaves nothing behind", difference.is_empty(), &difference.join(", "));
    let difference = self::difference(&home_files, &files(homes.path()));
    let found = format!("{} files and folders{}", home_files.len(), difference.join(", "));
    proof.add("removing it keeps the users' data", !home_files.is_empty() && difference.is_empty(), &found);
    Ok(())
}

/// Runs window tests with the installed program instead of the test build.
fn use_it(proof: &mut Tally, system: &CleanSystem, homes: &Path) -> Result<(), String> {
    let starter = target().join("start-installed");
    system.write_starter(&starter, &format!("/usr/bin/{NAME}"))?;
    let mut tests =
        cargo(&["test", "--workspace", "--locked", "--test", "window", "--", "--test-threads", "2"]);
    tests.args(USED).env("QCC_DESK_BINARY", starter).env("QCC_DESK_KEEP_HOMES", "1").env("TMPDIR", homes);
    let (printed, success) = watch(tests)?;
    let results = cargo_results(&printed);
    for (name, passed) in &results {
        proof.add(&format!("installed: {name}"), *passed, "");
    }
    // Cargo also succeeds if tests are ignored or missing.
    let did_not_run = |used: &&str| !results.iter().any(|(name, _)| name.contains(used));
    let left_out: Vec<_> = USED.into_iter().filter(did_not_run).collect();
    proof.add("the installed program passes its tests", success && left_out.is_empty(), &left_out.join(" "));
    Ok(())
}

/// Files that exist only before or only after, or that changed size.
fn difference(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let gone = before.keys().filter(|path| !after.contains_key(*path)).map(|path| format!("gone: /{path}"));
    let new = after.iter().filter_map(|(path, size)| match before.get(path) {
        None => Some(format!("new: /{path}")),
        Some(old) if old != size => Some(format!("changed: /{path}")),
        Some(_) => None,
    });
    gone.chain(new).collect()
}

fn control(deb: &Path, field: &str) -> String {
    let value = output(program("dpkg-deb", &["--field", &deb.to_string_lossy(), field]));
    value.unwrap_or_default().trim().to_owned()
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |data| data.len())
}

fn bytes(size: u64) -> String {
    format!("{size} bytes ({:.1} MB)", size as f64 / 1e6)
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_have_no_tools_for_developers() {
        // For this system only: packages of other systems may not be available offline.
        let tree =
            ["tree", "--locked", "--offline", "--package", "qcc-desk", "--edges", "normal", "--no-dedupe"];
        let format = ["--prefix", "none", "--format", "{p}: {f}"];
        let tree = output(cargo(&[&tree[..], &format].concat())).unwrap();
        for name in ["tauri v", "wry v", "tauri-runtime-wry v"] {
            let mut features = tree
                .lines()
                .filter(|line| line.starts_with(name))
                .map(|line| line.rsplit(": ").next().unwrap());
            let first = features.next().unwrap_or_else(|| panic!("no {name} in {tree}"));
            for features in std::iter::once(first).chain(features) {
                assert!(features.split(',').all(|feature| feature != "devtools"), "{name}: {features}");
            }
        }
        // With debug assertions, Tauri treats the program as a development build.
        let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
        let release = manifest["profile"]["release"].as_table().unwrap();
        assert!(!release.contains_key("debug-assertions"), "{release:?}");
    }

    #[test]
    fn versions_of_the_c_library_are_compared_as_numbers() {
        assert_eq!(version("2.35) foo"), Some((2, 35)));
        assert_eq!(version("2.2.5 bar"), Some((2, 2)));
        assert_eq!(version("PRIVATE"), None);
        assert!(version("2.9") < version("2.35"));
    }

    #[test]
    fn what_came_what_went_and_what_changed_are_told() {
        let files = |files: &[(&str, &str)]| -> BTreeMap<_, _> {
            files.iter().map(|(path, size)| ((*path).to_owned(), (*size).to_owned())).collect()
        };
        let before = files(&[("etc", "d"), ("etc/a", "1"), ("etc/b", "2")]);
        let after = files(&[("etc", "d"), ("etc/b", "3"), ("etc/c", "1")]);
        assert_eq!(difference(&before, &after), ["gone: /etc/a", "changed: /etc/b", "new: /etc/c"]);
        assert!(difference(&before, &before).is_empty());
    }
}
