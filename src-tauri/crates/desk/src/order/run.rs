//! Driving an order from state to state.

use super::state::{Order, OrderRow, ReportFormat, State};
use crate::check::Check;
use crate::desk::{Desk, NotRecorded};
use crate::event::Event;
use crate::failure::{Failure, FailureCause, NotSentReason, StatusMeaning};
use crate::lookup::CLOCK_SLACK;
use crate::pace;
use crate::record::{Asked, NewOrder, RecordError};
use crate::subject::Subject;
use qcc::LOCKED_FOR;
use serde::Deserialize;
use std::sync::Arc;
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
    /// That number belongs to another order, or is none.
    #[error("that is no number for this order")]
    NotItsNumber,
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

/// How a person closes an unknown order.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Resolution {
    /// The vendor's portal shows it under this number; the service is asked to confirm.
    OrderNo {
        /// The number.
        order_no: String,
    },
    /// The vendor's portal does not show it.
    NotPlaced,
}

impl Desk {
    /// Orders a report. It is written down first; then it is sent, followed and fetched in the background, and every
    /// change is told to [`Desk::order_changes`].
    ///
    /// `despite` is an earlier order for the same report that came to nothing, or whose fate is unknown; a person decided to
    /// place another, knowing that both may be charged.
    pub fn order_report(
        self: &Arc<Self>,
        subject: &Subject,
        format: ReportFormat,
        despite: Option<i64>,
    ) -> Result<Order, OrderError> {
        if let Some(refused) = self.locked_order(subject, format)? {
            return Err(OrderError::Locked(refused));
        }
        let placing = self.on_the_wire.token();
        let order = NewOrder { subject: subject.text(), format, despite };
        let Some(id) = self.record().intend(self.account(), order)? else {
            return Err(self
                .open_order(subject, format)?
                .map_or(OrderError::NotFound, OrderError::AlreadyOpen));
        };
        let order = self.order(id)?;
        self.drive(id, Some(placing));
        Ok(order)
    }

    /// Closes an unknown order as a person says.
    pub async fn resolve_order(
        self: &Arc<Self>,
        id: i64,
        resolution: Resolution,
    ) -> Result<Order, OrderError> {
        // The desk is not closed before it is done: another one would not know of it.
        let _under_way = self.following.tasks.token();
        let row = self.own_order(id)?;
        if !matches!(row.state, State::Unknown { .. }) {
            return Err(OrderError::NotFound);
        }
        let state = match resolution {
            Resolution::NotPlaced => State::NotPlaced,
            Resolution::OrderNo { order_no } => {
                // The service does not say whom an order is for; a number that another order has is not this one's.
                if !qcc::is_order_no(&order_no) || self.record().has_order_no(&order_no)? {
                    return Err(OrderError::NotItsNumber);
                }
                self.report_info(&row, &order_no).await?.map_err(OrderError::NotConfirmed)?;
                State::Accepted { order_no }
            }
        };
        // Meanwhile another act may have closed it.
        if !self.advance(id, &row.state, &state)? {
            return Err(OrderError::NotFound);
        }
        self.drive_in_background(id);
        self.order(id)
    }

    /// Lets an order that is on hold try again, because a person wants it to. Asking and fetching are free.
    pub fn follow_order(self: &Arc<Self>, id: i64) -> Result<Order, OrderError> {
        let row = self.own_order(id)?;
        let State::OnHold { order_no, .. } = &row.state else {
            return Err(OrderError::NotFound);
        };
        self.advance(id, &row.state, &State::Accepted { order_no: order_no.clone() })?;
        self.drive_in_background(id);
        self.order(id)
    }

    /// All orders of this account, the latest first.
    pub fn orders(&self) -> Result<Vec<Order>, RecordError> {
        let rows = self.record().orders(self.account())?;
        Ok(rows.into_iter().map(|row| row.shown(Some(self.account()))).collect())
    }

    /// Follows an order until it is final or unknown, or the desk is closed. Does nothing if it is followed already.
    pub(super) fn drive_in_background(self: &Arc<Self>, id: i64) {
        self.drive(id, None);
    }

    /// `placing`: held until the order was sent and what came of that is written down.
    fn drive(self: &Arc<Self>, id: i64, mut placing: Option<TaskTrackerToken>) {
        let Some(following) = self.following.start(id) else {
            return;
        };
        let desk = self.clone();
        self.following.tasks.spawn(async move {
            let _following = following;
            let mut pause = desk.pace.first_pause;
            let mut first = true;
            while !desk.following.closing.is_cancelled() {
                let step = desk.step(id, first).await;
                drop(placing.take());
                match step {
                    Ok(Step::Finished) => return,
                    Ok(Step::Again) => continue,
                    // A record that cannot be written now may be later; the last state on disk stands.
                    Err(_) => Event::OrderStuck { id }.log(),
                    Ok(Step::Wait) => {}
                }
                first = false;
                if !pace::wait(pause.max(desk.quiet_for()), || desk.now(), &desk.following.closing).await {
                    return;
                }
                pause = (pause * 2).min(desk.pace.longest_pause);
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
            | State::Ready { order_no, .. } => self.follow(&row, order_no).await,
            State::OnHold { .. }
            | State::Unknown { .. }
            | State::Saved { .. }
            | State::Refused { .. }
            | State::NotSent { .. }
            | State::Failed { .. }
            | State::NotPlaced
            | State::Replaced
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
        let rows = self.record().orders(self.account())?;
        let same = |row: &&OrderRow| row.subject == subject.text() && row.format == Some(format);
        Ok(rows.iter().filter(same).find(|row| refuses(row)).map(|row| row.id))
    }

    fn open_order(&self, subject: &Subject, format: ReportFormat) -> Result<Option<i64>, RecordError> {
        let rows = self.record().orders(self.account())?;
        let open = |row: &&OrderRow| {
            row.subject == subject.text() && row.format == Some(format) && !row.state.is_final()
        };
        Ok(rows.iter().find(open).map(|row| row.id))
    }

    /// Adds a state to the order's journal, if its last one still is `from`, and tells who listens.
    pub(super) fn advance(&self, id: i64, from: &State, to: &State) -> Result<bool, OrderError> {
        let advanced = self.record().advance(id, from, to)?;
        if advanced {
            Event::order(id, from, to).log();
            // Nobody listening is no error: the state is on disk.
            let _ = self.order_changes.send(self.order(id)?);
        }
        Ok(advanced)
    }

    /// An order of this account; with another one's key nothing can be asked about it.
    fn own_order(&self, id: i64) -> Result<OrderRow, OrderError> {
        let row = self.record().order(id)?.filter(|row| row.account == *self.account());
        row.ok_or(OrderError::NotFound)
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
