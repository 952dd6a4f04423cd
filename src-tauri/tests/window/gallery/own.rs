//! A service with credentials: waiting, network failures, and problems of keychain and record.

use std::fs;
use std::time::Duration;

use fantoccini::key::Key;
use sandbox::{Clock, Options, Sandbox};
use test_servers::{Authority, Certificate, Peer};

use super::Walk;
use super::service::{ENDLESS, HOSTILE, INCOMPLETE, start};
use crate::desktop::Desktop;
use crate::machine::kept_by_the_app;
use crate::own_service::{KEY, SECRET, fill_in, save, save_leaving_orders};
use crate::record::damage_record;
use crate::reports::order;
use crate::window::Window;
use crate::{MAIN, choose, look_into, tab_says};

const SLOW: &str = "示例慢速有限公司";
/// An address with no listener.
const NOWHERE: &str = "http://127.0.0.1:1";

pub async fn walk(walk: &mut Walk) {
    // What this waits for never arrives.
    let never = Duration::from_secs(3600);
    let service = sandbox(Options { slow_by: never, report_step: never, ..Options::default() }).await;
    let mut desktop = walk.desktop().await;
    let window = walk.open(&desktop).await;
    connected(walk, &window, &service).await;
    waiting(walk, &window).await;
    scripted(walk, &window).await;
    network(walk, &window).await;
    clock(walk, &window).await;
    window.close().await;
    gone_or_wrong(walk, &desktop).await;

    damage_record(&desktop);
    let window = walk.open(&desktop).await;
    window.shows("核查记录损坏").await;
    let how = "Start after something else was written over the record";
    walk.at(&window, "record-damaged", "核查记录损坏：只能查看", "The record is damaged: read only", how)
        .await;
    window.button("新建一份记录").click().await;
    window.by_role("dialog", "新建一份空的核查记录？").appears().await;
    walk.at(&window, "record-start-new", "新建一份记录", "Start a new record", "新建一份记录").await;
    window.button("新建一份记录").click().await;
    window.by_role("dialog", "新建一份空的核查记录？").disappears().await;
    window.close().await;

    desktop.empty_keychain().await;
    let window = walk.open(&desktop).await;
    window.shows("密钥暂时取不到，不能核查").await;
    let how = "Start after the keychain was emptied";
    walk.at(&window, "keychain-locked", "密钥取不到", "The key cannot be read", how).await;
    window.button("设置").click().await;
    window.by_role("dialog", "设置").appears().await;
    let how = "设置, after the keychain was emptied";
    walk.at(&window, "settings-key-lost", "设置：密钥取不到", "Settings: the key cannot be read", how).await;
    window.button("关闭").click().await;

    desktop.end_keychain();
    fill_in(&window, &service.base_url(), SECRET).await;
    window.button("保存").click().await;
    window.button("只在本次使用").appears().await;
    let how = "Save a key where there is no keychain";
    walk.at(&window, "keychain-missing", "没有密钥库：只在本次使用", "No keychain: for this time only", how)
        .await;
}

/// A missing record and invalid settings, which are restored at the end.
async fn gone_or_wrong(walk: &mut Walk, desktop: &Desktop) {
    let [record, settings] = ["record.sqlite3", "settings.json"].map(|name| kept_by_the_app(desktop, name));
    let elsewhere = record.with_extension("elsewhere");
    fs::rename(&record, &elsewhere).expect("a record that is gone");
    let window = walk.open(desktop).await;
    window.shows("核查记录不见了").await;
    let how = "Start after the record was moved away";
    walk.at(&window, "record-missing", "核查记录不见了：由人决定", "The record is missing", how).await;
    window.close().await;
    fs::rename(&elsewhere, &record).expect("a record that was found");

    let before = fs::read(&settings).expect("the settings");
    let language = desktop.language().tag();
    let wrong = format!(
        r#"{{"serviceAdress":"https://gateway.example","retentionYears":1,"language":"{language}","proxy":
        {{"kind":"manual","address":"socks5://proxy.example:1080","user":null}}}}"#
    );
    fs::write(&settings, wrong).expect("a preset");
    let window = walk.open(desktop).await;
    window.shows("设置文件里有不能用的内容").await;
    let how = "Start with a preset that holds mistakes";
    walk.at(&window, "settings-doubtful", "设置文件有错：不核查", "Mistakes in the settings file", how).await;
    window.button("打开设置").click().await;
    window.by_role("dialog", "设置").appears().await;
    let how = "打开设置, with such a preset";
    walk.at(&window, "settings-doubtful-dialog", "设置：逐项核对", "Settings: check each", how).await;
    window.button("关闭").click().await;
    window.close().await;
    fs::write(&settings, before).expect("the settings as they were");
}

