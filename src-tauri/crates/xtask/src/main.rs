//! `cargo xtask …`: sets up, runs and tests the app. All it needs to start is Rust and Node.

mod bench;
mod bundle;
mod cross;
mod engines;
mod faults;
mod fuzz;
mod gallery;
mod icons;
mod lines;
#[cfg(test)]
mod modules;
mod notices;
mod older_chromium;
mod page;
mod prerequisites;
#[cfg(test)]
mod rules;
mod run;
mod shell;
mod tally;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask run          set up what is missing, build the page and start the app; without a credential it shows demo data
cargo xtask test         the same set-up, then every test
cargo xtask bench        measure the app against a bare window, Chromium, curl and Python's requests (Linux), then the core: target/bench/table.md
cargo xtask torture      kill the core at every call that changes something, let its disk fail, order at random (Linux)
cargo xtask fuzz [N]     look for inputs that break a promise, N seconds for each target (default: 60; Linux)
cargo xtask cross        check the types of all of it for Windows and macOS, and run the core's tests as Windows programs (Debian)
cargo xtask engines      every test in the window with its page in WebKitGTK, Chromium and Chromium 111, and a table (Linux)
cargo xtask bindings     regenerate the page's types from the Rust types
cargo xtask notices      regenerate THIRD-PARTY-NOTICES.html from the lock files
cargo xtask screenshots  retake the README's pictures, and one of every state of every screen: target/gallery/index.html (Linux)
cargo xtask bundle       build the packages; install, use and remove the Debian one in a clean system (Debian, as root)
cargo xtask lines        count the lines that are no tests, by crate
cargo xtask icons        redraw the app's icons from icons/icon.svg";

fn main() -> ExitCode {
    let command = std::env::args().nth(1);
    let done = match command.as_deref() {
        Some("run") => run::run(),
        Some("test") => test::test(),
        Some("bench") => bench::bench(),
        Some("torture") => run::torture(),
        Some("fuzz") => fuzz::fuzz(),
        Some("cross") => cross::cross(),
        Some("engines") => engines::engines(),
        Some("bindings") => run::bindings(),
        Some("notices") => notices::write(),
        Some("screenshots") => run::screenshots(),
        Some("bundle") => bundle::bundle(),
        Some("lines") => lines::lines(),
        Some("icons") => icons::icons(),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
