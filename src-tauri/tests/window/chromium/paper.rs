//! Printing. Chromium prints to PDF, whose text is checked.

use std::fs;
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::{asked, drawn, look_up_main, open, open_record};
use crate::desktop::Desktop;
use crate::engine::Engine;
use crate::window::{Window, target};
use crate::{MAIN, MANY, choose, look_into, tab_says};

/// A4 with the default margins of a print dialog, in inches.
const PAPER: [f64; 3] = [8.27, 11.69, 0.4];

/// The texts of all records, each in reading order, and all other readable text.
const ROWS: &str = "
const panel = [...document.querySelectorAll('[role=tabpanel]')].find(each => each.checkVisibility()) ?? document.querySelector('main');
const bare = element => {
  const copy = element.cloneNode(true);
  for (const unseen of copy.querySelectorAll('.visually-hidden')) unseen.remove();
  return copy.textContent.replace(/\\s+/g, '');
};
return [...panel.querySelectorAll('article')].map(row => ({
  title: bare(row.querySelector('h3')),
  values: [...row.querySelectorAll('dd')].filter(each => each.checkVisibility()).map(bare).filter(Boolean),
}));";

/// Prints the page as the app does, and returns the text of each sheet without white space.
async fn print(window: &Window, name: &str) -> Vec<String> {
    window.press_with_control("p").await;
    window.button("打印").is_ready().await;
    pages(window, name).await
}

async fn pages(window: &Window, name: &str) -> Vec<String> {
    drawn(window).await;
    let [width, height, margin] = PAPER;
    let paper = json!({
        "paperWidth": width, "paperHeight": height,
        "marginTop": margin, "marginBottom": margin, "marginLeft": margin, "marginRight": margin,
    });
    let printed = window.cdp("Page.printToPDF", paper).await;
    let pdf = STANDARD.decode(printed["data"].as_str().expect("a PDF")).expect("base64");
    let folder = target().join("printed").join(Engine::chromium_of_the_run().folder());
    fs::create_dir_all(&folder).expect("a folder for what is printed");
    let path = folder.join(name).with_extension("pdf");
    fs::write(&path, pdf).expect("a PDF on disk");
    let read = Command::new("pdftotext").arg("-raw").arg(&path).arg("-").output();
    let read = read.expect("pdftotext (package poppler-utils)");
    let text = String::from_utf8_lossy(&read.stdout).into_owned();
    // The last page also ends with a form feed.
    text.trim_end_matches('\u{c}').split('\u{c}').map(bare).collect()
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Checks for these texts, and that no controls are printed.
fn say(pages: &[String], name: &str, texts: &[&str]) {
    let whole = pages.concat();
    for text in texts {
        assert!(whole.contains(&bare(text)), "{name} does not say {text}: {pages:#?}");
    }
    for button in ["重新查询", "保存底稿", "核查（3项", "快捷键F1", "添加备注", "清除筛选"]
    {
        assert!(!whole.contains(button), "{name} has a button {button}: {pages:#?}");
    }
    let empty = pages.iter().position(|page| page.chars().count() < 40);
    assert_eq!(empty, None, "{name} has a page with next to nothing: {pages:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_panel_is_printed_with_whom_it_is_about_and_every_record_whole() {
    let desktop = Desktop::start().await;
    let window = open(&desktop).await;
    look_up_main(&window).await;
    for (check, texts) in [
        ("总览", vec![MAIN, "查到 3 条限制出境记录", "已取得工商快照", "演示数据"]),
        ("限制出境", vec![MAIN, "查到 3 条限制出境记录", "演示数据", "未查到不等于没有风险"]),
        ("进出口信用", vec![MAIN, "查到", "演示数据"]),
        ("工商快照", vec![MAIN, "已取得工商快照", "演示数据"]),
    ] {
        choose(&window, check).await;
        if check == "工商快照" {
            window.pictures_are_drawn().await;
        }
        let rows = asked(&window, ROWS).await;
        let printed = print(&window, check).await;
        say(&printed, check, &texts);
        no_record_is_cut(&printed, rows.as_array().expect("rows"));
    }
    for (company, state, sentence) in [
        ("示例青禾农业科技有限公司", "未查到", "未查到限制出境记录"),
        ("示例残缺有限公司", "未能核查", "未能核查限制出境"),
    ] {
        look_into(&window, company).await;
        tab_says(&window, "限制出境", state).await;
        say(&print(&window, state).await, state, &[company, sentence, "演示数据"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_several_pages_is_printed_with_every_record_whole_on_one_sheet() {
    let desktop = Desktop::start().await;
    let window = open(&desktop).await;
    look_into(&window, MANY).await;
    window.shows("已显示 20 条，共 47 条").await;
    window.button("加载下一页（演示）").click().await;
    window.shows("已显示 40 条，共 47 条").await;
    window.button("加载下一页（演示）").click().await;
    window.shows("共 47 条，已全部显示").await;
    window.press_with_control("p").await;
    window.button("打印").is_ready().await;
    let rows = asked(&window, ROWS).await;
    let rows = rows.as_array().expect("rows");
    assert_eq!(rows.len(), 47);
    let printed = pages(&window, "many").await;
    say(&printed, "many", &[MANY, "查到 47 条限制出境记录", "演示数据"]);
    no_record_is_cut(&printed, rows);
}

/// Every record is on a single sheet, from its title to its last value.
fn no_record_is_cut(pages: &[String], rows: &[serde_json::Value]) {
    for row in rows {
        let title = row["title"].as_str().expect("a title");
        let values = row["values"].as_array().into_iter().flatten().filter_map(|value| value.as_str());
        let mut texts = vec![title];
        texts.extend(values);
        let on_one = |page: &String| texts.iter().all(|text| page.contains(text));
        assert!(pages.iter().any(on_one), "{texts:#?} is not whole on any of {pages:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn report_quota_and_record_are_printed_with_what_they_say() {
    let desktop = Desktop::start().await;
    let window = open(&desktop).await;
    look_up_main(&window).await;
    choose(&window, "身份报告").await;
    window.button("生成报告").click().await;
    window.button("确认下单").click().await;
    tab_says(&window, "身份报告", "已保存").await;
    say(&pages(&window, "身份报告").await, "report", &[MAIN, "已保存", "演示数据"]);
    choose(&window, "额度").await;
    window.button("查询额度").click().await;
    window.shows("自然人核验").await;
    say(&pages(&window, "额度").await, "quota", &["自然人核验", "演示数据"]);

    open_record(&window).await;
    let titles = "
return [...document.querySelectorAll('h3 > button[aria-expanded]')].map(each => each.innerText.replace(/\\s+/g, ''));";
    let titles = asked(&window, titles).await;
    let titles: Vec<&str> =
        titles.as_array().expect("titles").iter().filter_map(|each| each.as_str()).collect();
    assert!(!titles.is_empty());
    let printed = pages(&window, "record").await;
    say(&printed, "record", &[MAIN, "限制出境", "有记录", "查到 3 条限制出境记录"]);
    let whole = printed.concat();
    for title in titles {
        let subject = title.split("有记录").next().unwrap_or(title);
        assert!(whole.contains(subject), "{title}: {printed:#?}");
    }
}
