//! The page may call these commands and no other: each gets a permission that `tauri.conf.json` grants by name.

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
    "follow_order",
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

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo::error={error:#}");
    }
}
