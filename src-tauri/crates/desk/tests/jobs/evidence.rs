//! Evidence: saved, then read back by libraries that had no part in making it.

use crate::holds::{NO, open_at, service};
use crate::orders::until;
use crate::{MAIN, MANY, QUICK, Workplace, never, subject};
use calamine::{Data, Reader, Xlsx};
use desk::{
    Archive, Check, Credential, Desk, EntryId, EvidenceError, EvidenceFile, EvidenceFormat, EvidenceOf,
    EvidenceSetting, NoteKind, OrderState, ReportFormat, ReuseWindow, SavingError, Service, Setup,
};
use lopdf::{Dictionary, Document};
use sandbox::Options;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

const NOBODY: &str = "示例青禾农业科技有限公司";
const AT: &str = "2026-11-22T06:03:05Z";

fn save(archive: &Archive, folder: &Path, of: &EvidenceOf) -> Result<Vec<EvidenceFile>, EvidenceError> {
    let at = AT.parse().unwrap();
    archive.save_evidence(of, EvidenceSetting { folder, version: "9.8.7", at })
}

pub(crate) fn of(calls: &[i64], orders: &[i64]) -> EvidenceOf {
    let formats = vec![EvidenceFormat::Pdf, EvidenceFormat::Excel];
    EvidenceOf { calls: calls.to_vec(), orders: orders.to_vec(), formats }
}

/// What was saved, read back.
pub(crate) struct Saved {
    pub(crate) pdf: Pdf,
    pub(crate) excel: Excel,
    files: Vec<EvidenceFile>,
}

pub(crate) fn saved(place: &Workplace, archive: &Archive, of: &EvidenceOf) -> Saved {
    let files = save(archive, &place.evidence(), of).unwrap();
    let path = |index: usize| Path::new(&files[index].folder).join(&files[index].file_name);
    for (index, file) in files.iter().enumerate() {
        assert_eq!(std::fs::metadata(path(index)).unwrap().len(), file.bytes);
    }
    Saved { pdf: Pdf::read(&path(0)), excel: Excel::read(&path(1)), files }
}

pub(crate) struct Pdf {
    document: Document,
    /// Without the blanks that a reader puts between lines.
    pages: Vec<String>,
}

impl Pdf {
    fn read(path: &Path) -> Self {
        let document = Document::load(path).unwrap();
        let numbers: Vec<u32> = document.get_pages().into_keys().collect();
        let text = |number: &u32| {
            let text = document.extract_text(&[*number]).unwrap();
            text.chars().filter(|c| !c.is_whitespace()).collect()
        };
        let pages = numbers.iter().map(text).collect();
        Self { document, pages }
    }

    fn text(&self) -> String {
        self.pages.concat()
    }

    #[track_caller]
    pub(crate) fn says(&self, text: &str) {
        let wanted: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(self.text().contains(&wanted), "{text} is not in {}", self.text());
    }

    /// The attachments by their names.
    fn attachments(&self) -> BTreeMap<String, Vec<u8>> {
        let specs = self.document.objects.values().filter_map(|object| object.as_dict().ok());
        let specs = specs.filter(|spec| spec.has(b"EF"));
        specs.map(|spec| (self.name(spec), self.content(spec))).collect()
    }

    fn name(&self, spec: &Dictionary) -> String {
        assert_eq!(spec.get(b"AFRelationship").unwrap().as_name().unwrap(), b"Source");
        lopdf::decode_text_string(spec.get(b"UF").unwrap()).unwrap()
    }

    fn content(&self, spec: &Dictionary) -> Vec<u8> {
        let file = spec.get(b"EF").unwrap().as_dict().unwrap().get(b"UF").unwrap().as_reference().unwrap();
        let stream = self.document.get_object(file).unwrap().as_stream().unwrap();
        if stream.dict.has(b"Filter") {
            stream.decompressed_content().unwrap()
        } else {
            stream.content.clone()
        }
    }

    fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }
}

/// Whether an entry of a dictionary is this name.
fn is(dictionary: &Dictionary, entry: &[u8], name: &[u8]) -> bool {
    dictionary.get(entry).is_ok_and(|value| value.as_name().is_ok_and(|value| value == name))
}

/// The sheets by their names, as rows of text.
pub(crate) struct Excel(BTreeMap<String, Vec<Vec<String>>>);

