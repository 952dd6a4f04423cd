//! Unusual replies: what cannot be read is 未能核查, is kept, and costs no second call.

use crate::{MAIN, Workplace, never, recorded, subject, success};
use catalog::ListCheck;
use desk::IncompleteReason::{RowsRepeated, TotalChanged};
use desk::{
    Answer, Billing, Completeness, Credential, FailureCause, Finding, LookUpCheck, Outcome, Proxy,
    StatusMeaning, UnreadableReason,
};
use test_servers::{Act, Peer, empty, ok, parameter, path};

fn lists() -> impl ExactSizeIterator<Item = (LookUpCheck, &'static str)> {
    let all: Vec<ListCheck> = ListCheck::all().collect();
    all.into_iter().map(|check| (LookUpCheck::List(check), check.description().path.as_str()))
}

/// The outcome of a reply, which must be the same for all lists and in the record. Nothing is sent twice.
async fn seen(reply: Vec<u8>) -> Outcome {
    let place = Workplace::new().await;
    let service = Peer::repeating([Act::Reply(reply)]).await;
    let desk = place.open_at(&service);
    let mut outcomes = Vec::new();
    for (check, _) in lists() {
        let finding = desk.look_up(check, &subject(MAIN), false, &never()).await.unwrap();
        assert_eq!(recorded(&desk, finding.call).outcome, finding.outcome);
        outcomes.push(finding.outcome);
    }
    assert_eq!(service.requests().len(), lists().len());
    let kind = std::mem::discriminant(&outcomes[0]);
    assert!(outcomes.iter().all(|outcome| std::mem::discriminant(outcome) == kind), "{outcomes:?}");
    outcomes.swap_remove(0)
}

