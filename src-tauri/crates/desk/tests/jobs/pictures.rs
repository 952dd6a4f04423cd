use crate::{MAIN, MANY, Workplace, never, subject, success};
use desk::{Answer, EntryId, FailureCause, FileReason, LookUpCheck, Outcome, Picture, SavingError};
use test_servers::{Act, Peer, ok};

#[tokio::test]
async fn a_snapshot_is_kept_with_its_bytes_and_saved_byte_for_byte() {
    let place = Workplace::new().await;
    let desk = place.open();
    let finding =
        desk.look_up(LookUpCheck::RegistrationSnapshot, &subject(MAIN), false, &never()).await.unwrap();
    let Outcome::Found { answer: Answer::Snapshot { picture } } = &finding.outcome else {
        panic!("{finding:?}")
    };
    let Picture::Kept { file, media_type, bytes, plaintext, .. } = picture else { panic!("{picture:?}") };
    assert_eq!((media_type.as_str(), *plaintext), ("image/png", true));

    let target = place.home.path().join("原图.png");
    desk.archive().copy_picture(*file, &target).unwrap();
    let saved = std::fs::read(&target).unwrap();
    assert_eq!(saved.len(), *bytes as usize);
    assert_eq!(saved, desk.archive().picture(*file).unwrap().bytes);
    assert!(saved.starts_with(b"\x89PNG"));

    let reopened = place
        .open()
        .look_up(LookUpCheck::RegistrationSnapshot, &subject(MAIN), false, &never())
        .await
        .unwrap();
    assert!(reopened.reused);
    assert_eq!(reopened.outcome, finding.outcome);
    assert_eq!(place.requests(".png").len(), 1, "the picture is fetched once");
}

#[tokio::test]
async fn a_picture_that_the_record_has_no_room_for_leaves_the_paid_answer_and_can_be_fetched_again() {
    // There may be room for the reason.
    for full in ["new.bytes IS NOT NULL", "true"] {
        let place = Workplace::new().await;
        let desk = place.open();
        let record = rusqlite::Connection::open(place.record()).unwrap();
        let full = format!(
            "CREATE TRIGGER full BEFORE INSERT ON pictures WHEN {full} BEGIN SELECT raise(ABORT, 'full'); END"
        );
        record.execute_batch(&full).unwrap();
        let snapshot = LookUpCheck::RegistrationSnapshot;
        let finding = desk.look_up(snapshot, &subject(MAIN), false, &never()).await.unwrap();
        let Outcome::Found { answer: Answer::Snapshot { picture: Picture::NotFetched { failure, .. } } } =
            &finding.outcome
        else {
            panic!("{finding:?}")
        };
        assert_eq!(failure.cause, FailureCause::File { reason: FileReason::NotWritten });
        let recorded = || desk.archive().recorded(EntryId::Call { id: finding.call }, None).unwrap();
        let is_missing = || recorded().entry.picture_missing;
        assert!(is_missing(), "the record's list says so, too");
        record.execute_batch("DROP TRIGGER full").unwrap();
        let fetched = desk.fetch_picture(finding.call, &never()).await.unwrap();
        assert!(
            matches!(
                fetched.outcome,
                Outcome::Found { answer: Answer::Snapshot { picture: Picture::Kept { .. } } }
            ),
            "{fetched:?}"
        );
        assert!(!is_missing());
    }
}

#[tokio::test]
async fn a_file_that_comes_in_place_of_a_picture_is_kept_saved_and_attached_as_received() {
    const PDF: &[u8] = b"%PDF-1.7\na card\n%%EOF\n";
    let place = Workplace::new().await;
    let page = b"<html>sign in</html>".to_vec();
    let files = Peer::start([ok(PDF), ok(page.clone()), ok(page)].map(Act::Reply)).await;
    let found = success(&format!(r#""{}/card""#, files.origin()));
    let service = Peer::start([Act::Reply(found)]).await;
    let desk = place.open_at(&service);
    let received = |outcome: &Outcome| match outcome {
        Outcome::Found {
            answer:
                Answer::Snapshot {
                    picture: Picture::NotFetched { failure, received: Some(file), plaintext: true },
                },
        } if failure.cause == (FailureCause::File { reason: FileReason::WrongType }) => *file,
        other => panic!("{other:?}"),
    };
    let snapshot = LookUpCheck::RegistrationSnapshot;
    let finding = desk.look_up(snapshot, &subject(MAIN), false, &never()).await.unwrap();
    let file = received(&finding.outcome);
    for _ in 0..2 {
        let again = desk.fetch_picture(finding.call, &never()).await.unwrap();
        assert_eq!(received(&again.outcome), file, "what a network serves instead hides no document");
    }
    let archive = desk.archive();
    let saved = archive.picture(file).unwrap();
    assert_eq!((&*saved.bytes, saved.file_name.ends_with(".pdf")), (PDF, true));
    assert!(archive.recorded(EntryId::Call { id: finding.call }, None).unwrap().entry.picture_missing);
    let record = rusqlite::Connection::open(place.record()).unwrap();
    let rows = record.query_row("SELECT count(*) FROM pictures", [], |row| row.get::<_, u32>(0)).unwrap();
    assert_eq!(rows, 2, "the same file is kept once");
    let evidence = crate::evidence::saved(&place, archive, &crate::evidence::of(&[finding.call], &[]));
    evidence.pdf.says("收到的文件，按收到的原样");
    evidence.pdf.says("明文传输");
    assert!(evidence.pdf.attachments().iter().any(|(name, bytes)| name.ends_with(".pdf") && bytes == PDF));
}

#[tokio::test]
async fn the_picture_is_fetched_without_any_credential() {
    let place = Workplace::new().await;
    place.open().look_up(LookUpCheck::RegistrationSnapshot, &subject(MAIN), false, &never()).await.unwrap();
    let [request] = &place.requests(".png")[..] else { panic!() };
    assert_eq!((request.token, request.query.len()), ("absent", 0));
    assert!(
        !request
            .header_names
            .iter()
            .any(|name| ["token", "timespan", "referer", "cookie"].contains(&name.as_str()))
    );
    let [request] = &place.requests("ECIImage/GetEciImage")[..] else { panic!() };
    assert_eq!(request.query[1], ("keyWord".to_owned(), MAIN.to_owned()));
}

#[tokio::test]
async fn a_picture_that_was_deleted_is_shown_no_more_and_no_other_picture_takes_its_place() {
    let place = Workplace::new().await;
    let desk = place.open();
    let archive = desk.archive();
    let look_up = async |name: &str| {
        let snapshot = LookUpCheck::RegistrationSnapshot;
        let finding = desk.look_up(snapshot, &subject(name), false, &never()).await.unwrap();
        match finding.outcome {
            Outcome::Found { answer: Answer::Snapshot { picture: Picture::Kept { file, .. } } } => {
                (EntryId::Call { id: finding.call }, file)
            }
            other => panic!("{other:?}"),
        }
    };
    let shown =
        |file| [archive.picture_preview(file, 300), archive.picture_tiles(file), archive.whole_picture(file)];
    let (entry, deleted) = look_up(MAIN).await;
    let before = shown(deleted).map(Result::unwrap);
    archive.erase(entry).unwrap();
    let (_, file) = look_up(MANY).await;
    let of_another = shown(file).map(Result::unwrap);
    for (before, after) in before.iter().zip(of_another) {
        assert!(*before != after, "the picture of the company that was deleted");
    }
    let after = shown(deleted);
    assert!(after.iter().all(|shown| matches!(shown, Err(SavingError::NotFound))), "{file} for {deleted}");
}
