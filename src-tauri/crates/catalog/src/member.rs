//! Looks up a member of a row by its described name.

use qcc::Json;
use std::collections::HashSet;

pub(crate) enum Member<'a> {
    /// Null, empty or missing.
    Absent,
    One(&'a Json),
    /// Different values under several spellings of the name. The first is that of the described spelling, if
    /// present.
    Several(&'a Json, Vec<&'a Json>),
}

/// Looks up a member. The vendor's casing varies.
pub(crate) fn find<'a>(row: &'a Json, name: &str, also: &[String]) -> Member<'a> {
    let Json::Object(members) = row else { return Member::Absent };
    let is_meant = |key: &str| {
        key.eq_ignore_ascii_case(name) || also.iter().any(|other| key.eq_ignore_ascii_case(other))
    };
    let (mut values, mut known) = (Vec::new(), HashSet::new());
    let exact = members.iter().filter(|(key, _)| key == name);
    let others = members.iter().filter(|(key, _)| key != name && is_meant(key));
    for (_, value) in exact.chain(others) {
        if !is_nothing(value) && known.insert(value) {
            values.push(value);
        }
    }
    match values.split_first() {
        None => Member::Absent,
        Some((first, [])) => Member::One(first),
        Some((first, others)) => Member::Several(first, others.to_vec()),
    }
}

/// Whether the value is empty. White space counts as empty; an empty object does not, since its meaning is
/// unclear.
fn is_nothing(json: &Json) -> bool {
    match json {
        Json::Text(text) | Json::Damaged(text) => tidy(text).is_empty(),
        other => other.is_empty(),
    }
}

/// Trims white space and line breaks. Other invisible characters stay, so that they can be pointed out.
pub(crate) fn tidy(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() && (!c.is_control() || "\t\n\r".contains(c)))
}
