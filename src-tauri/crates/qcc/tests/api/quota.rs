use crate::{exchange, line, read, read_recorded};
use qcc::{Answer, GetQuota, QuotaModule, ReadError, StatusMeaning};

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
    assert_eq!((reply.status.meaning(), &reply.answer), (Some(StatusMeaning::Signature), &Answer::Refused));
    assert_eq!(reply.order_number.as_deref(), Some("QUOTA2020042400000000000000001"));
    let reply = read_recorded::<GetQuota>("quota-logic-error-500");
    assert_eq!(
        (reply.status.meaning(), &reply.answer),
        (Some(StatusMeaning::ServiceTrouble), &Answer::Refused)
    );
    assert_eq!(reply.message, "【无效请求】接口相关的逻辑错误");
}

#[test]
fn a_count_is_shown_as_it_is_written_and_costs_no_more_than_itself() {
    for (count, shown) in [
        ("null", ""),
        (r#""""#, ""),
        ("[]", ""),
        ("{}", ""),
        ("[1]", ""),
        (r#""不限""#, "不限"),
        ("-1", "-1"),
        (r#""-1""#, "-1"),
        ("1.5", "1.5"),
        ("1e99", "1e99"),
        (r#""50 次""#, "50 次"),
        (r#""1,000""#, "1,000"),
        ("99999999999999999999999", "99999999999999999999999"),
    ] {
        for (name, wanted) in [
            ("totalCount", [shown, "2", "3"]),
            ("consumedCount", ["1", shown, "3"]),
            ("canDeletedCount", ["1", "2", shown]),
        ] {
            let mut one: serde_json::Value = serde_json::json!({ "id": "radar_id", "totalCount": 1, "consumedCount": 2, "canDeletedCount": 3 });
            one[name] = serde_json::Value::Null;
            let one = one.to_string().replace("null", count);
            let other = r#"{"id":"bene_id","totalCount":100,"consumedCount":2,"canDeletedCount":30}"#;
            let reply = read::<GetQuota>(format!(r#"{{"status":"200","result":[{one},{other}]}}"#)).unwrap();
            let [total, consumed, deletable] = wanted;
            let expected =
                vec![written("radar_id", total, consumed, deletable), module("bene_id", 100, 2, 30)];
            assert_eq!(reply.answer, Answer::Found(expected), "{one}");
        }
    }
}

#[test]
fn a_module_of_a_wrong_shape_leaves_the_others_and_its_place() {
    let good = r#"{"id":"bene_id","totalCount":100,"consumedCount":2,"canDeletedCount":30}"#;
    let counts = r#""totalCount":1,"consumedCount":1,"canDeletedCount":1"#;
    for (odd, shown) in [
        ("null".to_owned(), written("", "", "", "")),
        ("7".to_owned(), written("", "", "", "")),
        ("[]".to_owned(), written("", "", "", "")),
        (r#""radar_id""#.to_owned(), written("", "", "", "")),
        ("{}".to_owned(), written("", "", "", "")),
        (r#"{"id":"radar_id"}"#.to_owned(), written("radar_id", "", "", "")),
        (format!("{{{counts}}}"), written("", "1", "1", "1")),
        (format!(r#"{{"id":{{}},{counts}}}"#), written("", "1", "1", "1")),
        (format!(r#"{{"id":"radar_id","Id":"radar_id",{counts}}}"#), written("radar_id", "1", "1", "1")),
        (format!(r#"{{"id":"radar_id","Id":"bene_id",{counts}}}"#), written("", "1", "1", "1")),
    ] {
        let reply = read::<GetQuota>(format!(r#"{{"status":"200","result":[{odd},{good}]}}"#)).unwrap();
        assert_eq!(reply.answer, Answer::Found(vec![shown, module("bene_id", 100, 2, 30)]), "{odd}");
    }
}

#[test]
fn an_account_without_any_module_is_answered_with_none() {
    for result in ["", r#","result":null"#, r#","result":[]"#, r#","result":"""#] {
        let reply = read::<GetQuota>(format!(r#"{{"status":"200","msg":""{result}}}"#)).unwrap();
        assert_eq!(reply.answer, Answer::Found(vec![]), "{result}");
    }
}

#[test]
fn a_result_that_may_hold_modules_unread_cannot_be_read() {
    for rest in [
        r#""result":{}"#,
        r#""result":"radar_id""#,
        r#""result":[null]"#,
        r#""result":[[]]"#,
        r#""result":[null,{}]"#,
        r#""result":7"#,
        r#""data":[{"id":"radar_id"}]"#,
        r#""result":null,"data":{"id":"radar_id"}"#,
    ] {
        let reply = read::<GetQuota>(format!(r#"{{"status":"200","msg":"",{rest}}}"#));
        assert!(matches!(reply, Err(ReadError::Shape(_))), "{rest}: {reply:?}");
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
    written(id, &total.to_string(), &consumed.to_string(), &deletable.to_string())
}

fn written(id: &str, total: &str, consumed: &str, deletable: &str) -> QuotaModule {
    QuotaModule { id: id.into(), total: total.into(), consumed: consumed.into(), deletable: deletable.into() }
}
