//! The evidence contains everything in the record.

use super::*;

#[tokio::test]
async fn what_was_found_is_told_with_times_numbers_and_notes_and_every_reply_is_attached_as_received() {
    let place = quick().await;
    let desk = place.open();
    let exit = ask(&desk, exit_restriction(), MAIN).await;
    let customs = ask(&desk, customs_credit(), MAIN).await;
    let snapshot = ask(&desk, LookUpCheck::RegistrationSnapshot, MAIN).await;
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
    pdf.says(finding.receipts[0].order_number.as_ref().unwrap());
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
            "01_exit-restriction_page-1.json",
            "02_customs-credit_page-1.json",
            "03_registration-snapshot.json",
            "04_identity-report_order.json",
            "05_identity-report_progress.json",
            "06_registration-snapshot.png",
            "07_identity-report.pdf",
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
    for (name, about) in names.iter().zip([
        "限制出境第1页的原始答复",
        "进出口信用第1页的原始答复",
        "工商快照的原始答复",
        "身份报告下单的原始答复",
        "身份报告进度的原始答复",
        "工商快照图片，按收到的原样",
        &format!("身份报告文件，原名 {report_name}"),
    ]) {
        pdf.says(name);
        pdf.says(about);
        let digest = hex(&Sha256::digest(&attachments[*name]));
        assert_eq!(pdf.description(name), format!("{about}；SHA-256 {digest}"));
    }
    pdf.says(finding.receipts[0].sha256.as_ref().unwrap());

    let excel = &evidence.excel;
    assert_eq!(excel.column("限制出境", "序号"), ["1", "2", "3"]);
    assert!(excel.has("概要", "查到 3 条限制出境记录") && excel.has("概要", "已致电法院核对\n案号无误"));
    assert_eq!(excel.column("订单", "状态"), ["已保存"]);
    assert!(excel.column("凭据", "SHA-256").contains(&finding.receipts[0].sha256.as_deref().unwrap()));
    assert_eq!(excel.column("凭据", "PDF 附件").len(), 7);
}

#[tokio::test]
async fn the_file_says_that_it_is_pdf_a_3_tagged_chinese_and_dated() {
    let place = quick().await;
    let desk = place.open();
    let exit = ask(&desk, exit_restriction(), MAIN).await;
    let Saved { pdf, files, .. } = saved(&place, desk.archive(), &of(&[exit], &[]));
    let xmp = pdf.properties();
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
    let exit = ask(&desk, exit_restriction(), NOBODY).await;
    let cancelled = never();
    cancelled.cancel();
    let customs = desk.look_up(customs_credit(), &subject(NOBODY), false, &cancelled).await.unwrap().call;
    let Saved { pdf, excel, .. } = saved(&place, desk.archive(), &of(&[customs, exit], &[]));
    pdf.says("未查到限制出境记录");
    pdf.says("未查到不等于没有风险。");
    pdf.says("未能核查进出口信用");
    pdf.says("您取消了这次查询。");
    pdf.says("本底稿不含工商快照的查询，不能说明这一项。");
    pdf.says("本底稿不含身份报告的订单，不能说明这一项。");
    assert!(!pdf.text().contains("未查到进出口信用记录") && !pdf.text().contains("未查到工商快照"));
    let rows: Vec<(&str, &str)> =
        excel.column("概要", "项目").into_iter().zip(excel.column("概要", "内容")).collect();
    for row in [
        ("限制出境", "未查到限制出境记录"),
        ("进出口信用", "未能核查进出口信用"),
        ("工商快照", "本底稿不含工商快照的查询"),
        ("身份报告", "本底稿不含身份报告的订单"),
    ] {
        assert!(rows.contains(&row), "{row:?}: {rows:?}");
    }
    assert_eq!(
        excel.column("限制出境", "核查结果"),
        ["未查到限制出境记录\n未查到不等于没有风险。"],
        "a sheet without rows says why"
    );
    for sheet in ["进出口信用", "海关行政处罚"] {
        assert_eq!(excel.column(sheet, "核查结果"), ["未能核查进出口信用\n您取消了这次查询。"]);
    }
    assert_eq!(excel.column("订单", "状态"), ["本底稿不含身份报告的订单，不能说明这一项。"]);
    assert_eq!(pdf.attachments().len(), 1, "nothing came back for the other one");
}

