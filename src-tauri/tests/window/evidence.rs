//! 保存底稿: from the button to the bytes on disk.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::desktop::{Desktop, Theme, files_under};
use crate::window::Window;
use crate::{MAIN, MANY, choose, look_up, tab_says};

const DIALOG: &str = "保存底稿";
const SAVED: &str = "底稿已保存";

/// All evidence files on this machine, PDF first.
fn evidence(desktop: &Desktop) -> Vec<PathBuf> {
    let is_evidence = |path: &PathBuf| path.to_string_lossy().contains("核查底稿_");
    let mut files: Vec<PathBuf> = files_under(&desktop.home()).into_iter().filter(is_evidence).collect();
    files.sort();
    files
}

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().expect("package poppler-utils");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

async fn open_dialog(window: &Window) {
    window.button("保存底稿").click().await;
    window.by_role("dialog", DIALOG).appears().await;
}

async fn save(window: &Window) {
    open_dialog(window).await;
    window.button("保存").click().await;
    window.by_role("dialog", SAVED).appears().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_on_screen_is_saved_as_pdf_and_excel_marked_as_demo_data() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    look_up(&window, MAIN).await;
    for (check, state) in [("限制出境", "有记录 3"), ("进出口信用", "有登记"), ("工商快照", "有快照")]
    {
        tab_says(&window, check, state).await;
    }
    window.save_picture("evidence-button").await;
    open_dialog(&window).await;
    for text in ["查到 3 条限制出境记录", "已取得工商快照", "未下单", "演示数据", "不联网"]
    {
        window.shows(text).await;
    }
    window.save_picture("evidence-dialog").await;
    window.button("保存").click().await;
    window.by_role("dialog", SAVED).appears().await;
    window.save_picture("evidence-saved").await;
    window.resize(683, 768).await;
    window.save_picture("evidence-saved-half-width").await;

    let [pdf, excel] = &evidence(&desktop)[..] else { panic!("{:?}", evidence(&desktop)) };
    for (path, extension) in [(pdf, "pdf"), (excel, "xlsx")] {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(
            name.starts_with(&format!("演示数据_核查底稿_{MAIN}_")) && name.ends_with(extension),
            "{name}"
        );
        window.shows(&name).await;
    }
    let text = output("pdftotext", &[&pdf.to_string_lossy(), "-"]);
    for expected in [MAIN, "查到 3 条限制出境记录", "本底稿不含身份报告的订单"] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    let attached = output("pdfdetach", &["-list", &pdf.to_string_lossy()]);
    assert!(attached.starts_with("4 embedded files"), "{attached}");
    for action in ["打开", "在文件夹中显示"] {
        window.button(action).appears().await;
    }
    window.button("关闭").click().await;
    window.by_role("dialog", SAVED).disappears().await;
    // Evidence can be saved again, and nothing is overwritten.
    save(&window).await;
    assert_eq!(evidence(&desktop).len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_cannot_be_used_is_told_in_words_and_records_that_are_missing_are_called_incomplete() {
    let desktop = Desktop::start_in(Theme::Dark).await;
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    look_up(&window, MANY).await;
    window.shows("已显示 20 条，共 47 条").await;
    tab_says(&window, "进出口信用", "").await;
    tab_says(&window, "工商快照", "快照").await;
    choose(&window, "限制出境").await;
    open_dialog(&window).await;
    window.shows("不完整").await;
    window.button("保存").click().await;
    window.by_role("dialog", SAVED).appears().await;
    window.button("关闭").click().await;
    let saved = evidence(&desktop);
    let folder = saved[0].parent().expect("a folder").to_owned();
    assert!(
        output("pdftotext", &[&saved[0].to_string_lossy(), "-"]).contains("不完整：已显示 20 条，共 47 条。")
    );

    in_its_place(&folder);
    open_dialog(&window).await;
    window.button("保存").click().await;
    for text in ["保存文件夹不能用", "换一个报告保存文件夹"] {
        window.shows(text).await;
    }
    window.save_picture("evidence-folder-refused-dark").await;
    window.button("关闭").click().await;

    window.button("设置").click().await;
    window.by_role("combobox", "语言").choose("English").await;
    window.button("保存").click().await;
    window.shows("Settings saved").await;
    window.button("Close").click().await;
    window.button("Save evidence").click().await;
    window.shows("What it will hold").await;
    window.save_picture("evidence-dialog-english").await;
}

fn in_its_place(folder: &Path) {
    fs::remove_dir_all(folder).expect("the folder is removed");
    fs::write(folder, "not a folder").expect("a file");
}
