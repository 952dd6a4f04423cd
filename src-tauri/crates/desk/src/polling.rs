//! The timing of the app's own requests. Pauses also consider the wall clock, so that time in suspend counts.

use jiff::Timestamp;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// Pauses before the app asks again. The defaults are the app's values.
#[derive(Debug, Clone)]
pub struct Polling {
    /// First pause between status requests of an order; it doubles every time.
    pub first_pause: Duration,
    /// Longest of these pauses.
    pub longest_pause: Duration,
    /// How long after placing an order it is put on hold, if it is not finished.
    pub hold_after: Duration,
    /// Pauses before a look-up that the service is still working on is repeated.
    pub pending: [Duration; 3],
}

impl Default for Polling {
    fn default() -> Self {
        Self {
            first_pause: Duration::from_secs(2),
            longest_pause: Duration::from_secs(600),
            hold_after: Duration::from_secs(7 * 24 * 3600),
            pending: [Duration::from_secs(3), Duration::from_secs(10), Duration::from_secs(30)],
        }
    }
}

impl Polling {
    /// Delay before an order is followed after a start, when this many others precede it; none for the first.
    pub(crate) fn after_others(&self, others: u32) -> Duration {
        self.first_pause / 2 * others
    }

    /// The pauses between the progress requests of an order.
    pub(crate) fn pauses(&self, order: i64) -> Pauses {
        Pauses { next: self.first_pause, longest: self.longest_pause, order, turn: 0 }
    }
}

pub(crate) struct Pauses {
    next: Duration,
    longest: Duration,
    order: i64,
    turn: u64,
}

impl Pauses {
    /// The next pause: twice as long as the one before, up to the longest; at least the `Retry-After`.
    pub(crate) fn next(&mut self, retry_after: Duration) -> Duration {
        let pause = self.varied(self.next, retry_after);
        self.next = (self.next * 2).min(self.longest);
        pause
    }

    /// A `Retry-After`, a little longer for each order, so that they do not all ask at its end.
    pub(crate) fn retry(&mut self, retry_after: Duration) -> Duration {
        self.varied(Duration::ZERO, retry_after)
    }

    fn varied(&mut self, pause: Duration, retry_after: Duration) -> Duration {
        self.turn += 1;
        jitter(pause, retry_after, self.order, self.turn - 1)
    }
}

/// The pause of one order, varied so that orders with the same pause do not all ask at once: slightly
/// shorter, or slightly longer than a `Retry-After` that exceeds it.
fn jitter(pause: Duration, retry_after: Duration, order: i64, turn: u64) -> Duration {
    // Pseudo-random but deterministic: splitmix64.
    let mut mixed = order.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(turn);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let share = u32::from((mixed >> 48) as u16);
    let part = |whole: Duration| whole / 4 * share / u32::from(u16::MAX);
    (pause - part(pause)).max(retry_after + part(retry_after))
}

/// How often the clocks are compared.
const TICK: Duration = Duration::from_secs(5);
/// If a tick takes this much longer than it should, the machine was suspended.
const SLEPT: Duration = Duration::from_secs(10);

/// Waits; `false` if cancelled. Ends early when the machine resumes from suspend, according to either clock.
pub(crate) async fn wait(
    pause: Duration,
    wall_clock: impl Fn() -> Timestamp,
    cancel: &CancellationToken,
) -> bool {
    let mut left = pause;
    while !left.is_zero() {
        let tick = left.min(TICK);
        let (began, began_at) = (Instant::now(), wall_clock());
        tokio::select! {
            biased;
            () = cancel.cancelled() => return false,
            () = tokio::time::sleep(tick) => {}
        }
        left = left_after(left, tick, began.elapsed(), wall_clock().duration_since(began_at).unsigned_abs());
    }
    !cancel.is_cancelled()
}

