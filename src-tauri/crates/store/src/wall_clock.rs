//! What time it is. The core asks the system here and nowhere else.

use jiff::{SignedDuration, Timestamp};
use std::sync::{Arc, Mutex, PoisonError};

const TICK: SignedDuration = SignedDuration::from_millis(1);

/// The clock that the record goes by. Clones share it.
#[derive(Debug, Clone)]
pub struct WallClock(Option<Arc<Mutex<Timestamp>>>);

impl WallClock {
    /// The computer's.
    pub fn system() -> Self {
        Self(None)
    }

    /// One that goes on by a millisecond whenever it is read, so that what happens later is later, and otherwise stands still
    /// until it is moved: for tests, none of which may depend on the day it runs on.
    pub fn set_to(at: Timestamp) -> Self {
        Self(Some(Arc::new(Mutex::new(at))))
    }

    /// Moves a clock that was set. The computer's goes by itself.
    pub fn advance(&self, by: SignedDuration) {
        if let Some(at) = &self.0 {
            advance(at, by);
        }
    }

    /// The time now.
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
