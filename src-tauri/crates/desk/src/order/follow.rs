//! Requests the state of an order, and fetches its report.

use super::report_file;
use super::run::{OrderError, Step, for_order};
use crate::desk::{Desk, Exchanged};
use crate::reading;
use qcc::{Answer, Call, GetReportInfo, ReportInfo, ReportStatus};
use store::failure::{Billing, Failure, FailureCause, FileReason, StatusMeaning};
use store::order::{HoldReason, OrderRow, Progress, State};

/// Failed attempts to get a report before the order is put on hold. Each attempt uses a fresh URL.
const MAX_ATTEMPTS: u32 = 3;

impl Desk {
    /// Requests the state of the order, and fetches the report if it is ready.
    pub(super) async fn follow(&self, row: &OrderRow, order_no: &str) -> Result<Step, OrderError> {
        let order_no = order_no.to_owned();
        let next = match self.report_info(row, &order_no).await? {
            Err(failure) if needs_a_person(&failure) => {
                State::OnHold { order_no, reason: HoldReason::Refused, failure: Some(failure) }
            }
            Err(failure) => troubled(&row.state, order_no, failure),
            Ok(ReportInfo { status: ReportStatus::NotGenerated, .. }) => {
                State::Polling { order_no, progress: Progress::NotGenerated, trouble: None }
            }
            Ok(ReportInfo { status: ReportStatus::Processing, .. }) => {
                State::Polling { order_no, progress: Progress::Processing, trouble: None }
            }
            Ok(ReportInfo { status: ReportStatus::Failed, .. }) => {
                // No document says whether a failed report is charged.
                let failure = Failure::new(FailureCause::ReportFailed, Billing::MayHaveBeenBilled);
                State::Failed { order_no, failure }
            }
            Ok(ReportInfo { status: ReportStatus::Generated, url }) => {
                return self.fetch_report(row, order_no, url).await;
            }
        };
        self.go_on(row, &row.state, next)
    }

    async fn fetch_report(
        &self,
        row: &OrderRow,
        order_no: String,
        url: Option<String>,
    ) -> Result<Step, OrderError> {
        let (from, attempts) = match &row.state {
            State::Ready { attempts, .. } => (row.state.clone(), *attempts),
            other => {
                let ready = State::Ready { order_no: order_no.clone(), trouble: None, attempts: 0 };
                self.advance(row.id, other, &ready)?;
                (ready, 0)
            }
        };
        let fetched = match url {
            // Generated, but without a URL yet: ask again.
            None => {
                let trouble = Some(Failure::file(FileReason::Gone, "no address"));
                return self.go_on(row, &from, State::Ready { order_no, trouble, attempts });
            }
            Some(url) => {
                let name = report_file::name(&row.subject, &order_no, self.service.source().demo);
                let on_progress = |transfer| self.report_progress(&row.subject, Some(row.id), transfer);
                let (place, closing) = ((&*self.folder, &*name), &self.following.closing);
                let now = || self.now();
                report_file::fetch(&self.service.fetcher, &url, place, &on_progress, closing, now).await
            }
        };
        let next = match fetched {
            Ok(report) => State::Saved { order_no, report },
            Err(failure) => {
                let attempts = attempts + u32::from(counts(&failure));
                if attempts < MAX_ATTEMPTS {
                    State::Ready { order_no, trouble: Some(failure), attempts }
                } else {
                    State::OnHold { order_no, reason: HoldReason::Attempts, failure: Some(failure) }
                }
            }
        };
        self.go_on(row, &from, next)
    }

    /// Changes the order's state. If it is not finished long after it was placed, it is put on hold.
    fn go_on(&self, row: &OrderRow, from: &State, next: State) -> Result<Step, OrderError> {
        let waited = self.now().duration_since(row.placed_at).unsigned_abs();
        let next = match next {
            State::Polling { order_no, trouble, .. } | State::Ready { order_no, trouble, .. }
                if waited > self.polling.hold_after =>
            {
                State::OnHold { order_no, reason: HoldReason::SevenDays, failure: trouble }
            }
            next => next,
        };
        if next != *from {
            self.advance(row.id, from, &next)?;
        }
        Ok(match next {
            State::Polling { .. } | State::Ready { .. } => Step::Wait,
            _ => Step::Finished,
        })
    }