impl Excel {
    fn read(path: &Path) -> Self {
        let mut workbook: Xlsx<_> = calamine::open_workbook(path).unwrap();
        let mut sheets = BTreeMap::new();
        for name in workbook.sheet_names() {
            assert!(workbook.worksheet_formula(&name).unwrap().is_empty(), "a formula in {name}");
            let text = |cell: &Data| match cell {
                Data::String(text) => text.clone(),
                Data::Empty => String::new(),
                other => panic!("{other:?} in {name} is no text"),
            };
            let range = workbook.worksheet_range(&name).unwrap();
            let rows = range.rows().map(|row| row.iter().map(text).collect()).collect();
            sheets.insert(name.clone(), rows);
        }
        Self(sheets)
    }

    /// A column below its heading.
    fn column(&self, sheet: &str, heading: &str) -> Vec<&str> {
        let rows = &self.0[sheet];
        let column = rows[0].iter().position(|cell| cell == heading).unwrap();
        rows[1..].iter().map(|row| row[column].as_str()).collect()
    }

    pub(crate) fn has(&self, sheet: &str, text: &str) -> bool {
        self.0[sheet].iter().flatten().any(|cell| cell.contains(text))
    }
}

async fn ask(desk: &Desk, check: Check, name: &str) -> i64 {
    desk.look_up(check, &subject(name), false, &never()).await.unwrap().call
}

async fn report(desk: &Arc<Desk>, name: &str) -> i64 {
    report_as(desk, name, ReportFormat::Pdf).await
}

async fn report_as(desk: &Arc<Desk>, name: &str, format: ReportFormat) -> i64 {
    let mut changes = desk.order_changes();
    let order = desk.order_report(&subject(name), format, &[]).unwrap();
    until(&mut changes, OrderState::is_final).await;
    order.id
}

async fn quick() -> Workplace {
    Workplace::with(Options { report_step: Duration::from_millis(5), ..Options::default() }).await
}

#[tokio::test]
async fn what_was_found_is_told_with_times_numbers_and_notes_and_every_reply_is_attached_as_received() {
    let place = quick().await;
    let desk = place.open();
    let exit = ask(&desk, Check::ExitRestriction, MAIN).await;
    let customs = ask(&desk, Check::CustomsCredit, MAIN).await;
    let snapshot = ask(&desk, Check::RegistrationSnapshot, MAIN).await;
    let order = report(&desk, MAIN).await;
    let archive = desk.archive();
    archive.annotate(EntryId::Call { id: exit }, NoteKind::Note, "已致电法院核对\n案号无误").unwrap();
    archive.annotate(EntryId::Order { id: order }, NoteKind::Conclusion, "暂缓准入").unwrap();
    let asked = place.sandbox.requests().len();
    let evidence = saved(&place, archive, &of(&[exit, customs, snapshot], &[order]));
    assert_eq!(place.sandbox.requests().len(), asked, "saving asks nothing");

    let pdf = &evidence.pdf;
    for text in [
        "核查底稿",
        MAIN,
        "2026-11-22 14:03:05 +08:00（北京时间）",
        "核查台 9.8.7",
        "数据来自企查查（127.0.0.1",
    ] {
        pdf.says(text);
    }
    let finding = crate::recorded(&desk, exit);
    pdf.says("查到 3 条限制出境记录");
    pdf.says("共 3 条，已全部显示。");
    pdf.says(&finding.asked_at.replace('T', " ").replace('+', " +"));
    pdf.says(finding.evidence[0].order_number.as_ref().unwrap());
    pdf.says("可能已计费，以企查查账单为准。");
    pdf.says("仅含企查查收录的、与该企业相关的限制出境记录");
    pdf.says("已致电法院核对案号无误");
    pdf.says("暂缓准入");
    pdf.says("已取得工商快照");
    assert!(!pdf.text().contains("演示数据"));
    let images = pdf.document.objects.values().filter_map(|object| object.as_stream().ok());
    let images = images.filter(|image| is(&image.dict, b"Subtype", b"Image"));
    assert_eq!(images.count(), 1, "the snapshot is shown");

    let attachments = pdf.attachments();
    let names: Vec<&str> = attachments.keys().map(String::as_str).collect();
    let file_name = std::fs::read_dir(place.evidence()).unwrap().map(|entry| entry.unwrap().file_name());
    let report_name =
        file_name.map(|name| name.into_string().unwrap()).find(|name| name.starts_with("身份报告_"));
    let report_name = report_name.unwrap();
    assert_eq!(
        names,
        [
            "01_限制出境_第1页_原始答复.json",
            "02_进出口信用_第1页_原始答复.json",
            "03_工商快照_原始答复.json",
            "04_身份报告_下单_原始答复.json",
            "05_身份报告_进度_原始答复.json",
            "06_工商快照_原图.png",
            &format!("07_{report_name}"),
        ]
    );
    assert_eq!(attachments[names[0]], archive.reply(exit).unwrap().bytes);
    assert_eq!(attachments[names[2]], archive.reply(snapshot).unwrap().bytes);
    assert_eq!(attachments[names[6]], std::fs::read(archive.report_path(order).unwrap()).unwrap());
    let picture = match crate::recorded(&desk, snapshot).outcome {
        desk::Outcome::Found {
            answer: desk::Answer::Snapshot { picture: desk::Picture::Kept { file, .. } },
        } => archive.picture(file).unwrap().bytes,
        other => panic!("{other:?}"),
    };
    assert_eq!(attachments[names[5]], picture);
    for name in names {
        pdf.says(name);
    }
    pdf.says(finding.evidence[0].sha256.as_ref().unwrap());

    let excel = &evidence.excel;
    assert_eq!(excel.column("限制出境", "序号"), ["1", "2", "3"]);
    assert!(excel.has("概要", "查到 3 条限制出境记录") && excel.has("概要", "已致电法院核对\n案号无误"));
    assert_eq!(excel.column("订单", "状态"), ["已保存"]);
    assert!(excel.column("凭据", "SHA-256").contains(&finding.evidence[0].sha256.as_deref().unwrap()));
    assert_eq!(excel.column("凭据", "PDF 附件").len(), 7);
}

