//! Measures the start of the app beside a bare window and Chromium (Linux), then runs the core's benchmarks.

#[cfg(target_os = "linux")]
mod screen;

use crate::shell::{cargo, run};

/// Runs all of it. The table of starts is also written to `target/bench/start.json`.
pub(crate) fn bench() -> Result<(), String> {
    #[cfg(target_os = "linux")]
    starts::compare()?;
    run(cargo(&["bench", "--package", "desk", "--benches"]))
}

#[cfg(target_os = "linux")]
mod starts {
    use super::screen::{Measured, SIZE, measure};
    use crate::page;
    use crate::prerequisites::{self, TO_RUN, TO_TEST};
    use crate::shell::{cargo, program, root, run, target, tauri};
    use serde_json::{Value, json};
    use std::fs;
    use std::process::Command;

    /// How often each program is started; an odd number has a median. They take turns, so that whatever slows
    /// the machine down slows all of them, and the first round, which reads the programs from disk, is dropped.
    const ROUNDS: usize = 9;
    /// Of all windows, in pixels.
    const WINDOW: (usize, usize) = (1080, 720);

    type Column = (&'static str, fn(&Measured) -> u64);
    const COLUMNS: [Column; 5] = [
        ("window, ms", |start| start.window),
        ("text, ms", |start| start.text),
        ("blank, ms", |start| start.text - start.window),
        ("still, ms", |start| start.still),
        ("memory, MiB", |start| start.memory),
    ];

    pub(super) fn compare() -> Result<(), String> {
        prerequisites::check(&[TO_RUN, TO_TEST])?;
        prerequisites::chromium()?;
        page::packages()?;
        run(tauri(&["build", "--no-bundle", "--", "--locked"]))?;
        run(cargo(&["build", "--release", "--locked", "--package", "bare-window"]))?;
        let programs =
            [("核查台", built("qcc-desk")), ("bare window", built("bare-window")), ("Chromium", chromium())];
        let mut starts = programs.each_ref().map(|_| Vec::new());
        for round in 0..=ROUNDS {
            for ((name, command), starts) in programs.iter().zip(&mut starts) {
                let start = measure(command).map_err(|error| format!("{name}: {error}"))?;
                if round > 0 {
                    starts.push(start);
                }
            }
        }
        println!("\n{ROUNDS} starts each with an empty home folder, in turns: median (lowest–highest)\n");
        println!("|  | {} |", COLUMNS.map(|(name, _)| name).join(" | "));
        println!("|---{}|", "|---".repeat(COLUMNS.len()));
        let mut written = Vec::new();
        for ((name, _), starts) in programs.iter().zip(&starts) {
            let figures = COLUMNS.map(|(_, figure)| sorted(starts, figure));
            println!("| {name} | {} |", figures.each_ref().map(|sorted| cell(sorted)).join(" | "));
            let columns =
                COLUMNS.iter().zip(&figures).map(|((name, _), figure)| ((*name).to_owned(), json!(figure)));
            written
                .push(json!({ "program": name, "starts": columns.collect::<serde_json::Map<_, Value>>() }));
        }
        let folder = target().join("bench");
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(folder.join("start.json"), format!("{:#}\n", json!(written))))
            .map_err(|error| format!("{}: {error}", folder.display()))
    }

    fn sorted(starts: &[Measured], figure: fn(&Measured) -> u64) -> Vec<u64> {
        let mut figures: Vec<u64> = starts.iter().map(figure).collect();
        figures.sort_unstable();
        figures
    }

    fn cell(sorted: &[u64]) -> String {
        match (sorted.first(), sorted.get(sorted.len() / 2), sorted.last()) {
            (Some(lowest), Some(median), Some(highest)) => format!("{median} ({lowest}–{highest})"),
            _ => String::new(),
        }
    }

    fn built(name: &str) -> Command {
        program(&target().join("release").join(name).to_string_lossy(), &[])
    }

    /// Chromium as a window of its own, with the page of the bare window.
    fn chromium() -> Command {
        let page = root().join("src-tauri/crates/bare-window/src/page.html");
        let mut command = program(
            "chromium",
            &[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--password-store=basic",
            ],
        );
        let (left, top) = ((SIZE.0 - WINDOW.0) / 2, (SIZE.1 - WINDOW.1) / 2);
        command.arg(format!("--window-position={left},{top}"));
        command.arg(format!("--window-size={},{}", WINDOW.0, WINDOW.1));
        command.arg(format!("--app=file://{}", page.display()));
        command
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_cell_holds_median_and_range() {
            let start = |text| Measured { window: 10, text, still: 0, memory: 0 };
            let starts = [start(30), start(20), start(90)];
            assert_eq!(cell(&sorted(&starts, COLUMNS[2].1)), "20 (10–80)");
        }
    }
}
