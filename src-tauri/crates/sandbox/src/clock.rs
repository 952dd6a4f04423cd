use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use jiff::{Timestamp, civil::DateTime, tz::Offset};

/// The sandbox's clock. Clones share it, so a test can keep one and advance a running sandbox.
#[derive(Clone, Debug)]
pub struct Clock {
    runs: Runs,
    millis: Arc<AtomicI64>,
}

/// How a clock advances.
#[derive(Clone, Copy, Debug)]
enum Runs {
    WithTheSystem,
    Since(Instant),
    Not,
}

impl Clock {
    #[must_use]
    pub fn system() -> Self {
        Self::ahead_of_the_system(0)
    }

    /// The computer's clock plus `seconds`, which may be negative.
    #[must_use]
    pub fn ahead_of_the_system(seconds: i64) -> Self {
        Self::new(Runs::WithTheSystem, seconds)
    }

    /// Starts at a Unix time in seconds and then runs independently of the computer's clock.
    #[must_use]
    pub fn running_from(unix_seconds: i64) -> Self {
        Self::new(Runs::Since(Instant::now()), unix_seconds)
    }

    /// Stays at a Unix time in seconds until [`advance`](Self::advance) is called.
    #[must_use]
    pub fn stopped_at(unix_seconds: i64) -> Self {
        Self::new(Runs::Not, unix_seconds)
    }

    fn new(runs: Runs, seconds: i64) -> Self {
        Self { runs, millis: Arc::new(AtomicI64::new(seconds.saturating_mul(1000))) }
    }

    /// Advances the clock, in whole milliseconds.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.millis.fetch_add(by, Ordering::SeqCst);
    }

    /// Unix time in milliseconds.
    #[must_use]
    pub fn unix_millis(&self) -> i64 {
        let went = match self.runs {
            Runs::WithTheSystem => SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default(),
            Runs::Since(start) => start.elapsed(),
            Runs::Not => Duration::ZERO,
        };
        i64::try_from(went.as_millis()).unwrap_or(i64::MAX).saturating_add(self.millis.load(Ordering::SeqCst))
    }

    /// Unix time in whole seconds, as in `Timespan`.
    #[must_use]
    pub fn unix_seconds(&self) -> i64 {
        self.unix_millis().div_euclid(1000)
    }

    pub(crate) fn system_time(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(u64::try_from(self.unix_millis()).unwrap_or_default())
    }
}

/// The local time in China, which the service uses in numbers and dates.
pub(crate) fn in_china(unix_millis: i64) -> DateTime {
    Offset::constant(8).to_datetime(Timestamp::from_millisecond(unix_millis).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_clock_moves_only_when_told() {
        let clock = Clock::stopped_at(1_700_000_000);
        assert_eq!(clock.unix_seconds(), 1_700_000_000);
        clock.clone().advance(Duration::from_millis(1_500));
        assert_eq!(clock.unix_millis(), 1_700_000_001_500);
    }

    #[test]
    fn dates_are_written_in_chinas_time() {
        // 2023-11-14 22:13:20 UTC is the next morning in China.
        assert_eq!(in_china(1_700_000_000_000).to_string(), "2023-11-15T06:13:20");
    }
}
