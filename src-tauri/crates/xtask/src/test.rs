//! Every test, in order, and how many of each kind there were.

use crate::faults::{self, Ran};
use crate::shell::{cargo, npm, program, root, watch};
use crate::{icons, page, prerequisites};
use std::process::Command;
use std::time::Instant;

const WORKSPACE_TESTS: [&str; 3] = ["test", "--workspace", "--locked"];

/// Where it is another date than in Shanghai most of the day. Cargo's tests run there, as the page's do (`vite.config.ts`); the
/// app in the window runs in Shanghai, where it is used. So nothing holds in one of the two zones only.
const ZONE: &str = "America/Los_Angeles";

/// What came of one kind of tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    passed: u32,
    failed: u32,
}

/// Sets up and runs every test. All kinds run even if one fails.
pub(crate) fn test() -> Result<(), String> {
    prerequisites::to_test()?;
    page::build()?;
    let mut ran = Ran::default();
    let mut tallies = vec![
        kind("format", || check(cargo(&["fmt", "--all", "--check"]))),
        kind("lint", || {
            // The tests in the window are no part of "all targets", because plain `cargo test` leaves them out.
            let targets = ["--all-targets", "--test", "window"];
            check(cargo(
                &[&["clippy", "--workspace", "--locked"], &targets[..], &["--", "-D", "warnings"]].concat(),
            ))
        }),
        kind("page types", || check(npm(&["run", "--silent", "check"]))),
        kind("page size", || check(npm(&["run", "--silent", "size"]))),
        kind("page notices", || check(npm(&["run", "--silent", "notices", "--", "--check"]))),
        kind("page", || page_tests(&mut ran)),
        kind("bindings", || workspace_tests(&mut ran, &["--lib", "export_bindings"])),
        kind("rust", || workspace_tests(&mut ran, &["--no-fail-fast", "--", "--skip", "export_bindings"])),
    ];
    if cfg!(target_os = "linux") {
        // Compared byte for byte, which need not be the same where others compress them.
        tallies.push(kind("icons", || {
            icons::are_made_from_the_source()?;
            Ok(Tally { passed: 1, failed: 0 })
        }));
        tallies.push(kind("keychain", || keychain_tests(&mut ran)));
        // Each test has a screen, a keychain and a web view of its own: two at a time are what two cores can do.
        tallies.push(kind("window", || {
            workspace_tests(&mut ran, &["--test", "window", "--", "--test-threads", "2"])
        }));
    } else {
        println!(
            "\nThe tests in the real window are left out: they are driven by WebKitWebDriver, which Linux has."
        );
    }
    tallies.push(kind("faults", || faults_shown(&ran)));
    report(&tallies)
}

fn kind(name: &'static str, tests: impl FnOnce() -> Result<Tally, String>) -> (&'static str, Tally) {
    println!("\n== {name} ==");
    let start = Instant::now();
    let tally = tests().unwrap_or_else(|message| {
        println!("{message}");
        Tally { passed: 0, failed: 1 }
    });
    println!(
        "== {name}: {} passed, {} failed, {} s ==",
        tally.passed,
        tally.failed,
        start.elapsed().as_secs()
    );
    (name, tally)
}

/// A program that is one check: it succeeds or it does not.
fn check(command: Command) -> Result<Tally, String> {
    let (_, success) = watch(command)?;
    Ok(Tally { passed: success.into(), failed: (!success).into() })
}

/// Cargo's tests. Always of the whole workspace: to test one package alone, its dependencies would be built anew with other
/// features.
fn workspace_tests(ran: &mut Ran, arguments: &[&str]) -> Result<Tally, String> {
    let mut tests = cargo(&[&WORKSPACE_TESTS[..], arguments].concat());
    tests.env("TZ", ZONE);
    cargo_tests(ran, tests)
}

fn cargo_tests(ran: &mut Ran, command: Command) -> Result<Tally, String> {
    let (printed, success) = watch(command)?;
    ran.add_cargo(&printed);
    Ok(settle(count(&printed), success))
}

