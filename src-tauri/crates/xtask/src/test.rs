//! Every test, in order, and how many of each kind there were.

use crate::prerequisites::{self, TO_RUN, TO_TEST};
use crate::shell::{cargo, npm, program, root, watch};
use crate::tally::{Ran, Tally, check, kind, report};
use crate::{engines, faults, icons, page};

const WORKSPACE_TESTS: [&str; 3] = ["test", "--workspace", "--locked"];

/// Where it is another date than in Shanghai most of the day. Cargo's tests run there, as the page's do (`vite.config.ts`); the
/// app in the window runs in Shanghai, where it is used. So nothing holds in one of the two zones only.
const ZONE: &str = "America/Los_Angeles";

/// Sets up and runs every test. All kinds run even if one fails.
pub(crate) fn test() -> Result<(), String> {
    prerequisites::check(&[TO_RUN, TO_TEST])?;
    if cfg!(target_os = "linux") {
        prerequisites::chromium()?;
    }
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
        kind("page support", || check(npm(&["run", "--silent", "supported"]))),
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

/// Cargo's tests. Always of the whole workspace: to test one package alone, its dependencies would be built anew with other
/// features.
fn workspace_tests(ran: &mut Ran, arguments: &[&str]) -> Result<Tally, String> {
    let mut tests = cargo(&[&WORKSPACE_TESTS[..], arguments].concat());
    tests.env("TZ", ZONE);
    ran.cargo(tests)
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
    ran.cargo(session)
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
    Ok(ran.vitest(&report, success))
}
