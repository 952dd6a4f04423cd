//! Amounts in words, as on the screen.

use super::words::{say, word};
use crate::finding::Money;

/// `1,120,000.00 元（112 万元）`; `None` where the service gave no amount. Works on the digits: a float would change large
/// amounts.
pub(super) fn words(money: &Money) -> Option<String> {
    let Some(yuan) = &money.yuan else {
        return (!money.raw.is_empty()).then(|| format!("{}{}", money.raw, word("money/unread")));
    };
    let (sign, digits) = yuan.strip_prefix('-').map_or(("", yuan.as_str()), |digits| ("-", digits));
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let integer = match integer.trim_start_matches('0') {
        "" => "0",
        significant => significant,
    };
    let exact = say("money/exact", &[&format!("{sign}{}.{fraction:0<2}", grouped(integer))]);
    let places = match integer.len() {
        9.. => 8,
        5..=8 => 4,
        _ => return Some(exact),
    };
    let (shifted, rounded) = shifted(integer, fraction, places);
    let (number, unit) = match (places, shifted.as_str()) {
        // Rounded up to one of the larger unit.
        (4, "10,000") => ("1", "money/scales/0/words"),
        (4, number) => (number, "money/scales/1/words"),
        (_, number) => (number, "money/scales/0/words"),
    };
    let larger = say(unit, &[&format!("{sign}{number}")]);
    let larger = if rounded { say("money/about", &[&larger]) } else { larger };
    Some(exact + &say("money/parenthesis", &[&larger]))
}

/// An integer with a comma before every third digit from the end.
pub(super) fn grouped(integer: &str) -> String {
    let mut text = String::new();
    for (index, digit) in integer.chars().enumerate() {
        if index > 0 && (integer.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Moves the decimal point to the left and keeps two decimals, rounding half up; says whether anything was dropped.
fn shifted(integer: &str, fraction: &str, places: usize) -> (String, bool) {
    let (head, tail) = integer.split_at(integer.len() - places);
    let tail = format!("{tail}{fraction}");
    let (kept, dropped) = tail.split_at(2);
    let mut digits: Vec<u8> = format!("{head}{kept}").into_bytes();
    if dropped.as_bytes().first().is_some_and(|first| *first >= b'5') {
        add_one(&mut digits);
    }
    let text = String::from_utf8_lossy(&digits).into_owned();
    let (whole, decimals) = text.split_at(text.len() - 2);
    let decimals = decimals.trim_end_matches('0');
    let point = if decimals.is_empty() { "" } else { "." };
    (format!("{}{point}{decimals}", grouped(whole)), dropped.bytes().any(|digit| digit != b'0'))
}

fn add_one(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(text: &str) -> String {
        words(&Money { raw: text.into(), yuan: Some(text.into()) }).unwrap()
    }

    #[test]
    fn an_amount_is_said_as_on_the_screen() {
        let table: Vec<(String, String)> = serde_json::from_str(include_str!("money.json")).unwrap();
        assert!(table.len() > 20);
        for (amount, said) in table {
            assert_eq!(yuan(&amount), said);
        }
    }

    #[test]
    fn an_amount_that_cannot_be_read_is_given_as_received_and_a_missing_one_is_none() {
        let unread = words(&Money { raw: "约壹万".into(), yuan: None });
        assert_eq!(unread.as_deref(), Some("约壹万（原文，未能读作金额）"));
        assert_eq!(words(&Money { raw: String::new(), yuan: None }), None);
    }
}
