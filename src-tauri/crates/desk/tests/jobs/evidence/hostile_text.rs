//! Unexpected replies: long, with hidden characters, contradictory.

use super::*;

/// A cell without the notes that link it to the ones above and below.
fn joined(cell: &str) -> String {
    cell.replace("……（下接下一行）", "").replace("（上接上一行）……", "")
}

/// The core at a service that always replies with this.
async fn answered(place: &Workplace, body: impl ToString) -> Arc<Desk> {
    place.open_at(&Peer::repeating([Act::Reply(ok(body.to_string()))]).await)
}

async fn found(place: &Workplace, rows: serde_json::Value) -> (Arc<Desk>, i64) {
    let body = serde_json::json!({
        "Status": "200", "Message": "",
        "Paging": {"PageSize": 20, "PageIndex": 1, "TotalRecords": rows.as_array().unwrap().len()},
        "Result": {"VerifyResult": 1, "Data": rows},
    });
    let desk = answered(place, body).await;
    let call = ask(&desk, exit_restriction(), MAIN).await;
    (desk, call)
}

#[tokio::test]
async fn text_of_the_service_is_text_in_excel_and_nothing_hidden_is_lost() {
    let place = Workplace::new().await;
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
        "一。\r\n二。\r三。",
    ];
    let rows = hostile.iter().map(|text| serde_json::json!({"CaseNo": text, "Court": text, "Amount": text}));
    let (desk, call) = found(&place, rows.collect()).await;
    let Saved { pdf, excel, .. } = saved(&place, desk.archive(), &of(&[call], &[]));
    let shown = hostile.map(|text| match text {
        "甲\u{202e}乙\u{200b}" => "甲[U+202E]乙[U+200B]",
        "\u{1}" => "[U+0001]",
        "一。\r\n二。\r三。" => "一。\n二。[U+000D]三。",
        plain => plain,
    });
    assert_eq!(excel.column("限制出境", "案号"), shown);
    assert_eq!(excel.column("限制出境", "承办法院"), shown);
    pdf.says("甲[U+202E]乙[U+200B]");
    pdf.says("12345678901234567890");
    pdf.says("[U+0001]");
    pdf.says("一。二。[U+000D]三。");
}

#[tokio::test]
async fn rows_of_an_answer_that_contradicts_itself_are_marked_one_by_one() {
    let place = Workplace::new().await;
    let body = serde_json::json!({
        "Status": "200", "Message": "", "Paging": {"PageSize": 20, "PageIndex": 1, "TotalRecords": 1},
        "Result": {"VerifyResult": 0, "Data": [{"CaseNo": "一"}]},
    });
    let desk = answered(&place, body).await;
    let call = ask(&desk, exit_restriction(), MAIN).await;
    let Saved { excel, .. } = saved(&place, desk.archive(), &of(&[call], &[]));
    assert_eq!(excel.column("限制出境", "案号"), ["", "一"]);
    let results = excel.column("限制出境", "核查结果");
    assert!(results[0].contains("自相矛盾") && results[0].contains("不能当作核查结果"), "{results:?}");
    assert!(results.iter().all(|result| result.starts_with("未能核查限制出境")), "{results:?}");
}

#[tokio::test]
async fn a_row_that_no_page_can_hold_goes_on_over_pages_and_nobody_named_in_it_is_lost() {
    let place = Workplace::new().await;
    let names: Vec<String> = (0..3000).map(|number| format!("示例{number:04}号")).collect();
    let parties: Vec<_> = names.iter().map(|name| serde_json::json!({"KeyNo": "", "Name": name})).collect();
    let row = serde_json::json!({"CaseNo": "一", "LimitList": parties, "Court": "院".repeat(4000)});
    let (desk, call) = found(&place, serde_json::json!([row])).await;
    let Saved { pdf, excel, .. } = saved(&place, desk.archive(), &of(&[call], &[]));
    let header = format!("核查底稿{MAIN}");
    // A page's margins are drawn last.
    let bodies = pdf.pages.iter().map(|page| page.rsplit_once(&header).unwrap().0);
    let text: String = bodies.collect();
    for name in &names {
        assert!(text.contains(name.as_str()), "{name}");
    }
    assert!(text.contains(&"院".repeat(4000)));
    let cells = excel.column("限制出境", "限制出境对象");
    assert!(
        cells.len() > 1 && cells[0].ends_with("……（下接下一行）"),
        "a cell holds 32,767 characters at most"
    );
    let whole: String = cells.iter().map(|cell| joined(cell)).collect();
    assert!(names.iter().all(|name| whole.contains(name.as_str())));
}

