//! Evidence as an Excel file. Every cell is text: nothing that came from elsewhere can become a formula, and no number loses
//! its digits.

use super::EvidenceError;
use super::attached::Content;
use super::dossier::{Dossier, Question, Request};
use super::money;
use super::orders_told;
use super::sentences::{billed, clock, completeness, failure, from, limits, moment, parties, stated};
use super::told::{self, CHECKS, TITLE};
use super::words::{word, word_for};
use crate::check::Check;
use crate::failure::Billing;
use crate::finding::{Answer, CustomsRegistration, Finding, Outcome, Picture};
use crate::order::State;
use crate::record::Note;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Longest text of a cell, in UTF-16 units, as Excel allows it.
const LONGEST_CELL: usize = 32_767;
const CUT: &str = "……（太长，以下略，全文见原始答复）";

/// A sheet of text: what its columns are called and how wide they are, in characters, then its rows.
struct Sheet {
    name: &'static str,
    columns: Vec<(&'static str, f64)>,
    rows: Vec<Vec<String>>,
}

/// The whole file.
pub(super) fn made(dossier: &Dossier) -> Result<Vec<u8>, EvidenceError> {
    let sheets = [
        overview(dossier),
        restrictions(dossier),
        registrations(dossier),
        punishments(dossier),
        orders(dossier),
        proofs(dossier),
    ];
    written(dossier, &sheets).map_err(|error| EvidenceError::NotMade(error.to_string()))
}

fn written(dossier: &Dossier, sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let saved_at = ExcelDateTime::from_timestamp(dossier.saved_at.as_second())?;
    let properties = DocProperties::new()
        .set_title(format!("{TITLE} {}", dossier.subject))
        .set_author(format!("{} {}", word("app/name"), dossier.version))
        .set_creation_datetime(&saved_at);
    workbook.set_properties(&properties);
    let head = Format::new()
        .set_bold()
        .set_background_color("#F1F4F7")
        .set_border_bottom(FormatBorder::Thin)
        .set_align(FormatAlign::Top)
        .set_text_wrap();
    let cell = Format::new().set_num_format("@").set_align(FormatAlign::Top).set_text_wrap();
    for sheet in sheets {
        let worksheet = workbook.add_worksheet().set_name(sheet.name)?;
        fill(worksheet, sheet, &head, &cell)?;
        worksheet.set_freeze_panes(1, 0)?.set_landscape().set_print_fit_to_pages(1, 0);
        let mark = if dossier.demo { word("app/demo") } else { "" };
        // `&` begins an instruction in a margin.
        worksheet.set_header(format!(
            "&L{TITLE} {}&R{mark}",
            dossier.subject.replace('&', "&&").chars().take(80).collect::<String>()
        ));
        worksheet.set_footer("&C&P / &N");
    }
    workbook.save_to_buffer()
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet, head: &Format, cell: &Format) -> Result<(), XlsxError> {
    for (column, (name, width)) in (0..).zip(&sheet.columns) {
        worksheet.set_column_width(column, *width)?;
        worksheet.write_string_with_format(0, column, *name, head)?;
    }
    for (row, texts) in (1..).zip(&sheet.rows) {
        for (column, text) in (0..).zip(texts) {
            worksheet.write_string_with_format(row, column, fitting(text), cell)?;
        }
    }
    Ok(())
}

/// As much as a cell holds; that there is more is said.
fn fitting(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST_CELL {
        return text.to_owned();
    }
    let room = LONGEST_CELL - CUT.encode_utf16().count();
    let mut taken = 0;
    let kept = text.chars().take_while(|c| {
        taken += c.len_utf16();
        taken <= room
    });
    kept.chain(CUT.chars()).collect()
}

fn overview(dossier: &Dossier) -> Sheet {
    let row = |item: &str, content: String| {
        vec![item.to_owned(), content, String::new(), String::new(), String::new()]
    };
    let mut rows = Vec::new();
    if dossier.demo {
        rows.push(row(word("app/demo"), word("app/demoTitle").to_owned()));
    }
    rows.extend(told::about(dossier).into_iter().map(|field| row(&field.label, field.value)));
    for check in CHECKS {
        let before = rows.len();
        for question in dossier.of_check(check) {
            rows.push(overview_of(question));
            rows.extend(remarks(&question.finding).into_iter().map(|remark| row("", remark)));
            rows.extend(noted(&question.notes));
        }
        if check == Check::IdentityReport {
            for ordered in &dossier.orders {
                let (order, demo) = (&ordered.order, ordered.order.source.demo);
                rows.push(vec![
                    word_for("checks", &check).to_owned(),
                    orders_told::standing(order),
                    moment(&order.placed_at),
                    order.order_no.clone().unwrap_or_default(),
                    billed(ordered.billing, demo).to_owned(),
                ]);
                rows.extend(noted(&ordered.notes));
            }
        }
        if rows.len() == before {
            rows.push(row(word_for("checks", &check), word("standing/notAsked").to_owned()));
        }
    }
    rows.push(row("说明", told::ABOUT.to_owned()));
    let columns = vec![
        ("项目", 16.0),
        ("内容", 70.0),
        ("查询时间（北京时间）", 28.0),
        ("单号", 26.0),
        ("是否计费", 30.0),
    ];
    Sheet { name: "概要", columns, rows }
}

fn overview_of(question: &Question) -> Vec<String> {
    let finding = &question.finding;
    vec![
        word_for("checks", &finding.check).to_owned(),
        told::result(question),
        moment(&finding.asked_at),
        order_number(finding),
        billed(question.billing, finding.source.demo).to_owned(),
    ]
}

/// What belongs to a result: why it is not complete or not known, and what it does not say.
fn remarks(finding: &Finding) -> Vec<String> {
    let mut remarks = Vec::new();
    let free = finding.source.demo.then(|| billed(Billing::NotBilled, true));
    let answer = match &finding.outcome {
        Outcome::Found { answer } => Some(answer),
        Outcome::NoRecord { form } => {
            remarks.push(word("finding/noRecordNotice").to_owned());
            remarks.push(word_for("finding/noRecordForms", form).to_owned());
            None
        }
        Outcome::NotVerified { failure: why, answer } => {
            remarks.extend(failure(why, free));
            if answer.is_some() {
                remarks.push(word("finding/inconsistentRows").to_owned());
            }
            answer.as_ref()
        }
    };
    match answer {
        Some(
            Answer::ExitRestrictions { completeness: said, .. }
            | Answer::CustomsRegistrations { completeness: said, .. },
        ) => remarks.extend(completeness(said)),
        Some(Answer::Snapshot { picture: Picture::NotFetched { failure: why } }) => {
            remarks.extend(failure(why, Some(free.unwrap_or_else(|| word("snapshot/fetchBilled")))));
        }
        Some(Answer::Snapshot { picture: Picture::Kept { .. } } | Answer::Quota { .. }) | None => {}
    }
    if let Some(why) = &finding.page_failure {
        remarks.push(word("completeness/pageFailed").to_owned());
        remarks.extend(failure(why, free));
    }
    remarks.extend(finding.clock_ahead_seconds.map(clock));
    remarks.extend(limits(finding.check).map(str::to_owned));
    remarks
}

fn noted(notes: &[Note]) -> impl Iterator<Item = Vec<String>> {
    notes.iter().map(|note| {
        let kind = word_for("history/kinds", &note.kind).to_owned();
        vec![kind, note.text.clone(), moment(&note.at), String::new(), String::new()]
    })
}

fn order_number(finding: &Finding) -> String {
    finding.evidence.first().and_then(|first| first.order_number.clone()).unwrap_or_default()
}

/// What every row begins with: who answered, and the number of the call or order.
fn origin(finding: &Finding) -> Vec<String> {
    vec![from(&finding.source), order_number(finding)]
}

fn answer(question: &Question) -> Option<&Answer> {
    match &question.finding.outcome {
        Outcome::Found { answer } | Outcome::NotVerified { answer: Some(answer), .. } => Some(answer),
        Outcome::NoRecord { .. } | Outcome::NotVerified { answer: None, .. } => None,
    }
}

fn restrictions(dossier: &Dossier) -> Sheet {
    let mut rows = Vec::new();
    for question in dossier.of_check(Check::ExitRestriction) {
        let Some(Answer::ExitRestrictions { rows: found, .. }) = answer(question) else { continue };
        for (index, found) in found.iter().enumerate() {
            let mut row = origin(&question.finding);
            row.extend([
                (index + 1).to_string(),
                found.case_no.clone(),
                parties(&found.limited),
                parties(&found.executed),
                parties(&found.applicants),
                stated(&money::words(&found.amount).unwrap_or_default()).to_owned(),
                found.amount.raw.clone(),
                found.court.clone(),
                found.court_tel.clone(),
                found.publish_date.clone(),
                found.executed_address.clone(),
            ]);
            rows.push(row);
        }
    }
    let columns = vec![
        ("数据来源", 22.0),
        ("单号", 26.0),
        ("序号", 6.0),
        (word("exit/caseNo"), 30.0),
        (word("exit/limited"), 36.0),
        (word("exit/executed"), 36.0),
        (word("exit/applicants"), 36.0),
        (word("exit/amount"), 32.0),
        ("执行标的金额（原文）", 22.0),
        (word("exit/court"), 28.0),
        (word("exit/courtTel"), 18.0),
        (word("exit/publishDate"), 14.0),
        (word("exit/executedAddress"), 40.0),
    ];
    Sheet { name: word("checks/exitRestriction"), columns, rows }
}

fn each_registration(dossier: &Dossier) -> impl Iterator<Item = (&Finding, usize, &CustomsRegistration)> {
    dossier.of_check(Check::CustomsCredit).flat_map(|question| {
        let found: &[CustomsRegistration] = match answer(question) {
            Some(Answer::CustomsRegistrations { rows, .. }) => rows,
            _ => &[],
        };
        found.iter().enumerate().map(|(index, row)| (&question.finding, index + 1, row))
    })
}

fn registrations(dossier: &Dossier) -> Sheet {
    let rows = each_registration(dossier).map(|(finding, number, found)| {
        let mut row = origin(finding);
        row.extend([
            number.to_string(),
            found.reg_no.clone(),
            if found.identify_level.is_empty() {
                word("customs/levelUnstated").to_owned()
            } else {
                found.identify_level.clone()
            },
            word_for("customs/levels", &found.level).to_owned(),
            found.identify_date.clone(),
            found.identify_code.clone(),
            found.cancel_flag.clone(),
            found.annual_status.clone(),
            found.reg_gov.clone(),
            found.reg_date.clone(),
            found.trade_type.clone(),
            found.validity_date.clone(),
            found.admin_area.clone(),
            found.econo_area.clone(),
            found.special_area.clone(),
            found.industry_type.clone(),
            found.e_business_type.clone(),
            found.punishments.len().to_string(),
        ]);
        row
    });
    let rows = rows.collect();
    let columns = vec![
        ("数据来源", 22.0),
        ("单号", 26.0),
        ("序号", 6.0),
        (word("customs/regNo"), 20.0),
        (word("customs/level"), 18.0),
        ("信用等级的含义", 40.0),
        (word("customs/identifyDate"), 14.0),
        (word("customs/identifyCode"), 22.0),
        (word("customs/cancelFlag"), 14.0),
        (word("customs/annualStatus"), 16.0),
        (word("customs/regGov"), 18.0),
        (word("customs/regDate"), 14.0),
        (word("customs/tradeType"), 22.0),
        (word("customs/validityDate"), 14.0),
        (word("customs/adminArea"), 18.0),
        (word("customs/econoArea"), 18.0),
        (word("customs/specialArea"), 18.0),
        (word("customs/industryType"), 22.0),
        (word("customs/eBusinessType"), 24.0),
        ("海关行政处罚条数", 12.0),
    ];
    Sheet { name: word("checks/customsCredit"), columns, rows }
}

fn punishments(dossier: &Dossier) -> Sheet {
    let mut rows = Vec::new();
    for (finding, _, registration) in each_registration(dossier) {
        for punishment in &registration.punishments {
            let mut row = origin(finding);
            row.extend([
                registration.reg_no.clone(),
                punishment.no.clone(),
                punishment.decision_no.clone(),
                punishment.party.clone(),
                punishment.case_prop.clone(),
                punishment.punish_date.clone(),
            ]);
            rows.push(row);
        }
    }
    let columns = vec![
        ("数据来源", 22.0),
        ("单号", 26.0),
        (word("customs/regNo"), 20.0),
        (word("customs/punishmentNo"), 8.0),
        (word("customs/decisionNo"), 32.0),
        (word("customs/party"), 36.0),
        (word("customs/caseProp"), 24.0),
        (word("customs/punishDate"), 14.0),
    ];
    Sheet { name: "行政处罚", columns, rows }
}

fn orders(dossier: &Dossier) -> Sheet {
    let rows = dossier.orders.iter().map(|ordered| {
        let order = &ordered.order;
        let report = match &order.state {
            State::Saved { report, .. } => Some(report),
            _ => None,
        };
        let of_report = |text: fn(&crate::order::SavedReport) -> String| report.map(text).unwrap_or_default();
        vec![
            from(&order.source),
            order.order_no.clone().unwrap_or_default(),
            word_for("report/formats", &order.format).to_owned(),
            moment(&order.placed_at),
            orders_told::words(&order.state).to_owned(),
            billed(ordered.billing, order.source.demo).to_owned(),
            of_report(|report| report.file_name.clone()),
            of_report(|report| report.folder.clone()),
            of_report(|report| report.bytes.to_string()),
            of_report(|report| report.sha256.clone()),
            of_report(|report| moment(&report.saved_at)),
        ]
    });
    let columns = vec![
        ("数据来源", 22.0),
        (word("report/orderNo"), 26.0),
        (word("report/formatLegend"), 12.0),
        (word("report/placedAt"), 28.0),
        ("状态", 28.0),
        ("是否计费", 30.0),
        (word("report/fileName"), 44.0),
        (word("report/folder"), 40.0),
        ("字节", 12.0),
        (word("snapshot/sha256"), 70.0),
        (word("report/savedAt"), 28.0),
    ];
    Sheet { name: "订单", columns, rows: rows.collect() }
}

/// Every request with its reply, then every file.
fn proofs(dossier: &Dossier) -> Sheet {
    let mut rows: Vec<Vec<String>> = dossier.requests().map(|request| proof(dossier.demo, request)).collect();
    for attachment in &dossier.attachments {
        if attachment.media_type == "application/json" {
            continue;
        }
        let left = match &attachment.content {
            Content::Attached(_) => "",
            Content::Left(left) => left.words(),
        };
        rows.push(vec![
            attachment.about.clone(),
            moment(&attachment.at),
            String::new(),
            left.to_owned(),
            String::new(),
            attachment.name.clone(),
            attachment.bytes.to_string(),
            attachment.sha256.clone(),
        ]);
    }
    let columns = vec![
        ("核查项", 18.0),
        ("时间（北京时间）", 28.0),
        ("单号", 26.0),
        ("结果", 34.0),
        ("是否计费", 14.0),
        ("PDF 附件名", 44.0),
        ("字节", 12.0),
        ("SHA-256", 70.0),
    ];
    Sheet { name: "凭据", columns, rows }
}

fn proof(demo: bool, request: &Request) -> Vec<String> {
    let reply = request.reply.as_ref();
    vec![
        word_for("checks", &request.check).to_owned(),
        moment(&request.asked_at),
        request.order_number.clone().unwrap_or_default(),
        told::outcome(request),
        told::cost(request, demo).to_owned(),
        reply.map_or_else(|| word("finding/evidenceNoReply").to_owned(), |reply| reply.attachment.clone()),
        reply.map(|reply| reply.bytes.to_string()).unwrap_or_default(),
        reply.map(|reply| reply.sha256.clone()).unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_no_cell_holds_is_cut_and_says_so() {
        assert_eq!(fitting("=1+1"), "=1+1");
        let long = fitting(&"𠮷".repeat(20_000));
        assert!(long.ends_with(CUT) && long.encode_utf16().count() <= LONGEST_CELL);
    }
}
