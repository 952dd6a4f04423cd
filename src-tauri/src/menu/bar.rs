//! The standard menu of a Mac program, without any of the page's own functions. Without it, ⌘C, ⌘V and ⌘Q do
//! not work; Tauri's default menu is in English only.

use desk::Language;
use tauri::menu::{AboutMetadata, Menu, PredefinedMenuItem as Item, Submenu, WINDOW_SUBMENU_ID};
use tauri::{AppHandle, Runtime};

/// Shows the menu bar in the app's language.
pub(crate) fn show<R: Runtime>(app: &AppHandle<R>, language: Language) -> tauri::Result<()> {
    let in_words = |chinese, english| match language {
        Language::Chinese => chinese,
        Language::English => english,
    };
    let t = |chinese, english| Some(in_words(chinese, english));
    let line = || Item::separator(app);
    let package = app.package_info();
    let about = AboutMetadata {
        name: Some(package.name.clone()),
        version: Some(package.version.to_string()),
        copyright: app.config().bundle.copyright.clone(),
        ..Default::default()
    };
    let program = Submenu::with_items(
        app,
        &package.name,
        true,
        &[
            &Item::about(app, t("关于核查台", "About 核查台"), Some(about))?,
            &line()?,
            &Item::services(app, t("服务", "Services"))?,
            &line()?,
            &Item::hide(app, t("隐藏核查台", "Hide 核查台"))?,
            &Item::hide_others(app, t("隐藏其他", "Hide Others"))?,
            &Item::show_all(app, t("全部显示", "Show All"))?,
            &line()?,
            &Item::quit(app, t("退出核查台", "Quit 核查台"))?,
        ],
    )?;
    let edit = Submenu::with_items(
        app,
        in_words("编辑", "Edit"),
        true,
        &[
            &Item::undo(app, t("撤销", "Undo"))?,
            &Item::redo(app, t("重做", "Redo"))?,
            &line()?,
            &Item::cut(app, t("剪切", "Cut"))?,
            &Item::copy(app, t("拷贝", "Copy"))?,
            &Item::paste(app, t("粘贴", "Paste"))?,
            &Item::select_all(app, t("全选", "Select All"))?,
        ],
    )?;
    let window = Submenu::with_id_and_items(
        app,
        WINDOW_SUBMENU_ID,
        in_words("窗口", "Window"),
        true,
        &[
            &Item::minimize(app, t("最小化", "Minimize"))?,
            &Item::maximize(app, t("缩放", "Zoom"))?,
            &Item::fullscreen(app, t("进入全屏幕", "Enter Full Screen"))?,
            &line()?,
            &Item::close_window(app, t("关闭", "Close"))?,
        ],
    )?;
    app.set_menu(Menu::with_items(app, &[&program, &edit, &window])?)?;
    Ok(())
}
