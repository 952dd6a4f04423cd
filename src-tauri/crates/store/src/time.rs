//! Wall-clock time: stored in UTC, displayed and counted in Asia/Shanghai, where the service's day begins.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

/// Asia/Shanghai's offset from UTC, in milliseconds.
pub(crate) const OFFSET_MILLIS: i64 = 8 * 3_600_000;

/// China has had one time zone without daylight saving time since 1991; a fixed offset needs no time-zone
/// database.
fn shanghai() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

/// RFC 3339 with the offset of Asia/Shanghai, to the second: `2026-11-22T14:03:05+08:00`.
pub fn shown(at: Timestamp) -> String {
    at.to_zoned(shanghai()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// For file names: `20261122-1403`, in Asia/Shanghai.
pub fn file_stamp(at: Timestamp) -> String {
    at.to_zoned(shanghai()).strftime("%Y%m%d-%H%M").to_string()
}

/// The local time in Asia/Shanghai.
pub fn civil(at: Timestamp) -> DateTime {
    at.to_zoned(shanghai()).datetime()
}

/// The start of the current day in Asia/Shanghai.
pub fn start_of_day(now: Timestamp) -> Timestamp {
    let now: Zoned = now.to_zoned(shanghai());
    now.start_of_day().map_or(Timestamp::MIN, |day| day.timestamp())
}

/// The start of a day, given as YYYY-MM-DD, in Asia/Shanghai.
pub(crate) fn start_of(day: &str) -> Option<Timestamp> {
    let day: Date = day.parse().ok()?;
    Some(day.to_zoned(shanghai()).ok()?.timestamp())
}

/// The end of a day, given as YYYY-MM-DD, in Asia/Shanghai.
pub(crate) fn end_of(day: &str) -> Option<Timestamp> {
    let day: Date = day.parse().ok()?;
    Some(day.tomorrow().ok()?.to_zoned(shanghai()).ok()?.timestamp())
}

/// The day in Asia/Shanghai of a time in Unix milliseconds: `2026-11-22`.
pub(crate) fn date(millis: i64) -> Option<String> {
    let at = Timestamp::from_millisecond(millis).ok()?;
    Some(at.to_zoned(shanghai()).date().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_at_midnight_in_shanghai() {
        let just_before: Timestamp = "2026-11-21T15:59:59Z".parse().unwrap();
        let midnight: Timestamp = "2026-11-21T16:00:00Z".parse().unwrap();
        assert_eq!(start_of_day(midnight), midnight);
        assert_eq!(start_of_day(just_before), "2026-11-20T16:00:00Z".parse().unwrap());
        assert_eq!(shown(midnight), "2026-11-22T00:00:00+08:00");
        assert_eq!(file_stamp(just_before), "20261121-2359");
        assert_eq!(civil(midnight), "2026-11-22T00:00:00".parse().unwrap());
        assert_eq!(start_of("2026-11-22"), Some(midnight));
        assert_eq!(end_of("2026-11-21"), Some(midnight));
        assert_eq!(date(midnight.as_millisecond()).as_deref(), Some("2026-11-22"));
        assert_eq!(date(just_before.as_millisecond()).as_deref(), Some("2026-11-21"));
        assert_eq!(start_of("22.11.2026"), None);
    }
}
