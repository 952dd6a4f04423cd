use crate::{COMPANY_ENCODED, exchange, limit_exit_check, line, read_recorded};
use qcc::{Answer, ExitRestriction, LimitExitCheck, Paging, Party};

#[tokio::test]
async fn a_page_is_asked_for_by_name_number_and_size() {
    let call = LimitExitCheck { page_index: 3, page_size: 15, ..limit_exit_check() };
    let (request, _) = exchange(&call, "limit-exit-found").await;
    let query = format!("key=AppKeyOfTests&searchKey={COMPANY_ENCODED}&pageIndex=3&pageSize=15");
    assert_eq!(line(&request), format!("GET /api/yj/LimitExitCheck/GetList?{query}"));
    assert!(request.body.is_empty());
}

#[tokio::test]
async fn characters_with_a_meaning_in_addresses_stay_part_of_the_search_text() {
    let call = LimitExitCheck { search_key: "示例&pageSize=1#?+%/ 公司".into(), ..limit_exit_check() };
    let (request, _) = exchange(&call, "limit-exit-found").await;
    let pairs: Vec<_> = request.url.query_pairs().into_owned().collect();
    assert_eq!(pairs.len(), 4);
    assert_eq!(pairs[1], ("searchKey".into(), call.search_key));
    assert_eq!(request.url.fragment(), None);
}

#[tokio::test]
async fn a_found_reply_reads_row_by_row() {
    let (_, raw) = exchange(&limit_exit_check(), "limit-exit-found").await;
    let reply = qcc::read::<LimitExitCheck>(&raw).unwrap();
    assert_eq!(reply.status.code(), 200);
    assert_eq!(reply.message, "【有效请求】查询成功");
    assert_eq!(reply.order_number.as_deref(), Some("LIMITEXITCHECK2021082311552393530756"));
    let Answer::Found(page) = reply.answer else { panic!("{:?}", reply.answer) };
    assert_eq!(page.paging, Some(Paging { page_size: Some(10), page_index: Some(1), total_records: 3 }));
    assert_eq!(page.rows.len(), 3);
    assert_eq!(page.rows[0], first_row());
    assert_eq!(
        (page.rows[1].amount.as_str(), page.rows[1].publish_date.as_str()),
        ("38000.50", "2005-03-09 00:00:00")
    );
    assert_eq!((page.rows[2].amount.as_str(), page.rows[2].publish_date.as_str()), ("", ""));
}

#[test]
fn a_later_page_says_which_it_is() {
    let Answer::Found(page) = read_recorded::<LimitExitCheck>("limit-exit-second-page").answer else {
        panic!()
    };
    assert_eq!(page.paging, Some(Paging { page_size: Some(10), page_index: Some(2), total_records: 11 }));
    assert_eq!(page.rows.len(), 1);
}

#[test]
fn the_envelope_is_found_within_the_result_as_the_documents_example_has_it() {
    for name in ["limit-exit-nested-envelope", "limit-exit-nested-envelope-and-paging"] {
        let reply = read_recorded::<LimitExitCheck>(name);
        assert_eq!(reply.status.code(), 200, "{name}");
        assert_eq!(reply.message, "【有效请求】查询成功", "{name}");
        assert_eq!(reply.order_number.as_deref(), Some("LIMITEXITCHECK2021082311552393530756"), "{name}");
        let Answer::Found(page) = reply.answer else { panic!("{name}: {:?}", reply.answer) };
        assert_eq!(page.paging, Some(Paging { page_size: Some(1), page_index: Some(1), total_records: 3 }));
        assert_eq!(page.rows, [first_row()], "{name}");
    }
}

#[test]
fn null_empty_text_empty_list_and_absent_fields_read_alike() {
    let Answer::Found(page) = read_recorded::<LimitExitCheck>("limit-exit-empty-fields").answer else {
        panic!()
    };
    let nothing = ExitRestriction {
        case_no: String::new(),
        limited: vec![],
        executed: vec![],
        executed_address: String::new(),
        applicants: vec![],
        amount: String::new(),
        court: String::new(),
        court_tel: String::new(),
        publish_date: String::new(),
    };
    assert_eq!(page.rows[..4], [nothing.clone(), nothing.clone(), nothing.clone(), nothing]);
    let without_number = |name: &str| Party { key_no: String::new(), name: name.into() };
    assert_eq!(page.rows[4].limited, ["示例乙", "示例丙", "示例丁"].map(without_number));
}

#[test]
fn rows_without_paging_are_kept_and_nobody_claims_to_know_how_many_there_are() {
    let Answer::Found(page) = read_recorded::<LimitExitCheck>("limit-exit-no-paging").answer else {
        panic!()
    };
    assert_eq!(page.rows, [first_row()]);
    assert_eq!(page.paging, None);
}

fn first_row() -> ExitRestriction {
    let party = |key_no: &str, name: &str| vec![Party { key_no: key_no.into(), name: name.into() }];
    ExitRestriction {
        case_no: "(2018)示0101执1号".into(),
        limited: party("p123456789abcdef0123456789abcdef", "示例甲"),
        executed: party("0123456789abcdef0123456789abcdef", "示例远洋贸易有限公司"),
        executed_address: "示例省示例市示例路 1 号".into(),
        applicants: party("fedcba9876543210fedcba9876543210", "示例航运有限公司"),
        amount: "1120000".into(),
        court: "示例市人民法院".into(),
        court_tel: "000-00000000".into(),
        publish_date: "2019-01-08".into(),
    }
}
