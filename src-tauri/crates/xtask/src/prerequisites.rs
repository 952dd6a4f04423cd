//! Checks what the machine needs. Installs what the system's package manager has, and explains how to get the
//! rest.

use crate::shell::{output, program, run};

/// For building and running the app on Debian and Ubuntu. The demo's pictures use the font.
pub(crate) const TO_RUN: &[&str] =
    &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "fonts-noto-cjk"];
/// For testing in a real window: a display, a session bus, a keychain, the web view's driver, a PDF reader.
pub(crate) const TO_TEST: &[&str] = &["xvfb", "dbus", "gnome-keyring", "webkit2gtk-driver", "poppler-utils"];

/// Rivals of a look-up.
pub(crate) const TO_BENCH: &[&str] = &["curl", "python3-requests"];

/// For testing the page in Chromium, unless the machine has another one with a driver.
const CHROMIUM: &[&str] = &["chromium", "chromium-driver"];

/// For building packages, inspecting them, and installing one in a clean system.
pub(crate) const TO_BUNDLE: &[&str] = &["binutils", "debootstrap", "rpm"];

/// For Windows and macOS: a compiler and the source of its standard library (Debian 12 has newer ones under
/// these names, in its security archive), a C compiler for Windows, the LLVM tools, an assembler; and Wine
/// with a font to run Windows programs.
pub(crate) const TO_CROSS: &[&str] = &[
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "gcc-mingw-w64-x86-64",
    "g++-mingw-w64-x86-64",
    "clang-22",
    "lld-22",
    "llvm-22",
    "nasm",
    "wine64",
    "fonts-noto-cjk",
];

pub(crate) fn check(needed: &[&[&str]]) -> Result<(), String> {
    node()?;
    packages(&needed.concat())
}

/// Refuses other systems, with the reason.
pub(crate) fn only_on_linux(why: &str) -> Result<(), String> {
    if cfg!(target_os = "linux") { Ok(()) } else { Err(why.to_owned()) }
}

/// Ensures that there is a Chromium with a driver.
pub(crate) fn chromium() -> Result<(), String> {
    match output(program("chromedriver", &["--version"])) {
        Some(_) => Ok(()),
        None => packages(CHROMIUM),
    }
}

fn node() -> Result<(), String> {
    let advice = "Install Node 20.19 or newer (https://nodejs.org, the LTS version), open a new terminal and try again.";
    let Some(version) = output(program("node", &["--version"])) else {
        return Err(format!("Node is missing. {advice}"));
    };
    if !is_new_enough(version.trim()) {
        return Err(format!("Node {} is too old. {advice}", version.trim()));
    }
    match output(crate::shell::npm(&["--version"])) {
        Some(_) => Ok(()),
        None => Err(format!("npm, which comes with Node, is missing. {advice}")),
    }
}

/// The versions that Vite supports: 20.19 and later in 20, and 22.12 and later.
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map_while(|part| part.parse::<u32>().ok());
    match (numbers.next(), numbers.next()) {
        (Some(20), Some(minor)) => minor >= 19,
        (Some(22), Some(minor)) => minor >= 12,
        (Some(major), Some(_)) => major >= 23,
        _ => false,
    }
}

fn packages(needed: &[&str]) -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        // Windows and macOS come with a web view and a keychain.
        return Ok(());
    }
    let query = [&["-W", "-f=${Package} ${db:Status-Abbrev}\n"], needed].concat();
    let Some(listed) = output(program("dpkg-query", &query)) else {
        println!(
            "This is not Debian or Ubuntu. Install the equivalents of these packages: {}",
            needed.join(" ")
        );
        return Ok(());
    };
    let missing = missing(needed, &listed);
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing missing system packages with apt-get: {}", missing.join(" "));
    apt_get(&["update"])?;
    apt_get(&[&["install", "-y", "--no-install-recommends"], &missing[..]].concat())
        .map_err(|error| format!("{error}\nInstall them by hand and try again: {}", missing.join(" ")))
}

/// The packages that dpkg does not list as installed.
fn missing<'a>(needed: &[&'a str], listed: &str) -> Vec<&'a str> {
    let installed = |package: &str| {
        listed.lines().any(|line| {
            let mut words = line.split_whitespace();
            // Installed, even if triggers are pending.
            words.next() == Some(package) && matches!(words.next(), Some("ii" | "it" | "iW"))
        })
    };
    needed.iter().copied().filter(|package| !installed(package)).collect()
}

pub(crate) fn is_root() -> bool {
    output(program("id", &["-u"])).is_some_and(|id| id.trim() == "0")
}

fn apt_get(arguments: &[&str]) -> Result<(), String> {
    let mut command = match is_root() {
        true => program("apt-get", arguments),
        false => program("sudo", &[&["apt-get"], arguments].concat()),
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    run(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_versions_of_node_that_can_build_the_page_are_accepted() {
        for good in ["v20.19.0", "v20.20.2", "v22.12.0", "v24.1.0"] {
            assert!(is_new_enough(good), "{good}");
        }
        for bad in ["v18.20.0", "v20.18.9", "v21.7.0", "v22.11.0", "", "node"] {
            assert!(!is_new_enough(bad), "{bad}");
        }
    }

    #[test]
    fn a_package_that_was_removed_or_never_there_is_missing() {
        let listed = "xvfb ii \ndbus rc \ngnome-keyring it \n";
        let needed = ["xvfb", "dbus", "poppler-utils", "gnome-keyring"];
        assert_eq!(missing(&needed, listed), ["dbus", "poppler-utils"]);
    }
}