#[tokio::test]
async fn the_file_says_that_it_is_pdf_a_3_tagged_chinese_and_dated() {
    let place = quick().await;
    let desk = place.open();
    let exit = ask(&desk, Check::ExitRestriction, MAIN).await;
    let Saved { pdf, files, .. } = saved(&place, desk.archive(), &of(&[exit], &[]));
    let metadata = pdf.catalog().get(b"Metadata").unwrap().as_reference().unwrap();
    let xmp = pdf.document.get_object(metadata).unwrap().as_stream().unwrap().content.clone();
    let xmp = String::from_utf8(xmp).unwrap();
    for claim in ["<pdfaid:part>3<", "<pdfaid:conformance>A<", "2026-11-22T14:03:05+08:00", "核查底稿"] {
        assert!(xmp.contains(claim), "{claim}: {xmp}");
    }
    for entry in [&b"OutputIntents"[..], b"MarkInfo", b"StructTreeRoot", b"Lang", b"AF", b"Outlines"] {
        assert!(pdf.catalog().has(entry), "{}", String::from_utf8_lossy(entry));
    }
    let fonts = pdf.document.objects.values().filter_map(|object| object.as_dict().ok());
    let descriptors = fonts.filter(|font| is(font, b"Type", b"FontDescriptor"));
    let embedded: Vec<bool> =
        descriptors.map(|font| font.has(b"FontFile3") || font.has(b"FontFile2")).collect();
    assert!(!embedded.is_empty() && embedded.iter().all(|embedded| *embedded));
    assert!(files[0].bytes < 600_000, "{} bytes: parts of the fonts only", files[0].bytes);
}

#[tokio::test]
async fn a_miss_a_failure_and_what_was_not_asked_are_told_apart() {
    let place = quick().await;
    let desk = place.open();
    let exit = ask(&desk, Check::ExitRestriction, NOBODY).await;
    let cancelled = never();
    cancelled.cancel();
    let customs = desk.look_up(Check::CustomsCredit, &subject(NOBODY), false, &cancelled).await.unwrap().call;
    let Saved { pdf, excel, .. } = saved(&place, desk.archive(), &of(&[customs, exit], &[]));
    pdf.says("未查到限制出境记录");
    pdf.says("未查到不等于没有风险。");
    pdf.says("未能核查进出口信用");
    pdf.says("您取消了这次查询。");
    pdf.says("本底稿不含工商快照的查询，不能说明这一项。");
    pdf.says("本底稿不含身份报告的订单，不能说明这一项。");
    assert!(!pdf.text().contains("未查到进出口信用记录") && !pdf.text().contains("未查到工商快照"));
    let told: Vec<(&str, &str)> =
        excel.column("概要", "项目").into_iter().zip(excel.column("概要", "内容")).collect();
    for row in [
        ("限制出境", "未查到限制出境记录"),
        ("进出口信用", "未能核查进出口信用"),
        ("工商快照", "本底稿不含工商快照的查询"),
        ("身份报告", "本底稿不含身份报告的订单"),
    ] {
        assert!(told.contains(&row), "{row:?}: {told:?}");
    }
    assert_eq!(
        excel.column("限制出境", "核查结果"),
        ["未查到限制出境记录\n未查到不等于没有风险。"],
        "a sheet without rows says why"
    );
    for sheet in ["进出口信用", "行政处罚"] {
        assert_eq!(excel.column(sheet, "核查结果"), ["未能核查进出口信用\n您取消了这次查询。"]);
    }
    assert_eq!(excel.column("订单", "状态"), ["本底稿不含身份报告的订单，不能说明这一项。"]);
    assert_eq!(pdf.attachments().len(), 1, "nothing came back for the other one");
}

