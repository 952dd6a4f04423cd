//! The window: hidden until the page has painted, and unable to leave the page.

mod fitting;

use std::time::Duration;
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, Manager, Runtime, Url, WebviewUrl, WebviewWindowBuilder};

const LABEL: &str = "main";
/// In logical pixels.
const SIZE: (f64, f64) = (1080.0, 720.0);
/// Show the window after this time even if the page has not painted, so that the user can close it.
const PAINT_PATIENCE: Duration = Duration::from_secs(5);
/// WebKitGTK's content policy does not cover `<link rel=preconnect>`. A proxy address without a listener
/// blocks it; the page's own files and calls do not use the proxy.
#[cfg(target_os = "linux")]
const NOWHERE: &str = "http://127.0.0.1:1";

/// No content policy covers WebRTC.
const GUARD: &str = include_str!("window/guard.js");

/// WebView2's arguments. The first is Tauri's default. The next ones disable background downloads and
/// reports; WebView2 is updated with the system. The last two isolate the page, because Chromium's content
/// policy does not cover preconnects and WebRTC: a proxy address without a listener, and no traffic past the
/// proxy. The page's own files and calls do not use the network.
pub const WEBVIEW2_ARGUMENTS: [&str; 6] = [
    "--disable-features=msWebOOUI,msPdfOOUI,msSmartScreenProtection",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-breakpad",
    "--proxy-server=http://127.0.0.1:1",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
];

/// Tauri's replacement for WebView2's zoom treats every wheel event as a step of 20 %, and a touchpad sends
/// dozens per stroke. It listens for `mousewheel`, the legacy name, which is not dispatched to a target that
/// listens for `wheel`. So this leaves only the keyboard.
#[cfg(not(windows))]
const ZOOM_BY_KEYS_ONLY: &str = "addEventListener('wheel', () => {}, { passive: true });";

pub(crate) fn open<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()));
    #[cfg(target_os = "linux")]
    let window = window.proxy_url(NOWHERE.parse().map_err(tauri::Error::InvalidUrl)?);
    #[cfg(windows)]
    let window = window.additional_browser_args(&WEBVIEW2_ARGUMENTS.join(" "));
    #[cfg(not(windows))]
    let window = window.initialization_script(ZOOM_BY_KEYS_ONLY);
    let window = window
        .title("核查台")
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(480.0, 400.0)
        .center()
        .visible(false)
        .initialization_script_for_all_frames(GUARD)
        .devtools(cfg!(debug_assertions))
        // WebView2 would store typed text and suggest it to other users.
        .general_autofill_enabled(false)
        // Ctrl/⌘ with +, - and 0, as in a browser: for projectors and for users with low vision.
        .zoom_hotkeys_enabled(true)
        .on_navigation(is_the_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                let app = window.app_handle().clone();
                tauri::async_runtime::spawn(async move {
                    tokio::time::sleep(PAINT_PATIENCE).await;
                    show(&app);
                });
            }
        })
        .build()?;
    // If it cannot be fitted, it stays where it was.
    let _ = fitting::fit(app, &window, SIZE);
    Ok(())
}

pub(crate) fn show<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // If the window cannot be shown, it is already gone.
        let _ = window.show();
    }
}

pub(crate) fn focus<R: Runtime>(app: &AppHandle<R>) {
    show(app);
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Whether a URL is the page's own: `tauri://localhost`, or `http://tauri.localhost` on Windows.
fn is_the_page(url: &Url) -> bool {
    let own = if cfg!(windows) { ("http", "tauri.localhost") } else { ("tauri", "localhost") };
    (url.scheme(), url.host_str()) == (own.0, Some(own.1)) && url.port().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_goes_nowhere_but_to_its_own_page() {
        let own =
            if cfg!(windows) { "http://tauri.localhost/index.html" } else { "tauri://localhost/index.html" };
        assert!(is_the_page(&own.parse().unwrap()));
        for other in [
            "https://pro.qcc.com/",
            "http://localhost/",
            "tauri://localhost.example/",
            "tauri://localhost:8080/",
            "file:///etc/hosts",
            "data:text/html,x",
            "about:blank",
        ] {
            assert!(!is_the_page(&other.parse().unwrap()), "{other}");
        }
    }
}
