//! Replies that no document foresees: long, hidden, contradictory.

use super::*;

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
