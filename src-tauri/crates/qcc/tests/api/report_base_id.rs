use crate::{COMPANY, COMPANY_ENCODED, exchange, line, read, read_recorded};
use qcc::{
    Answer, CreateReport, GetReportInfo, ReadError, ReportFormat, ReportInfo, ReportStatus, StatusMeaning,
};

#[tokio::test]
async fn an_order_is_a_post_with_everything_in_the_query() {
    for (format, number) in [(ReportFormat::Pdf, 1), (ReportFormat::Word, 2)] {
        let call = CreateReport { search_key: COMPANY.into(), format };
        let (request, raw) = exchange(&call, "order-accepted").await;
        let query = format!("key=AppKeyOfTests&searchKey={COMPANY_ENCODED}&reportFormat={number}");
        assert_eq!(line(&request), format!("POST /api/yj/ReportBaseId/CreateReport?{query}"));
        let reply = qcc::read::<CreateReport>(&raw).unwrap();
        assert_eq!(reply.answer, Answer::Found("RB20220113000001".into()));
    }
}

#[tokio::test]
async fn an_order_is_asked_after_by_its_number() {
    let (request, raw) = exchange(&GetReportInfo { order_no: "RB 2022&1".into() }, "report-processing").await;
    assert_eq!(
        line(&request),
        "GET /api/yj/ReportBaseId/GetReportInfo?key=AppKeyOfTests&orderNo=RB+2022%261"
    );
    assert!(matches!(qcc::read::<GetReportInfo>(&raw).unwrap().answer, Answer::Found(_)));
}

#[test]
fn an_order_number_written_as_a_number_keeps_its_digits() {
    let answer = read_recorded::<CreateReport>("order-number-as-number").answer;
    assert_eq!(answer, Answer::Found("20220113000000000000000001".into()));
}

