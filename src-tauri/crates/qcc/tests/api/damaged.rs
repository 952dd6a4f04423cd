//! Text that cannot be decoded: lone surrogates, raw control characters, truncated UTF-8 and GBK. It costs a
//! character of a paid reply, and never leaves a "no record" standing.

use crate::no_record::{says_no_record, status_201, zero};
use crate::{raw, recorded};
use qcc::{Answer, Json, ListCall, Page, RawReply, ReadError, StatusMeaning};
use serde_json::json;

/// Damage within a text, and what is read instead.
const DAMAGES: [(&[u8], &str); 11] = [
    (br"\ud800", "\u{fffd}"),
    (br"\uDFFF", "\u{fffd}"),
    (br"\ude00\ud83d", "\u{fffd}\u{fffd}"),
    (b"\t", "\t"),
    (b"\n", "\n"),
    (b"\r\n", "\r\n"),
    (b"\0", "\u{fffd}"),
    (b"\x1f", "\u{fffd}"),
    (b"\xe7\xa4", "\u{fffd}"),
    (b"\xff\xfe", "\u{fffd}\u{fffd}"),
    (b"\xed\xa0\x80", "\u{fffd}\u{fffd}\u{fffd}"),
];

fn damaged(template: &str, damage: &[u8]) -> RawReply {
    let (before, after) = template.split_once('@').unwrap();
    raw([before.as_bytes(), damage, after.as_bytes()].concat())
}

fn answer(raw: &RawReply) -> Result<Answer<Page>, ReadError> {
    qcc::read::<ListCall>(raw).map(|reply| reply.answer)
}

fn rows(raw: &RawReply) -> Vec<Json> {
    match answer(raw) {
        Ok(Answer::Found(page)) => page.rows,
        other => panic!("{other:?}: {}", String::from_utf8_lossy(&raw.body)),
    }
}

const FOUND: &str = r#"{"Status":"200","Result":{"VerifyResult":1,"Data":[{"CaseNo":"示例@号","Court":"示例法院"},{"Court":"乙"}]}}"#;

#[test]
fn a_damaged_text_of_a_row_costs_a_character() {
    for (damage, read) in DAMAGES {
        let rows = rows(&damaged(FOUND, damage));
        assert_eq!(rows.len(), 2);
        let expected = Json::Damaged(format!("示例{read}号"));
        assert_eq!(rows[0].get("CaseNo"), Some(&expected), "{}", damage.escape_ascii());
        assert_eq!(rows[0].get("Court"), Some(&Json::Text("示例法院".into())));
        assert_eq!(rows[1], Json::Object(vec![("Court".into(), Json::Text("乙".into()))]));
    }
}

#[test]
fn damage_deep_within_a_row_stays_there() {
    let template =
        r#"{"Status":"200","Result":{"VerifyResult":1,"Data":[{"LimitList":[{"Name":"示例@"}]}]}}"#;
    for (damage, read) in DAMAGES {
        let rows = rows(&damaged(template, damage));
        let Some(Json::Array(parties)) = rows[0].get("LimitList") else { panic!("{rows:?}") };
        assert_eq!(parties[0].get("Name"), Some(&Json::Damaged(format!("示例{read}"))));
    }
}

#[test]
fn a_character_that_was_replaced_before_is_told_as_well() {
    for written in ["\u{fffd}", r"\ufffd"] {
        let rows = rows(&damaged(FOUND, written.as_bytes()));
        assert_eq!(rows[0].get("CaseNo"), Some(&Json::Damaged("示例\u{fffd}号".into())));
    }
}

#[test]
fn damaged_words_spoil_neither_a_hit_nor_a_refusal() {
    let hit =
        r#"{"Status":"200","Message":"示例@","OrderNumber":"X@1","Result":{"VerifyResult":1,"Data":[{}]}}"#;
    let refusal = r#"{"Status":"110","Message":"示例@","OrderNumber":"X1"}"#;
    for (damage, read) in DAMAGES {
        let words = damaged(&hit.replace("X@1", "X1"), damage);
        assert_eq!(rows(&words).len(), 1);
        assert_eq!(qcc::read::<ListCall>(&words).unwrap().message, format!("示例{read}"));
        let number = damaged(&hit.replace("例@", "例"), damage);
        assert_eq!(qcc::read::<ListCall>(&number).unwrap().order_number, Some(format!("X{read}1")));
        let refused = qcc::read::<ListCall>(&damaged(refusal, damage)).unwrap();
        assert_eq!(
            (refused.status.meaning(), refused.answer),
            (Some(StatusMeaning::LockedForTwoHours), Answer::Refused)
        );
    }
}

