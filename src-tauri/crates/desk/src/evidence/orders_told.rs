//! The orders of a dossier.

use super::dossier::{Dossier, Ordered};
use super::paper::{Block, Table, field, wide};
use super::receipts::requests;
use super::sentences::{billed, bytes, failure, from, moment};
use super::told::{not_held_sentence, notes};
use super::words::{name, path_in, say, word, word_for, word_in};
use crate::check::Check;
use crate::order::{Order, ReportFormat, State};

pub(super) fn section(dossier: &Dossier, blocks: &mut Vec<Block>) {
    if dossier.orders.is_empty() {
        blocks.push(Block::Notice(vec![not_held_sentence(Check::IdentityReport)]));
    }
    for ordered in &dossier.orders {
        tell(ordered, blocks);
    }
}

/// Where an order stands, in a few words.
pub(super) fn standing(order: &Order) -> String {
    format!("{} · {}", format(order.format), words(&order.state))
}

/// A report's format.
pub(super) fn format(format: Option<ReportFormat>) -> &'static str {
    format.map_or(word("history/newer"), |format| word_for("report/formats", &format))
}

/// Where an order stands.
pub(super) fn words(state: &State) -> &'static str {
    match state {
        State::Intent => word("report/states/intent"),
        State::Sending => word("report/states/sending"),
        State::Accepted { .. } => word("report/states/accepted"),
        State::Polling { progress, .. } => word_for("report/states", progress),
        State::Ready { .. } => word("report/states/ready"),
        State::OnHold { .. } => word("report/states/onHold"),
        State::Saved { .. } => word("report/states/saved"),
        State::Refused { .. } => word("report/states/refused"),
        State::NotSent { .. } => word("report/states/notSent"),
        State::Unknown { .. } => word("report/states/unknown"),
        State::Failed { .. } => word("report/states/failed"),
        State::NotPlaced => word("report/states/notPlaced"),
        State::Replaced => word("report/states/replaced"),
        State::GivenUp { .. } => word("report/states/givenUp"),
        State::Newer { .. } => word("report/states/newer"),
    }
}

fn tell(ordered: &Ordered, blocks: &mut Vec<Block>) {
    let order = &ordered.order;
    let demo = order.source.demo;
    blocks.push(Block::Sentence(standing(order)));
    let mut fields = vec![
        field("数据来源", from(&order.source)),
        field(word("report/placedAt"), moment(&order.placed_at)),
    ];
    if let Some(number) = &order.order_no {
        fields.push(wide(word("report/orderNo"), &**number));
        if order.number_by_person {
            fields.push(wide(word("report/numberFrom"), word("report/numberByPerson")));
        }
    }
    fields.push(wide(word_in(demo, "failure/billing"), billed(ordered.billing, demo)));
    if order.follows.is_some() {
        fields.push(wide("另下的一单", say(&path_in(demo, "report/follows"), &[""]).replace("（）", "")));
    }
    if let State::Saved { report, .. } = &order.state {
        fields.push(wide(word("report/fileName"), &*report.file_name));
        fields.push(field(word("report/savedAt"), moment(&report.saved_at)));
        fields.push(field(word("snapshot/bytes"), bytes(report.bytes)));
        fields.push(wide(word("snapshot/sha256"), &*report.sha256));
        fields.push(wide("附件", ordered.attachment.as_deref().unwrap_or_default()));
        if report.plaintext {
            fields.push(wide(word("snapshot/plaintext"), word("snapshot/plaintextHint")));
        }
        if !report.is_what_was_asked_for(order.format) {
            let kind = report.saved_as.map(|kind| word_for("report/kinds", &kind));
            let names = [format(order.format), kind.unwrap_or(word("history/newer"))];
            fields.push(wide(word("report/formatLegend"), say("report/savedAsOther", &names)));
        }
    }
    blocks.push(Block::Fields(fields));
    if let Some(lines) = trouble(&order.state, demo) {
        blocks.push(Block::Notice(lines));
    }
    history(ordered, blocks);
    requests(&ordered.requests, demo, blocks);
    notes(&ordered.notes, blocks);
}

/// What went wrong, if something did.
fn trouble(state: &State, demo: bool) -> Option<Vec<String>> {
    match state {
        State::Refused { failure: why }
        | State::NotSent { failure: why }
        | State::Failed { failure: why, .. } => Some(failure(why, demo, None)),
        State::Unknown { failure: why } => {
            let mut lines = vec![words(state).to_owned()];
            lines.extend(failure(why, demo, None));
            Some(lines)
        }
        State::OnHold { reason, failure: why, .. } => {
            let mut lines = vec![word_in(demo, &format!("report/hold/{}", name(reason))).to_owned()];
            lines.extend(why.iter().flat_map(|why| failure(why, demo, Some("report/fetchingBilled"))));
            Some(lines)
        }
        State::Polling { trouble: Some(why), .. } | State::Ready { trouble: Some(why), .. } => {
            Some(failure(why, demo, Some("report/fetchingBilled")))
        }
        State::Intent
        | State::Sending
        | State::Accepted { .. }
        | State::Polling { trouble: None, .. }
        | State::Ready { trouble: None, .. }
        | State::Saved { .. }
        | State::NotPlaced
        | State::Replaced
        | State::GivenUp { .. }
        | State::Newer { .. } => None,
    }
}

/// The steps of an order; those that say the same one after the other are told once.
fn history(ordered: &Ordered, blocks: &mut Vec<Block>) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (at, state) in &ordered.history {
        let said = words(state);
        if rows.last().is_none_or(|last| last[1] != said) {
            rows.push(vec![moment(at), said.to_owned()]);
        }
    }
    if rows.is_empty() {
        return;
    }
    blocks.push(Block::Text("订单经过".to_owned()));
    let columns = vec![("时间（北京时间）", 0.29), ("状态", 0.71)];
    blocks.push(Block::Table(Table { columns, rows }));
}
