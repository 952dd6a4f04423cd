//! The Excel sheets of orders, requests and files.

use crate::document;
use crate::dossier::{Dossier, Request};
use crate::orders;
use crate::receipts::{cost, outcome};
use crate::sentences::{billed, from, moment};
use crate::words;
use crate::workbook::Sheet;
use store::check::Check;
use store::order::State;

pub(crate) fn orders(dossier: &Dossier) -> Sheet {
    let rows = dossier.orders.iter().map(|ordered| {
        let order = &ordered.order;
        let report = match &order.state {
            State::Saved { report, .. } => Some(report),
            _ => None,
        };
        let of_report = |text: fn(&store::order::SavedReport) -> String| report.map(text).unwrap_or_default();
        vec![
            from(&order.source),
            order.order_no.clone().unwrap_or_default(),
            orders::format(order.format).to_owned(),
            moment(&order.placed_at),
            orders::words(&order.state).to_owned(),
            billed(ordered.billing, order.source.demo).to_owned(),
            of_report(|report| report.file_name.clone()),
            of_report(|report| report.bytes.to_string()),
            of_report(|report| report.sha256.clone()),
            of_report(|report| moment(&report.saved_at)),
        ]
    });
    let columns = [
        (words::evidence::SOURCE, 22.0),
        (words::report::ORDER_NO, 26.0),
        (words::report::FORMAT_LEGEND, 12.0),
        (words::report::PLACED_AT, 28.0),
        (words::evidence::STATE, 28.0),
        (words::failure::billing(dossier.demo), 30.0),
        (words::report::FILE_NAME, 44.0),
        (words::evidence::BYTES, 12.0),
        (words::snapshot::SHA256, 70.0),
        (words::report::SAVED_AT, 28.0),
    ];
    let mut rows: Vec<Vec<String>> = rows.collect();
    if rows.is_empty() {
        let none = document::not_held_sentence(Check::IdentityReport);
        rows.push(vec![String::new(), String::new(), String::new(), String::new(), none]);
    }
    Sheet::new(words::evidence::ORDER_SHEET, columns, rows)
}

/// All requests with their replies, followed by all files.
pub(crate) fn receipts(dossier: &Dossier) -> Sheet {
    let mut rows: Vec<Vec<String>> =
        dossier.requests().map(|request| receipt(dossier.demo, request)).collect();
    for attachment in &dossier.attachments {
        if attachment.is_reply() {
            continue;
        }
        rows.push(vec![
            attachment.about.clone(),
            moment(&attachment.at),
            String::new(),
            String::new(),
            String::new(),
            attachment.whereabouts().to_owned(),
            attachment.bytes.to_string(),
            attachment.sha256.clone(),
        ]);
    }
    let columns = [
        (words::evidence::CHECK, 18.0),
        (words::evidence::TIME_BEIJING, 28.0),
        (words::finding::ORDER_NUMBER, 26.0),
        (words::evidence::OUTCOME, 34.0),
        (words::failure::billing(dossier.demo), 14.0),
        (words::evidence::PDF_ATTACHMENT, 44.0),
        (words::evidence::BYTES, 12.0),
        (words::snapshot::SHA256, 70.0),
    ];
    Sheet::new(words::evidence::RECEIPT_SHEET, columns, rows)
}

fn receipt(demo: bool, request: &Request) -> Vec<String> {
    let reply = request.reply.as_ref();
    vec![
        request.check.name().to_owned(),
        moment(&request.asked_at),
        request.order_number.clone().unwrap_or_default(),
        outcome(request),
        cost(request, demo).to_owned(),
        reply.map_or_else(|| words::finding::EVIDENCE_NO_REPLY.to_owned(), |reply| reply.attachment.clone()),
        reply.map(|reply| reply.bytes.to_string()).unwrap_or_default(),
        reply.map(|reply| reply.sha256.clone()).unwrap_or_default(),
    ]
}
