//! Input methods in every field: they handle their own keys, and their text arrives complete and once.

use serde_json::json;

use super::{asked, close_dialog, drawn, key, look_up_main, open, open_record, open_settings};
use crate::desktop::Desktop;
use crate::engine::Engine;
use crate::reports::order;
use crate::window::Window;
use crate::{choose, tab_says};

/// The key code of any key handled by an input method.
const TAKEN: u32 = 229;
const ENTER: u32 = 13;
const ESCAPE: u32 = 27;
const HALF: &str = "yuan yang";
const WHOLE: &str = "远洋";
/// The field's initial content; URL fields accept it, too.
const BEFORE: &str = "https://a.example/";

/// The visible text fields of the topmost layer.
const FIELDS: &str = "
const within = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document;
const kinds = ['text', 'search', 'url', 'password', 'textarea'];
window.fields = [...within.querySelectorAll('input, textarea')].filter(each =>
  kinds.includes(each.type) && !each.readOnly && !each.disabled && each.checkVisibility());
return fields.map(each => (each.labels[0] ?? each).textContent.trim() || each.ariaLabel || each.placeholder);";

/// Puts a text into a field, focuses it, and starts recording the page's actions.
const BEGIN: &str = "
const [at, text] = arguments;
const field = fields[at];
field.focus();
field.value = text;
field.dispatchEvent(new InputEvent('input', { bubbles: true }));
field.setSelectionRange(text.length, text.length);
window.done = [];
if (!window.counted) {
  window.counted = true;
  const { fetch } = window;
  window.fetch = (to, ...rest) => (done.push(decodeURIComponent(String(to).split('/').at(-1))), fetch(to, ...rest));
  addEventListener('submit', () => done.push('a form is submitted'), true);
  addEventListener('close', () => done.push('a dialog closes'), true);
}";

/// The field's content, and the page's actions other than those for reading what was typed.
const OUTCOME: &str = "
const field = fields[arguments[0]];
const own = ['recognise', 'search_record'];
const acts = done.filter(each => !own.includes(each));
if (document.activeElement !== field) acts.push('the keyboard is elsewhere');
if (!field.isConnected) acts.push('the field is gone');
return [field.value, acts];";

/// How a composition ends.
#[derive(Clone, Copy, Debug)]
enum Ends {
    /// Enter commits the text.
    Commit,
    /// Esc cancels it; the event is marked as the input method's.
    Escape,
    /// Esc cancels it; the event is a plain one.
    PlainEscape,
    /// Enter commits the text and stays down.
    HeldEnter,
    /// Esc cancels it and stays down.
    HeldEscape,
}

const ALL: [Ends; 5] = [Ends::Commit, Ends::Escape, Ends::PlainEscape, Ends::HeldEnter, Ends::HeldEscape];

impl Ends {
    /// The key that ends it: its name while composing, its own name, and its own code.
    fn key(self) -> (&'static str, &'static str, u32) {
        match self {
            Self::Commit | Self::HeldEnter => ("Process", "Enter", ENTER),
            Self::Escape | Self::HeldEscape => ("Process", "Escape", ESCAPE),
            Self::PlainEscape => ("Escape", "Escape", ESCAPE),
        }
    }

    async fn happen(self, window: &Window) {
        for letter in HALF.chars() {
            key(window, "rawKeyDown", "Process", TAKEN, "", false).await;
            key(window, "keyUp", &letter.to_string(), 0, "", false).await;
        }
        let half = json!({ "text": HALF, "selectionStart": HALF.len(), "selectionEnd": HALF.len() });
        window.cdp("Input.imeSetComposition", half).await;
        let (taken, own, code) = self.key();
        key(window, "rawKeyDown", taken, if taken == "Process" { TAKEN } else { code }, "", false).await;
        match self {
            Self::Commit | Self::HeldEnter => {
                window.cdp("Input.insertText", json!({ "text": WHOLE })).await;
            }
            Self::Escape | Self::PlainEscape | Self::HeldEscape => {
                let nothing = json!({ "text": "", "selectionStart": 0, "selectionEnd": 0 });
                window.cdp("Input.imeSetComposition", nothing).await;
            }
        }
        if matches!(self, Self::HeldEnter | Self::HeldEscape) {
            let text = if code == ENTER { "\r" } else { "" };
            for _ in 0..3 {
                key(window, if text.is_empty() { "rawKeyDown" } else { "keyDown" }, own, code, text, true)
                    .await;
            }
        }
        key(window, "keyUp", own, code, "", false).await;
    }

    fn leaves(self) -> String {
        match self {
            Self::Commit | Self::HeldEnter => format!("{BEFORE}{WHOLE}"),
            _ => BEFORE.to_owned(),
        }
    }
}

/// Composes in every field of the topmost layer, prints a line for each, and collects faults.
async fn compose_everywhere(window: &Window, place: &str, faults: &mut Vec<String>) {
    let names = asked(window, FIELDS).await;
    let names: Vec<String> = serde_json::from_value(names).expect("names");
    assert!(!names.is_empty(), "{place} has fields");
    // The search box comes first, and changing its text removes the other fields.
    for (at, name) in names.iter().enumerate().rev() {
        let mut cells = Vec::new();
        for ends in ALL {
            window.run(BEGIN, vec![json!(at), json!(BEFORE)]).await.expect("a field");
            drawn(window).await;
            ends.happen(window).await;
            drawn(window).await;
            let outcome = window.run(OUTCOME, vec![json!(at)]).await.expect("an outcome");
            // In a multi-line field, a held Enter inserts further lines.
            let value = outcome[0].as_str().unwrap_or_default().trim_end_matches('\n');
            let acts = outcome[1].as_array().cloned().unwrap_or_default();
            let good = value == ends.leaves() && acts.is_empty();
            cells.push(if good { "own".to_owned() } else { format!("{value:?} {acts:?}") });
            if !good {
                faults.push(format!("{place}, {name}, {ends:?}: {value:?} {acts:?}"));
            }
        }
        println!("| {place}: {name} | {} |", cells.join(" | "));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_every_field_the_keys_of_an_input_method_are_its_own_and_its_text_arrives_once() {
    let desktop = Desktop::start().await;
    let window = open(&desktop).await;
    let mut faults = Vec::new();
    println!("| field in {} | {ALL:?} |", Engine::chromium_of_the_run().folder());

    look_up_main(&window).await;
    window.by_role("searchbox", "筛选").appears().await;
    compose_everywhere(&window, "result", &mut faults).await;
    open_settings(&window).await;
    window.by_role("combobox", "代理").choose("手动").await;
    // The password can be typed once there is a user.
    window.field("代理用户名（可不填）").fill("officer").await;
    compose_everywhere(&window, "settings", &mut faults).await;
    close_dialog(&window, "设置").await;
    open_record(&window).await;
    window.field("备注").appears().await;
    compose_everywhere(&window, "record", &mut faults).await;
    window.button("返回").click().await;

    window.type_subject("示例网关故障有限公司").await;
    window.button("核查（…").is_ready().await;
    order(&window, "PDF").await;
    tab_says(&window, "身份报告", "待确认").await;
    choose(&window, "身份报告").await;
    window.field("企查查平台上的订单号").appears().await;
    compose_everywhere(&window, "order", &mut faults).await;
    assert_eq!(faults, Vec::<String>::new());
}
