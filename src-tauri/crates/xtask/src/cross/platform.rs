//! The systems that are compiled for, and the compilers that do it.

use crate::shell::{program, root, run, target};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A system that the app is for, as a target of rustc.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Platform {
    pub(crate) name: &'static str,
    pub(crate) target: &'static str,
    /// Whether Debian has the C headers and libraries of it. Where it has not, what is written in C is left out: enough to
    /// check types, not to link.
    has_c: bool,
}

/// What Windows users get.
pub(crate) const WINDOWS: Platform =
    Platform { name: "Windows", target: "x86_64-pc-windows-msvc", has_c: false };
/// What users of a Mac get.
pub(crate) const MACOS: Platform = Platform { name: "macOS", target: "aarch64-apple-darwin", has_c: false };
/// Windows with the C library of MinGW, for which Linux can link and which Wine can run.
pub(crate) const WINDOWS_BY_MINGW: Platform =
    Platform { name: "Windows by MinGW", target: "x86_64-pc-windows-gnu", has_c: true };

/// Stands in for a C compiler and an archiver: what is to be made is made empty. Clang itself answers what kind of compiler it
/// is, which the `cc` crate asks by `-E` and `-?`, and preprocesses the app's Windows resources for llvm-rc.
const NO_C: &str = r#"#!/bin/sh
case " $* " in *" -E "* | *" -? "*) exec clang-22 "$@" ;; esac
previous=
for argument; do
    case $argument in
        -out:*) : > "${argument#-out:}" ;;
        *.a | *.lib) : > "$argument" ;;
        *) [ "$previous" != -o ] || : > "$argument" ;;
    esac
    previous=$argument
done
"#;

/// Where all of this is built, apart from what is built for this machine.
pub(crate) fn folder() -> PathBuf {
    root().join(target()).join("cross")
}

fn no_c() -> PathBuf {
    folder().join("no-c.sh")
}

/// An SDK of Apple's, as far as anyone asks: that there is a folder.
fn no_sdk() -> PathBuf {
    folder().join("no-sdk")
}

/// Writes what takes the place of the C compilers that Debian lacks.
pub(crate) fn prepare() -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder().display());
    fs::create_dir_all(no_sdk()).map_err(failed)?;
    fs::write(no_c(), NO_C).map_err(failed)?;
    run(program("chmod", &["+x", &no_c().to_string_lossy()]))
}

impl Platform {
    /// Cargo for this system, by Debian's compiler: the standard library is compiled along, from the package that holds its
    /// source, because no registry has it compiled.
    pub(crate) fn cargo(self, arguments: &[&str]) -> Command {
        // Warnings in the workspace's own code for another system are seen nowhere else.
        let options = ["-Zbuild-std", "-Zwarnings", "--config", "build.warnings='deny'"];
        let mut command = program("/usr/bin/cargo", &[&options, arguments].concat());
        command.env("CARGO_BUILD_TARGET", self.target);
        // llvm-rc, and what else has no version in its name; then Debian's rustc before any other.
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("/usr/lib/llvm-22/bin:/usr/bin:{path}"));
        command.env("CARGO_TARGET_DIR", folder());
        // These options are not stable yet, which this compiler is.
        command.env("RUSTC_BOOTSTRAP", "1");
        if !self.has_c {
            for tool in ["CC", "CXX", "AR"] {
                command.env(format!("{tool}_{}", self.target.replace('-', "_")), no_c());
            }
            command.env("SDKROOT", no_sdk());
        }
        command
    }
}
