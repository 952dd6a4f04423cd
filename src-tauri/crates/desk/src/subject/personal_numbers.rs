//! Numbers of natural persons. They do not belong to companies and must not leave this machine by mistake.

use super::{codes, identity_card};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PersonalNumber {
    /// An identity card, or a residence permit with the same format.
    IdentityCard,
    Mobile,
    /// A passport, or a permit for travel between the mainland, Hong Kong, Macau and Taiwan.
    TravelDocument,
    BankCard,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likelihood {
    /// It cannot be a company's number.
    Sure,
    /// It may also be a company's number.
    Perhaps,
}

/// The personal number in a text, with or without spaces.
pub(super) fn find(text: &str, today: Date) -> Option<(PersonalNumber, Likelihood)> {
    let code = codes::folded(text);
    let in_one_piece = || text.chars().all(char::is_alphanumeric) && codes::has_form_of_credit_code(&code);
    if codes::credit_code_is_valid(&code) || in_one_piece() {
        // Groups of its digits are parts of one number.
        return identity_card_in(&code, today).map(|likelihood| (PersonalNumber::IdentityCard, likelihood));
    }
    let groups = groups(text);
    let found = groups.iter().flat_map(|parts| runs(parts)).filter_map(|run| kind(&run, today));
    found.min_by_key(|&(number, likelihood)| (likelihood, number)).or_else(|| {
        // Numbers of eight or nine digits are common, so ask only if there is nothing else, or if the text
        // names the document.
        let named = DOCUMENTS.iter().any(|document| text.contains(document));
        let is_of_number = |c: &char| if named { c.is_ascii_digit() } else { c.is_alphanumeric() };
        let digits: String = text.chars().map(codes::half_width).filter(is_of_number).collect();
        // A number of nine digits with a hyphen is a tax number abroad.
        let in_one_piece =
            || digits.len() == 9 && codes::folded(text).contains(&digits) && !text.contains('-');
        let is_document = is_short_document(&digits) || in_one_piece() && is_number(&digits);
        is_document.then_some((PersonalNumber::TravelDocument, Likelihood::Perhaps))
    })
}

/// Names of travel permits, passports and cards.
const DOCUMENTS: [&str; 7] = ["通行证", "台胞证", "回乡证", "护照", "身份证", "证件", "Passport"];

struct Run {
    text: String,
    /// It has no separators.
    whole: bool,
}

/// The parts of each group: ASCII letters and digits with only spaces and punctuation between them.
fn groups(text: &str) -> Vec<Vec<String>> {
    let mut groups = vec![Vec::new()];
    let mut part = String::new();
    for c in text.chars().map(codes::half_width).chain([' ']) {
        if c.is_ascii_alphanumeric() {
            part.push(c.to_ascii_uppercase());
            continue;
        }
        if let (false, Some(group)) = (part.is_empty(), groups.last_mut()) {
            group.push(std::mem::take(&mut part));
        }
        if c.is_alphanumeric() {
            groups.push(Vec::new());
        }
    }
    groups
}

/// Each part, and each sequence of parts that is not longer than a number.
fn runs(parts: &[String]) -> Vec<Run> {
    let joined = (0..parts.len()).flat_map(|from| {
        let up_to = move |to: usize| Run { text: parts[from..to].concat(), whole: to == from + 1 };
        (from + 1..=parts.len()).map(up_to).take_while(|run| run.whole || run.text.len() <= 20)
    });
    joined.collect()
}

fn kind(run: &Run, today: Date) -> Option<(PersonalNumber, Likelihood)> {
    use Likelihood::{Perhaps, Sure};
    let text = run.text.as_str();
    let card = |likelihood| (PersonalNumber::IdentityCard, likelihood);
    if let Some(likelihood) = identity_card_in(text, today) {
        return Some(card(likelihood));
    }
    // Letters before and behind it may be a label, such as TEL, or belong to a tax number abroad.
    let digits = text.trim_matches(|c: char| c.is_ascii_uppercase());
    let digits_only = digits.bytes().all(|byte| byte.is_ascii_digit());
    let of_digits = |number| (number, if digits == text { Sure } else { Perhaps });
    match (text.len(), digits.len()) {
        (15, 15) if digits_only => identity_card::of_15(text, today).map(card),
        (15, _) if identity_card::of_a_foreigner(text, today) => Some(card(Sure)),
        (8 | 9, _) if identity_card::of_hong_kong(text) => Some(card(Sure)),
        (10, _) if identity_card::of_taiwan(text) => Some(card(Sure)),
        (9 | 11, _) if is_document(text) => Some((PersonalNumber::TravelDocument, Sure)),
        (8, 7) if digits_only => Some((PersonalNumber::TravelDocument, Perhaps)),
        (_, 11..=16) if digits_only && is_mobile(digits) => Some(of_digits(PersonalNumber::Mobile)),
        (10..=14, _) if text == digits && digits_only => {
            mobile_elsewhere(digits).map(|likelihood| (PersonalNumber::Mobile, likelihood))
        }
        (_, 16 | 17 | 19) if digits_only && is_bank_card(digits) => Some(of_digits(PersonalNumber::BankCard)),
        _ => None,
    }
}

/// Finds a card number within an alphanumeric text, wherever its characters may be one.
fn identity_card_in(text: &str, today: Date) -> Option<Likelihood> {
    let mut runs = text.split(|c: char| !(c.is_ascii_digit() || c == 'X'));
    match text.len() {
        // Its last character is missing or is a sign in place of X.
        17 => runs.find(|run| run.len() == 17).and_then(|run| identity_card::of_17(run, today)),
        18 => runs.find(|run| run.len() == 18).and_then(|run| identity_card::of_18(run, today)),
        _ => runs.find_map(|run| {
            let windows = (0..=run.len().checked_sub(18)?).map(|from| &run[from..from + 18]);
            let mut of_a_part = windows.filter_map(|part| identity_card::of_18_within_a_code(part, today));
            // A sole trader's tax number is a card number and two more digits.
            let of_a_trader = || (run.len() == 20).then(|| identity_card::of_18(&run[..18], today)).flatten();
            of_a_part.next().or_else(of_a_trader)
        }),
    }
}

/// Eleven digits starting with 13 to 19, with or without the country code and the 0 of long distance.
fn is_mobile(digits: &str) -> bool {
    let (before, national) = digits.split_at(digits.len() - 11);
    let (first, second) = (national.as_bytes()[0], national.as_bytes()[1]);
    matches!(before, "" | "0" | "86" | "086" | "860" | "0086" | "00860")
        && first == b'1'
        && (b'3'..=b'9').contains(&second)
}

/// A mobile number of Hong Kong, Macau or Taiwan: surely one behind 00.
fn mobile_elsewhere(digits: &str) -> Option<Likelihood> {
    let (number, likelihood) = match digits.strip_prefix("00") {
        Some(number) => (number, Likelihood::Sure),
        None => (digits, Likelihood::Perhaps),
    };
    let of_hong_kong = number.len() == 11 && number.starts_with("852") && number.as_bytes()[3] >= b'4';
    let of_macau = number.len() == 11 && number.starts_with("8536");
    let of_taiwan =
        number.len() == 12 && number.starts_with("8869") || digits.len() == 10 && digits.starts_with("09");
    (of_hong_kong || of_macau || of_taiwan).then_some(likelihood)
}

/// A valid Luhn checksum, and a first digit that cards issued in China have, older ones included.
fn is_bank_card(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .map(|byte| u32::from(byte - b'0'))
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    matches!(digits.as_bytes()[0], b'2'..=b'6' | b'8' | b'9') && sum.is_multiple_of(10)
}

/// Passports (E12345678, EA1234567), 港澳居民来往内地通行证 (H or M and 8 or 10 digits), old 台湾居民来往大陆通行证 (10 digits and
/// a letter).
fn is_document(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match (text.len(), letters) {
        (9, 1 | 2) => digits(&text[letters..]),
        (11, 1) => text.starts_with(['H', 'M']) && digits(&text[1..]),
        (11, 0) => digits(&text[..10]) && text.ends_with(|c: char| c.is_ascii_uppercase()),
        _ => false,
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// 台湾居民来往大陆通行证 (8 digits), Macau identity cards (8 digits), old passports (14 or 15 and 7 digits).
fn is_short_document(digits: &str) -> bool {
    digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.len() == 8
            || digits.len() == 9 && digits.starts_with(['1']) && matches!(&digits[1..2], "4" | "5"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn found(text: &str) -> Option<(PersonalNumber, Likelihood)> {
        find(text, date(2026, 11, 29))
    }

    #[test]
    fn a_number_of_a_person_is_found_wherever_it_stands() {
        use PersonalNumber::*;
        for (number, texts) in [
            (
                IdentityCard,
                &[
                    "110105491231003",
                    "某某 110105 491231 003",
                    "110105/19491231/002X",
                    "81000019490101002X",
                    "身份证A123456(3)",
                    "A123456789",
                    "USA110080010112",
                    "11010519491231002X01",
                    "11010519491231002301",
                    "示例小吃店11010519491231002X01",
                    "1101051949 1231002X 01",
                    "2011010519491231002X",
                    "11010519491231002",
                    "110105 19491231 002",
                    "11010519491231002×",
                    "11010519491231002*01",
                ][..],
            ),
            (
                Mobile,
                &[
                    "13800138000",
                    "138 0013 8000",
                    "138-0013-8000",
                    "+86 13800138000",
                    "8613800138000",
                    "0086-138-0013-8000",
                    "＋８６１３８００１３８０００",
                    "示例公司 13800138000",
                    "联系人13800138000，谢谢",
                    "(+86)19912345678",
                    "013800138000",
                    "0 138-0013-8000",
                    "08613800138000",
                    "+86 (0)13800138000",
                    "86013800138000",
                    "示例公司013800138000",
                ],
            ),
            (
                TravelDocument,
                &[
                    "H12345678",
                    "M1234567890",
                    "h12345678",
                    "E12345678",
                    "EA1234567",
                    "1234567890(A)",
                    "护照G12345678",
                ],
            ),
            (
                BankCard,
                &[
                    "6222021001116245702",
                    "6222 0210 0111 6245 702",
                    "4111111111111111",
                    "9558801234567890128",
                    "2221000000000009",
                    "8100000000000002",
                ],
            ),
        ] {
            for text in texts {
                assert_eq!(found(text), Some((number, Likelihood::Sure)), "{text}");
            }
        }
        for (number, text) in [
            (Mobile, "TEL13800138000"),
            (Mobile, "示例公司Tel8613800138000"),
            (Mobile, "13800138000MR ZHANG"),
            (Mobile, "IT13800138000"),
            (BankCard, "NO6222021001116245702"),
        ] {
            assert_eq!(found(text), Some((number, Likelihood::Perhaps)), "{text}");
        }
        for perhaps in
            ["12345678", "1234567(8)", "141234567", "台胞证12345678", "张某 通行证号：１２３４５６７８"]
        {
            assert_eq!(found(perhaps), Some((TravelDocument, Likelihood::Perhaps)), "{perhaps}");
        }
    }

    #[test]
    fn numbers_of_companies_and_names_are_none_of_a_person() {
        for text in [
            "91440116771190375E",
            "91350203M0001QKT19",
            "110108000000016",
            "1101081234567",
            "110108",
            "02167735331",
            "01087654321",
            "021677353310",
            "440301103097413",
            "330000400000123",
            "3301002012345",
            "440105600123",
            "91310000MA1FL0XX5K",
            "1010001012345",
            "110111-1234567",
            "201912345K",
            "51 824 753 556",
            "12-3456789",
            "11010519491331002",
            "99010519491231002",
            "1234567890123456",
            "0123456789012347",
            "7000000000000005",
            "示例2024年138公司0013分店8000",
            "示例公司 12345678",
            "Example 24680 Trading Co., Ltd.",
            "三六五示例(365)有限公司",
            "示例公司2024-01-01",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
