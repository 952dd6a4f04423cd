//! The attachments of a PDF, and how missing ones are listed.

use super::*;

#[tokio::test]
async fn a_report_that_is_out_of_reach_gone_or_was_changed_is_listed_and_not_attached() {
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
    let elsewhere = place.home.path().join("elsewhere");
    std::fs::rename(place.evidence(), &elsewhere).unwrap();
    let away = saved(&place, desk.archive(), &of(&[], &[order]));
    away.pdf.says("没有附上：现在读不到这个文件");
    assert!(away.excel.has("凭据", "没有附上：现在读不到这个文件"));
    // Saving has created the folder again, without the report.
    let gone = saved(&place, desk.archive(), &of(&[], &[order]));
    gone.pdf.says("没有附上：文件已不在原处");
    gone.pdf.says("除注明没有附上的1个文件外，附件在本PDF文件之内");
    assert_eq!(gone.pdf.attachments().len(), 2, "the replies");
    let column = gone.excel.column("凭据", "PDF 附件");
    assert!(column[2].starts_with("没有附上：文件已不在原处"), "{column:?}");
}

#[tokio::test]
async fn a_report_that_is_too_large_for_an_attachment_is_listed_with_its_digest() {
    let place = Workplace::new().await;
    let mut large = b"%PDF-1.7\n".to_vec();
    large.resize(49 << 20, b' ');
    large.extend(b"\n%%EOF\n");
    let server = service(ok(large)).await;
    let desk = place.open_at(&server);
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
    let server = service(ok(large)).await;
    let desk = place.open_at(&server);
    let order = report(&desk, MAIN).await;
    let Saved { pdf, excel, .. } = saved(&place, desk.archive(), &of(&[], &[order]));
    pdf.says("收到的原始答复按收到的原样附在 PDF 文件里，SHA-256");
    let column = excel.column("凭据", "PDF 附件");
    let (report, replies) = column.split_last().unwrap();
    assert!(report.starts_with("文件太大，没有附上"), "{column:?}");
    assert!(replies.iter().all(|name| pdf.attachments().contains_key(*name)), "{column:?}");
}

#[tokio::test]
async fn where_only_excel_is_saved_nothing_is_said_to_be_in_a_pdf() {
    let place = quick().await;
    let desk = place.open();
    let calls = [
        ask(&desk, exit_restriction(), MAIN).await,
        ask(&desk, LookUpCheck::RegistrationSnapshot, MAIN).await,
    ];
    let of = EvidenceOf { formats: vec![EvidenceFormat::Excel], ..of(&calls, &[]) };
    let [file] = &save(desk.archive(), &place.evidence(), &of).unwrap()[..] else { panic!() };
    let excel = Excel::read(&file.path().unwrap());
    assert!(excel.has("概要", "这次没有保存 PDF") && !excel.has("概要", "附在 PDF 文件里"));
    let column = excel.column("凭据", "PDF 附件");
    assert_eq!(column, ["没有附上：这次没有保存 PDF"; 3]);
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
async fn whoever_sees_no_attachments_is_told_which_readers_show_them() {
    let place = Workplace::new().await;
    let desk = place.open();
    let call = ask(&desk, exit_restriction(), MAIN).await;
    let Saved { pdf, .. } = saved(&place, desk.archive(), &of(&[call], &[]));
    for reader in ["Adobe Acrobat Reader", "福昕（Foxit）阅读器", "Firefox"] {
        pdf.says(reader);
    }
    pdf.says("macOS 的“预览”、Edge、微信、WPS 等阅读器不显示附件，或只显示一部分");
    pdf.says("每一个附件的 SHA-256 都印在下表中");
    for bytes in pdf.attachments().values() {
        pdf.says(&hex(&Sha256::digest(bytes)));
    }
}
