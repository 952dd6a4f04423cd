//! Reads dates in the vendor's formats.

use crate::words::Words;
use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};
use std::ops::RangeInclusive;

/// Databases use dates from this year on to mean "no end date".
const FOR_GOOD: i16 = 2900;
/// Several databases use the first day of their calendar to mean "no date".
const NO_YEAR: i16 = 1;
/// The last day of the year 9999 in seconds since 1970, from its start in Beijing to its end in UTC. As
/// milliseconds, these are two minutes of 1978.
const LAST_DAY: RangeInclusive<i64> = 253_402_185_600..=253_402_300_799;

/// The reading of a date that is not shown as received: an ISO date, 长期 or 未载明, each with the original text.
pub(crate) fn interpret(raw: &str) -> Option<Words> {
    if says_nothing(raw) || is_zero(raw) {
        return Some(Words::unstated().with_original(raw));
    }
    let folded = folded(raw);
    let (date, readable) = read(&folded).map(|(date, readable)| (date, readable && folded == raw))?;
    let words = match date.year() {
        ..=NO_YEAR => Words::unstated(),
        FOR_GOOD.. => Words::of("长期", "no end date"),
        _ if readable => return None,
        _ => Words::same(date.to_string()),
    };
    Some(words.with_original(raw))
}

/// Placeholders for "nothing": a dash, or a word such as `null`.
pub(crate) fn says_nothing(raw: &str) -> bool {
    const WORDS: [&str; 5] = ["null", "none", "n/a", "undefined", "暂无"];
    let is_dash = !raw.is_empty() && raw.chars().all(|c| "-—–―－/／".contains(c));
    is_dash || WORDS.iter().any(|word| raw.eq_ignore_ascii_case(word))
}

/// Converts full-width digits and signs, and other dashes, to ASCII. Commas stay: their width matters in
/// amounts.
pub(crate) fn folded(raw: &str) -> String {
    let fold = |c| match c {
        '，' => c,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '‐' | '‑' | '–' | '—' | '−' => '-',
        c => c,
    };
    raw.chars().map(fold).collect()
}

/// `0000-00-00 00:00:00`, which several databases use for "no date".
fn is_zero(raw: &str) -> bool {
    raw.starts_with("0000") && raw.chars().all(|c| c == '0' || !c.is_alphanumeric())
}

/// The date, and whether it is readable as written.
fn read(raw: &str) -> Option<(Date, bool)> {
    match (run_together(raw), raw.len()) {
        // Ten digits can also be seconds. (Twelve digits as milliseconds would mean days in 1976.)
        (Some(_), 10) => return None,
        (Some(date), _) => return Some((date, false)),
        (None, _) => {}
    }
    if let Some(milliseconds) = milliseconds(raw) {
        return Some((day_in_china(milliseconds)?, false));
    }
    if let Ok(moment) = raw.parse::<Timestamp>() {
        return Some((day_in_china(moment.as_millisecond())?, false));
    }
    if let Some(date) = written_out(raw) {
        return Some((date, false));
    }
    // A `Timestamp` ends a day before 9999-12-31T23:59:59Z.
    let date = raw.trim_end_matches(['Z', 'z']).parse::<DateTime>().ok()?.date();
    Some((date, !raw.contains(['T', 't'])))
}

/// `/Date(1110297600000)/`, as .NET writes it, or the number alone: milliseconds since 1970, or seconds if it
/// has nine or ten digits. So are eleven below zero, as in the year 1, and the twelve of [`LAST_DAY`].
fn milliseconds(raw: &str) -> Option<i64> {
    let number = raw.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/"));
    let digits = match number {
        // A UTC offset does not change the instant.
        Some(number) => number.rfind(['+', '-']).filter(|at| *at > 0).map_or(number, |at| &number[..at]),
        None => raw,
    };
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    let value: i64 = digits.parse().ok().filter(|_| unsigned.bytes().all(|byte| byte.is_ascii_digit()))?;
    match (number, unsigned.len()) {
        (Some(_), _) | (None, 13..=15) => Some(value),
        (None, 12) if !LAST_DAY.contains(&value) => Some(value),
        (None, 9 | 10 | 12) => Some(value * 1000),
        (None, 11) if value < 0 => Some(value * 1000),
        (None, _) => None,
    }
}

/// The date in Beijing. Use UTC+8 throughout: dates before 1991 (daylight saving time) are also midnights at
/// UTC+8. The last day of the calendar in UTC ends eight hours after that; what is a day beyond is no date.
fn day_in_china(milliseconds: i64) -> Option<Date> {
    let epoch = DateTime::constant(1970, 1, 1, 8, 0, 0, 0);
    let since = SignedDuration::from_millis(milliseconds);
    let moment =
        epoch.checked_add(since).or_else(|_| epoch.checked_add(since - SignedDuration::from_hours(24)));
    moment.ok().map(DateTime::date)
}

