//! A machine with a wrong clock, and a service that asks to be left alone.

use crate::orders::until;
use crate::{MAIN, Workplace, customs_credit, exit_restriction, never, recorded, subject, success};
use desk::{
    Credential, Desk, Finding, LookUpError, OrderState, Outcome, Proxy, ReportFormat, ReuseWindow, Service,
    Setup,
};
use sandbox::Options;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use test_servers::{Act, Peer, whole};

const HOUR: i64 = 3600;

async fn place_with_the_service_ahead_by(seconds: i64) -> Workplace {
    let report_step = Duration::from_millis(1);
    Workplace::with_service_ahead(seconds, Options { report_step, ..Options::default() }).await
}

fn codes(place: &Workplace) -> Vec<String> {
    let calls = place.sandbox.requests().into_iter().filter(|request| request.path.starts_with("/api/"));
    calls.map(|request| request.status_code).collect()
}

fn is_found(finding: &Finding) -> bool {
    matches!(finding.outcome, Outcome::Found { .. })
}

#[tokio::test]
async fn a_clock_that_is_wrong_by_up_to_a_day_and_more_costs_one_refusal_that_is_not_billed() {
    for seconds in [-25 * HOUR, -HOUR, HOUR, 24 * HOUR] {
        let place = place_with_the_service_ahead_by(seconds).await;
        let desk = place.open();
        let finding = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
        assert!(is_found(&finding), "{finding:?}");
        let customs = desk.look_up(customs_credit(), &subject(MAIN), false, &never()).await.unwrap();
        assert!(is_found(&customs), "signed right at once");
        assert_eq!(codes(&place), ["115", "200", "200"]);
        assert_eq!(place.sandbox.billed_calls(), 2);

        let ahead = finding.clock_ahead_seconds.map(i64::from).unwrap();
        assert!((ahead + seconds).abs() < 60, "{ahead} of {}", -seconds);
        let again = recorded(&place.open(), finding.call);
        assert_eq!(again.clock_ahead_seconds, finding.clock_ahead_seconds, "as the record has it");
        assert_eq!(again.outcome, finding.outcome);
    }
}

#[tokio::test]
async fn checks_that_are_asked_side_by_side_are_all_signed_anew() {
    let latency = Duration::from_millis(100);
    let place = Workplace::with_service_ahead(-HOUR, Options { latency, ..Options::default() }).await;
    let (desk, main, stop) = (place.open(), subject(MAIN), never());
    let ask = async |check| desk.look_up(check, &main, false, &stop).await.unwrap();
    let (exit, customs) = tokio::join!(ask(exit_restriction()), ask(customs_credit()));
    assert!(is_found(&exit) && is_found(&customs));
    assert_eq!(place.sandbox.billed_calls(), 2);
}

#[tokio::test]
async fn a_desk_that_is_closing_does_not_ask_once_more() {
    let latency = Duration::from_millis(300);
    let place = Workplace::with_service_ahead(-HOUR, Options { latency, ..Options::default() }).await;
    let (desk, main, stop) = (place.open(), subject(MAIN), never());
    let closing = async {
        while place.sandbox.requests().is_empty() {
            tokio::task::yield_now().await;
        }
        desk.close().await;
    };
    let (finding, ()) = tokio::join!(desk.look_up(exit_restriction(), &main, false, &stop), closing);
    assert!(!is_found(&finding.unwrap()));
    assert_eq!(codes(&place), ["115"]);
}

#[tokio::test]
async fn the_number_of_an_order_is_confirmed_whatever_the_clock() {
    let place = place_with_the_service_ahead_by(HOUR).await;
    let desk = place.open();
    let mut changes = desk.order_changes();
    let refused = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Refused { .. })).await;
    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[refused.id]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Accepted { .. })).await;
    desk.close().await;

    // The next start does not remember the clock's error.
    let before = codes(&place).len();
    let desk = place.open();
    let mut changes = desk.order_changes();
    until(&mut changes, |state| matches!(state, OrderState::Saved { .. })).await;
    assert_eq!(codes(&place)[before..][..2], ["115", "200"]);
}

#[tokio::test]
async fn a_clock_that_is_right_enough_is_not_spoken_of() {
    let place = place_with_the_service_ahead_by(120).await;
    let finding = place.open().look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    assert_eq!((codes(&place), finding.clock_ahead_seconds), (vec!["200".to_owned()], None));
}