#[test]
fn a_damaged_member_that_decides_cannot_be_read() {
    for template in [
        r#"{"Status":"200@","Result":{"VerifyResult":1,"Data":[{}]}}"#,
        r#"{"Status":"@201"}"#,
        r#"{"Status":"200","Result":{"VerifyResult":"1@","Data":[{}]}}"#,
        r#"{"Status":"200","Result":{"VerifyResult":"@0","Data":null}}"#,
        r#"{"Status":"200","Result":{"VerifyResult":0,"Data":"@"}}"#,
        r#"{"Status":"200","Result":"@"}"#,
        r#"{"Status":"200","Paging":{"TotalRecords":"1@"},"Result":{"VerifyResult":1,"Data":[{}]}}"#,
        r#"{"Status":"200","Paging":"@","Result":{"VerifyResult":1,"Data":[{}]}}"#,
    ] {
        for (damage, _) in DAMAGES {
            let read = answer(&damaged(template, damage));
            assert!(
                matches!(read, Err(ReadError::Shape(_))),
                "{template} {}: {read:?}",
                damage.escape_ascii()
            );
        }
    }
}

#[test]
fn a_damaged_name_of_a_member_is_never_taken_for_another() {
    for template in [
        r#"{"Sta@tus":"201"}"#,
        r#"{"Status":"201","Res@ult":null}"#,
        r#"{"Status":"201","@":[]}"#,
        r#"{"Status":"200","Result":{"VerifyResult":0,"Da@ta":null}}"#,
        r#"{"Status":"200","Result":{"Verify@Result":0}}"#,
        r#"{"Status":"200","Paging":{"Total@Records":0},"Result":{"VerifyResult":0}}"#,
        r#"{"Status":"200","Result":{"VerifyResult":1,"Da@ta":[{}]}}"#,
    ] {
        for (damage, _) in DAMAGES {
            let reply = damaged(template, damage);
            let read = answer(&reply);
            let verifies = matches!(read, Ok(Answer::NoRecord(_) | Answer::Found(_)));
            assert!(!verifies, "{template} {}: {read:?}", damage.escape_ascii());
        }
    }
    let row = r#"{"Status":"200","Result":{"VerifyResult":1,"Data":[{"Case@No":"1"}]}}"#;
    for (damage, read) in DAMAGES {
        let expected = Json::Object(vec![(format!("Case{read}No"), Json::Text("1".into()))]);
        assert_eq!(rows(&damaged(row, damage)), [expected]);
    }
}

#[test]
fn no_damage_anywhere_leaves_a_no_record() {
    for name in
        ["exit-restriction-verify-zero", "exit-restriction-verify-zero-nested", "exit-restriction-201"]
    {
        let whole: serde_json::Value = serde_json::from_slice(&recorded(name)).unwrap();
        let whole = whole.to_string().into_bytes();
        assert!(says_no_record(&raw(whole.clone())), "{name}");
        let mut in_text = false;
        for (at, byte) in whole.iter().enumerate() {
            for (damage, _) in DAMAGES {
                // Between tokens, a tab or a line break is just white space.
                let is_blank = damage.iter().all(u8::is_ascii_whitespace);
                let reply = raw([&whole[..at], damage, &whole[at..]].concat());
                let allowed = is_blank && !in_text;
                assert!(allowed || !says_no_record(&reply), "{}", String::from_utf8_lossy(&reply.body));
            }
            in_text ^= *byte == b'"';
        }
    }
}