/// The rest of a pause after a tick that took this long on the monotonic clock and on the wall clock. Which
/// of them includes suspend time depends on the operating system.
fn left_after(left: Duration, tick: Duration, monotonic: Duration, wall: Duration) -> Duration {
    let slept = monotonic.max(wall) > tick + SLEPT;
    if slept { Duration::ZERO } else { left.saturating_sub(monotonic.max(tick)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn an_undisturbed_pause_is_counted_tick_by_tick() {
        assert_eq!(left_after(seconds(600), TICK, seconds(5), seconds(5)), seconds(595));
        assert_eq!(left_after(seconds(2), seconds(2), seconds(2), seconds(2)), Duration::ZERO);
    }

    #[test]
    fn a_machine_that_wakes_asks_at_once_whichever_clock_went_on() {
        assert_eq!(left_after(seconds(600), TICK, seconds(5), seconds(3600)), Duration::ZERO);
        assert_eq!(left_after(seconds(600), TICK, seconds(3600), seconds(3600)), Duration::ZERO);
    }

    #[test]
    fn a_clock_that_is_set_a_little_changes_nothing() {
        assert_eq!(left_after(seconds(600), TICK, seconds(5), seconds(9)), seconds(595));
    }

    #[test]
    fn a_clock_that_is_set_back_makes_no_pause_longer() {
        // Set back by 3 seconds, by 5, and by an hour. The wall clock's change during a tick counts in either
        // direction.
        for (wall, left) in [(2, 595), (0, 595), (3595, 0)] {
            assert_eq!(left_after(seconds(600), TICK, seconds(5), seconds(wall)), seconds(left), "{wall}");
        }
    }

    #[test]
    fn the_app_waits_as_long_as_the_page_says() {
        let polling = Polling::default();
        assert_eq!(polling.pending, [seconds(3), seconds(10), seconds(30)]);
        assert_eq!((polling.first_pause, polling.longest_pause), (seconds(2), seconds(600)));
        assert_eq!(polling.hold_after, seconds(7 * 24 * 3600));
    }

    #[test]
    fn orders_that_wait_as_long_ask_at_different_moments() {
        let pauses: Vec<_> = (1..=100).map(|order| jitter(seconds(600), Duration::ZERO, order, 3)).collect();
        assert!(pauses.iter().all(|pause| (seconds(450)..=seconds(600)).contains(pause)), "{pauses:?}");
        for quarter in 0..4 {
            let begin = seconds(450) + seconds(150) / 4 * quarter;
            let within = pauses.iter().filter(|&&pause| (begin..begin + seconds(150) / 4).contains(&pause));
            assert!(within.count() > 10, "{pauses:?}");
        }
        assert_ne!(pauses[0], jitter(seconds(600), Duration::ZERO, 1, 4), "and not in step with each other");
        assert_eq!(pauses[0], jitter(seconds(600), Duration::ZERO, 1, 3));
    }

    #[test]
    fn pauses_double_up_to_the_longest_and_are_never_in_step() {
        let mut pauses = Polling::default().pauses(1);
        let taken: Vec<Duration> = (0..12).map(|_| pauses.next(Duration::ZERO)).collect();
        for (pause, whole) in taken.iter().zip([2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]) {
            assert!((seconds(whole) * 3 / 4..=seconds(whole)).contains(pause), "{taken:?}");
        }
        assert!(taken[9] != taken[10] && taken[10] != taken[11], "{taken:?}");
    }

    #[test]
    fn a_retry_after_is_waited_out_by_each_order_for_a_time_of_its_own() {
        let pauses: Vec<_> =
            (1..=100).map(|order| Polling::default().pauses(order).retry(seconds(600))).collect();
        assert!(pauses.iter().all(|pause| (seconds(600)..=seconds(750)).contains(pause)), "{pauses:?}");
        assert!(pauses.iter().any(|pause| *pause > seconds(700)), "{pauses:?}");
    }

    #[test]
    fn after_a_start_orders_are_asked_about_one_after_the_other() {
        let polling = Polling::default();
        assert_eq!([0, 1, 2, 10].map(|others| polling.after_others(others)), [0, 1, 2, 10].map(seconds));
    }

    #[tokio::test]
    async fn a_cancelled_pause_ends_at_once() {
        let cancel = CancellationToken::new();
        cancel.cancel();
        assert!(!wait(seconds(3600), || Timestamp::UNIX_EPOCH, &cancel).await);
    }
}