#[tokio::test]
async fn many_records_go_over_many_pages_without_losing_one_and_a_part_of_them_is_called_incomplete() {
    let place = quick().await;
    let desk = place.open();
    let mut finding = desk.look_up(Check::ExitRestriction, &subject(MANY), false, &never()).await.unwrap();
    let first = saved(&place, desk.archive(), &of(&[finding.call], &[]));
    first.pdf.says("不完整：已显示 20 条");
    let results = first.excel.column("限制出境", "核查结果");
    assert_eq!(results.len(), 21, "the rows, and before them that they are not all");
    assert!(
        results[0].contains("不完整：已显示 20 条") && results[0].ends_with("其余的没有取得，不在本底稿内。")
    );
    assert!(results[1..].iter().all(|result| result.ends_with("（不完整）")), "{results:?}");
    assert_eq!(
        first.excel.column("进出口信用", "核查结果"),
        ["本底稿不含进出口信用的查询，不能说明这一项。"]
    );
    assert!(first.excel.has("概要", "（不完整）") && first.excel.has("概要", "不完整：已显示 20 条"));
    let mut pages = 1;
    while let desk::Outcome::Found {
        answer: desk::Answer::ExitRestrictions { completeness: desk::Completeness::MorePages { .. }, .. },
    } = finding.outcome
    {
        finding = desk.next_page(finding.call, &never()).await.unwrap();
        pages += 1;
    }
    let desk::Outcome::Found { answer: desk::Answer::ExitRestrictions { rows, .. } } = &finding.outcome
    else {
        panic!("{finding:?}")
    };
    assert!(rows.len() > 40, "{}", rows.len());
    let all = saved(&place, desk.archive(), &of(&[finding.call], &[]));
    for row in rows {
        all.pdf.says(&row.case_no);
    }
    assert!(!all.pdf.text().contains("不完整"));
    assert_eq!(all.pdf.attachments().len(), pages);
    let count = all.pdf.pages.len();
    assert!(count > 5, "{count}");
    for (index, page) in all.pdf.pages.iter().enumerate() {
        assert!(page.contains(&format!("{}/{count}", index + 1)), "{page}");
        assert!(page.contains(MANY), "{page}");
    }
    let cases: Vec<&str> = rows.iter().map(|row| row.case_no.as_str()).collect();
    assert_eq!(all.excel.column("限制出境", "案号"), cases);
}

#[tokio::test]
async fn the_same_record_gives_the_same_evidence() {
    let place = quick().await;
    let desk = place.open();
    let calls =
        [ask(&desk, Check::ExitRestriction, MAIN).await, ask(&desk, Check::RegistrationSnapshot, MAIN).await];
    let read = |file: &EvidenceFile| std::fs::read(Path::new(&file.folder).join(&file.file_name)).unwrap();
    let first = save(desk.archive(), &place.evidence(), &of(&calls, &[])).unwrap();
    let again = save(&place.restart(), &place.evidence(), &of(&[calls[1], calls[0], calls[1]], &[])).unwrap();
    for (first, again) in first.iter().zip(&again) {
        assert_eq!(first.sha256, again.sha256, "{first:?}");
        assert_eq!(read(first), read(again));
    }
    assert_eq!(
        again[0].file_name,
        format!("核查底稿_{MAIN}_20261122-1403 (2).pdf"),
        "nothing is overwritten"
    );
    assert_eq!(again[1].file_name, format!("核查底稿_{MAIN}_20261122-1403 (2).xlsx"));
}

