//! A control: a check without findings may check nothing at all. Before the app is checked for a system, the
//! same check must find an error that occurs only on that system.

use super::platform::Platform;
use crate::tally::Tally;

/// A type error, one per system.
#[cfg(all(feature = "planted", windows))]
const PLANTED_FOR_WINDOWS: u32 = "not a number";
#[cfg(all(feature = "planted", target_os = "macos"))]
const PLANTED_FOR_MACOS: u32 = "not a number";

/// Checks this crate with its planted error.
///
/// # Errors If the error is not found, or another one is.
pub(crate) fn run(platform: Platform) -> Result<Tally, String> {
    let mut check = platform.cargo(&["check", "--locked", "--package", "xtask", "--features", "planted"]);
    let output = check.output().map_err(|error| format!("cannot start cargo: {error}"))?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    if !is_the_planted(&stderr, platform) {
        return Err(format!("Expected the planted error, but got:\n{stderr}"));
    }
    Ok(Tally { passed: 1, failed: 0 })
}

/// Whether the only error is the one for this system.
fn is_the_planted(stderr: &str, platform: Platform) -> bool {
    let constant = format!("PLANTED_FOR_{}", platform.name.to_uppercase());
    stderr.contains("mismatched types")
        && stderr.matches("PLANTED_FOR_").count() == 1
        && stderr.contains(&constant)
}

#[cfg(test)]
mod tests {
    use super::super::platform::{MACOS, WINDOWS};
    use super::*;

    #[test]
    fn only_the_error_for_this_very_system_counts() {
        let error = |constant| {
            format!("error[E0308]: mismatched types\n pub const {constant}: u32 = \"not a number\";\n")
        };
        let (windows, macos) = (error("PLANTED_FOR_WINDOWS"), error("PLANTED_FOR_MACOS"));
        assert!(is_the_planted(&windows, WINDOWS));
        assert!(is_the_planted(&macos, MACOS));
        for wrong in [
            macos,
            String::new(),
            format!("{windows}{}", error("PLANTED_FOR_MACOS")),
            "error: could not find `PLANTED_FOR_WINDOWS`".into(),
        ] {
            assert!(!is_the_planted(&wrong, WINDOWS), "{wrong}");
        }
    }
}
