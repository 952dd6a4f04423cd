//! Numbers of identity cards: a natural person's data, which is not sent.

use super::{credit_code_is_valid, folded_with_blanks};

/// Whether the text holds what looks like an identity card's number, with or without blanks within it.
pub(super) fn is_held_in(text: &str) -> bool {
    // Blanks may stand within the number, or between it and the next one.
    let spaced = folded_with_blanks(text);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    // A number in pieces may also stand between other words, or right behind a name.
    let parts: Vec<&str> =
        spaced.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let pieces = (0..parts.len()).flat_map(|from| {
        let up_to = |to| parts[from..to].concat();
        (from + 1..=parts.len()).map(up_to).take_while(|text| text.len() <= 18).collect::<Vec<_>>()
    });
    let whole_words = words.iter().map(|word| (*word).to_owned());
    std::iter::once(words.concat()).chain(whole_words).chain(pieces).any(|text| {
        // Within a longer code only the right check digit tells it from a part of that.
        let in_a_code = text.len() > 18 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let runs = text.split(|c: char| !(c.is_ascii_digit() || c == 'X'));
        runs.filter(|run| run.len() == 18).any(|run| match in_a_code {
            true => has_right_check_digit(run),
            false => is_identity_card(run),
        })
    })
}

/// GB 11643-1999: 6 digits of place, 8 of birth, 3 of order, 1 of check.
///
/// With a date of birth and the right check digit it is one. With a wrong check digit it still is one that was mistyped,
/// unless the same 18 characters are a valid credit code or no place starts so.
fn is_identity_card(run: &str) -> bool {
    let province = matches!(
        run[..2].parse(),
        Ok(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
    );
    has_right_check_digit(run) || (has_date_of_birth(run) && province && !credit_code_is_valid(run))
}

fn has_date_of_birth(run: &str) -> bool {
    run[..17].bytes().all(|byte| byte.is_ascii_digit()) && is_date(&run[6..14])
}

fn has_right_check_digit(run: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    if !has_date_of_birth(run) {
        return false;
    }
    let (digits, check) = run.split_at(17);
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    &"10X98765432"[(sum % 11) as usize..][..1] == check
}

fn is_date(digits: &str) -> bool {
    let (Ok(year), Ok(month), Ok(day)) = (digits[..4].parse(), digits[4..6].parse(), digits[6..].parse())
    else {
        return false;
    };
    (1900..2100).contains(&year) && jiff::civil::Date::new(year, month, day).is_ok()
}
