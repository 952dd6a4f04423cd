//! Tests for Windows and macOS on Linux: everything must compile, and what needs no window must pass its
//! tests on Windows. Debian's packages provide the compilers, the standard library's source and Wine; apart
//! from the crates in the lock file, nothing is downloaded.

mod control;
mod platform;
mod wine;

use crate::page;
use crate::prerequisites::{self, TO_CROSS};
use crate::tally::{check, kind, report};
use platform::{MACOS, WINDOWS};

/// Checks, builds and tests for the other systems. All steps run even if one fails.
pub(crate) fn cross() -> Result<(), String> {
    prerequisites::only_on_linux(
        "Cross-compiling is set up for Debian only; `cargo xtask test` tests this system.",
    )?;
    prerequisites::check(&[TO_CROSS])?;
    page::build()?;
    platform::prepare()?;
    let mut tallies = Vec::new();
    for platform in [WINDOWS, MACOS] {
        tallies.push(kind(&format!("planted error for {}", platform.name), || control::run(platform)));
        let all = ["check", "--workspace", "--all-targets", "--locked"];
        tallies.push(kind(&format!("types for {}", platform.name), || check(platform.cargo(&all))));
    }
    tallies.push(kind("tests under Wine", wine::tests));
    tallies.push(kind("tests beyond Wine", wine::tests_beyond));
    println!("\nNot run here: the window on Windows and macOS, and any test on macOS.");
    report(&tallies);
    Ok(())
}
