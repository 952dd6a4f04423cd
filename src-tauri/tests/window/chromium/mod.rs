//! Tests that need Chromium's own protocol: input methods, screen scale, forced colours, printing, layout
//! shifts, and screen readers. Windows has this engine, so these tests apply to the app there.

mod composition;
mod paper;
mod places;
mod screens;
mod spoken;

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::desktop::Desktop;
use crate::engine::Engine;
use crate::hostile::{watch, within_the_page};
use crate::window::Window;
use crate::{MAIN, choose, look_up, tab_says};

/// The demo in this run's Chromium, on a laptop's screen.
async fn open(desktop: &Desktop) -> Window {
    let window = Window::open_in(Engine::chromium_of_the_run(), desktop).await;
    window.resize(1366, 768).await;
    window.shows(MAIN).await;
    watch(&window).await;
    window
}

/// Looks up the company for which all checks have an answer, and shows its first list.
async fn look_up_main(window: &Window) {
    look_up(window, MAIN).await;
    tab_says(window, "限制出境", "有记录 3").await;
    tab_says(window, "进出口信用", "有登记").await;
    tab_says(window, "工商快照", "有快照").await;
    choose(window, "限制出境").await;
    window.by_role("searchbox", "筛选").appears().await;
}

/// Opens the record, and the latest entry of the main company.
async fn open_record(window: &Window) {
    window.button("核查记录").click().await;
    window.by_role("searchbox", "搜索记录").appears().await;
    window.by_role("combobox", "核查项").choose("限制出境").await;
    window.button(&format!("{MAIN}有记录限制出境…")).click().await;
    window.button("保存原始答复").appears().await;
}

/// Folds the entry, which would otherwise be unfolded the next time, and goes back.
async fn leave_record(window: &Window) {
    window.button(&format!("{MAIN}有记录限制出境…")).click().await;
    window.button("保存原始答复").disappears().await;
    window.button("返回").click().await;
}

async fn open_settings(window: &Window) {
    window.button("设置").click().await;
    window.by_role("dialog", "设置").appears().await;
    window.by_role("combobox", "代理").choose("手动").await;
    window.field("代理地址").appears().await;
}

async fn close_dialog(window: &Window, name: &str) {
    window.press(Key::Escape).await;
    window.by_role("dialog", name).disappears().await;
}

/// Waits until everything received so far is drawn.
async fn drawn(window: &Window) {
    within_the_page(window, "frame().then(test.frame)", Vec::new()).await;
}

async fn asked(window: &Window, script: &str) -> Value {
    window.run(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}\n{error}"))
}

/// A key event as Chromium receives it from the system; `text` is what it types.
async fn key(window: &Window, kind: &str, key: &str, code: u32, text: &str, repeats: bool) {
    let event = json!({
        "type": kind, "key": key, "windowsVirtualKeyCode": code, "text": text, "autoRepeat": repeats,
    });
    window.cdp("Input.dispatchKeyEvent", event).await;
}