/// `20210902`, or with a time to the hour, minute or second, such as `20210902134500`. With a time, only
/// years 19xx and 20xx are accepted.
fn run_together(raw: &str) -> Option<Date> {
    let is_plain = matches!(raw.len(), 8 | 10 | 12 | 14) && raw.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain || (raw.len() > 8 && !raw.starts_with("19") && !raw.starts_with("20")) {
        return None;
    }
    let highest = ["23", "59", "59"];
    let is_time = raw.as_bytes()[8..].chunks(2).zip(highest).all(|(two, most)| two <= most.as_bytes());
    let date = Date::new(raw[..4].parse().ok()?, raw[4..6].parse().ok()?, raw[6..8].parse().ok()?).ok()?;
    is_time.then_some(date)
}

/// `2021年9月2日` (or 号, or with spaces), `2021/9/2`, `2021.9.2` or `2021-9-2`, optionally with a time.
fn written_out(raw: &str) -> Option<Date> {
    let (year, rest) = raw.split_once(['年', '/', '.', '-'])?;
    let (month, rest) = rest.split_once(['月', '/', '.', '-'])?;
    let (year, rest) = (year.trim(), rest.trim_start());
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (day, after) = rest.split_at(end);
    let after = after.trim_start();
    let after = after.strip_prefix(['日', '号']).unwrap_or(after).trim();
    let is_time = after.chars().all(|c| c.is_ascii_digit() || ":.时分秒".contains(c))
        && after.chars().take_while(char::is_ascii_digit).count() <= 2;
    let whole = year.len() == 4 && (1..=2).contains(&month.trim().len()) && (1..=2).contains(&day.len());
    let zero_padded =
        raw.starts_with(&format!("{year}-{month:0>2}-{day:0>2}")) && month.len() == 2 && day.len() == 2;
    if !whole || !is_time || zero_padded {
        return None;
    }
    Date::new(year.parse().ok()?, month.trim().parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zh(raw: &str) -> Option<String> {
        interpret(raw).map(|words| words.zh)
    }

    #[test]
    fn a_day_that_people_can_read_stays_as_it_is() {
        for raw in [
            "2021-09-02",
            "2005-03-09 00:00:00",
            "2021-09-02 13:45",
            "1900-01-01",
            "",
            "长期",
            "去年",
            "2021-13-01",
            "20211301",
            "2021090213",
            "2021.09.02 2022.09.01",
            "12345678901",
            "1110297600000000",
            "/Date(1110297600000000)/",
            "/Date(-1110297600000000)/",
            "/Date(253402358400000)/",
            "999999999999999",
            "-999999999999999",
            "1234567",
            "永久",
        ] {
            assert_eq!(zh(raw), None, "{raw}");
        }
    }

    #[test]
    fn any_other_form_is_read_with_the_text_beside_it() {
        for (raw, day) in [
            ("/Date(1110297600000)/", "2005-03-09"),
            ("/Date(1110297600000+0800)/", "2005-03-09"),
            ("1110297600000", "2005-03-09"),
            ("1110297600", "2005-03-09"),
            ("2021年9月2日", "2021-09-02"),
            ("2021年09月02日", "2021-09-02"),
            ("2021/9/2", "2021-09-02"),
            ("2021.09.02", "2021-09-02"),
            ("2021-9-2", "2021-09-02"),
            ("2021/09/02 00:00:00", "2021-09-02"),
            ("20210902", "2021-09-02"),
            ("202109021345", "2021-09-02"),
            ("20210902134559", "2021-09-02"),
            ("194457600000", "1976-03-01"),
            ("946655999999", "1999-12-31"),
            ("946656000000", "2000-01-01"),
            ("-946713600001", "1940-01-01"),
            ("253402185599", "1978-01-12"),
            ("253402300800", "1978-01-12"),
            ("2021-09-02T00:00:00", "2021-09-02"),
            ("2021-09-01T16:00:00Z", "2021-09-02"),
            ("2021-09-02T00:00:00+08:00", "2021-09-02"),
            ("-62135596800000", "未载明"),
            ("/Date(-62135596800000)/", "未载明"),
            ("0001-01-01", "未载明"),
            ("0001-01-01 00:00:00", "未载明"),
            ("0001-01-01T00:00:00", "未载明"),
            ("0001/1/1", "未载明"),
            ("0000-00-00", "未载明"),
            ("0000-00-00 00:00:00", "未载明"),
            ("00000000", "未载明"),
            ("-", "未载明"),
            ("——", "未载明"),
            ("9999-01-01", "长期"),
            ("9999-12-31 23:59:59", "长期"),
            ("9999年12月31日", "长期"),
            ("99991231", "长期"),
            ("00010101", "未载明"),
            ("253402214400000", "长期"),
            ("253402300799000", "长期"),
            ("253402185600", "长期"),
            ("253402214400", "长期"),
            ("253402300799", "长期"),
            ("/Date(253402300799999)/", "长期"),
            ("/Date(253402300800000)/", "长期"),
            ("9999-12-31T23:59:59Z", "长期"),
            ("9999-12-31T00:00:00.000Z", "长期"),
            ("9999-12-31T23:59:59+00:00", "长期"),
            ("9999-12-31T23:59:59.9999999", "长期"),
            ("-62135596800", "未载明"),
            ("-62135625600000", "未载明"),
            ("946656000", "2000-01-01"),
            ("-315648000", "1960-01-01"),
        ] {
            assert_eq!(zh(raw), Some(format!("{day}（原文：{raw}）")), "{raw}");
        }
    }
}
