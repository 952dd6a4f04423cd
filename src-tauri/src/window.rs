//! The window: never blank for longer than it must be, and unable to leave the page.

mod fitting;

use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::window::Color;
use tauri::{AppHandle, Manager, Runtime, Theme, Url, WebviewUrl, WebviewWindowBuilder};

const LABEL: &str = "main";
/// In logical pixels.
const SIZE: (f64, f64) = (1080.0, 720.0);
/// WebKitGTK's content policy does not cover `<link rel=preconnect>`. A proxy address without a listener
/// blocks it; the page's own files and calls do not use the proxy.
#[cfg(target_os = "linux")]
const NOWHERE: &str = "http://127.0.0.1:1";

/// No content policy covers WebRTC.
const GUARD: &str = include_str!("window/guard.js");

/// WebView2's arguments. The first is Tauri's default. The next ones disable background downloads and
/// reports; WebView2 is updated with the system. The last three isolate the page, because Chromium's content
/// policy does not cover preconnects and WebRTC: a proxy address without a listener, and no traffic past the
/// proxy. The page's own files and calls do not use the network.
pub const WEBVIEW2_ARGUMENTS: [&str; 7] = [
    "--disable-features=msWebOOUI,msPdfOOUI,msSmartScreenProtection",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-breakpad",
    "--proxy-server=http://127.0.0.1:1",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    // The same in older versions.
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
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
            if load.event() == PageLoadEvent::Started {
                show(window.app_handle());
            }
        })
        .build()?;
    // If it cannot be fitted, it stays where it was.
    let _ = fitting::fit(app, &window, SIZE);
    // Without a background of its own, the window is white at first, whatever the theme.
    let _ = window.theme().and_then(|theme| window.set_background_color(Some(background(theme))));
    if is_shown_before_its_page(std::env::consts::OS) {
        show(app);
    }
    Ok(())
}

/// Whether the window is shown before its page begins to arrive.
///
/// - WebView2 may stay blank and dead if it navigates while its window is hidden (WebView2Feedback#4763 and
///   #1077, tauri#9798).
/// - On macOS and with GTK, a window is moved and maximised in later turns of the event loop: shown at once, it
///   would be seen to do so. Shown once the page has arrived, it would stand without it for longer, since
///   WebKitGTK sets up its painting when the window is shown.
fn is_shown_before_its_page(os: &str) -> bool {
    os == "windows"
}

/// `--page` in tokens.css.
const LIGHT: Color = Color(0xf4, 0xf4, 0xf1, 0xff);
const DARK: Color = Color(0x15, 0x18, 0x1c, 0xff);

/// The page's background, for the moment before the page is there.
fn background(theme: Theme) -> Color {
    match theme {
        Theme::Dark => DARK,
        _ => LIGHT,
    }
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
    fn the_window_has_the_colour_of_the_page() {
        let tokens = include_str!("../../ui/src/tokens.css");
        let pages: Vec<&str> = tokens.split("--page: ").skip(1).map(|rest| &rest[..7]).collect();
        let written = |Color(red, green, blue, _)| format!("#{red:02x}{green:02x}{blue:02x}");
        assert_eq!(pages, [written(background(Theme::Light)), written(background(Theme::Dark))]);
    }

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
