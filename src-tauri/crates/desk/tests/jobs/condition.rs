//! A record in any condition.

use crate::{MAIN, Workplace, exit_restriction, never, subject};
use desk::{
    Archive, EntryId, OrderError, RecordError, RecordProblem, RecordQuery, ReportFormat, ReuseWindow,
};
use std::path::Path;
use std::sync::Arc;

const ALL: RecordQuery =
    RecordQuery { text: String::new(), check: None, outcome: None, from: None, until: None, limit: 50 };

async fn with_an_answer() -> (Workplace, i64) {
    let place = Workplace::new().await;
    let desk = place.open();
    let finding = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    place.close();
    (place, finding.call)
}

/// Like a kill: the lock is released, but the file still says that the record is open.
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
    // Pages in the middle: the file still opens, and only a complete check finds the damage.
    let size = std::fs::metadata(place.record()).unwrap().len() as usize;
    spoil(&place.record(), size - 3 * 4096, 3 * 4096);
    let damaged = std::fs::read(place.record()).unwrap();
    left_open(&place);
    let archive = place.restart();
    let Some(RecordProblem::Damaged { copy: Some(copy) }) = archive.problem() else {
        panic!("{:?}", archive.problem())
    };
    assert_eq!(std::fs::read(copy).unwrap(), damaged);
    assert_eq!(std::fs::read(place.record()).unwrap(), damaged, "nothing is written to it");
    refuses_to_ask(&place, &archive);
    assert!(archive.erase(EntryId::Call { id: call }).is_err());
    // What is readable is read, and the rest is an error, never a made-up answer.
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

    Archive::start_new(&place.record(), place.clock.clone()).unwrap().close();
    let desk = place.open();
    desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    let kept = std::fs::read_dir(place.home.path()).unwrap().any(|file| {
        let path = file.unwrap().path();
        path.is_file() && std::fs::read(path).unwrap() == damaged
    });
    assert!(kept, "the old one is still there");
}

/// The record counts as missing: nothing can be requested, and no search succeeds.
fn is_missed(place: &Workplace) -> Arc<Archive> {
    let archive = place.restart();
    let path = place.record().to_string_lossy().into_owned();
    assert_eq!(archive.problem(), Some(&RecordProblem::Missing { path }));
    assert!(archive.search(&ALL).is_err());
    refuses_to_ask(place, &archive);
    archive
}

#[tokio::test]
async fn a_record_that_is_gone_is_missed_until_a_person_begins_a_new_one() {
    type Harm = fn(&Path);
    let harms: [(&str, Harm); 5] = [
        ("deleted", |path| std::fs::remove_file(path).unwrap()),
        ("emptied", |path| std::fs::write(path, "").unwrap()),
        ("renamed", |path| std::fs::rename(path, path.with_extension("old")).unwrap()),
        ("a folder", |path| {
            std::fs::remove_file(path).unwrap();
            std::fs::create_dir(path).unwrap();
        }),
        ("an empty database", |path| {
            std::fs::remove_file(path).unwrap();
            let other = rusqlite::Connection::open(path).unwrap();
            other.execute_batch("CREATE TABLE other (id INTEGER)").unwrap();
        }),
    ];
    for (harm, harmed) in harms {
        let (place, _) = with_an_answer().await;
        place.close();
        harmed(&place.record());
        drop(is_missed(&place));
        drop(is_missed(&place));
        place.close();
        Archive::start_new(&place.record(), place.clock.clone()).unwrap().close();
        let archive = place.restart();
        assert_eq!(archive.problem(), None, "{harm}");
        assert!(archive.search(&ALL).unwrap().entries.is_empty(), "{harm}");
    }
}

