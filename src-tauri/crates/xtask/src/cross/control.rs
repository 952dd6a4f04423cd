//! A check that finds nothing might look at nothing: before the app is checked for a system, the same check must find an error
//! that only that system's compiler meets.

use super::platform::{self, Platform};
use crate::tally::Tally;
use std::fs;

/// A package of its own. The profile is the app's, so that the standard library is compiled once for both.
const MANIFEST: &str = "\
[package]
name = \"control\"
version = \"0.0.0\"
edition = \"2024\"

[features]
planted = []

[workspace]

[profile.dev]
debug = \"line-tables-only\"
";

/// A number that is a word, on one system each.
const LIBRARY: &str = "\
#[cfg(all(feature = \"planted\", windows))]
pub const PLANTED_FOR_WINDOWS: u32 = \"not a number\";
#[cfg(all(feature = \"planted\", target_os = \"macos\"))]
pub const PLANTED_FOR_MACOS: u32 = \"not a number\";
";

/// Checks the control with its error and without.
///
/// # Errors
/// If the error is not found, or another is.
pub(crate) fn run(platform: Platform) -> Result<Tally, String> {
    let folder = platform::folder().join("control");
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(folder.join("src")).map_err(failed)?;
    fs::write(folder.join("Cargo.toml"), MANIFEST).map_err(failed)?;
    fs::write(folder.join("src/lib.rs"), LIBRARY).map_err(failed)?;
    let check = |feature: &[&str]| {
        let mut command = platform.cargo(&[&["check"], feature].concat());
        let output = command.current_dir(&folder).output().map_err(failed)?;
        Ok::<_, String>((output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned()))
    };
    let (passes, said) = check(&[])?;
    if !passes {
        return Err(format!("Without the error it does not pass:\n{said}"));
    }
    let (_, said) = check(&["--features", "planted"])?;
    if !is_the_planted(&said, platform) {
        return Err(format!("Not the error that was planted, but:\n{said}"));
    }
    Ok(Tally { passed: 1, failed: 0 })
}

/// Whether the one error is that for this very system.
fn is_the_planted(said: &str, platform: Platform) -> bool {
    let constant = format!("PLANTED_FOR_{}", platform.name.to_uppercase());
    said.contains("mismatched types") && said.matches("PLANTED_FOR_").count() == 1 && said.contains(&constant)
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
