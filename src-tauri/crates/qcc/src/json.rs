//! A strict JSON parser: it rejects whatever two parsers could read differently.
//!
//! serde_json takes the last of two equal keys and turns long numbers into floats; a record of evidence must
//! do neither. Text that JSON cannot represent, on the other hand, loses a character instead of the whole
//! reply.

use serde::de::{Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

/// Deepest nesting.
const MAX_DEPTH: usize = 64;
/// Most values in a reply. The service's largest list (5,000 rows) stays below, and this bounds the memory.
const MAX_VALUES: u32 = 250_000;

/// A JSON value that keeps the digits of its numbers and the order of its members.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// The number as written.
    Number(String),
    /// A text.
    Text(String),
    /// A text that could not be fully decoded: it contains U+FFFD.
    Damaged(String),
    /// A list.
    Array(Vec<Json>),
    /// Members in order; keys are unique.
    Object(Vec<(String, Json)>),
}

struct Reading {
    /// How many more values are allowed.
    left: Cell<u32>,
    /// Some text could not be decoded.
    mended: Cell<bool>,
}

impl Json {
    /// Parses a text that is one value, and tells whether any string in it had to be repaired.
    pub(crate) fn parse(text: &str) -> Result<(Self, bool), serde_json::Error> {
        // Check before parsing: each level is scanned again for every level around it.
        if nesting(text) > MAX_DEPTH {
            return Err(serde_json::Error::custom("nested too deeply"));
        }
        let text = without_invalid_bytes(text);
        let raw: &RawValue = serde_json::from_str(&text)?;
        let reading = Reading { left: Cell::new(MAX_VALUES), mended: Cell::new(false) };
        Ok((Self::read(raw, &reading)?, reading.mended.get()))
    }

    fn read(raw: &RawValue, reading: &Reading) -> Result<Self, serde_json::Error> {
        let too_many = || serde_json::Error::custom("too many values");
        reading.left.set(reading.left.get().checked_sub(1).ok_or_else(too_many)?);
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'{' | b'[') => serde_json::Deserializer::from_str(text).deserialize_any(Within(reading)),
            Some(b'"') => match Self::decode(text, reading)? {
                (text, false) => Ok(Self::Text(text)),
                (text, true) => Ok(Self::Damaged(text)),
            },
            Some(b't' | b'f') => serde_json::from_str(text).map(Self::Bool),
            Some(b'n') => Ok(Self::Null),
            _ => Ok(Self::Number(text.to_owned())),
        }
    }

    /// The content of a quoted string, and whether part of it could not be decoded.
    fn decode(quoted: &str, reading: &Reading) -> Result<(String, bool), serde_json::Error> {
        let mended = match serde_json::from_str::<String>(quoted) {
            Ok(text) if text.contains(char::REPLACEMENT_CHARACTER) => return Ok((text, true)),
            Ok(text) => return Ok((text, false)),
            Err(error) => without_lone_surrogates(quoted).ok_or(error)?,
        };
        reading.mended.set(true);
        Ok((serde_json::from_str(&mended)?, true))
    }

    /// The member with this name, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Self::Object(members) => members.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Null, `""` or `[]`: the ways in which the service says "nothing", apart from omitting the member.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) | Self::Damaged(text) => text.is_empty(),
            Self::Array(items) => items.is_empty(),
            Self::Bool(_) | Self::Number(_) | Self::Object(_) => false,
        }
    }

    /// Whether it contains other values: a non-empty object or list.
    pub fn holds_values(&self) -> bool {
        match self {
            Self::Object(members) => !members.is_empty(),
            Self::Array(items) => !items.is_empty(),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Damaged(_) => false,
        }
    }
}

/// The nesting depth of brackets outside strings.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Valid JSON, except for text that could not be decoded. Remarks quote it.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn list<T>(
            f: &mut fmt::Formatter<'_>,
            items: &[T],
            item: impl Fn(&T, &mut fmt::Formatter<'_>) -> fmt::Result,
        ) -> fmt::Result {
            items.iter().enumerate().try_for_each(|(index, each)| {
                f.write_str(if index > 0 { "," } else { "" })?;
                item(each, f)
            })
        }
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(text) => f.write_str(text),
            Self::Text(text) | Self::Damaged(text) => write!(f, "{}", serde_json::Value::from(text.as_str())),
            Self::Array(items) => {
                f.write_str("[")?;
                list(f, items, |item, f| item.fmt(f))?;
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                list(f, members, |(name, value), f| {
                    write!(f, "{}:{value}", serde_json::Value::from(name.as_str()))
                })?;
                f.write_str("}")
            }
        }
    }
}