#[tokio::test]
async fn a_wrong_secret_with_a_wrong_clock_is_refused_twice_and_no_more() {
    let place = place_with_the_service_ahead_by(HOUR).await;
    let credential = Credential::new(place.sandbox.key().to_owned(), "wrong".to_owned().into()).unwrap();
    let address = place.sandbox.base_url().parse().unwrap();
    let service = Service::new(address, &Proxy::Direct, credential).unwrap();
    let (archive, folder) = (place.restart(), place.evidence());
    let setup = Setup { service, archive, folder, reuse: ReuseWindow::Never, polling: crate::QUICK };
    let finding = Desk::open(setup)
        .unwrap()
        .look_up(exit_restriction(), &subject(MAIN), false, &never())
        .await
        .unwrap();
    assert!(!is_found(&finding));
    assert_eq!(codes(&place), ["115", "107"]);
    assert_eq!(place.sandbox.billed_calls(), 0);
}

#[tokio::test]
async fn an_order_that_was_refused_for_the_clock_is_sent_again_by_a_person_only_and_is_then_accepted() {
    let place = place_with_the_service_ahead_by(-HOUR).await;
    let desk = place.open();
    let mut changes = desk.order_changes();
    let order = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Refused { .. })).await;
    assert_eq!(place.requests("CreateReport").len(), 1);

    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[order.id]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Saved { .. })).await;
    let placed: Vec<_> = place.requests("CreateReport").into_iter().map(|it| it.status_code).collect();
    assert_eq!(placed, ["115", "200"]);
}

