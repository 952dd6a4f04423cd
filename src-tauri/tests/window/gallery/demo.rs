//! The demo data, without credentials. Most states have their own company.

mod reports;

use std::fs;

use fantoccini::key::Key;
use serde_json::json;

use super::Walk;
use crate::hostile::within_the_page;
use crate::reports::keep_reports_from_being_saved;
use crate::waiting::eventually;
use crate::window::Window;
use crate::{MAIN, MANY, choose, look_into, look_up, tab_says};

const NOBODY: &str = "示例青禾农业科技有限公司";
const LISTS: [&str; 2] = ["限制出境", "进出口信用"];
const LOOK_UPS: [&str; 3] = ["限制出境", "进出口信用", "工商快照"];

pub async fn walk(walk: &mut Walk) {
    let desktop = walk.desktop().await;
    let in_the_way = keep_reports_from_being_saved(&desktop);
    let window = walk.open(&desktop).await;
    window.shows(MAIN).await;
    walk.at(&window, "start-demo", "开始页：演示数据", "Start page: demo data", "Start without a key").await;
    window.button("核查记录").click().await;
    window.shows("还没有核查记录").await;
    walk.at(&window, "record-empty", "核查记录：还是空的", "Record: nothing yet", "Record, before any check")
        .await;
    window.button("返回").click().await;
    unasked(walk, &window).await;
    search_box(walk, &window).await;
    // The app takes a quarter of a minute to time out; other states are checked meanwhile.
    window.type_subject(MAIN).await;
    window.button("核查（…").is_ready().await;
    reports::order_for_main(walk, &window).await;
    hits(walk, &window).await;
    nothing_found(walk, &window).await;
    failures(walk, &window).await;
    waiting(walk, &window).await;
    reports::walk(walk, &window, || fs::remove_file(&in_the_way).expect("the file goes")).await;
    quota(walk, &window).await;
    record(walk, &window).await;
    settings(walk, &window).await;
    every_check(walk, &window).await;
}

async fn unasked(walk: &mut Walk, window: &Window) {
    for (check, name, chinese, english) in [
        ("限制出境", "exit-unasked", "限制出境：还没有输入公司", "Exit restriction: no company yet"),
        ("进出口信用", "customs-unasked", "进出口信用：还没有输入公司", "Customs credit: no company yet"),
        ("工商快照", "snapshot-unasked", "工商快照：还没有输入公司", "Snapshot: no company yet"),
        ("身份报告", "report-no-company", "身份报告：还没有输入公司", "Report: no company yet"),
        ("额度", "quota-unasked", "额度：还没有查询", "Quota: not asked yet"),
    ] {
        choose(window, check).await;
        walk.at(window, name, chinese, english, "An empty search box, this check").await;
    }
    choose(window, "总览").await;
}

