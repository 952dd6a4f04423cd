//! 核查台, the program.

// Without this a console window opens behind the app on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> Result<(), Box<dyn std::error::Error>> {
    qcc_desk::run()
}
