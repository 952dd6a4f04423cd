//! Starts the app and related programs, and regenerates files.

use crate::prerequisites::{self, TO_RUN, TO_TEST};
use crate::shell::{cargo, root, run as run_program, target};
use crate::{gallery, page};
use std::fs;

/// Sets up, builds and starts the app. Without credentials it shows the demo data.
pub(crate) fn run() -> Result<(), String> {
    if cfg!(target_os = "linux") && !has_display() {
        return Err("There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): start it in a desktop session.".into());
    }
    prerequisites::check(&[TO_RUN])?;
    page::build()?;
    // The development profile builds much faster than a release and is fast enough.
    run_program(cargo(&["run", "--package", "qcc-desk", "--bin", "qcc-desk"]))
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Runs the long crash tests: kills the core at every state-changing system call, makes its disk fail at each
/// of them, and places ten thousand random orders. Further arguments are passed to the test program.
pub(crate) fn torture() -> Result<(), String> {
    prerequisites::only_on_linux("The crash tests trace system calls, which works on Linux only.")?;
    let tests = ["test", "--release", "--locked", "--package", "crash-tests", "--test", "crashes"];
    let mut command =
        cargo(&[&tests[..], &["--", "--ignored", "--nocapture", "--test-threads", "1"]].concat());
    command.args(std::env::args_os().skip(2));
    run_program(command)
}

pub(crate) fn bindings() -> Result<(), String> {
    prerequisites::check(&[TO_RUN])?;
    page::build()?;
    let mut command = cargo(&["test", "--quiet", "--workspace", "--lib", "export_bindings"]);
    command.env("QCC_DESK_WRITE_BINDINGS", "1");
    run_program(command)
}

/// The README's pictures, among the screenshots of the window tests.
const PICTURES: &[&str] = &["main", "snapshot-dark", "record-entry"];

/// Retakes the README's pictures in the real window, and the gallery's.
pub(crate) fn screenshots() -> Result<(), String> {
    prerequisites::check(&[TO_RUN, TO_TEST])?;
    page::build()?;
    run_program(cargo(&["test", "--workspace", "--test", "window", "pictures"]))?;
    let (from, to) = (target().join("screenshots"), root().join("docs/images"));
    fs::create_dir_all(&to).map_err(|error| error.to_string())?;
    for picture in PICTURES {
        let name = format!("{picture}.png");
        fs::copy(from.join(&name), to.join(&name)).map_err(|error| format!("{name}: {error}"))?;
        println!("docs/images/{name}");
    }
    gallery::take()
}
