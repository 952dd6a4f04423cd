use std::time::Duration;
use tokio::time::Instant;

/// How far the clock goes at a time.
const STEP: Duration = Duration::from_millis(10);

/// Stops tokio's clock, and returns what it shows. From now on it goes on by itself, a small step whenever every task waits.
///
/// Tokio alone would go on to the next timer, a deadline perhaps, while bytes are on their way from one task to another.
pub fn stop_clock() -> Instant {
    tokio::time::pause();
    tokio::spawn(async {
        loop {
            tokio::time::sleep(STEP).await;
        }
    });
    Instant::now()
}
