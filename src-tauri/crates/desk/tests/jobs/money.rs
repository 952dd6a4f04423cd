//! Asking twice costs once.

use crate::{MAIN, MANY, Workplace, customs_credit, exit_restriction, never, recorded, subject};
use desk::{Billing, Desk, Failure, FailureCause, Finding, LookUpError, Outcome, ReuseWindow, StatusMeaning};
use sandbox::Options;
use std::sync::Arc;
use std::time::Duration;
use test_servers::{Act, Peer, ok};

fn failure(finding: &Finding) -> &Failure {
    match &finding.outcome {
        Outcome::NotVerified { failure, .. } => failure,
        other => panic!("{other:?}"),
    }
}

fn meaning(finding: &Finding) -> Option<StatusMeaning> {
    match failure(finding).cause {
        FailureCause::Status { meaning } => Some(meaning),
        _ => None,
    }
}

#[tokio::test]
async fn the_same_look_up_asked_at_the_same_time_is_sent_once() {
    let latency = Duration::from_millis(200);
    let place = Workplace::with(Options { latency, ..Options::default() }).await;
    let desk = place.open();
    for fresh in [false, true] {
        let before = place.sandbox.billed_calls();
        let (main, stop) = (subject(MAIN), never());
        let ask = || desk.look_up(exit_restriction(), &main, fresh, &stop);
        let (one, two, three) = tokio::join!(ask(), ask(), ask());
        let (one, two, three) = (one.unwrap(), two.unwrap(), three.unwrap());
        assert_eq!(place.sandbox.billed_calls() - before, 1, "fresh: {fresh}");
        assert_eq!((one.reused, two.reused, three.reused), (false, true, true));
        assert_eq!((&one.outcome, one.call), (&two.outcome, three.call));
    }
}

#[tokio::test]
async fn different_look_ups_do_not_wait_for_each_other() {
    let latency = Duration::from_millis(300);
    let place = Workplace::with(Options { latency, ..Options::default() }).await;
    let desk = place.open();
    let (main, many, stop) = (subject(MAIN), subject(MANY), never());
    let ask = async |check, subject| desk.look_up(check, subject, false, &stop).await.unwrap().reused;
    let answers = tokio::join!(
        ask(exit_restriction(), &main),
        ask(exit_restriction(), &many),
        ask(customs_credit(), &main)
    );
    assert_eq!(answers, (false, false, false));
    assert_eq!(place.sandbox.billed_calls(), 3);
}

#[tokio::test]
async fn a_page_that_is_asked_for_twice_at_a_time_is_paid_once() {
    let latency = Duration::from_millis(200);
    let place = Workplace::with(Options { latency, ..Options::default() }).await;
    let desk = place.open();
    let first = desk.look_up(exit_restriction(), &subject(MANY), false, &never()).await.unwrap();
    let stop = never();
    let (one, two) = tokio::join!(desk.next_page(first.call, &stop), desk.next_page(first.call, &stop));
    assert_eq!(place.sandbox.billed_calls(), 2);
    assert_eq!(one.unwrap(), two.unwrap());
}

#[tokio::test]
async fn an_answer_is_used_again_as_long_as_the_window_says() {
    let place = Workplace::new().await;
    let ask = async |reuse| {
        let desk = place.desk_with(place.restart(), place.sandbox.key(), reuse);
        let finding = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
        desk.close().await;
        finding.reused
    };
    assert!(!ask(ReuseWindow::Today).await);
    assert!(ask(ReuseWindow::Today).await);
    assert!(!ask(ReuseWindow::Never).await);
    place.hours_pass(6 * 24);
    assert!(ask(ReuseWindow::SevenDays).await);
    assert!(!ask(ReuseWindow::Today).await);
    place.hours_pass(29 * 24);
    assert!(ask(ReuseWindow::ThirtyDays).await);
    assert!(!ask(ReuseWindow::SevenDays).await);
}

#[tokio::test]
async fn a_locked_look_up_is_not_asked_for_two_hours_whoever_restarts_or_insists() {
    let place = Workplace::new().await;
    let locked = subject("示例状态码110有限公司");
    let ask = async |desk: &Arc<Desk>, fresh| {
        let finding = desk.look_up(exit_restriction(), &locked, fresh, &never()).await.unwrap();
        assert_eq!(meaning(&finding), Some(StatusMeaning::LockedForTwoHours));
        finding.reused
    };
    assert!(!ask(&place.open(), false).await);
    assert!(ask(&place.open(), true).await, "across a restart");
    assert_eq!(place.sandbox.billed_calls(), 1);
    let other_check = place.open().look_up(customs_credit(), &locked, false, &never()).await.unwrap();
    assert!(!other_check.reused, "other checks are not locked");
    place.hours_pass(2);
    assert!(!ask(&place.open(), false).await, "after two hours");
}

/// A service that gives these replies in turn, repeating the last.
async fn service(replies: &[&str]) -> Peer {
    Peer::repeating(replies.iter().map(|reply| Act::Reply(ok(reply)))).await
}

const PENDING: &str = r#"{"Status":"205","Message":"等待处理中","OrderNumber":"1","Result":null}"#;
const NOTHING: &str = r#"{"Status":"201","Message":"查询无结果","OrderNumber":"2","Result":null}"#;