async fn sandbox(options: Options) -> Sandbox {
    let options = Options { key: KEY.into(), secret: SECRET.into(), ..options };
    Sandbox::start(options).await.expect("a sandbox")
}

async fn connect(window: &Window, address: &str) {
    fill_in(window, address, SECRET).await;
    save(window).await;
}

async fn connected(walk: &mut Walk, window: &Window, service: &Sandbox) {
    fill_in(window, &service.base_url(), SECRET).await;
    window.button("测试连接").click().await;
    window.shows("连接正常，密钥有效").await;
    walk.at(window, "settings-tested", "设置：连接正常", "Settings: the connection works", "测试连接").await;
    save(window).await;
    walk.at(window, "start-own", "开始页：有密钥", "Start page: with a key", "Start with a key").await;
    look_into(window, MAIN).await;
    answered(window).await;
    let how = format!("Check {MAIN} with a key");
    walk.at(window, "own-hit", "限制出境：查到（真实服务）", "Exit restriction: a real service", &how).await;
    window.button("设置").click().await;
    window.button("删除密钥").click().await;
    window.by_role("dialog", "删除已保存的密钥？").appears().await;
    walk.at(window, "settings-forget", "设置：删除密钥", "Settings: delete the key", "设置, 删除密钥").await;
    window.button("取消").click().await;
    window.button("关闭").click().await;
}

async fn waiting(walk: &mut Walk, window: &Window) {
    look_into(window, SLOW).await;
    tab_says(window, "限制出境", "核查中").await;
    let how = format!("Check {SLOW}");
    walk.at(window, "exit-busy", "核查中，可以取消", "Checking, with cancel", &how).await;
    window.button("取消").click().await;
    window.shows("您取消了这次查询").await;
    walk.at(window, "exit-cancelled", "您取消了这次查询", "Cancelled", "取消 while it asks").await;
    window.type_subject(MAIN).await;
    window.button("核查（…").is_ready().await;
    order(window, "PDF").await;
    tab_says(window, "身份报告", "生成中").await;
    let how = "Order from a service that takes its time";
    walk.at(window, "report-generating", "身份报告：生成中", "Report: generating", how).await;
    look_into(window, MAIN).await;
    window.shows("未再计费").await;
    let how = "Ask the same question again the same day";
    walk.at(window, "exit-reused", "取自记录，未再计费", "From the record, not billed again", how).await;
    window.button("设置").click().await;
    window.field("AppKey").fill("another-key-of-the-same-service").await;
    window.field("SecretKey").fill(SECRET).await;
    save_leaving_orders(window).await;
    window.button("核查记录").click().await;
    window.by_role("combobox", "核查项").choose("身份报告").await;
    window.button(&format!("{MAIN}…")).click().await;
    window.shows("用另一个账号下的").await;
    let how = "An order that was placed with another key, in the record";
    walk.at(
        window,
        "record-other-account",
        "核查记录：另一个账号的订单",
        "Record: another account's order",
        how,
    )
    .await;
    window.button("返回").click().await;
}

