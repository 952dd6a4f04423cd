use crate::{exchange, line, read, read_recorded};
use qcc::{Answer, GetQuota, Meaning, QuotaModule, ReadError};

#[tokio::test]
async fn the_quota_is_asked_for_with_the_key_alone() {
    let (request, raw) = exchange(&GetQuota, "quota-list").await;
    assert_eq!(line(&request), "GET /api/company/quota/getQuota?key=AppKeyOfTests");
    let reply = qcc::read::<GetQuota>(&raw).unwrap();
    assert_eq!((reply.message.as_str(), reply.order_number), ("查询成功", None));
    let modules = [
        module("radar_id", 50, 2, 50),
        module("bene_id", 100, 2, 30),
        module("natural_person_id", 50, 0, 15),
    ];
    assert_eq!(reply.answer, Answer::Found(modules.into()));
}

#[test]
fn one_module_may_stand_alone_and_spell_its_id_as_the_table_does() {
    let answer = read_recorded::<GetQuota>("quota-object").answer;
    assert_eq!(answer, Answer::Found(vec![module("bene_id", 100, 2, 30)]));
}

#[test]
fn an_unlisted_module_is_known_by_its_id() {
    let answer = read_recorded::<GetQuota>("quota-unknown-module").answer;
    assert_eq!(answer, Answer::Found(vec![module("sample_id", 7, 0, 7)]));
}

#[test]
fn a_refusal_is_read_in_either_envelope() {
    let reply = read_recorded::<GetQuota>("quota-refused-in-the-common-envelope");
    assert_eq!((reply.status.meaning(), &reply.answer), (Meaning::Signature, &Answer::Refused));
    assert_eq!(reply.order_number.as_deref(), Some("QUOTA2020042400000000000000001"));
    let reply = read_recorded::<GetQuota>("quota-logic-error-500");
    assert_eq!((reply.status.meaning(), &reply.answer), (Meaning::ServiceTrouble, &Answer::Refused));
    assert_eq!(reply.message, "【无效请求】接口相关的逻辑错误");
}

#[test]
fn a_module_that_is_not_clear_cannot_be_read() {
    let counts = r#""totalCount":1,"consumedCount":1,"canDeletedCount":1"#;
    for result in [
        "null".to_owned(),
        "[]".into(),
        "{}".into(),
        r#""radar_id""#.into(),
        "[null]".into(),
        "[[]]".into(),
        format!("{{{counts}}}"),
        format!(r#"{{"id":"radar_id","Id":"bene_id",{counts}}}"#),
        format!(r#"{{"id":{{}},{counts}}}"#),
        r#"{"id":"radar_id"}"#.into(),
        r#"{"id":"radar_id","totalCount":-1,"consumedCount":1,"canDeletedCount":1}"#.into(),
        r#"{"id":"radar_id","totalCount":1.5,"consumedCount":1,"canDeletedCount":1}"#.into(),
        r#"{"id":"radar_id","totalCount":1e99,"consumedCount":1,"canDeletedCount":1}"#.into(),
        r#"{"id":"radar_id","totalCount":"x","consumedCount":1,"canDeletedCount":1}"#.into(),
        r#"{"id":"radar_id","totalCount":99999999999999999999999,"consumedCount":1,"canDeletedCount":1}"#
            .into(),
    ] {
        let reply = read::<GetQuota>(format!(r#"{{"status":"200","msg":"","result":{result}}}"#));
        assert!(matches!(reply, Err(ReadError::Shape(_))), "{result}: {reply:?}");
    }
}

#[test]
fn two_casings_at_once_cannot_be_read() {
    for both in [
        r#"{"status":"200","Status":"200","result":[]}"#,
        r#"{"status":"107","Status":"107"}"#,
        r#"{"status":"200","result":{"id":"bene_id","totalCount":1,"consumedCount":1,"canDeletedCount":1},"Result":[]}"#,
    ] {
        let reply = read::<GetQuota>(both);
        assert!(matches!(reply, Err(ReadError::Shape(_))), "{both}: {reply:?}");
    }
}

fn module(id: &str, total: u64, consumed: u64, deletable: u64) -> QuotaModule {
    QuotaModule { id: id.into(), total, consumed, deletable }
}
