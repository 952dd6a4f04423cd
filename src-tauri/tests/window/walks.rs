//! The main job by keyboard only and by pointer only, counting each action. Also what users rely on: the Tab
//! order, restored focus, nothing that moves, and an Enter that belongs to the input method.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::desktop::Desktop;
use crate::hostile::{watch, within_the_page};
use crate::waiting::eventually;
use crate::window::{SEARCH, Window};
use crate::{MAIN, choose, pointer, tab_says};

const SCRIPT: &str = include_str!("walks.js");

/// A user who performs one action at a time: a key with modifiers, or a click.
struct Hands<'a> {
    window: &'a Window,
    acts: usize,
}

impl<'a> Hands<'a> {
    fn new(window: &'a Window) -> Self {
        Self { window, acts: 0 }
    }

    async fn press(&mut self, key: Key) {
        self.acts += 1;
        self.window.press(key).await;
    }

    async fn press_with_control(&mut self, key: &str) {
        self.acts += 1;
        self.window.press_with_control(key).await;
    }

    async fn click(&mut self, button: &str) {
        self.acts += 1;
        self.window.button(button).click().await;
    }

    /// Presses Tab until the focused element has this name.
    async fn tab_to(&mut self, name: &str) {
        for _ in 0..30 {
            self.press(Key::Tab).await;
            if focused(self.window).await == name {
                return;
            }
        }
        panic!("{name} is not reached by 30 times Tab");
    }
}

/// Opens the demo and adds the tests' functions to its page.
async fn open(desktop: &Desktop) -> Window {
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    window.shows(MAIN).await;
    watch(&window).await;
    window.run(&format!("{{{SCRIPT}}}"), Vec::new()).await.expect("the page's part");
    window
}

/// Cuts the main company's name to the clipboard, which leaves the box empty.
async fn copy_name(window: &Window) {
    window.type_subject(MAIN).await;
    window.press_with_control("a").await;
    window.press_with_control("x").await;
    eventually("the box is empty", async || {
        let value = window.search_box().value().await;
        if value.is_empty() { Ok(()) } else { Err(value) }
    })
    .await;
}

async fn focused(window: &Window) -> String {
    let name = within_the_page(window, "nameOfFocused()", Vec::new()).await;
    name.as_str().unwrap_or_default().to_owned()
}

