//! The scripts that precede the page's own on Windows. The sources are Tauri's. Tauri fills in their
//! templates only for its own windows, so this repeats what its `manager/webview.rs` does.

use serde_json::json;
use tauri::test::INVOKE_KEY;

macro_rules! of_tauri {
    ($name:literal) => {
        include_str!(concat!(env!("TAURI_SCRIPTS"), "/", $name))
    };
}

/// The shell's own script.
const GUARD: &str = include_str!("../../../src/window/guard.js");

/// Tauri's scripts, and the one that listens to the host.
pub fn of_the_app() -> [String; 5] {
    let in_the_page = |script: String| format!("if (window === window.top) {{ {script} }}");
    let protocol = filled(
        of_tauri!("ipc-protocol.js"),
        &[
            ("RAW_process_ipc_message_fn", of_tauri!("process-ipc-message-fn.js")),
            ("TEMPLATE_os_name", "\"windows\""),
            ("TEMPLATE_fetch_channel_data_command", "\"plugin:__TAURI_CHANNEL__|fetch\""),
            ("TEMPLATE_invoke_key", &json!(INVOKE_KEY).to_string()),
        ],
    );
    let init = filled(
        of_tauri!("init.js"),
        &[
            ("RAW_freeze_prototype", of_tauri!("freeze_prototype.js")),
            ("RAW_pattern_script", of_tauri!("pattern.js")),
            ("RAW_ipc_script", of_tauri!("ipc.js")),
            ("RAW_core_script", of_tauri!("core.js")),
            ("RAW_event_initialization_script", ""),
            ("TEMPLATE_pattern", r#"{ pattern: "brownfield" }"#),
            ("TEMPLATE_isolation_origin", "\"\""),
            ("TEMPLATE_os_name", "\"windows\""),
            ("TEMPLATE_protocol_scheme", "\"http\""),
            ("TEMPLATE_invoke_key", &json!(INVOKE_KEY).to_string()),
        ],
    );
    [BEGINNING.to_owned(), protocol, init, HEARING.to_owned(), WINDOW.to_owned()].map(in_the_page)
}

/// The shell's own script, which runs in every frame.
pub fn guard() -> String {
    GUARD.to_owned()
}

fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let script = values
        .iter()
        .fold(template.to_owned(), |script, (name, value)| script.replace(&format!("__{name}__"), value));
    assert!(!script.contains("__TEMPLATE_") && !script.contains("__RAW_"), "Tauri's scripts have changed");
    script
}

const BEGINNING: &str = r#"
Object.defineProperty(window, "isTauri", { value: true });
Object.defineProperty(window, "__TAURI_INTERNALS__", { value: {
  plugins: {},
  metadata: { currentWindow: { label: "main" }, currentWebview: { label: "main" } },
} });
"#;

/// Tauri runs scripts in its window's page to send events. The host cannot do that, so the page listens.
const HEARING: &str = r#"
Object.defineProperty(window, "__TAURI_EVENT_PLUGIN_INTERNALS__", { value: { unregisterListener() {} } });
new EventSource("http://ipc.localhost/").onmessage = ({ data }) => {
  const { handler, ...event } = JSON.parse(data);
  window.__TAURI_INTERNALS__.runCallback(handler, event);
};
"#;

/// The app's window blocks navigation. A browser's page must do that itself.
const WINDOW: &str = r#"
navigation.addEventListener("navigate", event => {
  if (new URL(event.destination.url).origin !== location.origin) event.preventDefault();
});
"#;
