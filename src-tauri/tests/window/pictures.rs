//! Screenshots of the main states in `target/screenshots/`; the README uses some.

use crate::desktop::{Desktop, Theme};
use crate::{MAIN, MANY, choose, look_into, look_up, tab_says};

#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_the_main_states() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    window.shows(MAIN).await;
    window.save_picture("first-run").await;

    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
    tab_says(&window, "工商快照", "有快照").await;
    window.save_picture("main").await;
    choose(&window, "限制出境").await;
    window.save_picture("list").await;
    choose(&window, "进出口信用").await;
    window.save_picture("customs").await;
    choose(&window, "工商快照").await;
    window.by_role("image", &format!("{MAIN}的工商快照")).appears().await;
    window.pictures_are_drawn().await;
    window.save_picture("snapshot").await;
    choose(&window, "身份报告").await;
    window.button("生成报告").click().await;
    window.by_role("dialog", "下单一份基础身份报告？").appears().await;
    window.save_picture("order-dialog").await;
    window.button("确认下单").click().await;
    tab_says(&window, "身份报告", "已保存").await;
    window.save_picture("report").await;
    choose(&window, "额度").await;
    window.button("查询额度").click().await;
    window.shows("自然人核验").await;
    window.save_picture("quota").await;
    window.button("设置").click().await;
    window.by_role("dialog", "设置").appears().await;
    window.save_picture("settings").await;
    window.button("关闭").click().await;

    look_into(&window, MANY).await;
    window.shows("已显示 20 条，共 47 条").await;
    window.save_picture("more-pages").await;
    look_into(&window, "示例云杉软件有限公司").await;
    tab_says(&window, "限制出境", "未查到").await;
    window.save_picture("no-record").await;
    look_into(&window, "示例网关故障有限公司").await;
    tab_says(&window, "限制出境", "未能核查").await;
    window.save_picture("not-verified").await;
    window.resize(683, 768).await;
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
    window.save_picture("half-width").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_in_the_dark_theme() {
    let desktop = Desktop::start_in(Theme::Dark).await;
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
    window.save_picture("main-dark").await;
    choose(&window, "工商快照").await;
    window.by_role("image", &format!("{MAIN}的工商快照")).appears().await;
    window.pictures_are_drawn().await;
    window.save_picture("snapshot-dark").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_money_and_record() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    for company in [MAIN, MANY, "示例云杉软件有限公司", "示例网关故障有限公司"] {
        look_up(&window, company).await;
        tab_says(&window, "限制出境", if company.contains("网关") { "未能核查" } else { "" }).await;
        tab_says(&window, "工商快照", if company.contains("网关") { "未能核查" } else { "快照" }).await;
        window.by_role("tab", "进出口信用…").says(&["进出口信用"]).await;
    }
    look_into(&window, "示例状态码205有限公司").await;
    tab_says(&window, "限制出境", "未能核查").await;
    window.save_picture("pending").await;
    look_into(&window, "示例状态码110有限公司").await;
    tab_says(&window, "限制出境", "未能核查").await;
    window.save_picture("locked").await;
    look_up(&window, "示例网关故障有限公司").await;
    choose(&window, "身份报告").await;
    window.button("生成报告").click().await;
    window.button("确认下单").click().await;
    tab_says(&window, "身份报告", "待确认").await;
    window.save_picture("unknown").await;
    window.button("重新下单").click().await;
    window.button("确认下单").click().await;
    window.shows("之外另下的一单").await;
    window.save_picture("unknown-follows").await;

    window.button("核查记录").click().await;
    window.shows("共 ").await;
    window.save_picture("record").await;
    window.by_role("searchbox", "搜索记录").fill(MAIN).await;
    window.shows("共 3 条。").await;
    window.by_role("button", &format!("{MAIN}…")).click().await;
    window.field("结论").fill("同意准入；快照与营业执照一致").await;
    window.button("添加结论").click().await;
    window.shows("同意准入").await;
    window.save_picture("record-entry").await;
    window.button("删除…").click().await;
    window.save_picture("record-delete").await;
    window.button("取消").click().await;
    window.resize(683, 768).await;
    window.save_picture("record-half-width").await;
    window.resize(540, 768).await;
    window.save_picture("record-200-percent").await;
    window.resize(1366, 768).await;
    window.button("调用统计").click().await;
    window.shows("按日").await;
    window.save_picture("call-log").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_the_record_in_the_dark_theme_and_in_english() {
    let desktop = Desktop::start_in(Theme::Dark).await;
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    look_up(&window, MAIN).await;
    tab_says(&window, "工商快照", "有快照").await;
    tab_says(&window, "限制出境", "有记录 3").await;
    window.button("核查记录").click().await;
    window.shows("共 3 条").await;
    window.save_picture("record-dark").await;
    window.button("返回").click().await;
    window.button("设置").click().await;
    window.by_role("combobox", "语言").choose("English").await;
    window.save_picture("settings-dark").await;
    window.button("保存").click().await;
    window.shows("Settings saved").await;
    window.button("Close").click().await;
    window.button("Record").click().await;
    window.save_picture("record-english").await;
}
