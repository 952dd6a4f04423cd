//! Wall-clock time. Kept in UTC, shown and counted in Asia/Shanghai, where the service's day begins.

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

/// China has had one time zone without summer time since 1991; a fixed offset needs no time-zone data on the machine.
fn shanghai() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

/// RFC 3339 with the offset of Asia/Shanghai, to the second: `2026-11-22T14:03:05+08:00`.
pub(crate) fn shown(at: Timestamp) -> String {
    at.to_zoned(shanghai()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// When the current day began in Asia/Shanghai.
pub(crate) fn start_of_day(now: Timestamp) -> Timestamp {
    let now: Zoned = now.to_zoned(shanghai());
    now.start_of_day().map_or(Timestamp::MIN, |day| day.timestamp())
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
    }
}
