//! A service with credentials, entered in the settings as a user does.

use std::fs;
use std::time::Duration;

use sandbox::{LoggedRequest, Options, Sandbox};

use crate::desktop::Desktop;
use crate::waiting::eventually;
use crate::window::Window;
use crate::{MAIN, MANY, choose, look_into, look_up, tab_says};

/// The AppKey of these tests' services.
pub const KEY: &str = "window-test-key-7f3a9c";
/// Its SecretKey.
pub const SECRET: &str = "window-test-secret-C0FFEE42";

async fn service() -> Sandbox {
    let report_step = Duration::from_millis(100);
    let options = Options { key: KEY.into(), secret: SECRET.into(), report_step, ..Options::default() };
    Sandbox::start(options).await.expect("a sandbox")
}

/// An app that is connected to a service with credentials.
pub async fn connected() -> (Sandbox, Desktop, Window) {
    let service = service().await;
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    fill_in(&window, &service.base_url(), SECRET).await;
    save(&window).await;
    (service, desktop, window)
}

/// Opens the settings and fills in address, key and secret.
pub async fn fill_in(window: &Window, address: &str, secret: &str) {
    window.button("设置").click().await;
    window.field("服务地址").fill(address).await;
    window.field("AppKey").fill(KEY).await;
    window.field("SecretKey").fill(secret).await;
}

/// Saves the settings and closes them.
pub async fn save(window: &Window) {
    window.button("保存").click().await;
    close_once_saved(window).await;
}

/// Saves settings with which open orders cannot be continued, and closes them.
pub async fn save_leaving_orders(window: &Window) {
    window.button("保存").click().await;
    window.button("仍然更改").click().await;
    close_once_saved(window).await;
}

async fn close_once_saved(window: &Window) {
    window.shows("设置已保存").await;
    window.button("关闭").click().await;
    window.by_role("dialog", "设置").disappears().await;
}

fn requests(service: &Sandbox, path: &str) -> Vec<LoggedRequest> {
    service.requests().into_iter().filter(|request| request.path.ends_with(path)).collect()
}

fn parameters(request: &LoggedRequest) -> Vec<(&str, &str)> {
    let all = request.query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    all.filter(|(name, _)| *name != "key").collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_sees_exactly_what_its_documents_ask_for() {
    let service = service().await;
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    fill_in(&window, &service.base_url(), SECRET).await;
    window.button("测试连接").click().await;
    window.shows("连接正常，密钥有效").await;
    save(&window).await;

    look_into(&window, MANY).await;
    window.shows("已显示 20 条，共 47 条").await;
    assert!(!window.text().await.contains("演示数据"), "real answers are not marked as demo data");
    window.button("加载下一页（可能计费 1 次）").click().await;
    window.shows("已显示 40 条，共 47 条").await;
    tab_says(&window, "进出口信用", "有登记").await;
    tab_says(&window, "工商快照", "有快照").await;
    choose(&window, "身份报告").await;
    window.by_role("radio", "Word").click().await;
    window.button("生成报告").click().await;
    window.button("确认下单").click().await;
    tab_says(&window, "身份报告", "已保存").await;
    choose(&window, "额度").await;
    window.button("查询额度").click().await;
    window.shows("自然人核验").await;

    for page in ["1", "2"] {
        let lists = requests(&service, "LimitExitCheck/GetList");
        let expected = [("searchKey", MANY), ("pageIndex", page), ("pageSize", "20")];
        assert!(lists.iter().any(|request| parameters(request) == expected), "{lists:?}");
    }
    let [snapshot] = &requests(&service, "/api/yj/ECIImage/GetEciImage")[..] else { panic!("one snapshot") };
    assert_eq!(parameters(snapshot), [("keyWord", MANY)]);
    let [order] = &requests(&service, "CreateReport")[..] else { panic!("one order") };
    assert_eq!((order.method.as_str(), order.body_len), ("POST", 0));
    assert_eq!(parameters(order), [("searchKey", MANY), ("reportFormat", "2")]);

    for request in service.requests() {
        if request.path.starts_with("/api/") {
            assert_eq!(request.token, "uppercase-hex-32", "{request:?}");
            assert_eq!(request.timespan.as_ref().map(String::len), Some(10), "seconds: {request:?}");
            assert_eq!(request.status_code, "200", "{request:?}");
        } else {
            assert_eq!(
                (request.token, request.query.len()),
                ("absent", 0),
                "a file needs no credential: {request:?}"
            );
        }
        assert!(!format!("{request:?}").contains(SECRET), "{request:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credential_is_there_after_a_restart_and_its_secret_nowhere_to_be_seen() {
    let (_service, desktop, window) = connected().await;
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
    let mut seen = window.everything_in_the_page().await + &window.output();
    window.close().await;

    let window = desktop.open().await;
    look_into(&window, MAIN).await;
    window.shows("未再计费").await;
    window.button("设置").click().await;
    window.shows("已保存，尾号 3a9c").await;
    seen += &window.everything_in_the_page().await;
    seen += &window.output();
    assert!(!seen.contains(SECRET), "the secret is in no page and no output");
    assert!(!seen.contains(KEY), "nor is the whole key");

    let mut searched = 0;
    for file in desktop.files() {
        // The secret belongs only in the keychain's own, encrypted file.
        let bytes = fs::read(&file).unwrap_or_default();
        searched += bytes.len();
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!holds(SECRET) && !holds(KEY), "{}", file.display());
    }
    assert!(searched > 100_000, "files were searched");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_is_named_with_its_likely_causes() {
    let service = service().await;
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    fill_in(&window, &service.base_url(), "not-the-secret").await;
    window.button("测试连接").click().await;
    window.shows("签名没有被接受").await;
    save(&window).await;
    look_into(&window, MAIN).await;
    tab_says(&window, "限制出境", "未能核查").await;
    let panel = window.by_role("tabpanel", "限制出境…");
    panel.says(&["签名没有被接受", "这次没有计费", "SecretKey", "VPN", "107"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_identity_card_number_never_leaves_the_machine() {
    let (service, desktop, window) = connected().await;
    window.type_subject("11010519491231002X").await;
    window.shows("疑似身份证号，不会发送").await;
    assert!(!window.button("核查（…").is_enabled().await);
    window.press(fantoccini::key::Key::Enter).await;
    // A later look-up is answered, so an earlier request would have arrived by now.
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
    for request in service.requests() {
        assert!(!format!("{request:?}").contains("110105"), "{request:?}");
    }
    for file in desktop.files() {
        let bytes = fs::read(&file).unwrap_or_default();
        let card = b"11010519491231002X";
        assert!(!bytes.windows(card.len()).any(|window| window == card), "{}", file.display());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credential_that_the_keychain_lost_locks_the_app_and_shows_no_demo_data() {
    let (_service, desktop, window) = connected().await;
    eventually("the app is no longer in demo mode", async || {
        let text = window.text().await;
        if text.contains("演示数据") { Err(text) } else { Ok(()) }
    })
    .await;
    window.close().await;
    desktop.empty_keychain().await;

    let window = desktop.open().await;
    window.shows("密钥暂时取不到，不能核查").await;
    assert!(!window.text().await.contains("演示数据"));
    window.type_subject(MAIN).await;
    assert!(!window.button("核查（…").is_enabled().await);
    // The record works without credentials.
    window.button("核查记录").click().await;
    window.shows("还没有核查记录").await;
}
