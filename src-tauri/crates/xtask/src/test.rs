//! Runs all tests in order, and counts them by kind.

use crate::prerequisites::{self, TO_RUN, TO_TEST};
use crate::shell::{cargo, npm, program, root, watch};
use crate::tally::{Ran, Tally, check, kind, report};
use crate::{engines, faults, icons, page};
use std::process::Command;

const WORKSPACE_TESTS: [&str; 3] = ["test", "--workspace", "--locked"];

/// A time zone whose date mostly differs from Shanghai's. Cargo's tests and the page's (`vite.config.ts`) run
/// in it, and the window tests in Shanghai, where the app is used, so nothing works in only one of the two
/// zones.
const ZONE: &str = "America/Los_Angeles";

/// Sets up and runs all tests. All kinds run even if one fails.
pub(crate) fn test() -> Result<(), String> {
    prerequisites::check(&[TO_RUN, TO_TEST])?;
    if cfg!(target_os = "linux") {
        prerequisites::chromium()?;
    }
    page::build()?;
    let mut ran = Ran::default();
    let mut tallies = vec![
        kind("format", || check(cargo(&["fmt", "--all", "--check"]))),
        kind("lint", || check(lint("--all-targets"))),
        // Cargo counts the window tests to no targets, because plain `cargo test` excludes them.
        kind("window lint", || check(lint("--test=window"))),
        kind("page types", || check(npm(&["run", "--silent", "check"]))),
        kind("page size", || check(npm(&["run", "--silent", "size"]))),
        kind("page support", || check(npm(&["run", "--silent", "supported"]))),
        kind("page notices", || check(npm(&["run", "--silent", "notices", "--", "--check"]))),
        kind("page", || page_tests(&mut ran)),
        kind("bindings", || workspace_tests(&mut ran, &["--lib", "export_bindings"])),
        kind("rust", || workspace_tests(&mut ran, &["--no-fail-fast", "--", "--skip", "export_bindings"])),
    ];
    if cfg!(target_os = "linux") {
        // Linux only: a byte-wise comparison, and compression may differ elsewhere.
        tallies.push(kind("icons", || {
            icons::are_made_from_the_source()?;
            Ok(Tally { passed: 1, failed: 0 })
        }));
        tallies.push(kind("keychain", || keychain_tests(&mut ran)));
        // Each test has its own screen, keychain and web view; two cores can run two at a time.
        tallies.push(kind("window", || {
            let own = ["--test", "window", "--", "--test-threads", "2", "--skip", engines::BY_PROTOCOL];
            workspace_tests(&mut ran, &own)
        }));
        tallies.push(kind("chromium", || engines::subset(&mut ran)));
    } else {
        println!(
            "\nThe tests in the real window are left out: they are driven by WebKitWebDriver, which Linux has."
        );
    }
    tallies.push(kind("faults", || faults::check(&ran)));
    report(&tallies);
    Ok(())
}

/// The linter, on some of the workspace's targets.
fn lint(targets: &str) -> Command {
    cargo(&["clippy", "--workspace", "--locked", targets, "--", "-D", "warnings"])
}

/// Cargo tests, always of the whole workspace: testing a single package would rebuild its dependencies with
/// other features.
fn workspace_tests(ran: &mut Ran, arguments: &[&str]) -> Result<Tally, String> {
    let mut tests = cargo(&[&WORKSPACE_TESTS[..], arguments].concat());
    tests.env("TZ", ZONE);
    ran.cargo(tests)
}

/// Tests of the real keychain, in a separate session with an empty, unlocked keychain. Windows and macOS
/// always have one.
fn keychain_tests(ran: &mut Ran) -> Result<Tally, String> {
    const UNLOCKED: &str =
        r#"echo | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@""#;
    let home = tempfile::tempdir().map_err(|error| format!("no folder for a keychain: {error}"))?;
    let tests = cargo(&[&WORKSPACE_TESTS[..], &["--test", "jobs", "--", "--ignored", "keychain::"]].concat());
    let mut session = program("dbus-run-session", &["--", "sh", "-c", UNLOCKED, "sh"]);
    session.arg(tests.get_program()).args(tests.get_args());
    session.env("XDG_DATA_HOME", home.path()).env("XDG_RUNTIME_DIR", home.path());
    ran.cargo(session)
}

fn page_tests(ran: &mut Ran) -> Result<Tally, String> {
    let report = root().join("target/vitest.json");
    // Remove the report of an earlier run, so that it does not count for this one.
    let _ = std::fs::remove_file(&report);
    let output = format!("--outputFile.json={}", report.display());
    let (_, success) =
        watch(npm(&["run", "--silent", "test", "--", "--reporter=default", "--reporter=json", &output]))?;
    let text = std::fs::read(&report).map_err(|error| format!("vitest left no report: {error}"))?;
    let report: serde_json::Value = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
    Ok(ran.vitest(&report, success))
}
