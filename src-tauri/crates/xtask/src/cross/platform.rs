//! The target systems and their compilers.

use crate::shell::{program, root, run, target};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Platform {
    pub(crate) name: &'static str,
    pub(crate) target: &'static str,
    /// Whether Debian has its C headers and libraries. Otherwise C code is left out, which is enough for
    /// checking types, but not for linking.
    has_c: bool,
}

pub(crate) const WINDOWS: Platform =
    Platform { name: "Windows", target: "x86_64-pc-windows-msvc", has_c: false };
pub(crate) const MACOS: Platform = Platform { name: "macOS", target: "aarch64-apple-darwin", has_c: false };
/// Windows with MinGW's C library, which can be linked on Linux and run in Wine.
pub(crate) const WINDOWS_BY_MINGW: Platform =
    Platform { name: "Windows by MinGW", target: "x86_64-pc-windows-gnu", has_c: true };

/// A fake C compiler and archiver that creates empty output files. Real Clang identifies itself to the `cc`
/// crate (`-E`, `-?`) and preprocesses the app's Windows resources for llvm-rc.
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

/// The build folder, separate from that of this system's builds.
pub(crate) fn folder() -> PathBuf {
    root().join(target()).join("cross")
}

fn no_c() -> PathBuf {
    folder().join("no-c.sh")
}

/// A fake Apple SDK: all that is needed is a folder.
fn no_sdk() -> PathBuf {
    folder().join("no-sdk")
}

/// Writes the replacements for the C compilers that Debian lacks.
pub(crate) fn prepare() -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder().display());
    fs::create_dir_all(no_sdk()).map_err(failed)?;
    fs::write(no_c(), NO_C).map_err(failed)?;
    run(program("chmod", &["+x", &no_c().to_string_lossy()]))
}

impl Platform {
    /// Cargo for this system, with Debian's compiler. It builds the standard library from Debian's source
    /// package, because no package has a compiled one.
    pub(crate) fn cargo(self, arguments: &[&str]) -> Command {
        // Nothing else reports warnings for other systems in the workspace's own code.
        let options = ["-Zbuild-std", "-Zwarnings", "--config", "build.warnings='deny'"];
        let mut command = program("/usr/bin/cargo", &[&options, arguments].concat());
        command.env("CARGO_BUILD_TARGET", self.target);
        // For llvm-rc and other tools without a version in their name; then Debian's rustc before any other.
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("/usr/lib/llvm-22/bin:/usr/bin:{path}"));
        command.env("CARGO_TARGET_DIR", folder());
        // These options are unstable, but the compiler is a stable one.
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
