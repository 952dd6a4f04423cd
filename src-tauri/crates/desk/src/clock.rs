//! Corrects for a wrong clock of this machine: the service accepts signatures within about five minutes only.

use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{SignedDuration, Timestamp};
use qcc::RawReply;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};
use store::record::Received;

/// Smaller differences, in seconds, do not cause a refusal.
const FAR_OFF: i64 = 240;

/// The clock for signatures: this machine's, until a refusal shows that it is wrong.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    correction_seconds: AtomicI64,
}

impl Clock {
    /// Learns from the reply to a request signed for the time `signed`. Returns true if the signature was
    /// refused and the time is the likely reason: nothing was billed then, and a signature with the corrected
    /// time will be accepted.
    pub(crate) fn is_corrected_by<C: qcc::Call>(
        &self,
        reply: &Received,
        signed: Timestamp,
        now: Timestamp,
    ) -> bool {
        let (Some(error), Some(ahead)) = (seconds_ahead(reply, signed), seconds_ahead(reply, now)) else {
            return false;
        };
        let refused = || reply.read::<C>().is_ok_and(|reply| reply.status.refuses_the_signature());
        if ahead.abs() <= FAR_OFF && error.abs() <= FAR_OFF || !refused() {
            return false;
        }
        // The signed time was right but refused, so either the time was not the reason, or the service checks
        // against another clock than it shows. Trust this machine's clock again.
        let right = error.abs() <= FAR_OFF;
        self.correction_seconds.store(if right { 0 } else { -ahead }, Ordering::Relaxed);
        !right
    }

    /// The time to sign with when this machine's clock shows `now`.
    pub(crate) fn corrected(&self, now: Timestamp) -> Timestamp {
        let correction = SignedDuration::from_secs(self.correction_seconds.load(Ordering::Relaxed));
        now.saturating_add(correction).unwrap_or(now)
    }
}

/// How far a clock that shows `now` is ahead of the service's, in seconds; `None` if the reply does not tell.
pub(crate) fn seconds_ahead(raw: &RawReply, now: Timestamp) -> Option<i64> {
    let service = DateTimeParser::new().parse_timestamp(raw.date.as_deref()?).ok()?;
    Some(now.as_second() - service.as_second())
}

/// The same, if it is far enough to cause refusals.
pub(crate) fn far_ahead(raw: &RawReply, now: Timestamp) -> Option<i32> {
    let ahead = seconds_ahead(raw, now).filter(|ahead| ahead.abs() > FAR_OFF)?;
    i32::try_from(ahead).ok()
}

/// Until when the app makes no requests of its own, because the service sent `Retry-After`. It ends when either
/// clock says so: the monotonic clock may stop in suspend, and the wall clock may be set back.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NotBefore {
    monotonic: Instant,
    wall: Timestamp,
}

impl NotBefore {
    pub(crate) fn after(delay: Duration, now: Timestamp) -> Self {
        Self { monotonic: Instant::now() + delay, wall: now.saturating_add(delay).unwrap_or(now) }
    }

    /// The time left, when the wall clock shows `now`.
    pub(crate) fn left(self, now: Timestamp) -> Duration {
        let wall = Duration::try_from(self.wall.duration_since(now)).unwrap_or_default();
        self.monotonic.saturating_duration_since(Instant::now()).min(wall)
    }
}