/// Escapes raw control characters within strings, and backslashes that begin no escape, as lone surrogates
/// (U+DC00 plus their code), as Python's `surrogateescape` does for bytes. This makes the text valid JSON, and
/// [`without_lone_surrogates`] can find them.
fn without_invalid_bytes(text: &str) -> Cow<'_, str> {
    let (mut in_string, mut escaped) = (false, false);
    let mut is_invalid = |(at, byte): &(usize, u8)| {
        match byte {
            _ if escaped => {
                escaped = false;
                return false;
            }
            b'\\' if in_string => {
                escaped = begins_escape(&text.as_bytes()[*at..]);
                return !escaped;
            }
            b'"' => in_string = !in_string,
            _ => {}
        }
        in_string && *byte < b' '
    };
    let places: Vec<usize> =
        (0..).zip(text.bytes()).filter(|place| is_invalid(place)).map(|(at, _)| at).collect();
    if places.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len() + 5 * places.len());
    let mut from = 0;
    for at in places {
        written.push_str(&text[from..at]);
        if ends_in_first_half(&written) {
            // Together they would form another character.
            written.truncate(written.len() - 6);
            written.push('\u{fffd}');
        }
        written.push_str(&format!("\\udc{:02x}", text.as_bytes()[at]));
        from = at + 1;
    }
    written.push_str(&text[from..]);
    Cow::Owned(written)
}

/// Whether a backslash begins an escape sequence of JSON.
fn begins_escape(text: &[u8]) -> bool {
    match text.get(1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => true,
        Some(b'u') => text.get(2..6).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)),
        Some(_) | None => false,
    }
}

/// Whether the text ends in an escaped high surrogate.
fn ends_in_first_half(text: &str) -> bool {
    let Some(at) = text.len().checked_sub(6).filter(|at| text.is_char_boundary(*at)) else { return false };
    let (before, last) = text.split_at(at);
    let digits = last.strip_prefix("\\u").and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let backslashes = before.len() - before.trim_end_matches('\\').len();
    matches!(digits, Some(0xD800..=0xDBFF)) && backslashes.is_multiple_of(2)
}

/// The quoted string with U+FFFD in place of each lone surrogate. Tabs and line breaks that
/// [`without_invalid_bytes`] escaped are restored. `None` if there is no lone surrogate.
fn without_lone_surrogates(quoted: &str) -> Option<String> {
    let unit = |at: usize| {
        let digits = quoted.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut written = String::with_capacity(quoted.len());
    let (mut at, mut found) = (0, false);
    while let Some(first) = quoted[at..].chars().next() {
        let length = match unit(at) {
            Some(0xD800..=0xDBFF) if matches!(unit(at + 6), Some(0xDC00..=0xDFFF)) => 12,
            Some(lone @ 0xD800..=0xDFFF) => {
                found = true;
                at += 6;
                written.push_str(match lone {
                    0xDC09 => "\\t",
                    0xDC0A => "\\n",
                    0xDC0D => "\\r",
                    _ => "\u{fffd}",
                });
                continue;
            }
            Some(_) => 6,
            None if first == '\\' => 2,
            None => first.len_utf8(),
        };
        written.push_str(quoted.get(at..at + length)?);
        at += length;
    }
    found.then_some(written)
}

struct Within<'a>(&'a Reading);

