use super::Word;
use crate::failure::{
    Billing, Failure, FailureCause, FileReason, InterruptedReason, NotSentReason, StatusMeaning,
    UnreadableReason,
};
use crate::record::RecordError;
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StoredFailure {
    cause: StoredCause,
    billing: String,
    status_code: Option<String>,
    service_message: Option<String>,
    order_number: Option<String>,
    certificate_issuer: Option<Box<str>>,
    detail: Option<String>,
}

/// The cause: a kind, and for some kinds one more word.
#[derive(Debug, Default, Serialize, Deserialize)]
struct StoredCause {
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    meaning: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Reads a failure. One that this version does not understand is "of a newer version" and may have been
/// billed.
pub(in crate::record) fn failure(text: &str) -> Failure {
    match serde_json::from_str::<StoredFailure>(text) {
        Ok(stored) => stored.into(),
        Err(_) => Failure::new(FailureCause::Newer, Billing::MayHaveBeenBilled),
    }
}

/// The stored form of a failure.
pub(in crate::record) fn of_failure(failure: &Failure) -> Result<String, RecordError> {
    serde_json::to_string(&StoredFailure::from(failure)).map_err(|_| RecordError::Unreadable("failure"))
}

impl From<StoredFailure> for Failure {
    fn from(stored: StoredFailure) -> Self {
        Self {
            cause: stored.cause.read().unwrap_or(FailureCause::Newer),
            billing: Billing::from_word(&stored.billing).unwrap_or(Billing::MayHaveBeenBilled),
            status_code: stored.status_code,
            service_message: stored.service_message,
            order_number: stored.order_number,
            certificate_issuer: stored.certificate_issuer,
            detail: stored.detail,
        }
    }
}

impl From<&Failure> for StoredFailure {
    fn from(failure: &Failure) -> Self {
        Self {
            cause: StoredCause::of(&failure.cause),
            billing: failure.billing.word().to_owned(),
            status_code: failure.status_code.clone(),
            service_message: failure.service_message.clone(),
            order_number: failure.order_number.clone(),
            certificate_issuer: failure.certificate_issuer.clone(),
            detail: failure.detail.clone(),
        }
    }
}

impl StoredCause {
    fn of(cause: &FailureCause) -> Self {
        let kind = |kind: &str| Self { kind: kind.to_owned(), ..Self::default() };
        let reason = |of: &str, word: &str| Self { reason: Some(word.to_owned()), ..kind(of) };
        match cause {
            FailureCause::Status { meaning } => {
                Self { meaning: Some(meaning.word().to_owned()), ..kind("status") }
            }
            FailureCause::NotSent { reason: why } => reason("notSent", why.word()),
            FailureCause::Interrupted { reason: why } => reason("interrupted", why.word()),
            FailureCause::Unreadable { reason: why } => reason("unreadable", why.word()),
            FailureCause::Inconsistent => kind("inconsistent"),
            FailureCause::Cancelled => kind("cancelled"),
            FailureCause::File { reason: why } => reason("file", why.word()),
            FailureCause::ReportFailed => kind("reportFailed"),
            FailureCause::Newer => kind("newer"),
        }
    }

    /// `None` if from a newer version.
    fn read(&self) -> Option<FailureCause> {
        let reason = || self.reason.as_deref();
        Some(match self.kind.as_str() {
            "status" => FailureCause::Status { meaning: StatusMeaning::from_word(self.meaning.as_deref()?)? },
            "notSent" => FailureCause::NotSent { reason: NotSentReason::from_word(reason()?)? },
            "interrupted" => FailureCause::Interrupted { reason: InterruptedReason::from_word(reason()?)? },
            "unreadable" => FailureCause::Unreadable { reason: UnreadableReason::from_word(reason()?)? },
            "inconsistent" => FailureCause::Inconsistent,
            "cancelled" => FailureCause::Cancelled,
            "file" => FailureCause::File { reason: FileReason::from_word(reason()?)? },
            "reportFailed" => FailureCause::ReportFailed,
            _ => return None,
        })
    }
}
