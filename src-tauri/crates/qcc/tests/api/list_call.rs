//! What a list check sends, and what is kept of its reply: the rows as received, and the paging.

use crate::{COMPANY_ENCODED, exchange, line, list_call, read, read_recorded, text};
use qcc::{Answer, Json, ListCall, NoRecordForm, Page, Paging};
use test_servers::{header, parameter};

#[tokio::test]
async fn a_page_is_asked_for_by_name_number_and_size() {
    let path = "/api/yj/OperationCheck/GetList";
    let call = ListCall { path, page: Some((3, 15)), ..list_call() };
    let (request, raw) = exchange(&call, "customs-credit-every-level").await;
    let query = format!("key=AppKeyOfTests&searchKey={COMPANY_ENCODED}&pageIndex=3&pageSize=15");
    assert_eq!(line(&request), format!("GET {path}?{query}"));
    assert_eq!(header(&request, "content-length"), None);
    assert!(matches!(qcc::read::<ListCall>(&raw).unwrap().answer, Answer::Found(_)));
}

#[tokio::test]
async fn a_check_without_pages_is_asked_for_by_name_alone() {
    let path = "/api/yj/ExceptionCheck/GetList";
    let call = ListCall { path, page: None, ..list_call() };
    let (request, _) = exchange(&call, "exit-restriction-no-paging").await;
    assert_eq!(line(&request), format!("GET {path}?key=AppKeyOfTests&searchKey={COMPANY_ENCODED}"));
}

#[tokio::test]
async fn characters_with_a_meaning_in_addresses_stay_part_of_the_search_text() {
    let call = ListCall { search_key: "示例&pageSize=1#?+%/ 公司".into(), ..list_call() };
    let (request, _) = exchange(&call, "exit-restriction-found").await;
    assert_eq!(parameter(&request, "searchKey"), call.search_key);
    assert_eq!((line(&request).matches('&').count(), line(&request).contains('#')), (3, false));
}

#[tokio::test]
async fn a_found_reply_keeps_its_rows_in_order_and_word_for_word() {
    let (_, raw) = exchange(&list_call(), "exit-restriction-found").await;
    let reply = qcc::read::<ListCall>(&raw).unwrap();
    assert_eq!(reply.status.code(), 200);
    assert_eq!(reply.message, "【有效请求】查询成功");
    assert_eq!(reply.order_number.as_deref(), Some("LIMITEXITCHECK2021082311552393530756"));
    let Answer::Found(page) = reply.answer else { panic!("{:?}", reply.answer) };
    assert_eq!(page.paging, Some(Paging { page_size: Some(10), page_index: Some(1), total_records: 3 }));
    assert_eq!(page.rows.len(), 3);
    assert_eq!(page.rows[0], first_row());
    assert_eq!(page.rows[1].get("Amount"), Some(&text("38000.50")));
    assert_eq!(page.rows[1].get("PublishDate"), Some(&text("2005-03-09 00:00:00")));
}

#[test]
fn a_later_page_says_which_it_is() {
    let page = page("exit-restriction-second-page");
    assert_eq!(page.paging, Some(Paging { page_size: Some(10), page_index: Some(2), total_records: 11 }));
    assert_eq!(page.rows.len(), 1);
}

#[test]
fn the_envelope_is_found_within_the_result_as_the_documents_example_has_it() {
    for name in ["exit-restriction-nested-envelope", "exit-restriction-nested-envelope-and-paging"] {
        let reply = read_recorded::<ListCall>(name);
        assert_eq!(reply.status.code(), 200, "{name}");
        assert_eq!(reply.message, "【有效请求】查询成功", "{name}");
        assert_eq!(reply.order_number.as_deref(), Some("LIMITEXITCHECK2021082311552393530756"), "{name}");
        let Answer::Found(page) = reply.answer else { panic!("{name}: {:?}", reply.answer) };
        assert_eq!(page.paging, Some(Paging { page_size: Some(1), page_index: Some(1), total_records: 3 }));
        assert_eq!(page.rows, [first_row()], "{name}");
    }
}

#[test]
fn rows_are_rows_whatever_their_members_are() {
    assert_eq!(page("exit-restriction-empty-fields").rows.len(), 5);
    let rows = page("customs-credit-empty-fields").rows;
    assert_eq!((rows.len(), &rows[3]), (4, &Json::Object(vec![])));
}

#[test]
fn an_item_that_is_no_row_costs_itself_and_the_rows_may_not_be_all() {
    for odd in ["null", r#""""#, r#""示例""#, r#""\ud800""#, "1", "true", "[]", r#"[{"CaseNo":"3"}]"#] {
        let row = r#"{"CaseNo":"1"}"#;
        for (rows, items) in
            [(format!("{odd},{row}"), 2), (format!("{row},{odd}"), 2), (format!("{odd},{row},{odd}"), 3)]
        {
            let result = |verify| format!(r#"{{"VerifyResult":{verify},"Data":[{rows}]}}"#);
            let answer = |status: &str, verify: u8| {
                let body = format!(r#"{{"Status":"{status}","Result":{}}}"#, result(verify));
                read::<ListCall>(body).unwrap().answer
            };
            let Answer::Found(page) = answer("200", 1) else { panic!("{rows}") };
            assert_eq!(page.rows, [Json::Object(vec![("CaseNo".into(), text("1"))])], "{rows}");
            assert_eq!((page.items, page.holds_more), (items, true), "{rows}");
            for contradiction in [answer("200", 0), answer("201", 1), answer("201", 0)] {
                assert!(matches!(contradiction, Answer::Contradiction { body: Some(_), .. }), "{rows}");
            }
        }
    }
}

#[test]
fn rows_without_paging_are_kept_and_nobody_claims_to_know_how_many_there_are() {
    let page = page("exit-restriction-no-paging");
    assert_eq!(page.rows, [first_row()]);
    assert_eq!(page.paging, None);
}

#[test]
fn both_forms_of_no_record_are_told_apart() {
    for (name, form) in [
        ("exit-restriction-verify-zero", NoRecordForm::VerifyResultZero),
        ("customs-credit-verify-zero", NoRecordForm::VerifyResultZero),
        ("exit-restriction-201", NoRecordForm::Status201),
        ("customs-credit-201", NoRecordForm::Status201),
    ] {
        let answer = read_recorded::<ListCall>(name).answer;
        assert!(matches!(answer, Answer::NoRecord(proof) if proof.form() == form), "{name}: {answer:?}");
    }
}

fn page(name: &str) -> Page {
    match read_recorded::<ListCall>(name).answer {
        Answer::Found(page) => page,
        other => panic!("{name}: {other:?}"),
    }
}

fn first_row() -> Json {
    let object = |members: Vec<(&str, Json)>| {
        Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    };
    let party = |key_no: &str, name: &str| {
        Json::Array(vec![object(vec![("KeyNo", text(key_no)), ("Name", text(name))])])
    };
    object(vec![
        ("CaseNo", text("(2018)示0101执1号")),
        ("LimitList", party("p123456789abcdef0123456789abcdef", "示例甲")),
        ("ExecutedList", party("0123456789abcdef0123456789abcdef", "示例远洋贸易有限公司")),
        ("ExecutedAddress", text("示例省示例市示例路 1 号")),
        ("ApplicantList", party("fedcba9876543210fedcba9876543210", "示例航运有限公司")),
        ("Amount", text("1120000")),
        ("Court", text("示例市人民法院")),
        ("CourtTel", text("000-00000000")),
        ("PublishDate", text("2019-01-08")),
    ])
}
