//! Past look-ups: found again, paid for once, available without service and network.

use std::fs;

use fantoccini::key::Key;

use crate::desktop::Desktop;
use crate::own_service::connected;
use crate::window::Window;
use crate::{MAIN, MANY, choose, look_into, look_up, tab_says};

const NOBODY: &str = "示例青禾农业科技有限公司";
const CUT_OFF: &str = "示例残缺有限公司";

async fn open_record(window: &Window) {
    window.button("核查记录").click().await;
    window.by_role("searchbox", "搜索记录").appears().await;
}

/// Opens the record's only entry for this company and check.
async fn unfold(window: &Window, company: &str, outcome: &str, check: &str) {
    window.by_role("searchbox", "搜索记录").fill(company).await;
    window.by_role("combobox", "核查项").choose(check).await;
    window.by_role("button", &format!("{company}{outcome}{check}…")).click().await;
}

/// Overwrites the record of a closed app.
pub fn damage_record(desktop: &Desktop) {
    let record = desktop.files().into_iter().find(|path| path.ends_with("record.sqlite3")).expect("a record");
    let mark = fs::read(record.with_extension("lock")).expect("a lock file");
    assert_eq!(mark, b"closed\n", "the record was closed");
    fs::write(&record, "not a database at all").expect("a damaged record");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_look_up_twice_costs_once_and_says_so() {
    let (service, _desktop, window) = connected().await;
    look_up(&window, MAIN).await;
    tab_says(&window, "工商快照", "有快照").await;
    tab_says(&window, "进出口信用", "有登记").await;
    let billed = service.billed_calls();
    look_up(&window, MANY).await;
    tab_says(&window, "工商快照", "有快照").await;
    tab_says(&window, "进出口信用", "有登记").await;
    tab_says(&window, "限制出境", "有记录").await;
    assert_eq!((billed, service.billed_calls()), (3, 6));
    look_into(&window, MAIN).await;
    window.shows("的记录，未再计费").await;
    assert_eq!(service.billed_calls(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn past_answers_open_without_network_and_a_note_stays() {
    let (service, desktop, window) = connected().await;
    for company in [MAIN, NOBODY, CUT_OFF] {
        look_up(&window, company).await;
        for check in ["限制出境", "进出口信用", "工商快照"] {
            let state = match (company, check) {
                (CUT_OFF, _) => "未能核查",
                (_, "工商快照") => "有快照",
                (NOBODY, _) => "未查到",
                (_, "进出口信用") => "有登记",
                _ => "有记录",
            };
            tab_says(&window, check, state).await;
        }
    }
    drop(service);
    window.close().await;

    let window = desktop.open().await;
    open_record(&window).await;
    window.shows("共 9 条").await;
    unfold(&window, NOBODY, "未查到", "限制出境").await;
    window.shows("未查到限制出境记录").await;
    window.field("备注").fill("已与客户经理核对").await;
    window.button("添加备注").click().await;
    window.shows("已与客户经理核对").await;
    unfold(&window, CUT_OFF, "未能核查", "进出口信用").await;
    window.shows("未能核查进出口信用").await;
    unfold(&window, MAIN, "有快照", "工商快照").await;
    window.button("在核查页打开").click().await;
    tab_says(&window, "工商快照", "有快照").await;
    window.by_role("image", &format!("{MAIN}的工商快照")).appears().await;
    window.pictures_are_drawn().await;
    window.shows("未再计费").await;

    // A new look-up is not possible now, which is not the same as "no record".
    look_up(&window, MANY).await;
    tab_says(&window, "限制出境", "未能核查").await;
    window.close().await;

    let window = desktop.open().await;
    open_record(&window).await;
    unfold(&window, NOBODY, "未查到", "限制出境").await;
    window.shows("已与客户经理核对").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_person_deletes_is_gone_and_stays_counted() {
    let (_service, _desktop, window) = connected().await;
    look_up(&window, MAIN).await;
    tab_says(&window, "工商快照", "有快照").await;
    open_record(&window).await;
    unfold(&window, MAIN, "有快照", "工商快照").await;
    // Everything above the button has loaded.
    window.button("保存原始答复").appears().await;
    window.button("删除…").click().await;
    window.by_role("dialog", "删除这条记录？").says(&["可能再次计费"]).await;
    window.button("删除").click().await;
    window.shows("没有符合条件的记录").await;
    window.button("调用统计").click().await;
    window.shows("工商快照\t1\t1").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_quit_at_once_arrives_after_the_next_start() {
    let (service, desktop, window) = connected().await;
    window.type_subject(MAIN).await;
    window.button("核查（…").is_ready().await;
    choose(&window, "身份报告").await;
    window.button("生成报告").click().await;
    window.button("确认下单").click().await;
    window.by_role("dialog", "下单一份基础身份报告？").disappears().await;
    window.close().await;

    let window = desktop.open().await;
    window.type_subject(MAIN).await;
    tab_says(&window, "身份报告", "已保存").await;
    let orders = service.requests().into_iter().filter(|request| request.path.ends_with("CreateReport"));
    assert_eq!(orders.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_report_is_told_without_the_clients_name() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    window.type_subject(MAIN).await;
    // Content that appears for the first time moves the tabs.
    window.button("核查（…").is_ready().await;
    choose(&window, "身份报告").await;
    window.button("生成报告").click().await;
    window.button("确认下单").click().await;
    window.by_role("dialog", "下单一份基础身份报告？").disappears().await;
    // The notice appears only if the report is not on screen.
    choose(&window, "额度").await;
    window.shows("一份身份报告已保存").await;
    window.save_picture("toast").await;
    window.button("查看").click().await;
    window.by_role("tabpanel", "身份报告…").says(&["已保存"]).await;
    window.by_role("heading", &format!("核查对象：{MAIN}")).appears().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_record_is_said_kept_and_replaced_only_by_a_person() {
    let (service, desktop, window) = connected().await;
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
    tab_says(&window, "进出口信用", "有登记").await;
    tab_says(&window, "工商快照", "有快照").await;
    window.close().await;
    damage_record(&desktop);
    let billed = service.billed_calls();

    let window = desktop.open().await;
    window.shows("核查记录损坏").await;
    window.type_subject(MAIN).await;
    window.press(Key::Enter).await;
    assert!(!window.button("核查（…").is_enabled().await);
    window.save_picture("damaged").await;
    window.button("新建一份记录").click().await;
    window.by_role("dialog", "新建一份空的核查记录？").says(&["旧记录里的订单"]).await;
    window.button("新建一份记录").click().await;
    window.button("核查（…").is_ready().await;
    assert_eq!(service.billed_calls(), billed);
    let kept = desktop.files().into_iter().filter(|path| path.to_string_lossy().contains("damaged"));
    let kept: Vec<_> = kept.map(|path| fs::read(path).expect("the old record")).collect();
    assert_eq!(kept, [b"not a database at all"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn damaged_demo_data_is_begun_anew_by_itself() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
    window.close().await;
    let record = desktop.files().into_iter().find(|path| path.ends_with("demo.sqlite3")).expect("a record");
    fs::write(&record, "not a database at all").expect("a damaged record");

    let window = desktop.open().await;
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
}
