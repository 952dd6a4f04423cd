//! Beside a negative verdict, an undocumented member may hold rows: the verdict stands only if it is empty.

use crate::{raw, recorded};
use qcc::{Answer, Call, CreateReport, EciImage, GetQuota, GetReportInfo, ListCall};
use serde_json::{Value, json};

/// Names that no document describes anywhere, in the spellings that rows might come under.
const NAMES: [&str; 16] = [
    "DataList",
    "dataList",
    "DATALIST",
    "Datas",
    "Data ",
    "Ｄata",
    "List",
    "rows",
    "Records",
    "Items",
    "Count",
    "Total",
    "message",
    "VerifyResultText",
    "限制出境",
    "",
];

/// Members that are documented, but not at these places.
const MISPLACED: [(&str, &str); 8] = [
    ("", "TotalRecords"),
    ("", "PageIndex"),
    ("", "CaseNo"),
    ("/Result", "TotalRecords"),
    ("/Result", "LimitList"),
    ("/Result", "OrderNo"),
    ("/Paging", "Message"),
    ("/Paging", "OrderNumber"),
];

const PLACES: [&str; 3] = ["", "/Result", "/Paging"];

fn something() -> Vec<Value> {
    vec![
        json!([{ "CaseNo": "(2018)示0101执1号" }]),
        json!({ "CaseNo": "(2018)示0101执1号" }),
        json!({ "Data": [{ "CaseNo": "1" }] }),
        json!(["(2018)示0101执1号"]),
        json!([null]),
        json!([""]),
        json!([[]]),
        json!([{}]),
        json!([0]),
        json!({}),
        json!({ "a": null }),
        json!({ "a": [] }),
        json!(0),
        json!(1),
        json!(-1),
        json!(0.5),
        json!(false),
        json!(true),
        json!("示例"),
        json!(" "),
        json!("\u{3000}"),
        json!("\u{200b}"),
        json!("0"),
        json!("null"),
        json!("[]"),
    ]
}

fn nothing() -> [Value; 3] {
    [json!(null), json!(""), json!([])]
}

fn says_no_record<C: Call>(reply: &Value) -> bool {
    let read = qcc::read::<C>(&raw(reply.to_string()));
    matches!(read.map(|reply| reply.answer), Ok(Answer::NoRecord(_)))
}

fn parsed(name: &str) -> Value {
    serde_json::from_slice(&recorded(name)).unwrap()
}

/// Well-formed replies in every form and nesting, each with a `Paging` to put a member into.
fn no_records() -> Vec<Value> {
    let paging = json!({ "PageSize": 10, "PageIndex": 1, "TotalRecords": 0 });
    let with_paging = |mut reply: Value| {
        reply["Paging"] = paging.clone();
        reply
    };
    let mut replies: Vec<Value> = [
        "exit-restriction-verify-zero",
        "customs-credit-verify-zero",
        "exit-restriction-201",
        "customs-credit-201",
    ]
    .into_iter()
    .map(|name| with_paging(parsed(name)))
    .collect();
    replies.push(with_paging(parsed("exit-restriction-verify-zero-nested")));
    replies.push(json!({ "Status": 201, "Result": { "VerifyResult": "0", "Data": [] }, "Paging": paging }));
    replies
}

/// The reply with one more member, if there is an object at that place.
fn with(reply: &Value, at: &str, name: &str, value: Value) -> Option<Value> {
    let mut reply = reply.clone();
    let members = reply.pointer_mut(at)?.as_object_mut()?;
    assert_eq!(members.insert(name.to_owned(), value), None, "{at}/{name} is added");
    Some(reply)
}

#[test]
fn no_undescribed_member_that_holds_anything_leaves_a_no_record() {
    let places = PLACES.iter().flat_map(|at| NAMES.map(|name| (*at, name))).chain(MISPLACED);
    let (mut kinds, mut mistaken) = (0, Vec::new());
    for (at, name) in places {
        for value in something() {
            kinds += 1;
            for reply in no_records() {
                let Some(reply) = with(&reply, at, name, value.clone()) else { continue };
                if says_no_record::<ListCall>(&reply) {
                    mistaken.push(reply.to_string());
                }
            }
        }
    }
    assert!(kinds >= 100, "{kinds}");
    assert!(mistaken.is_empty(), "{} of {kinds}: {mistaken:#?}", mistaken.len());
}

