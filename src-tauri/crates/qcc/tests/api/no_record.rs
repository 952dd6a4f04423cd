//! A false "no record" is the worst mistake: a client with a court record would pass as clean.

use crate::{raw, recorded};
use proptest::prelude::*;
use qcc::{Answer, ListCall, RawReply};
use serde_json::{Value, json};

pub(crate) fn says_no_record(raw: &RawReply) -> bool {
    matches!(qcc::read::<ListCall>(raw).map(|reply| reply.answer), Ok(Answer::NoRecord(_)))
}

/// The two well-formed replies, compact.
pub(crate) fn zero() -> Value {
    serde_json::from_slice(&recorded("exit-restriction-verify-zero")).unwrap()
}

pub(crate) fn status_201() -> Value {
    serde_json::from_slice(&recorded("exit-restriction-201")).unwrap()
}

#[test]
fn the_replies_that_are_varied_here_do_read_as_no_record() {
    assert!(says_no_record(&raw(zero().to_string())));
    assert!(says_no_record(&raw(status_201().to_string())));
}

#[test]
fn no_other_value_of_a_deciding_member_reads_as_no_record() {
    let varied: Vec<_> = other_values()
        .into_iter()
        .map(|(mut reply, at, value)| {
            set(&mut reply, at, value);
            reply.to_string()
        })
        .collect();
    assert!(varied.len() >= 100, "{}", varied.len());
    let mistaken: Vec<_> = varied.iter().filter(|reply| says_no_record(&raw(reply.as_str()))).collect();
    assert!(mistaken.is_empty(), "{mistaken:#?}");
}

/// Well-formed replies with one member replaced or added.
fn other_values() -> Vec<(Value, &'static str, Value)> {
    let row = json!({ "CaseNo": "(2018)示0101执1号" });
    let statuses = || {
        ["0200", "200 ", " 200", "+200", "200.0", "0201", "201 ", "２０１", "", "OK"]
            .map(Value::from)
            .into_iter()
            .chain([
                json!(200.5),
                json!(-201),
                json!(true),
                json!(null),
                json!([]),
                json!(["201"]),
                json!({}),
            ])
            .chain(["199", "202", "205", "500", "999"].map(Value::from))
    };
    let totals = || {
        [
            json!(1),
            json!("1"),
            json!(5000),
            json!(-1),
            json!(0.5),
            json!(true),
            json!("x"),
            json!({}),
            json!([1]),
        ]
    };
    let pagings = || [json!("x"), json!(7), json!(true), json!([0]), json!([{ "TotalRecords": 3 }])];
    let zero_only = [
        (
            "/Result/VerifyResult",
            vec![
                json!(1),
                json!("1"),
                json!(2),
                json!(-1),
                json!(0.0),
                json!(true),
                json!(false),
                json!(null),
                json!(""),
                json!("0 "),
                json!(" 0"),
                json!("00"),
                json!("false"),
                json!([]),
                json!([0]),
                json!({}),
            ],
        ),
        (
            "/Result/Data",
            vec![
                json!({}),
                row.clone(),
                json!("null"),
                json!("x"),
                json!(0),
                json!(false),
                json!([row]),
                json!([null]),
                json!([[]]),
                json!([{}]),
                json!([0]),
            ],
        ),
        (
            "/Result",
            vec![
                json!(null),
                json!(""),
                json!([]),
                json!({}),
                json!("x"),
                json!(0),
                json!([{ "VerifyResult": 0 }]),
            ],
        ),
        ("/Result/verifyResult", vec![json!(1), json!(0)]),
        ("/Result/data", vec![json!([row]), json!(null)]),
        ("/Result/Status", vec![json!("201"), json!("500"), json!(null)]),
        ("/Result/status", vec![json!("200"), json!("500")]),
        ("/Result/Paging", vec![json!({ "TotalRecords": 3 }), json!("x")]),
    ];
    let only_201 = [(
        "/Result",
        vec![
            json!({}),
            json!("x"),
            json!("null"),
            json!(0),
            json!(false),
            json!([row]),
            json!([null]),
            json!({ "Data": [row] }),
            json!({ "VerifyResult": 1 }),
            json!({ "VerifyResult": 1, "Data": [row] }),
            json!({ "VerifyResult": 0, "Data": [row] }),
            json!({ "VerifyResult": 0, "Data": {} }),
            json!({ "VerifyResult": 0, "Data": "x" }),
            json!({ "VerifyResult": 0, "Paging": { "TotalRecords": 3 } }),
            json!({ "VerifyResult": 0, "data": [row] }),
            json!({ "VerifyResult": 0, "Status": "500" }),
        ],
    )];
    let both = [
        ("/Status", statuses().collect()),
        ("/Paging", pagings().into()),
        ("/Paging/TotalRecords", totals().into()),
        ("/status", vec![json!("200"), json!("201"), json!("500"), json!(null)]),
        ("/STATUS", vec![json!("201")]),
        ("/result", vec![json!({ "VerifyResult": 1, "Data": [row] }), json!(null)]),
        ("/paging", vec![json!({ "TotalRecords": 3 })]),
        ("/Data", vec![json!([row])]),
        ("/VerifyResult", vec![json!(1)]),
    ];
    let vary = |base: Value, list: Vec<(&'static str, Vec<Value>)>| {
        list.into_iter().flat_map(move |(at, values)| {
            let base = base.clone();
            values.into_iter().map(move |value| (base.clone(), at, value))
        })
    };
    vary(zero(), zero_only.into())
        .chain(vary(zero(), both.clone().into()))
        .chain(vary(status_201(), only_201.into()))
        .chain(vary(status_201(), both.into()))
        .collect()
}

