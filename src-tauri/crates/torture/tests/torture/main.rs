//! The short form of the torture: a sample of the points, and some hundred orders. `cargo xtask torture` has all of it.

#![allow(clippy::unwrap_used)]

mod checks;
mod orders;
#[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
mod sweeps;

/// The program that drives the core.
const PROGRAM: &str = env!("CARGO_BIN_EXE_torture");

#[cfg(not(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu")))]
#[test]
fn the_sweeps_are_left_out_where_a_program_cannot_be_followed_call_by_call() {
    println!(
        "The sweeps are left out: they follow a program call by call, which is written for Linux on x86-64."
    );
}
