//! Runs tests as Windows programs in Wine, with a separate Windows folder. No display is needed.

use super::platform::{self, WINDOWS_BY_MINGW};
use crate::shell::{program, root, run};
use crate::tally::{Ran, Tally};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The path in Debian's package. The command in `PATH` belongs to a package that requires 32-bit support.
const WINE: &str = "/usr/lib/wine/wine64";
/// A Chinese font, from Debian's fonts-noto-cjk.
const FONTS: [&str; 2] = ["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"];
const FONTS_FOLDER: &str = "/usr/share/fonts/opentype/noto";
/// A test program that takes longer hangs.
const SECONDS: &str = "1200";

/// Tests that pass on Windows but cannot pass in Wine, each with the reason.
const BEYOND: [(&str, &str); 4] = [
    ("tls::a_certificate_of_an_unknown_authority_is_refused", NO_REVOCATION),
    ("proxies::a_proxy_that_pretends_to_be_the_service_learns_nothing", NO_REVOCATION),
    ("bundle::tests::releases_have_no_tools_for_developers", NO_CARGO),
    ("notices::tests::what_the_program_is_made_of_on_this_system_is_in_the_notices", NO_CARGO),
];

/// These tests run cargo.
const NO_CARGO: &str = "a Windows program cannot start the cargo of the system that Wine runs on";

/// The certificate is refused, but not for the expected reason.
const NO_REVOCATION: &str = "Wine 8 refuses because it cannot check revocation, which it is asked to overlook; Windows overlooks it and names the unknown authority";

/// Runs the core's tests, except those that cannot pass in Wine.
pub(crate) fn tests() -> Result<Tally, String> {
    prepare()?;
    let skip = BEYOND.iter().flat_map(|(test, _)| ["--skip", test]);
    let arguments: Vec<_> = ["--exact", "--test-threads", "2"].into_iter().chain(skip).collect();
    Ran::default().cargo(cargo(&arguments))
}

/// Checks that each test that cannot pass in Wine exists and still fails.
pub(crate) fn tests_beyond() -> Result<Tally, String> {
    let mut ran = Ran::default();
    ran.cargo(cargo(&[&["--exact"], &BEYOND.map(|(test, _)| test)[..]].concat()))?;
    let mut tally = Tally::default();
    for (test, reason) in BEYOND {
        tally.count(ran.passed(test) == Some(false));
        match ran.passed(test) {
            Some(false) => println!("{test}: {reason}"),
            Some(true) => println!("{test} passes: strike it off the list in cross/wine.rs"),
            None => println!("{test} is on the list in cross/wine.rs, but there is no such test"),
        }
    }
    Ok(tally)
}

/// Creates Wine's Windows folder and adds what Wine lacks.
fn prepare() -> Result<(), String> {
    let windows = prefix().join("drive_c/windows");
    // Wine writes the registry last, so an interrupted setup is repeated.
    if !prefix().join("system.reg").exists() {
        fs::create_dir_all(prefix()).map_err(|error| format!("{}: {error}", prefix().display()))?;
        let mut init = program("timeout", &["--signal=KILL", "300", WINE, "wineboot", "--init"]);
        in_wine(&mut init);
        run(init)?;
    }
    // Evidence needs a Chinese font, which Wine lacks.
    for font in FONTS {
        fs::copy(Path::new(FONTS_FOLDER).join(font), windows.join("Fonts").join(font))
            .map_err(|error| format!("{font}: {error}"))?;
    }
    let library = windows.join("system32/bcryptprimitives.dll");
    let source = root().join("src-tauri/crates/xtask/src/cross/process_prng.c");
    let paths = [&library, &source].map(|path| path.to_string_lossy());
    run(program("x86_64-w64-mingw32-gcc", &["-shared", "-o", &paths[0], &paths[1], "-ladvapi32"]))
}

fn prefix() -> PathBuf {
    platform::folder().join("wine")
}

/// Cargo tests of everything but the window, which needs a display. Its types are checked separately.
fn cargo(arguments: &[&str]) -> Command {
    let packages = ["--workspace", "--exclude", "qcc-desk", "--tests", "--locked", "--no-fail-fast", "--"];
    let mut tests = WINDOWS_BY_MINGW.cargo(&[&["test"], &packages[..], arguments].concat());
    tests
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", format!("timeout --signal=KILL {SECONDS} {WINE}"))
        // The tests are not debugged, and link much faster without debug information.
        .env("CARGO_PROFILE_DEV_DEBUG", "none");
    in_wine(&mut tests);
    tests
}

fn in_wine(command: &mut Command) {
    command.env("WINEPREFIX", prefix()).env("WINEDEBUG", "-all");
    // Otherwise Wine asks in a window whether to download these two.
    command.env("WINEDLLOVERRIDES", "mscoree,mshtml=");
}
