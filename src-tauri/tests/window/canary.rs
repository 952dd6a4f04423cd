//! A canary test: the whole app runs with a recognisable key and secret, at the most verbose log level,
//! through successes and all kinds of failures. Afterwards neither of them, nor any request's token, may be
//! found anywhere.
//!
//! Only the keychain's own encrypted files are not searched, because the secret belongs there.

mod looking;
mod setup;

use std::fs;
use std::process::Stdio;

use fantoccini::key::Key;
use rustix::process::{Pid, Signal, kill_process};

use crate::desktop::Desktop;
use crate::engine::Engine;
use crate::front::{ECHO, ECHO_PAGE, ELSEWHERE, LOST, ROGUE_FILES};
use crate::scan::{Scanner, Secret, Surface};
use crate::waiting::eventually;
use crate::window::Window;
use crate::{MAIN, MANY, choose, look_into, look_up, tab_says};
use looking::processes;
use setup::Canary;

/// Like the vendor's keys: 32 hexadecimal digits.
const KEY: &str = "c0a1b2d3e4f5061728394a5b6c7d8e9f";
/// Every encoding changes it.
const SECRET: &str = r#"CANARY"secret/7f3A+9c=Q\x&<0>"#;
/// A typo at the first attempt.
const WRONG_SECRET: &str = r#"CANARY"wrong/5e1B+4d=Z\y&<1>"#;

/// The password of a user at a proxy.
const PROXY_PASSWORD: &str = r#"CANARY"proxy/2c8D+6e=P\z&<3>"#;
const PROXY_USER: &str = "officer";

/// The parts that are never sent, not even to the service.
const SIGNING: [(&str, &str); 2] = [("secret", SECRET), ("wrong secret", WRONG_SECRET)];

fn secrets(named: &[(&str, &str)]) -> Vec<Secret> {
    named.iter().map(|(name, text)| Secret { name: (*name).to_owned(), text: (*text).to_owned() }).collect()
}

/// Stops the process that provides this desktop's keychain.
fn stop_keychain(desktop: &Desktop) {
    let (bus, method) = ("org.freedesktop.DBus", "org.freedesktop.DBus.GetConnectionUnixProcessID");
    let reply = desktop.bus_says(bus, "/", method, &["string:org.freedesktop.secrets"]);
    let id = reply.rsplit("uint32 ").next().and_then(|id| id.trim().parse().ok());
    let keychain = id.and_then(Pid::from_raw).unwrap_or_else(|| panic!("the keychain's process: {reply}"));
    kill_process(keychain, Signal::KILL).expect("the keychain is stopped");
}

async fn order(window: &Window, company: &str, outcome: &str) {
    window.type_subject(company).await;
    window.button("核查（…").is_ready().await;
    choose(window, "身份报告").await;
    window.button("生成报告").click().await;
    window.button("确认下单").click().await;
    tab_says(window, "身份报告", outcome).await;
}

async fn fails(window: &Window, company: &str) {
    look_up(window, company).await;
    tab_says(window, "限制出境", "未能核查").await;
    tab_says(window, "进出口信用", "未能核查").await;
    choose(window, "限制出境").await;
    window.by_role("tabpanel", "限制出境…").says(&["未能核查限制出境"]).await;
}

/// Uses a proxy that requires a password and lets nobody through, then returns to the service.
async fn through_a_proxy(canary: &mut Canary, window: &Window) {
    // A service on this machine is always reached directly.
    canary.type_service(window, "https://service.example", SECRET).await;
    window.by_role("combobox", "代理").choose("手动").await;
    window.field("代理地址").fill(&canary.proxy.address().to_string()).await;
    window.field("代理用户名（可不填）").fill(PROXY_USER).await;
    window.field("代理密码").fill(PROXY_PASSWORD).await;
    window.button("测试连接").click().await;
    window.shows("连接没有成功").await;
    canary.save_leaving_orders(window).await;
    fails(window, MAIN).await;
    canary.copy_everything(window).await;
    canary.look(window).await;
    let asked = secrets(&[("password", &format!("{PROXY_USER}:{PROXY_PASSWORD}"))]);
    let heard = Scanner::new(&asked).hits(Surface::OtherHosts, "proxy", &canary.proxy.received());
    assert!(!heard.is_empty(), "the proxy was told who asks");
    let service = canary.front.peer.origin();
    canary.type_service(window, &service, SECRET).await;
    window.by_role("combobox", "代理").choose("直接连接").await;
    canary.save(window).await;
}

/// Chromium 111 runs without a window here, so its clipboard is not the desktop's.
fn is_out_of_reach(surface: Surface) -> bool {
    surface == Surface::Clipboard && Engine::of_the_run() == Engine::OldChromium
}

