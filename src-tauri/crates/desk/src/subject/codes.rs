//! 统一社会信用代码 and 注册号: check digits, and finding codes within a text.

use std::ops::Range;

/// Least number of digits in a credit code.
const MIN_DIGITS: usize = 8;

/// A company's code within a longer text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Upper case, half width, without separators.
    pub(super) code: String,
    /// Its position, in characters.
    pub(super) at: Range<usize>,
}

/// Normalises a code: half width, upper case, without spaces and hyphens. Do not use it for names, which are
/// sent as typed.
pub(super) fn folded(text: &str) -> String {
    text.chars().map(half_width).filter(|c| !is_gap(*c)).map(|c| c.to_ascii_uppercase()).collect()
}

/// Separators between the groups of a number.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '−')
}

/// Length of a credit code, in characters.
pub(super) const CREDIT_CODE: usize = 18;

/// The letters and digits of a text that looks like a credit code with a character too few or too many, or with
/// other characters between them.
pub(super) fn of_wrong_length(text: &str) -> Option<String> {
    let code: String = folded(text).chars().filter(char::is_ascii_alphanumeric).collect();
    let others = folded(text).chars().count() - code.len();
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    ((16..=20).contains(&code.len()) && others <= 2 && digits * 2 >= code.len()).then_some(code)
}

pub(super) fn has_form_of_credit_code(code: &str) -> bool {
    code.len() == CREDIT_CODE
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && code.bytes().filter(u8::is_ascii_digit).count() >= MIN_DIGITS
}

/// Whether a normalised text has the form of a registration number: 15 digits, fewer in older ones.
pub(super) fn has_form_of_registration_no(number: &str) -> bool {
    (6..=15).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the text is a code and nothing else.
pub(super) fn is_code(text: &str) -> bool {
    let code = folded(text);
    has_form_of_credit_code(&code) || has_form_of_registration_no(&code)
}

/// The intended code of a text in which letters replace similar digits.
pub(super) struct Meant {
    pub(super) code: String,
    /// The letters, without duplicates.
    pub(super) look_alikes: String,
}

/// The intended code if letters replace digits; `None` if the text may be correct as typed.
pub(super) fn meant_by(text: &str) -> Option<Meant> {
    let typed = folded(text);
    if credit_code_is_valid(&typed) {
        return None;
    }
    let code = with_digits_for_letters(&typed);
    // In lower case, l may be the letter L; only the check digit tells.
    let small = with_digits_for_letters(&folded(&text.replace('l', "1")));
    let is_registration_no = |code: &String| {
        code.len() == 15 && has_form_of_registration_no(code) && registration_no_is_valid(code)
    };
    let right =
        [&code, &small].into_iter().find(|code| credit_code_is_valid(code) || is_registration_no(code));
    // A code with such letters and a wrong check digit is invalid, too.
    let code =
        right.or(has_form_of_credit_code(&typed).then_some(&code)).filter(|code| **code != typed)?.clone();
    let mut look_alikes: Vec<char> = typed
        .chars()
        .zip(code.chars())
        .filter(|(letter, digit)| letter != digit)
        .map(|(letter, _)| letter)
        .collect();
    look_alikes.sort_unstable();
    look_alikes.dedup();
    Some(Meant { look_alikes: look_alikes.into_iter().collect(), code })
}

/// Credit codes contain no I, O, S and Z, because they look like 1, 0, 5 and 2.
pub(super) fn with_digits_for_letters(text: &str) -> String {
    text.chars()
        .map(|c| match half_width(c).to_ascii_uppercase() {
            'I' => '1',
            'O' => '0',
            'S' => '5',
            'Z' => '2',
            _ => c,
        })
        .collect()
}

/// The codes in a text, in order. A code with separators or with adjacent letters is recognised by its check
/// digit, any other by its form.
pub(super) fn within(text: &str) -> Vec<Found> {
    let chars: Vec<char> = text.chars().map(half_width).map(|c| c.to_ascii_uppercase()).collect();
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let code = starts_at(&chars, at).then(|| code_at(&chars, at)).flatten();
        at = code.as_ref().map_or(at + 1, |code| code.at.end);
        found.extend(code);
    }
    found
}

/// A code does not start within a number, and directly after a letter only with a digit.
fn starts_at(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| chars[before]);
    let starts = !before.is_some_and(|c| c.is_ascii_alphanumeric());
    chars[at].is_ascii_digit() && !before.is_some_and(|c| c.is_ascii_digit())
        || chars[at].is_ascii_alphabetic() && starts
}

