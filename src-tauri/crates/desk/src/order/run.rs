//! Driving an order from state to state.

use crate::desk::{Desk, NotRecorded};
use crate::event::Event;
use crate::pace;
use crate::subject::Subject;
use qcc::LOCKED_FOR;
use std::sync::Arc;
use std::time::Duration;
use store::check::Check;
use store::failure::{Failure, FailureCause, NotSentReason, StatusMeaning};
use store::order::{Order, OrderRow, ReportFormat, State, WaysOut};
use store::record::{Asked, CLOCK_SLACK, Intended, NewOrder, RecordError};
use tokio_util::task::task_tracker::TaskTrackerToken;

/// Why an order was not taken or could not be looked after.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    /// One for the same report is not finished.
    #[error("order {0} for the same report is open")]
    AlreadyOpen(i64),
    /// The service has locked the question for two hours, as this order was told.
    #[error("the service refuses it since order {0}, for two hours")]
    Locked(i64),
    /// There is no such order, or it is not in a state for this, perhaps any more.
    #[error("no such order")]
    NotFound,
    /// Another account has ordered the same, and that order is not finished.
    #[error("order {0} of another account for the same report is open")]
    OpenElsewhere(i64),
    /// That is no order number.
    #[error("that is no order number")]
    NotANumber,
    /// Another order has that number, or had it.
    #[error("order {0} has that number")]
    NumberTaken(i64),
    /// The service does not know that order number, or does not answer.
    #[error("the service did not confirm the order number")]
    NotConfirmed(Failure),
    /// The record could not be read or written.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A request was sent, and its outcome could not be written down.
    #[error(transparent)]
    NotRecorded(#[from] NotRecorded),
}

impl Desk {
    /// Orders a report. It is written down first; then it is sent, followed and fetched in the background, and every
    /// change is told to [`Desk::order_changes`].
    ///
    /// `despite` are the earlier orders for the same report that a person was told of and decided to place another besides,
    /// knowing that each may be charged: one that came to nothing, one whose fate is unknown, and every open one of another
    /// account.
    pub fn order_report(
        self: &Arc<Self>,
        subject: &Subject,
        format: ReportFormat,
        despite: &[i64],
    ) -> Result<Order, OrderError> {
        if let Some(refused) = self.locked_order(subject, format)? {
            return Err(OrderError::Locked(refused));
        }
        let placing = self.on_the_wire.token();
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
        self.drive(id, Some(placing), Duration::ZERO);
        Ok(order)
    }

    /// All orders, those of other accounts included, the latest first.
    pub fn orders(&self) -> Result<Vec<Order>, RecordError> {
        let rows = self.record().orders(self.account().is_demo())?;
        Ok(rows.into_iter().map(|row| row.shown(Some(self.account()))).collect())
    }

    /// The orders of this account.
    fn own_orders(&self) -> Result<impl Iterator<Item = OrderRow>, RecordError> {
        let rows = self.record().orders(self.account().is_demo())?;
        Ok(rows.into_iter().filter(|row| row.account == *self.account()))
    }

    /// Follows an order after a while, until it is final or a person has to decide, or the desk is closed. Does nothing if it is
    /// followed already.
    pub(super) fn drive_in_background(self: &Arc<Self>, id: i64, after: Duration) {
        self.drive(id, None, after);
    }

    /// `placing`: held until the order was sent and what came of that is written down.
    fn drive(self: &Arc<Self>, id: i64, mut placing: Option<TaskTrackerToken>, after: Duration) {
        let Some(following) = self.following.start(id) else {
            return;
        };
        let desk = self.clone();
        self.following.tasks.spawn(async move {
            let _following = following;
            if !pace::wait(after, || desk.now(), &desk.following.closing).await {
                return;
            }
            let mut pause = desk.pace.first_pause;
            let mut first = true;
            let mut turn = 0;
            while !desk.following.closing.is_cancelled() {
                let step = tokio::select! {
                    biased;
                    step = desk.step(id, first) => step,
                    // As if the app had ended here: the last state on disk stands.
                    () = desk.following.given_up.cancelled() => return,
                };
                drop(placing.take());
                match step {
                    Ok(Step::Finished) => return,
                    Ok(Step::Again) => continue,
                    // A record that cannot be written now may be later; the last state on disk stands.
                    Err(_) => Event::OrderStuck { id }.log(),
                    Ok(Step::Wait) => {}
                }
                first = false;
                let pause_now = pace::spread(pause, desk.quiet_for(), id, turn);
                if !pace::wait(pause_now, || desk.now(), &desk.following.closing).await {
                    return;
                }
                pause = (pause * 2).min(desk.pace.longest_pause);
                turn += 1;
            }
        });
    }

