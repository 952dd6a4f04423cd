//! Makes a check of a subject: stores the reply as received, then reads it.

use crate::desk::{Desk, Exchanged, NotRecorded};
use crate::event::{Event, Problem};
use crate::picture;
use crate::polling;
use crate::reading::{self, PAGE_SIZE};
use crate::single_flight::Flight;
use crate::subject::Subject;
use jiff::SignedDuration;
use qcc::{Client, EciImage, GetQuota, LOCKED_FOR, ListCall};
use std::time::Instant;
use store::check::{Check, LookUpCheck};
use store::failure::{Billing, Failure, FailureCause, FileReason, StatusMeaning};
use store::finding::{Answer, Finding, Outcome, Picture};
use store::record::{CLOCK_SLACK, Call, NewCall, RecordError};
use tokio_util::sync::CancellationToken;

/// Why a look-up was not made. A reply of the service is never an error, but a [`Finding`].
#[derive(Debug, thiserror::Error)]
pub enum LookUpError {
    #[error("no such look-up")]
    NotFound,
    /// The record could not be read or written. Nothing is sent that cannot be recorded first.
    #[error(transparent)]
    Record(#[from] RecordError),
    #[error(transparent)]
    NotRecorded(#[from] NotRecorded),
}

/// Pages requested further apart do not belong to the same list.
const ONE_DAY: SignedDuration = SignedDuration::from_hours(24);

impl Desk {
    /// Makes a check of a subject.
    ///
    /// A look-up within the [reuse window](crate::ReuseWindow) is answered from the record unless it should
    /// be `fresh`. One that the service has locked is always answered from the record, and one that is in
    /// progress shares its answer. If `cancel` is cancelled, the finding says so, and whether the call may be
    /// billed.
    pub async fn look_up(
        &self,
        check: LookUpCheck,
        subject: &Subject,
        fresh: bool,
        cancel: &CancellationToken,
    ) -> Result<Finding, LookUpError> {
        let (check, began) = (Check::from(check), self.now());
        // Cancelling while waiting sends nothing; this is recorded below.
        let flight = tokio::select! {
            biased;
            flight = self.in_flight.acquire(check, subject.text()) => Some(flight),
            () = cancel.cancelled() => None,
        };
        if flight.as_ref().is_some_and(|flight| flight.waited)
            && let Some(look_up) =
                self.record().answered_since(self.account(), check, subject.text(), began)?
        {
            return Ok(Finding { reused: true, ..self.own_finding(look_up)? });
        }
        let known = self.locked(check, subject.text())?;
        let known = if known.is_none() && !fresh { self.answered(check, subject.text())? } else { known };
        if let Some(finding) = known {
            return Ok(Finding { reused: true, ..finding });
        }
        self.ask(NewCall::first(check, subject.text()), cancel).await
    }

    /// Requests the next page, and reads all pages together. Sends nothing if no page is missing, or if the
    /// look-up is more than a day old, because its pages would not belong together.
    pub async fn next_page(&self, look_up: i64, cancel: &CancellationToken) -> Result<Finding, LookUpError> {
        let Some((_flight, finding)) = self.acquire(look_up, cancel).await? else {
            return self.own_finding(look_up);
        };
        let more = matches!(
            &finding.outcome,
            Outcome::Found { answer } if answer.completeness().is_some_and(|it| it.calls_needed() > 0)
        );
        let stands = more && !self.is_locked(look_up)? && self.is_fresh(look_up)?;
        let (true, Some(last)) = (stands, finding.receipts.last()) else {
            return Ok(finding);
        };
        // Repeat a failed page.
        let page = if finding.page_failure.is_some() { last.page } else { last.page + 1 };
        let first = NewCall::first(finding.check, &finding.subject);
        self.ask(NewCall { page, first_call: Some(look_up), ..first }, cancel).await
    }

    /// Repeats a look-up that the service is still working on, after pauses, at most three times. Each
    /// request may be billed, so call this only at the user's request. It ends when the desk closes.
    pub async fn wait_for_answer(
        &self,
        look_up: i64,
        cancel: &CancellationToken,
    ) -> Result<Finding, LookUpError> {
        let Some((_flight, mut finding)) = self.acquire(look_up, cancel).await? else {
            return self.own_finding(look_up);
        };
        for (asked, pause) in self.polling.pending.into_iter().enumerate() {
            if !is_pending(&finding) {
                break;
            }
            let pause = pause.max(self.retry_delay());
            let goes_on = tokio::select! {
                goes_on = polling::wait(pause, || self.now(), cancel) => goes_on,
                () = self.following.closing.cancelled() => false,
            };
            if !goes_on {
                break;
            }
            let again =
                NewCall { first_call: Some(look_up), ..NewCall::first(finding.check, &finding.subject) };
            let answered = self.ask(again, cancel).await;
            finding = if asked == 0 { answered } else { answered.map_err(after_sending) }?;
        }
        Ok(finding)
    }

    /// Waits until the look-up is not in progress, and returns what is left to do. `None` if that was done
    /// meanwhile, or the user cancelled.
    async fn acquire(
        &self,
        look_up: i64,
        cancel: &CancellationToken,
    ) -> Result<Option<(Flight, Finding)>, LookUpError> {
        let before = self.own_finding(look_up)?;
        let flight = tokio::select! {
            biased;
            flight = self.in_flight.acquire(before.check, &before.subject) => flight,
            () = cancel.cancelled() => return Ok(None),
        };
        let now = self.own_finding(look_up)?;
        Ok((!flight.waited && now == before).then_some((flight, now)))
    }

    /// Fetches the picture of a snapshot again, from the URL in the record. Not billed.
    pub async fn fetch_picture(
        &self,
        look_up: i64,
        cancel: &CancellationToken,
    ) -> Result<Finding, LookUpError> {
        let finding = self.own_finding(look_up)?;
        let missing = matches!(
            finding.outcome,
            Outcome::Found { answer: Answer::Snapshot { picture: Picture::NotFetched { .. } } }
        );
        if missing { self.with_picture(look_up, cancel).await } else { Ok(finding) }
    }

    /// Requests the account's quota. Not billed.
    pub async fn ask_quota(&self, cancel: &CancellationToken) -> Result<Finding, LookUpError> {
        self.ask(NewCall::first(Check::Quota, ""), cancel).await
    }

    /// A look-up of this account, read again from the record.
    fn own_finding(&self, look_up: i64) -> Result<Finding, LookUpError> {
        let finding = self.archive().finding(look_up, Some(self.account()))?;
        finding.filter(|finding| finding.of_this_account).ok_or(LookUpError::NotFound)
    }

    /// The same, right after the service was asked.
    fn answered_finding(&self, look_up: i64) -> Result<Finding, LookUpError> {
        self.own_finding(look_up).map_err(after_sending)
    }

    /// The latest reusable answer. Failures do not count.
    fn answered(&self, check: Check, subject: &str) -> Result<Option<Finding>, LookUpError> {
        let Some(since) = self.reuse.since(self.now()) else {
            return Ok(None);
        };
        for look_up in self.record().asked_since(self.account(), check, subject, since)? {
            let finding = self.own_finding(look_up)?;
            match finding.outcome {
                Outcome::Found { .. } | Outcome::NoRecord { .. } => return Ok(Some(finding)),
                // A contradiction casts doubt on earlier answers.
                Outcome::NotVerified { failure, .. } if failure.cause == FailureCause::Inconsistent => break,
                Outcome::NotVerified { .. } => {}
            }
        }
        Ok(None)
    }

    /// The refusal that has locked the look-up, if there is one.
    fn locked(&self, check: Check, subject: &str) -> Result<Option<Finding>, LookUpError> {
        let since = self.now() - LOCKED_FOR;
        for look_up in self.record().touched_since(self.account(), check, subject, since)? {
            if self.is_locked(look_up)? {
                return Ok(Some(self.own_finding(look_up)?));
            }
        }
        Ok(None)
    }

    fn is_locked(&self, look_up: i64) -> Result<bool, LookUpError> {
        let now = self.now();
        let lately = |page: &Call| page.asked_at + LOCKED_FOR > now && page.asked_at < now + CLOCK_SLACK;
        let pages = self.record().pages(look_up)?;
        Ok(pages.iter().any(|page| lately(page) && reading::is_locked(page)))
    }

    fn is_fresh(&self, look_up: i64) -> Result<bool, LookUpError> {
        let pages = self.record().pages(look_up)?;
        Ok(pages.first().is_some_and(|page| page.asked_at > self.now() - ONE_DAY))
    }

    /// Sends the request, stores the reply, and reads the whole look-up.
    async fn ask(&self, new: NewCall<'_>, cancel: &CancellationToken) -> Result<Finding, LookUpError> {
        // The picture must be fetched at once: its URL may expire, and another one would be billed.
        let _unfinished = self.unfinished.token();
        let client = self.queue.client(&self.service.client);
        let place = match new.check {
            // Free, and what a person wants to see when the account is refused.
            Check::Quota => Ok(None),
            _ => self.queue.place(cancel, &self.following.closing).await.map(Some),
        };
        let by = place.as_ref().map(|_| &*client);
        let subject = new.subject.to_owned();
        let call = match new.check {
            Check::List(check) => {
                let check = check.description();
                let page = check.pages.then_some((new.page, PAGE_SIZE));
                self.send(new, &ListCall { path: &check.path, search_key: subject, page }, by, cancel).await?
            }
            Check::RegistrationSnapshot => {
                self.send(new, &EciImage { key_word: subject }, by, cancel).await?
            }
            Check::Quota => self.send(new, &GetQuota, by, cancel).await?,
            Check::IdentityReport => return Err(LookUpError::NotFound),
        };
        let look_up = new.first_call.unwrap_or(call);
        let finding = self.answered_finding(look_up)?;
        self.queue.stop_if_refused(&finding);
        // A picture may take an hour, and no other look-up must wait for it or keep its connection.
        drop((place, client));
        if new.check != Check::RegistrationSnapshot {
            return Ok(finding);
        }
        self.with_picture(look_up, cancel).await.map_err(after_sending)
    }

    /// Sends a call, and again with the service's time if this machine's clock caused a refusal. Records
    /// both, or why nothing was sent.
    async fn send<C: qcc::Call>(
        &self,
        new: NewCall<'_>,
        call: &C,
        by: Result<&Client, &Failure>,
        cancel: &CancellationToken,
    ) -> Result<i64, LookUpError> {
        let row = self.record().begin_call(self.account(), new, call)?.ok_or(LookUpError::NotFound)?;
        let client = match by {
            Ok(client) => client,
            Err(failure) => {
                self.complete(row, Instant::now(), call, &Err(failure.clone())).await?;
                return Ok(row);
            }
        };
        let exchanged = self.exchange_unless(cancel, client, row, call).await?;
        // A closing desk does not wait for a second request.
        if exchanged == Exchanged::ClockCorrected && !self.following.closing.is_cancelled() {
            let again = NewCall { first_call: new.first_call.or(Some(row)), ..new };
            let again = self.record().begin_call(self.account(), again, call).map_err(NotRecorded)?;
            let again = again.ok_or(LookUpError::NotFound)?;
            self.exchange_unless(cancel, client, again, call).await?;
        }
        Ok(row)
    }

    /// Fetches the picture that the reply points to, if any, stores it, and reads the look-up again.
    async fn with_picture(&self, look_up: i64, cancel: &CancellationToken) -> Result<Finding, LookUpError> {
        let pages = self.record().pages(look_up)?;
        let page = pages.first().ok_or(LookUpError::NotFound)?;
        let Ok(qcc::Reply { answer: qcc::Answer::Found(address), .. }) = reading::reply::<EciImage>(page)
        else {
            return self.own_finding(look_up);
        };
        let on_progress = |transfer| self.report_progress(&page.subject, None, transfer);
        let picture = tokio::select! {
            biased;
            () = cancel.cancelled() => Err(Failure::new(FailureCause::Cancelled, Billing::NotBilled).into()),
            picture = picture::fetch(&self.service.fetcher, &address, &on_progress) => picture,
        };
        Event::Fetched { row: page.id, cause: picture.as_ref().err().map(|none| none.failure.cause) }.log();
        let Err(error) = self.record().keep_picture(look_up, &picture) else {
            return self.own_finding(look_up);
        };
        Event::NotRecorded { row: page.id, problem: Problem::from(&error) }.log();
        // The reply is in the record, and its picture can be fetched again free of charge. A full disk may have
        // room for the reason; if not, it is told now, and a later reading finds no picture.
        let cause = FailureCause::File { reason: FileReason::NotWritten };
        let failure = Failure::new(cause, Billing::NotBilled);
        let recorded = self.record().keep_picture(look_up, &Err(failure.clone().into()));
        let finding = self.own_finding(look_up)?;
        if recorded.is_ok() {
            return Ok(finding);
        }
        let picture = Picture::NotFetched { failure, received: None, plaintext: false };
        let answer = Answer::Snapshot { picture };
        Ok(Finding { outcome: Outcome::Found { answer }, ..finding })
    }
}

/// The service has been asked: a record that cannot be read now does not mean that nothing was sent.
fn after_sending(error: LookUpError) -> LookUpError {
    match error {
        LookUpError::Record(error) => LookUpError::NotRecorded(NotRecorded(error)),
        error @ (LookUpError::NotFound | LookUpError::NotRecorded(_)) => error,
    }
}

fn is_pending(finding: &Finding) -> bool {
    let pending = FailureCause::Status { meaning: StatusMeaning::Pending };
    matches!(&finding.outcome, Outcome::NotVerified { failure, .. } if failure.cause == pending)
}

#[cfg(test)]
mod tests {
    use crate::testing::{Workplace, subject};
    use catalog::ListCheck;
    use store::check::LookUpCheck;
    use store::record::PARSED;
    use tokio_util::sync::CancellationToken;

    /// How many replies a future parses.
    async fn parsed<T>(done: impl Future<Output = T>) -> (usize, T) {
        let before = PARSED.get();
        let done = done.await;
        (PARSED.get() - before, done)
    }

    #[tokio::test]
    async fn a_look_up_parses_its_reply_once() {
        let Workplace { desk, .. } = &Workplace::new().await;
        let (subject, cancel) = (subject("示例环海物流集团有限公司"), CancellationToken::new());
        let lists = ListCheck::all().map(LookUpCheck::List);
        for check in lists.chain([LookUpCheck::RegistrationSnapshot]) {
            let (count, finding) = parsed(desk.look_up(check, &subject, false, &cancel)).await;
            assert_eq!(count, 1, "{check:?}");
            let (count, _) = parsed(desk.next_page(finding.unwrap().call, &cancel)).await;
            assert!(count <= 1, "{check:?}");
        }
    }
}