#[tokio::test]
async fn demo_data_says_so_on_every_page_and_in_the_name() {
    let place = quick().await;
    let credential =
        Credential::new(place.sandbox.key().into(), place.sandbox.secret().to_owned().into()).unwrap();
    let service = Service::demo(place.sandbox.base_url().parse().unwrap(), credential).unwrap();
    let (archive, folder) = (place.restart(), place.evidence());
    let desk =
        Desk::open(Setup { service, archive, folder, reuse: ReuseWindow::Today, pace: QUICK }).unwrap();
    let calls =
        [ask(&desk, Check::ExitRestriction, MAIN).await, ask(&desk, Check::RegistrationSnapshot, MAIN).await];
    let Saved { pdf, excel, files } = saved(&place, desk.archive(), &of(&calls, &[]));
    assert!(pdf.pages.iter().all(|page| page.contains("演示数据")));
    assert!(files.iter().all(|file| file.file_name.starts_with("演示数据_核查底稿_")));
    assert!(pdf.pages.len() > 1 && !pdf.text().contains("可能已计费"));
    assert!(excel.has("概要", "演示数据"));
    assert!(excel.column("限制出境", "数据来源").iter().all(|source| source.contains("演示数据")));
}

#[tokio::test]
async fn text_of_the_service_is_text_in_excel_and_nothing_hidden_is_lost() {
    let place = Workplace::new().await;
    let server = MockServer::start().await;
    let hostile = [
        "=1+1",
        "+SUM(A1)",
        "-2",
        "@SUM(1)",
        "=HYPERLINK(\"http://example.com\")",
        "12345678901234567890",
        "甲\u{202e}乙\u{200b}",
        "\u{1}",
        "_x0041_",
    ];
    let rows: Vec<_> = hostile
        .iter()
        .map(|text| serde_json::json!({"CaseNo": text, "Court": text, "Amount": text}))
        .collect();
    let body = serde_json::json!({
        "Status": "200", "Message": "",
        "Paging": {"PageSize": 20, "PageIndex": 1, "TotalRecords": rows.len()},
        "Result": {"VerifyResult": 1, "Data": rows},
    });
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(body)).mount(&server).await;
    let desk = place.desk_at(&server.uri(), place.restart(), "key", ReuseWindow::Today);
    let call = ask(&desk, Check::ExitRestriction, MAIN).await;
    let Saved { pdf, excel, .. } = saved(&place, desk.archive(), &of(&[call], &[]));
    let shown = hostile.map(|text| match text {
        "甲\u{202e}乙\u{200b}" => "甲[U+202E]乙[U+200B]",
        "\u{1}" => "[U+0001]",
        plain => plain,
    });
    assert_eq!(excel.column("限制出境", "案号"), shown);
    assert_eq!(excel.column("限制出境", "承办法院"), shown);
    pdf.says("甲[U+202E]乙[U+200B]");
    pdf.says("12345678901234567890");
    pdf.says("[U+0001]");
}

#[tokio::test]
async fn rows_of_an_answer_that_contradicts_itself_are_marked_one_by_one() {
    let place = Workplace::new().await;
    let server = MockServer::start().await;
    let body = serde_json::json!({
        "Status": "200", "Message": "", "Paging": {"PageSize": 20, "PageIndex": 1, "TotalRecords": 1},
        "Result": {"VerifyResult": 0, "Data": [{"CaseNo": "一"}]},
    });
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(body)).mount(&server).await;
    let desk = place.desk_at(&server.uri(), place.restart(), "key", ReuseWindow::Today);
    let call = ask(&desk, Check::ExitRestriction, MAIN).await;
    let Saved { excel, .. } = saved(&place, desk.archive(), &of(&[call], &[]));
    assert_eq!(excel.column("限制出境", "案号"), ["", "一"]);
    let results = excel.column("限制出境", "核查结果");
    assert!(results[0].contains("自相矛盾") && results[0].contains("不能当作核查结果"), "{results:?}");
    assert!(results.iter().all(|result| result.starts_with("未能核查限制出境")), "{results:?}");
}