#[tokio::test]
async fn a_text_of_any_length_is_saved_whole_and_cut_in_titles_only() {
    let place = Workplace::new().await;
    let [case, court, name] =
        [("案", 11_000), ("院", 100_000), ("名", 40_000)].map(|(c, count)| c.repeat(count));
    let party = serde_json::json!([{"KeyNo": "", "Name": name}]);
    let row = serde_json::json!({"CaseNo": case, "Court": court, "CourtTel": case, "LimitList": party});
    let (desk, call) = found(&place, serde_json::json!([row])).await;
    let note = "注".repeat(2000);
    desk.archive().annotate(EntryId::Call { id: call }, NoteKind::Note, &note).unwrap();
    let Saved { pdf, excel, .. } = saved(&place, desk.archive(), &of(&[call], &[]));
    // The pages' margins interrupt long texts.
    let count = |c: char| pdf.text().chars().filter(|found| *found == c).count();
    for (c, most) in [('案', 22_000), ('院', 100_000), ('名', 40_000), ('注', 2000)] {
        assert!(count(c) >= most, "{c}: {}", count(c));
    }
    let titles = pdf.titles();
    assert!(titles.iter().any(|title| title.starts_with("1  案号 案") && title.ends_with('…')), "{titles:?}");
    assert!(titles.iter().all(|title| title.chars().count() < 300));
    for (heading, whole) in [("案号", &case), ("承办法院", &court)] {
        let cells: String = excel.column("限制出境", heading).into_iter().map(joined).collect();
        assert!(cells == *whole, "{heading}");
    }
    assert!(excel.has("概要", &note));
}

#[tokio::test]
async fn what_is_no_character_is_named_wherever_it_stands() {
    let place = Workplace::new().await;
    let text = "甲\u{fffe}乙\u{ffff}丙\u{fdd0}丁\u{1fffe}戊\u{b}";
    let shown = "甲[U+FFFE]乙[U+FFFF]丙[U+FDD0]丁[U+1FFFE]戊[U+000B]";
    let (desk, call) = found(&place, serde_json::json!([{"CaseNo": text, "Court": text}])).await;
    let Saved { pdf, excel, .. } = saved(&place, desk.archive(), &of(&[call], &[]));
    pdf.says(shown);
    pdf.properties();
    assert!(pdf.titles().contains(&format!("1  案号 {shown}")), "{:?}", pdf.titles());
    assert_eq!(excel.column("限制出境", "案号"), [shown]);
}

#[tokio::test]
async fn letters_that_pile_up_over_other_lines_are_named() {
    let place = Workplace::new().await;
    let piled = format!("e{}", "\u{301}".repeat(5000));
    let (desk, call) = found(&place, serde_json::json!([{"CaseNo": "一", "Court": piled}])).await;
    let Saved { pdf, .. } = saved(&place, desk.archive(), &of(&[call], &[]));
    pdf.says(&"[U+0301]".repeat(20));
}

#[tokio::test]
async fn what_could_not_be_read_is_said_in_pdf_and_excel_and_never_looks_like_nothing() {
    let place = Workplace::new().await;
    let rows = r#"[{"RegNo":"1","PunishList":["违规"],"IdentifyLevel":true,"RegGov":"示例\ud800海关"},
        {"RegNo":"2","regNo":"3","IdentifyLevel":"常规企业","PunishList":[{"No":"7","CaseProp":"违规"}]}]"#;
    let paging = r#"{"PageSize":20,"PageIndex":1,"TotalRecords":2}"#;
    let body = format!(
        r#"{{"Status":"200","Message":"","Paging":{paging},"Result":{{"VerifyResult":1,"Data":{rows}}}}}"#
    );
    let desk = answered(&place, body).await;
    let call = ask(&desk, customs_credit(), MAIN).await;
    let Saved { pdf, excel, .. } = saved(&place, desk.archive(), &of(&[call], &[]));
    let remarks = [
        "“海关行政处罚”不是企查查文档所说的形式，没有读出。答复里写的是：\"违规\"",
        "“信用等级”不是企查查文档所说的形式，没有读出。答复里写的是：true",
        "“注册海关”里有不能识别的字符",
        "“海关注册编码”在这一条里不止一个值，另外写着：\"3\"",
    ];
    for remark in remarks {
        pdf.says(remark);
        assert!(excel.has("进出口信用", remark), "{remark}");
    }
    pdf.says("海关行政处罚：没有读出");
    assert!(!pdf.text().contains("没有海关行政处罚") && !pdf.text().contains("没有给出信用等级"));
    assert_eq!(excel.column("进出口信用", "海关行政处罚条数"), ["没有读出", "1"]);
    assert_eq!(excel.column("海关行政处罚", "海关注册编码"), ["1", "2"]);
    assert_eq!(excel.column("海关行政处罚", "序号"), ["没有读出", "7"]);
}
