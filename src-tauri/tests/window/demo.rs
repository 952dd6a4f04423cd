//! The demo data, without credentials.

use crate::desktop::Desktop;
use crate::{MAIN, MANY, choose, look_into, look_up, tab_says};
use std::os::unix::fs::PermissionsExt;

#[tokio::test(flavor = "multi_thread")]
async fn a_typed_name_and_enter_answer_three_checks_side_by_side() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    window.shows("演示数据").await;
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
    tab_says(&window, "进出口信用", "有登记").await;
    tab_says(&window, "工商快照", "有快照").await;

    window.shows("查到 3 条限制出境记录").await;
    choose(&window, "限制出境").await;
    window.shows("1,120,000.00 元（112 万元）").await;
    choose(&window, "进出口信用").await;
    window.shows("海关行政处罚").await;
    choose(&window, "工商快照").await;
    // It arrived while its tab was hidden, where nothing has a size.
    window.by_role("image", &format!("{MAIN}的工商快照")).appears().await;
    window.pictures_are_drawn().await;
    choose(&window, "额度").await;
    window.button("查询额度").click().await;
    for module in ["风险监控", "股权穿透", "自然人核验"] {
        window.shows(module).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_people_of_this_machine_cannot_look_into_the_apps_folder() {
    let desktop = Desktop::start().await;
    desktop.open().await.shows("演示数据").await;
    let folder = desktop.home().join(".local/share/io.github.qcc-desk");
    assert_eq!(std::fs::metadata(folder).expect("the app's folder").permissions().mode() & 0o777, 0o700);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_added_until_all_records_are_there() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    look_into(&window, MANY).await;
    window.shows("已显示 20 条，共 47 条").await;
    window.button("加载下一页（演示）").click().await;
    window.shows("已显示 40 条，共 47 条").await;
    window.button("加载下一页（演示）").click().await;
    window.shows("共 47 条，已全部显示").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_forms_of_no_record_read_as_no_record() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    for company in ["示例青禾农业科技有限公司", "示例云杉软件有限公司"] {
        look_up(&window, company).await;
        tab_says(&window, "限制出境", "未查到").await;
        tab_says(&window, "进出口信用", "未查到").await;
        choose(&window, "限制出境").await;
        let panel = window.by_role("tabpanel", "限制出境…");
        panel.says(&["未查到限制出境记录", "未查到不等于没有风险"]).await;
        window.by_role("heading", &format!("核查对象：{company}")).appears().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_any_keychain_the_demo_data_is_there_all_the_same() {
    let desktop = Desktop::start_without_keychain().await;
    let window = desktop.open().await;
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn demo_never_speaks_of_charges() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    let is_silent = async |at: &str| {
        let text = window.text().await;
        let charges = ["计费", "扣费", "收费", "费用", "账单"].iter().find(|word| text.contains(**word));
        assert_eq!(charges, None, "{at}: {text}");
    };
    window.shows("演示数据").await;
    is_silent("the first run").await;
    look_into(&window, MANY).await;
    window.shows("已显示 20 条，共 47 条").await;
    window.button("核查（3 项，演示）").appears().await;
    window.save_picture("demo-without-charges").await;
    is_silent("an answer with further pages").await;
    look_into(&window, "示例网关故障有限公司").await;
    tab_says(&window, "限制出境", "未能核查").await;
    window.shows("没有发给企查查").await;
    is_silent("a failure").await;
    choose(&window, "身份报告").await;
    window.button("生成报告").click().await;
    window.by_role("dialog", "下单一份基础身份报告？").appears().await;
    is_silent("the confirmation of an order").await;
    window.button("确认下单").click().await;
    tab_says(&window, "身份报告", "待确认").await;
    is_silent("an order that may have been placed").await;
    choose(&window, "额度").await;
    is_silent("the quota").await;
    window.button("核查记录").click().await;
    window.shows("共 ").await;
    is_silent("the record").await;
    window.button("调用统计").click().await;
    window.shows("按月").await;
    window.save_picture("demo-statistics").await;
    is_silent("the statistics").await;
    window.button("返回").click().await;
    window.button("设置").click().await;
    window.by_role("dialog", "设置").appears().await;
    is_silent("the settings").await;
}