#[tokio::test(flavor = "multi_thread")]
async fn key_secret_and_tokens_are_nowhere_to_be_found_whatever_happens() {
    let mut canary = Canary::start().await;
    // A full log: the first line rotates it.
    fs::create_dir_all(canary.data().join("logs")).expect("a folder");
    fs::write(canary.data().join("logs/qcc-desk.log"), "an old line\n".repeat(100_000)).expect("a full log");

    let window = canary.open().await;
    let service = canary.front.peer.origin();
    canary.type_service(&window, &service, WRONG_SECRET).await;
    window.button("测试连接").click().await;
    window.shows("签名没有被接受").await;
    canary.save(&window).await;
    fails(&window, MAIN).await;
    canary.look(&window).await;
    canary.type_service(&window, &service, SECRET).await;
    window.button("测试连接").click().await;
    window.shows("连接正常，密钥有效").await;
    canary.save(&window).await;

    // Successes.
    look_up(&window, MANY).await;
    tab_says(&window, "工商快照", "有快照").await;
    tab_says(&window, "进出口信用", "有登记").await;
    choose(&window, "限制出境").await;
    window.button("加载下一页（可能计费 1 次）").click().await;
    window.shows("已显示 40 条，共 47 条").await;
    canary.look(&window).await;
    choose(&window, "额度").await;
    window.button("查询额度").click().await;
    window.shows("自然人核验").await;
    canary.look(&window).await;
    order(&window, MAIN, "已保存").await;
    canary.look(&window).await;
    canary.copy_everything(&window).await;
    canary.search_machine();

    // Failures.
    for company in [
        "示例网关故障有限公司",
        "示例登录页有限公司",
        "示例截断有限公司",
        "示例残缺有限公司",
        "示例矛盾有限公司",
        "示例状态码107有限公司",
        "示例状态码999有限公司",
        ECHO,
        ECHO_PAGE,
        ELSEWHERE,
        LOST,
    ] {
        fails(&window, company).await;
        canary.copy_everything(&window).await;
        canary.look(&window).await;
    }
    look_up(&window, "示例慢速有限公司").await;
    tab_says(&window, "限制出境", "核查中").await;
    choose(&window, "限制出境").await;
    window.button("取消").click().await;
    window.by_role("tabpanel", "限制出境…").says(&["您取消了这次查询"]).await;
    canary.look(&window).await;
    look_up(&window, ROGUE_FILES).await;
    tab_says(&window, "工商快照", "图片未取得").await;
    choose(&window, "工商快照").await;
    canary.look(&window).await;
    for (company, outcome) in
        [(ECHO, "未生成"), (ELSEWHERE, "待确认"), (LOST, "待确认"), (ROGUE_FILES, "已暂停")]
    {
        order(&window, company, outcome).await;
        canary.copy_everything(&window).await;
        canary.look(&window).await;
    }
    let tls = format!("https://{}", canary.tls.address());
    for address in ["http://127.0.0.1:1", &tls] {
        canary.type_service(&window, address, SECRET).await;
        window.button("测试连接").click().await;
        window.shows("连接没有成功").await;
        window.button("关闭").click().await;
        window.by_role("dialog", "设置").disappears().await;
        canary.look(&window).await;
    }
    through_a_proxy(&mut canary, &window).await;
    window.button("核查记录").click().await;
    window.by_role("searchbox", "搜索记录").fill(ECHO).await;
    window.by_role("combobox", "核查项").choose("限制出境").await;
    window.by_role("button", &format!("{ECHO}未能核查限制出境…")).click().await;
    window.shows("未能核查限制出境").await;
    canary.copy_everything(&window).await;
    canary.look(&window).await;
    canary.search_machine();

    // The app's end, in every form, and what it leaves behind.
    window.kill();
    canary.search_machine();
    let window = canary.open().await;
    look_into(&window, MANY).await;
    window.shows("未再计费").await;
    canary.look(&window).await;
    stop_keychain(&canary.desktop);
    window.button("设置").click().await;
    window.button("测试连接").click().await;
    window.shows("密钥库现在不能用").await;
    canary.look(&window).await;
    window.button("关闭").click().await;
    window.close().await;
    let window = canary.open().await;
    window.shows("密钥暂时取不到，不能核查").await;
    canary.look(&window).await;
    canary.search_machine();
    window.close().await;
    canary.search_machine();
    canary.search_exports();

    // The earliest failure: without a display, the windowing library panics.
    let mut command = canary.desktop.command(&Desktop::app());
    let output = command.env_remove("DISPLAY").stdin(Stdio::null()).output().expect("the app starts");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(stderr.contains("panicked at "), "{stderr}");
    let scanner = Scanner::new(&canary.secrets());
    canary.report.search(&scanner, Surface::PanicOutput, "without a screen", &output.stderr);
    canary.report.search(&scanner, Surface::PanicOutput, "without a screen", &output.stdout);

    println!("{} secrets\n{}", canary.secrets().len(), canary.report);
    for surface in Surface::ALL {
        let some = canary.report.bytes(surface) > 0 || is_out_of_reach(surface);
        assert!(some, "nothing was searched: {surface:?}\n{}", canary.report);
    }
    assert!(canary.report.hits.is_empty(), "{}", canary.report);
    let log = canary.log();
    for line in ["started: qcc-desk", "session 1: real", "keychain: Unavailable", "ended"] {
        assert!(log.contains(line), "{line} is not in the log:\n{log}");
    }
    for line in log.lines() {
        let target = line.split_whitespace().nth(2).unwrap_or_default();
        let own = target.starts_with("qcc_desk") || target.starts_with("desk");
        assert!(own, "a line that is not ours: {line}");
        assert!(!line.contains("示例"), "a company in the log: {line}");
    }
}

