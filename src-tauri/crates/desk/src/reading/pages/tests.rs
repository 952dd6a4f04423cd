use super::*;
use crate::reading::read;
use qcc::RawReply;
use store::account::Account;
use store::check::Check;
use store::failure::{Billing, FailureCause, InterruptedReason};
use store::finding::Finding;

/// A page as the service would send it; `rows` are case numbers.
fn page(number: u32, rows: &[u32], paging: &str) -> Call {
    let rows: Vec<_> = rows.iter().map(|row| format!(r#"{{"CaseNo":"{row}"}}"#)).collect();
    let body = format!(
        r#"{{"Status":"200","Message":"","Paging":{paging},"Result":{{"VerifyResult":1,"Data":[{}]}}}}"#,
        rows.join(",")
    );
    received(number, &body)
}

fn received(number: u32, body: &str) -> Call {
    let reply =
        RawReply { http_status: 200, content_type: None, date: None, retry_after: None, body: body.into() };
    Call {
        id: i64::from(number),
        asked_at: jiff::Timestamp::UNIX_EPOCH,
        account: Account { service: "example".into(), key: "1".into() },
        check: Some(Check::from_id("exitRestriction").unwrap()),
        operation: "/api/yj/LimitExitCheck/GetList".into(),
        subject: "示例".into(),
        page: number,
        first_call: None,
        reply: Some(reply.into()),
        sha256: None,
        failure: None,
    }
}

fn paging(number: u32, total: u32) -> String {
    format!(r#"{{"PageSize":20,"PageIndex":{number},"TotalRecords":{total}}}"#)
}

fn full(number: u32, total: u32) -> Call {
    let first = (number - 1) * 20;
    let rows: Vec<_> = (first..(first + 20).min(total)).collect();
    page(number, &rows, &paging(number, total))
}

fn finding(pages: &[Call]) -> Finding {
    read(pages, None, None).unwrap()
}

fn completeness(pages: &[Call]) -> Completeness {
    match finding(pages).outcome {
        Outcome::Found { answer: Answer::List { completeness, .. } } => completeness,
        other => panic!("{other:?}"),
    }
}

fn reason(pages: &[Call]) -> IncompleteReason {
    match completeness(pages) {
        Completeness::Incomplete { reason, .. } => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn rows_beside_a_list_that_no_document_describes_are_not_all() {
    for (beside, is_complete) in [
        (r#""DataList":[{"CaseNo":"3"}]"#, false),
        (r#""Extra":{"Data":[{"CaseNo":"3"}]}"#, false),
        (r#""DataList":[]"#, true),
        (r#""Extra":{}"#, true),
        (r#""Extra":"text""#, true),
    ] {
        let (result, page) = (r#""VerifyResult":1,"Data":[{"CaseNo":"1"}]"#, r#""TotalRecords":1"#);
        for body in [
            format!(r#"{{"Status":"200","Paging":{{{page}}},"Result":{{{result},{beside}}}}}"#),
            format!(r#"{{"Status":"200","Paging":{{{page},{beside}}},"Result":{{{result}}}}}"#),
            format!(r#"{{"Status":"200","Paging":{{{page}}},"Result":{{{result}}},{beside}}}"#),
        ] {
            let actual = completeness(&[received(1, &body)]);
            assert_eq!(actual == Completeness::Complete { total: 1 }, is_complete, "{body}: {actual:?}");
            let more =
                matches!(actual, Completeness::Incomplete { reason: IncompleteReason::MoreBeside, .. });
            assert_eq!(more, !is_complete, "{body}");
        }
    }
}

#[test]
fn rows_among_items_that_are_no_rows_are_not_all() {
    for odd in ["null", r#""示例""#, "[]", r#"[{"CaseNo":"3"}]"#] {
        let body = format!(
            r#"{{"Status":"200","Paging":{},"Result":{{"VerifyResult":1,"Data":[{{"CaseNo":"1"}},{odd},{{"CaseNo":"2"}}]}}}}"#,
            paging(1, 2)
        );
        let (total, reason) = (Some(2), IncompleteReason::MoreBeside);
        let expected = Completeness::Incomplete { shown: 2, total, reason, calls_needed: 0 };
        assert_eq!(completeness(&[received(1, &body)]), expected, "{odd}");
    }
}

#[test]
fn an_item_that_is_no_row_makes_its_page_no_shorter() {
    let reply = |number: u32, rows: u32, total: u32, beside: &str| {
        let rows: Vec<_> = (0..rows).map(|row| format!(r#"{{"CaseNo":"{number}/{row}"}}"#)).collect();
        let data = [rows, vec!["null".to_owned()]].concat().join(",");
        let result = format!(r#"{{"VerifyResult":1,"Data":[{data}]{beside}}}"#);
        let paging = paging(number, total);
        received(number, &format!(r#"{{"Status":"200","Paging":{paging},"Result":{result}}}"#))
    };
    let without_total = r#"{"Status":"200","Result":{"VerifyResult":1,"Data":["#.to_owned()
        + &(1..20).map(|row| format!(r#"{{"CaseNo":"{row}"}},"#)).collect::<String>()
        + "null]}}";
    for (pages, shown, total, calls_needed) in [
        (vec![reply(1, 1, 2, "")], 1, Some(2), 0),
        (vec![reply(1, 1, 3, r#","DataList":[{"CaseNo":"3"}]"#)], 1, Some(3), 1),
        (vec![reply(1, 19, 60, "")], 19, Some(60), 2),
        (vec![reply(1, 19, 40, ""), reply(2, 19, 40, "")], 38, Some(40), 0),
        (vec![received(1, &without_total)], 19, None, 1),
    ] {
        let reason = match total {
            Some(_) => IncompleteReason::MoreBeside,
            None => IncompleteReason::NoPaging,
        };
        let expected = Completeness::Incomplete { shown, total, reason, calls_needed };
        assert_eq!(completeness(&pages), expected);
    }
}

#[test]
fn rows_are_complete_only_if_as_many_came_as_there_are() {
    assert_eq!(completeness(&[full(1, 3)]), Completeness::Complete { total: 3 });
    assert_eq!(completeness(&[full(1, 20)]), Completeness::Complete { total: 20 });
    let more = Completeness::MorePages { shown: 20, total: 21, calls_needed: 1 };
    assert_eq!(completeness(&[full(1, 21)]), more);
    assert_eq!(completeness(&[full(1, 21), full(2, 21)]), Completeness::Complete { total: 21 });
}

#[test]
fn pages_that_do_not_add_up_are_never_silently_complete() {
    assert_eq!(reason(&[page(1, &[1], "null")]), IncompleteReason::NoPaging);
    assert_eq!(reason(&[full(1, 40), page(2, &[30], "null")]), IncompleteReason::NoPaging);
    assert_eq!(reason(&[full(1, 40), full(2, 41)]), IncompleteReason::TotalChanged);
    assert_eq!(reason(&[full(1, 40), page(2, &[30], &paging(1, 40))]), IncompleteReason::PageIndexWrong);
    assert_eq!(reason(&[page(1, &[1, 2], &paging(1, 3))]), IncompleteReason::PageShort);
    assert_eq!(reason(&[page(1, &[1, 1], &paging(1, 2))]), IncompleteReason::RowsRepeated);
    assert_eq!(reason(&[page(1, &[1, 1, 2], &paging(1, 2))]), IncompleteReason::RowsRepeated);
    assert_eq!(reason(&[page(1, &[1, 2, 3], &paging(1, 2))]), IncompleteReason::MoreRowsThanTotal);
    let overlapping = page(2, &(10..30).collect::<Vec<_>>(), &paging(2, 40));
    assert_eq!(reason(&[full(1, 40), overlapping]), IncompleteReason::RowsRepeated);
    let nothing = received(2, r#"{"Status":"201","Result":null}"#);
    assert_eq!(reason(&[full(1, 40), nothing]), IncompleteReason::PageShort);
}

#[test]
fn a_row_that_comes_twice_is_shown_once_and_one_that_differs_in_anything_stays() {
    let twice = page(2, &(10..30).collect::<Vec<_>>(), &paging(2, 40));
    let Outcome::Found { answer: Answer::List { rows, completeness: marked, .. } } =
        finding(&[full(1, 40), twice]).outcome
    else {
        panic!()
    };
    let shown: Vec<u32> = rows.iter().map(|row| row.values[0].raw().parse().unwrap()).collect();
    assert_eq!(shown, (0..30).collect::<Vec<_>>());
    let reason = IncompleteReason::RowsRepeated;
    let expected = Completeness::Incomplete { shown: 30, total: Some(40), reason, calls_needed: 0 };
    assert_eq!(marked, expected);

    let rows = r#"[{"CaseNo":"1","Court":"甲"},{"CaseNo":"1","Court":"乙"}]"#;
    let body = format!(
        r#"{{"Status":"200","Paging":{},"Result":{{"VerifyResult":1,"Data":{rows}}}}}"#,
        paging(1, 2)
    );
    assert_eq!(completeness(&[received(1, &body)]), Completeness::Complete { total: 2 });
}

#[test]
fn a_service_that_gives_fewer_rows_a_page_needs_more_calls() {
    let paging = r#"{"PageSize":10,"PageIndex":1,"TotalRecords":35}"#;
    let more = Completeness::MorePages { shown: 10, total: 35, calls_needed: 3 };
    assert_eq!(completeness(&[page(1, &(0..10).collect::<Vec<_>>(), paging)]), more);
}

#[test]
fn pages_that_do_not_add_up_do_not_end_the_paging() {
    use IncompleteReason::{NoPaging, PageIndexWrong, PageShort, RowsRepeated, TotalChanged};
    let rows = |from: u32, to: u32| (from..to).collect::<Vec<_>>();
    let nothing = received(2, r#"{"Status":"201","Result":null}"#);
    for (second, reason, calls) in [
        (page(2, &rows(19, 39), &paging(2, 100)), RowsRepeated, 3),
        (page(2, &rows(0, 20), &paging(2, 100)), RowsRepeated, 3),
        (page(2, &rows(20, 39), &paging(2, 100)), PageShort, 3),
        (page(2, &rows(20, 40), &paging(2, 101)), TotalChanged, 4),
        (page(2, &rows(20, 40), &paging(2, 99)), TotalChanged, 3),
        (page(2, &rows(20, 40), &paging(2, 0)), TotalChanged, 3),
        (page(2, &rows(20, 40), &paging(1, 100)), PageIndexWrong, 3),
        (page(2, &rows(20, 40), "null"), NoPaging, 3),
        (nothing, PageShort, 3),
    ] {
        let mut pages = vec![full(1, 100), second];
        assert_eq!((self::reason(&pages), completeness(&pages).calls_needed()), (reason, calls));
        for left in (0..calls).rev() {
            let number = u32::try_from(pages.len()).unwrap() + 1;
            pages.push(page(number, &rows((number - 1) * 20, number * 20), &paging(number, 100)));
            let actual = completeness(&pages);
            assert_eq!(actual.calls_needed(), left, "{actual:?}");
            assert!(
                matches!(actual, Completeness::Incomplete { reason: stays, .. } if stays == reason),
                "{actual:?}"
            );
        }
    }
}

#[test]
fn a_first_page_that_does_not_add_up_does_not_end_the_paging() {
    let rows = |count: u32| (0..count).collect::<Vec<_>>();
    for (pages, calls) in [
        (page(1, &[1, 1, 2], &paging(1, 5)), 1),
        (page(1, &[1, 1], &paging(1, 2)), 0),
        (page(1, &rows(19), &paging(1, 60)), 3),
        (page(1, &rows(20), &paging(2, 60)), 2),
        (page(1, &rows(3), &paging(1, 2)), 0),
        (page(1, &rows(20), "null"), 1),
        (page(1, &rows(19), "null"), 0),
        (page(1, &rows(20), r#"{"PageSize":10,"PageIndex":1,"TotalRecords":60}"#), 2),
    ] {
        let actual = completeness(&[pages]);
        assert_eq!(actual.calls_needed(), calls, "{actual:?}");
        assert!(matches!(actual, Completeness::Incomplete { .. }), "{actual:?}");
    }
}

#[test]
fn a_service_that_gives_fewer_rows_than_it_says_is_asked_until_all_are_there() {
    let mut pages = Vec::new();
    for (number, left) in [(1, 3), (2, 2), (3, 1), (4, 0)] {
        let rows: Vec<_> = ((number - 1) * 10..(number * 10).min(35)).collect();
        pages.push(page(number, &rows, &paging(number, 35)));
        assert_eq!(completeness(&pages).calls_needed(), left);
    }
    assert_eq!(completeness(&pages), Completeness::Complete { total: 35 });
}

#[test]
fn without_a_total_a_full_page_may_be_followed_by_another() {
    let rows = |from: u32, to: u32| (from..to).collect::<Vec<_>>();
    let mut pages = vec![page(1, &rows(0, 20), "null"), page(2, &rows(20, 40), "null")];
    let incomplete = |shown, calls_needed| Completeness::Incomplete {
        shown,
        total: None,
        reason: IncompleteReason::NoPaging,
        calls_needed,
    };
    assert_eq!(completeness(&pages), incomplete(40, 1));
    pages.push(page(3, &rows(40, 41), "null"));
    assert_eq!(completeness(&pages), incomplete(41, 0));
    pages[2] = received(3, r#"{"Status":"201","Result":null}"#);
    assert_eq!(completeness(&pages), incomplete(40, 0));
}

#[test]
fn a_page_that_failed_leaves_the_rows_before_it_and_says_so() {
    let broken = received(2, "<html>");
    let finding = finding(&[full(1, 40), broken]);
    assert!(finding.page_failure.is_some());
    let Outcome::Found { answer: Answer::List { rows, completeness, .. } } = finding.outcome else {
        panic!()
    };
    assert_eq!(rows.len(), 20);
    assert_eq!(completeness, Completeness::MorePages { shown: 20, total: 40, calls_needed: 1 });
}

#[test]
fn a_look_up_whose_reply_the_app_did_not_live_to_see_is_not_verified() {
    let unanswered = Call { reply: None, ..full(1, 3) };
    let Outcome::NotVerified { failure, answer: None } = finding(&[unanswered]).outcome else { panic!() };
    assert_eq!(failure.cause, FailureCause::Interrupted { reason: InterruptedReason::AppClosed });
    assert_eq!(failure.billing, Billing::MayHaveBeenBilled);
}

#[test]
fn rows_beside_a_contradiction_are_kept_and_verify_nothing() {
    let contradiction = |rows: &str| {
        let paging = paging(1, 1);
        let body =
            format!(r#"{{"Status":"200","Paging":{paging},"Result":{{"VerifyResult":0,"Data":{rows}}}}}"#);
        match finding(&[received(1, &body)]).outcome {
            Outcome::NotVerified { failure, answer } => {
                assert_eq!(failure.cause, FailureCause::Inconsistent);
                answer
            }
            other => panic!("{other:?}"),
        }
    };
    let Some(Answer::List { rows, .. }) = contradiction(r#"[{"CaseNo":"1"}]"#) else { panic!() };
    assert_eq!(rows.len(), 1);
    assert_eq!(contradiction("null"), None);
}

#[test]
fn a_later_page_cannot_turn_a_first_page_without_records_into_a_hit() {
    let nothing = received(1, r#"{"Status":"200","Result":{"VerifyResult":0,"Data":null}}"#);
    assert!(matches!(finding(&[nothing, full(2, 40)]).outcome, Outcome::NoRecord { .. }));
}

#[test]
fn a_row_that_is_written_otherwise_on_another_page_is_the_same() {
    let other = received(
        2,
        &format!(
            r#"{{"Status":"200","Paging":{},"Result":{{"VerifyResult":1,"Data":[{{"caseno":19,"Court":""}}]}}}}"#,
            paging(2, 21)
        ),
    );
    assert_eq!(reason(&[full(1, 21), other]), IncompleteReason::RowsRepeated);
}

#[test]
fn a_call_without_pages_gives_every_row_at_once() {
    let exit = ListCheck::from_id("exitRestriction").unwrap().description();
    let check: &'static Description = Box::leak(Box::new(Description { pages: false, ..exit.clone() }));
    let rows: Vec<u32> = (0..30).collect();
    let without = |page: Call| List::read(&page, &[], check).completeness;
    assert_eq!(without(page(1, &rows, "null")), Completeness::Complete { total: 30 });
    assert_eq!(without(page(1, &rows, &paging(1, 30))), Completeness::Complete { total: 30 });
    for (page, expected) in [
        (page(1, &[1, 1], "null"), IncompleteReason::RowsRepeated),
        (page(1, &rows, &paging(1, 31)), IncompleteReason::PageShort),
    ] {
        let Completeness::Incomplete { reason, calls_needed, .. } = without(page) else { panic!() };
        assert_eq!((reason, calls_needed), (expected, 0));
    }
}
