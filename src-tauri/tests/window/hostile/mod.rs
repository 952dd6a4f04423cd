//! Hostile texts in every field of every reply, in every view.

mod payloads;
mod tour;

use std::collections::{BTreeMap, HashSet};

use serde_json::{Value, json};

use crate::scripted::Listener;
use crate::window::Window;
use payloads::{harmless, payloads};

pub use payloads::payloads as all_payloads;
pub use tour::row_of;

const PAGE: &str = include_str!("page.js");

/// Makes the page record its own actions, and adds the tests' functions.
pub async fn watch(window: &Window) {
    window.run(&format!("{{{PAGE}}}"), Vec::new()).await.expect("a page that is watched");
}

/// Calls a function of `page.js`.
pub async fn within_the_page(window: &Window, call: &str, arguments: Vec<Value>) -> Value {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         Promise.resolve().then(() => test.{call}).then(value => done({{ value }}), error => done({{ error: String(error) }}))"
    );
    let mut answer = window.run_until_done(&script, arguments).await;
    assert_eq!(answer["error"], Value::Null, "{call}");
    answer["value"].take()
}

/// Forbidden actions of a watched page since it was opened.
pub async fn misdeeds(window: &Window) -> Value {
    let script = "test.watched.ran = 'ran' in window; return test.watched";
    window.run(script, Vec::new()).await.expect("a watched page")
}

/// The record of a page without forbidden actions.
pub fn nothing() -> Value {
    json!({ "ran": false, "violations": [], "dialogs": [], "errors": [] })
}

#[tokio::test(flavor = "multi_thread")]
async fn text_from_outside_is_text_in_every_field_of_every_view() {
    let listener = Listener::start().await;
    let hostile = payloads(&listener.address());
    assert!(hostile.len() >= 200, "{} texts", hostile.len());
    let harmless = harmless(&hostile);
    let lines = lines(&hostile);
    let (hostile_tour, harmless_tour) =
        tokio::join!(tour::through_every_view(&hostile, &lines), tour::through_every_view(&harmless, &lines));

    for (view, seen) in &hostile_tour {
        let expected = &harmless_tour[view];
        assert_eq!(differences(&seen.shape, &expected.shape), Vec::<String>::new(), "elements in {view}");
        assert_eq!(seen.misdeeds, nothing(), "{view}");
    }
    assert_eq!(listener.visits().await, Vec::<String>::new());

    // Each text appears unchanged, once per field.
    for check in tour::lists() {
        let (view, fields) = (check.name.zh.as_str(), tour::fields_with_text(&check.fields));
        assert!(fields > 2, "{view}");
        for text in hostile.iter().filter(|text| text.chars().all(|each| (' '..='~').contains(&each))) {
            let shown = hostile_tour[view].texts.iter().filter(|(each, _)| each == text);
            assert_eq!(shown.map(|(_, times)| times).sum::<u64>(), fields, "{text} in {view}");
        }
    }
}

/// Indices of texts that are a single line and that differ from the others in visible characters.
fn lines(texts: &[String]) -> Vec<usize> {
    let mut known = HashSet::new();
    let mut is_new = |text: &str| match desk::recognise(text, desk::Timestamp::UNIX_EPOCH).what {
        desk::Recognised::Name { text } => known.insert(text),
        _ => false,
    };
    let lines = (0..).zip(texts).filter(|(_, text)| !text.contains(char::is_control) && is_new(text));
    lines.map(|(place, _)| place).collect()
}

fn differences(one: &BTreeMap<String, u64>, other: &BTreeMap<String, u64>) -> Vec<String> {
    let kinds = one.keys().chain(other.keys().filter(|kind| !one.contains_key(*kind)));
    kinds
        .filter(|kind| one.get(*kind) != other.get(*kind))
        .map(|kind| format!("{kind}: {:?}, not {:?}", one.get(kind), other.get(kind)))
        .collect()
}
