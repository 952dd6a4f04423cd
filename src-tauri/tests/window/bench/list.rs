//! A list of 5,000 rows.

use super::{Line, PAGE, milliseconds, save};
use crate::remote_text::five_thousand_rows;
use crate::{MAIN, look_up, tab_says};

const ROUNDS: usize = 5;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures"]
async fn first_rows_and_pauses_in_a_list_of_5000() {
    let (_service, _desktop, window) = five_thousand_rows().await;
    window.resize(1366, 768).await;
    window.run(PAGE, Vec::new()).await.expect("the measuring functions");
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 5000").await;
    let [mut first, mut scroll, mut jump, mut tabs] = [const { Vec::new() }; 4];
    for _ in 0..ROUNDS {
        milliseconds(&window, "choose('overview', '.tally')").await;
        first.push(milliseconds(&window, "choose('exitRestriction', '[aria-posinset=\"1\"]')").await);
        scroll.push(milliseconds(&window, "scroll(120, 50)").await);
        jump.push(milliseconds(&window, "jump()").await);
        tabs.push(milliseconds(&window, "switchTabs(['overview', 'exitRestriction'], 10)").await);
    }
    save(
        "list",
        vec![
            Line::alone("5,000 rows: from the click to the first rows", "ms", first),
            Line::alone("5,000 rows: longest pause while scrolling", "ms", scroll),
            Line::alone("5,000 rows: longest pause while jumping", "ms", jump),
            Line::alone("5,000 rows: longest pause while changing tabs", "ms", tabs),
        ],
    );
}
