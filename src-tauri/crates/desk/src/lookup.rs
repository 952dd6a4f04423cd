//! One check of one subject: recorded as received, then read.

use crate::check::Check;
use crate::desk::{Desk, NotRecorded};
use crate::failure::{Billing, Failure, FailureCause};
use crate::finding::{Answer, Completeness, Finding, Outcome, Picture};
use crate::picture;
use crate::reading::{self, PAGE_SIZE};
use crate::record::{Asked, RecordError};
use crate::subject::Subject;
use crate::time;
use jiff::Timestamp;
use qcc::{EciImage, GetQuota, LimitExitCheck, OperationCheck};
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

impl Desk {
    /// Asks one check of one subject.
    ///
    /// A question that was answered today (Asia/Shanghai) is answered from the record, unless it is to be `fresh`. When
    /// `cancel` is cancelled, the finding says so, and that the call may be billed.
    pub async fn look_up(
        &self,
        check: Check,
        subject: &Subject,
        fresh: bool,
        cancel: &CancellationToken,
    ) -> Result<Finding, LookUpError> {
        if !fresh && let Some(finding) = self.answered_today(check, subject.text())? {
            return Ok(Finding { reused: true, ..finding });
        }
        match check {
            Check::ExitRestriction | Check::CustomsCredit => {
                self.ask_page(Asked::first(check, subject.text()), cancel).await
            }
            Check::RegistrationSnapshot => self.ask_snapshot(subject, cancel).await,
            Check::IdentityReport | Check::Quota => Err(LookUpError::NotFound),
        }
    }

    /// Asks for the page after those that are there, and reads all of them together. Asks nothing where nothing is missing.
    pub async fn next_page(
        &self,
        first_call: i64,
        cancel: &CancellationToken,
    ) -> Result<Finding, LookUpError> {
        let finding = self.finding(first_call)?;
        let more = matches!(
            finding.outcome,
            Outcome::Found {
                answer: Answer::ExitRestrictions { completeness: Completeness::MorePages { .. }, .. }
                    | Answer::CustomsRegistrations { completeness: Completeness::MorePages { .. }, .. }
            }
        );
        let (true, Some(last)) = (more, finding.evidence.last()) else {
            return Ok(finding);
        };
        // A page that could not be had is asked for again.
        let page = if finding.page_failure.is_some() { last.page } else { last.page + 1 };
        let first = Asked::first(finding.check, &finding.subject);
        self.ask_page(Asked { page, first_call: Some(first_call), ..first }, cancel).await
    }

    /// Fetches the picture of a snapshot again, by the address that is in the record. Not billed.
    pub async fn fetch_picture(&self, call: i64, cancel: &CancellationToken) -> Result<Finding, LookUpError> {
        let missing = matches!(
            self.finding(call)?.outcome,
            Outcome::Found { answer: Answer::Snapshot { picture: Picture::NotFetched { .. } } }
        );
        if missing {
            self.keep_picture(call, cancel).await?;
        }
        self.finding(call)
    }

    /// Asks for the account's quota.
    pub async fn ask_quota(&self, cancel: &CancellationToken) -> Result<Finding, LookUpError> {
        let call = self.record.asked(Asked::first(Check::Quota, ""), &GetQuota)?;
        self.exchange_unless(cancel, call, &GetQuota).await?;
        self.finding(call)
    }

    /// What the record holds of one question, read anew.
    pub fn finding(&self, first_call: i64) -> Result<Finding, LookUpError> {
        let pages = self.record.pages(first_call)?;
        let picture = self.record.picture(first_call)?;
        reading::read(&pages, picture, self.service.source()).ok_or(LookUpError::NotFound)
    }

    /// The latest of today's answers. A failure answers nothing.
    fn answered_today(&self, check: Check, subject: &str) -> Result<Option<Finding>, LookUpError> {
        for call in self.record.asked_since(check, subject, time::start_of_day(Timestamp::now()))? {
            let finding = self.finding(call)?;
            match finding.outcome {
                Outcome::Found { .. } | Outcome::NoRecord { .. } => return Ok(Some(finding)),
                Outcome::NotVerified { .. } => {}
            }
        }
        Ok(None)
    }

    async fn ask_page(&self, asked: Asked<'_>, cancel: &CancellationToken) -> Result<Finding, LookUpError> {
        let (search_key, page_index, page_size) = (asked.subject.to_owned(), asked.page, PAGE_SIZE);
        let call = match asked.check {
            Check::ExitRestriction => {
                let request = LimitExitCheck { search_key, page_index, page_size };
                let call = self.record.asked(asked, &request)?;
                self.exchange_unless(cancel, call, &request).await?;
                call
            }
            Check::CustomsCredit => {
                let request = OperationCheck { search_key, page_index, page_size };
                let call = self.record.asked(asked, &request)?;
                self.exchange_unless(cancel, call, &request).await?;
                call
            }
            Check::RegistrationSnapshot | Check::IdentityReport | Check::Quota => {
                return Err(LookUpError::NotFound);
            }
        };
        self.finding(asked.first_call.unwrap_or(call))
    }

    async fn ask_snapshot(
        &self,
        subject: &Subject,
        cancel: &CancellationToken,
    ) -> Result<Finding, LookUpError> {
        let request = EciImage { key_word: subject.text().to_owned() };
        let call = self.record.asked(Asked::first(Check::RegistrationSnapshot, subject.text()), &request)?;
        self.exchange_unless(cancel, call, &request).await?;
        self.keep_picture(call, cancel).await?;
        self.finding(call)
    }

    /// Fetches the picture that the reply of `call` points to, if it points to one, and keeps its bytes.
    async fn keep_picture(&self, call: i64, cancel: &CancellationToken) -> Result<(), LookUpError> {
        let row = self.record.call(call)?.ok_or(LookUpError::NotFound)?;
        let Ok(qcc::Reply { answer: qcc::Answer::Found(address), .. }) = reading::reply::<EciImage>(&row)
        else {
            return Ok(());
        };
        let picture = tokio::select! {
            biased;
            () = cancel.cancelled() => Err(Failure::new(FailureCause::Cancelled, Billing::NotBilled)),
            picture = picture::fetch(self.service.fetcher(), &address) => picture,
        };
        Ok(self.record.keep_picture(call, &picture)?)
    }
}
