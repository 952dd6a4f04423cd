//! What was typed or pasted, recognised.

mod identity_card;

use serde::Serialize;
use ts_rs::TS;

/// Longest text that is sent, in characters. Registered names are far shorter.
const MAX_CHARS: usize = 120;
/// Shortest text that the service accepts, in characters (status 213).
const MIN_CHARS: usize = 2;

/// The company that is asked for: a text that may be sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A company's name, as typed.
    Name(String),
    /// 统一社会信用代码, GB 32100-2015: 18 characters.
    CreditCode {
        /// Upper case, half width.
        code: String,
        /// Real codes exist that fail the check digit, so this warns and never blocks.
        check_digit_valid: bool,
    },
    /// 注册号, GS 15-2006: 15 digits; older ones are shorter.
    RegistrationNo {
        /// Digits.
        number: String,
        /// Absent where the number is too short to have a check digit.
        check_digit_valid: Option<bool>,
    },
}

/// Why a text is not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Refusal {
    /// Nothing, or blanks.
    #[error("nothing was typed")]
    Empty,
    /// One character; the service asks for two.
    #[error("the text is too short")]
    TooShort,
    /// Longer than any name.
    #[error("the text is longer than {limit} characters")]
    TooLong {
        /// Characters.
        limit: usize,
    },
    /// A number of a natural person's identity card (GB 11643), which is not a company and must not leave this machine.
    #[error("the text holds what looks like an identity card's number")]
    IdentityCard,
    /// More than one line: one of them is meant.
    #[error("several lines")]
    SeveralLines,
    /// Control characters.
    #[error("the text holds control characters")]
    Unprintable,
}

/// What was recognised in a text that is being typed. Nothing is sent for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Recognition {
    /// Nothing yet.
    Empty,
    /// A company's name.
    Name {
        /// As it will be sent.
        text: String,
        /// The same name with the other kind of brackets, to be offered and never put in silently.
        bracket_variant: Option<String>,
    },
    /// 统一社会信用代码.
    CreditCode {
        /// As it will be sent.
        text: String,
        /// By GB 32100-2015.
        check_digit_valid: bool,
    },
    /// 注册号.
    RegistrationNo {
        /// As it will be sent.
        text: String,
        /// By GS 15-2006; absent for short numbers.
        check_digit_valid: Option<bool>,
    },
    /// Several lines were pasted: one of them is to be chosen.
    SeveralLines {
        /// The lines that are not empty, at most 20.
        lines: Vec<String>,
    },
    /// The text will not be sent.
    Refused {
        /// Why.
        refusal: Refusal,
    },
}

impl Subject {
    /// Recognises a text, or says why it is not sent.
    ///
    /// ```
    /// use desk::{Refusal, Subject};
    /// assert!(matches!(Subject::parse(" 示例远洋贸易有限公司 "), Ok(Subject::Name(name)) if name == "示例远洋贸易有限公司"));
    /// assert_eq!(Subject::parse("11010519491231002X"), Err(Refusal::IdentityCard));
    /// ```
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let text = clean(typed);
        if text.is_empty() {
            return Err(Refusal::Empty);
        }
        if text.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
            return Err(Refusal::SeveralLines);
        }
        if text.chars().any(char::is_control) {
            return Err(Refusal::Unprintable);
        }
        if identity_card::is_held_in(&text) {
            return Err(Refusal::IdentityCard);
        }
        match text.chars().count() {
            ..MIN_CHARS => return Err(Refusal::TooShort),
            count if count > MAX_CHARS => return Err(Refusal::TooLong { limit: MAX_CHARS }),
            _ => {}
        }
        let code = folded(&text);
        let digits = code.bytes().filter(u8::is_ascii_digit).count();
        let is_code = code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        Ok(if is_code && code.len() == 18 && digits >= 8 {
            let check_digit_valid = credit_code_is_valid(&code);
            Self::CreditCode { code, check_digit_valid }
        } else if digits == code.len() && (6..=15).contains(&digits) {
            let check_digit_valid = (digits == 15).then(|| registration_no_is_valid(&code));
            Self::RegistrationNo { number: code, check_digit_valid }
        } else {
            Self::Name(text)
        })
    }

    /// The text that is sent.
    pub fn text(&self) -> &str {
        match self {
            Self::Name(text)
            | Self::CreditCode { code: text, .. }
            | Self::RegistrationNo { number: text, .. } => text,
        }
    }
}