#[tokio::test]
async fn a_row_that_no_page_can_hold_goes_on_over_pages_and_nobody_named_in_it_is_lost() {
    let place = Workplace::new().await;
    let server = MockServer::start().await;
    let names: Vec<String> = (0..3000).map(|number| format!("示例{number:04}号")).collect();
    let parties: Vec<_> = names.iter().map(|name| serde_json::json!({"KeyNo": "", "Name": name})).collect();
    let row = serde_json::json!({"CaseNo": "一", "LimitList": parties, "Court": "院".repeat(4000)});
    let body = serde_json::json!({
        "Status": "200", "Message": "", "Paging": {"PageSize": 20, "PageIndex": 1, "TotalRecords": 1},
        "Result": {"VerifyResult": 1, "Data": [row]},
    });
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(body)).mount(&server).await;
    let desk = place.desk_at(&server.uri(), place.restart(), "key", ReuseWindow::Today);
    let call = ask(&desk, Check::ExitRestriction, MAIN).await;
    let Saved { pdf, excel, .. } = saved(&place, desk.archive(), &of(&[call], &[]));
    let header = format!("核查底稿{MAIN}");
    // A page's margins are drawn last.
    let bodies = pdf.pages.iter().map(|page| page.rsplit_once(&header).unwrap().0);
    let text: String = bodies.collect();
    for name in &names {
        assert!(text.contains(name.as_str()), "{name}");
    }
    assert!(text.contains(&"院".repeat(4000)));
    let cell = &excel.0["限制出境"][1];
    assert!(
        cell.iter().any(|cell| cell.ends_with("全文见原始答复）")),
        "a cell holds 32,767 characters at most"
    );
}

#[tokio::test]
async fn a_report_that_is_gone_or_was_changed_is_listed_and_not_attached() {
    let place = quick().await;
    let desk = place.open();
    let order = report(&desk, MAIN).await;
    let path = desk.archive().report_path(order).unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.push(b'\n');
    std::fs::write(&path, bytes).unwrap();
    let changed = saved(&place, desk.archive(), &of(&[], &[order]));
    changed.pdf.says("没有附上：文件的内容与保存时不同");
    assert!(changed.excel.has("凭据", "没有附上：文件的内容与保存时不同"));
    std::fs::remove_file(&path).unwrap();
    let gone = saved(&place, desk.archive(), &of(&[], &[order]));
    gone.pdf.says("没有附上：文件已不在原处");
    gone.pdf.says("除注明没有附上的1个文件外，附件在本PDF文件之内");
    assert_eq!(gone.pdf.attachments().len(), 2, "the replies");
    let told = gone.excel.column("凭据", "PDF 附件");
    assert!(told[2].starts_with("没有附上：文件已不在原处"), "{told:?}");
}

#[tokio::test]
async fn a_report_that_is_too_large_for_an_attachment_is_listed_with_its_digest() {
    let place = Workplace::new().await;
    let mut large = b"%PDF-1.7\n".to_vec();
    large.resize(49 << 20, b' ');
    large.extend(b"\n%%EOF\n");
    let server = service(ResponseTemplate::new(200).set_body_bytes(large)).await;
    let desk = open_at(&place, &server);
    let order = report(&desk, MAIN).await;
    let Saved { pdf, files, .. } = saved(&place, desk.archive(), &of(&[], &[order]));
    pdf.says("文件太大，没有附上，请与本底稿一并保存");
    pdf.says(NO);
    assert!(files[0].bytes < 1 << 20);
}

#[tokio::test]
async fn what_has_no_room_is_never_a_reply_while_a_report_is_attached() {
    let place = Workplace::new().await;
    let mut large = b"%PDF-1.7\n".to_vec();
    large.resize((48 << 20) - 100, b' ');
    large.extend(b"\n%%EOF\n");
    let server = service(ResponseTemplate::new(200).set_body_bytes(large)).await;
    let desk = open_at(&place, &server);
    let order = report(&desk, MAIN).await;
    let Saved { pdf, excel, .. } = saved(&place, desk.archive(), &of(&[], &[order]));
    pdf.says("收到的原始答复按收到的原样附在 PDF 文件里，SHA-256");
    let told = excel.column("凭据", "PDF 附件");
    let (report, replies) = told.split_last().unwrap();
    assert!(report.starts_with("文件太大，没有附上"), "{told:?}");
    assert!(replies.iter().all(|name| pdf.attachments().contains_key(*name)), "{told:?}");
}

#[tokio::test]
async fn where_only_excel_is_saved_nothing_is_said_to_be_in_a_pdf() {
    let place = quick().await;
    let desk = place.open();
    let calls =
        [ask(&desk, Check::ExitRestriction, MAIN).await, ask(&desk, Check::RegistrationSnapshot, MAIN).await];
    let of = EvidenceOf { formats: vec![EvidenceFormat::Excel], ..of(&calls, &[]) };
    let [file] = &save(desk.archive(), &place.evidence(), &of).unwrap()[..] else { panic!() };
    let excel = Excel::read(&file.path().unwrap());
    assert!(excel.has("概要", "这次没有保存 PDF") && !excel.has("概要", "附在 PDF 文件里"));
    let told = excel.column("凭据", "PDF 附件");
    assert_eq!(told, ["没有附上：这次没有保存 PDF"; 3]);
    assert!(excel.column("凭据", "SHA-256").iter().all(|digest| digest.len() == 64));
}

