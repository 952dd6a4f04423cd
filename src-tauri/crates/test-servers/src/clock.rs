use std::time::Duration;
use tokio::time::Instant;

/// How far the clock advances at a time.
const STEP: Duration = Duration::from_millis(10);

/// Stops tokio's clock and returns its time. From then on it advances in small steps whenever all tasks are
/// waiting.
///
/// Tokio's own auto-advance would jump to the next timer, such as a deadline, while bytes are still in
/// transit between tasks.
pub fn stop_clock() -> Instant {
    tokio::time::pause();
    tokio::spawn(async {
        loop {
            tokio::time::sleep(STEP).await;
        }
    });
    Instant::now()
}
