//! The calls. Each is validated first, then answered for the requested company.

mod list;
mod report;

use axum::http::StatusCode;
use serde_json::value::RawValue;

use crate::{
    admission::{self, Visitor},
    answer::Answer,
    company::{Fault, MAIN, Scenario, Subject, companies, find},
    files::Document,
    request::{Call, Parameters},
    shared::Shared,
    status,
};

pub(crate) fn answer(shared: &Shared, visitor: &Visitor) -> Answer {
    let Some(call) = Call::at(&visitor.path) else { return Answer::not_found() };
    let admitted = admission::admit(call, visitor, &shared.options);
    let answered = admitted.and_then(|asked| answered(shared, call, &asked));
    answered.unwrap_or_else(|code| refusal(shared, call, code))
}

fn answered(shared: &Shared, call: Call, asked: &Parameters<'_>) -> Result<Answer, u16> {
    Ok(match call {
        Call::List(list) => {
            let page = if list.has_pages() { Some(asked.page()?) } else { None };
            searched(shared, call, asked.search_text("searchKey")?, |company| {
                list::answer(shared, list, &companies()[company], page)
            })
        }
        Call::Snapshot => searched(shared, call, asked.search_text("keyWord")?, |company| {
            let url = Document::Snapshot(company).url(shared);
            Answer::success(call, shared.order_number(call), None, url)
        }),
        Call::Order => {
            let format = asked.format()?;
            searched(shared, call, asked.search_text("searchKey")?, |company| {
                report::order(shared, company, format)
            })
        }
        Call::OrderStatus => report::progress(shared, asked.order_no()?),
        Call::Quota => Answer::success(call, None, None, quota()),
    })
}

/// The reply for the company, or for whatever else the text names.
fn searched(shared: &Shared, call: Call, text: &str, about: impl Fn(usize) -> Answer) -> Answer {
    match find(text, call == Call::Snapshot) {
        Subject::Company(company) => match companies()[company].scenario {
            Scenario::Slow => about(company).after(shared.options.slow_by),
            _ => about(company),
        },
        Subject::StatusCode(code) => refusal(shared, call, code),
        Subject::Fault(Fault::GatewayFailure) => {
            let words = "The upstream server gave no valid response.";
            Answer::page(StatusCode::BAD_GATEWAY, "502 Bad Gateway", words)
        }
        Subject::Fault(Fault::LoginPage) => {
            Answer::page(StatusCode::OK, "示例酒店无线网络", "请先登录 Wi-Fi，再访问互联网。")
        }
        Subject::Fault(Fault::Truncated) => about(MAIN).cut_on_the_wire(),
        Subject::Fault(Fault::CutOff) => about(MAIN).cut_off(),
        Subject::Nobody => refusal(shared, call, status::NO_RESULT),
    }
}

/// The remaining quota of the modules that have one. None of the checks does.
///
/// A test parses it, so an invalid file is never released.
#[allow(clippy::expect_used)]
fn quota() -> &'static RawValue {
    serde_json::from_str(include_str!("../quota.json")).expect("a list of modules")
}

fn refusal(shared: &Shared, call: Call, code: u16) -> Answer {
    Answer::refusal(call, shared.order_number(call), code)
}
