use crate::{COMPANY, COMPANY_ENCODED, exchange, line, read, read_recorded};
use qcc::{Answer, EciImage, NoRecordForm, ReadError, StatusMeaning};

#[tokio::test]
async fn the_snapshot_is_asked_for_by_key_word() {
    let (request, raw) = exchange(&EciImage { key_word: COMPANY.into() }, "snapshot-found").await;
    let query = format!("key=AppKeyOfTests&keyWord={COMPANY_ENCODED}");
    assert_eq!(line(&request), format!("GET /api/yj/ECIImage/GetEciImage?{query}"));
    let reply = qcc::read::<EciImage>(&raw).unwrap();
    assert_eq!(reply.order_number.as_deref(), Some("ECIIMAGE2018090518391954785846"));
    assert_eq!(reply.answer, Answer::Found("http://files.example/snapshot/0001.png".into()));
}

#[test]
fn a_company_without_snapshot_is_no_record() {
    let answer = read_recorded::<EciImage>("snapshot-201").answer;
    assert!(matches!(answer, Answer::NoRecord(proof) if proof.form() == NoRecordForm::Status201));
}

#[test]
fn a_kind_of_company_that_is_not_covered_is_refused() {
    let reply = read_recorded::<EciImage>("snapshot-unsupported-208");
    assert_eq!((reply.status.meaning(), reply.answer), (Some(StatusMeaning::NotCovered), Answer::Refused));
}

#[test]
fn a_success_without_address_cannot_be_read() {
    for result in ["null", r#""""#, "[]", "{}", "1", "true", r#"["http://files.example/a.png"]"#] {
        let reply = read::<EciImage>(format!(r#"{{"Status":"200","Result":{result}}}"#));
        assert!(matches!(reply, Err(ReadError::Shape(_))), "{result}: {reply:?}");
    }
    assert!(matches!(read::<EciImage>(r#"{"Status":"200"}"#), Err(ReadError::Shape(_))));
}

#[test]
fn the_text_null_is_a_text() {
    let answer = read::<EciImage>(r#"{"Status":"200","Result":"null"}"#).unwrap().answer;
    assert_eq!(answer, Answer::Found("null".into()));
}

#[test]
fn a_201_with_an_address_contradicts_itself_and_keeps_the_address() {
    let answer =
        read::<EciImage>(r#"{"Status":"201","Result":"http://files.example/a.png"}"#).unwrap().answer;
    let Answer::Contradiction { body, .. } = answer else { panic!("{answer:?}") };
    assert_eq!(body.as_deref(), Some("http://files.example/a.png"));
}