#[tokio::test]
async fn a_date_that_does_not_come_from_the_service_itself_corrects_nothing() {
    let long_ago = "Date: Sat, 21 Nov 2020 06:00:00 GMT";
    let now = "Date: Sun, 22 Nov 2026 06:30:00 GMT";
    for headers in [&[long_ago, "Age: 60"][..], &[now]] {
        let refusal = whole("200 OK", headers, r#"{"Status":"107","Message":""}"#);
        let service = Peer::repeating([Act::Reply(refusal)]).await;
        let place = Workplace::new().await;
        let desk = place.open_at(&service);
        let finding = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
        assert_eq!(finding.clock_ahead_seconds, None);
        assert_eq!(service.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_service_that_wants_to_be_left_alone_is_not_asked_by_itself_meanwhile() {
    let in_seconds = &["Retry-After: 1"][..];
    // The date counts from the reply's own, whatever this machine's clock shows.
    let as_a_date = &["Date: Sat, 21 Nov 2020 06:00:00 GMT", "Retry-After: Sat, 21 Nov 2020 06:00:01 GMT"];
    for headers in [in_seconds, as_a_date] {
        let placed = success(r#"{"OrderNo":"RB1"}"#);
        let busy = whole("429 Too Many Requests", headers, "");
        let failed = success(r#"{"OrderNo":"RB1","ReportStatus":"F"}"#);
        let service = Peer::start([placed, busy, failed].map(Act::Reply)).await;
        let place = Workplace::new().await;
        let desk = place.open_at(&service);

        let mut changes = desk.order_changes();
        desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
        until(&mut changes, |state| matches!(state, OrderState::Polling { trouble: Some(_), .. })).await;
        let refused = Instant::now();
        until(&mut changes, |state| matches!(state, OrderState::Failed { .. })).await;
        // The second was promised just before the state was reported.
        assert!(refused.elapsed() > Duration::from_millis(900), "{:?}", refused.elapsed());
    }
}

#[tokio::test]
async fn what_one_order_was_told_holds_for_all_and_is_not_cut_short_by_a_later_word() {
    let busy = |seconds| whole("429 Too Many Requests", &[seconds], "");
    let placed = |number: &str| success(&format!(r#"{{"OrderNo":"{number}"}}"#));
    let failed = || success(r#"{"ReportStatus":"F"}"#);
    let (long, short) = (busy("Retry-After: 1"), busy("Retry-After: 0"));
    let acts = [placed("RB1"), long, short, placed("RB2"), failed(), failed()];
    let service = Peer::start(acts.map(Act::Reply)).await;
    let place = Workplace::new().await;
    let desk = place.open_at(&service);

    let mut changes = desk.order_changes();
    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Polling { trouble: Some(_), .. })).await;
    let refused = Instant::now();
    // What a person asks for is sent at once.
    desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    desk.order_report(&subject(MAIN), ReportFormat::Word, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Accepted { .. })).await;
    until(&mut changes, |state| matches!(state, OrderState::Failed { .. })).await;
    assert!(refused.elapsed() > Duration::from_millis(900), "{:?}", refused.elapsed());
}

#[tokio::test]
async fn a_service_that_wants_to_be_left_alone_is_not_asked_again_for_a_late_answer_meanwhile() {
    let pending = whole("200 OK", &["Retry-After: 1"], r#"{"Status":"205","Message":""}"#);
    let nothing = whole("200 OK", &[], r#"{"Status":"201","Message":"","Result":null}"#);
    let service = Peer::start([pending, nothing].map(Act::Reply)).await;
    let place = Workplace::new().await;
    let desk = place.open_at(&service);
    let pending = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    let told = Instant::now();
    let answer = desk.wait_for_answer(pending.call, &never()).await.unwrap();
    assert!(matches!(answer.outcome, Outcome::NoRecord { .. }), "{answer:?}");
    assert!(told.elapsed() > Duration::from_millis(900), "{:?}", told.elapsed());
}

#[tokio::test]
async fn a_second_request_that_cannot_be_recorded_never_says_that_nothing_was_sent() {
    let place = place_with_the_service_ahead_by(HOUR).await;
    let desk = place.open();
    let record = rusqlite::Connection::open(place.record()).unwrap();
    let full = "CREATE TRIGGER full BEFORE INSERT ON calls WHEN new.first_call IS NOT NULL
                BEGIN SELECT raise(ABORT, 'full'); END";
    record.execute_batch(full).unwrap();
    let lost = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await;
    assert!(matches!(lost, Err(LookUpError::NotRecorded(_))), "{lost:?}");
    assert_eq!(codes(&place), ["115"]);
}

#[tokio::test]
async fn an_order_that_waits_for_its_turn_leaves_the_service_alone_as_well() {
    const TURNS: usize = 3;
    let asked = Arc::new(Mutex::new(Vec::new()));
    let times = asked.clone();
    let service = Peer::answering(move |request| {
        if request.contains("CreateReport") {
            return Act::Reply(success(r#"{"OrderNo":"RB1"}"#));
        }
        let mut times = times.lock().unwrap();
        times.push(Instant::now());
        match times.len() {
            // Long enough for the others to wait for their turns.
            1..=TURNS => {
                let busy = whole("429 Too Many Requests", &["Retry-After: 1"], "");
                Act::Drip(Vec::new(), vec![busy], Duration::from_millis(200))
            }
            _ => Act::Reply(success(r#"{"ReportStatus":"F"}"#)),
        }
    })
    .await;
    let place = Workplace::new().await;
    let desk = place.open_at(&service);
    let mut changes = desk.order_changes();
    for company in ["示例甲公司", "示例乙公司", "示例丙公司"] {
        for format in [ReportFormat::Pdf, ReportFormat::Word] {
            desk.order_report(&subject(company), format, &[]).unwrap();
        }
    }
    for _ in 0..6 {
        until(&mut changes, |state| matches!(state, OrderState::Failed { .. })).await;
    }
    let asked = asked.lock().unwrap();
    let quiet = asked[TURNS] - asked[TURNS - 1];
    assert!(quiet > Duration::from_millis(900), "{quiet:?}");
}

#[tokio::test]
async fn a_person_is_not_kept_waiting_by_a_retry_after() {
    let placed = success(r#"{"OrderNo":"RB1"}"#);
    let refused = whole("200 OK", &["Retry-After: 3600"], r#"{"Status":"112","Message":"余额不足"}"#);
    let failed = success(r#"{"ReportStatus":"F"}"#);
    let service = Peer::start([placed, refused, failed].map(Act::Reply)).await;
    let place = Workplace::new().await;
    let desk = place.open_at(&service);
    let mut changes = desk.order_changes();
    let order = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::OnHold { .. })).await;
    desk.follow_order(order.id).unwrap();
    until(&mut changes, |state| matches!(state, OrderState::Failed { .. })).await;
}
