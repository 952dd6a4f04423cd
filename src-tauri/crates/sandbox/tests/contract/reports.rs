//! A report from order to URL, with a clock that the test advances.

use std::time::Duration;

use sandbox::{Clock, Options, Sandbox};
use serde_json::Value;

use crate::ask::{Ask, NOW, ORDER, ORDER_STATUS, options, start};

const STEP: Duration = Duration::from_millis(1_500);

async fn order(sandbox: &Sandbox, name: &str) -> String {
    let result = Ask::search(ORDER, name).send(sandbox).await.result();
    result["OrderNo"].as_str().expect("an order number").to_owned()
}

async fn progress(sandbox: &Sandbox, order_no: &str) -> Value {
    Ask::get(ORDER_STATUS, &[("orderNo", order_no)]).send(sandbox).await.result()
}

#[tokio::test]
async fn a_report_is_not_generated_then_in_progress_then_ready() {
    let clock = Clock::stopped_at(NOW);
    let sandbox = start(Options { clock: clock.clone(), ..options() }).await;
    let order_no = order(&sandbox, "示例远洋贸易有限公司").await;
    assert!(order_no.len() <= 32, "{order_no}");
    for (wait, expected) in [(0, "N"), (1_499, "N"), (1, "P"), (1_499, "P"), (1, "S"), (100_000, "S")] {
        clock.advance(Duration::from_millis(wait));
        let info = progress(&sandbox, &order_no).await;
        assert_eq!(info["ReportStatus"], expected);
        let url = info["ReportUrl"].as_str().expect("an address");
        assert_eq!(url.starts_with(&sandbox.base_url()) && url.len() <= 128, expected == "S", "{url}");
        assert_eq!(url.is_empty(), expected != "S", "{url}");
    }
}

#[tokio::test]
async fn the_mining_companys_report_fails() {
    let clock = Clock::stopped_at(NOW);
    let sandbox = start(Options { clock: clock.clone(), ..options() }).await;
    let order_no = order(&sandbox, "示例北辰矿业有限公司").await;
    clock.advance(STEP * 2);
    let info = progress(&sandbox, &order_no).await;
    assert_eq!((&info["ReportStatus"], &info["ReportUrl"]), (&Value::from("F"), &Value::from("")));
}

#[tokio::test]
async fn an_order_outlives_the_sandbox_that_took_it() {
    let first = start(options()).await;
    let order_no = order(&first, "示例环海物流集团有限公司").await;
    drop(first);
    let later = Clock::stopped_at(NOW + 60);
    let second = start(Options { clock: later, ..options() }).await;
    let ask = Ask::get(ORDER_STATUS, &[("orderNo", &order_no)]).signed(&(NOW + 60).to_string());
    assert_eq!(ask.send(&second).await.result()["ReportStatus"], "S");
}

#[tokio::test]
async fn orders_of_the_same_instant_have_their_own_numbers() {
    let sandbox = start(options()).await;
    let name = "示例远洋贸易有限公司";
    assert_ne!(order(&sandbox, name).await, order(&sandbox, name).await);
}

#[tokio::test]
async fn a_made_up_order_number_is_a_bad_parameter() {
    let sandbox = start(options()).await;
    let mut forged = order(&sandbox, "示例远洋贸易有限公司").await;
    forged.replace_range(10..11, if &forged[10..11] == "5" { "6" } else { "5" });
    for order_no in [forged.as_str(), "RB0000000000000", "x", ""] {
        let reply = Ask::get(ORDER_STATUS, &[("orderNo", order_no)]).send(&sandbox).await;
        assert_eq!(reply.code(), "202", "{order_no}");
    }
}

#[tokio::test]
async fn asking_after_an_order_is_free() {
    let sandbox = start(options()).await;
    let order_no = order(&sandbox, "示例远洋贸易有限公司").await;
    assert_eq!(sandbox.billed_calls(), 1);
    progress(&sandbox, &order_no).await;
    assert_eq!(sandbox.billed_calls(), 1);
}
