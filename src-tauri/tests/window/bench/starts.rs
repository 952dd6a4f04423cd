//! The start of the app, beside a bare window and Chromium.

use std::path::Path;
use std::process::Command;

use super::screen::{Measured, SIZE, measure};
use super::{APP, Line, save};
use crate::desktop::Desktop;
use crate::engine::CHROMIUM;

/// How often each program is started; an odd number has a median. They take turns, so that whatever slows the
/// machine down slows all of them, and the first round, which reads the programs from disk, is dropped.
const ROUNDS: usize = 9;
/// Of all windows, in pixels.
const WINDOW: (usize, usize) = (1080, 720);

type Quantity = (&'static str, &'static str, fn(&Measured) -> u64);
const QUANTITIES: [Quantity; 5] = [
    ("start to window", "ms", |start| start.window),
    ("start to text", "ms", |start| start.text),
    ("blank window", "ms", |start| start.text - start.window),
    ("start to the last change", "ms", |start| start.still),
    ("memory when idle", "MiB", |start| start.memory),
];

#[test]
#[ignore = "measures"]
fn beside_a_bare_window_and_chromium() {
    let app = Desktop::app();
    let bare = Path::new(&app).with_file_name("bare-window");
    let programs = [(APP, Command::new(&app)), ("bare window", Command::new(bare)), ("Chromium", chromium())];
    let mut starts = programs.each_ref().map(|_| Vec::new());
    for round in 0..=ROUNDS {
        for ((name, command), starts) in programs.iter().zip(&mut starts) {
            let start = measure(command).unwrap_or_else(|error| panic!("{name}: {error}"));
            if round > 0 {
                starts.push(start);
            }
        }
    }
    let line = |(what, unit, quantity): Quantity| {
        let figures = |starts: &Vec<Measured>| starts.iter().map(|start| quantity(start) as f64).collect();
        let figures = programs.iter().zip(&starts).map(|((name, _), starts)| (*name, figures(starts)));
        Line::new(what, unit, figures.collect())
    };
    save("starts", QUANTITIES.map(line).into());
}

/// Chromium as a window of its own, with the page of the bare window.
fn chromium() -> Command {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/src-tauri/crates/bare-window/src/page.html");
    let (left, top) = ((SIZE.0 - WINDOW.0) / 2, (SIZE.1 - WINDOW.1) / 2);
    let mut command = Command::new("chromium");
    command.args(CHROMIUM).arg("--password-store=basic");
    command.arg(format!("--window-position={left},{top}"));
    command.arg(format!("--window-size={},{}", WINDOW.0, WINDOW.1));
    command.arg(format!("--app=file://{page}"));
    command
}
