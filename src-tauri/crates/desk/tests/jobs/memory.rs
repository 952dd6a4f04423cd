//! The app uses bounded memory for a snapshot, whatever its host sends. Each test runs in its own process.

#![cfg(target_os = "linux")]

use crate::holds::service;
use crate::orders::until;
use crate::{MAIN, Workplace, never, subject};
use desk::{
    Answer, EvidenceFormat, EvidenceOf, EvidenceSetting, Failure, FailureCause, FileReason, LookUpCheck,
    OrderState, Outcome, Picture, ReportFormat,
};
use image::{ImageFormat, RgbImage};
use std::io::Cursor;
use test_servers::{Act, Peer, http, huge_png, in_own_process, ok, peak_memory};

/// How much a snapshot may add to the app's peak memory, in KiB.
const MOST: u64 = 64 << 10;

/// Resets the peak to the current use.
fn forget_peak() -> u64 {
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    peak_memory()
}

/// A snapshot whose file is sent like this is not stored, for this reason: neither at first nor when the user
/// requests it again.
async fn assert_bounded(what: &str, act: Act, reason: FileReason) {
    let place = Workplace::new().await;
    let files = Peer::start(vec![act; 2]).await;
    let found = format!(r#"{{"Status":"200","Message":"","Result":"{}/snapshot.png"}}"#, files.origin());
    let service = Peer::start([Act::Reply(ok(found))]).await;
    let desk = place.open_at(&service);
    let before = peak_memory();
    let finding =
        desk.look_up(LookUpCheck::RegistrationSnapshot, &subject(MAIN), false, &never()).await.unwrap();
    assert_eq!(refused(&finding.outcome).cause, FailureCause::File { reason });
    let again = desk.fetch_picture(finding.call, &never()).await.unwrap();
    assert_eq!(refused(&again.outcome).cause, FailureCause::File { reason });
    let grown = peak_memory() - before;
    println!("{what}: {grown} KiB above {before} KiB");
    assert!(grown <= MOST, "{what}: {grown} KiB");
    assert_eq!((service.requests().len(), files.requests().len()), (1, 2));
}

fn refused(outcome: &Outcome) -> &Failure {
    match outcome {
        Outcome::Found { answer: Answer::Snapshot { picture: Picture::NotFetched { failure, .. } } } => {
            failure
        }
        other => panic!("{other:?}"),
    }
}

/// 200 MB, in chunks.
fn large(headers: &[&str]) -> Act {
    Act::Endless(http("200 OK", headers, b"\x89PNG\r\n\x1a\n"), vec![0; 1 << 16])
}

#[test]
fn a_snapshot_that_declares_200_mb_is_not_taken() {
    in_own_process("memory::a_snapshot_that_declares_200_mb_is_not_taken", async |_| {
        let act = large(&["Content-Length: 200000000"]);
        assert_bounded("a snapshot that declares 200 MB", act, FileReason::TooLarge).await;
    });
}

#[test]
fn a_snapshot_of_undeclared_size_is_left_at_20_mib() {
    in_own_process("memory::a_snapshot_of_undeclared_size_is_left_at_20_mib", async |_| {
        assert_bounded("a snapshot of undeclared size", large(&[]), FileReason::TooLarge).await;
    });
}

#[test]
fn a_snapshot_of_30_000_by_30_000_pixels_is_not_unpacked() {
    in_own_process("memory::a_snapshot_of_30_000_by_30_000_pixels_is_not_unpacked", async |_| {
        let act = Act::ReplyAndClose(ok(huge_png(30_000)));
        assert_bounded("a snapshot of 30,000 × 30,000 pixels", act, FileReason::TooLarge).await;
    });
}

#[test]
fn a_snapshot_of_40_megapixels_takes_its_pixels_once_while_it_is_drawn() {
    in_own_process(
        "memory::a_snapshot_of_40_megapixels_takes_its_pixels_once_while_it_is_drawn",
        async |_| {
            let mut png = Cursor::new(Vec::new());
            RgbImage::new(5000, 8000).write_to(&mut png, ImageFormat::Png).unwrap();
            let place = Workplace::new().await;
            let files = Peer::start(vec![Act::ReplyAndClose(ok(png.into_inner()))]).await;
            let found =
                format!(r#"{{"Status":"200","Message":"","Result":"{}/snapshot.png"}}"#, files.origin());
            let service = Peer::start([Act::Reply(ok(found))]).await;
            let desk = place.open_at(&service);
            let finding = desk
                .look_up(LookUpCheck::RegistrationSnapshot, &subject(MAIN), false, &never())
                .await
                .unwrap();
            let Outcome::Found { answer: Answer::Snapshot { picture: Picture::Kept { file, .. } } } =
                finding.outcome
            else {
                panic!("{finding:?}")
            };
            for (what, width) in [("a preview", Some(1000)), ("full detail", None)] {
                let before = forget_peak();
                let archive = desk.archive();
                let drawn = width.map_or_else(
                    || archive.picture_tiles(file),
                    |width| archive.picture_preview(file, width),
                );
                let grown = peak_memory() - before;
                println!("{what}: {} bytes, {grown} KiB above {before} KiB", drawn.unwrap().len());
                assert!(grown <= 5000 * 8000 * 3 / 1024 + MOST, "{what}: {grown} KiB");
            }
        },
    );
}

/// Memory limit, in KiB, for saving evidence with the largest attachments; the process also contains the
/// test's service with its report.
const MOST_FOR_EVIDENCE: u64 = 320 << 10;

#[test]
fn evidence_with_a_report_of_45_mib_is_made_within_320_mib() {
    in_own_process("memory::evidence_with_a_report_of_45_mib_is_made_within_320_mib", async |_| {
        let place = Workplace::new().await;
        let mut report = b"%PDF-1.7\n".to_vec();
        // Incompressible data.
        let mut noise = 1u64;
        report.extend((0..45 << 20).map(|_| {
            noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (noise >> 56) as u8
        }));
        report.extend(b"\n%%EOF\n");
        let server = service(ok(report)).await;
        let desk = place.open_at(&server);
        let mut changes = desk.order_changes();
        let order = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
        until(&mut changes, OrderState::is_final).await;
        let formats = vec![EvidenceFormat::Pdf, EvidenceFormat::Excel];
        let of = EvidenceOf { calls: Vec::new(), orders: vec![order.id], formats };
        let setting = EvidenceSetting { folder: &place.evidence(), version: "1", at: crate::start() };
        let files = desk.archive().save_evidence(&of, setting).unwrap();
        let peak = peak_memory();
        println!("evidence with a report of 45 MiB: {peak} KiB in all");
        assert!(files[0].bytes > 45 << 20, "the report is in it");
        assert!(peak <= MOST_FOR_EVIDENCE, "{peak} KiB");
    });
}
