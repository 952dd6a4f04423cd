//! How the envelope of a reply is read, for any call.

use crate::{raw, read, read_recorded, recorded, text};
use qcc::{Answer, EciImage, GetQuota, Json, ListCall, NoRecordForm, RawReply, ReadError, StatusMeaning};

const ROW: &str = r#"{"CaseNo":"(2018)示0101执1号"}"#;

fn verdict(raw: &RawReply) -> &'static str {
    match qcc::read::<ListCall>(raw).map(|reply| reply.answer) {
        Ok(Answer::Found(_)) => "found",
        Ok(Answer::NoRecord(proof)) => match proof.form() {
            NoRecordForm::VerifyResultZero => "zero",
            NoRecordForm::Status201 => "201",
        },
        Ok(Answer::Refused) => "refused",
        Ok(Answer::Contradiction { .. }) => "contradiction",
        Err(ReadError::HttpStatus(_)) => "http status",
        Err(ReadError::WebPage) => "web page",
        Err(ReadError::Xml { .. }) => "xml",
        Err(ReadError::Empty) => "empty",
        Err(ReadError::Encoding) => "encoding",
        Err(ReadError::NotJson(_)) => "not json",
        Err(ReadError::Shape(_)) => "shape",
    }
}

fn assert_verdicts(table: &[(&str, &str)]) {
    for (body, expected) in table {
        assert_eq!(verdict(&raw(*body)), *expected, "{body}");
    }
}

#[test]
fn recorded_replies_read_as_what_they_are() {
    for (name, expected) in [
        ("exit-restriction-found", "found"),
        ("exit-restriction-second-page", "found"),
        ("exit-restriction-nested-envelope", "found"),
        ("exit-restriction-nested-envelope-and-paging", "found"),
        ("exit-restriction-numeric-status", "found"),
        ("exit-restriction-no-paging", "found"),
        ("exit-restriction-empty-fields", "found"),
        ("exit-restriction-verify-zero", "zero"),
        ("exit-restriction-verify-zero-nested", "zero"),
        ("exit-restriction-201", "201"),
        ("exit-restriction-201-nothing-else", "201"),
        ("exit-restriction-verify-one-no-rows", "contradiction"),
        ("exit-restriction-verify-zero-with-rows", "contradiction"),
        ("exit-restriction-201-with-rows", "contradiction"),
        ("exit-restriction-205", "refused"),
        ("exit-restriction-110", "refused"),
        ("exit-restriction-unknown-code", "refused"),
        ("exit-restriction-hostile-message", "refused"),
    ] {
        assert_eq!(verdict(&raw(recorded(name))), expected, "{name}");
    }
}