/// Says what was recognised, while it is being typed.
pub fn recognise(typed: &str) -> Recognition {
    match Subject::parse(typed) {
        Ok(Subject::Name(text)) => {
            let bracket_variant = other_brackets(&text);
            Recognition::Name { text, bracket_variant }
        }
        Ok(Subject::CreditCode { code: text, check_digit_valid }) => {
            Recognition::CreditCode { text, check_digit_valid }
        }
        Ok(Subject::RegistrationNo { number: text, check_digit_valid }) => {
            Recognition::RegistrationNo { text, check_digit_valid }
        }
        Err(Refusal::Empty) => Recognition::Empty,
        Err(Refusal::SeveralLines) => {
            let lines = typed.lines().map(clean).filter(|line| !line.is_empty()).take(20).collect();
            Recognition::SeveralLines { lines }
        }
        Err(refusal) => Recognition::Refused { refusal },
    }
}

/// Without what pasted text carries unseen: blanks around it, format characters, fillers, byte-order marks. Those that choose
/// between forms of a character (variation selectors) stay, since a name may be written with them.
fn clean(typed: &str) -> String {
    let unseen = |c: &char| {
        matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e00ff}')
    };
    let visible: String = typed.chars().filter(|c| !unseen(c)).collect();
    visible.trim().to_owned()
}

/// As a code is written: half width, upper case, without blanks and hyphens. For codes only: a name is sent as typed.
fn folded(text: &str) -> String {
    folded_with_blanks(text).split_whitespace().collect()
}

/// Half width, upper case, hyphens as blanks.
fn folded_with_blanks(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .map(|c| if c == '-' { ' ' } else { c.to_ascii_uppercase() })
        .collect()
}

fn other_brackets(name: &str) -> Option<String> {
    if name.contains(['(', ')']) {
        Some(name.replace('(', "（").replace(')', "）"))
    } else if name.contains(['（', '）']) {
        Some(name.replace('（', "(").replace('）', ")"))
    } else {
        None
    }
}

/// GB 32100-2015: 31 − Σ mod 31, the outer mod included, without which codes that end in 0 would fail.
fn credit_code_is_valid(code: &str) -> bool {
    const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let Some(values) =
        code.bytes().map(|byte| ALPHABET.iter().position(|&c| c == byte)).collect::<Option<Vec<_>>>()
    else {
        return false;
    };
    let sum: usize = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    values.last() == Some(&((31 - sum % 31) % 31))
}

