//! A record in whatever condition it is found.

use crate::{MAIN, Workplace, never, subject};
use desk::{
    Archive, Check, EntryId, OrderError, RecordError, RecordProblem, RecordQuery, ReportFormat, ReuseWindow,
};
use std::path::Path;
use std::sync::Arc;

const ALL: RecordQuery =
    RecordQuery { text: String::new(), check: None, outcome: None, from: None, until: None, limit: 50 };

async fn with_an_answer() -> (Workplace, i64) {
    let place = Workplace::new().await;
    let desk = place.open();
    let finding = desk.look_up(Check::ExitRestriction, &subject(MAIN), false, &never()).await.unwrap();
    place.close();
    (place, finding.call)
}

/// As a kill would: the lock is free, and the file still says that the record is open.
fn left_open(place: &Workplace) {
    std::fs::write(place.record().with_extension("lock"), "open\n").unwrap();
}

fn refuses_to_ask(place: &Workplace, archive: &Arc<Archive>) {
    let (url, key) = (place.sandbox.base_url(), place.sandbox.key());
    let opened = place.try_desk(&url, archive.clone(), key, ReuseWindow::Today);
    assert!(matches!(opened, Err(OrderError::Record(RecordError::ReadOnly))));
}

fn spoil(path: &Path, from: usize, length: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    for byte in bytes.iter_mut().skip(from).take(length) {
        *byte ^= 0x5a;
    }
    std::fs::write(path, bytes).unwrap();
}

#[tokio::test]
async fn one_process_at_a_time_works_with_a_record() {
    let place = Workplace::new().await;
    let _first = place.open();
    assert!(matches!(Archive::open(&place.record(), place.clock.clone()), Err(RecordError::InUse)));
    place.close();
    Archive::open(&place.record(), place.clock.clone()).unwrap();
}

#[tokio::test]
async fn a_damaged_record_is_copied_as_found_and_only_read() {
    let (place, call) = with_an_answer().await;
    // Pages in the middle: the file still opens, and only a look at all of it tells.
    let size = std::fs::metadata(place.record()).unwrap().len() as usize;
    spoil(&place.record(), size - 3 * 4096, 3 * 4096);
    let damaged = std::fs::read(place.record()).unwrap();
    left_open(&place);
    let archive = place.restart();
    let Some(RecordProblem::Damaged { copy }) = archive.problem() else { panic!("{:?}", archive.problem()) };
    assert_eq!(std::fs::read(copy).unwrap(), damaged);
    assert_eq!(std::fs::read(place.record()).unwrap(), damaged, "nothing is written to it");
    refuses_to_ask(&place, &archive);
    assert!(archive.erase(EntryId::Call { id: call }).is_err());
    // What can still be read is read, and what cannot is an error; never an answer made up.
    let _ = archive.search(&ALL);
    assert_eq!(place.sandbox.requests().len(), 1);

    let again = place.restart();
    let copies = |place: &Workplace| {
        let files = std::fs::read_dir(place.home.path()).unwrap();
        files.filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().contains("damaged")).count()
    };
    assert!(again.problem().is_some(), "it stays so until a person begins a new one");
    assert_eq!(copies(&place), 1, "it is copied once");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_a_damaged_record_and_a_new_one_can_be_begun() {
    let (place, _) = with_an_answer().await;
    spoil(&place.record(), 0, 4096);
    let damaged = std::fs::read(place.record()).unwrap();
    let archive = place.restart();
    assert!(matches!(archive.problem(), Some(RecordProblem::Damaged { .. })));
    assert!(archive.search(&ALL).is_err());
    refuses_to_ask(&place, &archive);
    place.close();
    drop(archive);

    Archive::begin_anew(&place.record(), place.clock.clone()).unwrap().close();
    let desk = place.open();
    desk.look_up(Check::ExitRestriction, &subject(MAIN), false, &never()).await.unwrap();
    let kept = std::fs::read_dir(place.home.path()).unwrap().any(|file| {
        let path = file.unwrap().path();
        path.is_file() && std::fs::read(path).unwrap() == damaged
    });
    assert!(kept, "the old one is still there");
}

#[tokio::test]
async fn a_sound_record_that_was_left_open_is_looked_through_and_goes_on() {
    let (place, call) = with_an_answer().await;
    left_open(&place);
    let desk = place.open();
    assert_eq!(desk.archive().problem(), None);
    desk.recorded(EntryId::Call { id: call }).unwrap();
    let reused = desk.look_up(Check::ExitRestriction, &subject(MAIN), false, &never()).await.unwrap();
    assert!(reused.reused);
}

#[tokio::test]
async fn a_record_of_a_newer_version_is_read_and_never_written() {
    let (place, call) = with_an_answer().await;
    let newer = rusqlite::Connection::open(place.record()).unwrap();
    newer.pragma_update(None, "user_version", 999).unwrap();
    drop(newer);
    let before = std::fs::read(place.record()).unwrap();
    let archive = place.restart();
    assert_eq!(archive.problem(), Some(&RecordProblem::Newer));
    refuses_to_ask(&place, &archive);
    archive.recorded(EntryId::Call { id: call }).unwrap();
    place.close();
    assert_eq!(std::fs::read(place.record()).unwrap(), before);
}

#[tokio::test]
async fn every_commit_is_on_disk_before_it_counts() {
    let (place, _) = with_an_answer().await;
    let desk = place.open();
    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    let record = rusqlite::Connection::open(place.record()).unwrap();
    let mode: String = record.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    let version: u32 = record.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!((mode.as_str(), version), ("wal", 2));
}