fn set(reply: &mut Value, at: &str, value: Value) {
    let (parent, name) = at.rsplit_once('/').unwrap();
    let parent = reply.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    assert_ne!(parent.insert(name.to_owned(), value.clone()), Some(value), "{at} is varied");
}

#[test]
fn a_reply_without_a_deciding_member_does_not_read_as_no_record() {
    for (base, at, name) in [
        (zero(), "", "Status"),
        (zero(), "", "Result"),
        (zero(), "/Result", "VerifyResult"),
        (status_201(), "", "Status"),
    ] {
        let mut reply = base;
        let parent = reply.pointer_mut(at).unwrap().as_object_mut().unwrap();
        assert!(parent.remove(name).is_some());
        assert!(!says_no_record(&raw(reply.to_string())), "{reply}");
    }
}

#[test]
fn a_reply_cut_short_anywhere_does_not_read_as_no_record() {
    for name in
        ["exit-restriction-verify-zero", "exit-restriction-verify-zero-nested", "exit-restriction-201"]
    {
        let whole = recorded(name).trim_ascii().to_vec();
        assert!(says_no_record(&raw(whole.clone())));
        for length in 0..whole.len() {
            assert!(!says_no_record(&raw(&whole[..length])), "{name} cut to {length} bytes");
            assert!(
                !says_no_record(&raw(&whole[whole.len() - length..])),
                "the last {length} bytes of {name}"
            );
        }
    }
}

/// The rule once more, with another library and a different approach: remove everything that the documents
/// describe; the rest must be empty.
fn judged_independently(reply: &Value) -> bool {
    let Some(mut top) = reply.as_object().cloned() else { return false };
    let result = top.remove("Result").unwrap_or_default();
    let mut inner = result.as_object().cloned().unwrap_or_default();
    let nothing = |value: &Value| matches!(value.to_string().as_str(), "null" | "\"\"" | "[]");
    let digits =
        |value: &Value, text: &str| [text.to_owned(), format!("\"{text}\"")].contains(&value.to_string());

    let mut taken_from_both = |name: &str| match (top.remove(name), inner.remove(name)) {
        (Some(outer), Some(inner)) if outer != inner => None,
        (outer, inner) => Some(outer.or(inner).unwrap_or_default()),
    };
    let (Some(status), Some(mut paging)) = (taken_from_both("Status"), taken_from_both("Paging")) else {
        return false;
    };
    let zero_and_no_rows = inner.remove("VerifyResult").is_some_and(|exists| digits(&exists, "0"))
        && inner.remove("Data").is_none_or(|rows| nothing(&rows));
    let says = digits(&status, "200") && zero_and_no_rows
        || digits(&status, "201") && (nothing(&result) || zero_and_no_rows);

    let mut pages = paging.as_object_mut().map(std::mem::take).unwrap_or_default();
    let total = pages.remove("TotalRecords").unwrap_or_default();
    let sizes = ["PageSize", "PageIndex"].map(|name| pages.remove(name).unwrap_or_default());
    let is_count = |value: &Value| value.to_string().trim_matches('"').parse::<u16>().is_ok();
    let no_rows_elsewhere = (paging.is_object() || nothing(&paging))
        && (nothing(&total)
            || digits(&total, "0") && sizes.iter().all(|size| nothing(size) || is_count(size)))
        && sizes.iter().all(|size| nothing(size) || !(size.is_array() || size.is_object()));

    let words = |name: &str, value: &Value| {
        ["Message", "OrderNumber"].contains(&name) && !(value.is_array() || value.is_object())
    };
    let decide = ["status", "result", "paging", "verifyresult", "data"];
    let empty = |name: &str, value: &Value| nothing(value) && !decide.contains(&&*name.to_lowercase());
    says && no_rows_elsewhere
        && top.iter().chain(&inner).all(|(name, value)| words(name, value) || empty(name, value))
        && pages.iter().all(|(name, value)| empty(name, value))
}

