//! The note below the search box: alternatives, and questions that must be confirmed before sending.

use fantoccini::key::Key;
use serde_json::json;

use crate::desktop::{Desktop, Theme};
use crate::language::Language;
use crate::tab_says;
use crate::window::Window;

const CODE: &str = "91440116771190375E";
/// ⼯ is a radical.
const MIXED: &str = "示例⼯贸有限公司 91440116771190375E";
const NAME: &str = "名称 示例工贸有限公司";

/// Pastes into the search box, like a copied table.
async fn paste(window: &Window, text: &str) {
    let script = "const data = new DataTransfer();
        data.setData('text/plain', arguments[0]);
        document.querySelector('[type=search], [role=searchbox]')
            .dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));";
    window.run(script, vec![json!(text)]).await.expect("pasted");
}

#[tokio::test(flavor = "multi_thread")]
async fn enter_asks_what_was_meant_and_sends_nothing_before_a_choice() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    window.type_subject(MIXED).await;
    window.button(NAME).appears().await;
    window.button(&format!("信用代码 {CODE}")).appears().await;
    window.save_picture("note-three-offers").await;
    window.resize(683, 768).await;
    window.save_picture("note-three-offers-683").await;
    window.resize(1366, 768).await;
    window.search_box().click().await;
    window.press(Key::Enter).await;
    tab_says(&window, "限制出境", "未核查").await;
    // The focus is on the first choice, which only fills the box.
    window.press(Key::Enter).await;
    window.button("保持原样").appears().await;
    tab_says(&window, "限制出境", "未核查").await;
    assert_eq!(window.search_box().value().await, "示例工贸有限公司 91440116771190375E");
    window.button(NAME).click().await;
    window.button("保持原样").disappears().await;
    assert_eq!(window.search_box().value().await, "示例工贸有限公司");

    paste(&window, "1\t示例甲公司\t91440116771190375E\t13800138000\r\n2\t示例乙公司\t\t\r\n").await;
    window.button("示例乙公司").appears().await;
    window.save_picture("note-cells").await;
    window.type_subject("示例公司 13800138000").await;
    window.shows("疑似手机号，不会发送").await;
    window.save_picture("note-refused").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_note_reads_well_in_the_dark_and_in_english() {
    let mut desktop = Desktop::start_in(Theme::Dark).await;
    desktop.speak(Language::English);
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    window.type_subject(MIXED).await;
    window.button(&format!("Credit code {CODE}")).appears().await;
    window.save_picture("note-three-offers-dark-english").await;
    window.resize(683, 768).await;
    window.save_picture("note-three-offers-dark-english-683").await;
    window.close().await;
}
