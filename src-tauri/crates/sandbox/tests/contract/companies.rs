//! What each company shows, and what is billed.

use std::collections::BTreeSet;

use sandbox::{Fault, Scenario, companies, status_company};
use serde_json::{Value, json};

use crate::ask::{Ask, CUSTOMS, EXIT, LISTS, ORDER, QUOTA, SEARCHES, SNAPSHOT, options, start};

const MAIN: &str = "示例远洋贸易有限公司";

async fn result(path: &str, text: &str) -> Value {
    Ask::search(path, text).send(&start(options()).await).await.result()
}

fn texts<'v>(rows: &'v Value, field: &str) -> Vec<&'v str> {
    rows.as_array().expect("rows").iter().map(|row| row[field].as_str().expect("a string")).collect()
}

#[tokio::test]
async fn the_main_company_has_an_answer_in_every_check() {
    let exit = result(EXIT, MAIN).await;
    assert_eq!(exit["VerifyResult"], 1);
    assert_eq!(texts(&exit["Data"], "Amount"), ["1120000", "", "356821.47"]);
    assert_eq!(exit["Data"][0]["LimitList"].as_array().map(Vec::len), Some(2));
    assert_eq!(exit["Data"][1]["LimitList"][0]["KeyNo"], "");
    assert_eq!(exit["Data"][1]["PublishDate"], "2005-03-09 00:00:00");
    let customs = result(CUSTOMS, MAIN).await;
    assert_eq!(customs["Data"][0]["IdentifyLevel"], "失信企业");
    assert_eq!(customs["Data"][0]["PunishList"].as_array().map(Vec::len), Some(2));
    assert!(result(SNAPSHOT, MAIN).await.as_str().is_some_and(|url| url.ends_with(".png")));
    assert!(result(ORDER, MAIN).await["OrderNo"].is_string());
}

#[tokio::test]
async fn parties_are_told_apart_by_key_no() {
    let exit = result(EXIT, MAIN).await;
    let person = exit["Data"][0]["LimitList"][0]["KeyNo"].as_str().expect("a string");
    let company = exit["Data"][0]["ApplicantList"][0]["KeyNo"].as_str().expect("a string");
    let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    assert!(person.len() == 32 && person.starts_with('p') && is_hex(&person[1..]), "{person}");
    assert!(company.len() == 32 && is_hex(company), "{company}");
}

#[tokio::test]
async fn a_company_is_found_by_every_identifier() {
    let sandbox = start(options()).await;
    for company in companies() {
        for text in [company.name, company.credit_code, company.registration_no] {
            assert_eq!(Ask::search(SNAPSHOT, text).send(&sandbox).await.code(), "200", "{text}");
        }
        assert_eq!(Ask::search(SNAPSHOT, &company.key_no()).send(&sandbox).await.code(), "200");
        assert_eq!(Ask::search(EXIT, &company.key_no()).send(&sandbox).await.code(), "201");
    }
}

#[tokio::test]
async fn forty_seven_records_come_in_pages_without_gap_or_overlap() {
    let sandbox = start(options()).await;
    let page = async |index: &str, size: Option<&str>| {
        let mut query = vec![("searchKey", "示例环海物流集团有限公司"), ("pageIndex", index)];
        query.extend(size.map(|size| ("pageSize", size)));
        Ask::get(EXIT, &query).send(&sandbox).await
    };
    let mut cases = BTreeSet::new();
    for (index, rows) in [("1", 20), ("2", 20), ("3", 7)] {
        let reply = page(index, Some("20")).await.json();
        let paging =
            json!({"PageSize": 20, "PageIndex": index.parse::<u32>().expect("a number"), "TotalRecords": 47});
        assert_eq!(reply["Paging"], paging);
        let numbers = texts(&reply["Result"]["Data"], "CaseNo");
        assert_eq!(numbers.len(), rows, "page {index}");
        cases.extend(numbers.into_iter().map(str::to_owned));
    }
    assert_eq!(cases.len(), 47);
    let default = page("1", None).await.result();
    assert_eq!(default["Data"].as_array().map(Vec::len), Some(10));
    let past = page("4", Some("20")).await.json();
    assert_eq!((&past["Status"], &past["Result"]), (&json!("201"), &Value::Null));
}

