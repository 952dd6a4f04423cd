//! The state machine of an order.

use crate::desk::{Desk, NotRecorded};
use crate::event::Event;
use crate::polling::{self, Pauses};
use crate::subject::{Subject, searchable};
use qcc::LOCKED_FOR;
use std::sync::Arc;
use std::time::Duration;
use store::check::Check;
use store::failure::{Failure, FailureCause, NotSentReason, StatusMeaning};
use store::order::{Order, OrderRow, ReportFormat, State, WaysOut};
use store::record::{CLOCK_SLACK, Intended, NewCall, NewOrder, RecordError};
use tokio_util::task::task_tracker::TaskTrackerToken;

/// Why an order was not accepted or could not be continued.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    #[error("order {0} for the same report is open")]
    AlreadyOpen(i64),
    /// The service has locked the subject for two hours, as its reply to this order said.
    #[error("the service has locked it for two hours after order {0}")]
    Locked(i64),
    /// The order does not exist, or its state does not (or no longer) allow this.
    #[error("no such order")]
    NotFound,
    #[error("order {0} of another account for the same report is open")]
    OpenElsewhere(i64),
    #[error("not an order number")]
    NotANumber,
    /// Another order has, or had, this number.
    #[error("order {0} has this number")]
    NumberTaken(i64),
    #[error("the service did not confirm the order number")]
    NotConfirmed(Failure),
    #[error(transparent)]
    Record(#[from] RecordError),
    #[error(transparent)]
    NotRecorded(#[from] NotRecorded),
}

impl Desk {
    /// Orders a report. It is stored first, then sent, followed and fetched in the background;
    /// [`Desk::order_changes`] reports every change.
    ///
    /// `despite`: the earlier orders for the same report that the user was told of, knowing that each may be
    /// charged: one that failed, one of unknown fate, and all open ones of other accounts.
    pub fn order_report(
        self: &Arc<Self>,
        subject: &Subject,
        format: ReportFormat,
        despite: &[i64],
    ) -> Result<Order, OrderError> {
        if let Some(refused) = self.locked_order(subject, format)? {
            return Err(OrderError::Locked(refused));
        }
        let placing = self.unfinished.token();
        let order = NewOrder { subject: subject.text(), format, despite };
        let id = match self.record().intend(self.account(), order)? {
            Intended::Written(id) => id,
            Intended::OpenElsewhere(other) => return Err(OrderError::OpenElsewhere(other)),
            Intended::Refused => {
                let open = self.open_order(subject, format)?;
                return Err(open.map_or(OrderError::NotFound, OrderError::AlreadyOpen));
            }
        };
        let order = self.order(id)?;
        self.start_following(id, Start::Placing(placing));
        Ok(order)
    }

    /// All orders of all accounts, latest first.
    pub fn orders(&self) -> Result<Vec<Order>, RecordError> {
        let rows = self.record().orders(self.account().is_demo())?;
        Ok(rows.into_iter().map(|row| row.shown(Some(self.account()))).collect())
    }

    /// This account's orders in this format.
    fn own_orders(&self, format: ReportFormat) -> Result<impl Iterator<Item = OrderRow>, RecordError> {
        let rows = self.record().orders(self.account().is_demo())?;
        let own = move |row: &OrderRow| row.account == *self.account() && row.format == Some(format);
        Ok(rows.into_iter().filter(own))
    }

    /// Follows an order until it is final, needs the user, or the desk is closed. Does nothing if it is already
    /// followed.
    pub(super) fn start_following(self: &Arc<Self>, id: i64, start: Start) {
        let Some(following) = self.following.start(id) else {
            return;
        };
        let desk = self.clone();
        self.following.tasks.spawn(async move {
            let _following = following;
            let mut pauses = desk.polling.pauses(id);
            let (mut placing, mut at_once) = match start {
                // A person confirmed a new order, so it is placed even if the app begins to close now.
                Start::Placing(placing) => (Some(placing), true),
                Start::AtOnce => (None, true),
                Start::After(pause) => match desk.pause(pause, &mut pauses).await {
                    true => (None, false),
                    false => return,
                },
            };
            loop {
                let step = tokio::select! {
                    biased;
                    step = desk.step(id, at_once) => step,
                    // As if the app had ended here: the last stored state is valid.
                    () = desk.following.abort.cancelled() => return,
                };
                drop(placing.take());
                match step {
                    Ok(Step::Finished) => return,
                    Ok(Step::Again) => continue,
                    // The record may become writable again; the last stored state is valid.
                    Err(_) => Event::OrderStuck { id }.log(),
                    Ok(Step::Wait) => {}
                }
                at_once = false;
                let pause = pauses.next(desk.retry_delay());
                if !desk.pause(pause, &mut pauses).await {
                    return;
                }
            }
        });
    }

    /// Waits, and then for any `Retry-After` that was received meanwhile; `false` if the desk closes.
    async fn pause(&self, mut pause: Duration, pauses: &mut Pauses) -> bool {
        loop {
            if !polling::wait(pause, || self.now(), &self.following.closing).await {
                return false;
            }
            let delay = self.retry_delay();
            if delay.is_zero() {
                return true;
            }
            pause = pauses.retry(delay);
        }
    }

    /// `at_once`: a person has just asked for it.
    async fn step(&self, id: i64, at_once: bool) -> Result<Step, OrderError> {
        let row = self.record().order(id)?.ok_or(OrderError::NotFound)?;
        match &row.state {
            State::Intent if at_once => self.place(&row).await,
            // It could not be stored when the user placed it. The user does not expect it to be sent later.
            State::Intent => self.close_unsent(&row, NotSentReason::NotRecorded),
            // Never repeat a request that was sent.
            State::Sending => self.settle(&row),
            State::Accepted { order_no }
            | State::Polling { order_no, .. }
            | State::Ready { order_no, .. } => match self.following.turn().await {
                // Another order may have received a `Retry-After` meanwhile.
                Some(_turn) if !at_once && !self.retry_delay().is_zero() => Ok(Step::Wait),
                Some(_turn) => self.follow(&row, order_no).await,
                None => Ok(Step::Finished),
            },
            State::OnHold { .. }
            | State::Unknown { .. }
            | State::Saved { .. }
            | State::Refused { .. }
            | State::NotSent { .. }
            | State::Failed { .. }
            | State::NotPlaced
            | State::Replaced
            | State::GivenUp { .. }
            | State::Newer { .. } => Ok(Step::Finished),
        }
    }

    /// The order whose reply said that the service has locked the subject for two hours: this very text, since
    /// another writing of the name is another query.
    fn locked_order(&self, subject: &Subject, format: ReportFormat) -> Result<Option<i64>, RecordError> {
        let locked = FailureCause::Status { meaning: StatusMeaning::LockedForTwoHours };
        let now = self.now();
        let refuses = |row: &OrderRow| {
            let lately = row.placed_at + LOCKED_FOR > now && row.placed_at < now + CLOCK_SLACK;
            let same = row.subject == subject.text();
            same && lately && matches!(&row.state, State::Refused { failure } if failure.cause == locked)
        };
        Ok(self.own_orders(format)?.find(refuses).map(|row| row.id))
    }

    fn open_order(&self, subject: &Subject, format: ReportFormat) -> Result<Option<i64>, RecordError> {
        let folded = searchable(subject.text());
        let open = |row: &OrderRow| row.folded == folded && !row.state.is_final();
        Ok(self.own_orders(format)?.find(open).map(|row| row.id))
    }

    /// Appends a state to the order's journal, if the last one is still `from`, and notifies listeners.
    pub(super) fn advance(&self, id: i64, from: &State, to: &State) -> Result<bool, OrderError> {
        let advanced = self.record().advance(id, from, to)?;
        if advanced {
            self.notify(id, from, to)?;
        }
        Ok(advanced)
    }

    pub(super) fn notify(&self, id: i64, from: &State, to: &State) -> Result<(), OrderError> {
        Event::order(id, from, to).log();
        // Without listeners this fails, which is fine: the state is on disk.
        let _ = self.order_changes.send(self.order(id)?);
        Ok(())
    }

    /// An order of any account; those of the demo data are separate.
    pub(super) fn order_here(&self, id: i64) -> Result<OrderRow, OrderError> {
        let row = self.record().order(id)?.filter(|row| row.account.is_demo() == self.account().is_demo());
        row.ok_or(OrderError::NotFound)
    }

    /// What the user can do about an order with this account.
    pub(super) fn ways_out(&self, row: &OrderRow) -> WaysOut {
        row.state.ways_out(row.account == *self.account())
    }

    pub(crate) fn order(&self, id: i64) -> Result<Order, OrderError> {
        let row = self.record().order(id)?.ok_or(OrderError::NotFound)?;
        Ok(row.shown(Some(self.account())))
    }
}

/// When the first step of an order is taken.
pub(super) enum Start {
    /// At once, to place it. The token is held until it was sent and the outcome stored.
    Placing(TaskTrackerToken),
    /// At once, at the user's request.
    AtOnce,
    After(Duration),
}

pub(super) enum Step {
    /// Nothing more without the user.
    Finished,
    /// Take the next step at once.
    Again,
    /// Take the next step after a pause.
    Wait,
}

pub(super) fn for_order(row: &OrderRow) -> NewCall<'_> {
    NewCall { order: Some(row.id), ..NewCall::first(Check::IdentityReport, &row.subject) }
}

#[cfg(test)]
mod tests {
    use crate::testing::Workplace;
    use std::time::{Duration, Instant};

    #[tokio::test]
    async fn a_pause_lasts_as_long_as_the_service_asked_another_order_to_leave_it_alone() {
        let place = Workplace::new().await;
        let delay = Duration::from_millis(200);
        let began = Instant::now();
        place.desk.retry_after(delay);
        place.desk.retry_after(delay / 2);
        let mut pauses = place.desk.polling.pauses(1);
        assert!(place.desk.pause(Duration::ZERO, &mut pauses).await);
        assert!(began.elapsed() >= delay);
    }
}
