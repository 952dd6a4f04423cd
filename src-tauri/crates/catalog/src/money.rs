//! Reads amounts if they are unambiguous, keeping every digit: a float would change large amounts.

use crate::date::{folded, says_nothing};
use crate::words::Words;
use rust_decimal::{Decimal, RoundingStrategy};
use unicode_normalization::UnicodeNormalization;

/// Spellings of each currency in the vendor's texts, and its Chinese and English name.
const CURRENCIES: [(&[&str], &str, &str); 13] = [
    (&["人民币", "CNY", "RMB"], "元", "CNY"),
    (&["美元", "美金", "USD", "US$"], "美元", "USD"),
    (&["港元", "港币", "HKD", "HK$"], "港元", "HKD"),
    (&["澳门元", "澳门币", "MOP"], "澳门元", "MOP"),
    (&["新台币", "台币", "TWD", "NT$"], "新台币", "TWD"),
    (&["欧元", "EUR", "€"], "欧元", "EUR"),
    (&["英镑", "GBP", "£"], "英镑", "GBP"),
    (&["日元", "日圆", "JPY"], "日元", "JPY"),
    (&["韩元", "韩圆", "KRW"], "韩元", "KRW"),
    (&["新加坡元", "SGD"], "新加坡元", "SGD"),
    (&["澳大利亚元", "澳元", "AUD"], "澳元", "AUD"),
    (&["加拿大元", "加元", "CAD"], "加元", "CAD"),
    (&["瑞士法郎", "CHF"], "瑞士法郎", "CHF"),
];

/// Chinese units and their powers of ten.
const UNITS: [(&str, u32); 10] = [
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("亿", 8),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("万", 4),
    ("千", 3),
];

/// The reading of an amount that is not shown as received. `None` for an empty text.
pub(crate) fn interpret(raw: &str) -> Option<Words> {
    if raw.is_empty() {
        return None;
    }
    if says_nothing(raw) {
        return Some(Words::unstated().with_original(raw));
    }
    let Some(Amount { value, zh, en }) = Amount::read(&simplified(raw)) else {
        return Some(Words::of(
            format!("{raw}（原文，未能读作金额）"),
            format!("{raw} (as received; not readable as an amount)"),
        ));
    };
    let words = Words::of(in_chinese(value, zh), in_english(value, en));
    let plain = raw.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    Some(if plain { words } else { words.with_original(raw) })
}

/// Converts digits to ASCII and units to simplified Chinese.
fn simplified(raw: &str) -> String {
    let simplify = |c| match c {
        '萬' => '万',
        '億' => '亿',
        '仟' => '千',
        '圓' => '圆',
        c => c,
    };
    folded(raw).chars().map(simplify).collect()
}

pub(crate) fn chinese() -> impl Iterator<Item = &'static str> {
    CURRENCIES.iter().map(|(_, zh, _)| *zh)
}

struct Amount {
    value: Decimal,
    zh: &'static str,
    en: &'static str,
}

impl Amount {
    /// Reads a number with an optional currency, unit, 元 or 整 around it.
    fn read(raw: &str) -> Option<Self> {
        let start = raw.find(|c: char| c.is_ascii_digit() || "+-".contains(c))?;
        let end = start + number_length(&raw[start..]);
        let number = decimal(&raw[start..end])?;
        let before: String = raw[..start].trim().nfkc().collect();
        let is_around = |c: &char| !c.is_whitespace() && !"()[]".contains(*c);
        let after: String = raw[end..].nfkc().filter(is_around).collect();
        let (power, after) = unit(&after);
        let (zh, en) = currency(&before, after)?;
        let value = number.checked_mul(power_of_ten(power))?;
        let value = if power > 0 { value.normalize() } else { value };
        Some(Self { value, zh, en })
    }
}

/// The length in bytes of the number: digits, commas of both widths, points and an exponent.
fn number_length(text: &str) -> usize {
    let is_part = |(at, c): (usize, char)| match c {
        '+' | '-' => at == 0 || text[..at].ends_with(['e', 'E']),
        'e' | 'E' => text[at + 1..].trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit()),
        _ => c.is_ascii_digit() || ",，.".contains(c),
    };
    text.char_indices().find(|each| !is_part(*each)).map_or(text.len(), |(at, _)| at)
}

fn decimal(text: &str) -> Option<Decimal> {
    if text.contains(['e', 'E']) {
        return Decimal::from_scientific(text).ok();
    }
    Decimal::from_str_exact(&without_commas(text)?).ok()
}

