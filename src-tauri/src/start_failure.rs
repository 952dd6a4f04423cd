//! Tells the user why the app did not start. An app started by its icon has no terminal.

const TITLE: &str = "核查台没有启动";
/// The page's build target, as in `ui/vite.config.ts`.
const OLDEST_WEBVIEW2: u32 = 111;

#[derive(Debug, thiserror::Error)]
pub enum StartFailure {
    /// The web view is not installed.
    #[error(
        "这台电脑没有安装 Microsoft Edge WebView2 运行时，核查台要用它显示界面。\n\n\
         请从 https://developer.microsoft.com/microsoft-edge/webview2 下载并安装“常青版引导程序”，或请信息技术部门安装，然后再打开\
         核查台。没有任何查询发出，核查记录和设置不受影响。\n\n\
         The Microsoft Edge WebView2 Runtime is missing. Install its Evergreen Bootstrapper from the address above, or ask your IT \
         department to, then start again."
    )]
    NoWebView,
    /// The web view is too old for the page; contains its version.
    #[error(
        "这台电脑上的 Microsoft Edge WebView2 运行时太旧（{0}），核查台需要 {OLDEST_WEBVIEW2} 或更新的版本来显示界面。\n\n\
         请从 https://developer.microsoft.com/microsoft-edge/webview2 下载并运行“常青版引导程序”，或请信息技术部门更新，然后再打开\
         核查台。没有任何查询发出，核查记录和设置不受影响。\n\n\
         The Microsoft Edge WebView2 Runtime is too old. Run its Evergreen Bootstrapper from the address above, or ask your IT \
         department to update it, then start again."
    )]
    WebViewTooOld(String),
    /// An earlier instance, whose window is closed, is still running.
    #[error(
        "上一次打开的核查台还在收取一个答复。请等一分钟再打开。\n\n\
         The app that was open before is still waiting for a reply. Try again in a minute.\n\n{0}"
    )]
    StillRunning(String),
    #[error(
        "没有任何查询发出，核查记录和设置不受影响。请重新启动电脑后再试；仍然不行时，把下面的文字发给技术支持。\n\n\
         Nothing was asked. Restart the computer and try again; if that does not help, send the text below to whoever supports you.\
         \n\n{0}"
    )]
    Other(String),
}

impl StartFailure {
    /// Shows a native message box. On Linux it only prints to standard error: there the web view is a package
    /// dependency, and GTK could hardly draw a message box if it is what failed.
    pub(crate) fn show(&self) {
        #[cfg(any(windows, target_os = "macos"))]
        rfd::MessageDialog::new()
            .set_level(rfd::MessageLevel::Error)
            .set_title(TITLE)
            .set_description(self.to_string())
            .show();
        #[cfg(not(any(windows, target_os = "macos")))]
        {
            use std::io::Write;
            // Standard error may be closed.
            let _ = writeln!(std::io::stderr(), "{TITLE}\n{self}");
        }
    }
}

/// Whether there is a web view for the page. Windows before 11 may lack one.
pub(crate) fn web_view_is_there() -> Result<(), StartFailure> {
    let version = tauri::webview_version().map_err(|_| StartFailure::NoWebView)?;
    // Elsewhere, the web view is part of the system, whose version the packages require.
    if cfg!(windows) && is_too_old(&version) { Err(StartFailure::WebViewTooOld(version)) } else { Ok(()) }
}

fn is_too_old(webview2: &str) -> bool {
    webview2
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok())
        .is_some_and(|it| it < OLDEST_WEBVIEW2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_with_a_web_view_is_not_told_to_install_one() {
        assert!(web_view_is_there().is_ok());
    }

    #[test]
    fn a_missing_web_view_is_named_in_chinese_with_what_to_install() {
        let message = StartFailure::NoWebView.to_string();
        for part in [
            "没有安装",
            "WebView2",
            "https://developer.microsoft.com/microsoft-edge/webview2",
            "常青版引导程序",
        ] {
            assert!(message.contains(part), "{message}");
        }
    }

    #[test]
    fn a_web_view_that_is_too_old_is_named_with_its_version_and_one_that_is_new_enough_is_taken() {
        for old in ["110.0.1587.69", "86.0.616.0"] {
            assert!(is_too_old(old), "{old}");
        }
        for new in ["111.0.1661.41", "143.0.3650.1", "unknown"] {
            assert!(!is_too_old(new), "{new}");
        }
        let message = StartFailure::WebViewTooOld("110.0.1587.69".to_owned()).to_string();
        for part in ["太旧", "110.0.1587.69", "111", "常青版引导程序"] {
            assert!(message.contains(part), "{message}");
        }
    }

    #[test]
    fn whatever_kept_the_app_from_starting_is_said_with_what_to_do_and_that_nothing_was_asked() {
        let message = StartFailure::Other("示例原因".to_owned()).to_string();
        for part in ["没有任何查询发出", "重新启动电脑", "示例原因"] {
            assert!(message.contains(part), "{message}");
        }
        assert!(StartFailure::StillRunning("示例".to_owned()).to_string().contains("等一分钟"));
    }
}
