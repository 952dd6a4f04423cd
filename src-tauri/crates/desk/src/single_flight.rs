//! Single flight: a look-up waits while the same one is in progress, and then uses its answer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use store::check::Check;
use tokio::sync::OwnedMutexGuard;

type Question = (Check, String);

/// The look-ups in progress.
#[derive(Debug, Default)]
pub(crate) struct SingleFlight(Mutex<HashMap<Question, Weak<tokio::sync::Mutex<()>>>>);

/// The exclusive right to make a look-up, until dropped.
pub(crate) struct Flight {
    _guard: OwnedMutexGuard<()>,
    /// Whether the same look-up was in progress before.
    pub(crate) waited: bool,
}

impl SingleFlight {
    /// Waits until the same look-up is no longer in progress.
    pub(crate) async fn take(&self, check: Check, subject: &str) -> Flight {
        let question = self.question(check, subject);
        match question.clone().try_lock_owned() {
            Ok(guard) => Flight { _guard: guard, waited: false },
            Err(_) => Flight { _guard: question.lock_owned().await, waited: true },
        }
    }

    fn question(&self, check: Check, subject: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut questions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        questions.retain(|_, question| question.strong_count() > 0);
        let key = (check, subject.to_owned());
        if let Some(question) = questions.get(&key).and_then(Weak::upgrade) {
            return question;
        }
        let question = Arc::default();
        questions.insert(key, Arc::downgrade(&question));
        question
    }
}
