//! Whatever the vendor's documents do not allow is refused.

use sandbox::{Clock, Options};
use serde_json::Value;

use crate::ask::{
    Ask, CUSTOMS, EXIT, NOW, ORDER, ORDER_STATUS, QUOTA, Reply, SEARCHES, SNAPSHOT, options, start, token,
};

const NAME: &str = "示例远洋贸易有限公司";

async fn code(ask: Ask) -> String {
    ask.send(&start(options()).await).await.code()
}

#[tokio::test]
async fn the_published_vector_signs_every_call() {
    assert_eq!(token("AppKey", "1700000000", "SecretKey"), "02F36A764260A1E063F4CF3F9B13B3E4");
    let sandbox = start(options()).await;
    for path in SEARCHES {
        assert_eq!(Ask::search(path, NAME).send(&sandbox).await.code(), "200", "{path}");
    }
    assert_eq!(Ask::get(QUOTA, &[]).send(&sandbox).await.code(), "200");
}

#[tokio::test]
async fn both_documented_spellings_of_the_snapshot_path_are_served() {
    let other = "/api/yj/EciImage/GetEciImage";
    assert_eq!(code(Ask::get(other, &[("keyWord", NAME)])).await, "200");
}

#[tokio::test]
async fn a_token_in_lower_case_is_a_bad_signature() {
    let lower = token("AppKey", &NOW.to_string(), "SecretKey").to_lowercase();
    let ask = Ask::search(EXIT, NAME).with_headers(&[("Token", &lower), ("Timespan", &NOW.to_string())]);
    assert_eq!(code(ask).await, "107");
}

#[tokio::test]
async fn a_token_made_with_another_secret_is_a_bad_signature() {
    let wrong = token("AppKey", &NOW.to_string(), "SecretKey ");
    let ask = Ask::search(EXIT, NAME).with_headers(&[("Token", &wrong), ("Timespan", &NOW.to_string())]);
    assert_eq!(code(ask).await, "107");
}

#[tokio::test]
async fn a_token_signed_for_another_second_is_a_bad_signature() {
    let earlier = token("AppKey", &(NOW - 1).to_string(), "SecretKey");
    let ask = Ask::search(EXIT, NAME).with_headers(&[("Token", &earlier), ("Timespan", &NOW.to_string())]);
    assert_eq!(code(ask).await, "107");
}

#[tokio::test]
async fn missing_headers_are_no_authentication() {
    let token = token("AppKey", &NOW.to_string(), "SecretKey");
    assert_eq!(code(Ask::search(EXIT, NAME).with_headers(&[])).await, "115");
    assert_eq!(code(Ask::search(EXIT, NAME).with_headers(&[("Token", &token)])).await, "115");
    assert_eq!(code(Ask::search(EXIT, NAME).with_headers(&[("Timespan", &NOW.to_string())])).await, "115");
}

#[tokio::test]
async fn a_time_in_milliseconds_is_refused() {
    assert_eq!(code(Ask::search(EXIT, NAME).signed(&format!("{NOW}000"))).await, "115");
}

#[tokio::test]
async fn a_signature_lives_300_seconds_by_the_sandboxs_clock() {
    for (age, expected) in [(300, "200"), (301, "115"), (-300, "200"), (-301, "115")] {
        let clock = Clock::stopped_at(NOW + age);
        let sandbox = start(Options { clock, ..options() }).await;
        assert_eq!(Ask::search(EXIT, NAME).send(&sandbox).await.code(), expected, "{age} s old");
    }
}

#[tokio::test]
async fn an_unknown_or_missing_key_is_refused_before_the_signature() {
    let mut ask = Ask::search(EXIT, NAME).with_headers(&[]);
    ask.query[0].1 = "appkey".to_owned();
    assert_eq!(code(ask.clone()).await, "101");
    ask.query.remove(0);
    assert_eq!(code(ask).await, "101");
}

