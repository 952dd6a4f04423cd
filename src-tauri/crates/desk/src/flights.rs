//! One request at a time for the same question: a second one waits for the answer of the first.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use store::check::Check;
use tokio::sync::OwnedMutexGuard;

type Question = (Check, String);

/// The questions that are under way.
#[derive(Debug, Default)]
pub(crate) struct Flights(Mutex<HashMap<Question, Weak<tokio::sync::Mutex<()>>>>);

/// The right to ask a question, until it is dropped.
pub(crate) struct Flight {
    _guard: OwnedMutexGuard<()>,
    /// Whether somebody else asked it in the meantime.
    pub(crate) waited: bool,
}

impl Flights {
    /// Waits until nobody else asks the question.
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
