//! A sample of the points and several hundred orders. `cargo xtask torture` runs the ignored tests: every point
//! and ten thousand orders.

#![allow(clippy::unwrap_used)]

mod checks;
mod orders;
#[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
mod sweeps;

const PROGRAM: &str = env!("CARGO_BIN_EXE_crash-tests");

#[cfg(not(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu")))]
#[test]
fn the_sweeps_are_left_out_where_a_program_cannot_be_followed_call_by_call() {
    println!("Skipping the sweeps: they trace system calls, which works on Linux on x86-64 only.");
}
