//! The page's isolation: even if foreign script or markup got into the page, it could not navigate or connect
//! anywhere.

use std::collections::BTreeMap;

use serde_json::json;

use crate::desktop::Desktop;
use crate::engine::Engine;
use crate::hostile::{all_payloads, misdeeds, watch, within_the_page};
use crate::scripted::{Listener, PACKET};
use crate::waiting::eventually;
use crate::window::Window;
use crate::{MAIN, look_up, tab_says};

const WAYS_OUT: &str = include_str!("ways-out.js");

/// Everything that the page may load, and from where. Calls to the app use `ipc:`.
const POLICY: [(&str, &str); 12] = [
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self' blob:"),
    ("font-src", "'self'"),
    ("connect-src", "ipc: http://ipc.localhost"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    ("frame-src", "'none'"),
    ("object-src", "'none'"),
    ("worker-src", "'none'"),
    ("frame-ancestors", "'none'"),
];

async fn caged() -> (Listener, Desktop, Window) {
    let (listener, desktop) = (Listener::start().await, Desktop::start().await);
    let window = watched_in(Engine::of_the_run(), &desktop).await;
    (listener, desktop, window)
}

async fn watched_in(engine: Engine, desktop: &Desktop) -> Window {
    let window = Window::open_in(engine, desktop).await;
    window.shows(MAIN).await;
    watch(&window).await;
    window
}

/// Tries these ways out, or all of them, and returns the ones that are open with what they returned.
async fn open_ways(window: &Window, to: &str, only: Option<&[&str]>) -> BTreeMap<String, String> {
    window.run(&format!("{{{WAYS_OUT}}}"), Vec::new()).await.expect("the ways out");
    let names = window.run("return Object.keys(waysOut)", Vec::new()).await.expect("their names");
    let names: Vec<String> = serde_json::from_value(names).expect("names");
    assert!(names.len() > 60, "{names:?}");
    let mut open = BTreeMap::new();
    for name in names.into_iter().filter(|name| only.is_none_or(|only| only.contains(&name.as_str()))) {
        let outcome = within_the_page(window, "wayOut(...arguments)", vec![json!(name), json!(to)]).await;
        if outcome != "denied" {
            open.insert(name, outcome.as_str().unwrap_or_default().to_owned());
        }
    }
    open
}

#[tokio::test(flavor = "multi_thread")]
async fn no_way_out_of_the_page_reaches_anything() {
    let (listener, desktop, window) = caged().await;
    let open = open_ways(&window, &listener.address(), None).await;
    assert_eq!(open, windows_that_open(Engine::of_the_run()));
    // The page is still the same and works.
    assert_eq!(window.run("return test.watched.ran", Vec::new()).await.expect("the page"), json!(false));
    window.type_subject(MAIN).await;
    window.shows("尚未核查限制出境").await;
    assert_eq!(listener.visits().await, Vec::<String>::new());
    let saved = desktop.files().into_iter().find(|file| file.ends_with("x.html"));
    assert_eq!(saved, None, "nothing was downloaded");
}

/// What the app's own window blocks, but not a browser.
fn windows_that_open(engine: Engine) -> BTreeMap<String, String> {
    let ways: &[&str] = match engine {
        Engine::WebKitGtk => &[],
        _ => &["window.open", "window.open of nothing"],
    };
    let mut open: BTreeMap<String, String> =
        ways.iter().map(|way| ((*way).to_owned(), "opened".to_owned())).collect();
    if engine == Engine::OldChromium {
        // It runs the guard in a new frame only after the page's script could have used its first, empty
        // document. The arguments keep WebRTC from sending anything.
        open.insert("WebRTC of an iframe by its number".to_owned(), "called".to_owned());
    }
    open
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_arguments_of_windows_no_way_out_of_chromium_sends_a_packet() {
    let (listener, desktop) = (Listener::start().await, Desktop::start().await);
    let window = watched_in(Engine::Chromium, &desktop).await;
    let open = open_ways(&window, &listener.address_in(Engine::Chromium), None).await;
    assert_eq!(open, windows_that_open(Engine::Chromium));
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
    assert_eq!(listener.visits().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_arguments_of_windows_keep_webrtc_from_the_network_by_themselves() {
    let (listener, desktop) = (Listener::start().await, Desktop::start().await);
    let window = watched_in(Engine::UnguardedChromium, &desktop).await;
    let to = listener.address_in(Engine::UnguardedChromium);
    let open = open_ways(&window, &to, Some(&["WebRTC", "WebRTC of an iframe"])).await;
    assert_eq!(open.values().collect::<Vec<_>>(), ["called", "called"], "the guard is not there");
    let ended = "
const done = arguments[0];
Promise.all(calls.map(call => new Promise(ended => {
  const look = () => call.iceGatheringState === 'complete' && ended();
  call.addEventListener('icegatheringstatechange', look);
  look();
}))).then(() => done(calls.length));";
    assert_eq!(window.run_until_done(ended, Vec::new()).await, json!(2), "nothing is tried any more");
    assert_eq!(listener.visits().await, Vec::<String>::new());
}

/// A control: the tests above could detect these connections.
#[tokio::test(flavor = "multi_thread")]
async fn without_guard_and_arguments_preconnect_and_webrtc_reach_the_listener() {
    let (listener, desktop) = (Listener::start().await, Desktop::start().await);
    let window = watched_in(Engine::OpenChromium, &desktop).await;
    let to = listener.address_in(Engine::OpenChromium);
    for (way, by_packets) in [("preconnect", false), ("WebRTC", true), ("WebRTC of an iframe", true)] {
        let before = listener.visits().await.len();
        open_ways(&window, &to, Some(&[way])).await;
        eventually(&format!("{way} comes to the listener"), async || {
            let visits = listener.visits().await;
            let came = visits[before..].iter().any(|visit| visit.starts_with(PACKET) == by_packets);
            if came { Ok(()) } else { Err(format!("{visits:?}")) }
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_frame_has_a_constructor_of_webrtc() {
    let (_listener, _desktop, window) = caged().await;
    let constructors = "
const frame = document.createElement('iframe');
document.body.append(frame);
const named = view => Object.getOwnPropertyNames(view).filter(name => /RTC/.test(name) && view[name] !== undefined);
return [window, frame.contentWindow].map(named)";
    let named = window.run(constructors, Vec::new()).await.expect("the constructors");
    assert_eq!(named, json!([[], []]));
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_text_does_nothing_even_where_it_becomes_markup() {
    let (listener, _desktop, window) = caged().await;
    let texts = all_payloads(&listener.address());
    let made = within_the_page(&window, "becomeMarkup(arguments[0])", vec![json!(texts)]).await;
    assert!(made.as_u64() > Some(200), "{made} elements came of it, so that this proves something");
    let seen = misdeeds(&window).await;
    assert_eq!((&seen["ran"], &seen["dialogs"]), (&json!(false), &json!([])));
    assert_eq!(listener.visits().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_policy_in_force_is_the_one_that_was_decided() {
    let (_listener, _desktop, window) = caged().await;
    let policy = within_the_page(&window, "policyInForce()", Vec::new()).await;
    let policy = policy.as_str().expect("a policy");
    let in_force: BTreeMap<&str, String> = policy
        .split(';')
        .filter_map(|directive| directive.trim().split_once(' '))
        .map(|(name, sources)| (name, without_marks_of_the_own_files(sources)))
        .collect();
    let decided = POLICY.map(|(name, sources)| (name, sources.to_owned()));
    assert_eq!(in_force, BTreeMap::from(decided));
}

/// Tauri adds a nonce or a hash for each script and style of the page's own file.
fn without_marks_of_the_own_files(sources: &str) -> String {
    let own = |source: &&str| !source.starts_with("'nonce-") && !source.starts_with("'sha256-");
    sources.split_whitespace().filter(own).collect::<Vec<_>>().join(" ")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_has_no_hold_on_the_app_but_its_own_commands() {
    let (_listener, _desktop, window) = caged().await;
    let held = window.run("return [typeof window.__TAURI__, Object.isFrozen(Object.prototype)]", Vec::new());
    assert_eq!(held.await.expect("an answer"), json!(["undefined", true]));
    for command in [
        "plugin:dialog|open",
        "plugin:dialog|save",
        "plugin:dialog|message",
        "plugin:opener|open_url",
        "plugin:opener|open_path",
        "plugin:opener|reveal_item_in_dir",
        "plugin:fs|read_text_file",
        "plugin:fs|write_file",
        "plugin:shell|execute",
        "plugin:http|fetch",
        "plugin:clipboard-manager|read_text",
        "plugin:window|set_title",
        "plugin:window|close",
        "plugin:window|create",
        "plugin:webview|create_webview_window",
        "plugin:webview|internal_toggle_devtools",
        "plugin:webview|print",
        "plugin:window-state|save_window_state",
        "plugin:event|emit",
        "plugin:event|emit_to",
        "plugin:path|resolve_directory",
        "plugin:app|version",
        "plugin:resources|close",
        "plugin:menu|new",
        "plugin:tray|new",
        "plugin:image|from_path",
        "no_such_command",
        "App_state",
        "app_state ",
        "../app_state",
        "",
    ] {
        let args = json!({ "path": "/etc/hostname", "url": "https://example.invalid", "label": "main", "event": "order-changed" });
        let outcome = within_the_page(&window, "attempt(...arguments)", vec![json!(command), args]).await;
        assert_eq!(outcome["kind"], "refused", "{command}: {outcome}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_was_typed_cannot_be_copied() {
    let (_listener, _desktop, window) = caged().await;
    window.button("设置").click().await;
    let (key, secret) = (window.field("AppKey"), window.field("SecretKey"));
    key.fill("a-key-to-copy-77").await;
    secret.fill("never-on-the-clipboard-51c0").await;
    for field in [key, secret] {
        field.press_with_control("a").await;
        field.press_with_control("c").await;
    }
    let address = window.field("服务地址");
    address.press_with_control("a").await;
    address.press_with_control("v").await;
    assert_eq!(address.value().await, "a-key-to-copy-77", "what was copied before is still there");
}
