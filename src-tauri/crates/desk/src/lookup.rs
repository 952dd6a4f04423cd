//! One check of one subject: recorded as received, then read.

use crate::desk::{Desk, Exchanged, NotRecorded};
use crate::event::Event;
use crate::flights::Flight;
use crate::pace;
use crate::picture;
use crate::reading::{self, PAGE_SIZE};
use crate::subject::Subject;
use jiff::SignedDuration;
use qcc::{EciImage, GetQuota, LOCKED_FOR, ListCall};
use store::check::{Check, LookUpCheck};
use store::failure::{Billing, Failure, FailureCause, StatusMeaning};
use store::finding::{Answer, Finding, Outcome, Picture};
use store::record::{Asked, CLOCK_SLACK, Call, RecordError};
use tokio_util::sync::CancellationToken;

/// Why a question was not asked. What the service answers is never an error but a [`Finding`].
#[derive(Debug, thiserror::Error)]
pub enum LookUpError {
    /// There is no such question in the record, or it is none of this kind.
    #[error("no such question")]
    NotFound,
    /// The record could not be read or written. Nothing is sent that cannot be recorded first.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A request was sent, and its outcome could not be written down.
    #[error(transparent)]
    NotRecorded(#[from] NotRecorded),
}

/// Pages that were asked for further apart do not make one list.
const ONE_DAY: SignedDuration = SignedDuration::from_hours(24);

impl Desk {
    /// Asks one check of one subject.
    ///
    /// A question that was answered within the [reuse window](crate::ReuseWindow) is answered from the record, unless it is to
    /// be `fresh`; one that the service has locked is so in any case, and one that is being asked at this moment has the answer
    /// of that. When `cancel` is cancelled, the finding says so, and that the call may be billed.
    pub async fn look_up(
        &self,
        check: LookUpCheck,
        subject: &Subject,
        fresh: bool,
        cancel: &CancellationToken,
    ) -> Result<Finding, LookUpError> {
        let (check, began) = (Check::from(check), self.now());
        // Who cancels while waiting has sent nothing, which is written down below.
        let flight = tokio::select! {
            biased;
            flight = self.flights.take(check, subject.text()) => Some(flight),
            () = cancel.cancelled() => None,
        };
        if flight.as_ref().is_some_and(|flight| flight.waited)
            && let Some(question) =
                self.record().answered_since(self.account(), check, subject.text(), began)?
        {
            return Ok(Finding { reused: true, ..self.own_finding(question)? });
        }
        let known = self.locked(check, subject.text())?;
        let known = if known.is_none() && !fresh { self.answered(check, subject.text())? } else { known };
        if let Some(finding) = known {
            return Ok(Finding { reused: true, ..finding });
        }
        self.ask(Asked::first(check, subject.text()), cancel).await
    }

    /// Asks for the page after those that are there, and reads all of them together. Asks nothing where nothing is missing, and
    /// nothing of a question that is more than a day old: its pages would not belong together.
    pub async fn next_page(&self, question: i64, cancel: &CancellationToken) -> Result<Finding, LookUpError> {
        let Some((_flight, finding)) = self.board(question, cancel).await? else {
            return self.own_finding(question);
        };
        let more = matches!(
            &finding.outcome,
            Outcome::Found { answer } if answer.completeness().is_some_and(|it| it.calls_needed() > 0)
        );
        let stands = more && !self.is_locked(question)? && self.is_fresh(question)?;
        let (true, Some(last)) = (stands, finding.evidence.last()) else {
            return Ok(finding);
        };
        // A page that could not be had is asked for again.
        let page = if finding.page_failure.is_some() { last.page } else { last.page + 1 };
        let first = Asked::first(finding.check, &finding.subject);
        self.ask(Asked { page, first_call: Some(question), ..first }, cancel).await
    }

    /// Asks a question again on which the service says that it is still working, after pauses, three times at most. Each may
    /// be billed, so a person has to want it; it ends with the desk.
    pub async fn wait_for_answer(
        &self,
        question: i64,
        cancel: &CancellationToken,
    ) -> Result<Finding, LookUpError> {
        let Some((_flight, mut finding)) = self.board(question, cancel).await? else {
            return self.own_finding(question);
        };
        for pause in self.pace.pending {
            if !is_pending(&finding) {
                break;
            }
            let goes_on = tokio::select! {
                goes_on = pace::wait(pause, || self.now(), cancel) => goes_on,
                () = self.following.closing.cancelled() => false,
            };
            if !goes_on {
                break;
            }
            let again = Asked { first_call: Some(question), ..Asked::first(finding.check, &finding.subject) };
            finding = self.ask(again, cancel).await?;
        }
        Ok(finding)
    }

    /// Waits for whoever works on the question; what is to be done about it then. `None` if it was done meanwhile, or a person
    /// cancelled.
    async fn board(
        &self,
        question: i64,
        cancel: &CancellationToken,
    ) -> Result<Option<(Flight, Finding)>, LookUpError> {
        let before = self.own_finding(question)?;
        let flight = tokio::select! {
            biased;
            flight = self.flights.take(before.check, &before.subject) => flight,
            () = cancel.cancelled() => return Ok(None),
        };
        let now = self.own_finding(question)?;
        Ok((!flight.waited && now == before).then_some((flight, now)))
    }

