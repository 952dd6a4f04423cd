//! Many checks at once: what a refusal of the account stops.

use crate::{MAIN, Workplace, exit_restriction, never, recorded, subject};
use catalog::ListCheck;
use desk::{Billing, CancellationToken, Desk, FailureCause, Finding, LookUpCheck, NotSentReason, Outcome};
use sandbox::Options;
use std::sync::Arc;
use std::time::Duration;
use test_servers::{Act, Peer, ok};
use tokio::task::JoinSet;

/// A service slow enough that all places of the queue are taken before the first reply.
async fn slow_service() -> Workplace {
    Workplace::with(Options { latency: Duration::from_millis(200), ..Options::default() }).await
}

fn every_check() -> Vec<LookUpCheck> {
    ListCheck::all().map(LookUpCheck::List).chain([LookUpCheck::RegistrationSnapshot]).collect()
}

async fn look_up_all(desk: &Arc<Desk>, text: &str, cancel: &CancellationToken) -> Vec<Finding> {
    let mut asked = JoinSet::new();
    for check in every_check() {
        let (desk, subject, cancel) = (desk.clone(), subject(text), cancel.clone());
        asked.spawn(async move { desk.look_up(check, &subject, true, &cancel).await.unwrap() });
    }
    asked.join_all().await
}

fn cause(finding: &Finding) -> Option<(FailureCause, Billing)> {
    match &finding.outcome {
        Outcome::NotVerified { failure, .. } => Some((failure.cause, failure.billing)),
        Outcome::Found { .. } | Outcome::NoRecord(_) => None,
    }
}

const UNSENT: (FailureCause, Billing) =
    (FailureCause::NotSent { reason: NotSentReason::AccountRefused }, Billing::NotBilled);

#[tokio::test]
async fn a_refused_account_stops_the_checks_that_wait() {
    for code in [101, 102, 103, 104, 106, 107, 108, 112, 115, 119, 123] {
        let place = slow_service().await;
        let desk = place.open();
        let findings = look_up_all(&desk, &sandbox::status_company(code), &never()).await;
        let (unsent, sent): (Vec<_>, Vec<_>) =
            findings.iter().partition(|finding| cause(finding) == Some(UNSENT));
        assert_eq!(sent.len(), place.sandbox.requests().len(), "{code}");
        assert_eq!(sent.len(), 8, "{code}");
        for finding in unsent {
            assert_eq!(cause(&recorded(&desk, finding.call)), Some(UNSENT), "{code}");
        }
    }
}

#[tokio::test]
async fn what_is_said_of_one_check_stops_no_other() {
    for code in [105, 109, 110, 111, 113, 114, 116, 118, 122, 199, 202, 205, 208, 214, 500, 999] {
        let place = slow_service().await;
        look_up_all(&place.open(), &sandbox::status_company(code), &never()).await;
        assert_eq!(place.sandbox.requests().len(), every_check().len(), "{code}");
    }
}

#[tokio::test]
async fn a_refused_account_stops_nothing_asked_later() {
    let place = slow_service().await;
    let desk = place.open();
    look_up_all(&desk, &sandbox::status_company(103), &never()).await;
    let findings = look_up_all(&desk, MAIN, &never()).await;
    assert!(findings.iter().all(|finding| cause(finding) != Some(UNSENT)));
}

#[tokio::test]
async fn cancelling_many_checks_sends_none_that_wait() {
    let place = slow_service().await;
    let (desk, cancel) = (place.open(), CancellationToken::new());
    let all = tokio::spawn({
        let (desk, cancel) = (desk.clone(), cancel.clone());
        async move { look_up_all(&desk, MAIN, &cancel).await }
    });
    while place.sandbox.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    cancel.cancel();
    let findings = all.await.unwrap();
    let sent = place.sandbox.requests().len();
    let unbilled =
        findings.iter().filter(|it| cause(it) == Some((FailureCause::Cancelled, Billing::NotBilled))).count();
    assert!(sent < findings.len() && unbilled > 0);
    assert_eq!(findings.len() - unbilled, 8);
}

#[tokio::test]
async fn closing_sends_no_check_that_waits() {
    let place = slow_service().await;
    let desk = place.open();
    let all = tokio::spawn({
        let desk = desk.clone();
        async move { look_up_all(&desk, MAIN, &never()).await }
    });
    while place.sandbox.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    desk.close().await;
    let findings = all.await.unwrap();
    let closed = FailureCause::NotSent { reason: NotSentReason::AppClosed };
    let unsent = findings.iter().filter(|it| cause(it) == Some((closed, Billing::NotBilled))).count();
    assert_eq!((findings.len() - unsent, place.sandbox.requests().len()), (8, 8));
}

#[tokio::test]
async fn no_connection_outlives_its_batch() {
    let reply = || Act::ReplyAndDie(ok(r#"{"Status":"201"}"#));
    let peer = Peer::start((0..3).map(|_| reply())).await;
    let place = Workplace::new().await;
    let desk = place.open_at(&peer);
    for _ in 0..3 {
        desk.look_up(exit_restriction(), &subject(MAIN), true, &never()).await.unwrap();
    }
    assert_eq!((peer.connections(), peer.requests().len()), (3, 3));
}
