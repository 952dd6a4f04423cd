//! What proves a dossier: every request with its reply, and every attached file.

use super::attached::Content;
use super::dossier::{Dossier, Request};
use super::paper::{Block, Table};
use super::sentences::{bytes, moment};
use super::words::{say, word, word_for};
use crate::check::Check;

/// Where the attachments are to be found. Whoever has another reader sees none, and has to be told.
const HOW: &str = "用 Adobe Acrobat Reader、福昕（Foxit）阅读器或 Firefox 打开，可在“附件”栏里查看和另存。\
    macOS 的“预览”、Edge、微信、WPS 等阅读器不显示附件，或只显示一部分，但附件仍在文件里。\
    每一个附件的 SHA-256 都印在下表中，看不到附件时也可用任何 SHA-256 工具核对另外收到的文件。";

/// Every request with what proves it, those included whose reply was not the last.
pub(super) fn requests(requests: &[Request], demo: bool, blocks: &mut Vec<Block>) {
    if requests.is_empty() {
        return;
    }
    blocks.push(Block::Text(say("finding/evidence", &[&requests.len().to_string()])));
    let came = if demo { "结果" } else { "结果与计费" };
    let columns = vec![("查询时间与单号", 0.4), (came, 0.16), ("原始答复（附件）与 SHA-256", 0.44)];
    let rows = requests.iter().map(|request| {
        vec![sent(request), format!("{}\n{}", outcome(request), cost(request, demo)), proof(request)]
    });
    blocks.push(Block::Table(Table { columns, rows: rows.collect() }));
}

fn sent(request: &Request) -> String {
    let mut text = moment(&request.asked_at);
    if let Some(number) = &request.order_number {
        text.push_str(&format!("\n{number}"));
    }
    text
}

/// What was asked and what came of it.
pub(super) fn outcome(request: &Request) -> String {
    let what = match request.check {
        Check::List(_) => say("finding/evidencePage", &[&request.page.to_string()]),
        Check::RegistrationSnapshot | Check::Quota => "查询".to_owned(),
        Check::IdentityReport if request.asks_progress => "询问进度（最后一次）".to_owned(),
        Check::IdentityReport => "下单".to_owned(),
    };
    let came = word_for("history/outcomes", &request.outcome);
    let again = if request.asked_again { "，后来又问了一次" } else { "" };
    match request.check {
        // What became of an order is told by its states.
        Check::IdentityReport => what,
        _ => format!("{what}：{came}{again}"),
    }
}

/// Whether this one request may have been billed.
pub(super) fn cost(request: &Request, demo: bool) -> &'static str {
    match (demo, request.may_be_billed) {
        (true, _) => word("app/demo"),
        (false, true) => word("history/mayBeBilled"),
        (false, false) => "没有计费",
    }
}

fn proof(request: &Request) -> String {
    match &request.reply {
        Some(reply) => format!("{}（{}）\n{}", reply.attachment, bytes(reply.bytes as u64), reply.sha256),
        None => word("finding/evidenceNoReply").to_owned(),
    }
}

/// Every file, attached or not, with its digest.
pub(super) fn attachments(dossier: &Dossier, blocks: &mut Vec<Block>) {
    if dossier.attachments.is_empty() {
        blocks.push(Block::Text("没有附件：没有收到任何答复。".to_owned()));
        return;
    }
    let attached = dossier.attachments.iter().filter(|attachment| attachment.is_attached()).count();
    blocks.push(Block::Introduction(match dossier.attachments.len() - attached {
        0 => format!("附件在本 PDF 文件之内。{HOW}"),
        _ if attached == 0 => "下表的文件都没有附上，原因逐一注明。".to_owned(),
        left => format!("除注明没有附上的 {left} 个文件外，附件在本 PDF 文件之内。{HOW}"),
    }));
    let rows = dossier.attachments.iter().map(|attachment| {
        let mut what = format!("{}\n{}", attachment.about, bytes(attachment.bytes));
        if let Content::Left(left) = &attachment.content {
            what.push_str(&format!("\n{}", left.words()));
        }
        vec![attachment.name.clone(), what, attachment.sha256.clone()]
    });
    let columns = vec![("文件名", 0.3), ("说明", 0.27), ("SHA-256", 0.43)];
    blocks.push(Block::Table(Table { columns, rows: rows.collect() }));
}
