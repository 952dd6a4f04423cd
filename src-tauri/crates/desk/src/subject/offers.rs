//! What else a text may mean. Nothing is replaced automatically: the user chooses.

use super::codes::half_width;
use super::look_alikes::is_full_width;
use super::more_than_a_name::{is_label, name_beside_a_code};
use super::names_within::{companies, is_rest_of_a_name, names_within};
use super::{blanks, cells, clean, codes, refusal};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::HashSet;
use ts_rs::TS;

const COMPLETE: [&str; 4] = ["公司", "Ltd", "Ltd.", "Inc."];

/// More would not be read.
const MAX_OFFERS: usize = 20;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Offer {
    pub kind: OfferKind,
    /// As it would be typed.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OfferKind {
    /// The same text in ordinary characters.
    OrdinaryCharacters,
    /// A 统一社会信用代码 within the text.
    CreditCode,
    /// A 注册号 within the text.
    RegistrationNo,
    /// The name alone, without surrounding text.
    Name,
    /// A cell of a table, or a line.
    Cell,
    /// The name without spaces and line breaks.
    Joined,
    /// With other brackets, or with letters of the other width.
    OtherWriting,
}

/// The offers so far, without duplicates and refused texts.
pub(super) struct Offers {
    today: Date,
    all: Vec<Offer>,
    known: HashSet<String>,
}

impl Offers {
    pub(super) fn to(typed: &str, today: Date) -> Self {
        Self { today, all: Vec::new(), known: HashSet::from([typed.to_owned()]) }
    }

    pub(super) fn add(&mut self, kind: OfferKind, text: impl Into<String>) {
        let text = clean(&text.into());
        if self.known.insert(text.clone()) && refusal(&text, self.today).is_none() {
            self.all.push(Offer { kind, text });
        }
    }

    pub(super) fn add_code(&mut self, code: String) {
        let kind = if code.len() == 18 { OfferKind::CreditCode } else { OfferKind::RegistrationNo };
        self.add(kind, code);
    }

    /// The offers that are shown, and how many more there are.
    pub(super) fn done(mut self) -> (Vec<Offer>, usize) {
        let left_out = self.all.len().saturating_sub(MAX_OFFERS);
        self.all.truncate(MAX_OFFERS);
        (self.all, left_out)
    }

    /// The same, starting with codes and texts that hold a company name.
    pub(super) fn companies_first(mut self) -> (Vec<Offer>, usize) {
        let is_company = |text: &str| {
            !codes::within(text).is_empty() || companies(text).any(|name| !is_rest_of_a_name(name))
        };
        self.all.sort_by_cached_key(|offer| !is_company(&offer.text));
        self.done()
    }

    /// Adds the codes within a text and the names beside them. Returns whether there are codes.
    pub(super) fn add_codes_within(&mut self, text: &str) -> bool {
        let found = codes::within(text);
        let chars: Vec<char> = text.chars().collect();
        let mut from = 0;
        for code in &found {
            self.add_name_beside_a_code(&chars[from..code.at.start]);
            from = code.at.end;
        }
        if !found.is_empty() {
            self.add_name_beside_a_code(&chars[from..]);
        }
        let any = !found.is_empty();
        for code in found {
            self.add_code(code.code);
        }
        any
    }

    fn add_name_beside_a_code(&mut self, text: &[char]) {
        let text: String = text.iter().collect();
        for name in name_beside_a_code(&text).into_iter().flat_map(names_within) {
            self.add(OfferKind::Name, name);
        }
    }

    /// Adds the cells of a table or the lines of a text, and joined lines that may be one name.
    pub(super) fn add_cells(&mut self, text: &str) {
        for cell in cells::cells(text) {
            self.add_lines(&cell);
        }
        if !text.contains('\t') {
            self.add_joined(&cells::lines(text));
        }
    }

    fn add_lines(&mut self, cell: &str) {
        let lines = cells::lines(cell);
        if lines.len() > 1 {
            self.add_joined(&lines);
        }
        for line in lines.into_iter().filter(|line| !is_label(line)) {
            self.add(OfferKind::Cell, line);
        }
    }

    /// Joins two or three lines, unless the first is already a complete name. Other endings than these may
    /// stand at the end of a line within a name: `示例加油站` and `管理有限公司`.
    fn add_joined(&mut self, lines: &[&str]) {
        let is_complete = |line: &str| COMPLETE.iter().any(|ending| line.ends_with(ending));
        let may_go_on = |first: &str, next: &str| !is_complete(first) || is_rest_of_a_name(next);
        if matches!(lines, [first, next] | [first, next, _] if may_go_on(first, next)) {
            self.add(OfferKind::Joined, blanks::joined(lines));
        }
    }

    /// Adds the company names in a text.
    pub(super) fn add_companies(&mut self, text: &str) {
        for name in companies(text) {
            self.add(OfferKind::Name, name);
        }
    }

    /// Adds other spellings of the name: registers differ in brackets, dots and widths.
    pub(super) fn add_other_writings(&mut self, name: &str) {
        let full = name.replace('(', "（").replace(')', "）");
        let half = name.replace('（', "(").replace('）', ")");
        self.add(OfferKind::OtherWriting, full);
        self.add(OfferKind::OtherWriting, half);
        let plain = name.chars().map(|c| match c {
            '•' | '‧' | '・' | '∙' | '⋅' => '·',
            c if is_full_width(c) && half_width(c).is_ascii_alphanumeric() => half_width(c),
            '＆' | '．' | '－' | '＋' => half_width(c),
            c => c,
        });
        let plain: String = plain.collect();
        self.add(OfferKind::OtherWriting, plain);
    }
}
