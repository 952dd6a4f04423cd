//! What is not saved, and saved files that have changed.

use super::*;

#[tokio::test]
async fn evidence_is_about_one_subject_that_is_in_the_record() {
    let place = Workplace::new().await;
    let desk = place.open();
    let main = ask(&desk, exit_restriction(), MAIN).await;
    let other = ask(&desk, exit_restriction(), NOBODY).await;
    let quota = desk.ask_quota(&never()).await.unwrap().call;
    let many = desk.look_up(exit_restriction(), &subject(MANY), false, &never()).await.unwrap();
    let second_page = desk.next_page(many.call, &never()).await.unwrap().receipts[1].call;
    let refused = |calls: &[i64], orders: &[i64]| save(desk.archive(), &place.evidence(), &of(calls, orders));
    assert!(matches!(refused(&[], &[]), Err(EvidenceError::Nothing)));
    assert!(matches!(refused(&[main, other], &[]), Err(EvidenceError::NotOneSubject)));
    assert!(matches!(refused(&[quota], &[]), Err(EvidenceError::NotOneSubject)));
    assert!(matches!(refused(&[999], &[]), Err(EvidenceError::NotFound)));
    assert!(matches!(refused(&[second_page], &[]), Err(EvidenceError::NotFound)), "a part of a look-up");
    assert!(matches!(refused(&[], &[999]), Err(EvidenceError::NotFound)));
    assert!(!place.evidence().exists(), "nothing was written");
}

#[tokio::test]
async fn a_folder_that_cannot_be_had_or_written_is_told_apart_and_leaves_nothing_behind() {
    let place = Workplace::new().await;
    let desk = place.open();
    let call = ask(&desk, exit_restriction(), MAIN).await;
    let file = place.home.path().join("a file");
    std::fs::write(&file, "in its place").unwrap();
    assert!(matches!(save(desk.archive(), &file, &of(&[call], &[])), Err(EvidenceError::Folder(_))));
    if cfg!(target_os = "linux") {
        // Nobody, not even root, can create files there.
        let refused = save(desk.archive(), Path::new("/proc"), &of(&[call], &[]));
        assert!(matches!(refused, Err(EvidenceError::NotWritten(_))));
    }
    save(desk.archive(), &place.evidence(), &of(&[call], &[])).unwrap();
    let names: Vec<_> = std::fs::read_dir(place.evidence()).unwrap().collect();
    assert_eq!(names.len(), 2, "no unfinished file is left");
}

#[tokio::test]
async fn where_one_of_the_files_cannot_be_saved_none_is() {
    let place = Workplace::new().await;
    let desk = place.open();
    let call = ask(&desk, exit_restriction(), MAIN).await;
    let [_, excel] = &save(desk.archive(), &place.evidence(), &of(&[call], &[])).unwrap()[..] else {
        panic!()
    };
    // All possible names of the Excel file are taken.
    let stem = excel.file_name.strip_suffix(".xlsx").unwrap();
    for number in 2..100 {
        std::fs::write(place.evidence().join(format!("{stem} ({number}).xlsx")), "").unwrap();
    }
    let count = || std::fs::read_dir(place.evidence()).unwrap().count();
    let before = count();
    let refused = save(desk.archive(), &place.evidence(), &of(&[call], &[]));
    assert!(matches!(refused, Err(EvidenceError::NotWritten(_))));
    assert_eq!(count(), before);
}

#[tokio::test]
async fn a_saved_file_that_was_changed_or_is_gone_is_told_apart() {
    let place = Workplace::new().await;
    let desk = place.open();
    let call = ask(&desk, exit_restriction(), MAIN).await;
    let files = save(desk.archive(), &place.evidence(), &of(&[call], &[])).unwrap();
    let path = files[0].unchanged().unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.push(b'\n');
    std::fs::write(&path, bytes).unwrap();
    assert!(matches!(files[0].unchanged(), Err(SavingError::Changed)));
    assert_eq!(files[0].path().unwrap(), path, "it can still be found");
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(files[0].unchanged(), Err(SavingError::Gone)));
    assert!(matches!(files[0].path(), Err(SavingError::Gone)));
}

#[tokio::test]
async fn a_look_up_that_is_being_asked_is_not_told_as_a_failure() {
    let place = Workplace::with(Options { latency: Duration::from_millis(300), ..Options::default() }).await;
    let desk = place.open();
    let first = desk.look_up(exit_restriction(), &subject(MANY), false, &never()).await.unwrap();
    let paging = tokio::spawn({
        let desk = desk.clone();
        async move { desk.next_page(first.call, &never()).await.unwrap() }
    });
    while place.requests("LimitExitCheck/GetList").len() < 2 {
        tokio::task::yield_now().await;
    }
    let early = save(desk.archive(), &place.evidence(), &of(&[first.call], &[]));
    assert!(matches!(early, Err(EvidenceError::StillAsking)));
    paging.await.unwrap();
    save(desk.archive(), &place.evidence(), &of(&[first.call], &[])).unwrap();
}

#[tokio::test]
async fn a_reply_that_is_no_longer_what_was_received_is_no_evidence() {
    let place = Workplace::new().await;
    let desk = place.open();
    let call = ask(&desk, exit_restriction(), MAIN).await;
    desk.close().await;
    place.close();
    let record = rusqlite::Connection::open(place.record()).unwrap();
    let change = "DROP TRIGGER replies_stay;
                  UPDATE calls SET body = CAST(replace(CAST(body AS TEXT), '3', '4') AS BLOB);";
    record.execute_batch(change).unwrap();
    drop(record);
    let tampered = save(&place.restart(), &place.evidence(), &of(&[call], &[]));
    assert!(matches!(tampered, Err(EvidenceError::Record(_))));
}
