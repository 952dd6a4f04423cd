//! Driving an order from state to state.

use super::report_file;
use super::state::{Order, OrderRow, Progress, ReportFormat, State};
use crate::check::Check;
use crate::desk::{Desk, NotRecorded};
use crate::failure::{Billing, Failure, FailureCause, FileReason, InterruptedReason};
use crate::reading;
use crate::record::{Asked, NewOrder, RecordError};
use crate::subject::Subject;
use qcc::{Answer, Call, CreateReport, GetReportInfo, ReportInfo, ReportStatus};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;

/// First pause before asking how an order stands; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(600);

/// Codes after which nobody knows whether the order was placed: 199 and 203 are errors within the service, 205 says that it
/// is working, 500 is its own trouble.
const UNDECIDED: [u16; 4] = [199, 203, 205, 500];

/// Why an order was not taken or could not be looked after.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    /// One for the same report is not finished.
    #[error("order {0} for the same report is open")]
    AlreadyOpen(i64),
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
        let order = NewOrder { subject: subject.text(), format, despite };
        let Some(id) = self.record.intend(order)? else {
            return Err(self
                .open_order(subject, format)?
                .map_or(OrderError::NotFound, OrderError::AlreadyOpen));
        };
        let order = self.order(id)?;
        self.drive_in_background(id);
        Ok(order)
    }

    /// Closes an unknown order as a person says.
    pub async fn resolve_order(
        self: &Arc<Self>,
        id: i64,
        resolution: Resolution,
    ) -> Result<Order, OrderError> {
        let row = self.record.order(id)?.ok_or(OrderError::NotFound)?;
        if !matches!(row.state, State::Unknown { .. }) {
            return Err(OrderError::NotFound);
        }
        let state = match resolution {
            Resolution::NotPlaced => State::NotPlaced,
            Resolution::OrderNo { order_no } => {
                // The service does not say whom an order is for; a number that another order has is not this one's.
                if !qcc::is_order_no(&order_no) || self.record.has_order_no(&order_no)? {
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

    /// All orders of this account, the latest first.
    pub fn orders(&self) -> Result<Vec<Order>, RecordError> {
        let rows = self.record.orders()?;
        Ok(rows.into_iter().map(|row| row.shown(self.service.source())).collect())
    }

    /// Follows an order until it is final or unknown, or the desk is closed. Does nothing if it is followed already.
    pub(super) fn drive_in_background(self: &Arc<Self>, id: i64) {
        let Some(following) = self.following.start(id) else {
            return;
        };
        let desk = self.clone();
        self.following.tasks.spawn(async move {
            let _following = following;
            let mut pause = FIRST_PAUSE;
            while !desk.following.closing.is_cancelled() {
                match desk.step(id).await {
                    Ok(Step::Finished) => return,
                    Ok(Step::Again) => continue,
                    // A record that cannot be written now may be later; the last state on disk stands.
                    Ok(Step::Wait) | Err(_) => {}
                }
                tokio::select! {
                    () = desk.following.closing.cancelled() => return,
                    () = tokio::time::sleep(pause) => {}
                }
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        });
    }

    async fn step(&self, id: i64) -> Result<Step, OrderError> {
        let row = self.record.order(id)?.ok_or(OrderError::NotFound)?;
        match &row.state {
            State::Intent => self.place(&row).await,
            State::Accepted { order_no }
            | State::Polling { order_no, .. }
            | State::Ready { order_no, .. } => self.follow(&row, order_no).await,
            // A request that was sent is never sent again.
            State::Sending
            | State::Unknown { .. }
            | State::Saved { .. }
            | State::Refused { .. }
            | State::NotSent { .. }
            | State::Failed { .. }
            | State::NotPlaced
            | State::Replaced => Ok(Step::Finished),
        }
    }

    /// Sends the order, once.
    async fn place(&self, row: &OrderRow) -> Result<Step, OrderError> {
        let request = CreateReport { search_key: row.subject.clone(), format: row.format.into() };
        let call = self.record.asked(for_order(row), &request)?;
        if !self.advance(row.id, &State::Intent, &State::Sending)? {
            return Ok(Step::Again);
        }
        let recorded = self.exchange(call, &request).await;
        let next = match (recorded, self.record.placing_call(row.id)?) {
            (Ok(()), Some(call)) => placed(reading::reply::<CreateReport>(&call)),
            // The reply is lost with the record that could not take it.
            (Ok(()) | Err(_), _) => lost(),
        };
        self.advance(row.id, &State::Sending, &next)?;
        Ok(Step::Wait)
    }

    /// Asks how the order stands and fetches the report if it is there.
    async fn follow(&self, row: &OrderRow, order_no: &str) -> Result<Step, OrderError> {
        let order_no = order_no.to_owned();
        let (next, step) = match self.report_info(row, &order_no).await? {
            Err(failure) => (troubled(&row.state, order_no, failure), Step::Wait),
            Ok(ReportInfo { status: ReportStatus::NotGenerated, .. }) => {
                (State::Polling { order_no, progress: Progress::NotGenerated, trouble: None }, Step::Wait)
            }
            Ok(ReportInfo { status: ReportStatus::Processing, .. }) => {
                (State::Polling { order_no, progress: Progress::Processing, trouble: None }, Step::Wait)
            }
            Ok(ReportInfo { status: ReportStatus::Failed, .. }) => {
                // Whether a report that could not be generated is charged, no document says.
                let failure = Failure::new(FailureCause::ReportFailed, Billing::MayHaveBeenBilled);
                (State::Failed { order_no, failure }, Step::Again)
            }
            Ok(ReportInfo { status: ReportStatus::Generated, url }) => {
                return self.fetch_report(row, order_no, url).await;
            }
        };
        if next != row.state {
            self.advance(row.id, &row.state, &next)?;
        }
        Ok(step)
    }

    async fn fetch_report(
        &self,
        row: &OrderRow,
        order_no: String,
        url: Option<String>,
    ) -> Result<Step, OrderError> {
        let mut from = row.state.clone();
        if !matches!(from, State::Ready { .. }) {
            let ready = State::Ready { order_no: order_no.clone(), trouble: None };
            self.advance(row.id, &from, &ready)?;
            from = ready;
        }
        let fetched = match url {
            None => Err(Failure::file(FileReason::Gone, "no address")),
            Some(url) => {
                let name = report_file::name(&row.subject, &order_no, self.service.source().demo);
                report_file::fetch(self.service.fetcher(), &url, &self.folder, &name).await
            }
        };
        let (next, step) = match fetched {
            Ok(report) => (State::Saved { order_no, report }, Step::Again),
            Err(failure) => (State::Ready { order_no, trouble: Some(failure) }, Step::Wait),
        };
        if next != from {
            self.advance(row.id, &from, &next)?;
        }
        Ok(step)
    }

    async fn report_info(
        &self,
        row: &OrderRow,
        order_no: &str,
    ) -> Result<Result<ReportInfo, Failure>, OrderError> {
        let request = GetReportInfo { order_no: order_no.to_owned() };
        let call = self.record.asked(for_order(row), &request)?;
        self.exchange(call, &request).await?;
        let Some(call) = self.record.call(call)? else {
            return Err(OrderError::NotFound);
        };
        Ok(reading::reply::<GetReportInfo>(&call).and_then(|reply| {
            let refused = Failure::refused(&reply, GetReportInfo::BILLED);
            match reply.answer {
                Answer::Found(info) => Ok(info),
                Answer::NoRecord(_) | Answer::Refused | Answer::Contradiction { .. } => Err(refused),
            }
        }))
    }

    fn open_order(&self, subject: &Subject, format: ReportFormat) -> Result<Option<i64>, RecordError> {
        let rows = self.record.orders()?;
        let open =
            |row: &&OrderRow| row.subject == subject.text() && row.format == format && !row.state.is_final();
        Ok(rows.iter().find(open).map(|row| row.id))
    }

    /// Adds a state to the order's journal, if its last one still is `from`, and tells who listens.
    pub(super) fn advance(&self, id: i64, from: &State, to: &State) -> Result<bool, OrderError> {
        let advanced = self.record.advance(id, from, to)?;
        if advanced {
            // Nobody listening is no error: the state is on disk.
            let _ = self.order_changes.send(self.order(id)?);
        }
        Ok(advanced)
    }

    pub(crate) fn order(&self, id: i64) -> Result<Order, OrderError> {
        let row = self.record.order(id)?.ok_or(OrderError::NotFound)?;
        Ok(row.shown(self.service.source()))
    }
}

/// What follows a step.
enum Step {
    /// Nothing more happens by itself.
    Finished,
    /// The next step at once.
    Again,
    /// The next step after a pause.
    Wait,
}

fn for_order(row: &OrderRow) -> Asked<'_> {
    Asked { order: Some(row.id), ..Asked::first(Check::IdentityReport, &row.subject) }
}

/// What the reply to an order means for it.
pub(super) fn placed(reply: Result<qcc::Reply<String>, Failure>) -> State {
    let reply = match reply {
        Ok(reply) => reply,
        Err(failure) => {
            return match failure.cause {
                FailureCause::NotSent { .. } => State::NotSent { failure },
                FailureCause::Status { .. }
                | FailureCause::Interrupted { .. }
                | FailureCause::Unreadable { .. }
                | FailureCause::Inconsistent
                | FailureCause::Cancelled
                | FailureCause::File { .. }
                | FailureCause::ReportFailed => State::Unknown { failure },
            };
        }
    };
    let refused = Failure::refused(&reply, CreateReport::BILLED);
    match &reply.answer {
        Answer::Found(order_no) => State::Accepted { order_no: order_no.clone() },
        Answer::NoRecord(_) => State::Refused { failure: refused },
        Answer::Refused if UNDECIDED.contains(&reply.status.code()) => {
            State::Unknown { failure: Failure { billing: Billing::MayHaveBeenBilled, ..refused } }
        }
        Answer::Refused if reply.status.meaning() == qcc::Meaning::Unknown => {
            State::Unknown { failure: refused }
        }
        Answer::Refused => State::Refused { failure: refused },
        Answer::Contradiction { detail, .. } => {
            State::Unknown { failure: Failure::inconsistent(&reply, detail, CreateReport::BILLED) }
        }
    }
}

/// An order whose reply nobody has.
pub(super) fn lost() -> State {
    let cause = FailureCause::Interrupted { reason: InterruptedReason::AppClosed };
    State::Unknown { failure: Failure::new(cause, Billing::MayHaveBeenBilled) }
}

/// The same state, with why the service was not heard this time.
fn troubled(state: &State, order_no: String, failure: Failure) -> State {
    let trouble = Some(failure);
    match state {
        State::Ready { .. } => State::Ready { order_no, trouble },
        State::Polling { progress, .. } => State::Polling { order_no, progress: *progress, trouble },
        State::Intent
        | State::Sending
        | State::Accepted { .. }
        | State::Saved { .. }
        | State::Refused { .. }
        | State::NotSent { .. }
        | State::Unknown { .. }
        | State::Failed { .. }
        | State::NotPlaced
        | State::Replaced => State::Polling { order_no, progress: Progress::NotGenerated, trouble },
    }
}
