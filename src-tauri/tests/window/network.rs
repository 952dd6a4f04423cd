//! Network problems and how the window explains them. The screenshots are for people to look at.

use sandbox::{Clock, Options, Sandbox};
use serde_json::json;
use test_servers::{Act, Authority, Certificate, Peer, SERVICE, http, ok, parameter, whole};

use crate::desktop::Desktop;
use crate::own_service::{KEY, SECRET, fill_in, save};
use crate::scripted::{Scripted, answered};
use crate::{MAIN, MANY, choose, look_into, look_up, tab_says};

#[tokio::test(flavor = "multi_thread")]
async fn an_untrusted_certificate_is_refused_with_its_issuers_name_and_nothing_was_sent() {
    let identity = Authority::new("示例单位上网检查 CA").issue(Certificate::Good);
    let peer = Peer::start_tls(&identity, []).await;
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    fill_in(&window, &peer.origin(), SECRET).await;
    window.button("测试连接").click().await;
    window.by_role("dialog", "设置").says(&["连接没有成功", "示例单位上网检查 CA", "没有经过代理"]).await;
    save(&window).await;
    look_into(&window, MAIN).await;
    tab_says(&window, "限制出境", "未能核查").await;
    let panel = window.by_role("tabpanel", "限制出境…");
    panel
        .says(&["不被这台电脑信任", "请求没有发出", "示例单位上网检查 CA", "这次没有计费", "企业根证书"])
        .await;
    window.save_picture("tls-refused").await;
    let received = String::from_utf8_lossy(&peer.received()).into_owned();
    assert!(peer.connections() > 3, "it was asked: {}", peer.connections());
    assert!(
        !received.contains("GET ") && !received.contains(KEY) && !received.to_lowercase().contains("token")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_an_hour_off_costs_nothing_and_is_said() {
    let clock = Clock::ahead_of_the_system(-3_725);
    let options = Options { key: KEY.into(), secret: SECRET.into(), clock, ..Options::default() };
    let service = Sandbox::start(options).await.expect("a sandbox");
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    fill_in(&window, &service.base_url(), SECRET).await;
    window.button("测试连接").click().await;
    window.by_role("dialog", "设置").says(&["连接正常，密钥有效", "快 62 分", "改按企查查的时间签名"]).await;
    window.save_picture("clock-tested").await;
    save(&window).await;
    look_into(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
    window.by_role("tabpanel", "限制出境…").says(&["快 62 分", "请校准电脑时间"]).await;
    window.save_picture("clock-corrected").await;
    assert_eq!(service.billed_calls(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_wants_a_password_is_named_and_with_the_password_the_way_is_open() {
    let authority = Authority::new("示例根证书");
    let quota = Act::Reply(ok(include_str!("../../crates/qcc/tests/replies/quota-list.json")));
    let service = Peer::start_tls(&authority.issue(Certificate::Good), [quota]).await;
    let basic = "Proxy-Authenticate: Basic realm=\"bank\"";
    let wants = whole("407 Proxy Authentication Required", &[basic], "");
    let proxy = Peer::start([Act::ReplyAndClose(wants), Act::Tunnel(service.address())]).await;
    let mut desktop = Desktop::start().await;
    desktop.trust(authority.pem());
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    // Only the proxy can resolve this name.
    fill_in(&window, &format!("https://{SERVICE}"), SECRET).await;
    window.by_role("combobox", "代理").choose("手动").await;
    window.field("代理地址").fill(&format!("127.0.0.1:{}", proxy.port())).await;
    window.button("测试连接").click().await;
    let settings = || window.by_role("dialog", "设置");
    settings().says(&["代理服务器连不上、没有放行或需要密码", "经由代理 127.0.0.1"]).await;
    window.save_picture("proxy-refused").await;

    window.field("代理用户名（可不填）").fill("officer").await;
    window.field("代理密码").fill("proxy-password").await;
    window.button("测试连接").click().await;
    settings().says(&["连接正常，密钥有效", "经由代理 127.0.0.1"]).await;
    save(&window).await;
    window.button("设置").click().await;
    settings().says(&["留空则继续使用以前填写的密码"]).await;
    // Scrolls it into view.
    window.field("代理密码").click().await;
    window.save_picture("proxy-settings").await;
    window.by_role("combobox", "语言").choose("English").await;
    window.button("保存").click().await;
    window.field("Proxy password").click().await;
    window.resize(683, 768).await;
    window.save_picture("proxy-settings-english").await;

    let [first, second] = &proxy.requests()[..] else { panic!("two ways: {:?}", proxy.requests()) };
    assert!(first.starts_with(&format!("CONNECT {SERVICE}:443")) && !first.contains("Basic"), "{first}");
    // Base64 of officer:proxy-password
    assert!(second.contains("Basic b2ZmaWNlcjpwcm94eS1wYXNzd29yZA=="), "{second}");
    let through_the_proxy = String::from_utf8_lossy(&proxy.received()).into_owned();
    assert!(!through_the_proxy.contains(KEY) && !through_the_proxy.to_lowercase().contains("token"));
    assert!(service.requests()[0].contains(KEY), "the service was asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_of_200_mb_is_left_at_the_limit_and_the_rest_of_the_answer_stands() {
    let head = http("200 OK", &["Content-Type: image/png", "Content-Length: 209715200"], "");
    let declared = Peer::start([Act::Endless(head, vec![0; 1 << 16])]).await;
    let endless = Peer::start([Act::Endless(http("200 OK", &[], ""), vec![0; 1 << 16])]).await;
    let addresses = [declared.origin(), endless.origin()];
    let service = Scripted::start(move |request| {
        let which = usize::from(parameter(request, "keyWord") != MAIN);
        answered(json!(format!("{}/snapshot.png", addresses[which])))
    })
    .await;
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    service.connect(&window).await;
    for company in [MAIN, MANY] {
        look_up(&window, company).await;
        choose(&window, "工商快照").await;
        let panel = window.by_role("tabpanel", "工商快照…");
        panel.says(&["文件大得不正常，已停止下载", "重新获取"]).await;
    }
    window.save_picture("snapshot-capped").await;
}
