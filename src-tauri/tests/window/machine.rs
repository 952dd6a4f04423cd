//! A machine that has changed: missing or invalid files, and a smaller screen.

use std::fs;
use std::path::PathBuf;

use fantoccini::key::Key;

use crate::desktop::Desktop;
use crate::own_service::{connected, save};
use crate::pointer;
use crate::{MAIN, look_into, look_up, tab_says};

/// A file in the app's data folder.
pub fn kept_by_the_app(desktop: &Desktop, name: &str) -> PathBuf {
    desktop.home().join(".local/share/io.github.qcc-desk").join(name)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_is_gone_is_said_and_a_person_decides() {
    let (service, desktop, window) = connected().await;
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
    tab_says(&window, "工商快照", "有快照").await;
    window.close().await;
    let record = kept_by_the_app(&desktop, "record.sqlite3");
    let elsewhere = record.with_extension("elsewhere");
    fs::rename(&record, &elsewhere).expect("a record that is gone");
    let billed = service.billed_calls();

    let window = desktop.open().await;
    window.shows("核查记录不见了").await;
    window.type_subject(MAIN).await;
    window.press(Key::Enter).await;
    assert!(!window.button("核查（…").is_enabled().await);
    window.resize(1366, 768).await;
    window.save_picture("record-missing").await;
    window.resize(683, 768).await;
    window.save_picture("record-missing-half").await;
    assert!(!record.exists(), "none is begun in its place");

    // A record that reappears is opened.
    fs::rename(&elsewhere, &record).expect("a record that was found");
    window.button("重试").click().await;
    window.button("核查（…").is_ready().await;
    look_into(&window, MAIN).await;
    window.shows("未再计费").await;
    window.close().await;

    fs::remove_file(&record).expect("a record that is gone");
    let window = desktop.open().await;
    window.button("新建一份记录").click().await;
    window.by_role("dialog", "新建一份空的核查记录？").says(&["旧记录里的订单"]).await;
    window.save_picture("record-missing-decided").await;
    window.button("新建一份记录").click().await;
    window.by_role("dialog", "新建一份空的核查记录？").disappears().await;
    window.type_subject(MAIN).await;
    window.button("核查（…").is_ready().await;
    assert_eq!(service.billed_calls(), billed);
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_are_wrong_are_named_and_nothing_is_asked_until_they_are_saved() {
    let (service, desktop, window) = connected().await;
    window.close().await;
    let settings = kept_by_the_app(&desktop, "settings.json");
    let wrong = r#"{
        "serviceAdress": "https://gateway.example",
        "proxy": { "kind": "manual", "address": "socks5://proxy.example:1080", "user": null },
        "language": "zh-CN"
    }"#;
    fs::write(&settings, format!("\u{feff}{wrong}")).expect("a preset");

    let window = desktop.open().await;
    window.shows("设置文件里有不能用的内容").await;
    for part in ["settings.json", "serviceAdress", "代理（proxy）", "SOCKS", "信息技术部门"] {
        window.shows(part).await;
    }
    window.type_subject(MAIN).await;
    assert!(!window.button("核查（…").is_enabled().await);
    window.resize(1366, 768).await;
    window.save_picture("settings-doubtful").await;
    window.resize(683, 768).await;
    window.save_picture("settings-doubtful-half").await;
    window.resize(1366, 768).await;
    window.button("核查记录").click().await;
    window.by_role("searchbox", "搜索记录").appears().await;

    window.button("打开设置").click().await;
    window.save_picture("settings-doubtful-dialog").await;
    // The misspelt option may have been the address, so the default must not replace it.
    assert_eq!(window.field("服务地址").value().await, "");
    window.field("服务地址").fill(&service.base_url()).await;
    save(&window).await;
    window.button("返回").click().await;
    window.button("核查（…").is_ready().await;
    let kept = desktop.files().into_iter().filter(|path| path.to_string_lossy().contains("settings.kept-"));
    let kept: Vec<_> = kept.map(|path| fs::read_to_string(path).expect("the old file")).collect();
    assert_eq!(kept, [format!("\u{feff}{wrong}")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_was_left_on_a_large_monitor_fits_a_laptop() {
    let desktop = Desktop::start_on_a_laptop().await;
    let left = desktop.home().join(".config/io.github.qcc-desk/.window-state.json");
    fs::create_dir_all(left.parent().expect("a folder")).expect("the app's folder");
    let state = r#"{"main":{"width":2560,"height":1400,"x":-200,"y":100,"prev_x":0,"prev_y":0,"maximized":false,
        "visible":true,"decorated":true,"fullscreen":false}}"#;
    fs::write(left, state).expect("how the window was left");
    let window = desktop.open().await;
    window.shows("演示数据").await;
    let (x, y, width, height) = pointer::place_of_the_page(desktop.display()).expect("a window");
    assert!(x >= 0 && y >= 0 && x + width <= 1366 && y + height <= 768, "{width}×{height} at {x}, {y}");
    window.save_picture("fitted").await;
}
