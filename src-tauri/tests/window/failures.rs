//! Anything other than a hit or a well-formed "no record" is never shown as one of these.

use crate::desktop::Desktop;
use crate::own_service::connected;
use crate::{look_into, look_up, tab_says};

#[tokio::test(flavor = "multi_thread")]
async fn every_broken_reply_reads_as_not_verified_in_three_parts() {
    let (_service, _desktop, window) = connected().await;
    for (company, what) in [
        ("示例网关故障有限公司", "服务器返回了网络错误"),
        ("示例登录页有限公司", "网络网关拦截"),
        ("示例截断有限公司", "答复没有收完整"),
        ("示例残缺有限公司", "不是企查查约定的格式"),
        ("示例矛盾有限公司", "前后矛盾"),
        ("示例状态码999有限公司", "不认识的状态码"),
    ] {
        look_into(&window, company).await;
        tab_says(&window, "限制出境", "未能核查").await;
        tab_says(&window, "进出口信用", "未能核查").await;
        let panel = window.by_role("tabpanel", "限制出境…");
        panel.says(&["未能核查限制出境", "发生了什么", what, "是否计费", "可能已计费", "下一步"]).await;
        let text = panel.text().await;
        assert!(!text.contains("未查到"), "{company}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_failure_hides_no_other_answer() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    // Both lists are contradictory; the snapshot is complete.
    look_up(&window, "示例矛盾有限公司").await;
    tab_says(&window, "限制出境", "未能核查").await;
    tab_says(&window, "工商快照", "有快照").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_look_up_can_be_cancelled_and_says_that_it_may_be_billed() {
    let (_service, _desktop, window) = connected().await;
    look_into(&window, "示例慢速有限公司").await;
    tab_says(&window, "限制出境", "核查中").await;
    window.button("取消").click().await;
    window.by_role("tabpanel", "限制出境…").says(&["您取消了这次查询", "可能已计费"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_in_page_of_the_network_is_named_where_one_looks_first() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    look_into(&window, "示例登录页有限公司").await;
    for check in ["限制出境", "进出口信用", "工商快照"] {
        tab_says(&window, check, "未能核查").await;
    }
    let panel = window.by_role("tabpanel", "限制出境…");
    panel.says(&["网络网关拦截", "先登录 Wi-Fi", "用浏览器打开任意网页"]).await;
    window.save_picture("captive-portal").await;

    look_into(&window, "示例网关故障有限公司").await;
    tab_says(&window, "限制出境", "未能核查").await;
    panel.says(&["服务器返回了网络错误", "网络可能需要先登录"]).await;
    window.save_picture("gateway-error").await;
}