#[tokio::test]
async fn reports_in_both_formats_are_attached() {
    let place = quick().await;
    let desk = place.open();
    let orders =
        [report_as(&desk, MAIN, ReportFormat::Word).await, report_as(&desk, MAIN, ReportFormat::Pdf).await];
    let Saved { pdf, excel, .. } = saved(&place, desk.archive(), &of(&[], &orders));
    let attachments = pdf.attachments();
    for (order, extension) in orders.iter().zip([".docx", ".pdf"]) {
        let (_, attached) = attachments.iter().find(|(name, _)| name.ends_with(extension)).unwrap();
        assert_eq!(*attached, std::fs::read(desk.archive().report_path(*order).unwrap()).unwrap());
    }
    assert_eq!(excel.column("订单", "报告格式"), ["Word", "PDF"]);
}

#[tokio::test]
async fn a_question_that_was_asked_again_is_told_by_its_last_answer_and_every_request_is_listed() {
    let place = Workplace::new().await;
    let server = MockServer::start().await;
    let reply = |status: &str| {
        let body =
            serde_json::json!({"Status": status, "Message": "", "Result": null, "OrderNumber": status});
        ResponseTemplate::new(200).set_body_json(body)
    };
    Mock::given(any()).respond_with(reply("205")).up_to_n_times(2).mount(&server).await;
    Mock::given(any()).respond_with(reply("201")).mount(&server).await;
    let desk = place.desk_at(&server.uri(), place.restart(), "key", ReuseWindow::Today);
    let call = ask(&desk, Check::ExitRestriction, MAIN).await;
    desk.wait_for_answer(call, &never()).await.unwrap();
    let Saved { pdf, excel, .. } = saved(&place, desk.archive(), &of(&[call], &[]));
    pdf.says("未查到限制出境记录");
    pdf.says("查询凭据（3 次查询）");
    assert_eq!(pdf.attachments().len(), 3);
    assert_eq!(
        excel.column("凭据", "结果"),
        ["第 1 页：未能核查，后来又问了一次", "第 1 页：未能核查，后来又问了一次", "第 1 页：未查到"]
    );
}

#[tokio::test]
async fn an_order_whose_fate_nobody_knows_is_told_so_and_may_be_billed() {
    let place = Workplace::new().await;
    let desk = place.open();
    let mut changes = desk.order_changes();
    let name = "示例网关故障有限公司";
    let order = desk.order_report(&subject(name), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Unknown { .. })).await;
    let Saved { pdf, excel, .. } = saved(&place, desk.archive(), &of(&[], &[order.id]));
    pdf.says("不确定是否已下单");
    pdf.says("可能已计费，以企查查账单为准。");
    assert_eq!(excel.column("订单", "状态"), ["不确定是否已下单"]);
}

#[tokio::test]
async fn evidence_is_about_one_subject_that_is_in_the_record() {
    let place = Workplace::new().await;
    let desk = place.open();
    let main = ask(&desk, Check::ExitRestriction, MAIN).await;
    let other = ask(&desk, Check::ExitRestriction, NOBODY).await;
    let quota = desk.ask_quota(&never()).await.unwrap().call;
    let many = desk.look_up(Check::ExitRestriction, &subject(MANY), false, &never()).await.unwrap();
    let second_page = desk.next_page(many.call, &never()).await.unwrap().evidence[1].call;
    let refused = |calls: &[i64], orders: &[i64]| save(desk.archive(), &place.evidence(), &of(calls, orders));
    assert!(matches!(refused(&[], &[]), Err(EvidenceError::Nothing)));
    assert!(matches!(refused(&[main, other], &[]), Err(EvidenceError::NotOneSubject)));
    assert!(matches!(refused(&[quota], &[]), Err(EvidenceError::NotOneSubject)));
    assert!(matches!(refused(&[999], &[]), Err(EvidenceError::NotFound)));
    assert!(matches!(refused(&[second_page], &[]), Err(EvidenceError::NotFound)), "a part of a question");
    assert!(matches!(refused(&[], &[999]), Err(EvidenceError::NotFound)));
    assert!(!place.evidence().exists(), "nothing was written");
}