/// The delay of `Retry-After`. A date counts from the reply's own, because this machine's clock may be wrong.
pub(crate) fn retry_after(raw: &RawReply, now: Timestamp) -> Option<Duration> {
    let text = raw.retry_after.as_deref()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTimeParser::new().parse_timestamp(text).ok()?;
    let ahead = seconds_ahead(raw, now).unwrap_or(0);
    u64::try_from(until.as_second() - now.as_second() + ahead).ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use qcc::GetQuota;

    const NOW: &str = "2026-11-22T06:10:00Z";

    fn reply(status: u16, date: Option<&str>) -> RawReply {
        RawReply {
            http_status: 200,
            content_type: None,
            date: date.map(str::to_owned),
            retry_after: None,
            body: format!(r#"{{"Status":"{status}"}}"#).into_bytes(),
        }
    }

    fn learnt(clock: &Clock, status: u16, date: &str) -> bool {
        let now = NOW.parse().unwrap();
        clock.is_corrected_by::<GetQuota>(&reply(status, Some(date)).into(), clock.corrected(now), now)
    }

    fn signs_with(clock: &Clock) -> String {
        clock.corrected(NOW.parse().unwrap()).to_string()
    }

    #[test]
    fn a_refused_signature_of_a_wrong_time_corrects_the_clock_once() {
        for status in [107, 115] {
            let clock = Clock::default();
            assert!(learnt(&clock, status, "Sun, 22 Nov 2026 06:03:00 GMT"));
            assert_eq!(signs_with(&clock), "2026-11-22T06:03:00Z");
            assert!(!learnt(&clock, status, "Sun, 22 Nov 2026 06:03:00 GMT"), "the time was right");
            assert_eq!(signs_with(&clock), NOW, "and was not the reason");
        }
    }

    #[test]
    fn a_delay_ends_by_either_clock() {
        let now: Timestamp = NOW.parse().unwrap();
        let hour = Duration::from_secs(3600);
        let not_before = NotBefore::after(hour, now);
        assert!(not_before.left(now) > hour / 2);
        assert!(not_before.left(now - hour) <= hour, "a clock that is set back makes it no longer");
        assert_eq!(not_before.left(now + hour), Duration::ZERO, "time in suspend counts");
        assert_eq!(NotBefore::after(Duration::ZERO, now).left(now), Duration::ZERO);
    }

    #[test]
    fn requests_that_were_signed_before_the_correction_are_signed_anew_as_well() {
        let clock = Clock::default();
        let (refusal, now) = (reply(115, Some("Sun, 22 Nov 2026 05:10:00 GMT")).into(), NOW.parse().unwrap());
        assert!(clock.is_corrected_by::<GetQuota>(&refusal, now, now));
        assert!(clock.is_corrected_by::<GetQuota>(&refusal, now, now), "asked at the same time");
        assert_eq!(signs_with(&clock), "2026-11-22T05:10:00Z");
    }

    #[test]
    fn a_clock_that_was_set_right_meanwhile_is_followed_again() {
        let clock = Clock::default();
        learnt(&clock, 115, "Sat, 21 Nov 2026 06:10:00 GMT");
        assert!(learnt(&clock, 115, "Sun, 22 Nov 2026 06:10:00 GMT"));
        assert_eq!(signs_with(&clock), NOW);
    }

    #[test]
    fn nothing_else_moves_the_clock() {
        let clock = Clock::default();
        assert!(!learnt(&clock, 107, "Sun, 22 Nov 2026 06:06:00 GMT"), "four minutes are no reason");
        for status in [101, 110, 112, 199, 200, 201, 500] {
            assert!(!learnt(&clock, status, "Sun, 22 Nov 2026 05:00:00 GMT"), "{status}");
        }
        assert!(!learnt(&clock, 107, "yesterday"));
        let now = NOW.parse().unwrap();
        assert!(!clock.is_corrected_by::<GetQuota>(&reply(107, None).into(), now, now));
        assert_eq!(signs_with(&clock), NOW);
    }

    #[test]
    fn a_difference_is_told_only_where_it_matters() {
        let now = NOW.parse().unwrap();
        assert_eq!(seconds_ahead(&reply(200, Some("Sun, 22 Nov 2026 06:03:00 GMT")), now), Some(420));
        assert_eq!(far_ahead(&reply(200, Some("Sun, 22 Nov 2026 06:03:00 GMT")), now), Some(420));
        assert_eq!(far_ahead(&reply(200, Some("Sun, 22 Nov 2026 06:09:00 GMT")), now), None);
        assert_eq!(far_ahead(&reply(200, None), now), None);
    }
}
