//! Orders of reports in the demo data.

use crate::gallery::Walk;
use crate::reports::order;
use crate::window::Window;
use crate::{MAIN, MANY, choose, tab_says};

pub async fn order_for_main(walk: &mut Walk, window: &Window) {
    choose(window, "身份报告").await;
    walk.at(
        window,
        "report-not-ordered",
        "身份报告：未下单",
        "Report: not ordered",
        "Type a company, this check",
    )
    .await;
    window.button("生成报告").click().await;
    window.by_role("dialog", "下单一份基础身份报告？").appears().await;
    walk.at(window, "report-confirm", "身份报告：确认下单", "Report: confirm the order", "生成报告").await;
    window.button("确认下单").click().await;
    window.by_role("dialog", "下单一份基础身份报告？").disappears().await;
}

pub async fn walk(walk: &mut Walk, window: &Window, clear_the_way: impl FnOnce()) {
    window.type_subject(MAIN).await;
    choose(window, "身份报告").await;
    tab_says(window, "身份报告", "已暂停").await;
    let how = "Order while a file stands where the reports' folder should be";
    walk.at(window, "report-on-hold", "身份报告：已暂停", "Report: on hold", how).await;
    clear_the_way();
    window.button("再试一次").click().await;
    tab_says(window, "身份报告", "已保存").await;
    walk.at(window, "report-saved", "身份报告：已保存", "Report: saved", &format!("Order for {MAIN}, wait"))
        .await;

    window.button("保存底稿").click().await;
    window.button("保存").click().await;
    window.by_role("dialog", "底稿已保存").appears().await;
    let how = "保存底稿, 保存";
    walk.at(window, "evidence-saved", "底稿已保存", "Evidence saved", how).await;
    window.button("关闭").click().await;

    let fails = "示例北辰矿业有限公司";
    window.type_subject(fails).await;
    window.button("核查（…").is_ready().await;
    order(window, "PDF").await;
    tab_says(window, "身份报告", "未生成").await;
    walk.at(
        window,
        "report-failed",
        "身份报告：没有生成",
        "Report: not generated",
        &format!("Order for {fails}"),
    )
    .await;
    let refused = "示例公益基金会";
    window.type_subject(refused).await;
    window.button("核查（…").is_ready().await;
    order(window, "PDF").await;
    window.shows("企查查没有接受这次下单").await;
    walk.at(
        window,
        "report-refused",
        "身份报告：没有被接受",
        "Report: refused",
        &format!("Order for {refused}"),
    )
    .await;

    let lost = "示例网关故障有限公司";
    window.type_subject(lost).await;
    window.button("核查（…").is_ready().await;
    order(window, "PDF").await;
    tab_says(window, "身份报告", "待确认").await;
    let how = format!("Order for {lost}");
    walk.at(window, "report-unknown", "身份报告：不确定是否已下单", "Report: unknown, four ways out", &how)
        .await;
    window.button("查问订单号").click().await;
    window.shows("请填写订单号。").await;
    let titles = ["身份报告：订单号没有填", "Report: order number missing", "查问订单号 with an empty field"];
    walk.at_text(window, "请填写订单号。", "report-order-no-missing", titles).await;
    window.button("未下单").click().await;
    window.by_role("dialog", "确认没有下单？").appears().await;
    walk.at(
        window,
        "report-not-placed",
        "身份报告：确认没有下单",
        "Report: confirm that there is none",
        "未下单",
    )
    .await;
    window.button("取消").click().await;
    window.button("重新下单").click().await;
    window.by_role("dialog", "再下一单？").appears().await;
    walk.at(window, "report-again", "身份报告：另下一单之前", "Report: before another order", "重新下单")
        .await;
    window.button("确认下单").click().await;
    window.shows("之外另下的一单").await;
    walk.at(window, "report-follows", "身份报告：另下的一单", "Report: another order", "重新下单, 确认下单")
        .await;
    let titles =
        ["身份报告：其他公司的报告", "Report: of other companies", "Below the reports of this company"];
    walk.at_text(window, "其他公司的报告", "report-others", titles).await;

    // The notice appears only if the report is not on screen.
    window.type_subject(MANY).await;
    window.button("核查（…").is_ready().await;
    order(window, "PDF").await;
    window.by_role("dialog", "下单一份基础身份报告？").disappears().await;
    choose(window, "限制出境").await;
    window.shows("一份身份报告已保存").await;
    walk.at(
        window,
        "report-news",
        "提示：一份报告已保存",
        "News: a report was saved",
        "Order, then another check",
    )
    .await;
    window.button("知道了").click().await;
}
