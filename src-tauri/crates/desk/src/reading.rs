//! Turns raw bytes into a [`Finding`]. New replies and those in the record take the same path, so there is
//! only one way to read a reply.

mod pages;

use crate::clock;
use crate::subject::searchable;
use pages::List;
use qcc::Reply;
use store::account::Account;
use store::check::Check;
use store::failure::{Billing, Failure, FailureCause, InterruptedReason, StatusMeaning};
use store::finding::{Answer, Finding, Outcome, Picture, Receipt, Source};
use store::record::{Call, RecordedOutcome};
use store::time;

/// Rows per request: the service's maximum, because every page is a call that may be billed.
pub(crate) const PAGE_SIZE: u32 = 20;

/// Reads a look-up from the record: its pages in order, and the picture if there is one. `here`: the current
/// account, if any.
pub(crate) fn read(pages: &[Call], picture: Option<Picture>, here: Option<&Account>) -> Option<Finding> {
    let (first, later) = pages.split_first()?;
    let check = first.check?;
    let (outcome, page_failure) = match check {
        Check::List(check) => List::read(first, later, check.description()).outcome(check),
        Check::RegistrationSnapshot => {
            let outcome = single::<qcc::EciImage>(first, |_| Answer::Snapshot {
                picture: picture.unwrap_or_else(not_fetched),
            });
            (outcome, None)
        }
        Check::Quota => {
            let outcome = single::<qcc::GetQuota>(first, |modules| Answer::Quota { modules });
            (outcome, None)
        }
        Check::IdentityReport => return None,
    };
    Some(Finding {
        call: first.first_call.unwrap_or(first.id),
        check,
        subject: first.subject.clone(),
        folded: searchable(&first.subject),
        source: Source::of(&first.account.service),
        asked_at: time::shown(first.asked_at),
        clock_ahead_seconds: first.reply.as_ref().and_then(|raw| clock::far_ahead(raw, first.asked_at)),
        reused: false,
        of_this_account: here == Some(&first.account),
        receipts: pages.iter().map(receipt).collect(),
        outcome,
        page_failure,
    })
}

/// Reads one reply, or tells why there is no readable one.
pub(crate) fn reply<C: qcc::Call>(call: &Call) -> Result<Reply<C::Body>, Failure> {
    if let Some(failure) = &call.failure {
        return Err(failure.clone());
    }
    let Some(received) = &call.reply else {
        // The call was stored before sending, and the app ended before the reply arrived.
        let cause = FailureCause::Interrupted { reason: InterruptedReason::AppClosed };
        return Err(Failure::new(cause, Billing::of(C::BILLED)));
    };
    received.read::<C>().map_err(|error| Failure::unreadable(&error, C::BILLED))
}

/// What searches and statistics need of a call: the outcome, and whether it may be charged. `None` if the
/// check is unknown to this version.
pub(crate) fn summary(call: &Call) -> Option<(RecordedOutcome, bool)> {
    Some(match call.check? {
        Check::List(_) => summary_of::<qcc::ListCall>(call),
        Check::RegistrationSnapshot => summary_of::<qcc::EciImage>(call),
        Check::Quota => summary_of::<qcc::GetQuota>(call),
        Check::IdentityReport if call.operation == qcc::CreateReport::PATH => {
            // If it is unknown whether the order was placed, it is unknown whether it was billed.
            let undecided =
                reply::<qcc::CreateReport>(call).is_ok_and(|reply| reply.status.leaves_order_undecided());
            let (outcome, may_be_billed) = summary_of::<qcc::CreateReport>(call);
            (outcome, may_be_billed || undecided)
        }
        Check::IdentityReport => summary_of::<qcc::GetReportInfo>(call),
    })
}

/// Only the reader's proof is recorded as "no record".
fn summary_of<C: qcc::Call>(call: &Call) -> (RecordedOutcome, bool) {
    match verdict::<C>(call) {
        Verdict::Found(_) => (RecordedOutcome::Found, C::BILLED),
        Verdict::NoRecord(_) => (RecordedOutcome::NoRecord, C::BILLED),
        Verdict::NotVerified(failure, _) => {
            let cancelled = failure.cause == FailureCause::Cancelled;
            let outcome = if cancelled { RecordedOutcome::Cancelled } else { RecordedOutcome::NotVerified };
            (outcome, failure.billing == Billing::MayHaveBeenBilled)
        }
    }
}

