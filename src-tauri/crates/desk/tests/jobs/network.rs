//! What the officer sees if the network answers in place of the service, or not at all.

use crate::holds::NO;
use crate::orders::until;
use crate::{MAIN, Workplace, exit_restriction, never, subject};
use desk::{
    Answer, Billing, Credential, Desk, Failure, FailureCause, FileReason, HoldReason, InterruptedReason,
    LookUpCheck, Lookup, Order, OrderError, OrderState, Outcome, Picture, Proxy, ReportFormat, ReportKind,
    ResolvedAddress, Service, UnreadableReason,
};
use std::io::Write;
use std::sync::Arc;
use test_servers::{Act, Peer, http, moved, ok, stop_clock, whole};

const PORTAL: &str = "<!DOCTYPE html><html><body>Please sign in to the guest network</body></html>";
const PDF: &str = "%PDF-1.7\nsome objects\n%%EOF\n";

/// Why a look-up with this reply is not verified. It is sent once.
async fn not_verified(act: Act) -> Failure {
    let place = Workplace::new().await;
    let service = Peer::start(vec![act; 3]).await;
    let desk = place.open_at(&service);
    let finding = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    assert_eq!(service.requests().len(), 1);
    match finding.outcome {
        Outcome::NotVerified { failure, answer: None } => failure,
        other => panic!("{other:?}"),
    }
}

/// Why the fate of an order with this reply is unknown. It is sent once, even if ordered again.
async fn unknown(act: Act) -> Failure {
    let place = Workplace::new().await;
    let service = Peer::start(vec![act; 3]).await;
    let desk = place.open_at(&service);
    let mut changes = desk.order_changes();
    let order = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    let settled =
        until(&mut changes, |state| !matches!(state, OrderState::Intent | OrderState::Sending)).await;
    let again = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]);
    assert!(matches!(again, Err(OrderError::AlreadyOpen(id)) if id == order.id), "{again:?}");
    assert_eq!(service.requests().len(), 1);
    match settled.state {
        OrderState::Unknown { failure } => failure,
        other => panic!("{other:?}"),
    }
}

/// This reply is neither a hit nor "no record", an order is unknown, and both may have been billed.
async fn assert_undecided(act: Act, cause: FailureCause) {
    for failure in [not_verified(act.clone()).await, unknown(act.clone()).await] {
        assert_eq!((&failure.cause, failure.billing), (&cause, Billing::MayHaveBeenBilled), "{act:?}");
    }
}

fn unreadable(reason: UnreadableReason) -> FailureCause {
    FailureCause::Unreadable { reason }
}

#[tokio::test]
async fn a_networks_log_in_page_is_no_answer() {
    for reply in [whole("200 OK", &["Content-Type: text/html"], PORTAL), ok(PORTAL)] {
        assert_undecided(Act::Reply(reply), unreadable(UnreadableReason::WebPage)).await;
    }
}

#[tokio::test]
async fn a_redirect_is_no_answer_and_its_target_is_not_asked() {
    let target = Peer::start(vec![Act::Reply(ok("{}")); 10]).await;
    for code in [301, 302, 303, 307, 308] {
        let act = Act::Reply(moved(code, &format!("{}/sign-in", target.origin())));
        assert_undecided(act, unreadable(UnreadableReason::HttpStatus)).await;
    }
    assert_eq!(target.connections(), 0);
}

#[tokio::test]
async fn an_overloaded_or_broken_gateway_is_no_answer() {
    // A "no record" in the body is ignored, because an HTTP error is not an answer.
    let nothing = r#"{"Status":"201","Message":"查询无结果","Result":null}"#;
    for status in [
        "408 Request Timeout",
        "429 Too Many Requests",
        "500 Internal Server Error",
        "502 Bad Gateway",
        "503 Service Unavailable",
        "504 Gateway Timeout",
    ] {
        let reply = whole(status, &["Retry-After: 0", "Content-Type: application/json"], nothing);
        assert_undecided(Act::Reply(reply), unreadable(UnreadableReason::HttpStatus)).await;
    }
}

#[tokio::test]
async fn a_page_that_is_not_found_is_no_answer() {
    let reply = http("404 Not Found", &["Content-Type: text/html", "Content-Length: 13"], "<html></html>");
    assert_undecided(Act::Reply(reply), unreadable(UnreadableReason::HttpStatus)).await;
}

