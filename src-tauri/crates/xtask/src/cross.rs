//! What a Linux machine can know of the app on Windows and macOS: that all of it compiles there, and that what needs no
//! window does on Windows what its tests say. Debian's own packages bring the compilers, the standard library's source and
//! Wine; nothing else is fetched but the crates of the lock file.

mod beyond_wine;
mod compile;
mod control;
mod platform;
mod wine;

use crate::{page, prerequisites};
use compile::compile;
use platform::{MACOS, Platform, WINDOWS, WINDOWS_BY_MINGW};
use std::time::{Duration, Instant};
use wine::Wine;

/// What came of one step, for the table at the end.
struct Row {
    what: String,
    took: Duration,
    /// What is to be known of it, or what went wrong.
    outcome: Result<String, String>,
}

/// Checks, builds and tests for the other systems. All steps run even if one fails.
pub(crate) fn cross() -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Err(
            "Compiling for the other systems is set up for Debian; here, `cargo xtask test` tests this one."
                .into(),
        );
    }
    prerequisites::to_cross()?;
    page::build()?;
    platform::prepare()?;
    let mut rows = Vec::new();
    for platform in [WINDOWS, MACOS] {
        rows.push(step(format!("control: a planted error for {}", platform.name), || control::run(platform)));
    }
    for platform in [WINDOWS, MACOS] {
        rows.push(step(format!("type-check for {} ({})", platform.name, platform.target), || {
            check(platform)
        }));
    }
    let mut tests = Vec::new();
    rows.push(step(format!("build for {} ({})", WINDOWS_BY_MINGW.name, WINDOWS_BY_MINGW.target), || {
        // The window's own code is left out: its types are checked above, and Wine without a display shows no window.
        let packages = ["--workspace", "--exclude", "qcc-desk", "--locked"];
        let mut build = WINDOWS_BY_MINGW.cargo(&[&["test", "--no-run"], &packages[..]].concat());
        // Nobody looks at these with a debugger, and without what it reads they are linked in a fraction of the time.
        build.env("CARGO_PROFILE_DEV_DEBUG", "none");
        let mut built = compile(build)?;
        tests = std::mem::take(&mut built.tests);
        built.fine()?;
        Ok(format!("{} programs of tests", tests.len()))
    }));
    let mut beyond = Vec::new();
    if !tests.is_empty() {
        match Wine::start(&tests) {
            Ok(wine) => {
                for test in &tests {
                    rows.push(step(format!("under Wine: {}", test.name), || {
                        let (said, unable) = wine.run(test)?;
                        beyond.extend(unable);
                        Ok(said)
                    }));
                }
            }
            Err(message) => rows.push(step("Wine".to_owned(), || Err(message))),
        }
    }
    report(&rows, &beyond)
}

fn step(what: String, act: impl FnOnce() -> Result<String, String>) -> Row {
    println!("\n== {what} ==");
    let start = Instant::now();
    let outcome = act();
    if let Err(message) = &outcome {
        println!("{message}");
    }
    Row { what, took: start.elapsed(), outcome }
}

/// Every library, program and test of the workspace.
fn check(platform: Platform) -> Result<String, String> {
    let checked = compile(platform.cargo(&["check", "--workspace", "--all-targets", "--locked"]))?;
    checked.fine()?;
    checked.covers_workspace()
}

fn report(rows: &[Row], beyond: &[String]) -> Result<(), String> {
    let width = rows.iter().map(|row| row.what.chars().count()).max().unwrap_or(0);
    println!();
    for Row { what, took, outcome } in rows {
        let said = match outcome {
            Ok(said) => said.as_str(),
            Err(_) => "FAILED, see above",
        };
        println!("{what:<width$}  {:>5} s  {said}", took.as_secs());
    }
    if !beyond.is_empty() {
        println!("\nBeyond Wine:");
        beyond.iter().for_each(|line| println!("  {line}"));
    }
    println!("\nNot run here: the window on Windows and macOS, and any test on macOS.");
    let failed = rows.iter().filter(|row| row.outcome.is_err()).count();
    match failed {
        0 => Ok(()),
        _ => Err(format!("\n{failed} of {} steps failed", rows.len())),
    }
}