/// Whether the service replied that it has locked the look-up.
pub(crate) fn is_locked(call: &Call) -> bool {
    fn refused<C: qcc::Call>(call: &Call) -> bool {
        let locked = Some(StatusMeaning::LockedForTwoHours);
        reply::<C>(call).is_ok_and(|reply| {
            matches!(reply.answer, qcc::Answer::Refused) && reply.status.meaning() == locked
        })
    }
    match call.check {
        Some(Check::List(_)) => refused::<qcc::ListCall>(call),
        Some(Check::RegistrationSnapshot) => refused::<qcc::EciImage>(call),
        // Quota and order status are free and never locked.
        Some(Check::Quota | Check::IdentityReport) | None => false,
    }
}

/// What one reply amounts to.
enum Verdict<B> {
    Found(B),
    NoRecord(qcc::NoRecord),
    /// With the content of a reply that contradicts itself.
    NotVerified(Failure, Option<B>),
}

impl<B> Verdict<B> {
    fn map<T>(self, read: impl FnOnce(B) -> T) -> Verdict<T> {
        match self {
            Self::Found(body) => Verdict::Found(read(body)),
            Self::NoRecord(proof) => Verdict::NoRecord(proof),
            Self::NotVerified(failure, body) => Verdict::NotVerified(failure, body.map(read)),
        }
    }
}

fn verdict<C: qcc::Call>(call: &Call) -> Verdict<C::Body> {
    let reply = match reply::<C>(call) {
        Ok(reply) => reply,
        Err(failure) => return Verdict::NotVerified(failure, None),
    };
    let failure = match reply.answer {
        qcc::Answer::Contradiction { detail, .. } => Failure::inconsistent(&reply, detail, C::BILLED),
        qcc::Answer::Found(_) | qcc::Answer::NoRecord(_) | qcc::Answer::Refused => {
            Failure::refused(&reply, C::BILLED)
        }
    };
    match reply.answer {
        qcc::Answer::Found(body) => Verdict::Found(body),
        qcc::Answer::NoRecord(proof) => Verdict::NoRecord(proof),
        qcc::Answer::Refused => Verdict::NotVerified(failure, None),
        qcc::Answer::Contradiction { body, .. } => Verdict::NotVerified(failure, body),
    }
}

fn single<C: qcc::Call>(call: &Call, answer: impl FnOnce(C::Body) -> Answer) -> Outcome {
    match verdict::<C>(call) {
        Verdict::Found(body) => Outcome::Found { answer: answer(body) },
        Verdict::NoRecord(proof) => Outcome::NoRecord(proof),
        Verdict::NotVerified(failure, _) => Outcome::NotVerified { failure, answer: None },
    }
}

fn not_fetched() -> Picture {
    let cause = FailureCause::Interrupted { reason: InterruptedReason::AppClosed };
    let failure = Failure::new(cause, Billing::NotBilled);
    Picture::NotFetched { failure, received: None, plaintext: false }
}

fn receipt(call: &Call) -> Receipt {
    Receipt {
        call: call.id,
        page: call.page,
        asked_at: time::shown(call.asked_at),
        order_number: order_number(call),
        sha256: call.sha256.clone(),
        bytes: call.reply.as_ref().map_or(0, |reply| reply.body.len()),
    }
}

/// The service's number of a call, if its reply has one.
pub(crate) fn order_number(call: &Call) -> Option<String> {
    match call.check? {
        Check::List(_) => reply::<qcc::ListCall>(call).ok()?.order_number,
        Check::RegistrationSnapshot => reply::<qcc::EciImage>(call).ok()?.order_number,
        Check::Quota => reply::<qcc::GetQuota>(call).ok()?.order_number,
        Check::IdentityReport => reply::<qcc::CreateReport>(call).ok()?.order_number,
    }
}
