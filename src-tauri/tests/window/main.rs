//! The main job, end to end: the real window, a real keychain, real files, and the sandbox as the service.

#![cfg(target_os = "linux")]

mod accounts;
mod bench;
mod cage;
mod canary;
mod chromium;
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
mod own_checks;
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

async fn look_up(window: &Window, company: &str) {
    window.type_subject(company).await;
    // Enter does nothing until the app is ready and has recognised the text.
    window.button("核查（…").is_ready().await;
    window.press(fantoccini::key::Key::Enter).await;
}

/// Looks up a company and opens its exit restrictions.
async fn look_into(window: &Window, company: &str) {
    look_up(window, company).await;
    // Until the look-up starts, the overview is not visible yet and would replace the selection.
    let unasked = window.words("未核查");
    waiting::eventually("it is asked", async || {
        let text = window.by_role("tab", "限制出境…").text().await;
        if text.contains(unasked) { Err(text) } else { Ok(()) }
    })
    .await;
    choose(window, "限制出境").await;
}

/// Waits until a check's tab shows this state.
async fn tab_says(window: &Window, check: &str, state: &str) {
    window.by_role("tab", &format!("{check}…")).says(&[state]).await;
}

async fn choose(window: &Window, check: &str) {
    window.by_role("tab", &format!("{check}…")).click().await;
}
