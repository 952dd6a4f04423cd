//! 基础身份报告: orders and their progress.

use serde::Serialize;

use crate::{
    answer::Answer,
    company::{Scenario, companies},
    files::Document,
    order_no::{Format, OrderNo},
    request::Call,
    shared::Shared,
    status,
};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Ordered {
    order_no: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Progress {
    /// N not generated, P in progress, S generated, F failed.
    report_status: &'static str,
    /// Empty until the report is generated.
    report_url: String,
}

pub(super) fn order(shared: &Shared, company: usize, format: Format) -> Answer {
    if companies()[company].scenario == Scenario::NoReport {
        return super::refusal(shared, Call::Order, status::NOT_COVERED);
    }
    let placed = shared.options.clock.unix_millis();
    let serial = u16::try_from(shared.next_serial() % 10_000).unwrap_or_default();
    let order_no = OrderNo { placed, company, format, serial }.to_string();
    Answer::success(Call::Order, None, None, Ordered { order_no })
}

pub(super) fn progress(shared: &Shared, order_no: &str) -> Answer {
    let Some(order) = OrderNo::read(order_no) else {
        return super::refusal(shared, Call::OrderStatus, status::BAD_PARAMETER);
    };
    let waited = shared.options.clock.unix_millis().saturating_sub(order.placed);
    let waited = u128::try_from(waited).unwrap_or_default();
    let step = shared.options.report_step.as_millis();
    let (report_status, report_url) = if waited < step {
        ("N", String::new())
    } else if waited < 2 * step {
        ("P", String::new())
    } else if companies()[order.company].scenario == Scenario::ReportFails {
        ("F", String::new())
    } else {
        ("S", Document::Report(order).url(shared))
    };
    Answer::success(Call::OrderStatus, None, None, Progress { report_status, report_url })
}
