//! Keychains that are missing or do not respond.

use std::fs;

use fantoccini::key::Key;
use sandbox::{Options, Sandbox};

use crate::desktop::Desktop;
use crate::own_service::{KEY, SECRET, connected, fill_in};
use crate::{MAIN, look_up, tab_says};

async fn service() -> Sandbox {
    let options = Options { key: KEY.into(), secret: SECRET.into(), ..Options::default() };
    Sandbox::start(options).await.expect("a sandbox")
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keychain_a_credential_serves_until_the_app_is_closed_and_is_in_no_file() {
    let service = service().await;
    let desktop = Desktop::start_without_keychain().await;
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    fill_in(&window, &service.base_url(), SECRET).await;
    window.button("保存").click().await;
    let settings = || window.by_role("dialog", "设置");
    settings().says(&["密钥库现在不能用", "不写入密钥库，也不写入磁盘"]).await;
    window.button("只在本次使用").appears().await;
    window.save_picture("keychain-missing").await;
    window.button("只在本次使用").click().await;
    settings().says(&["设置已保存", "只在本次使用，尾号"]).await;
    window.button("关闭").click().await;
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
    assert!(!window.text().await.contains("演示数据"));
    window.close().await;

    for file in desktop.files() {
        let bytes = fs::read(&file).unwrap_or_default();
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!holds(SECRET) && !holds(KEY), "{}", file.display());
    }
    let window = desktop.open().await;
    window.shows("演示数据").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keychain_a_proxy_that_wants_a_password_can_be_set_and_left_again() {
    let service = service().await;
    let desktop = Desktop::start_without_keychain().await;
    let window = desktop.open().await;
    fill_in(&window, &service.base_url(), SECRET).await;
    window.by_role("combobox", "代理").choose("手动").await;
    window.field("代理地址").fill("127.0.0.1:9").await;
    window.field("代理用户名（可不填）").fill("officer").await;
    window.button("保存").click().await;
    window.button("只在本次使用").click().await;
    window.shows("设置已保存").await;
    window.by_role("combobox", "代理").choose("直接连接").await;
    window.button("保存").click().await;
    window.shows("设置已保存").await;
    window.button("关闭").click().await;
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credential_in_the_keychain_is_not_said_to_be_deleted_before_it_is() {
    let (service, mut desktop, window) = connected().await;
    desktop.end_keychain();
    fill_in(&window, &service.base_url(), SECRET).await;
    window.button("保存").click().await;
    window.button("只在本次使用").click().await;
    window.shows("只在本次使用，尾号").await;
    window.button("删除密钥").click().await;
    let dialog = window.by_role("dialog", "删除已保存的密钥？");
    dialog.appears().await;
    window.press(Key::Tab).await;
    window.press(Key::Enter).await;
    window.shows("密钥库现在不能用").await;
    assert!(!window.text().await.contains("演示数据"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credential_that_the_settings_do_not_know_of_is_deleted_all_the_same() {
    let (_service, desktop, window) = connected().await;
    window.close().await;
    let path = desktop.home().join(".local/share/io.github.qcc-desk/settings.json");
    let text = fs::read_to_string(&path).expect("the settings");
    let mut settings: serde_json::Value = serde_json::from_str(&text).expect("settings");
    settings["credentialsSavedFor"] = serde_json::json!([]);
    fs::write(&path, settings.to_string()).expect("the settings");

    let window = desktop.open().await;
    window.button("设置").click().await;
    window.button("删除密钥").click().await;
    window.by_role("dialog", "删除已保存的密钥？").appears().await;
    window.press(Key::Tab).await;
    window.press(Key::Enter).await;
    window.shows("密钥已删除").await;
    window.close().await;
    desktop.open().await.shows("演示数据").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keychain_that_says_nothing_times_out_after_half_a_minute_and_the_page_answers_meanwhile() {
    let service = service().await;
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    window.shows(MAIN).await;
    desktop.freeze_keychain();
    fill_in(&window, &service.base_url(), SECRET).await;
    window.button("保存").click().await;
    window.button("正在保存…").appears().await;
    window.by_role("combobox", "代理").choose("手动").await;
    window.field("代理地址").appears().await;
    window.by_role("combobox", "代理").choose("跟随系统").await;
    window.button("正在保存…").appears().await;
    window.shows("密钥库没有及时回应").await;
    window.button("只在本次使用").click().await;
    window.shows("设置已保存").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_keychain_asks_its_owner_at_the_start_the_page_says_what_for() {
    let desktop = Desktop::start().await;
    desktop.freeze_keychain();
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    window.shows("正在打开核查记录，读取密钥…").await;
    window.shows("解锁密钥环").await;
    window.save_picture("keychain-asks").await;
    window.shows(MAIN).await;
}
