//! A dossier told from beginning to end.

use super::attached::Attachment;
use super::dossier::{Dossier, Question};
use super::orders_told;
use super::paper::{Block, Field, Table, field, wide};
use super::receipts::{attachments, requests};
use super::rows;
use super::sentences::{
    billed, bytes, clock, completeness, failure, from, headline, is_complete, limits, moment,
};
use super::words::{say, word, word_for, word_in};
use crate::check::Check;
use crate::drawing::OnPaper;
use crate::finding::{Answer, Completeness, Outcome, Picture};
use crate::record::Note;
use crate::time;

pub(super) const TITLE: &str = "核查底稿";

/// What evidence is, for whoever reads it years later.
pub(super) fn what_it_is(dossier: &Dossier) -> String {
    const MADE: &str = "本底稿由核查台按本机的核查记录生成，逐项列出查询的问题、时间和企查查的答复，没有人工改动。\
        它不评分，也不下结论；“备注与结论”由核查人员撰写。";
    const PROVES: &str =
        "SHA-256 可用来核对是否被改动；文字与原始答复不一致时，以原始答复为准。查询时间取自本机时钟。";
    let replies = || dossier.attachments.iter().filter(|attachment| attachment.is_reply());
    let where_they_are = if replies().next().is_none() {
        return format!("{MADE}没有收到任何答复。查询时间取自本机时钟。");
    } else if !dossier.pdf {
        "这次没有保存 PDF，收到的原始答复没有附上，保存时在核查台的本机记录里；"
    } else if replies().all(Attachment::is_attached) {
        "收到的原始答复按收到的原样附在 PDF 文件里，"
    } else {
        "收到的原始答复按收到的原样附在 PDF 文件里，太大而没有附上的逐一注明；"
    };
    format!("{MADE}{where_they_are}{PROVES}")
}

/// The whole document.
pub(super) fn document(dossier: &Dossier) -> Vec<Block> {
    let mut blocks = vec![Block::Title(TITLE.to_owned())];
    if dossier.demo {
        blocks.push(Block::Notice(vec![word("app/demo").to_owned(), word("app/demoTitle").to_owned()]));
    }
    blocks.push(Block::Fields(about(dossier)));
    blocks.push(overview(dossier));
    blocks.extend(left_out(dossier).map(|said| Block::Notice(vec![said])));
    blocks.push(Block::Quiet(what_it_is(dossier)));
    for check in dossier.checks() {
        blocks.push(Block::Heading(check.name().to_owned()));
        if check == Check::IdentityReport {
            orders_told::section(dossier, &mut blocks);
        } else {
            section(dossier, check, &mut blocks);
        }
    }
    blocks.push(Block::Heading("附件".to_owned()));
    attachments(dossier, &mut blocks);
    blocks
}

/// Subject, time, sources and program.
pub(super) fn about(dossier: &Dossier) -> Vec<Field> {
    let sources: Vec<String> = dossier.sources.iter().map(from).collect();
    vec![
        wide("核查对象", &*dossier.subject),
        wide("保存时间", format!("{}（北京时间）", moment(&time::shown(dossier.saved_at)))),
        wide("数据来源", sources.join("；")),
        wide("程序", format!("{} {}", word("app/name"), dossier.version)),
    ]
}

/// One row for every question and order, and for every check of which there is none.
fn overview(dossier: &Dossier) -> Block {
    let mut rows = Vec::new();
    for check in dossier.checks() {
        rows.extend(overview_of(dossier, check));
    }
    let columns = vec![("核查项", 0.12), ("结果", 0.26), ("查询时间（北京时间）", 0.25), ("单号", 0.37)];
    Block::Table(Table { columns, rows })
}

fn overview_of(dossier: &Dossier, check: Check) -> Vec<Vec<String>> {
    let name = check.name().to_owned();
    let mut rows: Vec<Vec<String>> = dossier
        .of_check(check)
        .map(|question| {
            let finding = &question.finding;
            let number = finding.evidence.first().and_then(|first| first.order_number.clone());
            vec![name.clone(), result(question), moment(&finding.asked_at), number.unwrap_or_default()]
        })
        .collect();
    if check == Check::IdentityReport {
        rows.extend(dossier.orders.iter().map(|ordered| {
            let order = &ordered.order;
            let number = order.order_no.clone().unwrap_or_default();
            vec![name.clone(), orders_told::standing(order), moment(&order.placed_at), number]
        }));
    }
    if rows.is_empty() {
        rows.push(vec![name, not_held(check), String::new(), String::new()]);
    }
    rows
}

/// The headline, and whether all of it is here.
pub(super) fn result(question: &Question) -> String {
    let headline = headline(&question.finding);
    match incomplete(&question.finding.outcome) {
        Some(_) => format!("{headline}（{}）", word("completeness/incomplete")),
        None => headline,
    }
}

pub(super) fn incomplete(outcome: &Outcome) -> Option<&Completeness> {
    let answer = match outcome {
        Outcome::Found { answer } | Outcome::NotVerified { answer: Some(answer), .. } => answer,
        Outcome::NoRecord { .. } | Outcome::NotVerified { answer: None, .. } => return None,
    };
    answer.completeness().filter(|completeness| !is_complete(completeness))
}

fn section(dossier: &Dossier, check: Check, blocks: &mut Vec<Block>) {
    let mut questions = dossier.of_check(check).peekable();
    if questions.peek().is_none() {
        blocks.push(Block::Notice(vec![not_held_sentence(check)]));
        return;
    }
    for question in questions {
        tell(question, blocks);
    }
}

