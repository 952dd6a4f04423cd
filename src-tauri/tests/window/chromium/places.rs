//! Nothing moves when answers arrive.

use fantoccini::key::Key;
use serde_json::json;

use super::{asked, drawn, open};
use crate::desktop::Desktop;
use crate::window::Window;
use crate::{MAIN, MANY, tab_says};

/// Starts recording layout shifts.
const WATCH: &str = "
window.shifts = [];
window.shiftObserver = new PerformanceObserver(list => shifts.push(...list.getEntries()));
shiftObserver.observe({ type: 'layout-shift', buffered: false });";

/// Shifts of the page's layout.
const SHIFTS: &str = "
shifts.push(...shiftObserver.takeRecords());
const element = node => (node instanceof Element ? node : node?.parentElement);
const what = ({ node, previousRect: from, currentRect: to }) =>
  `${element(node)?.outerHTML.slice(0, 60)} ${from.x},${from.y} ${from.width}×${from.height} → ${to.x},${to.y} ${to.width}×${to.height}`;
return shifts.splice(0)
  .map(({ value, sources }) => `${value.toFixed(5)}: ${sources.map(what).join('; ')}`);";

/// How often to look up each of four companies: with many records, few, none, and a failure.
const ROUNDS: usize = 25;
const COMPANIES: [(&str, &str); 4] = [
    (MAIN, "有记录 3"),
    ("示例青禾农业科技有限公司", "未查到"),
    (MANY, "有记录 47"),
    ("示例残缺有限公司", "未能核查"),
];

/// Looks up a company by replacing the previous one in the box.
async fn look_up(window: &Window, company: &str, state: &str) {
    let fill = "
const box = document.querySelector('form[role=search] :is([type=search], [role=searchbox])');
box.focus();
box.select();";
    asked(window, fill).await;
    window.cdp("Input.insertText", json!({ "text": company })).await;
    window.button("核查（…").is_ready().await;
    window.press(Key::Enter).await;
    tab_says(window, "限制出境", state).await;
    drawn(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_moves_in_a_hundred_look_ups_at_either_width() {
    let desktop = Desktop::start().await;
    let window = open(&desktop).await;
    // With the first answer, the start page gives way to the company's name.
    look_up(&window, COMPANIES[0].0, COMPANIES[0].1).await;
    let mut moved = Vec::new();
    for width in [1366, 683] {
        window.resize(width, 768).await;
        drawn(&window).await;
        asked(&window, WATCH).await;
        for _ in 0..ROUNDS {
            for (company, state) in COMPANIES {
                look_up(&window, company, state).await;
                let shifts = asked(&window, SHIFTS).await;
                let shifts = shifts.as_array().cloned().unwrap_or_default();
                moved.extend(shifts.iter().map(|shift| format!("{width} px, {company}: {shift}")));
            }
        }
        println!("{width} px: {} look-ups, {} shifts so far", ROUNDS * COMPANIES.len(), moved.len());
    }
    assert_eq!(moved, Vec::<String>::new());
}