#[tokio::test]
async fn each_call_takes_one_method() {
    let sandbox = start(options()).await;
    for (path, method) in [
        (EXIT, "POST"),
        (CUSTOMS, "PUT"),
        (SNAPSHOT, "DELETE"),
        (ORDER, "GET"),
        (ORDER_STATUS, "POST"),
        (QUOTA, "POST"),
    ] {
        let ask = Ask { method, ..Ask::search(path, NAME) };
        assert_eq!(ask.send(&sandbox).await.code(), "118", "{method} {path}");
    }
}

#[tokio::test]
async fn an_order_with_a_body_is_refused() {
    assert_eq!(code(Ask { body: "{}", ..Ask::search(ORDER, NAME) }).await, "202");
}

#[tokio::test]
async fn a_get_with_a_body_is_refused() {
    for path in [EXIT, CUSTOMS, SNAPSHOT] {
        assert_eq!(code(Ask { body: "x", ..Ask::search(path, NAME) }).await, "202", "{path}");
    }
    assert_eq!(code(Ask { body: "x", ..Ask::get(QUOTA, &[]) }).await, "202");
}

#[tokio::test]
async fn parameters_that_a_document_lacks_are_refused() {
    for (path, query) in [
        (EXIT, vec![("searchKey", NAME), ("pageSize", "21")]),
        (EXIT, vec![("searchKey", NAME), ("pageIndex", "0")]),
        (EXIT, vec![("searchKey", NAME), ("pagesize", "10")]),
        (EXIT, vec![("searchKey", NAME), ("searchKey", NAME)]),
        (EXIT, vec![("keyWord", NAME)]),
        (EXIT, vec![]),
        (CUSTOMS, vec![("searchKey", NAME), ("reportFormat", "1")]),
        (SNAPSHOT, vec![("searchKey", NAME)]),
        (SNAPSHOT, vec![("keyWord", NAME), ("pageIndex", "1")]),
        (ORDER_STATUS, vec![]),
        (QUOTA, vec![("searchKey", NAME)]),
    ] {
        assert_eq!(code(Ask::get(path, &query)).await, "202", "{path} {query:?}");
    }
    let order = [("searchKey", NAME), ("reportFormat", "pdf")];
    assert_eq!(code(Ask::new("POST", ORDER, &order)).await, "202");
}

#[tokio::test]
async fn a_search_text_of_one_character_is_too_short() {
    for path in SEARCHES {
        assert_eq!(code(Ask::search(path, "示")).await, "213", "{path}");
    }
}

#[tokio::test]
async fn an_undocumented_path_is_a_404_page() {
    let sandbox = start(options()).await;
    for path in
        ["/", "/api/yj/LimitExitCheck/getlist", "/api/yj/LimitExitCheck/GetList/", "/files/snapshot-0-0.png"]
    {
        let ask = Ask { headers: vec![], query: vec![], ..Ask::get(path, &[]) };
        let reply: Reply = ask.send(&sandbox).await;
        assert_eq!(reply.http_status(), 404, "{path}");
        assert!(reply.header("content-type").is_some_and(|kind| kind.starts_with("text/html")));
        assert!(reply.text().contains("<h1>404"));
    }
}

#[tokio::test]
async fn refusals_keep_the_documented_envelope() {
    let sandbox = start(options()).await;
    let reply = Ask::search(EXIT, NAME).with_headers(&[]).send(&sandbox).await;
    let json = reply.json();
    assert_eq!(reply.http_status(), 200);
    assert_eq!(json["Status"], "115");
    assert_eq!(json["Message"], "【无效请求】身份验证错误或者已过期");
    assert_eq!(json["Result"], Value::Null);
    let quota = Ask::get(QUOTA, &[]).with_headers(&[]).send(&sandbox).await.json();
    assert_eq!(quota["status"], "115");
    assert_eq!(quota["msg"], "【无效请求】身份验证错误或者已过期");
    assert_eq!(quota["result"], Value::Null);
}
