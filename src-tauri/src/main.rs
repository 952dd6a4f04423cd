//! 核查台, the program.

// Prevents a console window behind the app on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    match qcc_desk::run() {
        Ok(()) => ExitCode::SUCCESS,
        // Already reported to the user.
        Err(_) => ExitCode::FAILURE,
    }
}
