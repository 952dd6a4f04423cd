//! A list of 5,000 rows, in the app's own window and in Chromium, which users on Windows have.

use super::{APP, Line, PAGE, milliseconds, save};
use crate::engine::Engine;
use crate::remote_text::five_thousand_rows;
use crate::{MAIN, look_up, tab_says};

const ROUNDS: usize = 5;
const ACTS: [(&str, &str); 4] = [
    ("5,000 rows: from the click to the first rows", r#"choose('exitRestriction', '[aria-posinset="1"]')"#),
    ("5,000 rows: longest pause while scrolling", "scroll(120, 50)"),
    ("5,000 rows: longest pause while jumping", "jump()"),
    ("5,000 rows: longest pause while changing tabs", "switchTabs(['overview', 'exitRestriction'], 10)"),
];

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures"]
async fn first_rows_and_pauses_in_a_list_of_5000() {
    let own = measure(Engine::WebKitGtk).await;
    let in_chromium = measure(Engine::Chromium).await;
    let lines = ACTS.iter().zip(own).zip(in_chromium).map(|(((what, _), own), in_chromium)| {
        Line::new(*what, "ms", vec![(APP, own), ("the same in Chromium", in_chromium)])
    });
    save("list", lines.collect());
}

async fn measure(engine: Engine) -> [Vec<f64>; 4] {
    let (_service, _desktop, window) = five_thousand_rows(engine).await;
    window.resize(1366, 768).await;
    window.run(PAGE, Vec::new()).await.expect("the measuring functions");
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 5000").await;
    let mut figures = [const { Vec::new() }; 4];
    // The first round warms up.
    for round in 0..=ROUNDS {
        milliseconds(&window, "choose('overview', '.tally')").await;
        for ((_, act), figures) in ACTS.iter().zip(&mut figures) {
            let took = milliseconds(&window, act).await;
            if round > 0 {
                figures.push(took);
            }
        }
    }
    figures
}
