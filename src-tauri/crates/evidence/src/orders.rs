//! Renders the orders of a dossier.

use crate::document::{not_held_sentence, notes};
use crate::dossier::{Dossier, Ordered};
use crate::paper::{Block, Table, field, wide};
use crate::receipts::requests;
use crate::sentences::{billed, bytes, failure, from, moment};
use crate::words;
use store::check::Check;
use store::order::{Order, Progress, ReportFormat, State};

pub(crate) fn section(dossier: &Dossier, blocks: &mut Vec<Block>) {
    if dossier.orders.is_empty() {
        blocks.push(Block::Notice(vec![not_held_sentence(Check::IdentityReport)]));
    }
    for ordered in &dossier.orders {
        push_order(ordered, blocks);
    }
}

/// The state of an order with its format, in a few words.
pub(crate) fn status(order: &Order) -> String {
    format!("{} · {}", format(order.format), words(&order.state))
}

pub(crate) fn format(format: Option<ReportFormat>) -> &'static str {
    format.map_or(words::history::NEWER, words::report::formats)
}

pub(crate) fn words(state: &State) -> &'static str {
    match state {
        State::Intent => words::report::states::INTENT,
        State::Sending => words::report::states::SENDING,
        State::Accepted { .. } => words::report::states::ACCEPTED,
        State::Polling { progress: Progress::NotGenerated, .. } => words::report::states::NOT_GENERATED,
        State::Polling { progress: Progress::Processing, .. } => words::report::states::PROCESSING,
        State::Ready { .. } => words::report::states::READY,
        State::OnHold { .. } => words::report::states::ON_HOLD,
        State::Saved { .. } => words::report::states::SAVED,
        State::Refused { .. } => words::report::states::REFUSED,
        State::NotSent { .. } => words::report::states::NOT_SENT,
        State::Unknown { .. } => words::report::states::UNKNOWN,
        State::Failed { .. } => words::report::states::FAILED,
        State::NotPlaced => words::report::states::NOT_PLACED,
        State::Replaced => words::report::states::REPLACED,
        State::GivenUp { .. } => words::report::states::GIVEN_UP,
        State::Newer { .. } => words::report::states::NEWER,
    }
}

fn push_order(ordered: &Ordered, blocks: &mut Vec<Block>) {
    let order = &ordered.order;
    let demo = order.source.demo;
    blocks.push(Block::Sentence(status(order)));
    let mut fields = vec![
        field(words::evidence::SOURCE, from(&order.source)),
        field(words::report::PLACED_AT, moment(&order.placed_at)),
    ];
    if let Some(number) = &order.order_no {
        fields.push(wide(words::report::ORDER_NO, &**number));
        if order.number_by_person {
            fields.push(wide(words::report::NUMBER_FROM, words::report::NUMBER_BY_PERSON));
        }
    }
    fields.push(wide(words::failure::billing(demo), billed(ordered.billing, demo)));
    if order.follows.is_some() {
        fields.push(wide(words::evidence::ANOTHER_ORDER, words::evidence::follows(demo)));
    }
    if let State::Saved { report, .. } = &order.state {
        fields.push(wide(words::report::FILE_NAME, &*report.file_name));
        fields.push(field(words::report::SAVED_AT, moment(&report.saved_at)));
        fields.push(field(words::snapshot::BYTES, bytes(report.bytes)));
        fields.push(wide(words::snapshot::SHA256, &*report.sha256));
        fields.push(wide(words::evidence::ATTACHMENTS, ordered.attachment.as_deref().unwrap_or_default()));
        if report.plaintext {
            fields.push(wide(words::snapshot::PLAINTEXT, words::snapshot::PLAINTEXT_HINT));
        }
        if !report.is_what_was_asked_for(order.format) {
            let kind = report.saved_as.map_or(words::history::NEWER, words::report::kinds);
            let sentence = words::report::saved_as_other(format(order.format), kind);
            fields.push(wide(words::report::FORMAT_LEGEND, sentence));
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

/// The problem of an order, if any.
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
            let mut lines = vec![words::report::hold(demo, *reason).to_owned()];
            lines.extend(
                why.iter().flat_map(|why| failure(why, demo, Some(words::report::fetching_billed(demo)))),
            );
            Some(lines)
        }
        State::Polling { trouble: Some(why), .. } | State::Ready { trouble: Some(why), .. } => {
            Some(failure(why, demo, Some(words::report::fetching_billed(demo))))
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

/// The steps of an order; consecutive steps with the same text are merged.
fn history(ordered: &Ordered, blocks: &mut Vec<Block>) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (at, state) in &ordered.history {
        let text = words(state);
        if rows.last().is_none_or(|last| last[1] != text) {
            rows.push(vec![moment(at), text.to_owned()]);
        }
    }
    if rows.is_empty() {
        return;
    }
    blocks.push(Block::Text(words::evidence::ORDER_HISTORY.to_owned()));
    let columns = vec![(words::evidence::TIME_BEIJING, 0.29), (words::evidence::STATE, 0.71)];
    blocks.push(Block::Table(Table { columns, rows }));
}
