//! Driving an order from state to state.

use super::report_file;
use super::state::{Order, OrderRow, Progress, ReportFormat, State};
use crate::check::Check;
use crate::desk::Desk;
use crate::failure::{Billing, Failure, FailureCause, FileReason};
use crate::reading;
use crate::record::{NewOrder, Question, RecordError};
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
    /// There is no such order, or it is not in a state for this.
    #[error("no such order")]
    NotFound,
    /// The service does not know that order number, or does not answer.
    #[error("the service did not confirm the order number")]
    NotConfirmed(Failure),
    /// The record could not be written; nothing was sent.
    #[error(transparent)]
    Record(#[from] RecordError),
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
        let order = NewOrder {
            service: self.service.label(),
            account: self.service.account(),
            subject: subject.text(),
            format,
            despite,
        };
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
                self.report_info(&row, &order_no).await?.map_err(OrderError::NotConfirmed)?;
                State::Accepted { order_no }
            }
        };
        self.advance(id, &state)?;
        self.drive_in_background(id);
        self.order(id)
    }

    /// All orders of this account, the latest first.
    pub fn orders(&self) -> Result<Vec<Order>, RecordError> {
        let rows = self.record.orders(self.service.label(), self.service.account())?;
        Ok(rows.into_iter().map(|row| row.shown(self.service.source())).collect())
    }

    /// Follows an order until it is final or unknown. Does nothing if it is followed already.
    pub(super) fn drive_in_background(self: &Arc<Self>, id: i64) {
        let Some(following) = self.following.start(id) else {
            return;
        };
        let desk = Arc::downgrade(self);
        tokio::spawn(async move {
            let _following = following;
            let mut pause = FIRST_PAUSE;
            // Only the moments of work hold the desk; a desk that was closed takes no further step.
            while let Some(desk) = desk.upgrade() {
                match desk.step(id).await {
                    Ok(Step::Finished) => return,
                    Ok(Step::Again) => continue,
                    Ok(Step::Wait) => {}
                    // The last state on disk stands; the next start goes on from there.
                    Err(_) => return,
                }
                drop(desk);
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        });
    }

    async fn step(&self, id: i64) -> Result<Step, OrderError> {
        let row = self.record.order(id)?.ok_or(OrderError::NotFound)?;
        let (next, step) = match &row.state {
            State::Intent => {
                self.advance(id, &State::Sending)?;
                (self.place(&row).await?, Step::Wait)
            }
            State::Accepted { order_no }
            | State::Polling { order_no, .. }
            | State::Ready { order_no, .. } => self.follow(&row, order_no).await?,
            // A request that was sent is never sent again; who else drives this order will say how it ended.
            State::Sending | State::Unknown { .. } => return Ok(Step::Finished),
            State::Saved { .. }
            | State::Refused { .. }
            | State::NotSent { .. }
            | State::Failed { .. }
            | State::NotPlaced
            | State::Replaced => return Ok(Step::Finished),
        };
        if next != row.state {
            self.advance(id, &next)?;
        }
        Ok(step)
    }

    /// Sends the order, once.
    async fn place(&self, row: &OrderRow) -> Result<State, OrderError> {
        let call = self.record.asked(self.report_question(row), 1, None, Some(row.id))?;
        let request = CreateReport { search_key: row.subject.clone(), format: row.format.into() };
        self.exchange(call, &request).await?;
        let Some(call) = self.record.call(call)? else {
            return Err(OrderError::NotFound);
        };
        Ok(placed(reading::reply::<CreateReport>(&call)))
    }

    /// Asks how the order stands and fetches the report if it is there.
    async fn follow(&self, row: &OrderRow, order_no: &str) -> Result<(State, Step), OrderError> {
        let order_no = order_no.to_owned();
        let info = match self.report_info(row, &order_no).await? {
            Ok(info) => info,
            Err(failure) => {
                let trouble = Some(failure);
                let state = match row.state {
                    State::Ready { .. } => State::Ready { order_no, trouble },
                    State::Polling { progress, .. } => State::Polling { order_no, progress, trouble },
                    _ => State::Polling { order_no, progress: Progress::NotGenerated, trouble },
                };
                return Ok((state, Step::Wait));
            }
        };
        let progress = match info.status {
            ReportStatus::NotGenerated => Progress::NotGenerated,
            ReportStatus::Processing => Progress::Processing,
            ReportStatus::Failed => {
                // Whether a report that could not be generated is charged, no document says.
                let failure = Failure::new(FailureCause::ReportFailed, Billing::MayHaveBeenBilled);
                return Ok((State::Failed { order_no, failure }, Step::Again));
            }
            ReportStatus::Generated => return self.fetch_report(row, order_no, info.url).await,
        };
        Ok((State::Polling { order_no, progress, trouble: None }, Step::Wait))
    }

    async fn fetch_report(
        &self,
        row: &OrderRow,
        order_no: String,
        url: Option<String>,
    ) -> Result<(State, Step), OrderError> {
        if !matches!(row.state, State::Ready { .. }) {
            self.advance(row.id, &State::Ready { order_no: order_no.clone(), trouble: None })?;
        }
        let fetched = match url {
            None => Err(Failure::file(FileReason::Gone, "no address")),
            Some(url) => {
                let name = report_file::name(&row.subject, &order_no, self.service.source().demo);
                report_file::fetch(self.service.fetcher(), &url, &self.folder, &name).await
            }
        };
        Ok(match fetched {
            Ok(report) => (State::Saved { order_no, report }, Step::Again),
            Err(failure) => (State::Ready { order_no, trouble: Some(failure) }, Step::Wait),
        })
    }

    async fn report_info(
        &self,
        row: &OrderRow,
        order_no: &str,
    ) -> Result<Result<ReportInfo, Failure>, OrderError> {
        let call = self.record.asked(self.report_question(row), 1, None, Some(row.id))?;
        self.exchange(call, &GetReportInfo { order_no: order_no.to_owned() }).await?;
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

    fn report_question<'a>(&'a self, row: &'a OrderRow) -> Question<'a> {
        self.service.question(Check::IdentityReport, &row.subject)
    }

    fn open_order(&self, subject: &Subject, format: ReportFormat) -> Result<Option<i64>, RecordError> {
        let rows = self.record.orders(self.service.label(), self.service.account())?;
        let open =
            |row: &&OrderRow| row.subject == subject.text() && row.format == format && !row.state.is_final();
        Ok(rows.iter().find(open).map(|row| row.id))
    }

    pub(super) fn advance(&self, id: i64, state: &State) -> Result<(), OrderError> {
        self.record.advance(id, state)?;
        // Nobody listening is no error: the state is on disk.
        let _ = self.order_changes.send(self.order(id)?);
        Ok(())
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

/// What the reply to an order means for it.
fn placed(reply: Result<qcc::Reply<String>, Failure>) -> State {
    let reply = match reply {
        Ok(reply) => reply,
        Err(failure) => {
            return match failure.cause {
                FailureCause::NotSent { .. } => State::NotSent { failure },
                _ => State::Unknown { failure },
            };
        }
    };
    let refused = Failure::refused(&reply, CreateReport::BILLED);
    match &reply.answer {
        Answer::Found(order_no) => State::Accepted { order_no: order_no.clone() },
        Answer::NoRecord(_) => State::Refused { failure: refused },
        Answer::Refused if UNDECIDED.contains(&reply.status.code()) => {
            State::Unknown { failure: undecided(refused) }
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

fn undecided(failure: Failure) -> Failure {
    Failure { billing: Billing::MayHaveBeenBilled, ..failure }
}