async fn search_box(walk: &mut Walk, window: &Window) {
    let long = "示例".repeat(501);
    for (typed, says, name, chinese, english) in [
        (MAIN, "公司名称", "search-name", "输入框：公司名称，还没有核查", "Search: a name, not checked yet"),
        (
            "示例极光(集团)股份有限公司",
            "也许登记的是：",
            "search-brackets",
            "输入框：建议换一种括号",
            "Search: other brackets suggested",
        ),
        (
            "913101150000010039",
            "校验位正确",
            "search-credit-code",
            "输入框：统一社会信用代码，校验位正确",
            "Search: a credit code",
        ),
        (
            "913101150000010038",
            "校验位不符，请核对",
            "search-check-digit-wrong",
            "输入框：校验位不符",
            "Search: a credit code whose check digit is wrong",
        ),
        (
            "310115000000013",
            "校验位不符，请核对",
            "search-registration-no-wrong",
            "输入框：注册号校验位不符",
            "Search: a registration number whose check digit is wrong",
        ),
        (
            "11010519491231002X",
            "疑似身份证号，不会发送",
            "search-id-card",
            "输入框：疑似身份证号，不发送",
            "Search: an ID card number is not sent",
        ),
        ("示", "太短，至少要 2 个字。", "search-too-short", "输入框：太短", "Search: too short"),
        (&long, "太长", "search-too-long", "输入框：太长", "Search: too long"),
    ] {
        window.type_subject(typed).await;
        window.shows(says).await;
        let shown = if typed.len() < 60 { typed } else { "示例 × 501" };
        walk.at(window, name, chinese, english, &format!("Type {shown}")).await;
    }
    let lines = [MAIN, MANY, NOBODY];
    within_the_page(window, "paste(arguments[0])", vec![json!(lines)]).await;
    window.shows("粘贴的不止一个，请选要核查的：").await;
    walk.at(
        window,
        "search-several-lines",
        "输入框：粘贴了几行",
        "Search: several lines pasted",
        "Paste 3 lines",
    )
    .await;
    window.type_subject(MAIN).await;
    window.button("核查项 3/15").click().await;
    choose_all_or_none(window).await;
    window.shows("已选 0 项").await;
    walk.at(window, "choice", "核查项：选 Enter 核查哪些", "Checks: what Enter runs", "核查项").await;
    window.button("关闭").click().await;
    window.shows("请在“核查项”里至少选一项。").await;
    let how = "Untick every check";
    walk.at(window, "search-none-chosen", "输入框：一项也没有选", "Search: nothing chosen", how).await;
    window.button("核查项 0/15").click().await;
    choose_all_or_none(window).await;
    window.button("关闭").click().await;
}

async fn choose_all_or_none(window: &Window) {
    for check in LOOK_UPS {
        window.by_role("checkbox", check).click().await;
    }
}

async fn hits(walk: &mut Walk, window: &Window) {
    look_up(window, MAIN).await;
    tab_says(window, "限制出境", "有记录 3").await;
    tab_says(window, "进出口信用", "有登记").await;
    tab_says(window, "工商快照", "有快照").await;
    let how = format!("Check {MAIN}");
    walk.at(window, "overview", "总览：各项核查一览", "Overview: every check at a glance", &how).await;
    choose(window, "限制出境").await;
    walk.at(window, "exit-hit", "限制出境：查到 3 条", "Exit restriction: 3 records", &how).await;
    choose(window, "进出口信用").await;
    walk.at(window, "customs-hit", "进出口信用：查到", "Customs credit: a record", &how).await;
    choose(window, "工商快照").await;
    window.pictures_are_drawn().await;
    walk.at(window, "snapshot-hit", "工商快照：取得", "Snapshot: obtained", &how).await;
    choose(window, "限制出境").await;
    window.press(Key::F5).await;
    let asks = window.by_role("dialog", "再问一次企查查？");
    asks.appears().await;
    walk.at(window, "ask-again", "重新查询：先问一句", "Ask again: a question first", "F5 on a result").await;
    window.button("取消").click().await;
    asks.disappears().await;

    over_a_result(walk, window).await;

    look_into(window, MANY).await;
    window.shows("已显示 20 条，共 47 条").await;
    let how = format!("Check {MANY}");
    walk.at(window, "exit-pages", "限制出境：分几页，第一页", "Exit restriction: several pages", &how).await;
    let [text, name] = ["加载下一页（演示）", "exit-pages-end"];
    let titles = ["限制出境：第一页的末尾", "Exit restriction: the end of the first page", &how];
    walk.at_text(window, text, name, titles).await;
    look_up(window, "示例长风国际货运代理有限公司").await;
    choose(window, "进出口信用").await;
    tab_says(window, "进出口信用", "有登记 3").await;
    walk.at(
        window,
        "customs-several",
        "进出口信用：几条登记",
        "Customs credit: several",
        "Check 示例长风国际货运代理有限公司",
    )
    .await;
    look_up(window, "示例旧港船务有限公司").await;
    tab_says(window, "进出口信用", "有登记").await;
    choose(window, "进出口信用").await;
    walk.at(
        window,
        "customs-cancelled",
        "进出口信用：已注销",
        "Customs credit: cancelled",
        "Check 示例旧港船务有限公司",
    )
    .await;
}