#[tokio::test]
async fn no_record_comes_in_both_recorded_forms() {
    let sandbox = start(options()).await;
    for path in LISTS {
        let by_result = Ask::search(path, "示例青禾农业科技有限公司").send(&sandbox).await.json();
        assert_eq!(by_result["Status"], "200");
        assert_eq!(by_result["Result"], json!({"VerifyResult": 0, "Data": null}));
        assert_eq!(by_result["Paging"]["TotalRecords"], 0);
        for nobody in ["示例云杉软件有限公司", "某个没有听说过的公司"] {
            let by_status = Ask::search(path, nobody).send(&sandbox).await.json();
            assert_eq!((&by_status["Status"], &by_status["Result"]), (&json!("201"), &Value::Null));
        }
    }
    for path in [SNAPSHOT, ORDER] {
        let unknown = Ask::search(path, "某个没有听说过的公司").send(&sandbox).await.json();
        assert_eq!((&unknown["Status"], &unknown["Result"]), (&json!("201"), &Value::Null));
    }
}

#[tokio::test]
async fn every_customs_level_and_status_has_a_company() {
    let sandbox = start(options()).await;
    let mut rows = Vec::new();
    for company in companies() {
        let reply = Ask::search(CUSTOMS, company.name).send(&sandbox).await.json();
        rows.extend(reply["Result"]["Data"].as_array().cloned().unwrap_or_default());
    }
    let rows = Value::from(rows);
    let shown = |field: &str| texts(&rows, field).into_iter().collect::<BTreeSet<_>>();
    let levels =
        "高级认证企业 认证企业 常规企业 失信企业 严重失信企业 一般认证企业 一般信用企业 注册登记和备案企业";
    assert_eq!(shown("IdentifyLevel"), levels.split(' ').chain([""]).collect());
    let annual = "不需要 已报送 未报送 超期报送 超期未报送";
    assert_eq!(shown("AnnualStatus"), annual.split(' ').chain([""]).collect());
    assert_eq!(shown("CancelFlag"), ["正常", "注销", ""].into());
}

#[tokio::test]
async fn customs_rows_have_exactly_the_documented_fields() {
    let customs = result(CUSTOMS, MAIN).await;
    let row = customs["Data"][0].as_object().expect("a row");
    let fields: BTreeSet<&str> = row.keys().map(String::as_str).collect();
    let documented = "Id RegGov TradeType RegDate RegNo AdminArea EconoArea SpecialArea CancelFlag AnnualStatus \
                      ValidityDate IndustryType EBusinessType IdentifyDate IdentifyLevel IdentifyCode PunishList";
    assert_eq!(fields, documented.split_whitespace().collect());
}

#[tokio::test]
async fn every_status_code_has_a_company_that_answers_every_search_with_it() {
    let sandbox = start(options()).await;
    for code in (101..=124).chain(199..=224).chain([0, 126, 500, 999]).filter(|code| *code != 200) {
        for path in SEARCHES {
            let reply = Ask::search(path, &status_company(code)).send(&sandbox).await;
            assert_eq!(reply.http_status(), 200);
            let json = reply.json();
            assert_eq!(json["Status"], format!("{code:03}"), "{path}");
            assert_eq!(json["Result"], Value::Null, "{path} {code}");
            assert!(json["Message"].as_str().is_some_and(|message| message.starts_with('【')), "{json}");
        }
    }
}