#[test]
fn an_order_number_is_read_in_any_form_of_writing() {
    for result in [
        r#"{"OrderNo":"RB20220113000001"}"#,
        r#"{"OrderNo":" RB20220113000001\n"}"#,
        r#"{"orderNo":"RB20220113000001"}"#,
        r#"{"ORDERNO":"RB20220113000001"}"#,
        r#"{"order_no":"RB20220113000001"}"#,
        r#"{"OrderNo":null,"orderNo":"RB20220113000001"}"#,
        r#"{"OrderNo":"RB20220113000001","orderNo":"RB20220113000001"}"#,
        r#"{"OrderNo":"RB20220113000001","Data":{"OrderNo":"RB2"},"Later":[1]}"#,
        r#""RB20220113000001""#,
        r#"" RB20220113000001 ""#,
        r#"["RB20220113000001"]"#,
        r#"[{"OrderNo":"RB20220113000001"}]"#,
        r#"{"Data":{"OrderNo":"RB20220113000001"}}"#,
        r#"{"data":[{"orderNo":"RB20220113000001"}]}"#,
        r#"{"Data":"RB20220113000001"}"#,
    ] {
        let answer =
            read::<CreateReport>(format!(r#"{{"Status":"200","Result":{result}}}"#)).map(|it| it.answer);
        assert_eq!(answer, Ok(Answer::Found("RB20220113000001".into())), "{result}");
    }
    let number = read::<CreateReport>(r#"{"Status":"200","Result":20220113000000000000000001}"#).unwrap();
    assert_eq!(number.answer, Answer::Found("20220113000000000000000001".into()));
}

#[test]
fn what_may_be_a_flag_or_another_number_is_no_order_number() {
    for result in [
        r#""OK""#,
        r#""success""#,
        r#""true""#,
        "1",
        "200",
        r#""200""#,
        "true",
        "2.5",
        r#""下单成功""#,
        r#""订单号 RB20220113000001""#,
        r#"["RB20220113000001","RB20220113000002"]"#,
        r#"[{"OrderNo":"RB20220113000001"},{"OrderNo":"RB20220113000002"}]"#,
        r#"{"OrderNo":"RB20220113000001","orderNo":"RB20220113000002"}"#,
        r#"{"OrderNo":{"OrderNo":"RB20220113000001"}}"#,
        r#"{"OrderNumber":"RB20220113000001"}"#,
        r#"{"Id":"RB20220113000001"}"#,
    ] {
        let reply = read::<CreateReport>(format!(r#"{{"Status":"200","Result":{result}}}"#));
        assert!(matches!(reply, Err(ReadError::Shape(_))), "{result}: {reply:?}");
    }
}

#[test]
fn an_acceptance_without_order_number_cannot_be_read() {
    let missing = read::<CreateReport>(crate::recorded("order-without-number"));
    assert!(matches!(missing, Err(ReadError::Shape(_))), "{missing:?}");
    for result in
        ["null", "[]", r#""RB1""#, r#"{"OrderNo":null}"#, r#"{"OrderNo":""}"#, r#"{"OrderNo":true}"#]
    {
        let reply = read::<CreateReport>(format!(r#"{{"Status":"200","Result":{result}}}"#));
        assert!(matches!(reply, Err(ReadError::Shape(_))), "{result}: {reply:?}");
    }
}

#[test]
fn an_order_number_that_could_mean_something_in_an_address_or_a_path_is_refused() {
    let long = "9".repeat(65);
    for number in
        ["../../x", "a b", "a/b", r"a\\b", "a&b=c", "a%2e", "示例", "a\\u0000", "<b>", long.as_str()]
    {
        let reply = read::<CreateReport>(format!(r#"{{"Status":"200","Result":{{"OrderNo":"{number}"}}}}"#));
        assert!(matches!(reply, Err(ReadError::Shape(_))), "{number}: {reply:?}");
    }
}

#[test]
fn an_order_without_credit_is_refused_and_not_billed() {
    let reply = read_recorded::<CreateReport>("order-out-of-credit-112");
    assert_eq!(
        (reply.status.meaning(), reply.status.may_be_billed()),
        (Some(StatusMeaning::OutOfCredit), false)
    );
    assert_eq!((reply.order_number, reply.answer), (None, Answer::Refused));
}

#[test]
fn every_state_of_an_order_is_read() {
    let pdf = "http://files.example/report/RB20220113000001.pdf";
    for (name, status, url) in [
        ("report-not-generated", ReportStatus::NotGenerated, None),
        ("report-processing", ReportStatus::Processing, None),
        ("report-generated", ReportStatus::Generated, Some(pdf)),
        ("report-generated-without-address", ReportStatus::Generated, None),
        ("report-failed", ReportStatus::Failed, None),
    ] {
        let expected = ReportInfo { status, url: url.map(str::to_owned) };
        assert_eq!(read_recorded::<GetReportInfo>(name).answer, Answer::Found(expected), "{name}");
    }
}

#[test]
fn a_state_is_read_in_any_form_of_writing() {
    for result in [
        r#"{"ReportStatus":"s","ReportUrl":"//files.example/a.pdf"}"#,
        r#"{"ReportStatus":" S ","ReportUrl":" //files.example/a.pdf\t"}"#,
        r#"{"reportStatus":"S","reporturl":"//files.example/a.pdf"}"#,
        r#"[{"ReportStatus":"S","ReportUrl":"//files.example/a.pdf"}]"#,
        r#"{"Data":{"ReportStatus":"S","ReportUrl":"//files.example/a.pdf"}}"#,
    ] {
        let answer =
            read::<GetReportInfo>(format!(r#"{{"Status":"200","Result":{result}}}"#)).map(|it| it.answer);
        let url = Some("//files.example/a.pdf".to_owned());
        assert_eq!(
            answer,
            Ok(Answer::Found(ReportInfo { status: ReportStatus::Generated, url })),
            "{result}"
        );
    }
    for (letter, status) in
        [("n", ReportStatus::NotGenerated), ("p ", ReportStatus::Processing), (" f", ReportStatus::Failed)]
    {
        let body = format!(r#"{{"Status":"200","Result":{{"ReportStatus":"{letter}"}}}}"#);
        assert_eq!(
            read::<GetReportInfo>(body).unwrap().answer,
            Answer::Found(ReportInfo { status, url: None })
        );
    }
}

#[test]
fn an_unlisted_state_of_an_order_cannot_be_read() {
    for state in ["null", r#""""#, r#"" ""#, r#""SS""#, r#""X""#, r#""SUCCESS""#, "1", "true", "[]", "{}"] {
        let body = format!(r#"{{"Status":"200","Result":{{"ReportStatus":{state}}}}}"#);
        let reply = read::<GetReportInfo>(body);
        assert!(matches!(reply, Err(ReadError::Shape(_))), "{state}: {reply:?}");
    }
}

#[test]
fn an_address_is_taken_in_any_form_of_writing() {
    let service = "https://pro.qcc.com".parse().unwrap();
    for (written, asked) in [
        ("//files.example/a.pdf", "http://files.example/a.pdf"),
        (" \n//files.example/a.pdf\u{3000}", "http://files.example/a.pdf"),
        (
            "//files.example/示例 报告.pdf?名=一",
            "http://files.example/%E7%A4%BA%E4%BE%8B%20%E6%8A%A5%E5%91%8A.pdf?%E5%90%8D=%E4%B8%80",
        ),
        ("https://files.example/示例.pdf", "https://files.example/%E7%A4%BA%E4%BE%8B.pdf"),
        ("HTTP://FILES.EXAMPLE/a b.pdf", "http://files.example/a%20b.pdf"),
        ("files.example/report/RB1.pdf", "http://files.example/report/RB1.pdf"),
        (" files.example:8080/a.pdf?u=http://x", "http://files.example:8080/a.pdf?u=http://x"),
        ("93.184.216.34/a.pdf", "http://93.184.216.34/a.pdf"),
        ("文件.example/a.pdf", "http://xn--5nqy36c.example/a.pdf"),
    ] {
        assert_eq!(qcc::fetch::allowed(written, &service).unwrap(), asked, "{written}");
    }
    for refused in [
        "",
        " ",
        "//",
        "//127.0.0.1/a",
        "//localhost/a",
        "//user@files.example/a",
        "///a",
        "/a.pdf",
        "a.pdf",
        "a.pdf?of=/a",
        "./a.pdf",
        "../a.pdf",
        "report/a.pdf",
        "files.example",
        "files.example:8080",
        "127.0.0.1/a.pdf",
        "10.0.0.1:8080/a.pdf",
        "0x7f.1/a.pdf",
        "a.localhost/a.pdf",
        "localhost:8080/a.pdf",
        "files.example:22/a.pdf",
        "files.example:x/a.pdf",
        "files.example:/a.pdf",
        "user@files.example/a.pdf",
        "user:word@files.example/a.pdf",
        r"files.example\a/a.pdf",
        "ftp.example://files.example/a.pdf",
        "data:text.plain/a",
    ] {
        let allowed = qcc::fetch::allowed(refused, &service);
        assert!(allowed.is_err(), "{refused}: {allowed:?}");
    }
}
