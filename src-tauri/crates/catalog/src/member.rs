//! A member of a row, under the name that its description gives it.

use qcc::Json;
use std::collections::HashSet;

/// What stands in a row under any of these names.
pub(crate) enum Member<'a> {
    /// Nothing: null, an empty text, an empty list, or no member at all.
    Absent,
    One(&'a Json),
    /// Two values that differ, under names that mean the same. The first is that of the name as described, if it has one.
    Several(&'a Json, Vec<&'a Json>),
}

/// Looks for a member. The vendor spells one and the same member in several casings.
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

/// Whether nothing is said. A text of blanks says nothing either; an object may have been meant to.
fn is_nothing(json: &Json) -> bool {
    match json {
        Json::Text(text) | Json::Damaged(text) => tidy(text).is_empty(),
        other => other.is_empty(),
    }
}

/// The text without blanks and line feeds around it. Other signs that nobody sees stay, to be pointed out.
pub(crate) fn tidy(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() && (!c.is_control() || "\t\n\r".contains(c)))
}
