//! Single flight: a look-up waits while the same one is in progress, and then uses its answer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use store::check::Check;
use tokio::sync::OwnedMutexGuard;

type Key = (Check, String);

/// The look-ups in progress.
#[derive(Debug, Default)]
pub(crate) struct SingleFlight(Mutex<HashMap<Key, Weak<tokio::sync::Mutex<()>>>>);

/// The exclusive right to make a look-up, until dropped.
pub(crate) struct Flight {
    _guard: OwnedMutexGuard<()>,
    /// Whether the same look-up was in progress before.
    pub(crate) waited: bool,
}

impl SingleFlight {
    /// Waits until the same look-up is no longer in progress.
    pub(crate) async fn acquire(&self, check: Check, subject: &str) -> Flight {
        let lock = self.lock_of((check, subject.to_owned()));
        match lock.clone().try_lock_owned() {
            Ok(guard) => Flight { _guard: guard, waited: false },
            Err(_) => Flight { _guard: lock.lock_owned().await, waited: true },
        }
    }

    fn lock_of(&self, key: Key) -> Arc<tokio::sync::Mutex<()>> {
        let mut locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        locks.retain(|_, lock| lock.strong_count() > 0);
        if let Some(lock) = locks.get(&key).and_then(Weak::upgrade) {
            return lock;
        }
        let lock = Arc::default();
        locks.insert(key, Arc::downgrade(&lock));
        lock
    }
}