#[test]
fn an_undescribed_list_or_object_beside_rows_may_hold_more() {
    let paging = json!({ "PageSize": 10, "PageIndex": 1, "TotalRecords": 1 });
    let result = json!({ "VerifyResult": 1, "Data": [{ "CaseNo": "1" }] });
    let found =
        json!({ "Status": "200", "Message": "", "OrderNumber": "1", "Result": result, "Paging": paging });
    let holds_more = |reply: &Value| match qcc::read::<ListCall>(&raw(reply.to_string())).unwrap().answer {
        Answer::Found(page) => page.holds_more,
        other => panic!("{other:?}"),
    };
    assert!(!holds_more(&found), "what is described");
    let more = [json!([{ "CaseNo": "2" }]), json!([null]), json!({ "a": null })];
    let no_more = [json!([]), json!({}), json!(null), json!("示例"), json!(1), json!(true)];
    for at in PLACES {
        for value in &more {
            assert!(holds_more(&with(&found, at, "DataList", value.clone()).unwrap()), "{at} {value}");
        }
        for value in &no_more {
            assert!(!holds_more(&with(&found, at, "DataList", value.clone()).unwrap()), "{at} {value}");
        }
    }
}

#[test]
fn an_undescribed_member_that_is_empty_leaves_a_no_record() {
    for reply in no_records() {
        assert!(says_no_record::<ListCall>(&reply), "{reply}");
        for (at, name) in PLACES.iter().flat_map(|at| NAMES.map(|name| (*at, name))).chain(MISPLACED) {
            for value in nothing() {
                let Some(reply) = with(&reply, at, name, value) else { continue };
                assert!(says_no_record::<ListCall>(&reply), "{reply}");
            }
        }
    }
}

#[test]
fn described_words_may_say_anything_but_hold_nothing_within() {
    for reply in no_records() {
        for name in ["Message", "OrderNumber"] {
            let changed = |value: Value| {
                let mut reply = reply.clone();
                reply[name] = value;
                reply
            };
            for words in [json!("查到 3 条"), json!(" "), json!(3), json!(true), json!(null), json!([])] {
                assert!(says_no_record::<ListCall>(&changed(words.clone())), "{name} {words}");
            }
            for rows in [json!([{ "CaseNo": "1" }]), json!({ "CaseNo": "1" }), json!([1]), json!({})] {
                assert!(!says_no_record::<ListCall>(&changed(rows.clone())), "{name} {rows}");
            }
        }
        for name in ["PageSize", "PageIndex"] {
            for rows in [json!([{ "CaseNo": "1" }]), json!({ "CaseNo": "1" }), json!([1]), json!({})] {
                for total in [json!(0), json!(null)] {
                    let mut reply = reply.clone();
                    reply["Paging"] = json!({ "TotalRecords": total });
                    reply["Paging"][name] = rows.clone();
                    assert!(!says_no_record::<ListCall>(&reply), "{reply}");
                }
            }
        }
    }
}

#[test]
fn what_stands_beside_a_no_record_is_a_contradiction_with_number_and_words() {
    let reply =
        with(&parsed("exit-restriction-verify-zero"), "/Result", "DataList", json!([{ "CaseNo": "1" }]));
    let read = qcc::read::<ListCall>(&raw(reply.unwrap().to_string())).unwrap();
    assert!(matches!(read.answer, Answer::Contradiction { body: None, .. }), "{read:?}");
    assert_eq!(read.order_number.as_deref(), Some("LIMITEXITCHECK2021082311552393530756"));
    assert_eq!(read.message, "【有效请求】查询成功");
}

#[test]
fn a_hit_is_a_hit_whatever_stands_beside_it() {
    let reply =
        with(&parsed("exit-restriction-found"), "/Result", "DataList", json!([{ "CaseNo": "1" }])).unwrap();
    let read = qcc::read::<ListCall>(&raw(reply.to_string())).unwrap();
    assert!(matches!(read.answer, Answer::Found(page) if page.rows.len() == 3));
}

#[test]
fn a_201_of_any_call_holds_nothing_else() {
    let upper = json!({ "Status": "201", "Message": "查询无结果", "OrderNumber": "X1", "Result": null });
    let lower = json!({ "status": "201", "msg": "查询无结果", "result": null });
    type Says = fn(&Value) -> bool;
    let calls: [(Says, &Value); 5] = [
        (says_no_record::<EciImage>, &upper),
        (says_no_record::<CreateReport>, &upper),
        (says_no_record::<GetReportInfo>, &upper),
        (says_no_record::<GetQuota>, &upper),
        (says_no_record::<GetQuota>, &lower),
    ];
    for (says_no_record, reply) in calls {
        assert!(says_no_record(reply), "{reply}");
        for name in NAMES {
            for value in something() {
                let reply = with(reply, "", name, value).unwrap();
                assert!(!says_no_record(&reply), "{reply}");
            }
            for value in nothing() {
                let reply = with(reply, "", name, value).unwrap();
                assert!(says_no_record(&reply), "{reply}");
            }
        }
    }
    assert!(!says_no_record::<GetQuota>(&with(&lower, "", "Result", json!([{}])).unwrap()));
    assert!(!says_no_record::<GetQuota>(&with(&lower, "", "Message", json!("x")).unwrap()));
    assert!(!says_no_record::<EciImage>(&lower));
}
