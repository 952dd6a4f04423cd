use crate::member::{Member, find, tidy};
use qcc::Json;
use serde::Serialize;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Party {
    pub name: String,
    /// Person or company, according to the number.
    pub kind: PartyKind,
    /// The vendor's number (KeyNo).
    pub key_no: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PartyKind {
    /// 32 hex digits, or `h` and 31 for a company in Hong Kong.
    Company,
    /// `p` and 31 hex digits, or `pr` and 30.
    Person,
    /// Any other number, or none.
    Unknown,
}

impl Party {
    pub(crate) fn new(name: &str, key_no: &str) -> Self {
        let (name, key_no) = (tidy(name).to_owned(), tidy(key_no).to_owned());
        Self { kind: PartyKind::of(&key_no), name, key_no }
    }

    /// Reads an item of a list: an object with name and number, or just a name. `None` for anything else, and
    /// if both are empty.
    pub(crate) fn read(json: &Json) -> Option<Self> {
        let party = match json {
            Json::Text(name) | Json::Damaged(name) => Self::new(name, ""),
            Json::Object(_) => Self::new(text(json, "Name")?, text(json, "KeyNo")?),
            _ => return None,
        };
        (!party.name.is_empty() || !party.key_no.is_empty()).then_some(party)
    }
}

fn text<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    match find(json, name, &[]) {
        Member::Absent => Some(""),
        Member::One(Json::Text(text) | Json::Damaged(text) | Json::Number(text)) => Some(text),
        Member::One(_) | Member::Several(..) => None,
    }
}

impl PartyKind {
    /// Classifies a number by its form. The forms come from recorded replies; no document describes them.
    fn of(key_no: &str) -> Self {
        let key_no = key_no.to_ascii_lowercase();
        let hex = |prefix: &str| {
            let rest = key_no.strip_prefix(prefix);
            key_no.len() == 32 && rest.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
        };
        if hex("") || hex("h") {
            Self::Company
        } else if hex("p") || hex("pr") {
            Self::Person
        } else {
            Self::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_and_companies_are_told_apart_by_the_form_of_their_number() {
        for (key_no, kind) in [
            ("0123456789abcdef0123456789abcdef", PartyKind::Company),
            ("0123456789ABCDEF0123456789ABCDEF", PartyKind::Company),
            ("h123456789abcdef0123456789abcdef", PartyKind::Company),
            ("H123456789abcdef0123456789abcdef", PartyKind::Company),
            ("p123456789abcdef0123456789abcdef", PartyKind::Person),
            ("pr23456789abcdef0123456789abcdef", PartyKind::Person),
            ("PR23456789abcdef0123456789abcdef", PartyKind::Person),
            (" p123456789abcdef0123456789abcdef\n", PartyKind::Person),
            ("", PartyKind::Unknown),
            ("p", PartyKind::Unknown),
            ("0123", PartyKind::Unknown),
            ("x123456789abcdef0123456789abcdef", PartyKind::Unknown),
            ("pp23456789abcdef0123456789abcdef", PartyKind::Unknown),
            ("hr23456789abcdef0123456789abcdef", PartyKind::Unknown),
            ("h0123456789abcdef0123456789abcdef", PartyKind::Unknown),
            ("pr0123456789abcdef0123456789abcdef", PartyKind::Unknown),
        ] {
            assert_eq!(Party::new("示例", key_no).kind, kind, "{key_no}");
        }
    }
}
