//! What screen readers announce, and in which order, according to Chromium's accessibility tree.

use serde_json::{Value, json};

use super::{look_up_main, open, open_record};
use crate::desktop::Desktop;
use crate::window::Window;
use crate::{MAIN, choose, look_into, tab_says};

/// Symbols that mean nothing when read aloud.
const SIGNS: [char; 9] = ['▸', '▾', '›', '▶', '▼', '✓', '✗', '●', '→'];

/// An announced element.
#[derive(Debug)]
struct Read {
    role: String,
    name: String,
}

/// All announced elements, in order. Texts within an element that has its own name are part of that name.
async fn read(window: &Window) -> Vec<Read> {
    let tree = window.cdp("Accessibility.getFullAXTree", json!({})).await;
    let nodes = tree["nodes"].as_array().expect("nodes");
    let mut all = Vec::new();
    walk(nodes, &nodes[0], &mut all);
    assert!(all.len() > 20, "{all:?}");
    all
}

fn walk(nodes: &[Value], node: &Value, all: &mut Vec<Read>) {
    let (role, name) = (text(&node["role"]), text(&node["name"]));
    let ignored = node["ignored"] == json!(true);
    if !ignored && !name.trim().is_empty() {
        all.push(Read { role: role.clone(), name: name.clone() });
    }
    // These are announced as a whole, not by their parts.
    if !ignored
        && matches!(
            role.as_str(),
            "StaticText" | "button" | "tab" | "heading" | "checkbox" | "radio" | "img" | "image"
        )
    {
        return;
    }
    for child in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = nodes.iter().find(|each| each["nodeId"] == *child) {
            walk(nodes, child, all);
        }
    }
}

fn text(value: &Value) -> String {
    value["value"].as_str().unwrap_or_default().to_owned()
}

fn place(all: &[Read], role: &str, begins: &str) -> usize {
    all.iter()
        .position(|each| each.role == role && each.name.replace(' ', "").contains(begins))
        .unwrap_or_else(|| panic!("no {role} {begins} in {all:#?}"))
}

/// The announced elements of the visible panel.
fn panel(all: &[Read]) -> &[Read] {
    &all[all.iter().position(|each| each.role == "tabpanel").expect("a panel")..]
}

fn no_signs(all: &[Read], state: &str) {
    // A separator within a text is silent, but as a separate text it is announced.
    let is_sign = |name: &str| name.contains(SIGNS) || name.trim() == "·";
    let signs: Vec<_> = all.iter().filter(|each| is_sign(&each.name)).collect();
    // Remote or user texts may contain any symbol, but these states have none.
    assert!(signs.is_empty(), "{state}: {signs:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_is_read_from_its_sentence_on_to_its_records_in_their_order() {
    let desktop = Desktop::start().await;
    let window = open(&desktop).await;
    no_signs(&read(&window).await, "start");
    look_up_main(&window).await;
    let all = read(&window).await;
    no_signs(&all, "found");
    let (search, tabs) = (place(&all, "searchbox", "公司名称"), place(&all, "tab", "限制出境有记录3"));
    assert!(search < tabs, "{all:#?}");
    let found = panel(&all);
    let headings: Vec<&str> =
        found.iter().filter(|each| each.role == "heading").map(|each| each.name.as_str()).collect();
    assert!(headings[0].contains("查到 3 条限制出境记录"), "{headings:?}");
    for (heading, number) in headings[1..].iter().zip(1..=3) {
        assert!(heading.replace(' ', "").starts_with(&format!("第{number}条，共3条")), "{headings:?}");
    }
    // Only the subject may precede it.
    let before = place(found, "heading", "查到3条");
    assert!(before < 4, "{found:#?}");
    let limits = found
        .iter()
        .position(|each| each.name.contains("未查到不等于没有风险") || each.name.contains("仅含"));
    assert!(limits.is_some_and(|limits| limits > place(found, "heading", "第3条")), "{found:#?}");

    for check in ["总览", "进出口信用", "工商快照", "身份报告", "额度"] {
        choose(&window, check).await;
        no_signs(&read(&window).await, check);
    }
    choose(&window, "限制出境").await;
    for (company, state, sentence) in [
        ("示例青禾农业科技有限公司", "未查到", "未查到限制出境记录"),
        ("示例残缺有限公司", "未能核查", "未能核查限制出境"),
    ] {
        look_into(&window, company).await;
        tab_says(&window, "限制出境", state).await;
        let all = read(&window).await;
        no_signs(&all, state);
        let first = panel(&all).iter().find(|each| each.role == "heading").expect("a heading");
        assert!(first.name.contains(sentence), "{first:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_is_read_without_signs_and_its_entries_have_names() {
    let desktop = Desktop::start().await;
    let window = open(&desktop).await;
    look_up_main(&window).await;
    open_record(&window).await;
    let all = read(&window).await;
    no_signs(&all, "record");
    let search = place(&all, "searchbox", "搜索记录");
    let entry = place(&all, "heading", MAIN);
    assert!(search < entry, "{all:#?}");
    for text in ["有记录", "限制出境"] {
        assert!(all[entry].name.contains(text), "{:?}", all[entry]);
    }
}