/// The tests of the real keychain, in a session of their own, in which an empty one is unlocked. Windows and macOS have theirs
/// at hand.
fn keychain_tests(ran: &mut Ran) -> Result<Tally, String> {
    const UNLOCKED: &str =
        r#"echo | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@""#;
    let home = tempfile::tempdir().map_err(|error| format!("no folder for a keychain: {error}"))?;
    let tests = cargo(&[&WORKSPACE_TESTS[..], &["--test", "jobs", "--", "--ignored", "keychain::"]].concat());
    let mut session = program("dbus-run-session", &["--", "sh", "-c", UNLOCKED, "sh"]);
    session.arg(tests.get_program()).args(tests.get_args());
    session.env("XDG_DATA_HOME", home.path()).env("XDG_RUNTIME_DIR", home.path());
    cargo_tests(ran, session)
}

/// Adds up cargo's `test result: ok. 12 passed; 0 failed; …` lines.
fn count(printed: &str) -> Tally {
    let mut tally = Tally::default();
    for line in printed.lines().filter(|line| line.starts_with("test result:")) {
        let number_before = |word| {
            let mut parts = line.split([' ', ';', '.']).filter(|part| !part.is_empty()).peekable();
            while let Some(part) = parts.next() {
                if parts.peek() == Some(&word) {
                    return part.parse().unwrap_or(0);
                }
            }
            0
        };
        tally.passed += number_before("passed");
        tally.failed += number_before("failed");
    }
    tally
}

fn page_tests(ran: &mut Ran) -> Result<Tally, String> {
    let report = root().join("target/vitest.json");
    // The report of an earlier run must not count for this one.
    let _ = std::fs::remove_file(&report);
    let output = format!("--outputFile.json={}", report.display());
    let (_, success) =
        watch(npm(&["run", "--silent", "test", "--", "--reporter=default", "--reporter=json", &output]))?;
    let text = std::fs::read(&report).map_err(|error| format!("vitest left no report: {error}"))?;
    let report: serde_json::Value = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
    ran.add_vitest(&report);
    let number =
        |name: &str| report[name].as_u64().and_then(|number| u32::try_from(number).ok()).unwrap_or(0);
    Ok(settle(Tally { passed: number("numPassedTests"), failed: number("numFailedTests") }, success))
}

/// The table of faults against the tests of this run.
fn faults_shown(ran: &Ran) -> Result<Tally, String> {
    let standing = faults::check(ran)?;
    Ok(Tally { passed: standing.covered, failed: standing.failures() })
}

/// A run that failed without a failed test, or that ran no test, is a failure.
fn settle(tally: Tally, success: bool) -> Tally {
    if (success && tally.passed > 0) || tally.failed > 0 { tally } else { Tally { failed: 1, ..tally } }
}

fn report(tallies: &[(&str, Tally)]) -> Result<(), String> {
    println!();
    for (name, tally) in tallies {
        println!("{name:>12}: {} passed, {} failed", tally.passed, tally.failed);
    }
    let passed: u32 = tallies.iter().map(|(_, tally)| tally.passed).sum();
    let failed: u32 = tallies.iter().map(|(_, tally)| tally.failed).sum();
    println!("\n{passed} passed, {failed} failed");
    // What failed has been said; the last line stays the count.
    if failed == 0 { Ok(()) } else { std::process::exit(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_results_of_all_binaries_are_added_up() {
        let printed = "running 2 tests\n\
            test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.61s\n\
            test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s\n";
        assert_eq!(count(printed), Tally { passed: 15, failed: 2 });
    }

    #[test]
    fn a_run_that_fails_or_runs_nothing_is_never_a_success() {
        let none = Tally { passed: 0, failed: 0 };
        let good = Tally { passed: 3, failed: 0 };
        assert_eq!(settle(good, true), good);
        assert_eq!(settle(good, false).failed, 1);
        assert_eq!(settle(none, true).failed, 1);
    }
}