#[tokio::test]
async fn many_records_go_over_many_pages_without_losing_one_and_a_part_of_them_is_called_incomplete() {
    let place = quick().await;
    let desk = place.open();
    let mut finding = desk.look_up(exit_restriction(), &subject(MANY), false, &never()).await.unwrap();
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
        answer: desk::Answer::List { completeness: desk::Completeness::MorePages { .. }, .. },
    } = finding.outcome
    {
        finding = desk.next_page(finding.call, &never()).await.unwrap();
        pages += 1;
    }
    let desk::Outcome::Found { answer: desk::Answer::List { rows, .. } } = &finding.outcome else {
        panic!("{finding:?}")
    };
    assert!(rows.len() > 40, "{}", rows.len());
    let all = saved(&place, desk.archive(), &of(&[finding.call], &[]));
    for row in rows {
        all.pdf.says(row.values[0].raw());
    }
    assert!(!all.pdf.text().contains("不完整"));
    assert_eq!(all.pdf.attachments().len(), pages);
    let count = all.pdf.pages.len();
    assert!(count > 5, "{count}");
    for (index, page) in all.pdf.pages.iter().enumerate() {
        assert!(page.contains(&format!("{}/{count}", index + 1)), "{page}");
        assert!(page.contains(MANY), "{page}");
    }
    let cases: Vec<&str> = rows.iter().map(|row| row.values[0].raw()).collect();
    assert_eq!(all.excel.column("限制出境", "案号"), cases);
}

#[tokio::test]
async fn the_overview_leads_to_each_check_and_says_on_which_page_it_begins() {
    let place = quick().await;
    let desk = place.open();
    let mut calls = Vec::new();
    for check in ListCheck::all().map(LookUpCheck::List) {
        calls.push(ask(&desk, check, MANY).await);
    }
    let Saved { pdf, .. } = saved(&place, desk.archive(), &of(&calls, &[]));
    let names =
        ListCheck::all().map(|check| check.description().name.zh.as_str()).chain(["工商快照", "身份报告"]);
    let links = pdf.links(0);
    assert_eq!(links.len(), ListCheck::all().count() + 2);
    for (name, page) in names.zip(&links) {
        assert!(pdf.pages[0].contains(&format!("{name}第{}页", page + 1)), "{name} {page}");
        assert!(pdf.pages[*page].contains(name), "{name} {page}");
    }
    assert!(links.is_sorted() && links.last() > links.first());
}

