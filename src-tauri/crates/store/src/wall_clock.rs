//! The current time. The core reads the system clock only here.

use jiff::{SignedDuration, Timestamp};
use std::sync::{Arc, Mutex, PoisonError};

const TICK: SignedDuration = SignedDuration::from_millis(1);

/// The record's clock. Clones share it.
#[derive(Debug, Clone)]
pub struct WallClock(Option<Arc<Mutex<Timestamp>>>);

impl WallClock {
    pub fn system() -> Self {
        Self(None)
    }

    /// A clock for tests, which must not depend on the date. It advances by a millisecond per reading, so
    /// that later events have later times, and otherwise stands still.
    pub fn set_to(at: Timestamp) -> Self {
        Self(Some(Arc::new(Mutex::new(at))))
    }

    /// Advances a clock that was set. Does nothing to the computer's.
    pub fn advance(&self, by: SignedDuration) {
        if let Some(at) = &self.0 {
            advance(at, by);
        }
    }

    pub fn now(&self) -> Timestamp {
        match &self.0 {
            None => Timestamp::now(),
            Some(at) => advance(at, TICK),
        }
    }
}

fn advance(at: &Mutex<Timestamp>, by: SignedDuration) -> Timestamp {
    let mut at = at.lock().unwrap_or_else(PoisonError::into_inner);
    *at = at.saturating_add(by).unwrap_or(*at);
    *at
}
