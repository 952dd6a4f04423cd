//! The long form of what `cargo xtask test` has a sample of.

use crate::shell::{cargo, run};

/// Kills the core at every call that changes something, lets its disk fail at each of them, and places ten thousand orders
/// at random. Arguments after the command are the program's, `--help` among them.
pub(crate) fn torture() -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Err("The torture follows a program call by call, which is written for Linux.".into());
    }
    let own: Vec<String> = std::env::args().skip(2).collect();
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    run(cargo(&[&["run", "--quiet", "--release", "--package", "torture", "--"], &own[..]].concat()))
}
