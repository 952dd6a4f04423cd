//! JSON, read strictly: what two readers could understand differently is refused.
//!
//! serde_json takes the last of two equal keys and turns long numbers into floats. Evidence must do neither.

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// Deepest nesting that is read.
const MAX_DEPTH: usize = 64;

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
        let raw: &RawValue = serde_json::from_str(text)?;
        Self::read(raw, MAX_DEPTH)
    }

    fn read(raw: &RawValue, depth: usize) -> Result<Self, serde_json::Error> {
        let text = raw.get();
        let mut parser = serde_json::Deserializer::from_str(text);
        match text.as_bytes().first() {
            Some(b'{' | b'[') if depth == 0 => Err(serde_json::Error::custom("nested too deeply")),
            Some(b'{') => Members(depth - 1).deserialize(&mut parser),
            Some(b'[') => Items(depth - 1).deserialize(&mut parser),
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
}

struct Members(usize);

impl<'de> DeserializeSeed<'de> for Members {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Members {
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

struct Items(usize);

impl<'de> DeserializeSeed<'de> for Items {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items {
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