#[tokio::test]
async fn a_reply_that_is_lost_is_no_answer() {
    let lost = FailureCause::Interrupted { reason: InterruptedReason::ConnectionLost };
    for act in [Act::ReplyAndClose(vec![]), Act::ReplyAndReset(vec![])] {
        assert_undecided(act, lost).await;
    }
}

#[tokio::test]
async fn a_look_up_that_is_never_answered_is_not_verified_after_its_deadline() {
    let started = stop_clock();
    let failure = not_verified(Act::Silence).await;
    assert_eq!(failure.cause, FailureCause::Interrupted { reason: InterruptedReason::Timeout });
    assert_eq!(started.elapsed().as_secs(), 30);
}

#[tokio::test]
async fn an_order_that_is_never_answered_is_unknown_after_its_deadline() {
    let started = stop_clock();
    let failure = unknown(Act::Silence).await;
    assert_eq!(failure.cause, FailureCause::Interrupted { reason: InterruptedReason::Timeout });
    assert_eq!(started.elapsed().as_secs(), 30);
}

#[tokio::test]
async fn an_order_that_is_accepted_without_a_number_is_unknown() {
    for result in ["null", "{}", r#"{"OrderNo":null}"#, r#"{"OrderNo":""}"#, r#"{"OrderNo":"../../x"}"#] {
        let failure = unknown(success(result)).await;
        assert_eq!(failure.billing, Billing::MayHaveBeenBilled, "{result}: {failure:?}");
    }
}

fn success(result: &str) -> Act {
    Act::Reply(crate::success(result))
}

