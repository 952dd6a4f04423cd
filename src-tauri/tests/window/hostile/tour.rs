//! A tour of every view, with the same texts wherever the service or the user can provide text.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use catalog::{Field, Kind, ListCheck, Tone};
use serde::Deserialize;
use serde_json::{Value, json};
use test_servers::parameter;

use super::{misdeeds, watch, within_the_page};
use crate::desktop::Desktop;
use crate::own_service::fill_in;
use crate::scripted::{Scripted, answered, is, listed, refused, reply};
use crate::window::Window;
use crate::{choose, look_up, tab_says};

/// For this company, the lists have a row for each text.
const ALL: &str = "示例满页有限公司";
/// For these companies, orders are accepted, and later replies about them are hostile.
const FOLLOWED: [&str; 3] = ["示例跟踪甲有限公司", "示例跟踪乙有限公司", "示例跟踪丙有限公司"];

/// The content of a view.
#[derive(Deserialize, Default)]
pub struct Seen {
    /// Number of elements of each kind.
    pub shape: BTreeMap<String, u64>,
    /// How often each remote text occurs.
    pub texts: Vec<(String, u64)>,
    #[serde(default)]
    pub misdeeds: Value,
}

/// Shows the texts in every view, and returns the content of each view. `lines`: indices of the texts to
/// paste.
pub async fn through_every_view(texts: &[String], lines: &[usize]) -> BTreeMap<&'static str, Seen> {
    let service = service(texts.to_vec()).await;
    let desktop = Desktop::start().await;
    let mut seen = BTreeMap::new();

    let window = desktop.open().await;
    watch(&window).await;
    fill_in(&window, &service.address(), "tour-secret").await;
    window.button("测试连接").click().await;
    window.shows("连接没有成功").await;
    seen.insert("设置", look(&window).await);
    crate::own_service::save(&window).await;
    for (number, chunk) in texts.chunks(CHUNK).enumerate() {
        within_the_page(&window, "askAbout(...arguments)", vec![json!(chunk), json!(number * CHUNK)]).await;
    }
    within_the_page(&window, "orderFor(arguments[0])", vec![json!(FOLLOWED)]).await;
    within_the_page(&window, "ordersRest()", Vec::new()).await;
    window.close().await;

    let window = desktop.open().await;
    watch(&window).await;
    window.shows("最近核查").await;
    seen.insert("开始", look(&window).await);
    look_up(&window, ALL).await;
    let state = |tone| if tone == Tone::Adverse { "有记录" } else { "有登记" };
    let list = |check: ListCheck| {
        let described = check.description();
        (described.name.zh.as_str(), state(described.tone), texts.len())
    };
    for (check, state, rows) in lists().map(list).chain([("工商快照", "图片未取得", 0)]) {
        choose(&window, check).await;
        if rows > 0 && window.text().await.contains("尚未核查") {
            window.button(&format!("核查{check}（…")).click().await;
        }
        tab_says(&window, check, state).await;
        let around = look(&window).await;
        let mut all = seen_by(&window, "readRows(arguments[0])", vec![json!(rows)]).await;
        if rows == 0 {
            all.add(around);
        }
        seen.insert(check, all);
    }
    choose(&window, "身份报告").await;
    window.shows("其他公司的报告").await;
    seen.insert("身份报告", look(&window).await);
    choose(&window, "额度").await;
    window.button("查询额度").click().await;
    tab_says(&window, "额度", "已查询").await;
    window.by_role("heading", "未知模块…").appears().await;
    seen.insert("额度", look(&window).await);
    window.button("再查一次额度").click().await;
    tab_says(&window, "额度", "未能查询").await;
    seen.insert("额度未能核查", look(&window).await);

    let lines: Vec<&String> = lines.iter().map(|place| &texts[*place]).collect();
    let mut pasted = Seen::default();
    for chunk in lines.chunks(20) {
        pasted.add(seen_by(&window, "paste(arguments[0])", vec![json!(chunk)]).await);
    }
    seen.insert("粘贴多行", pasted);

    let mut typed = Seen::default();
    // Characters on a keyboard, at the same positions in texts of the same shape.
    let unseen = |each: char| !each.is_alphanumeric() && !(' '..='~').contains(&each);
    let can_be_typed = |text: &&&String| (10..100).contains(&text.chars().count()) && !text.contains(unseen);
    for text in lines.iter().filter(can_be_typed).step_by(60) {
        look_up(&window, text).await;
        if window.text().await.contains("保持原样") {
            window.button("保持原样").click().await;
            window.button("核查（…").click().await;
        }
        tab_says(&window, "限制出境", "未能核查").await;
        choose(&window, "限制出境").await;
        // The offered alternatives depend on a text's punctuation, which the harmless ones lack.
        typed.add(seen_by(&window, "look('.choices')", Vec::new()).await);
    }
    seen.insert("键入", typed);

    // The record stands below what the box says of a text, which depends on its punctuation and digits.
    window.type_subject(ALL).await;
    window.button("核查记录").click().await;
    window.by_role("combobox", "核查项").choose("限制出境").await;
    within_the_page(&window, "wholeRecord(arguments[0])", vec![json!("限制出境")]).await;
    seen.insert("核查记录", look(&window).await);
    let mut entries = Seen::default();
    for from in (0..texts.len()).step_by(CHUNK) {
        let entries_of_chunk = vec![json!(from), json!(from + CHUNK)];
        entries.add(seen_by(&window, "readEntries(...arguments)", entries_of_chunk).await);
    }
    seen.insert("记录条目", entries);
    seen
}

