use serde::Serialize;

use crate::{
    answer::{Answer, Paging},
    company::{Company, Scenario},
    question::{Call, Page},
    server::Shared,
    status,
};

/// The `Result` of the calls that list records.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Verified<Row> {
    /// 1 when there are records, else 0.
    verify_result: u8,
    data: Option<Vec<Row>>,
}

/// One page of a company's records. No record at all is told in whichever of its two recorded forms the
/// company shows; a page past the end has no result.
pub(super) fn page<Row: Serialize>(
    shared: &Shared,
    call: Call,
    company: &Company,
    page: Page,
    rows: Vec<Row>,
) -> Answer {
    if rows.is_empty() && company.scenario != Scenario::NothingByStatus {
        return verified::<Row>(shared, call, page, 0, 0, None);
    }
    let total = rows.len();
    let skipped = (page.index as usize - 1).saturating_mul(page.size as usize);
    let rows: Vec<Row> = rows.into_iter().skip(skipped).take(page.size as usize).collect();
    if rows.is_empty() {
        super::refusal(shared, call, status::NO_RESULT)
    } else {
        verified(shared, call, page, total, 1, Some(rows))
    }
}

/// A `VerifyResult` that says the opposite of the rows beside it.
pub(super) fn contradiction<Row: Serialize>(
    shared: &Shared,
    call: Call,
    page: Page,
    rows: Vec<Row>,
) -> Answer {
    let verify_result = u8::from(rows.is_empty());
    verified(shared, call, page, rows.len(), verify_result, Some(rows))
}

fn verified<Row: Serialize>(
    shared: &Shared,
    call: Call,
    page: Page,
    total_records: usize,
    verify_result: u8,
    data: Option<Vec<Row>>,
) -> Answer {
    let paging = Paging { page_size: page.size, page_index: page.index, total_records };
    Answer::success(call, shared.order_number(call), Some(paging), Verified { verify_result, data })
}
