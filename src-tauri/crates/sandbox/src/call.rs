//! The calls: each admitted by the gate, then answered about the company that was asked for.

mod list;
mod quota;
mod report;

use axum::http::StatusCode;

use crate::{
    answer::Answer,
    company::{Fault, MAIN, Scenario, Subject, companies, find},
    files::Document,
    gate::{self, Visitor},
    question::{Call, Question, Search},
    server::Shared,
    status,
};

pub(crate) fn answer(shared: &Shared, visitor: &Visitor) -> Answer {
    let Some(call) = Call::at(&visitor.path) else { return Answer::not_found() };
    match gate::admit(call, visitor, &shared.options) {
        Ok(Question::Search { text, search }) => searched(shared, call, &text, search),
        Ok(Question::OrderStatus { order_no }) => report::progress(shared, &order_no),
        Ok(Question::Quota) => quota::answer(),
        Err(code) => refusal(shared, call, code),
    }
}

fn searched(shared: &Shared, call: Call, text: &str, search: Search) -> Answer {
    match find(text, search == Search::Snapshot) {
        Subject::Company(company) => about(shared, company, search),
        Subject::StatusCode(code) => refusal(shared, call, code),
        Subject::Fault(Fault::GatewayFailure) => {
            let words = "The upstream server gave no valid response.";
            Answer::page(StatusCode::BAD_GATEWAY, "502 Bad Gateway", words)
        }
        Subject::Fault(Fault::LoginPage) => {
            Answer::page(StatusCode::OK, "示例酒店无线网络", "请先登录 Wi-Fi，再访问互联网。")
        }
        Subject::Fault(Fault::Truncated) => about(shared, MAIN, search).cut_on_the_wire(),
        Subject::Fault(Fault::CutOff) => about(shared, MAIN, search).cut_off(),
        Subject::Nobody => refusal(shared, call, status::NO_RESULT),
    }
}

fn about(shared: &Shared, company: usize, search: Search) -> Answer {
    let answer = match search {
        Search::List(list, page) => list::answer(shared, list, &companies()[company], page),
        Search::Snapshot => {
            let url = Document::Snapshot(company).url(shared);
            Answer::success(Call::Snapshot, shared.order_number(Call::Snapshot), None, url)
        }
        Search::Order(format) => report::order(shared, company, format),
    };
    match companies()[company].scenario {
        Scenario::Slow => answer.after(shared.options.slow_by),
        _ => answer,
    }
}

fn refusal(shared: &Shared, call: Call, code: u16) -> Answer {
    Answer::refusal(call, shared.order_number(call), code)
}