/// Dialogs and panels over a result.
async fn over_a_result(walk: &mut Walk, window: &Window) {
    window.button("摘要").click().await;
    window.by_role("dialog", "摘要").appears().await;
    walk.at(window, "summary", "摘要", "Summary", "摘要 above a result").await;
    window.press(Key::Escape).await;
    window.by_role("dialog", "摘要").disappears().await;
    let evidence = window.by_role("dialog", "保存底稿");
    window.button("保存底稿").click().await;
    evidence.appears().await;
    walk.at(window, "evidence", "保存底稿", "Save evidence", "保存底稿 above a result").await;
    window.button("保存").click().await;
    window.shows("保存文件夹不能用").await;
    let titles =
        ["保存底稿：文件夹不能用", "Save evidence: no folder", "While a file stands where it should be"];
    walk.at_text(window, "保存文件夹不能用", "evidence-no-folder", titles).await;
    window.button("关闭").click().await;
    evidence.disappears().await;
    window.by_role("searchbox", "筛选").fill("1024号").await;
    window.shows("1 条含有").await;
    walk.at(window, "filter", "筛选：只看含有这些字的", "Filter: rows with a text", "Ctrl+F, 1024号").await;
    window.by_role("searchbox", "筛选").fill("没有这些字").await;
    walk.at(window, "filter-nothing", "筛选：一条也没有", "Filter: no row", "Ctrl+F, a text of no row").await;
    window.press(Key::Escape).await;
    window.press(Key::F8).await;
    window.by_role("tab", "额度…").disappears().await;
    walk.at(window, "meeting", "会议模式", "Meeting mode", "F8").await;
    window.press(Key::F8).await;
    window.by_role("tab", "额度…").appears().await;
    window.press(Key::F1).await;
    window.by_role("dialog", "快捷键").appears().await;
    walk.at(window, "keys", "快捷键", "Keys", "F1").await;
    window.press(Key::Escape).await;
    window.by_role("dialog", "快捷键").disappears().await;
}

async fn nothing_found(walk: &mut Walk, window: &Window) {
    for (company, name, chinese, english) in [
        (NOBODY, "no-record-by-verify-result", "未查到：VerifyResult 0", "No record: VerifyResult 0"),
        ("示例云杉软件有限公司", "no-record-by-status", "未查到：状态码 201", "No record: status 201"),
    ] {
        look_into(window, company).await;
        for check in LISTS {
            tab_says(window, check, "未查到").await;
        }
        walk.at(window, name, chinese, english, &format!("Check {company}")).await;
    }
}