#[test]
fn damaged_words_beside_a_no_record_are_told_with_its_number() {
    let zero = r#"{"Status":"200","Message":"@","OrderNumber":"X1","Result":{"VerifyResult":0,"Data":null}}"#;
    let none = r#"{"Status":"201","Message":"@","OrderNumber":"X1"}"#;
    for (template, (damage, _)) in [zero, none].iter().flat_map(|it| DAMAGES.map(|damage| (it, damage))) {
        let reply = qcc::read::<ListCall>(&damaged(template, damage)).unwrap();
        assert_eq!(reply.order_number.as_deref(), Some("X1"));
        assert!(matches!(reply.answer, Answer::Contradiction { body: None, .. }), "{reply:?}");
    }
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

fn declared(body: Vec<u8>) -> RawReply {
    RawReply { content_type: Some("application/json;charset=GBK".into()), ..raw(body) }
}

#[test]
fn a_cut_character_of_declared_gbk_costs_itself() {
    let (before, after) = FOUND.split_once('@').unwrap();
    // 0x80 and 0xff begin no GBK character; 0xb9 begins one that 号 does not complete.
    for cut in [&b"\xff"[..], b"\xff\xff", b"\xb9\x20"] {
        let rows = rows(&declared([&gbk(before), cut, &gbk(after)].concat()));
        let Some(Json::Damaged(text)) = rows[0].get("CaseNo") else { panic!("{rows:?}") };
        assert!(text.starts_with("示例\u{fffd}") && text.ends_with('号'), "{text}");
        assert_eq!(rows[0].get("Court"), Some(&Json::Text("示例法院".into())));
    }
    // The first half of a character before the closing quote does not swallow it.
    let half = declared([&gbk(before), &b"\xb9\","[..], &gbk(&after["号\",".len()..])].concat());
    assert_eq!(rows(&half)[0].get("CaseNo"), Some(&Json::Damaged("示例\u{fffd}".into())));
    let none = gbk(r#"{"Status":"201","Message":"查询无结果"}"#);
    assert!(says_no_record(&declared(none.clone())));
    let at = none.len() - 2;
    assert!(!says_no_record(&declared([&none[..at], b"\xb9", &none[at..]].concat())));
}

#[test]
fn a_damaged_character_leaves_utf_8_what_it_is_if_gbk_is_declared() {
    for template in [FOUND, r#"{"Status":"201","Message":"查询无结果@"}"#] {
        // As GBK, sixteen bytes of the message would be eight characters.
        for damage in DAMAGES.map(|(damage, _)| damage).into_iter().chain([&b"\xe7"[..]]) {
            let reply = damaged(template, damage);
            let read = qcc::read::<ListCall>(&reply);
            assert_eq!(qcc::read::<ListCall>(&declared(reply.body)), read, "{}", damage.escape_ascii());
            assert!(!matches!(read.unwrap().answer, Answer::NoRecord(_)));
        }
    }
}

#[test]
fn gbk_of_a_few_characters_is_read_as_it_is_declared() {
    // As UTF-8, a half of 异常 or 武汉 is a sound character.
    for text in ["无", "查无", "成功", "异常", "武汉", "无数据", "参数错误", "武汉异常"] {
        let body = gbk(&format!(r#"{{"Status":"201","Message":"{text}","OrderNumber":"X1"}}"#));
        assert_eq!(qcc::read::<ListCall>(&declared(body.clone())).unwrap().message, text);
        assert!(says_no_record(&declared(body)), "{text}");
    }
}

#[test]
fn another_encoding_is_told_from_a_few_damaged_characters() {
    assert_eq!(answer(&raw(gbk(&FOUND.replace('@', "")))), Err(ReadError::Encoding));
    assert_eq!(answer(&raw(gbk(r#"{"Status":"201","Message":"查询无结果"}"#))), Err(ReadError::Encoding));
    // Three damaged characters are always tolerated, more only if the sound ones outnumber them.
    for (sound, broken, is_read) in
        [(0, 1, true), (0, 3, true), (0, 4, false), (3, 4, false), (4, 4, true), (500, 90, true)]
    {
        let text = ["示".repeat(sound).as_bytes(), &b"\xff".repeat(broken)].concat();
        let template = r#"{"Status":"200","Result":{"VerifyResult":1,"Data":[{"CaseNo":"@"}]}}"#;
        let read = answer(&damaged(template, &text));
        assert_eq!(matches!(read, Ok(Answer::Found(_))), is_read, "{sound} {broken}: {read:?}");
        assert_eq!(read == Err(ReadError::Encoding), !is_read);
    }
}

#[test]
fn many_damaged_texts_are_each_told() {
    let row = r#"{"CaseNo":"示例\ud800号","Court":"示例	法院"}"#;
    let rows_written = [row; 400].join(",");
    let body = format!(r#"{{"Status":"200","Result":{{"VerifyResult":1,"Data":[{rows_written}]}}}}"#);
    let rows = rows(&raw(body));
    assert_eq!(rows.len(), 400);
    for row in &rows {
        assert_eq!(row.get("CaseNo"), Some(&Json::Damaged("示例\u{fffd}号".into())));
        assert_eq!(row.get("Court"), Some(&Json::Damaged("示例\t法院".into())));
    }
}

#[test]
fn damaged_text_does_not_read_as_no_record() {
    for base in [zero(), status_201()] {
        let text = base.to_string();
        let inner = &text[1..text.len() - 1];
        let (gbk, ..) = encoding_rs::GBK.encode(&text);
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let latin1: Vec<u8> =
            text.replace('询', "\u{fffd}").into_bytes().iter().map(|&b| b.saturating_sub(1)).collect();
        let damaged: Vec<Vec<u8>> = vec![
            vec![],
            b" \n".to_vec(),
            format!("{text}x").into(),
            format!("{text}{{}}").into(),
            format!("{text}{text}").into(),
            format!("{text},").into(),
            format!("{text}\0").into(),
            format!("\0{text}").into(),
            format!("x{text}").into(),
            format!(")]}}',\n{text}").into(),
            format!("callback({text})").into(),
            format!("\u{feff}\u{feff}{text}").into(),
            format!("{text}\u{feff}").into(),
            format!("\u{200b}{text}").into(),
            format!("\u{a0}{text}").into(),
            format!("[{text}]").into(),
            json!(text).to_string().into(),
            format!("<html>{text}</html>").into(),
            format!("<!-- -->{text}").into(),
            format!("{text}<!-- -->").into(),
            format!("{{{inner},}}").into(),
            format!("{{{inner},{inner}}}").into(),
            format!(r#"{{{inner},"Status":"500"}}"#).into(),
            format!(r#"{{"Status":"500",{inner}}}"#).into(),
            format!(r#"{{{inner},"\u0053tatus":"500"}}"#).into(),
            format!(r#"{{{inner},"Result":{{"VerifyResult":1,"Data":[{{}}]}}}}"#).into(),
            format!(r#"{{{inner},"Paging":{{"TotalRecords":3}}}}"#).into(),
            format!(r#"{{{inner},"Later":{{"a":1,"a":2}}}}"#).into(),
            format!("{{{inner},\"Later\":\"\0\"}}").into(),
            format!("{{{inner},\"Later\":\"\n\"}}").into(),
            format!(r#"{{{inner},"Later":"\ud800"}}"#).into(),
            format!(r#"{{{inner},"Later":NaN}}"#).into(),
            format!(r#"{{{inner},"Later":01}}"#).into(),
            format!(r#"{{{inner},"Later":{}{}}}"#, "[".repeat(64), "]".repeat(64)).into(),
            format!(r#"{{{inner},Later:1}}"#).into(),
            format!("{{{inner}/* */}}").into(),
            text.replace('"', "'").into(),
            text.replace("null", "undefined").into(),
            gbk.to_vec(),
            utf16,
            latin1,
        ];
        for body in damaged {
            assert!(!says_no_record(&raw(body.clone())), "{}", String::from_utf8_lossy(&body));
        }
        for http_status in [201, 202, 204, 206, 301, 304, 403, 407, 500, 502, 504] {
            assert!(!says_no_record(&RawReply { http_status, ..raw(text.clone()) }), "{http_status}");
        }
        for charset in ["gbk", "gb18030"] {
            let content_type = Some(format!("application/json; charset={charset}"));
            let cut = RawReply { content_type, ..raw(&gbk[..gbk.len() - 1]) };
            assert!(!says_no_record(&cut), "{charset}");
        }
    }
}