async fn all_three_are_answered(window: &Window) {
    tab_says(window, "限制出境", "有记录 3").await;
    tab_says(window, "进出口信用", "有登记").await;
    tab_says(window, "工商快照", "有快照").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_keys_alone_two_acts_answer_all_checks_and_a_few_more_save_a_report() {
    let desktop = Desktop::start().await;
    let window = open(&desktop).await;
    copy_name(&window).await;

    let mut hands = Hands::new(&window);
    hands.press_with_control("v").await;
    hands.press(Key::Enter).await;
    all_three_are_answered(&window).await;
    assert_eq!(hands.acts, 2);

    hands.press_with_control("5").await;
    hands.tab_to("生成报告").await;
    hands.press(Key::Enter).await;
    window.by_role("dialog", "下单一份基础身份报告？").appears().await;
    hands.tab_to("确认下单").await;
    hands.press(Key::Enter).await;
    tab_says(&window, "身份报告", "已保存").await;
    assert_eq!(hands.acts, KEYS_TO_A_REPORT);
}

/// From the name on the clipboard to the saved report.
const KEYS_TO_A_REPORT: usize = 13;

#[tokio::test(flavor = "multi_thread")]
async fn by_the_pointer_alone_three_acts_answer_all_checks_and_three_more_save_a_report() {
    let desktop = Desktop::start().await;
    let window = open(&desktop).await;
    copy_name(&window).await;

    let mut hands = Hands::new(&window);
    let place = within_the_page(&window, "middleOf(arguments[0])", vec![json!("input[type=search]")]).await;
    pointer::paste_by_menu(desktop.display(), &place, async || window.search_box().value().await == MAIN)
        .await;
    hands.acts += 2;
    hands.click("核查（…").await;
    all_three_are_answered(&window).await;
    assert_eq!(hands.acts, 3);

    hands.acts += 1;
    window.by_role("tab", "身份报告…").click().await;
    hands.click("生成报告").await;
    hands.click("确认下单").await;
    tab_says(&window, "身份报告", "已保存").await;
    assert_eq!(hands.acts, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn tab_goes_through_the_first_screen_in_reading_order_and_comes_round() {
    let desktop = Desktop::start().await;
    let window = open(&desktop).await;
    window.search_box().click().await;
    let all = within_the_page(&window, "tabbable()", Vec::new()).await;
    let mut all: Vec<_> = all.as_array().expect("controls").iter().filter_map(Value::as_str).collect();
    all.sort_unstable();

    let mut stops: Vec<Value> = Vec::new();
    loop {
        let stop = within_the_page(&window, "stop()", Vec::new()).await;
        if stops.first() == Some(&stop) {
            break;
        }
        assert!(stops.len() <= all.len() + 1, "Tab comes round: {stops:#?}");
        // Between the last control and the first, the focus visits a browser's own bars.
        if stop["page"] != json!(true) {
            stops.push(stop);
        }
        window.press(Key::Tab).await;
    }
    let mut reached: Vec<_> = stops.iter().filter_map(|stop| stop["name"].as_str()).collect();
    reached.sort_unstable();
    assert_eq!(reached, all, "each control is reached once");
    let place = |stop: &Value| (stop["line"].as_i64(), stop["left"].as_i64());
    let first = (0..stops.len()).min_by_key(|&each| place(&stops[each])).expect("a stop");
    stops.rotate_left(first);
    let out_of_order: Vec<_> = stops.windows(2).filter(|two| place(&two[0]) > place(&two[1])).collect();
    assert_eq!(out_of_order, Vec::<&[Value]>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn focus_is_where_it_was_when_a_dialog_closes() {
    let desktop = Desktop::start().await;
    let window = open(&desktop).await;
    crate::look_up(&window, MAIN).await;
    all_three_are_answered(&window).await;
    for (button, dialog) in [("设置", "设置"), ("摘要", "摘要"), ("快捷键…", "快捷键")] {
        window.button(button).click().await;
        window.by_role("dialog", dialog).appears().await;
        window.press(Key::Escape).await;
        window.by_role("dialog", dialog).disappears().await;
        let (name, begins) = (focused(&window).await, button.trim_end_matches('…'));
        assert!(name.starts_with(begins), "after {dialog}: {name}");
    }
    choose(&window, "限制出境").await;
    window.search_box().click().await;
    for (key, dialog) in [(Key::F1, "快捷键"), (Key::F5, "再问一次企查查？")] {
        window.press(key).await;
        window.by_role("dialog", dialog).appears().await;
        window.press(Key::Escape).await;
        window.by_role("dialog", dialog).disappears().await;
        assert_eq!(focused(&window).await, SEARCH, "after {dialog}");
    }
    window.press_with_control("5").await;
    window.button("生成报告").click().await;
    window.by_role("dialog", "下单一份基础身份报告？").appears().await;
    window.press(Key::Enter).await;
    window.by_role("dialog", "下单一份基础身份报告？").disappears().await;
    assert_eq!(focused(&window).await, "生成报告", "Enter on the way out does not order");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_moves_when_results_arrive() {
    let desktop = Desktop::start().await;
    let window = open(&desktop).await;
    window.type_subject(MAIN).await;
    window.button("核查（…").is_ready().await;
    within_the_page(&window, "followPlaces()", Vec::new()).await;
    window.press(Key::Enter).await;
    all_three_are_answered(&window).await;
    let places = within_the_page(&window, "placesSeen()", Vec::new()).await;
    let places = places.as_array().expect("places");
    assert!(
        places[0].as_str().is_some_and(|seen| seen.contains("search") && seen.contains("panel")),
        "{places:?}"
    );
    assert_eq!(places.len(), 1, "box, list and panel stay in their places: {places:#?}");
}

/// The page's size in a maximised window on such a screen, without the system's bars.
const LAPTOP: (u32, u32) = (1366, 700);

#[tokio::test(flavor = "multi_thread")]
async fn on_a_laptop_the_first_record_is_seen_whole() {
    let desktop = Desktop::start().await;
    let window = open(&desktop).await;
    window.resize(LAPTOP.0, LAPTOP.1).await;
    crate::look_into(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
    window.shows("1,120,000.00 元（112 万元）").await;
    let edges = within_the_page(&window, "edgesOfTheFirstRecord()", Vec::new()).await;
    println!("the first record, and what is over it, in pixels: {edges}");
    assert!(edges["top"].as_f64() > edges["header"].as_f64(), "{edges}");
    assert!(edges["bottom"].as_f64() < edges["footer"].as_f64(), "{edges}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_enter_of_the_input_method_asks_nothing_and_the_next_one_asks() {
    for method in ["chromium", "webkit", "webkitWithoutMark"] {
        let desktop = Desktop::start().await;
        let window = open(&desktop).await;
        window.type_subject(MAIN).await;
        window.button("核查（…").is_ready().await;
        within_the_page(&window, "compose(arguments[0])", vec![json!(method)]).await;
        let text = window.by_role("tab", "限制出境…").text().await;
        assert!(text.contains("未核查"), "{method}: {text}");
        window.press(Key::Enter).await;
        tab_says(&window, "限制出境", "有记录 3").await;
    }
}
