//! A check that exists only in an organisation's own file.

use std::fs;

use serde_json::json;

use crate::desktop::{Desktop, files_under};
use crate::machine::kept_by_the_app;
use crate::scripted::{Scripted, is, listed, refused};
use crate::{MAIN, choose, look_up, tab_says};

/// The example in docs/own-checks.zh-CN.md.
fn example() -> &'static str {
    let papers = include_str!("../../../docs/own-checks.zh-CN.md");
    let (_, rest) = papers.split_once("```toml\n").expect("an example");
    rest.split_once("```").expect("its end").0
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_from_a_file_alone_is_asked_shown_filtered_recorded_and_saved() {
    let service = Scripted::start(|request| {
        if is(request, "/api/yj/SampleNoticeCheck/GetList") {
            let notice = |number: u8| {
                json!({ "NoticeNo": format!("示例公告{number}号"), "Court": "示例市法院", "Amount": "112万元",
                    "PartyList": [{ "Name": "王示例", "KeyNo": "" }], "PublishDate": "2024-03-05" })
            };
            return listed(vec![notice(1), notice(2)]);
        }
        refused("201", "查询无结果", "SCRIPTED2")
    })
    .await;
    let desktop = Desktop::start().await;
    let folder = kept_by_the_app(&desktop, "checks");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("notices.toml"), example()).expect("a description");
    fs::write(folder.join("wrong.toml"), example().replace("label", "lable")).expect("a wrong one");

    let window = desktop.open().await;
    service.connect(&window).await;
    window.button("核查项 3/16").click().await;
    window.shows("wrong.toml:").await;
    window.shows("unknown field `lable`").await;
    window.by_role("checkbox", "示例公告（自定义）").click().await;
    window.save_picture("own-check-chosen").await;
    window.button("关闭").click().await;

    look_up(&window, MAIN).await;
    tab_says(&window, "示例公告（自定义）", "有记录 2").await;
    tab_says(&window, "限制出境", "未查到").await;
    choose(&window, "示例公告（自定义）").await;
    for text in ["查到 2 条示例公告", "示例公告1号", "1,120,000.00 元（112 万元）", "尚未对照企查查专业版"]
    {
        window.shows(text).await;
    }
    window.by_role("searchbox", "筛选").fill("公告2").await;
    window.shows("示例公告2号").await;
    window.save_picture("own-check").await;
    window.button("已核对").click().await;
    window.shows("对照企查查专业版核对").await;

    window.button("保存底稿").click().await;
    window.button("保存").click().await;
    window.shows("底稿已保存").await;
    window.button("关闭").click().await;
    let saved = files_under(&desktop.home());
    let pdf = saved.iter().find(|path| path.extension().is_some_and(|ending| ending == "pdf"));
    let text = std::process::Command::new("pdftotext").arg(pdf.expect("a PDF")).arg("-").output();
    let text = String::from_utf8(text.expect("package poppler-utils").stdout).expect("text");
    for expected in ["示例公告（自定义）", "示例公告1号", "对照企查查专业版核对"] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(saved.iter().any(|path| path.extension().is_some_and(|ending| ending == "xlsx")));

    window.button("核查记录").click().await;
    window.by_role("combobox", "核查项").choose("示例公告（自定义）").await;
    window.shows("共 1 条").await;
}
