//! The page may call these commands and no other: each gets a permission that `tauri.conf.json` grants by name.

use std::{env, path};
use tauri_build::{AppManifest, Attributes, WindowsAttributes};

const COMMANDS: &[&str] = &[
    "painted",
    "app_state",
    "recognise",
    "look_up",
    "next_page",
    "wait_for_answer",
    "fetch_picture",
    "ask_quota",
    "cancel",
    "snapshot_preview",
    "snapshot_tiles",
    "copy_snapshot",
    "save_snapshot",
    "order_report",
    "resolve_order",
    "ask_about_number",
    "follow_order",
    "report_is_there",
    "open_report",
    "show_report",
    "save_report",
    "save_evidence",
    "open_evidence",
    "show_evidence",
    "search_record",
    "recorded",
    "annotate",
    "erase_recorded",
    "save_reply",
    "call_log",
    "start_new_record",
    "save_settings",
    "forget_credential",
    "test_connection",
    "choose_folder",
    "remember_checks",
    "export_log",
    "print_page",
];

/// What Windows is told of the program. Tauri puts such a manifest into the app alone; the tests, which link the same system
/// dialogs, would not start without it.
const WINDOWS_MANIFEST: &str = "src-tauri/windows.manifest";

fn main() {
    let mut attributes = Attributes::new().app_manifest(AppManifest::new().commands(COMMANDS));
    if env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|environment| environment == "msvc") {
        attributes = attributes.windows_attributes(WindowsAttributes::new_without_app_manifest());
        println!("cargo::rerun-if-changed={WINDOWS_MANIFEST}");
        println!("cargo::rustc-link-arg=/MANIFEST:EMBED");
        // Ours says that no administrator is asked for; the linker need not say it again.
        println!("cargo::rustc-link-arg=/MANIFESTUAC:NO");
        if let Ok(manifest) = path::absolute(WINDOWS_MANIFEST) {
            println!("cargo::rustc-link-arg=/MANIFESTINPUT:{}", manifest.display());
        }
    }
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
