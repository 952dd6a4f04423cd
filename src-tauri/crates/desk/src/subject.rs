//! Recognises typed or pasted text: what it is, what else may be meant, and what to confirm before it is
//! sent.

mod blanks;
mod cells;
mod codes;
mod equivalent_ideographs;
mod identity_card;
mod look_alikes;
mod more_than_a_name;
mod names_within;
mod offers;
mod personal_numbers;

pub(crate) use look_alikes::searchable;
pub use offers::{Offer, OfferKind};
pub use personal_numbers::PersonalNumber;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use look_alikes::Usage;
use names_within::names_within;
use offers::Offers;
use personal_numbers::Likelihood;
use serde::{Deserialize, Serialize};
use store::time;
use ts_rs::TS;

/// Longest text that is sent, in characters; the service's own limit.
const MAX_CHARS: usize = 1000;
/// Shortest text that the service accepts, in characters (status 213).
const MIN_CHARS: usize = 2;
/// A clock before this day is wrong. Birth dates up to it are possible.
const EARLIEST_TODAY: Date = date(2026, 1, 1);

/// A company to look up: a text that may be sent. Only [`Subject::parse`] constructs one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Subject(String);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Refusal {
    #[error("nothing was typed")]
    Empty,
    /// One character; the service requires two.
    #[error("the text is too short")]
    TooShort,
    /// Longer than any name.
    #[error("the text is longer than {limit} characters")]
    TooLong {
        /// The limit in characters.
        limit: usize,
    },
    /// A personal number, which does not belong to a company and must not leave this machine.
    #[error("the text seems to contain a personal number")]
    PersonalNumber { number: PersonalNumber },
    #[error("several lines or cells")]
    SeveralLines,
    /// Control characters or noncharacters.
    #[error("the text contains control characters")]
    Unprintable,
    #[error("the text was not confirmed")]
    NotConfirmed,
}

/// The recognition of a text while it is typed. Sends nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Recognition {
    #[serde(flatten)]
    pub what: Recognised,
    /// What else may be meant, most likely first.
    pub offers: Vec<Offer>,
    /// How many more offers there would be.
    pub left_out: usize,
    /// What the user must confirm before the text is sent as typed.
    pub questions: Vec<Question>,
    /// What all writings of the text have in common, to find orders for the same company. Absent if there is
    /// nothing to send.
    pub folded: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Recognised {
    Empty,
    Name {
        /// As it will be sent.
        text: String,
    },
    /// 统一社会信用代码, GB 32100-2015: 18 characters.
    CreditCode {
        /// As it will be sent: upper case, half width.
        text: String,
        /// Some real codes fail the check digit, so this only warns.
        check_digit_valid: bool,
    },
    /// 注册号, GS 15-2006: 15 digits; older ones are shorter.
    RegistrationNo {
        /// As it will be sent: digits.
        text: String,
        /// Absent if the number is too short for a check digit.
        check_digit_valid: Option<bool>,
    },
    /// Several lines or cells were pasted; one of the offers must be chosen.
    Several,
    Refused {
        refusal: Refusal,
    },
}

/// What the user must confirm before a text is sent as typed. The page returns the confirmed questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Question {
    /// It has the form of both a company's and a natural person's number.
    PersonalNumber { number: PersonalNumber },
    /// It contains look-alike characters. A name with them is billed but hardly ever found.
    LookAlikes {
        /// The characters, without duplicates.
        characters: String,
    },
    /// It looks like a 统一社会信用代码, but does not have 18 characters.
    CodeLength {
        /// Number of letters and digits.
        length: usize,
    },
    /// Spaces within a name that should have none.
    Blanks,
    /// A name with additional text, or a code within a text.
    MoreThanAName,
}

