//! The main job, end to end: the real window, a real keychain, real files, and the sandbox in the service's place.

#![cfg(target_os = "linux")]

mod accounts;
mod cage;
mod canary;
mod clipboard;
mod closing;
mod control;
mod demo;
mod desktop;
mod engine;
mod evidence;
mod failures;
mod front;
mod gallery;
mod hostile;
mod keychain;
mod language;
mod machine;
mod network;
mod own_service;
mod pictures;
mod pointer;
mod recognition;
mod record;
mod remote_text;
mod reports;
mod scan;
mod scripted;
mod second_start;
mod snapshot;
mod waiting;
mod walks;
mod window;
mod wrong_calls;

use window::Window;

const MAIN: &str = "示例远洋贸易有限公司";
const MANY: &str = "示例环海物流集团有限公司";

/// Types a company and presses Enter, as one would.
async fn look_up(window: &Window, company: &str) {
    window.type_subject(company).await;
    // Enter does nothing before the app is ready and has recognised the text.
    window.button("核查（…").is_ready().await;
    window.press(fantoccini::key::Key::Enter).await;
}

/// Waits until the tab of a check says so.
async fn tab_says(window: &Window, check: &str, state: &str) {
    window.by_role("tab", &format!("{check}…")).says(&[state]).await;
}

/// Chooses the tab of a check.
async fn choose(window: &Window, check: &str) {
    window.by_role("tab", &format!("{check}…")).click().await;
}