impl<'de> Visitor<'de> for Within<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        let mut seen = std::collections::HashSet::new();
        while let Some((key, raw)) = map.next_entry::<&RawValue, &RawValue>()? {
            let (key, _) = Json::decode(key.get(), self.0).map_err(A::Error::custom)?;
            if !seen.insert(key.clone()) {
                return Err(A::Error::custom("duplicate key"));
            }
            members.push((key, Json::read(raw, self.0).map_err(A::Error::custom)?));
        }
        Ok(Json::Object(members))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(raw) = seq.next_element::<&RawValue>()? {
            items.push(Json::read(raw, self.0).map_err(A::Error::custom)?);
        }
        Ok(Json::Array(items))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Result<Json, serde_json::Error> {
        Json::parse(text).map(|(json, _)| json)
    }

    #[test]
    fn digits_of_a_number_are_kept() {
        let json = parse(r#"{"n":123456789012345678901234567890.10}"#).unwrap();
        assert_eq!(json.get("n"), Some(&Json::Number("123456789012345678901234567890.10".into())));
    }

    #[test]
    fn every_kind_of_value_is_told_apart() {
        let json = parse(r#"[null,true,false,0,"0",[],{}]"#).unwrap();
        let kinds = [
            Json::Null,
            Json::Bool(true),
            Json::Bool(false),
            Json::Number("0".into()),
            Json::Text("0".into()),
            Json::Array(vec![]),
            Json::Object(vec![]),
        ];
        assert_eq!(json, Json::Array(kinds.into()));
    }

    #[test]
    fn ambiguous_or_damaged_text_is_refused() {
        for bad in [
            r#"{"a":1,"a":2}"#,
            r#"{"a":1,"\u0061":2}"#,
            r#"{"x":{"a":1,"a":1}}"#,
            r#"{"a":1} x"#,
            r#"{"a":1}{"a":1}"#,
            r#"{"a":"#,
            r#"{"\ud800":1,"\ud801":2}"#,
            "{\"a\":1\u{0}}",
            "",
            "nul",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_cannot_be_decoded_costs_a_character_and_is_told() {
        for (quoted, text) in [
            (r#""甲\ud800乙""#, "甲\u{fffd}乙"),
            (r#""\udfff""#, "\u{fffd}"),
            (r#""\udc00\ud800""#, "\u{fffd}\u{fffd}"),
            (r#""\ud83d\ude00\ud83d""#, "😀\u{fffd}"),
            (r#""\\ud800 \uD800\n\"""#, "\\ud800 \u{fffd}\n\""),
            ("\"甲\t乙\r\n丙\"", "甲\t乙\r\n丙"),
            ("\"\u{0}\u{1f}\"", "\u{fffd}\u{fffd}"),
            ("\"甲\\\t乙\"", "甲\u{fffd}\t乙"),
            (r#""示例\x号""#, "示例\u{fffd}x号"),
            (r#""D\'Or""#, "D\u{fffd}'Or"),
            (r#""甲\司""#, "甲\u{fffd}司"),
            (r#""\u12G4\u12""#, "\u{fffd}u12G4\u{fffd}u12"),
            (r#""\\\x""#, "\\\u{fffd}x"),
            (r#""\ud800\x""#, "\u{fffd}\u{fffd}x"),
            ("\"甲\\\\\n\"", "甲\\\n"),
            ("\"甲\\ud83d\t乙\"", "甲\u{fffd}\t乙"),
            ("\"\\uD83D\n\"", "\u{fffd}\n"),
            ("\"\\\\ud83d\n\"", "\\ud83d\n"),
        ] {
            assert_eq!(Json::parse(quoted).unwrap(), (Json::Damaged(text.into()), true), "{quoted}");
        }
        let key = Json::parse(r#"{"\ud800":1}"#).unwrap();
        assert_eq!(key, (Json::Object(vec![("\u{fffd}".into(), Json::Number("1".into()))]), true));
        // Valid JSON: an earlier system already replaced the character.
        assert_eq!(Json::parse("\"甲\u{fffd}\"").unwrap(), (Json::Damaged("甲\u{fffd}".into()), false));
        let sound = Json::parse(r#""😀 \ud83d\ude00 \n \\ud800""#).unwrap();
        assert_eq!(sound, (Json::Text("😀 😀 \n \\ud800".into()), false));
    }

    #[test]
    fn a_remark_quotes_what_stood_there() {
        let written = r#"{"a":[null,true,1.50,"甲\n\"",{}],"b":[]}"#;
        assert_eq!(parse(written).unwrap().to_string(), written);
        assert_eq!(parse(r#"["\ud800",[1,2]]"#).unwrap().to_string(), "[\"\u{fffd}\",[1,2]]");
    }

    #[test]
    fn nesting_ends_at_64_levels() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parse(&nested(64)).is_ok());
        assert!(parse(&nested(65)).is_err());
        assert!(parse(&nested(100_000)).is_err());
        let with_texts = |levels: usize| format!("{}0{}", r#"["]]]","#.repeat(levels), "]".repeat(levels));
        assert!(parse(&with_texts(64)).is_ok());
        assert!(parse(&with_texts(65)).is_err(), "brackets in texts close nothing");
        assert!(parse(&format!("[{}[]]", "[],".repeat(200))).is_ok(), "side by side is not nested");
        let after_a_quote = format!(r#"["{0}\\\"{0}"]"#, "[".repeat(200));
        assert!(parse(&after_a_quote).is_ok(), "an escaped quote ends no text");
        let after_a_backslash = format!(r#"["\\",{}]"#, nested(64));
        assert!(parse(&after_a_backslash).is_err(), "an escaped backslash escapes nothing");
    }

    #[test]
    fn more_values_than_any_answer_has_are_refused() {
        let values = |count: usize| format!("[{}1]", "1,".repeat(count - 1));
        assert!(parse(&values(MAX_VALUES as usize - 1)).is_ok());
        assert!(parse(&values(MAX_VALUES as usize)).is_err());
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,200}") {
            let _ = parse(&text);
        }

        #[test]
        fn what_serde_json_wrote_is_read_alike(numbers in proptest::collection::vec(any::<i64>(), 0..8), text in ".{0,40}") {
            let value = serde_json::json!({ "numbers": numbers, "text": text, "nothing": null, "yes": true });
            let json = parse(&value.to_string()).unwrap();
            let damaged = text.contains(char::REPLACEMENT_CHARACTER);
            prop_assert_eq!(json.get("text"), Some(&if damaged { Json::Damaged(text) } else { Json::Text(text) }));
            let expected = numbers.iter().map(|number| Json::Number(number.to_string())).collect();
            prop_assert_eq!(json.get("numbers"), Some(&Json::Array(expected)));
        }
    }
}