impl Subject {
    /// Returns the text to send for what was typed, or why it is not sent. `confirmed`: the questions about
    /// this text that the user confirmed; any other question refuses it.
    ///
    /// ```
    /// use desk::{PersonalNumber, Refusal, Subject};
    /// let now = "2026-11-29T08:00:00Z".parse().unwrap();
    /// assert_eq!(Subject::parse(" 示例远洋贸易有限公司 ", now, &[]).unwrap().text(), "示例远洋贸易有限公司");
    /// let refusal = Refusal::PersonalNumber { number: PersonalNumber::IdentityCard };
    /// assert_eq!(Subject::parse("11010519491231002X", now, &[]), Err(refusal));
    /// ```
    pub fn parse(typed: &str, now: Timestamp, confirmed: &[Question]) -> Result<Self, Refusal> {
        let recognition = recognise(typed, now);
        match recognition.what {
            Recognised::Name { text }
            | Recognised::CreditCode { text, .. }
            | Recognised::RegistrationNo { text, .. } => {
                let all = recognition.questions.iter().all(|question| confirmed.contains(question));
                if all { Ok(Self(text)) } else { Err(Refusal::NotConfirmed) }
            }
            Recognised::Empty => Err(Refusal::Empty),
            Recognised::Several => Err(Refusal::SeveralLines),
            Recognised::Refused { refusal } => Err(refusal),
        }
    }

    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Recognises a text while it is typed.
pub fn recognise(typed: &str, now: Timestamp) -> Recognition {
    let today = time::civil(now).date().max(EARLIEST_TODAY);
    let text = clean(typed);
    if text.is_empty() {
        Recognition::plain(Recognised::Empty)
    } else if cells::are_several(&text) {
        several(&text, today)
    } else {
        match refusal(&text, today) {
            Some(refusal) => refused(&text, refusal, today),
            None => one(text, today),
        }
    }
}

impl Recognised {
    /// The text that would be sent.
    fn text(&self) -> Option<&str> {
        match self {
            Self::Name { text } | Self::CreditCode { text, .. } | Self::RegistrationNo { text, .. } => {
                Some(text)
            }
            Self::Empty | Self::Several | Self::Refused { .. } => None,
        }
    }
}

impl Recognition {
    fn plain(what: Recognised) -> Self {
        Self { what, offers: Vec::new(), left_out: 0, questions: Vec::new(), folded: None }
    }
}

/// Recognises lines or cells, unless a personal number was broken across them.
fn several(text: &str, today: Date) -> Recognition {
    let refusals: Vec<Refusal> = cells::cells(text).iter().filter_map(|cell| refusal(cell, today)).collect();
    let of_a_cell = refusals.iter().find(|refusal| matches!(refusal, Refusal::PersonalNumber { .. }));
    let of_all = personal_refusal(text, today);
    let mut offers = Offers::to(text, today);
    if of_a_cell.is_some() || of_all.is_none() {
        offers.add_cells(text);
    }
    let (offers, left_out) = offers.companies_first();
    let what = if offers.is_empty() {
        let why = of_a_cell.cloned().or(of_all).or(refusals.into_iter().next());
        Recognised::Refused { refusal: why.unwrap_or(Refusal::SeveralLines) }
    } else {
        Recognised::Several
    };
    Recognition { offers, left_out, ..Recognition::plain(what) }
}

fn refused(text: &str, refusal: Refusal, today: Date) -> Recognition {
    let mut offers = Offers::to(text, today);
    match refusal {
        Refusal::Unprintable => {
            let printable: String = text.chars().filter(|c| !is_unprintable(*c)).collect();
            offers.add(OfferKind::OrdinaryCharacters, printable);
        }
        // Finding names in a text that is too long for one would take too long.
        Refusal::PersonalNumber { .. } if text.chars().nth(MAX_CHARS).is_none() => offers.add_companies(text),
        Refusal::PersonalNumber { .. }
        | Refusal::Empty
        | Refusal::TooShort
        | Refusal::TooLong { .. }
        | Refusal::SeveralLines
        | Refusal::NotConfirmed => {}
    }
    let (offers, left_out) = offers.done();
    Recognition { offers, left_out, ..Recognition::plain(Recognised::Refused { refusal }) }
}

fn one(text: String, today: Date) -> Recognition {
    let mut offers = Offers::to(&text, today);
    let mut questions = Vec::new();
    if let Some((number, Likelihood::Perhaps)) = personal_number(&text, today) {
        questions.push(Question::PersonalNumber { number });
    }
    let code = codes::folded(&text);
    let what = if codes::has_form_of_credit_code(&code) {
        let check_digit_valid = codes::credit_code_is_valid(&code);
        Recognised::CreditCode { text: code, check_digit_valid }
    } else if codes::has_form_of_registration_no(&code) {
        let check_digit_valid = (code.len() == 15).then(|| codes::registration_no_is_valid(&code));
        Recognised::RegistrationNo { text: code, check_digit_valid }
    } else {
        Recognised::Name { text: text.clone() }
    };
    if let Some(meant) = codes::meant_by(&text) {
        questions.push(Question::LookAlikes { characters: meant.look_alikes });
        offers.add_code(meant.code);
    } else if let Recognised::Name { text } = &what {
        ask_about_name(text, &mut questions, &mut offers);
    }
    let folded = what.text().map(searchable);
    let (offers, left_out) = offers.done();
    Recognition { what, offers, left_out, questions, folded }
}

fn ask_about_name(text: &str, questions: &mut Vec<Question>, offers: &mut Offers) {
    let plain = look_alikes::ordinary(text, Usage::Mainland);
    if !plain.look_alikes.is_empty() {
        questions.push(Question::LookAlikes { characters: plain.look_alikes });
        offers.add(OfferKind::OrdinaryCharacters, plain.text.clone());
        offers.add(OfferKind::OrdinaryCharacters, look_alikes::ordinary(text, Usage::Unicode).text);
    }
    if codes::is_code(&plain.text) {
        return;
    }
    if let Some(code) = codes::of_wrong_length(&plain.text) {
        questions.push(match code.len() {
            codes::CREDIT_CODE => Question::MoreThanAName,
            length => Question::CodeLength { length },
        });
        if codes::has_form_of_credit_code(&code) {
            offers.add_code(code);
        }
        return;
    }
    if offers.add_codes_within(&plain.text) {
        questions.push(Question::MoreThanAName);
        return;
    }
    let whole = blanks::tidied(&plain.text);
    let names = names_within(&plain.text);
    let joined: Vec<String> = names.iter().map(|name| blanks::tidied(name).text).collect();
    if names_within::may_be_broken(&whole.text, &joined) {
        offers.add(OfferKind::Joined, &whole.text);
    }
    if joined != [whole.text.as_str()] {
        questions.push(Question::MoreThanAName);
        for name in &joined {
            let is_name = joined.len() == 1 || more_than_a_name::ends_a_name(name);
            offers.add(if is_name { OfferKind::Name } else { OfferKind::Cell }, name);
        }
    }
    if let [name] = joined.as_slice() {
        if whole.asks {
            questions.push(Question::Blanks);
        }
        if names_within::may_be_one(&plain.text, name) {
            offers.add(OfferKind::Joined, &whole.text);
        }
        offers.add_other_writings(name);
    }
}

fn refusal(text: &str, today: Date) -> Option<Refusal> {
    if text.chars().any(is_unprintable) {
        return Some(Refusal::Unprintable);
    }
    personal_refusal(text, today).or(match text.chars().count() {
        0 => Some(Refusal::Empty),
        1..MIN_CHARS => Some(Refusal::TooShort),
        count if count > MAX_CHARS => Some(Refusal::TooLong { limit: MAX_CHARS }),
        _ => None,
    })
}

fn personal_refusal(text: &str, today: Date) -> Option<Refusal> {
    personal_number(text, today)
        .filter(|(_, likelihood)| *likelihood == Likelihood::Sure)
        .map(|(number, _)| Refusal::PersonalNumber { number })
}

/// Look-alikes do not hide a number: neither letters of other alphabets, nor O and I in place of a card's
/// digits, nor signs that are left out, which join what stands beside them.
fn personal_number(text: &str, today: Date) -> Option<(PersonalNumber, Likelihood)> {
    let plain = look_alikes::ordinary(text, Usage::Mainland).text;
    let card = (PersonalNumber::IdentityCard, Likelihood::Sure);
    let of_letters = personal_numbers::find(&codes::with_digits_for_letters(&plain), today);
    let found = [&plain, text].map(|text| personal_numbers::find(text, today)).into_iter();
    found
        .chain([of_letters.filter(|found| *found == card)])
        .flatten()
        .min_by_key(|&(_, likelihood)| likelihood)
}

/// Control characters, and Unicode's noncharacters, which XML and fonts reject.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || u32::from(c) & 0xfffe == 0xfffe
        || matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{2028}' | '\u{2029}')
}

/// Removes invisible characters of pasted text: surrounding white space, format characters, fillers,
/// byte-order marks. Variation selectors stay, since they may change what is seen, and are asked about.
fn clean(typed: &str) -> String {
    let unseen = |c: &char| {
        matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e00ff}')
    };
    let visible: String = typed.chars().filter(|c| !unseen(c)).collect();
    visible.trim_matches(blanks::is_blank).to_owned()
}

#[cfg(test)]
mod tests;
