//! Waiting for what must come, never for a fixed time.

use std::fmt::Display;
use std::time::Duration;

use tokio::time::{Instant, interval};

/// Long enough for a busy two-core machine; a test that passes never waits it out.
const PATIENCE: Duration = Duration::from_secs(60);

/// Asks again and again until `attempt` succeeds; panics with its last reason when patience ends.
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