#[tokio::test]
async fn a_contradictory_company_contradicts_itself() {
    let exit = result(EXIT, "示例矛盾有限公司").await;
    assert_eq!((exit["VerifyResult"].as_u64(), exit["Data"].as_array().map(Vec::len)), (Some(0), Some(2)));
    let customs = result(CUSTOMS, "示例矛盾有限公司").await;
    assert_eq!(customs, json!({"VerifyResult": 1, "Data": []}));
}

#[tokio::test]
async fn order_numbers_are_the_calls_prefix_the_time_in_china_and_eight_digits() {
    let sandbox = start(options()).await;
    let mut numbers = BTreeSet::new();
    for (path, prefix) in [(EXIT, "LIMITEXITCHECK"), (CUSTOMS, "OPERATIONCHECK"), (SNAPSHOT, "ECIIMAGE")] {
        for text in [MAIN, "某个没有听说过的公司"] {
            let json = Ask::search(path, text).send(&sandbox).await.json();
            let number = json["OrderNumber"].as_str().expect("an order number").to_owned();
            let digits = number.strip_prefix(prefix).and_then(|rest| rest.strip_prefix("20231115061320"));
            let digits = digits.expect("the prefix and the time");
            assert!(digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{number}");
            numbers.insert(number);
        }
    }
    assert_eq!(numbers.len(), 6);
}

#[tokio::test]
async fn the_report_does_not_cover_social_organisations_and_hong_kong() {
    for name in ["示例公益基金会", "示例香港贸易有限公司"] {
        assert_eq!(Ask::search(ORDER, name).send(&start(options()).await).await.code(), "208", "{name}");
    }
}

#[tokio::test]
async fn quota_counts_the_documented_modules() {
    let quota = Ask::get(QUOTA, &[]).send(&start(options()).await).await.json();
    assert_eq!(quota["status"], "200");
    let radar = json!({"id": "radar_id", "totalCount": 50, "canDeletedCount": 50, "consumedCount": 2});
    assert_eq!((&quota["result"][0], quota["result"].as_array().map(Vec::len)), (&radar, Some(3)));
}

#[tokio::test]
async fn valid_requests_of_searches_snapshot_and_order_count_as_billed() {
    let sandbox = start(options()).await;
    let mut billed = 0;
    for path in SEARCHES {
        for (text, costs) in [
            (MAIN, 1),
            ("某个没有听说过的公司", 1),
            ("示", 1),
            (&status_company(110), 1),
            (&status_company(112), 0),
        ] {
            Ask::search(path, text).send(&sandbox).await;
            billed += costs;
            assert_eq!(sandbox.billed_calls(), billed, "{path} {text}");
        }
    }
    Ask::get(QUOTA, &[]).send(&sandbox).await;
    Ask::search(EXIT, MAIN).with_headers(&[]).send(&sandbox).await;
    Ask::search(EXIT, Fault::GatewayFailure.company_name()).send(&sandbox).await;
    Ask::search(EXIT, Fault::LoginPage.company_name()).send(&sandbox).await;
    assert_eq!(sandbox.billed_calls(), billed);
}

#[tokio::test]
async fn the_promised_scenarios_have_the_promised_names() {
    let scenario =
        |name: &str| companies().iter().find(|company| company.name == name).map(|company| company.scenario);
    assert_eq!(companies()[0].name, MAIN);
    assert!(companies().len() >= 16);
    for (name, expected) in [
        (MAIN, Scenario::RecordsOnOnePage),
        ("示例环海物流集团有限公司", Scenario::RecordsOnSeveralPages),
        ("示例青禾农业科技有限公司", Scenario::NothingByVerifyResult),
        ("示例云杉软件有限公司", Scenario::NothingByStatus),
        ("示例北辰矿业有限公司", Scenario::ReportFails),
        ("示例矛盾有限公司", Scenario::Contradictory),
        ("示例慢速有限公司", Scenario::Slow),
    ] {
        assert_eq!(scenario(name), Some(expected), "{name}");
    }
    assert!(companies().iter().all(|company| company.name.starts_with("示例")));
}