    /// Fetches the picture of a snapshot again, by the address that is in the record. Not billed.
    pub async fn fetch_picture(
        &self,
        question: i64,
        cancel: &CancellationToken,
    ) -> Result<Finding, LookUpError> {
        let missing = matches!(
            self.own_finding(question)?.outcome,
            Outcome::Found { answer: Answer::Snapshot { picture: Picture::NotFetched { .. } } }
        );
        if missing {
            self.keep_picture(question, cancel).await?;
        }
        self.own_finding(question)
    }

    /// Asks for the account's quota. Not billed.
    pub async fn ask_quota(&self, cancel: &CancellationToken) -> Result<Finding, LookUpError> {
        self.ask(Asked::first(Check::Quota, ""), cancel).await
    }

    /// What the record holds of one question of this account, read anew.
    fn own_finding(&self, question: i64) -> Result<Finding, LookUpError> {
        let finding = self.archive().finding(question, Some(self.account()))?;
        finding.filter(|finding| finding.of_this_account).ok_or(LookUpError::NotFound)
    }

    /// The latest answer that may be used again. A failure answers nothing.
    fn answered(&self, check: Check, subject: &str) -> Result<Option<Finding>, LookUpError> {
        let Some(since) = self.reuse.since(self.now()) else {
            return Ok(None);
        };
        for question in self.record().asked_since(self.account(), check, subject, since)? {
            let finding = self.own_finding(question)?;
            match finding.outcome {
                Outcome::Found { .. } | Outcome::NoRecord { .. } => return Ok(Some(finding)),
                // What contradicts itself puts the answers before it in doubt.
                Outcome::NotVerified { failure, .. } if failure.cause == FailureCause::Inconsistent => break,
                Outcome::NotVerified { .. } => {}
            }
        }
        Ok(None)
    }

    /// The refusal that keeps the question locked, if it is.
    fn locked(&self, check: Check, subject: &str) -> Result<Option<Finding>, LookUpError> {
        let since = self.now() - LOCKED_FOR;
        for question in self.record().touched_since(self.account(), check, subject, since)? {
            if self.is_locked(question)? {
                return Ok(Some(self.own_finding(question)?));
            }
        }
        Ok(None)
    }

    fn is_locked(&self, question: i64) -> Result<bool, LookUpError> {
        let now = self.now();
        let lately = |page: &Call| page.asked_at + LOCKED_FOR > now && page.asked_at < now + CLOCK_SLACK;
        let pages = self.record().pages(question)?;
        Ok(pages.iter().any(|page| lately(page) && reading::is_locked(page)))
    }

    fn is_fresh(&self, question: i64) -> Result<bool, LookUpError> {
        let pages = self.record().pages(question)?;
        Ok(pages.first().is_some_and(|page| page.asked_at > self.now() - ONE_DAY))
    }

    /// Asks, writes down what came back, and reads the whole question.
    async fn ask(&self, asked: Asked<'_>, cancel: &CancellationToken) -> Result<Finding, LookUpError> {
        // A picture is fetched at once: its address may expire, and another would have to be paid for.
        let _on_the_wire = self.on_the_wire.token();
        let subject = asked.subject.to_owned();
        let call = match asked.check {
            Check::List(check) => {
                let check = check.description();
                let page = check.pages.then_some((asked.page, PAGE_SIZE));
                self.send(asked, &ListCall { path: &check.path, search_key: subject, page }, cancel).await?
            }
            Check::RegistrationSnapshot => self.send(asked, &EciImage { key_word: subject }, cancel).await?,
            Check::Quota => self.send(asked, &GetQuota, cancel).await?,
            Check::IdentityReport => return Err(LookUpError::NotFound),
        };
        let question = asked.first_call.unwrap_or(call);
        if asked.check == Check::RegistrationSnapshot {
            self.keep_picture(question, cancel).await?;
        }
        self.own_finding(question)
    }

    /// Sends, and once more by the service's clock where this machine's was the reason for a refusal. Both are recorded.
    async fn send<C: qcc::Call>(
        &self,
        asked: Asked<'_>,
        call: &C,
        cancel: &CancellationToken,
    ) -> Result<i64, LookUpError> {
        let row = self.record().asked(self.account(), asked, call)?.ok_or(LookUpError::NotFound)?;
        let exchanged = self.exchange_unless(cancel, row, call).await?;
        // A desk that is closing does not wait for two requests.
        if exchanged == Exchanged::ClockCorrected && !self.following.closing.is_cancelled() {
            let again = Asked { first_call: asked.first_call.or(Some(row)), ..asked };
            let again = self.record().asked(self.account(), again, call)?.ok_or(LookUpError::NotFound)?;
            self.exchange_unless(cancel, again, call).await?;
        }
        Ok(row)
    }

    /// Fetches the picture that the reply points to, if it points to one, and keeps its bytes.
    async fn keep_picture(&self, question: i64, cancel: &CancellationToken) -> Result<(), LookUpError> {
        let pages = self.record().pages(question)?;
        let page = pages.first().ok_or(LookUpError::NotFound)?;
        let Ok(qcc::Reply { answer: qcc::Answer::Found(address), .. }) = reading::reply::<EciImage>(page)
        else {
            return Ok(());
        };
        let told = |transfer| self.tell_progress(&page.subject, None, transfer);
        let picture = tokio::select! {
            biased;
            () = cancel.cancelled() => Err(Failure::new(FailureCause::Cancelled, Billing::NotBilled)),
            picture = picture::fetch(&self.service.fetcher, &address, &told) => picture,
        };
        Event::Fetched { row: page.id, cause: picture.as_ref().err().map(|failure| failure.cause) }.log();
        Ok(self.record().keep_picture(question, &picture)?)
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

    /// How many replies are parsed by what is done.
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