/// Any value, made of words that occur in replies.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        Just(json!("")),
        Just(json!([])),
        Just(json!({})),
        any::<bool>().prop_map(Value::from),
        prop::sample::select(vec!["200", "201", "0", "1", "0 ", "x", "205"]).prop_map(Value::from),
        prop::sample::select(vec![0, 1, 2, -1, 200, 201]).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |value| {
        let name = prop_oneof![
            8 => prop::sample::select(vec![
                "Status", "Message", "Result", "Paging", "OrderNumber", "VerifyResult", "Data", "TotalRecords",
                "PageSize", "CaseNo", "status", "result", "msg", "data", "DATA", "paging", "DataList", "rows",
            ]).prop_map(str::to_owned),
            1 => ".{0,6}",
        ];
        prop_oneof![
            prop::collection::vec(value.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(name, value, 0..6).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// Mostly well-formed, with an occasional odd value anywhere.
fn likely_reply() -> impl Strategy<Value = Value> {
    let odd = |usual: Vec<Value>| prop_oneof![6 => prop::sample::select(usual), 1 => any_value()];
    let maybe = |usual| prop::option::weighted(0.7, odd(usual));
    let paging = vec![
        json!(null),
        json!(""),
        json!({ "PageSize": 10, "PageIndex": 1, "TotalRecords": 0 }),
        json!({ "TotalRecords": "0" }),
        json!({ "TotalRecords": 2 }),
    ];
    let empty = vec![json!(null), json!(""), json!([])];
    let result = (
        odd(vec![json!(0), json!("0"), json!(1)]),
        maybe(empty.clone()),
        maybe(vec![json!("200"), json!("201")]),
        maybe(paging.clone()),
    )
        .prop_map(|(verify, data, status, paging)| {
            object([("VerifyResult", Some(verify)), ("Data", data), ("Status", status), ("Paging", paging)])
        });
    let result = prop_oneof![2 => result, 1 => odd(empty)];
    let extra = prop::option::weighted(
        0.2,
        (
            prop::sample::select(vec![
                "status",
                "Data",
                "data",
                "VerifyResult",
                "DataList",
                "Message",
                "rows",
            ]),
            prop::sample::select(vec!["", "/Result", "/Paging", "/Result/Paging"]),
            any_value(),
        ),
    );
    (
        maybe(vec![json!("200"), json!("201"), json!(200), json!(201)]),
        prop::option::weighted(0.9, result),
        maybe(paging),
        extra,
    )
        .prop_map(|(status, result, paging, extra)| {
            let mut reply = object([("Status", status), ("Result", result), ("Paging", paging)]);
            if let Some((name, at, value)) = extra
                && let Some(Value::Object(members)) = reply.pointer_mut(at)
            {
                members.insert(name.to_owned(), value);
            }
            reply
        })
}

fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    members.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn any_json_reads_as_no_record_only_if_it_says_so(reply in any_value()) {
        prop_assert!(!says_no_record(&raw(reply.to_string())) || judged_independently(&reply), "{}", reply);
    }

    #[test]
    fn a_likely_reply_reads_as_no_record_exactly_if_it_says_so(reply in likely_reply()) {
        prop_assert_eq!(says_no_record(&raw(reply.to_string())), judged_independently(&reply), "{}", reply);
    }

    #[test]
    fn arbitrary_bytes_never_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), charset in "[a-z0-9-]{0,9}") {
        let reply = RawReply { content_type: Some(format!("text/plain; charset={charset}")), ..raw(bytes) };
        prop_assert!(!says_no_record(&reply));
    }
}

#[test]
fn likely_replies_are_of_both_kinds() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let yes = (0..300)
        .filter(|_| judged_independently(&likely_reply().new_tree(&mut runner).unwrap().current()))
        .count();
    assert!((30..270).contains(&yes), "{yes} of 300");
}
