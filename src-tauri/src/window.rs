//! The one window: hidden until the page has painted, and caged to the page.

mod fitting;

use std::time::Duration;
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, Manager, Runtime, Url, WebviewUrl, WebviewWindowBuilder};

const LABEL: &str = "main";
/// In logical pixels.
const SIZE: (f64, f64) = (1080.0, 720.0);
/// A page that has loaded and not painted by then is broken; its owner shall at least see a window to close.
const PAINT_PATIENCE: Duration = Duration::from_secs(5);
/// WebKitGTK's content policy does not cover `<link rel=preconnect>`. A proxy where nobody listens does, and the page's own
/// files and calls do not go through it.
#[cfg(target_os = "linux")]
const NOWHERE: &str = "http://127.0.0.1:1";

/// No content policy covers WebRTC.
const GUARD: &str = include_str!("window/guard.js");

/// What WebView2 is started with. The first is what Tauri gives it. Then what keeps it from fetching and reporting anything by
/// itself: its own updates come with those of the system. The last two keep the page from anybody, as Chromium's content policy
/// does not cover preconnects and WebRTC: a proxy where nobody listens, and no way past a proxy. The page's own files and calls
/// do not come to the network.
pub const WEBVIEW2_ARGUMENTS: [&str; 6] = [
    "--disable-features=msWebOOUI,msPdfOOUI,msSmartScreenProtection",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-breakpad",
    "--proxy-server=http://127.0.0.1:1",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
];

/// Tauri's stand-in for the zoom that WebView2 has by itself takes every event of the wheel for a step of a fifth, and a
/// touchpad sends dozens for one stroke. It listens for `mousewheel`, the old name, which is not told to a target that listens
/// for `wheel`; so this leaves the keys.
#[cfg(not(windows))]
const ZOOM_BY_KEYS_ONLY: &str = "addEventListener('wheel', () => {}, { passive: true });";

/// Opens the window, hidden.
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
        // WebView2 would keep what was typed, to suggest it to whoever types next.
        .general_autofill_enabled(false)
        // Ctrl/⌘ with +, - and 0, as in a browser: on a projector, and for who sees little.
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
    // One that could not be fitted is where it was.
    let _ = fitting::fit(app, &window, SIZE);
    Ok(())
}

/// Shows the window.
pub(crate) fn show<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(LABEL) {
        // A window that cannot be shown is gone already.
        let _ = window.show();
    }
}

/// Brings the window to the front.
pub(crate) fn focus<R: Runtime>(app: &AppHandle<R>) {
    show(app);
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Whether an address is the page's own: Tauri serves it as `tauri://localhost`, on Windows as `http://tauri.localhost`.
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
