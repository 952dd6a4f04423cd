//! The orders being followed, each by its own task.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Number of orders for which requests are made at a time.
const ASKED_AT_A_TIME: usize = 3;

#[derive(Debug)]
pub(crate) struct Following {
    orders: Arc<Mutex<HashSet<i64>>>,
    /// Limits how many orders make requests.
    turns: Semaphore,
    pub(crate) tasks: TaskTracker,
    pub(crate) closing: CancellationToken,
    /// Cancelled when running steps are no longer waited for.
    pub(crate) abort: CancellationToken,
}

/// Stops following an order when dropped.
pub(crate) struct Followed {
    orders: Arc<Mutex<HashSet<i64>>>,
    id: i64,
}

impl Default for Following {
    fn default() -> Self {
        Self {
            orders: Arc::default(),
            turns: Semaphore::new(ASKED_AT_A_TIME),
            tasks: TaskTracker::new(),
            closing: CancellationToken::new(),
            abort: CancellationToken::new(),
        }
    }
}

impl Following {
    /// Waits until fewer other orders make requests. `None` if the desk is closing.
    pub(crate) async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        tokio::select! {
            biased;
            () = self.closing.cancelled() => None,
            turn = self.turns.acquire() => turn.ok(),
        }
    }

    /// `None` if the order is already followed, or the desk is closing.
    pub(crate) fn start(&self, id: i64) -> Option<Followed> {
        let new = !self.closing.is_cancelled()
            && self.orders.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
        new.then(|| Followed { orders: self.orders.clone(), id })
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;
    use std::pin::pin;
    use std::task::Poll;

    #[tokio::test]
    async fn only_a_few_orders_are_asked_about_at_a_time() {
        let following = Following::default();
        let mut turns = Vec::new();
        for _ in 0..ASKED_AT_A_TIME {
            turns.push(following.turn().await);
        }
        let mut next = pin!(following.turn());
        let waits = poll_fn(|context| Poll::Ready(next.as_mut().poll(context).is_pending())).await;
        assert!(waits);
        turns.pop();
        assert!(next.await.is_some());
    }

    #[tokio::test]
    async fn whoever_waits_for_a_turn_ends_with_the_desk() {
        let following = Following::default();
        following.closing.cancel();
        assert!(following.turn().await.is_none());
    }
}