async fn failures(walk: &mut Walk, window: &Window) {
    look_up(window, "示例矛盾有限公司").await;
    tab_says(window, "限制出境", "未能核查").await;
    tab_says(window, "工商快照", "有快照").await;
    let titles = ["一项失败，其余照常", "One check fails beside others", "Check 示例矛盾有限公司"];
    walk.at_text(window, "", "failure-partial", titles).await;
    for (company, name, chinese, english) in [
        ("示例网关故障有限公司", "failure-gateway", "失败：网关错误页", "Failure: a gateway's page"),
        ("示例登录页有限公司", "failure-captive-portal", "失败：Wi-Fi 登录页", "Failure: a log-in page"),
        (
            "示例截断有限公司",
            "failure-cut-on-the-wire",
            "失败：答复没有收完整",
            "Failure: the connection broke",
        ),
        ("示例残缺有限公司", "failure-not-json", "失败：答复读不出", "Failure: not readable"),
        ("示例状态码202有限公司", "failure-202", "失败：查询文字不被接受", "Failure: text rejected"),
        ("示例状态码203有限公司", "failure-203", "失败：企查查系统异常", "Failure: trouble at the service"),
        ("示例状态码205有限公司", "failure-205", "失败：企查查还在处理", "Failure: still working on it"),
        ("示例状态码207有限公司", "failure-207", "失败：数据太多", "Failure: too much data"),
        ("示例状态码208有限公司", "failure-208", "失败：不支持这类主体", "Failure: not covered"),
        ("示例状态码110有限公司", "failure-110", "失败：锁定 2 小时", "Failure: locked for two hours"),
        ("示例状态码101有限公司", "failure-101", "失败：账号不被接受", "Failure: the account"),
        ("示例状态码107有限公司", "failure-107", "失败：签名没有被接受", "Failure: the signature"),
        ("示例状态码115有限公司", "failure-115", "失败：身份验证", "Failure: authentication"),
        ("示例状态码112有限公司", "failure-112", "失败：额度用完", "Failure: out of quota"),
        ("示例状态码109有限公司", "failure-109", "失败：达到调用上限", "Failure: call limit"),
        ("示例状态码214有限公司", "failure-214", "失败：没有开通", "Failure: not purchased"),
        ("示例状态码105有限公司", "failure-105", "失败：接口下线", "Failure: retired"),
        ("示例状态码121有限公司", "failure-121", "失败：数据不能出境", "Failure: export forbidden"),
        ("示例状态码999有限公司", "failure-999", "失败：不认识的状态码", "Failure: unknown code"),
    ] {
        look_into(window, company).await;
        for check in LOOK_UPS {
            tab_says(window, check, "未能核查").await;
        }
        walk.at(window, name, chinese, english, &format!("Check {company}")).await;
    }
}

/// Takes three quarters of a minute, and can be cancelled.
async fn waiting(walk: &mut Walk, window: &Window) {
    look_into(window, "示例状态码205有限公司").await;
    window.button("等待结果（…").click().await;
    window.button("取消").appears().await;
    let how = "Check 示例状态码205有限公司, 等待结果";
    walk.at(window, "exit-waiting", "正在等待结果，可以取消", "Waiting for the result", how).await;
    window.button("取消").click().await;
    tab_says(window, "限制出境", "未能核查").await;
}

async fn quota(walk: &mut Walk, window: &Window) {
    choose(window, "额度").await;
    window.button("查询额度").click().await;
    window.shows("自然人核验").await;
    walk.at(window, "quota-answered", "额度：已查询", "Quota: answered", "额度, 查询额度").await;
    choose(window, "限制出境").await;
}

async fn record(walk: &mut Walk, window: &Window) {
    window.button("核查记录").click().await;
    window.shows("共 ").await;
    walk.at(window, "record-list", "核查记录", "Record", "核查记录, after some checks").await;
    window.by_role("searchbox", "搜索记录").fill("示例没有这一家").await;
    window.shows("没有符合条件的记录").await;
    walk.at(
        window,
        "record-no-match",
        "核查记录：没有符合条件的",
        "Record: no match",
        "Search for what is not there",
    )
    .await;
    window.by_role("searchbox", "搜索记录").fill(MAIN).await;
    window.by_role("combobox", "核查项").choose("限制出境").await;
    window.button(&format!("{MAIN}…")).click().await;
    window.field("备注").appears().await;
    walk.at(window, "record-entry", "核查记录：一条", "Record: an entry", &format!("Open {MAIN}")).await;
    window.field("备注").fill("已与客户经理核对").await;
    window.button("添加备注").click().await;
    window.shows("已与客户经理核对").await;
    window.field("结论").fill("同意准入；快照与营业执照一致").await;
    window.button("添加结论").click().await;
    window.shows("同意准入").await;
    let titles = ["核查记录：备注与结论", "Record: notes and conclusion", "Add a note and a conclusion"];
    walk.at_text(window, "备注与结论", "record-notes", titles).await;
    window.button("删除…").click().await;
    window.by_role("dialog", "删除这条记录？").appears().await;
    walk.at(window, "record-delete", "核查记录：删除前问一句", "Record: before deleting", "删除…").await;
    window.button("取消").click().await;
    window.by_role("dialog", "删除这条记录？").disappears().await;
    window.button("调用统计").click().await;
    window.shows("按日").await;
    walk.at(window, "call-statistics", "调用统计", "Call statistics", "核查记录, 调用统计").await;
    window.button("返回").click().await;
}