#[tokio::test]
async fn a_folder_that_cannot_be_had_or_written_is_told_apart_and_leaves_nothing_behind() {
    let place = Workplace::new().await;
    let desk = place.open();
    let call = ask(&desk, Check::ExitRestriction, MAIN).await;
    let file = place.home.path().join("a file");
    std::fs::write(&file, "in its place").unwrap();
    assert!(matches!(save(desk.archive(), &file, &of(&[call], &[])), Err(EvidenceError::Folder(_))));
    if cfg!(target_os = "linux") {
        // No file can be made in it, not even by an administrator.
        let refused = save(desk.archive(), Path::new("/proc"), &of(&[call], &[]));
        assert!(matches!(refused, Err(EvidenceError::NotWritten(_))));
    }
    save(desk.archive(), &place.evidence(), &of(&[call], &[])).unwrap();
    let names: Vec<_> = std::fs::read_dir(place.evidence()).unwrap().collect();
    assert_eq!(names.len(), 2, "no unfinished file is left");
}

#[tokio::test]
async fn where_one_of_the_files_cannot_be_saved_none_is() {
    let place = Workplace::new().await;
    let desk = place.open();
    let call = ask(&desk, Check::ExitRestriction, MAIN).await;
    let [_, excel] = &save(desk.archive(), &place.evidence(), &of(&[call], &[])).unwrap()[..] else {
        panic!()
    };
    // Every name that the Excel file could be given is taken.
    let stem = excel.file_name.strip_suffix(".xlsx").unwrap();
    for number in 2..100 {
        std::fs::write(place.evidence().join(format!("{stem} ({number}).xlsx")), "").unwrap();
    }
    let count = || std::fs::read_dir(place.evidence()).unwrap().count();
    let before = count();
    let refused = save(desk.archive(), &place.evidence(), &of(&[call], &[]));
    assert!(matches!(refused, Err(EvidenceError::NotWritten(_))));
    assert_eq!(count(), before);
}

#[tokio::test]
async fn a_saved_file_that_was_changed_or_is_gone_is_told_apart() {
    let place = Workplace::new().await;
    let desk = place.open();
    let call = ask(&desk, Check::ExitRestriction, MAIN).await;
    let files = save(desk.archive(), &place.evidence(), &of(&[call], &[])).unwrap();
    let path = files[0].unchanged().unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.push(b'\n');
    std::fs::write(&path, bytes).unwrap();
    assert!(matches!(files[0].unchanged(), Err(SavingError::Changed)));
    assert_eq!(files[0].path().unwrap(), path, "it can still be found");
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(files[0].unchanged(), Err(SavingError::Gone)));
    assert!(matches!(files[0].path(), Err(SavingError::Gone)));
}

#[tokio::test]
async fn a_question_that_is_being_asked_is_not_told_as_a_failure() {
    let place = Workplace::with(Options { latency: Duration::from_millis(300), ..Options::default() }).await;
    let desk = place.open();
    let first = desk.look_up(Check::ExitRestriction, &subject(MANY), false, &never()).await.unwrap();
    let paging = tokio::spawn({
        let desk = desk.clone();
        async move { desk.next_page(first.call, &never()).await.unwrap() }
    });
    while place.requests("LimitExitCheck/GetList").len() < 2 {
        tokio::task::yield_now().await;
    }
    let early = save(desk.archive(), &place.evidence(), &of(&[first.call], &[]));
    assert!(matches!(early, Err(EvidenceError::StillAsking)));
    paging.await.unwrap();
    save(desk.archive(), &place.evidence(), &of(&[first.call], &[])).unwrap();
}

#[tokio::test]
async fn a_reply_that_is_no_longer_what_was_received_is_no_evidence() {
    let place = Workplace::new().await;
    let desk = place.open();
    let call = ask(&desk, Check::ExitRestriction, MAIN).await;
    desk.close().await;
    place.close();
    let record = rusqlite::Connection::open(place.record()).unwrap();
    let change = "DROP TRIGGER replies_stay;
                  UPDATE calls SET body = CAST(replace(CAST(body AS TEXT), '3', '4') AS BLOB);";
    record.execute_batch(change).unwrap();
    drop(record);
    let tampered = save(&place.restart(), &place.evidence(), &of(&[call], &[]));
    assert!(matches!(tampered, Err(EvidenceError::Record(_))));
}