fn placed() -> Act {
    success(&format!(r#"{{"OrderNo":"{NO}"}}"#))
}

fn ready(files: &Peer) -> Act {
    success(&format!(r#"{{"ReportStatus":"S","ReportUrl":"{}/file"}}"#, files.origin()))
}

/// Orders a PDF from this service, and follows the order until it is final or on hold.
async fn ordered(place: &Workplace, service: &Peer) -> Order {
    let desk = place.open_at(service);
    let mut changes = desk.order_changes();
    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    let stopped = |state: &OrderState| state.is_final() || matches!(state, OrderState::OnHold { .. });
    let order = until(&mut changes, stopped).await;
    let orders = service.requests().iter().filter(|request| request.starts_with("POST")).count();
    assert_eq!(orders, 1);
    order
}

#[tokio::test]
async fn a_report_that_is_ready_without_an_address_is_asked_for_again() {
    let place = Workplace::new().await;
    let files = Peer::start([Act::Reply(ok(PDF))]).await;
    let nowhere = [
        r#"{"ReportStatus":"S"}"#,
        r#"{"ReportStatus":"S","ReportUrl":null}"#,
        r#"{"ReportStatus":"S","ReportUrl":""}"#,
    ];
    let acts = [placed()].into_iter().chain(nowhere.map(success)).chain([ready(&files)]);
    let service = Peer::start(acts).await;
    let order = ordered(&place, &service).await;
    assert!(matches!(order.state, OrderState::Saved { .. }), "{order:?}");
    assert_eq!((service.requests().len(), files.requests().len()), (5, 1));
}

#[tokio::test]
async fn a_report_that_breaks_off_is_fetched_again_and_never_saved_in_part() {
    let place = Workplace::new().await;
    let half = &PDF[..PDF.len() / 2];
    let declared = http("200 OK", &[&format!("Content-Length: {}", PDF.len())], half);
    // If the file ends with the connection, this looks like a success.
    let until_close = http("200 OK", &[], half);
    let files = Peer::start([
        Act::ReplyAndClose(declared.clone()),
        Act::ReplyAndReset(declared),
        Act::ReplyAndClose(until_close),
        Act::Reply(ok(PDF)),
    ])
    .await;
    let acts = [placed()].into_iter().chain(std::iter::repeat_with(|| ready(&files)).take(4));
    let service = Peer::start(acts).await;
    let order = ordered(&place, &service).await;
    let OrderState::Saved { report, .. } = &order.state else { panic!("{order:?}") };
    assert_eq!(files.requests().len(), 4);
    assert_eq!(std::fs::read(place.evidence().join(&report.file_name)).unwrap(), PDF.as_bytes());
    assert_eq!(std::fs::read_dir(place.evidence()).unwrap().count(), 1, "nothing else is left");
}

#[tokio::test]
async fn a_report_that_always_ends_early_is_put_on_hold() {
    let place = Workplace::new().await;
    let until_close = http("200 OK", &[], &PDF[..PDF.len() / 2]);
    let files = Peer::start(vec![Act::ReplyAndClose(until_close); 4]).await;
    let acts = [placed()].into_iter().chain(std::iter::repeat_with(|| ready(&files)).take(4));
    let order = ordered(&place, &Peer::start(acts).await).await;
    let OrderState::OnHold { reason: HoldReason::Attempts, failure: Some(failure), .. } = order.state else {
        panic!("{order:?}")
    };
    assert_eq!(failure.cause, FailureCause::File { reason: FileReason::Damaged });
    assert_eq!(std::fs::read_dir(place.evidence()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_word_report_in_place_of_a_pdf_is_saved_as_what_it_is() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all("示例".as_bytes()).unwrap();
    let word = archive.finish().unwrap().into_inner();
    let place = Workplace::new().await;
    let pretends = whole("200 OK", &["Content-Type: application/pdf"], &word);
    let files = Peer::start([Act::Reply(pretends)]).await;
    let service = Peer::start([placed(), ready(&files)]).await;
    let order = ordered(&place, &service).await;
    let OrderState::Saved { report, .. } = &order.state else { panic!("{order:?}") };
    assert_eq!((order.format, report.saved_as), (Some(ReportFormat::Pdf), Some(ReportKind::Word)));
    assert!(report.file_name.ends_with(".docx"), "{report:?}");
    assert_eq!(std::fs::read(place.evidence().join(&report.file_name)).unwrap(), word);
}

/// A desk in a network where every name resolves to this address, with a service that gives a file's URL.
async fn desk_where_names_stand_for(ip: &str, place: &Workplace) -> (Arc<Desk>, Peer) {
    let url = "http://files.example.test/file";
    let ready = || success(&format!(r#"{{"ReportStatus":"S","ReportUrl":"{url}"}}"#));
    let acts = [success(&format!(r#""{url}""#)), placed(), ready(), ready(), ready(), ready()];
    let service = Peer::start(acts).await;
    let (ip, nowhere) = (ip.parse().unwrap(), service.address());
    let lookup = Lookup::by(move |name| {
        // A numeric address resolves to itself.
        let ip = name.parse().unwrap_or(ip);
        Box::pin(std::future::ready(Ok(vec![ResolvedAddress { ip, connect_to: nowhere }])))
    });
    let credential = Credential::new("key".into(), "secret".to_owned().into()).unwrap();
    let address = service.origin().parse().unwrap();
    let way = Service::with_lookup(address, &Proxy::Direct, credential, lookup).unwrap();
    (place.desk_of(way), service)
}

#[tokio::test]
async fn a_network_that_answers_for_names_is_told_as_what_it_is_and_not_tried_for_days() {
    for (ip, expected) in [
        ("198.18.0.9", FileReason::FakeIp),
        ("100.64.0.9", FileReason::ZeroTrust),
        ("64:ff9b::808:808", FileReason::Nat64),
        ("10.0.0.9", FileReason::InternalAddress),
    ] {
        let place = Workplace::new().await;
        let (desk, service) = desk_where_names_stand_for(ip, &place).await;
        let snapshot =
            desk.look_up(LookUpCheck::RegistrationSnapshot, &subject(MAIN), false, &never()).await.unwrap();
        let Outcome::Found { answer: Answer::Snapshot { picture: Picture::NotFetched { failure, .. } } } =
            snapshot.outcome
        else {
            panic!("{ip}: {:?}", snapshot.outcome)
        };
        let cause = FailureCause::File { reason: expected };
        assert_eq!((&failure.cause, failure.billing), (&cause, Billing::NotBilled));

        let mut changes = desk.order_changes();
        desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
        let held = until(&mut changes, |state| matches!(state, OrderState::OnHold { .. })).await;
        let OrderState::OnHold { reason: HoldReason::Attempts, failure: Some(failure), .. } = held.state
        else {
            panic!("{held:?}")
        };
        assert_eq!(failure.cause, cause);
        assert!(
            failure.detail.unwrap().contains("files.example.test"),
            "whoever looks after the network needs it"
        );
        // The snapshot, the order and three status requests; the file's host was not contacted.
        assert_eq!(service.requests().len(), 5);
    }
}

#[tokio::test]
async fn a_report_that_is_being_fetched_tells_how_far_it_has_come() {
    let place = Workplace::new().await;
    let pdf = format!("%PDF-1.7\n{}\n%%EOF\n", "x".repeat(40_000));
    let files = Peer::start([Act::Reply(ok(&pdf)), Act::Reply(ok(&pdf))]).await;
    let picture = success(&format!(r#""{}/snapshot.png""#, files.origin()));
    let service = Peer::start([placed(), ready(&files), picture]).await;
    let desk = place.open_at(&service);
    let (mut changes, mut progress) = (desk.order_changes(), desk.file_progress());
    let order = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    until(&mut changes, OrderState::is_final).await;
    let first = progress.try_recv().unwrap();
    assert_eq!((first.order, first.total), (Some(order.id), Some(pdf.len() as u64)));
    assert!((16 << 10..=40_020).contains(&first.bytes), "{first:?}");

    while progress.try_recv().is_ok() {}
    desk.look_up(LookUpCheck::RegistrationSnapshot, &subject(MAIN), false, &never()).await.unwrap();
    let picture = progress.try_recv().unwrap();
    assert_eq!((&*picture.subject, picture.order), (MAIN, None));
}

#[tokio::test]
async fn a_report_on_a_slow_line_does_not_keep_the_desk_from_closing() {
    let place = Workplace::new().await;
    let slow = http("200 OK", &["Content-Length: 9000000"], [b'x'; 20_000]);
    let files = Peer::start([Act::Reply(slow), Act::Reply(ok(PDF))]).await;
    let service = Peer::start([placed(), ready(&files), ready(&files)]).await;
    let desk = place.open_at(&service);
    let mut progress = desk.file_progress();
    let order = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    progress.recv().await.unwrap();
    desk.close().await;
    let desk = place.open_at(&service);
    let mut changes = desk.order_changes();
    if !desk.orders().unwrap()[0].state.is_final() {
        until(&mut changes, OrderState::is_final).await;
    }
    let saved = &desk.orders().unwrap()[0];
    assert!(saved.id == order.id && matches!(saved.state, OrderState::Saved { .. }), "{saved:?}");
    assert_eq!(service.requests().iter().filter(|request| request.starts_with("POST")).count(), 1);
}

/// A snapshot with this file.
async fn snapshot(place: &Workplace, file: &[u8]) -> (Arc<Desk>, Picture) {
    let files = Peer::start([Act::Reply(ok(file))]).await;
    let service = Peer::start([success(&format!(r#""{}/snapshot.png""#, files.origin()))]).await;
    let desk = place.open_at(&service);
    let finding =
        desk.look_up(LookUpCheck::RegistrationSnapshot, &subject(MAIN), false, &never()).await.unwrap();
    match finding.outcome {
        Outcome::Found { answer: Answer::Snapshot { picture } } => (desk, picture),
        other => panic!("{other:?}"),
    }
}

fn png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(30, 20).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn what_is_no_picture_is_not_kept_as_a_snapshot_whatever_it_is_declared_as() {
    let whole = png();
    let gap = [&whole[..45], &whole[50..]].concat();
    let files: [(&[u8], FileReason); 6] = [
        (PORTAL.as_bytes(), FileReason::WrongType),
        (b"", FileReason::WrongType),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", FileReason::WrongType),
        (PDF.as_bytes(), FileReason::WrongType),
        (&whole[..whole.len() / 2], FileReason::Damaged),
        (&gap, FileReason::Damaged),
    ];
    for (file, reason) in files {
        let (_, picture) = snapshot(&Workplace::new().await, file).await;
        let Picture::NotFetched { failure, .. } = picture else { panic!("{picture:?}") };
        assert_eq!(failure.cause, FailureCause::File { reason });
    }
}

#[tokio::test]
async fn a_picture_that_is_a_web_page_as_well_is_kept_as_it_was_received() {
    let both = [png(), b"<html><script>alert(1)</script></html>".to_vec()].concat();
    let place = Workplace::new().await;
    let (desk, picture) = snapshot(&place, &both).await;
    let Picture::Kept { file, media_type, .. } = picture else { panic!("{picture:?}") };
    assert_eq!(media_type, "image/png");
    let saved = place.home.path().join("原图.png");
    desk.archive().copy_picture(file, &saved).unwrap();
    assert_eq!(std::fs::read(saved).unwrap(), both);
}