/// A control: the search finds leaks. The user causes them, so that the shipped program needs no switch for
/// leaking: a secret typed as a company name is sent, recorded and displayed.
#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_does_leak_is_found_wherever_it_went() {
    let mut canary = Canary::start().await;
    canary.desktop.set("QCC_DESK_TEST_LEAK", SECRET);
    let window = canary.open().await;
    let service = canary.front.peer.origin();
    canary.type_service(&window, &service, SECRET).await;
    canary.save(&window).await;
    window.type_subject(SECRET).await;
    window.button("核查（…").click().await;
    tab_says(&window, "限制出境", "未查到").await;
    copy_what_was_typed(&window).await;
    canary.search_clipboard();
    canary.look(&window).await;
    canary.search_machine();
    let found = |canary: &Canary, surface: Surface| canary.report.hits_in(surface).count() > 0;
    for surface in [
        Surface::Record,
        Surface::Page,
        Surface::Ipc,
        Surface::Clipboard,
        Surface::Environment,
        Surface::Service,
    ] {
        assert!(found(&canary, surface) || is_out_of_reach(surface), "{surface:?}\n{}", canary.report);
    }
    // Even then, the log does not contain it. A line that does is found, also in the export.
    assert!(!found(&canary, Surface::Log), "{}", canary.report);
    window.close().await;
    for file in ["logs/qcc-desk.log", "settings.json"] {
        let path = canary.data().join(file);
        let text = fs::read_to_string(&path).expect("a file of the app");
        fs::write(path, text + &format!("{:?}", SECRET.to_uppercase())).expect("a leak");
    }
    let evidence = canary.data().join("核查台");
    fs::create_dir_all(&evidence).expect("a folder");
    fs::write(evidence.join("report.pdf"), hex(SECRET)).expect("a leak");
    canary.search_machine();
    canary.search_exports();
    for surface in [Surface::Log, Surface::ExportedLog, Surface::Settings, Surface::Evidence] {
        assert!(found(&canary, surface), "{surface:?}\n{}", canary.report);
    }
}

/// Selects and copies the content of the search box, by keyboard.
async fn copy_what_was_typed(window: &Window) {
    window.search_box().click().await;
    let focused = window.run("return document.activeElement", Vec::new()).await.expect("a focused element");
    let keys = format!("{}ac", char::from(Key::Control));
    window.element(&focused).expect("the search box").send_keys(&keys).await.expect("typed keys");
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_the_app_nor_its_web_view_may_leave_its_memory_in_a_core_file() {
    let desktop = Desktop::start().await;
    let _window = desktop.open().await;
    let limits = async || {
        let all = processes(&desktop).into_iter();
        // The kernel truncates names to 15 characters.
        let ours = all.filter(|(_, name)| name == "qcc-desk" || name.starts_with("WebKitWebProces"));
        let limits: Vec<_> = ours
            .map(|(folder, name)| {
                let limits = fs::read_to_string(folder.join("limits")).unwrap_or_default();
                let core =
                    limits.lines().find(|line| line.starts_with("Max core file size")).unwrap_or_default();
                let filter = fs::read_to_string(folder.join("coredump_filter")).unwrap_or_default();
                let limit = core.split_whitespace().skip(4).take(2).collect::<Vec<_>>().join(" ");
                (name, limit, filter.trim().trim_start_matches('0').to_owned())
            })
            .collect();
        if limits.len() < 2 { Err(format!("{limits:?}")) } else { Ok(limits) }
    };
    for (name, limit, filter) in eventually("app and web view run", limits).await {
        assert_eq!((limit.as_str(), filter.as_str()), ("0 0", ""), "{name}");
    }
}