/// That evidence holds nothing of a check. Whether it was asked nobody can tell from here: evidence holds what was on screen.
pub(super) fn not_held(check: Check) -> String {
    let what = match check {
        Check::IdentityReport => "订单",
        Check::List(_) | Check::RegistrationSnapshot | Check::Quota => "查询",
    };
    format!("本底稿不含{}的{what}", check.name())
}

/// The same as a sentence.
pub(super) fn not_held_sentence(check: Check) -> String {
    format!("{}，不能说明这一项。", not_held(check))
}

fn tell(question: &Question, blocks: &mut Vec<Block>) {
    let finding = &question.finding;
    let demo = finding.source.demo;
    blocks.push(Block::Sentence(headline(finding)));
    // Where nothing could be verified, nothing came that could have a source.
    let nothing_came = !demo && matches!(finding.outcome, Outcome::NotVerified { .. });
    let source = if nothing_came {
        field("查询对象", finding.source.host.clone())
    } else {
        field("数据来源", from(&finding.source))
    };
    let mut origin = vec![source, field("查询时间", moment(&finding.asked_at))];
    if let Some(number) = finding.evidence.first().and_then(|first| first.order_number.as_deref()) {
        origin.push(wide(word("finding/orderNumber"), number));
    }
    origin.push(wide(word_in(demo, "failure/billing"), billed(question.billing, demo)));
    blocks.push(Block::Fields(origin));
    if let Some(ahead) = finding.clock_ahead_seconds {
        blocks.push(Block::Notice(vec![clock(ahead)]));
    }
    match &finding.outcome {
        Outcome::Found { answer } => tell_answer(question, answer, blocks),
        Outcome::NoRecord(said) => {
            let form = word_for("finding/noRecordForms", &said.form()).to_owned();
            blocks.push(Block::Notice(vec![word("finding/noRecordNotice").to_owned(), form]));
        }
        Outcome::NotVerified { failure: why, answer } => {
            blocks.push(Block::Notice(failure(why, demo, None)));
            if let Some(answer) = answer {
                blocks.push(Block::Text(word("finding/inconsistentRows").to_owned()));
                tell_answer(question, answer, blocks);
            }
        }
    }
    if let Some(why) = &finding.page_failure {
        let mut lines = vec![word("completeness/pageFailed").to_owned()];
        lines.extend(failure(why, demo, None));
        blocks.push(Block::Notice(lines));
    }
    if let Some(limits) = limits(finding.check) {
        blocks.push(Block::Quiet(limits.to_owned()));
    }
    requests(&question.requests, demo, blocks);
    notes(&question.notes, blocks);
}

fn tell_answer(question: &Question, answer: &Answer, blocks: &mut Vec<Block>) {
    match answer {
        Answer::List { check, rows, completeness } => {
            tell_completeness(completeness, blocks);
            for (number, row) in (1..).zip(rows) {
                rows::tell(*check, number, row, blocks);
            }
        }
        Answer::Snapshot { picture } => tell_picture(question, picture, blocks),
        // It is about the account, and no part of evidence about a subject.
        Answer::Quota { .. } => {}
    }
}

fn tell_completeness(said: &Completeness, blocks: &mut Vec<Block>) {
    let lines = completeness(said);
    blocks.push(if is_complete(said) { Block::Text(lines.join("")) } else { Block::Notice(lines) });
}

fn tell_picture(question: &Question, picture: &Picture, blocks: &mut Vec<Block>) {
    match picture {
        Picture::NotFetched { failure: why } => {
            let demo = question.finding.source.demo;
            blocks.push(Block::Notice(failure(why, demo, Some("snapshot/fetchBilled"))));
        }
        Picture::Kept { width, height, bytes: size, sha256, plaintext, .. } => {
            let pixels = say("snapshot/pixels", &[&width.to_string(), &height.to_string()]);
            let mut fields = vec![
                field(word("snapshot/size"), pixels),
                field(word("snapshot/bytes"), bytes(u64::from(*size))),
                wide(word("snapshot/sha256"), &**sha256),
            ];
            if *plaintext {
                fields.push(wide(word("snapshot/plaintext"), word("snapshot/plaintextHint")));
            }
            blocks.push(Block::Fields(fields));
            match &question.picture {
                Some(OnPaper { png, busyness }) => {
                    let alt = say("snapshot/picture", &[&question.finding.subject]);
                    blocks.push(Block::Picture { png: png.clone(), busyness: busyness.clone(), alt });
                }
                None => blocks.push(Block::Notice(vec![
                    word("snapshot/cannotShow").to_owned(),
                    format!("收到的原图：{}", question.original.as_deref().unwrap_or_default()),
                ])),
            }
        }
    }
}

/// What the officer wrote.
pub(super) fn notes(notes: &[Note], blocks: &mut Vec<Block>) {
    if notes.is_empty() {
        return;
    }
    blocks.push(Block::Text(word("history/notesTitle").to_owned()));
    let rows = notes.iter().map(|note| vec![moment(&note.at), note_kind(note).to_owned(), note.text.clone()]);
    let columns = vec![("时间（北京时间）", 0.25), ("类别", 0.1), ("内容", 0.65)];
    blocks.push(Block::Table(Table { columns, rows: rows.collect() }));
}

/// What kind of note it is.
pub(super) fn note_kind(note: &Note) -> &'static str {
    note.kind.map_or(word("history/newer"), |kind| word_for("history/kinds", &kind))
}

/// That something was left out, because this version does not understand it.
pub(super) fn left_out(dossier: &Dossier) -> Option<String> {
    let left = dossier.newer;
    (left > 0)
        .then(|| format!("另有 {left} 条核查记录由较新版本的核查台写入，本底稿没有收入；请更新后另存一份。"))
}
