//! Calls of a malfunctioning page: every command with invalid arguments.

use serde_json::Value;

use crate::desktop::Desktop;
use crate::hostile::{watch, within_the_page};
use crate::{MAIN, look_up, tab_says};

const WRONG_CALLS: &str = include_str!("wrong-calls.js");

#[tokio::test(flavor = "multi_thread")]
async fn every_wrong_call_is_refused_in_words_and_harms_nothing() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    window.shows(MAIN).await;
    watch(&window).await;
    window.run(&format!("{{{WRONG_CALLS}}}"), Vec::new()).await.expect("the calls");

    let commands = window.run("return Object.keys(commands)", Vec::new()).await.expect("the commands");
    let (mut calls, mut refusals) = (0, 0);
    for command in commands.as_array().expect("commands") {
        let outcomes = within_the_page(&window, "wrongCalls(arguments[0])", vec![command.clone()]).await;
        for (call, outcome) in outcomes.as_object().expect("outcomes") {
            calls += 1;
            let error = &outcome["error"];
            match outcome["kind"].as_str() {
                // An invalid argument that the command ignores.
                Some("done") => {}
                Some("refused") if error.is_string() || error["kind"].is_string() => refusals += 1,
                _ => panic!("{call}: {outcome}"),
            }
            let text = outcome.to_string();
            assert!(!text.contains("panick") && !text.contains("a-secret-in-a-wrong-call"), "{call}: {text}");
        }
    }
    assert!(refusals > 800, "{refusals} of {calls} calls were refused");
    assert!(!window.output().contains("panicked"), "{}", window.output());
    // Some calls changed settings without the page; a new page works with them.
    window.close().await;
    let window = desktop.open().await;
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
}

include!("../../src/commands/list.rs");

macro_rules! names {
    ($($module:ident: $($command:ident),+;)+) => { [$($(stringify!($command)),+),+] };
}

#[test]
fn the_wrong_calls_are_tried_on_every_command() {
    for command in commands!(names) {
        // They have no arguments that could be invalid, and some open a system dialog.
        let takes_nothing = ["list_checks", "folder_state", "choose_folder", "export_log", "print_page"];
        assert!(
            WRONG_CALLS.contains(&format!("  {command}: ")) || takes_nothing.contains(&command),
            "{command}"
        );
    }
    let configuration: Value =
        serde_json::from_str(include_str!("../../../tauri.conf.json")).expect("the app's configuration");
    let granted = configuration.pointer("/app/security/capabilities/0/permissions").expect("permissions");
    let of_tauri =
        ["core:event:allow-listen", "core:event:allow-unlisten", "core:webview:allow-set-webview-zoom"];
    let expected: Vec<&str> = ["page"].into_iter().chain(of_tauri).collect();
    assert_eq!(*granted, serde_json::json!(expected));
}