async fn settings(walk: &mut Walk, window: &Window) {
    window.button("设置").click().await;
    window.by_role("dialog", "设置").appears().await;
    walk.at(window, "settings", "设置：没有密钥", "Settings: no key", "设置").await;
    let titles = ["设置：下半部分", "Settings: the lower part", "设置, scrolled"];
    walk.at_text(window, "日志", "settings-end", titles).await;
    window.field("AppKey").fill("abc def").await;
    window.field("SecretKey").fill("abc").await;
    window.field("服务地址").fill("http://pro.qcc.com").await;
    window.button("保存").click().await;
    window.shows("必须以 https:// 开头；只有本机地址可以用 http://。").await;
    let titles = ["设置：填写有误", "Settings: mistakes", "A key with a blank, an address without TLS, 保存"];
    walk.at_text(window, "", "settings-mistakes", titles).await;
    window.by_role("combobox", "代理").choose("手动").await;
    window.field("代理地址").appears().await;
    let titles = ["设置：手动代理", "Settings: a proxy by hand", "代理 手动"];
    walk.at_text(window, "代理地址", "settings-proxy", titles).await;
    window.button("关闭").click().await;
}

/// All fifteen checks at once, and their list by keyboard.
async fn every_check(walk: &mut Walk, window: &Window) {
    window.button("核查项 3/15").click().await;
    window.shows("已选 3 项").await;
    window.run(TICK_ALL, Vec::new()).await.expect("a tick at every check");
    window.shows("已选 15 项").await;
    window.button("关闭").click().await;
    look_up(window, MAIN).await;
    window.shows("一次核查 15 项？").await;
    let how = format!("Choose every check under 核查项, check {MAIN}");
    walk.at(window, "ask-many", "一次核查很多项：先问一句", "Many checks: a question first", &how).await;
    window.press(Key::Tab).await;
    window.press(Key::Enter).await;
    eventually("every check is answered", async || {
        let tabs = window.run(TABS, Vec::new()).await.map_err(|error| error.to_string())?.to_string();
        let open = ["未核查", "核查中"].map(|state| window.words(state));
        if open.iter().any(|state| tabs.contains(state)) { Err(tabs) } else { Ok(()) }
    })
    .await;
    walk.at(window, "overview-every-check", "总览：十五项一起", "Overview: fifteen checks", &how).await;
    // Past the buttons of the top line, so that the focus ring is that of the keyboard.
    eventually("the list of checks has the focus", async || {
        let focused = window.run(FOCUSED, Vec::new()).await.map_err(|error| error.to_string())?;
        if focused == json!("tab") {
            return Ok(());
        }
        window.press(Key::Tab).await;
        Err(focused.to_string())
    })
    .await;
    window.press(Key::Down).await;
    window.press(Key::Down).await;
    walk.at(window, "checks-by-keyboard", "核查项列表：用方向键", "Checks: by arrow keys", "↓ twice").await;
}

const TICK_ALL: &str = "for (const box of document.querySelectorAll('dialog[open] input[type=checkbox]:not(:checked)')) box.click()";
const TABS: &str = "return [...document.querySelectorAll('[role=tab]')].map(tab => tab.textContent)";
const FOCUSED: &str = "return document.activeElement.getAttribute('role')";
