//! Tests the rules of the architecture. A rule that only a README states is soon broken.

use crate::shell::root;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file below `folder` with one of these extensions, except build output and installed packages.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                let skipped = ["target", "node_modules", "dist", ".git"];
                let skip = skipped.iter().any(|name| path.ends_with(name));
                if skip { Vec::new() } else { files(&path, endings) }
            } else {
                let name = path.to_string_lossy().into_owned();
                if endings.iter().any(|ending| name.ends_with(ending)) { vec![path] } else { Vec::new() }
            }
        })
        .collect()
}

/// Files below `folder` that contain one of `words`, relative to the root.
fn holding(folder: &str, endings: &[&str], words: &[&str]) -> Vec<String> {
    let holds = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        words.iter().any(|word| text.contains(word))
    };
    let own = Path::new(file!()).file_name().unwrap();
    let shown = |path: PathBuf| path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
    let all = files(&root().join(folder), endings);
    assert!(!all.is_empty(), "the rule looks at something");
    all.into_iter().filter(|path| path.file_name() != Some(own)).filter(holds).map(shown).collect()
}

#[test]
fn only_the_shell_knows_tauri() {
    let found = holding("src-tauri", &[".rs"], &["tauri::", "use tauri", "tauri_"]);
    assert!(found.contains(&"src-tauri/src/lib.rs".to_owned()), "the rule finds what it looks for");
    let crates = holding("src-tauri/crates", &["Cargo.toml"], &["tauri ", "tauri-", "tauri."]);
    assert!(crates.contains(&"src-tauri/crates/bare-window/Cargo.toml".to_owned()), "so does this one");
    // The tests in other engines run the app on Tauri's mock runtime; a window without the app is measured.
    let knows = [
        "src-tauri/src/",
        "src-tauri/build.rs",
        "src-tauri/tests/window/engine/",
        "src-tauri/crates/bare-window/",
    ];
    let elsewhere: Vec<_> = found
        .into_iter()
        .chain(crates)
        .filter(|path| !knows.iter().any(|known| path.starts_with(known)))
        .collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

#[test]
fn only_the_client_knows_reqwest() {
    let found = holding("src-tauri", &[".rs", "Cargo.toml"], &["reqwest::", "use reqwest", "reqwest ="]);
    assert!(found.iter().all(|path| path.starts_with("src-tauri/crates/qcc/")), "{found:?}");
    assert!(!found.is_empty());
}

/// A test that reads the clock fails on some other day.
#[test]
fn the_wall_clock_is_read_in_one_place_of_the_core_and_one_of_the_sandbox() {
    let readers = ["Timestamp::now", "SystemTime::now", "Zoned::now", "Local::now", "Utc::now"];
    let mut found = holding("src-tauri", &[".rs"], &readers);
    found.sort();
    assert_eq!(found, ["src-tauri/crates/sandbox/src/clock.rs", "src-tauri/crates/store/src/wall_clock.rs"]);
    for tests in ["desk/tests", "desk/src", "store/src", "evidence/src", "qcc/tests", "sandbox/tests"] {
        let folder = format!("src-tauri/crates/{tests}");
        let found =
            holding(&folder, &[".rs"], &["WallClock::system()", "Clock::system()", "ahead_of_the_system("]);
        assert_eq!(found, Vec::<String>::new());
    }
}

#[test]
fn nothing_but_typed_events_is_logged() {
    let macros = ["log::error!", "log::warn!", "log::info!", "log::debug!", "log::trace!", "log::log!"];
    let mut found = holding("src-tauri", &[".rs"], &[&macros[..], &["use log::{", "println!"]].concat());
    let of_the_app = [
        "src-tauri/src/",
        "src-tauri/crates/desk/src/",
        "src-tauri/crates/store/src/",
        "src-tauri/crates/evidence/src/",
    ];
    found.retain(|path| of_the_app.iter().any(|part| path.starts_with(part)));
    found.sort();
    assert_eq!(found, ["src-tauri/crates/desk/src/event.rs", "src-tauri/src/logs.rs"]);
}

#[test]
fn dependencies_point_one_way() {
    let names = |manifest: &str, other: &str| {
        let text =
            fs::read_to_string(root().join("src-tauri/crates").join(manifest).join("Cargo.toml")).unwrap();
        let dependencies = text.split("[dev-dependencies]").next().unwrap().to_owned();
        dependencies.lines().any(|line| line.starts_with(other))
    };
    // From the lowest to the highest; none depends on one above it.
    let order = ["qcc", "catalog", "store", "evidence", "desk"];
    for (height, one) in order.iter().enumerate() {
        for above in &order[height + 1..] {
            assert!(names(above, one), "{above} builds on {one}");
            assert!(!names(one, above), "{one} depends on {above}");
        }
        // Keep them independent, so that they can disagree.
        assert!(!names("sandbox", one), "sandbox depends on {one}");
        assert!(!names(one, "sandbox"), "{one} depends on sandbox");
    }
}