/// GS 15-2006: ISO 7064 MOD 11,10.
fn registration_no_is_valid(number: &str) -> bool {
    let digits: Vec<u32> = number.bytes().map(|byte| u32::from(byte - b'0')).collect();
    let Some((check, rest)) = digits.split_last() else {
        return false;
    };
    let product = rest.iter().fold(10, |product, digit| {
        let sum = (product + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (product + check) % 10 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn credit_code(text: &str) -> Option<bool> {
        match Subject::parse(text) {
            Ok(Subject::CreditCode { check_digit_valid, .. }) => Some(check_digit_valid),
            _ => None,
        }
    }

    #[test]
    fn credit_codes_are_recognised_and_a_wrong_check_digit_only_warns() {
        for code in ["91440116771190375E", "91330106311245339J", "91110000802100433B"] {
            assert_eq!(credit_code(code), Some(true), "{code}");
        }
        assert_eq!(credit_code("91350203M0001QKT19"), Some(false));
        assert_eq!(credit_code("91440116771190375F"), Some(false));
    }

    #[test]
    fn codes_are_folded_to_half_width_and_upper_case() {
        for typed in
            ["９１４４０１１６７７１１９０３７５Ｅ", " 91440116771190375e\u{200b}", "9144 0116 7711 9037 5E"]
        {
            assert_eq!(Subject::parse(typed).unwrap().text(), "91440116771190375E", "{typed}");
        }
    }

    #[test]
    fn a_name_is_sent_as_typed_but_for_what_cannot_be_seen() {
        let subject = Subject::parse("\u{feff} 示例（上海）ＡＢＣ有限公司\u{200b}\n").unwrap();
        assert_eq!(subject, Subject::Name("示例（上海）ＡＢＣ有限公司".into()));
    }

    #[test]
    fn characters_that_nobody_sees_are_left_out() {
        for unseen in ["\u{200b}", "\u{61c}", "\u{180e}", "\u{2062}", "\u{3164}", "\u{fff9}", "\u{e0041}"] {
            let subject = Subject::parse(&format!("示例{unseen}公司")).unwrap();
            assert_eq!(subject.text(), "示例公司", "{}", unseen.escape_unicode());
        }
    }

    #[test]
    fn registration_numbers_are_recognised_by_their_digits() {
        assert!(matches!(
            Subject::parse("110108000000016"),
            Ok(Subject::RegistrationNo { check_digit_valid: Some(true), .. })
        ));
        assert!(matches!(
            Subject::parse("110108000000017"),
            Ok(Subject::RegistrationNo { check_digit_valid: Some(false), .. })
        ));
        assert!(matches!(
            Subject::parse("1101081234567"),
            Ok(Subject::RegistrationNo { check_digit_valid: None, .. })
        ));
    }

    #[test]
    fn an_identity_card_number_is_refused_wherever_it_stands() {
        for typed in [
            "11010519491231002X",
            "11010519491231002x",
            "１１０１０５１９４９１２３１００２Ｘ",
            "110105 19491231 002X",
            "某某11010519491231002X",
            "身份证：11010519491231002X，谢谢",
            "110105194912310021",
            "某某 11010519491231002X 13800138000",
            "11010519491231002X 2024-01-01",
            "110105 19491231 002X，13800138000",
            "Li Ming 110105 19491231 002X",
            "某某110105 19491231 002X 13800138000",
            "13800138000 110105 19491231-002X 13800138000",
            "110105\u{2063}19491231002X",
            "ID11010519491231002X",
            "CN11010519491231002XABC",
        ] {
            assert_eq!(Subject::parse(typed), Err(Refusal::IdentityCard), "{typed}");
        }
    }

    #[test]
    fn text_that_the_service_would_refuse_is_refused_before_it_is_sent() {
        assert_eq!(Subject::parse(" \u{200b} "), Err(Refusal::Empty));
        assert_eq!(Subject::parse("示"), Err(Refusal::TooShort));
        assert_eq!(Subject::parse(&"示".repeat(121)), Err(Refusal::TooLong { limit: 120 }));
        assert_eq!(Subject::parse("示例\u{0}公司"), Err(Refusal::Unprintable));
        assert_eq!(Subject::parse("示例甲公司\n示例乙公司"), Err(Refusal::SeveralLines));
    }

    #[test]
    fn several_lines_are_offered_one_by_one() {
        let lines = vec!["示例甲公司".to_owned(), "示例乙公司".to_owned()];
        assert_eq!(recognise("示例甲公司\r\n\n 示例乙公司\n"), Recognition::SeveralLines { lines });
    }

    #[test]
    fn the_other_kind_of_brackets_is_offered_and_never_put_in() {
        let Recognition::Name { text, bracket_variant } = recognise("示例(上海)有限公司") else {
            panic!()
        };
        assert_eq!(text, "示例(上海)有限公司");
        assert_eq!(bracket_variant.as_deref(), Some("示例（上海）有限公司"));
    }

    proptest! {
        #[test]
        fn no_text_makes_recognition_panic(text in ".{0,60}") {
            let _ = recognise(&text);
        }

        #[test]
        fn no_number_of_the_form_of_an_identity_card_is_ever_sent(
            place in 110_000u32..660_000, year in 1930u16..2020, month in 1u8..=12, day in 1u8..=28, order in 0u16..1000,
        ) {
            let seventeen = format!("{place}{year}{month:02}{day:02}{order:03}");
            let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
            let sum: u32 = seventeen.bytes().zip(weights).map(|(b, w)| u32::from(b - b'0') * w).sum();
            let card = format!("{seventeen}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize]);
            prop_assert_eq!(Subject::parse(&card), Err(Refusal::IdentityCard));
        }
    }
}