/// The number without thousands separators, which must all have the same width. Any other comma may be a
/// decimal point, and dropping it would multiply the amount by a hundred.
fn without_commas(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let comma = if integer.contains('，') { '，' } else { ',' };
    let groups: Vec<&str> = integer.split(comma).collect();
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let in_threes = match groups.as_slice() {
        [_] => true,
        [first, others @ ..] => {
            first.len() <= 3 && !first.starts_with('0') && others.iter().all(|group| group.len() == 3)
        }
        [] => false,
    };
    let plain = in_threes && is_digits(fraction) && groups.iter().all(|group| is_digits(group));
    plain.then(|| format!("{sign}{}{}", groups.concat(), &digits[integer.len()..]))
}

fn unit(after: &str) -> (u32, &str) {
    let found = UNITS.iter().find_map(|(name, power)| Some((*power, after.strip_prefix(name)?)));
    found.unwrap_or((0, after))
}

/// The currency, from the texts before and after the number. Without any it is yuan, as the documents say; a
/// lone `$` is ambiguous.
fn currency(before: &str, after: &str) -> Option<(&'static str, &'static str)> {
    const YUAN: (&str, &str) = ("元", "CNY");
    let after = after.strip_suffix('整').or_else(|| after.strip_suffix('正')).unwrap_or(after);
    let mut meant: Vec<(&str, &str)> = Vec::new();
    for part in [before.trim_end_matches([':', ' ']), after] {
        let known = CURRENCIES.iter().find_map(|(names, zh, en)| {
            let is_named = |name: &&str| {
                part.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                    && matches!(&part[name.len()..], "" | "元" | "¥")
            };
            names.iter().any(is_named).then_some((*zh, *en))
        });
        match (part, known) {
            // A plain 元 beside a currency adds nothing, as in 人民币 1,120 元 or USD 1,120 元.
            ("" | "元" | "圆" | "¥", _) => {}
            ("元人民币" | "圆人民币", _) => meant.push(YUAN),
            (_, Some(currency)) => meant.push(currency),
            _ => return None,
        }
    }
    match meant.as_slice() {
        [] => Some(YUAN),
        [one] => Some(*one),
        [one, other] if one == other => Some(*one),
        _ => None,
    }
}

/// Such as `1,120,000.00 元（112 万元）`.
fn in_chinese(value: Decimal, currency: &str) -> String {
    let spelt = spell(value, &[(8, "亿"), (4, "万")], "约 ");
    let larger = spelt.larger.map(|words| format!("（{words}{currency}）")).unwrap_or_default();
    format!("{} {currency}{larger}", spelt.exact)
}

/// Such as `CNY 1,120,000.00 (1.12 million)`.
fn in_english(value: Decimal, currency: &str) -> String {
    let spelt = spell(value, &[(9, "billion"), (6, "million")], "about ");
    let larger = spelt.larger.map(|words| format!(" ({words})")).unwrap_or_default();
    format!("{currency} {}{larger}", spelt.exact)
}

struct Spelt {
    /// At least two decimals.
    exact: String,
    /// In a larger unit, rounded to two decimals, if the amount is large enough.
    larger: Option<String>,
}

/// `scales`: powers of ten with their units, largest first.
fn spell(value: Decimal, scales: &[(u32, &str)], about: &str) -> Spelt {
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let value = value.abs();
    let (integer, fraction) = grouped_parts(value);
    let exact = format!("{sign}{integer}.{fraction:0<2}");
    let Some(at) = scales.iter().position(|(places, _)| value >= power_of_ten(*places)) else {
        return Spelt { exact, larger: None };
    };
    let (places, unit) = scales[at];
    // Exact: as many digits leave the integer as enter the fraction.
    let in_unit = value * Decimal::new(1, places);
    let rounded = in_unit.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let carried = at.checked_sub(1).map(|larger| scales[larger]).filter(|(larger, _)| {
        // It was rounded up to one of the next larger unit.
        rounded == power_of_ten(larger - places)
    });
    let (number, unit) = carried.map_or((rounded, unit), |(_, unit)| (Decimal::ONE, unit));
    let about = if rounded == in_unit { "" } else { about };
    let (integer, fraction) = grouped_parts(number.normalize());
    let point = if fraction.is_empty() { "" } else { "." };
    Spelt { exact, larger: Some(format!("{about}{sign}{integer}{point}{fraction} {unit}")) }
}

fn power_of_ten(places: u32) -> Decimal {
    Decimal::from_i128_with_scale(10_i128.pow(places), 0)
}

/// The grouped digits before the decimal point, and those after it.
fn grouped_parts(value: Decimal) -> (String, String) {
    let text = value.to_string();
    let (integer, fraction) = text.split_once('.').unwrap_or((&text, ""));
    (grouped(integer), fraction.to_owned())
}

/// Groups the digits of an integer in threes, separated by commas.
pub fn grouped(integer: &str) -> String {
    let mut text = String::new();
    for (index, digit) in integer.chars().enumerate() {
        if index > 0 && (integer.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests;
