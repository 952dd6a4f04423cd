//! Measures the app beside rivals (Linux), then the core alone, and makes a table.

use crate::bundle;
use crate::prerequisites::{self, TO_BENCH, TO_RUN, TO_TEST};
use crate::shell::{cargo, run, target};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;

/// Files of figures in `target/bench`, in the order of the table.
const APP: [&str; 5] = ["starts", "look-ups", "list", "snapshot", "memory"];
/// The core's benchmarks that belong into the table, with their folders in `target/criterion`.
const CORE: [(&str, &str); 5] = [
    ("start to the first state, empty record", "start/empty record"),
    ("start to the first state, record of 100,000", "start/100,000 look-ups"),
    ("a word in a record of 100,000", "search of 100,000 look-ups/a common word"),
    ("evidence of 50 rows, PDF and Excel", "evidence/50 rows"),
    ("evidence of 1,000 rows, PDF and Excel", "evidence/1,000 rows"),
];

/// Runs all benchmarks. Prints the table, and writes it and its figures to `target/bench`.
pub(crate) fn bench() -> Result<(), String> {
    // Figures of an earlier run must not count for this one.
    let _ = fs::remove_dir_all(target().join("bench"));
    if cfg!(target_os = "linux") {
        app()?;
    }
    run(cargo(&["bench", "--package", "desk", "--benches"]))?;
    let lines = lines()?;
    let table = table(&lines);
    println!("\n{table}");
    let folder = target().join("bench");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("all.json"), format!("{:#}\n", Value::from(lines))))
        .and_then(|()| fs::write(folder.join("table.md"), table))
        .map_err(|error| format!("{}: {error}", folder.display()))
}

fn app() -> Result<(), String> {
    prerequisites::check(&[TO_RUN, TO_TEST, TO_BENCH])?;
    prerequisites::chromium()?;
    crate::page::packages()?;
    run(crate::shell::tauri(&["build", "--bundles", "deb", "--", "--locked"]))?;
    run(cargo(&["build", "--release", "--locked", "--package", "bare-window"]))?;
    let tests = ["test", "--workspace", "--locked", "--test", "window", "--", "bench::"];
    let one_at_a_time = ["--ignored", "--nocapture", "--test-threads", "1"];
    let mut command = cargo(&[&tests[..], &one_at_a_time].concat());
    command.env("QCC_DESK_BINARY", target().join("release/qcc-desk"));
    run(command)
}

/// All lines of the table: what, unit, and the figures of each program.
fn lines() -> Result<Vec<Value>, String> {
    let mut lines = Vec::new();
    for name in APP {
        if let Ok(text) = fs::read(target().join("bench").join(name).with_extension("json")) {
            let more: Vec<Value> =
                serde_json::from_slice(&text).map_err(|error| format!("{name}: {error}"))?;
            lines.extend(more);
        }
    }
    for (what, folder) in CORE {
        let file = target().join("criterion").join(folder).join("new/estimates.json");
        let text = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let estimates: Value = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
        let figures = ["/lower_bound", "", "/upper_bound"].map(|bound| match bound {
            "" => &estimates["median"]["point_estimate"],
            _ => &estimates["median"]["confidence_interval"][&bound[1..]],
        });
        let milliseconds = figures.map(|nanoseconds| nanoseconds.as_f64().unwrap_or_default() / 1e6);
        lines.push(line(what, "ms", &milliseconds));
    }
    let weights = [
        ("the program", Some(target().join("release/qcc-desk"))),
        ("the Debian package", bundle::package("deb").ok()),
    ];
    for (what, file) in weights {
        if let Some(size) = file.and_then(|file| fs::metadata(file).ok()) {
            lines.push(line(what, "MB", &[size.len() as f64 / 1e6]));
        }
    }
    Ok(lines)
}

fn line(what: &str, unit: &str, figures: &[f64]) -> Value {
    serde_json::json!({ "what": what, "unit": unit, "figures": { "核查台": figures } })
}

/// Markdown: for each line the app's median with its range, and each rival's with how many times as long the
/// app takes.
fn table(lines: &[Value]) -> String {
    let mut table = "| | 核查台 | compared with |\n|---|---|---|\n".to_owned();
    for line in lines {
        let text = |name: &str| line[name].as_str().unwrap_or_default();
        let all: Vec<_> = line["figures"].as_object().into_iter().flatten().collect();
        let own = all.iter().find(|(program, _)| *program == "核查台").map(|(_, figures)| spread(figures));
        let Some(own) = own else { continue };
        let rivals = all.iter().filter(|(program, _)| *program != "核查台").map(|(program, figures)| {
            let rival = spread(figures);
            format!("{program} {} → {:.2} ×", words(rival), own[1] / rival[1])
        });
        let rivals = rivals.collect::<Vec<_>>().join(", ");
        let _ = writeln!(table, "| {}, {} | {} | {rivals} |", text("what"), text("unit"), words(own));
    }
    table
}

/// Lowest, median and highest.
fn spread(figures: &Value) -> [f64; 3] {
    let mut figures: Vec<f64> = figures.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    figures.sort_by(f64::total_cmp);
    let at = |place: usize| figures.get(place).copied().unwrap_or(f64::NAN);
    [at(0), at(figures.len() / 2), at(figures.len().saturating_sub(1))]
}

fn words(spread: [f64; 3]) -> String {
    // Three digits tell more than the measurement.
    let digits = |figure: f64| if figure < 10.0 { format!("{figure:.1}") } else { format!("{figure:.0}") };
    let [lowest, median, highest] = spread.map(digits);
    if lowest == highest { median } else { format!("{median} ({lowest}–{highest})") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_line_has_medians_with_ranges_and_how_many_times_as_long_the_app_takes() {
        let figures = json!({ "核查台": [300, 20.5, 30], "curl": [15], "window": [60, 1, 100] });
        let table = table(&[json!({ "what": "start", "unit": "ms", "figures": figures })]);
        let line = table.lines().last().unwrap();
        assert_eq!(line, "| start, ms | 30 (20–300) | curl 15 → 2.00 ×, window 60 (1.0–100) → 0.50 × |");
    }
}