#[tokio::test]
async fn the_same_record_gives_the_same_evidence() {
    let place = quick().await;
    let desk = place.open();
    let calls = [
        ask(&desk, exit_restriction(), MAIN).await,
        ask(&desk, LookUpCheck::RegistrationSnapshot, MAIN).await,
    ];
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
async fn files_of_one_name_were_saved_together() {
    let place = quick().await;
    let call = ask(&place.open(), exit_restriction(), MAIN).await;
    let saved = |formats: &[EvidenceFormat]| {
        let of = EvidenceOf { formats: formats.to_vec(), ..of(&[call], &[]) };
        let files = save(&place.restart(), &place.evidence(), &of).unwrap();
        files.into_iter().map(|file| file.file_name.replace(MAIN, "")).collect::<Vec<_>>()
    };
    assert_eq!(saved(&[EvidenceFormat::Pdf]), ["核查底稿__20261122-1403.pdf"]);
    assert_eq!(
        saved(&[EvidenceFormat::Pdf, EvidenceFormat::Excel]),
        ["核查底稿__20261122-1403 (2).pdf", "核查底稿__20261122-1403 (2).xlsx"]
    );
    assert_eq!(saved(&[EvidenceFormat::Excel]), ["核查底稿__20261122-1403 (3).xlsx"]);
}

#[tokio::test]
async fn demo_data_says_so_on_every_page_and_in_the_name() {
    let place = quick().await;
    let credential =
        Credential::new(place.sandbox.key().into(), place.sandbox.secret().to_owned().into()).unwrap();
    let service = Service::demo(place.sandbox.base_url().parse().unwrap(), credential).unwrap();
    let (archive, folder) = (place.restart(), place.evidence());
    let desk =
        Desk::open(Setup { service, archive, folder, reuse: ReuseWindow::Today, polling: QUICK }).unwrap();
    let calls = [
        ask(&desk, exit_restriction(), MAIN).await,
        ask(&desk, LookUpCheck::RegistrationSnapshot, MAIN).await,
    ];
    let Saved { pdf, excel, files } = saved(&place, desk.archive(), &of(&calls, &[]));
    assert!(pdf.pages.iter().all(|page| page.contains("演示数据")));
    assert!(files.iter().all(|file| file.file_name.starts_with("演示数据_核查底稿_")));
    assert!(pdf.pages.len() > 1 && !pdf.text().contains("可能已计费"));
    assert!(excel.has("概要", "演示数据"));
    assert!(excel.column("限制出境", "数据来源").iter().all(|source| source.contains("演示数据")));
}

#[tokio::test]
async fn evidence_of_demo_data_never_speaks_of_charges() {
    const FAILING: &str = "示例网关故障有限公司";
    let place = quick().await;
    let credential =
        Credential::new(place.sandbox.key().into(), place.sandbox.secret().to_owned().into()).unwrap();
    let service = Service::demo(place.sandbox.base_url().parse().unwrap(), credential).unwrap();
    let (archive, folder) = (place.restart(), place.evidence());
    let desk =
        Desk::open(Setup { service, archive, folder, reuse: ReuseWindow::Today, polling: QUICK }).unwrap();
    let mut changes = desk.order_changes();
    let order = desk.order_report(&subject(FAILING), ReportFormat::Pdf, &[]).unwrap();
    crate::orders::until(&mut changes, |state| matches!(state, OrderState::Unknown { .. })).await;
    let failed = [ask(&desk, exit_restriction(), FAILING).await];
    let found = [
        ask(&desk, exit_restriction(), MAIN).await,
        ask(&desk, LookUpCheck::RegistrationSnapshot, MAIN).await,
    ];
    for of in [of(&failed, &[order.id]), of(&found, &[])] {
        let Saved { pdf, excel, .. } = saved(&place, desk.archive(), &of);
        for charge in ["计费", "扣费", "收费", "费用", "账单"] {
            assert!(!pdf.text().contains(charge), "{charge}");
            assert!(excel.0.keys().all(|sheet| !excel.has(sheet, charge)), "{charge}");
        }
    }
}

#[tokio::test]
async fn a_look_up_that_was_asked_again_is_told_by_its_last_answer_and_every_request_is_listed() {
    let place = Workplace::new().await;
    let reply = |status: &str| {
        let body =
            serde_json::json!({"Status": status, "Message": "", "Result": null, "OrderNumber": status});
        Act::Reply(ok(body.to_string()))
    };
    let desk = place.open_at(&Peer::start(["205", "205", "201"].map(reply)).await);
    let call = ask(&desk, exit_restriction(), MAIN).await;
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
async fn no_folder_of_this_computer_is_told() {
    let place = quick().await;
    let desk = place.open();
    let order = report(&desk, MAIN).await;
    let Saved { pdf, excel, files } = saved(&place, desk.archive(), &of(&[], &[order]));
    let path = desk.archive().report_path(order).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    pdf.says(name);
    assert_eq!(excel.column("订单", "文件"), [name]);
    let folder = place.home.path().to_str().unwrap();
    assert!(!pdf.text().contains(folder) && !pdf.properties().contains(folder));
    assert!(!excel.0.keys().any(|sheet| excel.has(sheet, folder)));
    for file in files {
        let bytes = std::fs::read(file.path().unwrap()).unwrap();
        let named = bytes.windows(folder.len()).any(|part| part == folder.as_bytes());
        assert!(!named, "{}", file.file_name);
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_report_that_could_not_be_written_is_told_without_its_folder() {
    let place = quick().await;
    // Nobody, not even root, can create files there.
    std::os::unix::fs::symlink("/proc", place.evidence()).unwrap();
    let desk = place.open();
    let (order, reason) = crate::holds::held(&desk).await;
    assert_eq!(reason, desk::FileReason::NotWritten);
    let folder = place.home.path().join("elsewhere");
    let [file, _] = &save(desk.archive(), &folder, &of(&[], &[order.id])).unwrap()[..] else { panic!() };
    let pdf = Pdf::read(&file.path().unwrap());
    pdf.says("文件已经取到，但没能写入磁盘。");
    assert!(!pdf.text().contains(place.home.path().to_str().unwrap()), "{}", pdf.text());
}