#[tokio::test]
async fn a_journal_without_its_record_is_kept() {
    let (place, _) = with_an_answer().await;
    let wal = place.home.path().join("record.sqlite3-wal");
    for emptied in [false, true] {
        let desk = place.open();
        desk.look_up(exit_restriction(), &subject(crate::MANY), true, &never()).await.unwrap();
        let written = std::fs::read(&wal).unwrap();
        place.close();
        drop(desk);
        std::fs::write(&wal, &written).unwrap();
        if emptied {
            std::fs::write(place.record(), "").unwrap();
        } else {
            std::fs::remove_file(place.record()).unwrap();
        }
        drop(is_missed(&place));
        place.close();
        assert_eq!(std::fs::read(&wal).unwrap(), written, "it may be all that is left");
        Archive::start_new(&place.record(), place.clock.clone()).unwrap().close();
        let kept = std::fs::read_dir(place.home.path()).unwrap().any(|file| {
            let path = file.unwrap().path();
            path.is_file() && path != wal && std::fs::read(path).unwrap() == written
        });
        assert!(kept);
    }
}

#[tokio::test]
async fn a_first_start_begins_a_record_without_asking() {
    let place = Workplace::new().await;
    assert_eq!(place.restart().problem(), None);
    place.close();
    // A lock file from a first start that was killed does not prove that there was a record.
    let other = Workplace::new().await;
    std::fs::write(other.record().with_extension("lock"), "").unwrap();
    assert_eq!(other.restart().problem(), None);
    other.close();
    // The settings prove it.
    let third = Workplace::new().await;
    let archive = Archive::open_again(&third.record(), true, third.clock.clone()).unwrap();
    assert!(matches!(archive.problem(), Some(RecordProblem::Missing { .. })));
    archive.close();
    assert!(!third.record().exists());
}

#[tokio::test]
async fn damage_that_is_met_while_working_stops_all_asking_and_is_looked_for_at_the_next_start() {
    let (place, call) = with_an_answer().await;
    let desk = place.open();
    let size = std::fs::metadata(place.record()).unwrap().len() as usize;
    // All but the first page, which describes the others.
    spoil(&place.record(), 4096, size - 4096);
    assert!(!desk.archive().is_damaged());
    let met = [
        desk.recorded(EntryId::Call { id: call }).is_err(),
        desk.archive().search(&ALL).is_err(),
        desk.archive().call_log().is_err(),
    ];
    assert!(met.contains(&true) && desk.archive().is_damaged(), "{met:?}");
    desk.archive().damaged().await;

    let asked = place.sandbox.requests().len();
    assert!(desk.look_up(exit_restriction(), &subject(crate::MANY), true, &never()).await.is_err());
    assert!(desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).is_err());
    assert!(desk.archive().annotate(EntryId::Call { id: call }, desk::NoteKind::Note, "示例").is_err());
    assert_eq!(place.sandbox.requests().len(), asked, "nothing is sent");

    let again = place.restart();
    let Some(RecordProblem::Damaged { copy: Some(copy) }) = again.problem() else {
        panic!("{:?}", again.problem())
    };
    assert!(Path::new(copy).exists());
    refuses_to_ask(&place, &again);
}

#[tokio::test]
async fn a_record_that_cannot_be_opened_to_write_is_told_and_leaves_the_app_open() {
    let (place, _) = with_an_answer().await;
    place.close();
    // Make the lock unavailable.
    let lock = place.record().with_extension("lock");
    std::fs::remove_file(&lock).unwrap();
    std::fs::create_dir(&lock).unwrap();
    let archive = place.restart();
    let trouble = desk::RecordTrouble::NoAccess;
    assert_eq!(archive.problem(), Some(&RecordProblem::Unwritable { trouble }));
    assert_eq!(archive.search(&ALL).unwrap().entries.len(), 1, "what can be read is read");
    refuses_to_ask(&place, &archive);
    place.close();
    std::fs::remove_dir(&lock).unwrap();
    assert_eq!(place.restart().problem(), None);
}

#[tokio::test]
async fn a_sound_record_that_was_left_open_is_looked_through_and_goes_on() {
    let (place, call) = with_an_answer().await;
    left_open(&place);
    let desk = place.open();
    assert_eq!(desk.archive().problem(), None);
    desk.recorded(EntryId::Call { id: call }).unwrap();
    let reused = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
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
    archive.recorded(EntryId::Call { id: call }, None).unwrap();
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
