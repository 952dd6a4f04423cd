//! Sends an order, once, and interprets its reply.

use super::run::{OrderError, Step, for_order};
use crate::desk::Desk;
use crate::reading;
use qcc::{Answer, Call, CreateReport};
use store::failure::{Billing, Failure, FailureCause, InterruptedReason, NotSentReason, StatusMeaning};
use store::order::{OrderRow, State};

impl Desk {
    /// Sends the order, once. If it cannot be stored first, it is never sent.
    pub(super) async fn place(&self, row: &OrderRow) -> Result<Step, OrderError> {
        // This version has just stored it, so it has a format.
        let Some(format) = row.format else {
            return self.close_unsent(row, NotSentReason::Other);
        };
        let request = CreateReport { search_key: row.subject.clone(), format };
        let call = self
            .record()
            .begin_call(self.account(), for_order(row), &request)?
            .ok_or(OrderError::NotFound)?;
        if !self.advance(row.id, &State::Intent, &State::Sending)? {
            return Ok(Step::Again);
        }
        // A reply that could not be stored is lost, and the order is settled without one.
        let _ = self.exchange(call, &request).await;
        self.settle(row)
    }

    /// Updates an order whose request was sent, according to its stored reply. Sends nothing.
    pub(super) fn settle(&self, row: &OrderRow) -> Result<Step, OrderError> {
        let next = match self.record().placing_call(row.id)? {
            Some(call) => placed(reading::reply::<CreateReport>(&call)),
            None => lost(),
        };
        let followed = matches!(next, State::Accepted { .. });
        self.advance(row.id, &State::Sending, &next)?;
        Ok(if followed { Step::Wait } else { Step::Finished })
    }

    /// Closes an order that was stored but never sent.
    pub(super) fn close_unsent(&self, row: &OrderRow, reason: NotSentReason) -> Result<Step, OrderError> {
        let failure = Failure::new(FailureCause::NotSent { reason }, Billing::NotBilled);
        // Its request may already be stored; mark it as not sent, so that it is not counted.
        if let Some(call) = self.record().placing_call(row.id)? {
            self.record().complete(call.id, &Err(failure.clone()))?;
            self.archive().sum_up(call.id)?;
        }
        self.advance(row.id, &State::Intent, &State::NotSent { failure })?;
        Ok(Step::Finished)
    }
}

/// The state that follows from the reply to an order.
fn placed(reply: Result<qcc::Reply<String>, Failure>) -> State {
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
                | FailureCause::ReportFailed
                | FailureCause::Newer => State::Unknown { failure },
            };
        }
    };
    let refused = Failure::refused(&reply, CreateReport::BILLED);
    match &reply.answer {
        Answer::Found(order_no) => State::Accepted { order_no: order_no.clone() },
        Answer::NoRecord(_) => State::Refused { failure: refused },
        Answer::Refused if reply.status.leaves_order_undecided() => {
            State::Unknown { failure: Failure { billing: Billing::MayHaveBeenBilled, ..refused } }
        }
        Answer::Refused if reply.status.meaning() == Some(StatusMeaning::Unknown) => {
            State::Unknown { failure: refused }
        }
        Answer::Refused => State::Refused { failure: refused },
        Answer::Contradiction { detail, .. } => {
            State::Unknown { failure: Failure::inconsistent(&reply, detail, CreateReport::BILLED) }
        }
    }
}

/// The state of an order whose reply was lost.
fn lost() -> State {
    let cause = FailureCause::Interrupted { reason: InterruptedReason::AppClosed };
    State::Unknown { failure: Failure::new(cause, Billing::MayHaveBeenBilled) }
}