    async fn step(&self, id: i64, first: bool) -> Result<Step, OrderError> {
        let row = self.record().order(id)?.ok_or(OrderError::NotFound)?;
        match &row.state {
            State::Intent if first => self.place(&row).await,
            // It could not be written down when the person placed it. They do not expect it to be sent some time later.
            State::Intent => self.give_up(&row, NotSentReason::NotRecorded),
            // A request that was sent is never sent again.
            State::Sending => self.settle(&row),
            State::Accepted { order_no }
            | State::Polling { order_no, .. }
            | State::Ready { order_no, .. } => match self.following.turn().await {
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

    /// The order by which the service said that it does not take another one for two hours.
    fn locked_order(&self, subject: &Subject, format: ReportFormat) -> Result<Option<i64>, RecordError> {
        let locked = FailureCause::Status { meaning: StatusMeaning::LockedForTwoHours };
        let now = self.now();
        let refuses = |row: &OrderRow| {
            let lately = row.placed_at + LOCKED_FOR > now && row.placed_at < now + CLOCK_SLACK;
            lately && matches!(&row.state, State::Refused { failure } if failure.cause == locked)
        };
        let same = |row: &OrderRow| row.subject == subject.text() && row.format == Some(format);
        Ok(self.own_orders()?.filter(same).find(refuses).map(|row| row.id))
    }

    fn open_order(&self, subject: &Subject, format: ReportFormat) -> Result<Option<i64>, RecordError> {
        let open = |row: &OrderRow| {
            row.subject == subject.text() && row.format == Some(format) && !row.state.is_final()
        };
        Ok(self.own_orders()?.find(open).map(|row| row.id))
    }

    /// Adds a state to the order's journal, if its last one still is `from`, and tells who listens.
    pub(super) fn advance(&self, id: i64, from: &State, to: &State) -> Result<bool, OrderError> {
        let advanced = self.record().advance(id, from, to)?;
        if advanced {
            self.tell(id, from, to)?;
        }
        Ok(advanced)
    }

    /// Tells who listens that an order moved on.
    pub(super) fn tell(&self, id: i64, from: &State, to: &State) -> Result<(), OrderError> {
        Event::order(id, from, to).log();
        // Nobody listening is no error: the state is on disk.
        let _ = self.order_changes.send(self.order(id)?);
        Ok(())
    }

    /// An order of whichever account; those of the demo data are kept apart.
    pub(super) fn order_here(&self, id: i64) -> Result<OrderRow, OrderError> {
        let row = self.record().order(id)?.filter(|row| row.account.is_demo() == self.account().is_demo());
        row.ok_or(OrderError::NotFound)
    }

    /// What a person can do about an order, while this account is open.
    pub(super) fn ways_out(&self, row: &OrderRow) -> WaysOut {
        row.state.ways_out(row.account == *self.account())
    }

    pub(crate) fn order(&self, id: i64) -> Result<Order, OrderError> {
        let row = self.record().order(id)?.ok_or(OrderError::NotFound)?;
        Ok(row.shown(Some(self.account())))
    }
}

/// What follows a step.
pub(super) enum Step {
    /// Nothing more happens by itself.
    Finished,
    /// The next step at once.
    Again,
    /// The next step after a pause.
    Wait,
}

pub(super) fn for_order(row: &OrderRow) -> Asked<'_> {
    Asked { order: Some(row.id), ..Asked::first(Check::IdentityReport, &row.subject) }
}
