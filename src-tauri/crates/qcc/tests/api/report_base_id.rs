use crate::{COMPANY, COMPANY_ENCODED, exchange, line, read, read_recorded};
use qcc::{Answer, CreateReport, GetReportInfo, Meaning, ReadError, ReportFormat, ReportInfo, ReportStatus};

#[tokio::test]
async fn an_order_is_a_post_with_everything_in_the_query() {
    for (format, number) in [(ReportFormat::Pdf, 1), (ReportFormat::Word, 2)] {
        let call = CreateReport { search_key: COMPANY.into(), format };
        let (request, raw) = exchange(&call, "order-accepted").await;
        let query = format!("key=AppKeyOfTests&searchKey={COMPANY_ENCODED}&reportFormat={number}");
        assert_eq!(line(&request), format!("POST /api/yj/ReportBaseId/CreateReport?{query}"));
        assert!(request.body.is_empty());
        assert!(!request.headers.contains_key("content-type"));
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
    assert_eq!((reply.status.meaning(), reply.status.may_be_billed()), (Meaning::OutOfCredit, false));
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
fn an_unlisted_state_of_an_order_cannot_be_read() {
    for state in ["null", r#""""#, r#""s""#, r#""S ""#, r#""X""#, r#""SUCCESS""#, "1", "true"] {
        let body = format!(r#"{{"Status":"200","Result":{{"ReportStatus":{state}}}}}"#);
        let reply = read::<GetReportInfo>(body);
        assert!(matches!(reply, Err(ReadError::Shape(_))), "{state}: {reply:?}");
    }
}