#[tokio::test]
async fn what_the_service_is_still_working_on_is_asked_again_when_a_person_wants_to_wait() {
    let place = Workplace::new().await;
    let server = service(&[PENDING, PENDING, NOTHING]).await;
    let desk = place.open_at(&server);
    let pending = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    assert_eq!(meaning(&pending), Some(StatusMeaning::Pending));
    assert_eq!(failure(&pending).billing, Billing::MayHaveBeenBilled);
    assert_eq!(server.requests().len(), 1, "nothing is asked again by itself");

    let answer = desk.wait_for_answer(pending.call, &never()).await.unwrap();
    assert!(matches!(answer.outcome, Outcome::NoRecord { .. }), "{answer:?}");
    assert_eq!((answer.call, answer.receipts.len()), (pending.call, 1));
    assert_eq!(server.requests().len(), 3);
    assert_eq!(recorded(&desk, pending.call).outcome, answer.outcome);

    let again = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    assert!(again.reused, "the late answer counts as today's");
    desk.wait_for_answer(pending.call, &never()).await.unwrap();
    assert_eq!(server.requests().len(), 3, "what was answered is not asked again");
}

#[tokio::test]
async fn waiting_ends_after_three_requests_or_when_cancelled() {
    let place = Workplace::new().await;
    let server = service(&[PENDING]).await;
    let desk = place.open_at(&server);
    let pending = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    let still = desk.wait_for_answer(pending.call, &never()).await.unwrap();
    assert_eq!(meaning(&still), Some(StatusMeaning::Pending));
    assert_eq!(server.requests().len(), 4);
    let cancelled = never();
    cancelled.cancel();
    desk.wait_for_answer(pending.call, &cancelled).await.unwrap();
    assert_eq!(server.requests().len(), 4);
}

#[tokio::test]
async fn waiting_that_could_not_be_recorded_tells_whether_anything_was_sent_before() {
    for (recorded, sent) in [(1, false), (2, true)] {
        let place = Workplace::new().await;
        let server = service(&[PENDING]).await;
        let desk = place.open_at(&server);
        let pending = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
        let full = format!(
            "CREATE TRIGGER full BEFORE INSERT ON calls WHEN (SELECT count(*) FROM calls) >= {recorded}
             BEGIN SELECT raise(ABORT, 'full'); END"
        );
        rusqlite::Connection::open(place.record()).unwrap().execute_batch(&full).unwrap();
        let error = desk.wait_for_answer(pending.call, &never()).await.unwrap_err();
        assert_eq!(matches!(error, LookUpError::NotRecorded(_)), sent, "{error:?}");
        assert_eq!(server.requests().len(), recorded);
    }
}

#[tokio::test]
async fn a_look_up_under_way_is_waited_for_when_the_desk_closes_and_not_asked_again() {
    let latency = Duration::from_millis(300);
    let place = Workplace::with(Options { latency, ..Options::default() }).await;
    let desk = place.open();
    let asking = tokio::spawn({
        let desk = desk.clone();
        async move { desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap() }
    });
    while place.sandbox.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    desk.close().await;
    let again = place.open().look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    assert!(again.reused);
    assert_eq!(place.sandbox.billed_calls(), 1);
    assert_eq!(asking.await.unwrap().outcome, again.outcome);
}

#[tokio::test]
async fn waiting_for_an_answer_ends_with_the_desk_and_sends_nothing_more() {
    let place = Workplace::new().await;
    let server = service(&[PENDING]).await;
    let desk = place.open_at(&server);
    let pending = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    desk.close().await;
    desk.wait_for_answer(pending.call, &never()).await.unwrap();
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn pages_of_a_look_up_of_another_day_are_not_put_beside_it() {
    let place = Workplace::new().await;
    let desk = place.open();
    let first = desk.look_up(exit_restriction(), &subject(MANY), false, &never()).await.unwrap();
    place.hours_pass(25);
    let unchanged = desk.next_page(first.call, &never()).await.unwrap();
    assert_eq!((unchanged.outcome, place.sandbox.billed_calls()), (first.outcome, 1));
}

#[tokio::test]
async fn a_contradictory_answer_puts_the_one_before_it_in_doubt() {
    let place = Workplace::new().await;
    let contradiction =
        r#"{"Status":"200","Message":"","Result":{"VerifyResult":0,"Data":[{"CaseNo":"1"}]}}"#;
    let server = service(&[NOTHING, contradiction, NOTHING]).await;
    let desk = place.desk_at(&server.origin(), place.restart(), "key", ReuseWindow::ThirtyDays);
    let ask = async |fresh| desk.look_up(exit_restriction(), &subject(MAIN), fresh, &never()).await.unwrap();
    assert!(matches!(ask(false).await.outcome, Outcome::NoRecord { .. }));
    assert_eq!(failure(&ask(true).await).cause, FailureCause::Inconsistent);
    assert!(!ask(false).await.reused);
}

#[tokio::test]
async fn a_clock_that_was_ahead_locks_nothing_and_answers_nothing() {
    let place = Workplace::new().await;
    let desk = place.open();
    let locked = subject("示例状态码110有限公司");
    desk.look_up(exit_restriction(), &locked, false, &never()).await.unwrap();
    desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    let record = rusqlite::Connection::open(place.record()).unwrap();
    record.execute("UPDATE calls SET asked_at = asked_at + 86400000", []).unwrap();
    for subject in [&locked, &subject(MAIN)] {
        assert!(!desk.look_up(exit_restriction(), subject, false, &never()).await.unwrap().reused);
    }
}
