//! Measures the start of the app beside a bare window and Chromium, then runs the benchmarks of the core.
//!
//! The start is measured from outside, in the frame buffer of a screen in memory: the app has no hook for it.

mod film;

use crate::page;
use crate::prerequisites::{self, TO_RUN, TO_TEST};
use crate::shell::{cargo, program, root, run, target, tauri};
use film::{Film, Start};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Starts of each program. They take turns, so that whatever slows the machine down slows all of them.
const ROUNDS: usize = 9;

/// A program to start, by the name in the table.
struct Rival {
    name: &'static str,
    command: fn() -> Command,
    starts: Vec<Start>,
}

/// Prints the table of starts, writes it to `target/bench/start.json`, and runs the other benchmarks.
pub(crate) fn bench() -> Result<(), String> {
    if cfg!(target_os = "linux") {
        starts()?;
    }
    run(cargo(&["bench", "--package", "desk", "--benches"]))
}

fn starts() -> Result<(), String> {
    prerequisites::check(&[TO_RUN, TO_TEST])?;
    prerequisites::chromium()?;
    page::packages()?;
    run(tauri(&["build", "--no-bundle", "--", "--locked"]))?;
    run(cargo(&["build", "--release", "--locked", "--package", "bare-window"]))?;
    let mut rivals = [
        Rival { name: "核查台", command: || built("qcc-desk"), starts: Vec::new() },
        Rival { name: "bare Tauri window", command: || built("bare-window"), starts: Vec::new() },
        Rival { name: "Chromium, bare page", command: chromium, starts: Vec::new() },
    ];
    for _ in 0..ROUNDS {
        for rival in &mut rivals {
            rival.starts.push(Film::take((rival.command)())?);
        }
    }
    let rows: Vec<(&str, Value)> = rivals.iter().map(|rival| (rival.name, figures(&rival.starts))).collect();
    println!("\n{ROUNDS} starts each, interleaved: median (lowest to highest)\n");
    println!("| | window, ms | text, ms | blank, ms | still, ms | memory, MB |\n|---|---|---|---|---|---|");
    for (name, figures) in &rows {
        let cells: Vec<String> = COLUMNS.iter().map(|column| cell(&figures[column])).collect();
        println!("| {name} | {} |", cells.join(" | "));
    }
    let folder = target().join("bench");
    let written = json!(
        rows.iter().map(|(name, figures)| json!({ "name": name, "start": figures })).collect::<Vec<_>>()
    );
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("start.json"), format!("{written:#}\n")))
        .map_err(|error| format!("{}: {error}", folder.display()))
}

const COLUMNS: [&str; 5] = ["window", "text", "blank", "still", "memory"];

/// Lowest, median and highest of each figure.
fn figures(starts: &[Start]) -> Value {
    let of = |figure: fn(&Start) -> u64| {
        let mut sorted: Vec<u64> = starts.iter().map(figure).collect();
        sorted.sort_unstable();
        json!({ "lowest": sorted.first(), "median": sorted.get(sorted.len() / 2), "highest": sorted.last() })
    };
    json!({
        "window": of(|start| start.window),
        "text": of(|start| start.text),
        "blank": of(|start| start.text - start.window),
        "still": of(|start| start.still),
        "memory": of(|start| start.memory),
    })
}

fn cell(figure: &Value) -> String {
    format!("{} ({}–{})", figure["median"], figure["lowest"], figure["highest"])
}

fn built(name: &str) -> Command {
    program(&target().join("release").join(name).to_string_lossy(), &[])
}

/// Chromium without its own controls, on the same page as the bare window.
fn chromium() -> Command {
    let page: PathBuf = root().join("src-tauri/crates/bare-window/src/page.html");
    let mut command = program(
        "chromium",
        &[
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--window-size=1080,720",
            "--window-position=143,24",
        ],
    );
    command.arg(format!("--app=file://{}", page.display()));
    command
}
