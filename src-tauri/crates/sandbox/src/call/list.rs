//! Lists of records: pages of the rows that a file has for the company.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::{
    answer::{Answer, Paging},
    company::{Company, Scenario},
    list::List,
    request::{Call, Page},
    shared::Shared,
    status,
};

/// The `Result` of list calls.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Verified {
    /// 1 if there are records, else 0.
    verify_result: u8,
    data: Option<&'static [&'static RawValue]>,
}

/// An empty list takes whichever of its two recorded forms the company has. A page past the end has no
/// result.
pub(super) fn answer(shared: &Shared, list: List, company: &Company, page: Option<Page>) -> Answer {
    let call = Call::List(list);
    if let Some(code) = list.code(company.name) {
        return super::refusal(shared, call, code);
    }
    let rows = list.rows(company.name);
    let verified = |verify_result, data| {
        let paging = page.map(|Page { index, size }| Paging {
            page_size: size,
            page_index: index,
            total_records: rows.len(),
        });
        Answer::success(call, shared.order_number(call), paging, Verified { verify_result, data })
    };
    match page.map_or(rows, |page| page.of(rows)) {
        // `VerifyResult` contradicts the rows.
        _ if company.scenario == Scenario::Contradictory => verified(u8::from(rows.is_empty()), Some(rows)),
        [] if rows.is_empty() && company.scenario != Scenario::NothingByStatus => verified(0, None),
        [] => super::refusal(shared, call, status::NO_RESULT),
        shown => verified(1, Some(shown)),
    }
}
