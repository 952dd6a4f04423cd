//! Paid reports: from the order to the bytes on disk.

use std::fs::{self, File};
use std::io::Read;
use std::path::PathBuf;
use std::process::Command;

use crate::desktop::{Desktop, files_under};
use crate::waiting::eventually;
use crate::window::Window;
use crate::{MAIN, choose, look_up, tab_says};

/// Orders a report in this format for the subject in the box.
pub async fn order(window: &Window, format: &str) {
    choose(window, "身份报告").await;
    window.by_role("radio", format).click().await;
    window.button("生成报告").click().await;
    window.by_role("dialog", "下单一份基础身份报告？").appears().await;
    window.button("确认下单").click().await;
}

/// Puts a file in the place of the demo's report folder, and returns its path.
pub fn keep_reports_from_being_saved(desktop: &Desktop) -> PathBuf {
    let data = desktop.home().join(".local/share/io.github.qcc-desk/核查台");
    fs::create_dir_all(&data).expect("the app's folder");
    let in_the_way = data.join("演示数据");
    fs::write(&in_the_way, "a file where the folder should be").expect("a file");
    in_the_way
}

fn saved(desktop: &Desktop, extension: &str) -> Option<PathBuf> {
    files_under(&desktop.home())
        .into_iter()
        .find(|path| path.extension().is_some_and(|found| found == extension))
}

async fn until_saved(desktop: &Desktop, extension: &str) -> PathBuf {
    let find = async || saved(desktop, extension).ok_or("no such file yet");
    eventually(&format!("a {extension} report is saved"), find).await
}

fn text_of_pdf(path: &PathBuf) -> String {
    let output =
        Command::new("pdftotext").arg(path).arg("-").output().expect("pdftotext (package poppler-utils)");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn text_of_word(path: &PathBuf) -> String {
    let mut archive = zip::ZipArchive::new(File::open(path).expect("the report")).expect("a ZIP archive");
    let mut text = String::new();
    archive.by_name("word/document.xml").expect("a document").read_to_string(&mut text).expect("its text");
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pdf_and_a_word_report_are_ordered_and_saved_whole() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    look_up(&window, MAIN).await;
    order(&window, "PDF").await;
    let pdf = until_saved(&desktop, "pdf").await;
    assert!(text_of_pdf(&pdf).contains(MAIN));
    tab_says(&window, "身份报告", "已保存").await;

    order(&window, "Word").await;
    let word = until_saved(&desktop, "docx").await;
    assert!(text_of_word(&word).contains(MAIN));
    window.by_role("article", "Word · 已保存").appears().await;
    for action in ["打开", "在文件夹中显示", "另存为"] {
        window.button(action).appears().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_ordered_before_the_app_is_killed_arrives_after_the_next_start() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    look_up(&window, MAIN).await;
    order(&window, "PDF").await;
    tab_says(&window, "身份报告", "生成中").await;
    window.kill();
    assert_eq!(saved(&desktop, "pdf"), None, "it was killed before the report was there");

    let window = desktop.open().await;
    let pdf = until_saved(&desktop, "pdf").await;
    assert!(text_of_pdf(&pdf).contains(MAIN));
    choose(&window, "身份报告").await;
    window.shows("已保存").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_to_an_order_is_shown_as_unknown_with_four_ways_out() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    look_up(&window, "示例网关故障有限公司").await;
    order(&window, "PDF").await;
    tab_says(&window, "身份报告", "待确认").await;
    window.shows("不确定是否已下单").await;
    window.by_role("textbox", "企查查平台上的订单号").appears().await;
    for way in ["查问订单号", "未下单", "重新下单", "不再等待…"] {
        window.button(way).appears().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_cannot_be_saved_waits_for_a_person_and_is_not_ordered_again() {
    let desktop = Desktop::start().await;
    let in_the_way = keep_reports_from_being_saved(&desktop);
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    look_up(&window, MAIN).await;
    order(&window, "PDF").await;
    tab_says(&window, "身份报告", "已暂停").await;
    window.shows("没能写入磁盘").await;
    window.by_role("article", "PDF…").appears().await;
    window.save_picture("on-hold").await;

    fs::remove_file(&in_the_way).expect("the file goes");
    window.button("再试一次").click().await;
    let pdf = until_saved(&desktop, "pdf").await;
    assert!(text_of_pdf(&pdf).contains(MAIN));
    tab_says(&window, "身份报告", "已保存").await;
    window.by_role("article", "PDF…").appears().await;
    assert!(!window.text().await.contains("另下的一单"), "it is the same order");
}
