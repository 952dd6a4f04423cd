//! 核查台, the program.

// Without this a console window opens behind the app on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    match qcc_desk::run() {
        Ok(()) => ExitCode::SUCCESS,
        // It has been said.
        Err(_) => ExitCode::FAILURE,
    }
}