fn cause(outcome: &Outcome) -> (FailureCause, Billing) {
    match outcome {
        Outcome::NotVerified { failure, .. } => (failure.cause, failure.billing),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_reply_that_cannot_be_read_is_not_verified_may_be_billed_and_is_not_asked_for_again() {
    use UnreadableReason::{Empty, Encoding, HttpStatus, NotJson, Shape, Xml};
    let deep = format!(r#"{{"Status":"201","Result":{}{}}}"#, "[".repeat(65), "]".repeat(65));
    let gbk = b"{\"Status\":\"201\",\"Message\":\"\xa1\xbe\xd3\xd0\xd0\xa7\xc7\xeb\xc7\xf3\xa1\xbf\xb2\xe9\xd1\xaf\xb3\xc9\xb9\xa6\"}";
    let rows = r#"[{"CaseNo":"1","RegNo":"1"}]"#;
    for (what, reply, reason) in [
        ("cut short", ok(r#"{"Status":"201","Result":nul"#), NotJson),
        ("GBK that is not declared", ok(&gbk[..]), Encoding),
        ("a key twice", ok(r#"{"Status":"500","Status":"201"}"#), NotJson),
        ("a raw NUL between members", ok("{\"Status\":\"201\",\0\"Message\":\"\"}"), NotJson),
        ("65 levels", ok(deep), NotJson),
        ("bytes behind it", ok(r#"{"Status":"201"}{}"#), NotJson),
        ("XML", ok("<?xml version=\"1.0\"?><Response><Status>201</Status></Response>"), Xml),
        ("an empty 200", ok(""), Empty),
        ("a 204", empty(204), HttpStatus),
        ("a status with a zero before it", ok(r#"{"Status":"0201"}"#), Shape),
        ("a status with a blank behind it", ok(r#"{"Status":"201 "}"#), Shape),
        ("no result", ok(r#"{"Status":"200"}"#), Shape),
        ("rows that are no list", success(r#"{"VerifyResult":1,"Data":{"CaseNo":"1"}}"#), Shape),
        ("a list in the place of the result", success(r#"[{"VerifyResult":0}]"#), Shape),
        ("VerifyResult true", success(r#"{"VerifyResult":true,"Data":null}"#), Shape),
        ("VerifyResult 2", success(r#"{"VerifyResult":2,"Data":null}"#), Shape),
        ("lower case", ok(r#"{"status":"201","result":null}"#), Shape),
        ("both cases", ok(r#"{"Status":"201","status":"201"}"#), Shape),
        (
            "a negative count",
            success(&format!(r#"{{"VerifyResult":1,"Data":{rows},"Paging":{{"TotalRecords":-1}}}}"#)),
            Shape,
        ),
        (
            "an absurd count",
            success(&format!(r#"{{"VerifyResult":1,"Data":{rows},"Paging":{{"TotalRecords":2000000}}}}"#)),
            Shape,
        ),
    ] {
        let expected = (FailureCause::Unreadable { reason }, Billing::MayHaveBeenBilled);
        assert_eq!(cause(&seen(reply).await), expected, "{what}");
    }
}

#[tokio::test]
async fn a_verdict_that_its_rows_contradict_is_not_verified_and_keeps_the_rows() {
    let with_rows = |verdict: u8, rows: &str| {
        success(&format!(r#"{{"VerifyResult":{verdict},"Data":{rows},"Paging":{{"TotalRecords":1}}}}"#))
    };
    for (reply, kept) in [
        (with_rows(1, "[]"), false),
        (with_rows(0, r#"[{"CaseNo":"1"}]"#), true),
        (with_rows(0, "null"), false),
    ] {
        let outcome = seen(reply).await;
        assert_eq!(cause(&outcome), (FailureCause::Inconsistent, Billing::MayHaveBeenBilled));
        let Outcome::NotVerified { answer, .. } = outcome else { unreachable!() };
        assert_eq!(answer.is_some(), kept, "{answer:?}");
    }
}

#[tokio::test]
async fn what_no_document_describes_beside_a_no_record_makes_it_not_verified() {
    for reply in [
        success(r#"{"VerifyResult":0,"Data":null,"DataList":[{"CaseNo":"1"}]}"#),
        success(r#"{"VerifyResult":0,"Data":[],"Paging":{"TotalRecords":0,"Rows":[1]}}"#),
        ok(r#"{"Status":"201","Result":null,"rows":{"CaseNo":"1"}}"#),
        ok(r#"{"Status":"201","Message":[{"CaseNo":"1"}]}"#),
    ] {
        let outcome = seen(reply).await;
        assert_eq!(cause(&outcome), (FailureCause::Inconsistent, Billing::MayHaveBeenBilled));
    }
    let empty = success(r#"{"VerifyResult":0,"Data":null,"DataList":[],"Later":null}"#);
    assert!(matches!(seen(empty).await, Outcome::NoRecord(_)));
}

#[tokio::test]
async fn the_code_within_xml_is_told() {
    let outcome = seen(ok("<error><code>107</code></error>")).await;
    let Outcome::NotVerified { failure, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(failure.status_code.as_deref(), Some("107"));
}

#[tokio::test]
async fn pages_that_do_not_add_up_are_asked_for_until_none_is_left() {
    let place = Workplace::new().await;
    // The second page repeats the last row of the first, and the third increases the total by one.
    let service = Peer::answering(|request| {
        let page = parameter(request, "pageIndex");
        let (first, total) = match &*page {
            "1" => (0, 60),
            "2" => (19, 60),
            "3" => (39, 61),
            _ => (59, 61),
        };
        let rows: Vec<_> = (first..first + 20).map(|row| format!(r#"{{"CaseNo":"{row}"}}"#)).collect();
        let paging = format!(r#"{{"PageSize":20,"PageIndex":{page},"TotalRecords":{total}}}"#);
        let rows = rows.join(",");
        Act::Reply(success(&format!(r#"{{"VerifyResult":1,"Data":[{rows}],"Paging":{paging}}}"#)))
    })
    .await;
    let desk = place.open_at(&service);
    let first = desk.look_up(lists().next().unwrap().0, &subject(MAIN), false, &never()).await.unwrap();
    for (calls, left, reason) in [
        (2, 1, Some(RowsRepeated)),
        (3, 1, Some(TotalChanged)),
        (4, 0, Some(TotalChanged)),
        (4, 0, Some(TotalChanged)),
    ] {
        let finding = desk.next_page(first.call, &never()).await.unwrap();
        let Outcome::Found { answer } = &finding.outcome else { panic!("{finding:?}") };
        let completeness = answer.completeness().unwrap();
        assert_eq!(completeness.calls_needed(), left, "{completeness:?}");
        assert!(
            matches!(completeness, Completeness::Incomplete { reason: given, .. } if Some(*given) == reason),
            "{completeness:?}"
        );
        assert_eq!(service.requests().len(), calls);
    }
}

#[tokio::test]
async fn a_quota_with_a_count_or_a_list_of_none_is_shown_and_the_connection_is_good() {
    let modules = r#"[{"id":"radar_id","totalCount":"不限","consumedCount":null,"canDeletedCount":-1},
        {"id":"bene_id","totalCount":100,"consumedCount":2,"canDeletedCount":30}, null]"#;
    let three: &[_] = &[["radar_id", "不限", "", "-1"], ["bene_id", "100", "2", "30"], ["", "", "", ""]];
    for (result, expected) in [(modules, three), ("[]", &[]), ("null", &[])] {
        let quota = ok(format!(r#"{{"status":"200","msg":"","result":{result}}}"#));
        let service = Peer::repeating([Act::Reply(quota)]).await;
        let place = Workplace::new().await;
        let finding = place.open_at(&service).ask_quota(&never()).await.unwrap();
        let Outcome::Found { answer: Answer::Quota { modules } } = finding.outcome else {
            panic!("{finding:?}")
        };
        let counts: Vec<_> =
            modules.iter().map(|it| [&*it.id, &*it.total, &*it.consumed, &*it.deletable]).collect();
        assert_eq!(counts, expected);
        let credential = Credential::new("key".into(), "secret".to_owned().into()).unwrap();
        let address = service.origin().parse().unwrap();
        let tested = desk::test_connection(address, &Proxy::Direct, &credential, &place.clock).await.unwrap();
        assert_eq!(tested.failure, None);
    }
}

#[tokio::test]
async fn a_201_to_a_snapshot_or_the_quota_is_no_record() {
    for body in [r#"{"Status":"201","Result":null}"#, r#"{"status":"201","msg":"查询无结果","result":null}"#]
    {
        let place = Workplace::new().await;
        let desk = place.open_at(&Peer::repeating([Act::Reply(ok(body))]).await);
        assert!(matches!(desk.ask_quota(&never()).await.unwrap().outcome, Outcome::NoRecord(_)), "{body}");
        if body.contains("Status") {
            let snapshot =
                desk.look_up(LookUpCheck::RegistrationSnapshot, &subject(MAIN), false, &never()).await;
            assert!(matches!(snapshot.unwrap().outcome, Outcome::NoRecord(_)), "{body}");
        }
    }
}

#[tokio::test]
async fn a_total_without_paging_is_unknown_and_a_text_that_says_null_is_a_text() {
    let outcome = seen(success(r#"{"VerifyResult":"1","Data":[{"CaseNo":"null","RegNo":"null"}]}"#)).await;
    let Outcome::Found { answer: Answer::List { rows, completeness, .. } } = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(rows[0].values[0].raw(), "null");
    let reason = desk::IncompleteReason::NoPaging;
    assert_eq!(
        completeness,
        desk::Completeness::Incomplete { shown: 1, total: None, reason, calls_needed: 0 }
    );
}

#[tokio::test]
async fn a_check_that_is_refused_stops_alone_and_the_others_go_on() {
    let nothing = r#"{"Status":"201","Message":"","Result":null}"#;
    for (code, meaning) in [(111, StatusMeaning::NotPurchased), (112, StatusMeaning::OutOfCredit)] {
        let place = Workplace::new().await;
        let refused = format!(r#"{{"Status":"{code}","Message":"","Result":null}}"#);
        let [one, other] = [0, 1].map(|index| lists().nth(index).unwrap());
        let service = Peer::answering(move |request| {
            Act::Reply(ok(if path(request) == one.1 { &*refused } else { nothing }))
        })
        .await;
        let desk = place.open_at(&service);
        let (main, stop) = (subject(MAIN), never());
        let ask = |check| desk.look_up(check, &main, false, &stop);
        let (first, second) = tokio::join!(ask(one.0), ask(other.0));
        let (first, second): (Finding, Finding) = (first.unwrap(), second.unwrap());
        assert_eq!(cause(&first.outcome), (FailureCause::Status { meaning }, Billing::NotBilled));
        assert!(matches!(second.outcome, Outcome::NoRecord { .. }), "{second:?}");
        assert_eq!(service.requests().len(), 2);
    }
}