    pub(super) async fn report_info(
        &self,
        row: &OrderRow,
        order_no: &str,
    ) -> Result<Result<ReportInfo, Failure>, OrderError> {
        let request = GetReportInfo { order_no: order_no.to_owned() };
        let begin = || self.record().begin_call(self.account(), for_order(row), &request);
        let mut call = begin()?.ok_or(OrderError::NotFound)?;
        if self.exchange(call, &request).await? == Exchanged::ClockCorrected {
            call = begin()?.ok_or(OrderError::NotFound)?;
            self.exchange(call, &request).await?;
        }
        let Some(call) = self.record().call(call)? else {
            return Err(OrderError::NotFound);
        };
        Ok(reading::reply::<GetReportInfo>(&call).and_then(|reply| {
            let refused = Failure::refused(&reply, GetReportInfo::BILLED);
            match reply.answer {
                Answer::Found(info) => Ok(info),
                // The status request is free, but the order may be charged.
                Answer::NoRecord(_) => Err(Failure { billing: Billing::MayHaveBeenBilled, ..refused }),
                Answer::Refused => Err(refused),
                Answer::Contradiction { detail, .. } => {
                    Err(Failure { cause: FailureCause::Inconsistent, ..refused }.detailed(detail))
                }
            }
        }))
    }
}

/// Whether a failed attempt counts. The network, or the file's host, may be down for days.
fn counts(failure: &Failure) -> bool {
    let FailureCause::File { reason } = failure.cause else {
        return true;
    };
    match reason {
        // A proxy answers for a host that is down, so its refusal may pass, too.
        FileReason::NotSent | FileReason::Interrupted | FileReason::HostTrouble | FileReason::Proxy => false,
        // What else a network does to the file's host counts: it lasts until someone changes the network.
        FileReason::Certificate
        | FileReason::FakeIp
        | FileReason::ZeroTrust
        | FileReason::Nat64
        | FileReason::InternalAddress
        | FileReason::AddressRefused
        | FileReason::TooLarge
        | FileReason::WrongType
        | FileReason::PutAside
        | FileReason::Damaged
        | FileReason::Gone
        | FileReason::NotWritten => true,
    }
}

/// Whether the service will refuse the account until the user does something.
fn needs_a_person(failure: &Failure) -> bool {
    let FailureCause::Status { meaning } = failure.cause else {
        return false;
    };
    match meaning {
        StatusMeaning::Account
        | StatusMeaning::Signature
        | StatusMeaning::Authentication
        | StatusMeaning::OutOfCredit
        | StatusMeaning::NotPurchased
        | StatusMeaning::Retired
        | StatusMeaning::ExportForbidden => true,
        // The service may know the order number later.
        StatusMeaning::NothingFound
        | StatusMeaning::SearchTextRejected
        | StatusMeaning::Pending
        | StatusMeaning::TooMuchData
        | StatusMeaning::NotCovered
        | StatusMeaning::LockedForTwoHours
        | StatusMeaning::CallLimit
        | StatusMeaning::ServiceTrouble
        | StatusMeaning::Unknown => false,
    }
}

/// The same state, with the reason why the service could not be asked.
fn troubled(state: &State, order_no: String, failure: Failure) -> State {
    let trouble = Some(failure);
    match state {
        State::Ready { attempts, .. } => State::Ready { order_no, trouble, attempts: *attempts },
        State::Polling { progress, .. } => State::Polling { order_no, progress: *progress, trouble },
        State::Intent
        | State::Sending
        | State::Accepted { .. }
        | State::OnHold { .. }
        | State::Saved { .. }
        | State::Refused { .. }
        | State::NotSent { .. }
        | State::Unknown { .. }
        | State::Failed { .. }
        | State::NotPlaced
        | State::Replaced
        | State::GivenUp { .. }
        | State::Newer { .. } => State::Polling { order_no, progress: Progress::NotGenerated, trouble },
    }
}