/// Number of texts per script; scripts have a time limit.
const CHUNK: usize = 20;

async fn look(window: &Window) -> Seen {
    seen_by(window, "look()", Vec::new()).await
}

async fn seen_by(window: &Window, call: &str, arguments: Vec<Value>) -> Seen {
    let seen = within_the_page(window, call, arguments).await;
    let seen: Seen = serde_json::from_value(seen).expect("what was seen");
    Seen { misdeeds: misdeeds(window).await, ..seen }
}

impl Seen {
    fn add(&mut self, other: Self) {
        for (kind, count) in other.shape {
            *self.shape.entry(kind).or_default() += count;
        }
        self.texts.extend(other.texts);
        self.misdeeds = other.misdeeds;
    }
}

/// Puts the texts into every field of every reply. Replies with space for one text only take turns.
async fn service(texts: Vec<String>) -> Scripted {
    let all = texts.join(" ");
    let fives: Vec<String> = texts.chunks(5).map(|five| five.join(" ")).collect();
    let [asked, pictures, pdfs, words, quotas] = [const { AtomicUsize::new(0) }; 5];
    let next = move |counter: &AtomicUsize| counter.fetch_add(1, Ordering::Relaxed);
    Scripted::start(move |request| {
        let text = |number: usize| texts[number % texts.len()].as_str();
        let five = |number: usize| fives[number % fives.len()].as_str();
        let list = ListCheck::all().enumerate().find(|(_, check)| is(request, &check.path));
        let of_all = parameter(request, "searchKey") == ALL || parameter(request, "keyWord") == ALL;
        if let Some((number, check)) = list {
            if of_all {
                listed(texts.iter().map(|text| row_of(&check.fields, text)).collect())
            } else if number == 0 {
                let text = text(next(&asked));
                refused("112", text, text)
            } else {
                refused("112", &all, &all)
            }
        } else if is(request, "GetEciImage") {
            answered(json!(if of_all { &all } else { five(next(&pictures)) }))
        } else if is(request, "CreateReport") {
            let placed = if parameter(request, "reportFormat") == "1" { &pdfs } else { &words };
            create_report(request, five(next(placed)))
        } else if is(request, "GetReportInfo") {
            report_info(request, &all)
        } else if next(&quotas) == 1 {
            let module =
                |text| json!({ "id": text, "totalCount": "9", "consumedCount": "1", "canDeletedCount": "0" });
            let modules: Vec<Value> = texts.iter().map(module).collect();
            reply(json!({ "status": "200", "msg": all, "result": modules }))
        } else {
            reply(json!({ "status": "112", "msg": all, "OrderNumber": all, "result": all }))
        }
    })
    .await
}

fn create_report(request: &str, text: &str) -> Vec<u8> {
    match FOLLOWED.iter().position(|subject| *subject == parameter(request, "searchKey")) {
        Some(number) => answered(json!({ "OrderNo": format!("FOLLOWED{number}") })),
        None if parameter(request, "reportFormat") == "1" => refused("112", text, text),
        None => answered(json!({ "OrderNo": text })),
    }
}

fn report_info(request: &str, all: &str) -> Vec<u8> {
    match parameter(request, "orderNo").as_str() {
        "FOLLOWED0" => refused("120", all, all),
        "FOLLOWED1" => answered(json!({ "ReportStatus": "S", "ReportUrl": all })),
        _ => answered(json!({ "ReportStatus": all, "ReportUrl": all })),
    }
}

/// A row of a check with this text in every field.
pub fn row_of(fields: &[Field], text: &str) -> Value {
    let mut row = serde_json::Map::new();
    for field in fields {
        let value = match &field.kind {
            Kind::Parties { number: None } => json!([{ "KeyNo": text, "Name": text }]),
            Kind::Table { columns, .. } => json!([row_of(columns, text)]),
            _ => json!(text),
        };
        row.insert(field.member.clone(), value);
        if let Kind::Parties { number: Some(number) } = &field.kind {
            row.insert(number.clone(), json!(text));
        }
    }
    Value::Object(row)
}

/// The lists of the tour. The others are displayed by the same components.
pub fn lists() -> impl Iterator<Item = ListCheck> {
    ListCheck::all().filter(|check| check.default)
}

/// How many fields of a card show a text unchanged. An unreadable amount is shown with a remark.
pub fn fields_with_text(fields: &[Field]) -> u64 {
    let shown = fields.iter().filter(|field| !field.hidden);
    let each = shown.map(|field| match &field.kind {
        Kind::Money => 0,
        Kind::Table { columns, .. } => fields_with_text(columns),
        _ => 1,
    });
    each.sum()
}
