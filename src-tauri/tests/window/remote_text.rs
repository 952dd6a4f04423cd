//! Remote text that hides, reorders, is very long or comes in masses: it is displayed as what it is and
//! copied unchanged, and only what is near is in the page.

use serde_json::{Value, json};

use crate::desktop::Desktop;
use crate::engine::Engine;
use crate::hostile::{watch, within_the_page};
use crate::scripted::{Scripted, is, listed, refused};
use crate::window::Window;
use crate::{MAIN, look_into, tab_says};

/// An app whose service answers the first check with these rows and refuses the others.
async fn answering(rows: Vec<Value>) -> (Scripted, Desktop, Window) {
    answering_in(Engine::of_the_run(), rows).await
}

async fn answering_in(engine: Engine, rows: Vec<Value>) -> (Scripted, Desktop, Window) {
    let answer = move |request: &str| {
        if is(request, "LimitExitCheck/GetList") { listed(rows.clone()) } else { refused("111", "", "") }
    };
    let service = Scripted::start(answer).await;
    let desktop = Desktop::start().await;
    let window = Window::open_in(engine, &desktop).await;
    service.connect(&window).await;
    watch(&window).await;
    (service, desktop, window)
}

/// An app whose service has 5,000 exit restrictions for any company.
pub async fn five_thousand_rows(engine: Engine) -> (Scripted, Desktop, Window) {
    let rows = (0..5000).map(|number| {
        let party = |name: &str| json!([{ "KeyNo": "", "Name": format!("示例{name}{number}有限公司") }]);
        json!({
            "CaseNo": format!("（2024）示01执{number}号"), "LimitList": party("甲"), "ExecutedList": party("乙"),
            "ApplicantList": party("丙"), "Amount": "1120000.00", "Court": "示例人民法院", "CourtTel": "010-0000",
            "PublishDate": "2024-01-08", "ExecutedAddress": "示例市示例路 1 号",
        })
    });
    answering_in(engine, rows.collect()).await
}

/// Opens the record's only entry of the first check, with its note field.
async fn open_entry(window: &Window) {
    window.button("核查记录").click().await;
    window.by_role("button", &format!("{MAIN}有记录限制出境…")).click().await;
    window.field("备注").appears().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_hides_or_reorders_is_marked_and_copied_as_it_came() {
    let case =
        "（2024）沪01\u{202e}执恢\u{202c}7\u{200b}\u{feff}号ＡＢＣ１２３\u{2067}x\u{2069}\u{ad}\u{e0041}";
    let rows = vec![json!({
        "CaseNo": case, "Court": "法院\u{202e}gnp.exe", "ExecutedAddress": "שלום עולם（上海）",
        "LimitList": [{ "KeyNo": "", "Name": "张\u{200d}三\u{3164}" }],
    })];
    let (_service, _desktop, window) = answering(rows).await;
    look_into(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 1").await;
    for marked in [
        "01U+202E执恢U+202C7U+200BU+FEFF号ＡＢＣ１２３",
        "U+2067xU+2069U+00ADU+E0041",
        "法院U+202Egnp.exe",
        "张U+200D三U+3164",
    ] {
        window.shows(marked).await;
    }
    let left = "return [...document.body.textContent].filter(each => /\\p{Cf}|\\u3164/u.test(each)).length";
    assert_eq!(
        window.run(left, Vec::new()).await.expect("a count"),
        json!(0),
        "nothing unseen is in the page"
    );
    let isolated = "return [...document.querySelectorAll('dd bdi')].every(each => getComputedStyle(each).unicodeBidi === 'isolate')";
    assert_eq!(window.run(isolated, Vec::new()).await.expect("styles"), json!(true));
    window.save_picture("unseen-characters").await;

    window.button("（2024）沪01…").click().await;
    window.shows("已复制").await;
    open_entry(&window).await;
    window.field("备注").press_with_control("v").await;
    assert_eq!(window.field("备注").value().await, case);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_thousand_characters_are_collapsed_until_asked_for() {
    let long = |unit: &str| unit.repeat(100_000 / unit.chars().count());
    let fields = [
        ("CaseNo", long("（2024）沪01执7号")),
        ("Court", long("\u{200b}")),
        ("CourtTel", long("a")),
        ("PublishDate", long("\u{202e}\u{202c}甲")),
        ("ExecutedAddress", long("ש")),
        ("Amount", long("9")),
    ];
    let row: serde_json::Map<String, Value> =
        fields.iter().map(|(field, text)| ((*field).to_owned(), json!(text))).collect();
    let (_service, _desktop, window) = answering(vec![Value::Object(row)]).await;
    look_into(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 1").await;
    window.shows("展开").await;
    let shown = window.text().await.chars().count();
    assert!(shown < 10_000, "{shown} characters are shown at first");
    window.save_picture("long-texts").await;
    let mut unfolded = 0;
    while within_the_page(&window, "unfoldNext()", Vec::new()).await == json!(true) {
        unfolded += 1;
    }
    assert_eq!(unfolded, 4, "each text that is no button can be read whole");
    let shown = window.text().await.chars().count();
    assert!(shown > 400_000, "{shown} characters are shown then");

    window.button("（2024）沪01…").click().await;
    window.shows("已复制").await;
    open_entry(&window).await;
    window
        .run("document.querySelector('textarea').removeAttribute('maxlength')", Vec::new())
        .await
        .expect("a field");
    window.field("备注").press_with_control("v").await;
    let pasted = window.field("备注").value().await;
    assert!(pasted == fields[0].1, "{} of 100,000 characters were copied", pasted.chars().count());
}

#[tokio::test(flavor = "multi_thread")]
async fn five_thousand_rows_are_all_there_and_only_those_in_sight_are_in_the_page() {
    let (_service, _desktop, window) = five_thousand_rows(Engine::of_the_run()).await;
    look_into(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 5000").await;
    window.shows("（2024）示01执0号").await;
    window.save_picture("five-thousand-rows").await;

    for row in [2500, 5000, 1] {
        within_the_page(&window, "scrollToRow(arguments[0], 5000)", vec![json!(row)]).await;
        window.shows(&format!("第 {row} 条，共 5000 条")).await;
        window.shows(&format!("（2024）示01执{}号", row - 1)).await;
        let drawn = "return document.querySelectorAll('li[aria-posinset]').length";
        let drawn = window.run(drawn, Vec::new()).await.expect("a count").as_u64().expect("a number");
        assert!((1..200).contains(&drawn), "{drawn} rows are in the page");
    }
}