async fn scripted(walk: &mut Walk, window: &Window) {
    let service = start().await;
    connect(window, &service.address()).await;
    look_into(window, HOSTILE).await;
    tab_says(window, "限制出境", "有记录").await;
    let how = "A service whose replies hold long and hostile text in every field";
    walk.at(window, "exit-hostile", "限制出境：敌意与超长文字", "Exit restriction: hostile text", how).await;
    choose(window, "进出口信用").await;
    tab_says(window, "进出口信用", "有登记").await;
    walk.at(window, "customs-hostile", "进出口信用：敌意与超长文字", "Customs credit: hostile text", how)
        .await;
    choose(window, "工商快照").await;
    tab_says(window, "工商快照", "图片未取得").await;
    let how = "A service whose picture cannot be fetched";
    walk.at(window, "snapshot-missing", "工商快照：图片没有取回", "Snapshot: picture missing", how).await;
    choose(window, "限制出境").await;
    look_into(window, INCOMPLETE).await;
    window.shows("不完整").await;
    let how = "A list without a total";
    walk.at(window, "exit-incomplete", "限制出境：不完整", "Exit restriction: incomplete", how).await;
    look_into(window, ENDLESS).await;
    window.button("全部加载（…").click().await;
    window.by_role("dialog", "全部加载？").appears().await;
    walk.at(window, "exit-load-all", "全部加载：先问一句", "Load all: a question first", "全部加载 of 300")
        .await;
    window.button("取消").click().await;
    window.button("加载下一页（可能计费 1 次）").click().await;
    window.shows("下一页没有取得，前面的记录不受影响。").await;
    let titles = ["下一页没有取得", "The next page failed", "加载下一页 while the account runs out"];
    walk.at_text(window, "下一页没有取得，前面的记录不受影响。", "exit-page-failed", titles).await;
    choose(window, "额度").await;
    window.button("查询额度").click().await;
    tab_says(window, "额度", "未能查询").await;
    walk.at(window, "quota-out", "额度：未能查询", "Quota: not answered", "A service that answers 112").await;
    choose(window, "限制出境").await;
}

async fn network(walk: &mut Walk, window: &Window) {
    let identity = Authority::new("示例单位上网检查 CA").issue(Certificate::Good);
    let peer = Peer::start_tls(&identity, []).await;
    connect(window, &peer.origin()).await;
    failed(window).await;
    let how = "A service whose certificate nobody trusts";
    walk.at(window, "network-tls", "网络：证书不被信任", "Network: certificate refused", how).await;
    connect(window, NOWHERE).await;
    failed(window).await;
    let how = "A service address where nobody listens";
    walk.at(window, "network-offline", "网络：连不上", "Network: offline", how).await;
    window.button("设置").click().await;
    window.field("服务地址").fill("https://pro.qcc.example").await;
    window.field("AppKey").fill(KEY).await;
    window.field("SecretKey").fill(SECRET).await;
    window.by_role("combobox", "代理").choose("手动").await;
    window.field("代理地址").fill("127.0.0.1:1").await;
    window.button("测试连接").click().await;
    window.shows("连接没有成功").await;
    let how = "测试连接 through a proxy where nobody listens";
    walk.at(window, "settings-test-failed", "设置：连接没有成功", "Settings: the test failed", how).await;
    save(window).await;
    failed(window).await;
    let how = "A proxy where nobody listens";
    walk.at(window, "network-proxy", "网络：代理连不上", "Network: proxy refused", how).await;
    window.button("设置").click().await;
    window.by_role("combobox", "代理").choose("直接连接").await;
    save(window).await;
}

async fn answered(window: &Window) {
    for check in ["限制出境", "进出口信用", "工商快照"] {
        let state = match check {
            "限制出境" => "有记录",
            "进出口信用" => "有登记",
            _ => "有快照",
        };
        tab_says(window, check, state).await;
    }
}

async fn failed(window: &Window) {
    look_into(window, SLOW).await;
    for check in ["限制出境", "进出口信用", "工商快照"] {
        tab_says(window, check, "未能核查").await;
    }
}

async fn clock(walk: &mut Walk, window: &Window) {
    let service = sandbox(Options { clock: Clock::ahead_of_the_system(-3_725), ..Options::default() }).await;
    connect(window, &service.base_url()).await;
    look_into(window, MAIN).await;
    answered(window).await;
    window.shows("请校准电脑时间").await;
    let how = "A service whose clock is an hour behind";
    walk.at(window, "clock-corrected", "时钟不准：答复不受影响", "Clock: the answer stands", how).await;
    window.press(Key::Escape).await;
    choose(window, "总览").await;
    window.shows("最近核查").await;
    let how = "Empty the search box after some checks";
    walk.at(window, "start-recent", "开始页：最近核查", "Start page: checked recently", how).await;
}
