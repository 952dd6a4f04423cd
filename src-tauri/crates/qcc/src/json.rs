//! JSON, read strictly: what two readers could understand differently is refused.
//!
//! serde_json takes the last of two equal keys and turns long numbers into floats. Evidence must do neither.

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::cell::Cell;
use std::fmt;

/// Deepest nesting that is read.
const MAX_DEPTH: usize = 64;
/// Most values that are read. The service's largest answer (5,000 rows) stays below, and so does the memory for them.
const MAX_VALUES: u32 = 250_000;

/// A JSON value that keeps the digits of its numbers and the order of its members.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// The number as it was written.
    Number(String),
    Text(String),
    Array(Vec<Json>),
    /// Members in order; no key occurs twice.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads one value that fills the whole text.
    pub(crate) fn parse(text: &str) -> Result<Self, serde_json::Error> {
        // Told before anything is parsed: every level of nesting is scanned once more for each level around it.
        if nesting(text) > MAX_DEPTH {
            return Err(serde_json::Error::custom("nested too deeply"));
        }
        let raw: &RawValue = serde_json::from_str(text)?;
        Self::read(raw, &Cell::new(MAX_VALUES))
    }

    fn read(raw: &RawValue, left: &Cell<u32>) -> Result<Self, serde_json::Error> {
        let too_many = || serde_json::Error::custom("more values than any answer has");
        left.set(left.get().checked_sub(1).ok_or_else(too_many)?);
        let text = raw.get();
        let mut parser = serde_json::Deserializer::from_str(text);
        match text.as_bytes().first() {
            Some(b'{') => Members(left).deserialize(&mut parser),
            Some(b'[') => Items(left).deserialize(&mut parser),
            Some(b'"') => serde_json::from_str(text).map(Self::Text),
            Some(b't' | b'f') => serde_json::from_str(text).map(Self::Bool),
            Some(b'n') => Ok(Self::Null),
            _ => Ok(Self::Number(text.to_owned())),
        }
    }

    /// The member of that name, if this is an object that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Self::Object(members) => members.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Null, `""`, `[]`: the ways in which the service says "nothing", besides leaving a field out.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            Self::Array(items) => items.is_empty(),
            Self::Bool(_) | Self::Number(_) | Self::Object(_) => false,
        }
    }

    /// Whether anything can stand within: an object, or a list with items.
    pub(crate) fn is_nested(&self) -> bool {
        match self {
            Self::Object(_) => true,
            Self::Array(items) => !items.is_empty(),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) => false,
        }
    }
}

/// How deeply brackets are nested outside of strings.
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

struct Members<'a>(&'a Cell<u32>);

impl<'de> DeserializeSeed<'de> for Members<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Members<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        let mut seen = std::collections::HashSet::new();
        while let Some((key, raw)) = map.next_entry::<String, &RawValue>()? {
            if !seen.insert(key.clone()) {
                return Err(A::Error::custom("a key occurs twice"));
            }
            members.push((key, Json::read(raw, self.0).map_err(A::Error::custom)?));
        }
        Ok(Json::Object(members))
    }
}

struct Items<'a>(&'a Cell<u32>);

impl<'de> DeserializeSeed<'de> for Items<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
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

    #[test]
    fn digits_of_a_number_are_kept() {
        let json = Json::parse(r#"{"n":123456789012345678901234567890.10}"#).unwrap();
        assert_eq!(json.get("n"), Some(&Json::Number("123456789012345678901234567890.10".into())));
    }

    #[test]
    fn every_kind_of_value_is_told_apart() {
        let json = Json::parse(r#"[null,true,false,0,"0",[],{}]"#).unwrap();
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
            "{\"a\":\"\u{0}\"}",
            "",
            "nul",
        ] {
            assert!(Json::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn nesting_ends_at_64_levels() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(Json::parse(&nested(64)).is_ok());
        assert!(Json::parse(&nested(65)).is_err());
        assert!(Json::parse(&nested(100_000)).is_err());
        let with_texts = |levels: usize| {
            format!("{}{}", r#"["]]]","#.repeat(levels), "0".to_owned() + &"]".repeat(levels))
        };
        assert!(Json::parse(&with_texts(64)).is_ok());
        assert!(Json::parse(&with_texts(65)).is_err(), "brackets in texts close nothing");
        assert!(Json::parse(&format!("[{}[]]", "[],".repeat(200))).is_ok(), "side by side is not nested");
        let after_a_quote = format!(r#"["{0}\\\"{0}"]"#, "[".repeat(200));
        assert!(Json::parse(&after_a_quote).is_ok(), "an escaped quote ends no text");
        let after_a_backslash = format!(r#"["\\",{}]"#, nested(64));
        assert!(Json::parse(&after_a_backslash).is_err(), "an escaped backslash escapes nothing");
    }

    #[test]
    fn more_values_than_any_answer_has_are_refused() {
        let values = |count: usize| format!("[{}1]", "1,".repeat(count - 1));
        assert!(Json::parse(&values(MAX_VALUES as usize - 1)).is_ok());
        assert!(Json::parse(&values(MAX_VALUES as usize)).is_err());
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,200}") {
            let _ = Json::parse(&text);
        }

        #[test]
        fn what_serde_json_wrote_is_read_alike(numbers in proptest::collection::vec(any::<i64>(), 0..8), text in ".{0,40}") {
            let value = serde_json::json!({ "numbers": numbers, "text": text, "nothing": null, "yes": true });
            let json = Json::parse(&value.to_string()).unwrap();
            prop_assert_eq!(json.get("text"), Some(&Json::Text(text)));
            let expected = numbers.iter().map(|number| Json::Number(number.to_string())).collect();
            prop_assert_eq!(json.get("numbers"), Some(&Json::Array(expected)));
        }
    }
}
