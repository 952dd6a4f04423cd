//! Orders of two accounts, and switching between the accounts.

use std::time::Duration;

use sandbox::{Options, Sandbox};

use crate::desktop::{Desktop, Theme};
use crate::own_service::{KEY, SECRET};
use crate::reports::order;
use crate::window::Window;
use crate::{MAIN, choose, tab_says};

const OTHER: &str = "window-test-other-key-51b2";
const LOST: &str = "示例网关故障有限公司";

/// A service that generates no report within an hour, and an app with an order in progress and one of unknown
/// fate.
async fn with_open_orders(theme: Theme) -> (Sandbox, Desktop, Window) {
    let (key, secret) = (KEY.into(), SECRET.into());
    let options = Options { key, secret, report_step: Duration::from_secs(3600), ..Options::default() };
    let service = Sandbox::start(options).await.expect("a sandbox");
    let desktop = Desktop::start_in(theme).await;
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    fill_in(&window, &service.base_url(), KEY).await;
    window.button("保存").click().await;
    window.shows("设置已保存").await;
    window.button("关闭").click().await;
    for (company, state) in [(MAIN, "生成中"), (LOST, "待确认")] {
        window.type_subject(company).await;
        window.button("核查（…").is_ready().await;
        order(&window, "PDF").await;
        tab_says(&window, "身份报告", state).await;
    }
    (service, desktop, window)
}

async fn fill_in(window: &Window, address: &str, key: &str) {
    window.button("设置").click().await;
    window.field("服务地址").fill(address).await;
    window.field("AppKey").fill(key).await;
    window.field("SecretKey").fill(SECRET).await;
}

fn placed(service: &Sandbox) -> usize {
    service.requests().iter().filter(|request| request.path.ends_with("CreateReport")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_account_names_the_open_orders_first_and_they_stay_in_sight() {
    let (service, _desktop, window) = with_open_orders(Theme::Light).await;
    fill_in(&window, &service.base_url(), OTHER).await;
    window.button("保存").click().await;
    let warning = window.by_role("dialog", "还有未结束的订单");
    warning.says(&[MAIN, LOST, "换回现在的服务地址和 AppKey"]).await;
    window.save_picture("settings-open-orders").await;
    window.resize(683, 768).await;
    window.save_picture("settings-open-orders-683").await;
    window.resize(1366, 768).await;
    window.button("取消").click().await;
    window.shows("设置没有保存").await;
    window.button("保存").click().await;
    window.button("仍然更改").click().await;
    window.shows("设置已保存").await;
    window.button("关闭").click().await;

    window.type_subject(MAIN).await;
    window.button("核查（…").is_ready().await;
    tab_says(&window, "身份报告", "另一账号").await;
    choose(&window, "身份报告").await;
    window.shows("程序不会拿现在的密钥去问它").await;
    window.shows(LOST).await;
    window.save_picture("orders-of-two-accounts").await;
    window.resize(683, 768).await;
    window.save_picture("orders-of-two-accounts-683").await;
    window.resize(1366, 768).await;

    window.button("生成报告").click().await;
    let warning = window.by_role("dialog", "可能重复计费");
    warning.says(&["另一个账号在", "还没有结束"]).await;
    window.save_picture("order-open-elsewhere").await;
    window.button("取消").click().await;
    assert_eq!(placed(&service), 2, "nothing was ordered again");

    window.button("不再等待…").click().await;
    window.by_role("dialog", "不再等这份报告？").says(&["可能已计费"]).await;
    window.save_picture("give-up").await;
    window.button("放弃这份订单").click().await;
    window.shows("已由您放弃").await;
    // The service does not know the other key.
    let mut asked = service.requests();
    asked.retain(|request| request.path.ends_with("GetReportInfo"));
    assert!(!asked.is_empty() && asked.iter().all(|request| request.status_code == "200"), "{asked:?}");
}
