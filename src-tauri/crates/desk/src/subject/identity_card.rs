//! Numbers of identity cards, and of residence permits with the same format.

use super::codes::{credit_code_is_valid, registration_no_is_valid};
use super::personal_numbers::Likelihood;
use jiff::civil::{Date, date};

/// GB 11643-1999: 6 digits for the place, 8 for the date of birth, 3 for the sequence, 1 check digit. Since
/// 2023, the cards of resident foreigners start with 9, the issuing province and three digits for the
/// country, and are otherwise the same.
///
/// The same 18 characters may be a valid credit code, which can also start with 9; then only the user can
/// tell. With a wrong check digit it counts as a mistyped card number, unless it is a valid credit code or no
/// place starts like that.
pub(super) fn of_18(run: &str, today: Date) -> Option<Likelihood> {
    if !has_date_of_birth(run, today) {
        return None;
    }
    let is_code = credit_code_is_valid(run);
    if has_right_check_digit(run) {
        return Some(if is_code { Likelihood::Perhaps } else { Likelihood::Sure });
    }
    if is_code { None } else { by_place(run) }
}

/// The same without its last character.
pub(super) fn of_17(digits: &str, today: Date) -> Option<Likelihood> {
    if has_date_of_birth(digits, today) { by_place(digits) } else { None }
}

fn by_place(run: &str) -> Option<Likelihood> {
    match &run[..1] {
        "9" => is_province(&run[1..3]).then_some(Likelihood::Perhaps),
        _ => is_province(&run[..2]).then_some(Likelihood::Sure),
    }
}

/// Within a longer code, only a correct check digit distinguishes a card number from a part of the code.
pub(super) fn of_18_within_a_code(run: &str, today: Date) -> Option<Likelihood> {
    of_18(run, today).filter(|_| has_right_check_digit(run))
}

/// Before 1999: 6 digits for the place, 6 for the date of birth in 19.., 3 for the sequence. A 注册号 has as
/// many digits, but also a check digit.
pub(super) fn of_15(digits: &str, today: Date) -> Option<Likelihood> {
    let born = is_date(&format!("19{}", &digits[6..12]), today);
    if !is_province(&digits[..2]) || !born {
        return None;
    }
    Some(if registration_no_is_valid(digits) { Likelihood::Perhaps } else { Likelihood::Sure })
}

/// Before 2023, for resident foreigners: 3 letters for the country, 4 digits for the place, 6 for the date of
/// birth, 2 more.
pub(super) fn of_a_foreigner(run: &str, today: Date) -> bool {
    let (country, digits) = run.split_at(3);
    country.bytes().all(|byte| byte.is_ascii_uppercase())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && is_province(&digits[..2])
        && ["19", "20"].iter().any(|century| is_date(&format!("{century}{}", &digits[4..10]), today))
}

/// Hong Kong: one or two letters, six digits and a check digit, 0 to 9 or A.
pub(super) fn of_hong_kong(run: &str) -> bool {
    let letters = run.len() - 7;
    let (head, tail) = run.split_at(letters);
    let (digits, check) = tail.split_at(6);
    if !head.bytes().all(|byte| byte.is_ascii_uppercase())
        || !digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return false;
    }
    // A is 10; a missing first letter counts as a space, which is 36.
    let value =
        |byte: u8| if byte.is_ascii_digit() { u32::from(byte - b'0') } else { u32::from(byte - b'A') + 10 };
    let filler = if letters == 1 { Some(36) } else { None };
    let values = filler.into_iter().chain(head.bytes().chain(digits.bytes()).map(value));
    let sum: u32 = values.zip((2..=9).rev()).map(|(value, weight)| value * weight).sum();
    let right = match (11 - sum % 11) % 11 {
        10 => "A".to_owned(),
        digit => digit.to_string(),
    };
    check == right
}

/// Taiwan: a letter and nine digits, of which the first is 1, 2, 8 or 9 and the last a check digit.
pub(super) fn of_taiwan(run: &str) -> bool {
    const LETTERS: &str = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
    let Some(place) = LETTERS.find(&run[..1]) else { return false };
    let digits: Vec<usize> =
        run[1..].bytes().filter(u8::is_ascii_digit).map(|byte| usize::from(byte - b'0')).collect();
    if digits.len() != 9 || !matches!(digits[0], 1 | 2 | 8 | 9) {
        return false;
    }
    let place = place + 10;
    let weighted: usize =
        digits.iter().zip([8, 7, 6, 5, 4, 3, 2, 1, 1]).map(|(digit, weight)| digit * weight).sum();
    (place / 10 + place % 10 * 9 + weighted).is_multiple_of(10)
}

fn is_province(digits: &str) -> bool {
    matches!(digits.parse(), Ok(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83))
}

fn has_date_of_birth(run: &str, today: Date) -> bool {
    run[..17].bytes().all(|byte| byte.is_ascii_digit()) && is_date(&run[6..14], today)
}

fn has_right_check_digit(run: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let (digits, check) = run.split_at(17);
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    &"10X98765432"[(sum % 11) as usize..][..1] == check
}

/// A possible date of birth, as eight digits.
fn is_date(digits: &str, today: Date) -> bool {
    digits.parse::<Date>().is_ok_and(|born| (date(1900, 1, 1)..=today).contains(&born))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = date(2026, 11, 29);

    #[test]
    fn a_number_that_is_a_code_as_well_is_for_a_person_to_tell() {
        assert_eq!(of_18("913101207805012277", TODAY), None, "born in 2078");
        assert_eq!(of_18("913101207805012277", date(2078, 5, 1)), Some(Likelihood::Perhaps));
        assert_eq!(of_18("11010519491231002X", TODAY), Some(Likelihood::Sure));
    }

    #[test]
    fn nobody_is_born_in_the_future_or_before_1900() {
        assert_eq!(of_18("11010520261129001X", date(2026, 11, 28)), None);
        assert!(of_18("11010520261129001X", TODAY).is_some());
        assert_eq!(of_18("110105189912310021", TODAY), None);
    }

    #[test]
    fn old_numbers_are_told_from_registration_numbers_by_the_check_digit() {
        assert_eq!(of_15("110105491231003", TODAY), Some(Likelihood::Sure));
        assert_eq!(of_15("110105491331002", TODAY), None, "no month");
        assert_eq!(of_15("990105491231002", TODAY), None, "no place");
        let valid: String = (0..10)
            .map(|check| format!("11010549123100{check}"))
            .find(|no| registration_no_is_valid(no))
            .unwrap();
        assert_eq!(of_15(&valid, TODAY), Some(Likelihood::Perhaps));
    }

    #[test]
    fn numbers_of_hong_kong_taiwan_and_foreigners_are_known_by_their_form() {
        for run in ["A1234563", "G123456A", "L5555550", "AB9876543"] {
            assert!(of_hong_kong(run), "{run}");
        }
        assert!(!of_hong_kong("A1234564"));
        assert!(of_taiwan("A123456789"));
        assert!(!of_taiwan("A123456788"));
        assert!(of_a_foreigner("USA110080010112", TODAY));
        assert!(!of_a_foreigner("USA110080130112", TODAY));
    }
}
