//! Waits for a condition, never for a fixed time.

use std::fmt::Display;
use std::time::Duration;

use tokio::time::{Instant, interval};

/// Long enough for a busy machine with two cores; a passing test never takes that long.
const PATIENCE: Duration = Duration::from_secs(60);

/// Repeats until `attempt` succeeds. After the timeout, panics with the last error.
pub async fn eventually<T, E: Display>(what: &str, mut attempt: impl AsyncFnMut() -> Result<T, E>) -> T {
    let deadline = Instant::now() + PATIENCE;
    let mut pause = interval(Duration::from_millis(40));
    loop {
        pause.tick().await;
        match attempt().await {
            Ok(value) => return value,
            Err(reason) if Instant::now() >= deadline => {
                panic!("not so within {} s: {what}\n{reason}", PATIENCE.as_secs())
            }
            Err(_) => {}
        }
    }
}