#[test]
fn a_status_is_digits_as_text_or_number_and_nothing_looser() {
    let reply =
        |status: &str| format!(r#"{{"Status":{status},"Result":{{"VerifyResult":1,"Data":[{ROW}]}}}}"#);
    for good in [r#""200""#, "200"] {
        assert_eq!(verdict(&raw(reply(good))), "found", "{good}");
    }
    for bad in [
        r#""0200""#,
        r#""200 ""#,
        r#"" 200""#,
        r#""+200""#,
        r#""200.0""#,
        r#""２００""#,
        r#""OK""#,
        r#""""#,
        "200.0",
        "2e2",
        "-200",
        "true",
        "null",
        "[]",
        "[200]",
        "{}",
        "1e999",
        "200000000000000000000",
    ] {
        assert_eq!(verdict(&raw(reply(bad))), "shape", "{bad}");
    }
}

#[test]
fn a_verify_result_is_0_or_1_as_text_or_number_and_nothing_looser() {
    let reply = |value: &str| {
        format!(
            r#"{{"Status":"200","Result":{{"VerifyResult":{value},"Data":[{ROW}]}},"Paging":{{"TotalRecords":1}}}}"#
        )
    };
    for (value, expected) in
        [("1", "found"), (r#""1""#, "found"), ("0", "contradiction"), (r#""0""#, "contradiction")]
    {
        assert_eq!(verdict(&raw(reply(value))), expected, "{value}");
    }
    for bad in [
        "true",
        "false",
        "2",
        "-1",
        "1.0",
        "01",
        r#""01""#,
        r#""1 ""#,
        r#""true""#,
        "null",
        r#""""#,
        "[]",
        "{}",
    ] {
        let expected = if bad == "01" { "not json" } else { "shape" };
        assert_eq!(verdict(&raw(reply(bad))), expected, "{bad}");
    }
}

#[test]
fn null_empty_text_empty_list_and_absence_say_nothing_wherever_they_stand() {
    let empty = ["null", r#""""#, "[]"];
    let zero = |members: String| format!(r#"{{"Status":"200","Result":{{"VerifyResult":0{members}}}}}"#);
    let found = |members: String| {
        format!(r#"{{"Status":"200"{members},"Result":{{"VerifyResult":1,"Data":[{ROW}]}}}}"#)
    };
    let none = |members: String| format!(r#"{{"Status":"201"{members}}}"#);
    assert_verdicts(&[(&zero(String::new()), "zero"), (&none(String::new()), "201")]);
    for value in empty {
        assert_verdicts(&[
            (&zero(format!(r#","Data":{value}"#)), "zero"),
            (&zero(format!(r#","Paging":{value}"#)), "zero"),
            (&zero(format!(r#","Paging":{{"TotalRecords":{value},"PageSize":{value}}}"#)), "zero"),
            (&none(format!(r#","Result":{value},"Paging":{value},"OrderNumber":{value}"#)), "201"),
            (&none(format!(r#","Result":{value},"Paging":{{"TotalRecords":{value}}}"#)), "201"),
            (&none(format!(r#","Result":{{"VerifyResult":0,"Data":{value}}}"#)), "201"),
            (&found(format!(r#","Paging":{value},"Message":{value},"OrderNumber":{value}"#)), "found"),
            (&found(format!(r#","Paging":{{"PageIndex":{value},"TotalRecords":1}}"#)), "found"),
        ]);
    }
}

#[test]
fn counts_are_whole_numbers_that_a_company_can_have() {
    let reply = |total: &str| {
        let paging = format!(r#"{{"PageSize":10,"PageIndex":1,"TotalRecords":{total}}}"#);
        format!(r#"{{"Status":"200","Paging":{paging},"Result":{{"VerifyResult":1,"Data":[{ROW}]}}}}"#)
    };
    for good in ["1", r#""1""#, "5000", "1000000"] {
        assert_eq!(verdict(&raw(reply(good))), "found", "{good}");
    }
    for bad in [
        "-1",
        r#""-1""#,
        r#""+1""#,
        "1.5",
        "1e3",
        "1000001",
        "4294967296",
        "99999999999999999999",
        "true",
        r#""x""#,
        "{}",
    ] {
        assert_eq!(verdict(&raw(reply(bad))), "shape", "{bad}");
    }
}

#[test]
fn a_success_without_the_result_it_promises_cannot_be_read() {
    assert_verdicts(&[
        (r#"{"Status":"200"}"#, "shape"),
        (r#"{"Status":"200","Result":null}"#, "shape"),
        (r#"{"Status":"200","Result":""}"#, "shape"),
        (r#"{"Status":"200","Result":[]}"#, "shape"),
        (r#"{"Status":"200","Result":[{"VerifyResult":1}]}"#, "shape"),
        (r#"{"Status":"200","Result":"null"}"#, "shape"),
        (r#"{"Status":"200","Result":{}}"#, "shape"),
        (r#"{"Status":"200","Result":{"VerifyResult":1,"Data":{}}}"#, "shape"),
        (r#"{"Status":"200","Result":{"VerifyResult":1,"Data":"null"}}"#, "shape"),
        (r#"{"Status":"200","Result":{"VerifyResult":1,"Data":[[]]}}"#, "shape"),
        (r#"{"Status":"200","Result":{"VerifyResult":1,"Data":[null]}}"#, "shape"),
        (r#"{"Status":"200","Result":{"VerifyResult":1,"Data":["示例"]}}"#, "shape"),
        (r#"{"Status":"200","Paging":[1],"Result":{"VerifyResult":1,"Data":[]}}"#, "shape"),
        (r#"{"Result":{"VerifyResult":1,"Data":[{}]}}"#, "shape"),
        ("[]", "shape"),
        ("null", "shape"),
        (r#""200""#, "shape"),
        ("200", "shape"),
        ("{}", "shape"),
    ]);
}

#[test]
fn damaged_or_ambiguous_json_cannot_be_read() {
    let deep = |levels: usize| {
        format!(r#"{{"Status":"201","Result":{}{}}}"#, "[".repeat(levels), "]".repeat(levels))
    };
    assert_verdicts(&[
        (r#"{"Status":"201","Result":nul"#, "not json"),
        (r#"{"Status":"201","Status":"201"}"#, "not json"),
        (r#"{"Status":"201","Stat\u0075s":"201"}"#, "not json"),
        (r#"{"Status":"201"} {"Status":"201"}"#, "not json"),
        (r#"{"Status":"201"}x"#, "not json"),
        ("{\"Status\":\"201\"}\0", "not json"),
        ("\0", "not json"),
        (&deep(64), "not json"),
        (&deep(10_000), "not json"),
        ("", "empty"),
        (" \r\n\t ", "empty"),
        ("\u{feff}", "empty"),
    ]);
}

#[test]
fn a_200_from_http_is_the_only_reply() {
    for http_status in [100, 201, 203, 204, 206, 301, 302, 304, 400, 401, 404, 407, 429, 500, 502, 503, 511] {
        let reply = RawReply { http_status, ..raw(recorded("exit-restriction-found")) };
        assert_eq!(qcc::read::<ListCall>(&reply), Err(ReadError::HttpStatus(http_status)));
    }
}

#[test]
fn a_wrong_content_type_does_not_spoil_a_reply() {
    for content_type in [
        None,
        Some(""),
        Some("text/html"),
        Some("text/plain; charset=utf-8"),
        Some("application/octet-stream"),
        Some("application/json;charset=\"UTF-8\""),
        Some("application/json; charset=unheard-of"),
        Some("application/json;charset=ISO-8859-1"),
        Some("application/json; charset=us-ascii"),
        Some("; ;charset"),
    ] {
        let content_type = content_type.map(str::to_owned);
        let reply = RawReply { content_type, ..raw(recorded("exit-restriction-found")) };
        let Ok(Answer::Found(page)) = qcc::read::<ListCall>(&reply).map(|reply| reply.answer) else {
            panic!("{:?}", reply.content_type)
        };
        assert_eq!(page.rows[0].get("Court"), Some(&text("示例市人民法院")), "{:?}", reply.content_type);
    }
}

#[test]
fn a_byte_order_mark_is_skipped_once() {
    let marked =
        |times: usize, name: &str| raw(["\u{feff}".repeat(times).into_bytes(), recorded(name)].concat());
    assert_eq!(verdict(&marked(1, "exit-restriction-found")), "found");
    assert_eq!(verdict(&marked(1, "exit-restriction-201")), "201");
    assert_eq!(verdict(&marked(2, "exit-restriction-201")), "not json");
}

#[test]
fn gbk_is_read_if_it_is_declared_and_refused_otherwise() {
    let text = String::from_utf8(recorded("exit-restriction-found")).unwrap();
    let (gbk, _, unmappable) = encoding_rs::GBK.encode(&text);
    assert!(!unmappable);
    let reply = |charset: &str| RawReply {
        content_type: Some(format!("application/json;charset={charset}")),
        ..raw(&*gbk)
    };
    for charset in ["GBK", "gb2312", "GB18030", "\"gbk\""] {
        let Ok(read) = qcc::read::<ListCall>(&reply(charset)) else { panic!("{charset}") };
        assert_eq!(read, read_recorded::<ListCall>("exit-restriction-found"), "{charset}");
    }
    for charset in ["utf-8", "unheard-of", "iso-8859-1"] {
        assert_eq!(verdict(&reply(charset)), "encoding", "{charset}");
    }
    assert_eq!(verdict(&RawReply { content_type: None, ..raw(&*gbk) }), "encoding");
}

#[test]
fn utf_8_outweighs_a_declared_encoding() {
    let name = "exit-restriction-found";
    let marked = [b"\xEF\xBB\xBF".to_vec(), recorded(name)].concat();
    for (body, charset) in [(recorded(name), "GBK"), (recorded(name), "gb18030"), (marked, "GBK")] {
        let content_type = Some(format!("application/json;charset={charset}"));
        let reply = RawReply { content_type, ..raw(body) };
        assert_eq!(qcc::read::<ListCall>(&reply), Ok(read_recorded::<ListCall>(name)), "{charset}");
    }
}

#[test]
fn a_web_page_is_told_from_a_broken_reply_in_any_encoding() {
    let page = "\n<!DOCTYPE html><title>示例酒店无线网络登录</title>";
    let (gbk, ..) = encoding_rs::GBK.encode(page);
    assert_verdicts(&[(page, "web page"), ("<html>", "web page"), ("\u{feff}<html>", "web page")]);
    assert_eq!(verdict(&RawReply { content_type: Some("text/html".into()), ..raw(&*gbk) }), "web page");
    assert_eq!(
        verdict(&RawReply { content_type: Some("text/html; charset=gbk".into()), ..raw(&*gbk) }),
        "web page"
    );
}

#[test]
fn xml_is_the_services_own_and_never_an_answer() {
    let no_record = "<Response><Status>201</Status><Result/></Response>";
    let declared = "<?xml version=\"1.0\" encoding=\"gb2312\"?>\r\n<Response><Status>107</Status></Response>";
    assert_verdicts(&[
        (no_record, "xml"),
        (declared, "xml"),
        ("<Response/>", "xml"),
        ("<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"/>", "xml"),
        ("\u{feff} \n<error code=\"500\"/>", "xml"),
        ("<?xml version=\"1.0\"?><!DOCTYPE html><html/>", "web page"),
    ]);
    let (gbk, ..) =
        encoding_rs::GBK.encode("<Response><Message>签名错误</Message><Status>107</Status></Response>");
    let read = qcc::read::<ListCall>(&raw(&*gbk));
    assert_eq!(read, Err(ReadError::Xml { code: Some("107".into()) }));
}

#[test]
fn numbers_too_long_for_a_machine_keep_their_digits() {
    let digits = "123456789012345678901234567890.10";
    let body = format!(
        r#"{{"Status":"200","Result":{{"VerifyResult":1,"Data":[{{"Amount":{digits},"CourtTel":"null"}}]}}}}"#
    );
    let Answer::Found(page) = read::<ListCall>(body).unwrap().answer else { panic!() };
    assert_eq!(page.rows[0].get("Amount"), Some(&Json::Number(digits.into())));
    assert_eq!(page.rows[0].get("CourtTel"), Some(&text("null")));
}

#[test]
fn a_code_that_refuses_is_kept_with_the_services_words_and_number() {
    for (name, code, meaning) in [
        ("exit-restriction-205", 205, StatusMeaning::Pending),
        ("exit-restriction-110", 110, StatusMeaning::LockedForTwoHours),
        ("exit-restriction-unknown-code", 987, StatusMeaning::Unknown),
        ("exit-restriction-hostile-message", 107, StatusMeaning::Signature),
    ] {
        let reply = read_recorded::<ListCall>(name);
        assert_eq!((reply.status.code(), reply.status.meaning()), (code, Some(meaning)), "{name}");
        assert_eq!(reply.answer, Answer::Refused, "{name}");
        assert!(!reply.message.is_empty() && reply.order_number.is_some(), "{name}");
    }
    let hostile = read_recorded::<ListCall>("exit-restriction-hostile-message").message;
    assert_eq!(hostile, "<img src=x onerror=alert(1)> key=AppKeyOfTests 被禁止的IP或者签名错误");
}

#[test]
fn words_that_nothing_is_decided_by_cannot_spoil_a_reply() {
    for value in ["null", r#""""#, "[]", "true", "5", r#""查到 3 条""#] {
        let body = format!(r#"{{"Status":"201","Message":{value},"OrderNumber":{value}}}"#);
        assert_eq!(verdict(&raw(body)), "201", "{value}");
    }
    let reply = read::<ListCall>(r#"{"Status":"201","Message":"","OrderNumber":""}"#).unwrap();
    assert_eq!((reply.message.as_str(), reply.order_number), ("", None));
    let reply = read::<ListCall>(r#"{"Status":"201","Message":7,"OrderNumber":12}"#).unwrap();
    assert_eq!((reply.message.as_str(), reply.order_number.as_deref()), ("7", Some("12")));
}

#[test]
fn rows_that_contradict_the_verdict_are_kept() {
    for (name, rows) in [
        ("exit-restriction-verify-zero-with-rows", 1),
        ("exit-restriction-201-with-rows", 1),
        ("exit-restriction-verify-one-no-rows", 0),
    ] {
        let answer = read_recorded::<ListCall>(name).answer;
        let Answer::Contradiction { body: Some(page), detail } = answer else { panic!("{name}: {answer:?}") };
        assert_eq!(page.rows.len(), rows, "{name}");
        assert!(!detail.is_empty());
    }
}

#[test]
fn the_lower_case_envelope_belongs_to_the_quota_alone() {
    let lower = recorded("quota-list");
    assert!(matches!(read::<GetQuota>(lower.clone()).unwrap().answer, Answer::Found(_)));
    assert!(matches!(read::<ListCall>(lower.clone()), Err(ReadError::Shape(_))));
    assert!(matches!(read::<EciImage>(lower), Err(ReadError::Shape(_))));
    assert_verdicts(&[
        (r#"{"status":"201","result":null}"#, "shape"),
        (r#"{"STATUS":"201"}"#, "shape"),
        (r#"{"Status":"201","status":"201"}"#, "shape"),
        (r#"{"Result":{"Status":"201","status":"201","VerifyResult":0}}"#, "contradiction"),
    ]);
}

#[test]
fn two_statuses_or_two_pagings_that_differ_cannot_be_read() {
    let zero = |outer: &str, inner: &str| {
        format!(r#"{{"Status":"200","Paging":{outer},"Result":{{"VerifyResult":0,"Paging":{inner}}}}}"#)
    };
    assert_verdicts(&[
        (r#"{"Status":"201","Result":{"Status":"200","VerifyResult":0}}"#, "shape"),
        (r#"{"Status":"200","Result":{"Status":"200","VerifyResult":0}}"#, "zero"),
        (&zero("null", r#"{"TotalRecords":3}"#), "shape"),
        (&zero(r#"{"TotalRecords":0}"#, r#"{"TotalRecords":3}"#), "shape"),
        (&zero(r#"{"TotalRecords":0}"#, r#"{"TotalRecords":0}"#), "zero"),
    ]);
}

#[test]
fn the_same_bytes_read_alike_every_time() {
    let bytes = raw(recorded("exit-restriction-found"));
    assert_eq!(qcc::read::<ListCall>(&bytes), qcc::read::<ListCall>(&bytes.clone()));
}
