//! Measures the whole app beside rivals. `cargo xtask bench` builds the programs and runs these; every other
//! command ignores them.

mod list;
mod look_ups;
mod memory;
mod screen;
mod snapshot;
mod starts;

use std::fs;

use fantoccini::key::Key;
use serde_json::{Map, Value, json};

use crate::desktop::Desktop;
use crate::language::Language;
use crate::own_service::{SECRET, fill_in, save as save_settings};
use crate::window::{Window, target};
use crate::{MAIN, MANY};

/// A line of the table.
struct Line {
    what: String,
    unit: &'static str,
    /// Of each program, the app first.
    figures: Vec<(&'static str, Vec<f64>)>,
}

impl Line {
    fn new(what: impl Into<String>, unit: &'static str, figures: Vec<(&'static str, Vec<f64>)>) -> Self {
        Self { what: what.into(), unit, figures }
    }

    /// Of the app alone.
    fn alone(what: impl Into<String>, unit: &'static str, figures: Vec<f64>) -> Self {
        Self::new(what, unit, vec![(APP, figures)])
    }
}

const APP: &str = "核查台";

/// Writes `target/bench/{name}.json`, from which the command makes its table.
fn save(name: &str, lines: Vec<Line>) {
    let line = |line: Line| {
        let figures: Map<String, Value> =
            line.figures.into_iter().map(|(program, figures)| (program.to_owned(), json!(figures))).collect();
        json!({ "what": line.what, "unit": line.unit, "figures": figures })
    };
    let lines: Vec<Value> = lines.into_iter().map(line).collect();
    let folder = target().join("bench");
    fs::create_dir_all(&folder).expect("a folder for the figures");
    let file = folder.join(name).with_extension("json");
    fs::write(file, format!("{:#}\n", json!(lines))).expect("saved figures");
}

/// An app with this service, which asks it for these checks anew at each Enter.
async fn connected(desktop: &mut Desktop, address: &str, checks: &[&str]) -> Window {
    desktop.speak(Language::Chinese);
    let settings = json!({ "language": "zh-CN", "checks": checks, "reuse": "never" });
    fs::write(desktop.settings(), settings.to_string()).expect("the settings");
    let window = desktop.open().await;
    fill_in(&window, address, SECRET).await;
    save_settings(&window).await;
    window.run(PAGE, Vec::new()).await.expect("the measuring functions");
    window
}

/// Milliseconds from Enter to the first and to all answers. The company alternates with the rounds.
async fn look_up(window: &Window, round: usize, checks: usize) -> [f64; 2] {
    window.type_subject([MAIN, MANY][round % 2]).await;
    window.button("核查（…").is_ready().await;
    let begin = format!("bench.pending = bench.lookUp({checks})");
    window.run(&begin, Vec::new()).await.expect("a page that listens");
    window.press(Key::Enter).await;
    let figures = within_the_page(window, "pending").await;
    [0, 1].map(|at| figures[at].as_f64().expect("milliseconds"))
}

/// Runs an asynchronous function of `page.js`.
async fn within_the_page(window: &Window, call: &str) -> Value {
    let script = format!("const done = arguments[arguments.length - 1]; bench.{call}.then(done)");
    window.run_until_done(&script, Vec::new()).await
}

async fn milliseconds(window: &Window, call: &str) -> f64 {
    within_the_page(window, call).await.as_f64().expect("milliseconds")
}

const PAGE: &str = include_str!("page.js");