fn code_at(chars: &[char], at: usize) -> Option<Found> {
    let credit_code = take(chars, at, 18).filter(|(code, range)| {
        let in_one_piece = range.len() == 18;
        let alone = !touches_letters(chars, range);
        let clear = in_one_piece || alone && chars[at].is_ascii_digit();
        has_form_of_credit_code(code) && clear && (credit_code_is_valid(code) || in_one_piece && alone)
    });
    let registration_no = || {
        take(chars, at, 15).filter(|(number, range)| {
            let digits = number.bytes().all(|byte| byte.is_ascii_digit());
            digits && !touches_letters(chars, range) && registration_no_is_valid(number)
        })
    };
    let (code, at) = credit_code.or_else(registration_no)?;
    Some(Found { code, at })
}

fn touches_letters(chars: &[char], range: &Range<usize>) -> bool {
    let before = range.start.checked_sub(1).map(|at| chars[at]);
    [before, chars.get(range.end).copied()].into_iter().flatten().any(|c| c.is_ascii_alphanumeric())
}

/// Takes this many letters and digits, skipping single separators; no digit may follow.
fn take(chars: &[char], from: usize, count: usize) -> Option<(String, Range<usize>)> {
    let mut code = String::new();
    let mut at = from;
    while code.len() < count {
        let c = *chars.get(at)?;
        if c.is_ascii_alphanumeric() {
            code.push(c);
        } else if !is_gap(c) || code.is_empty() || is_gap(chars[at - 1]) {
            return None;
        }
        at += 1;
    }
    let goes_on = chars.get(at).is_some_and(char::is_ascii_digit);
    (!goes_on).then_some((code, from..at))
}

/// GB 32100-2015: 31 − Σ mod 31, itself mod 31; without the outer mod, codes that end in 0 would fail.
pub(super) fn credit_code_is_valid(code: &str) -> bool {
    const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let Some(values) =
        code.bytes().map(|byte| ALPHABET.iter().position(|&c| c == byte)).collect::<Option<Vec<_>>>()
    else {
        return false;
    };
    let sum: usize = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    values.len() == 18 && values.last() == Some(&((31 - sum % 31) % 31))
}

/// GS 15-2006: ISO 7064 MOD 11,10.
pub(super) fn registration_no_is_valid(number: &str) -> bool {
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

/// Converts full-width ASCII to half width.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        within(text).into_iter().map(|found| found.code).collect()
    }

    #[test]
    fn a_code_is_found_wherever_it_stands() {
        for text in [
            "统一社会信用代码：91440116771190375E",
            "示例公司 91440116771190375E",
            "（91440116771190375E）",
            "示例公司（９１４４０１１６７７１１９０３７５ｅ）",
            "示例公司9144 0116 7711 9037 5e",
            "示例公司,91440116-771190375-E,上海",
            "USCC91440116771190375E",
            "示例公司91440116771190375E有限",
        ] {
            assert_eq!(codes(text), ["91440116771190375E"], "{text}");
        }
        assert_eq!(codes("91440116771190375E、91330106311245339J").len(), 2);
        assert_eq!(codes("注册号：110108000000016"), ["110108000000016"]);
        assert_eq!(codes("代码 91350203M0001QKT19"), ["91350203M0001QKT19"], "alone, though its digit fails");
    }

    #[test]
    fn letters_that_look_like_digits_are_told_in_a_code_only() {
        for (text, code, letters) in [
            ("9144O116771190375E", "91440116771190375E", "O"),
            ("9I44O1I677II9O375E", "91440116771190375E", "IO"),
            ("9144ol1677119o375e", "91440116771190375E", "LO"),
            ("11O108000000016", "110108000000016", "O"),
            ("9144O116771190375F", "91440116771190375F", "O"),
        ] {
            let meant = meant_by(text).unwrap();
            assert_eq!((meant.code.as_str(), meant.look_alikes.as_str()), (code, letters), "{text}");
        }
        for text in
            ["91440116771190375E", "91350203M0001QKT19", "OISZ Example", "11O108000000017", "示例公司"]
        {
            assert!(meant_by(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_part_of_something_longer_is_no_code() {
        for text in [
            "示例公司",
            "914401167711903751E0",
            "1234567890123456789012",
            "9144-0116-7711-9037-5F",
            "f1e2d3c4b5a69788f1e2d3c4b5a69788",
            "110108000000017",
            "Example Trading Co., Ltd. 2024",
        ] {
            assert_eq!(codes(text), [""; 0], "{text}");
        }
    }
}
