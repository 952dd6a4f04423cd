//! Why a check is 未能核查: the cause, whether it may have been billed, and details for support.

pub use qcc::StatusMeaning;

use qcc::fetch::{Diverted, FetchError};
use qcc::{MaybeSent, NotSent, ReadError, Reply, SendError, TlsReason};
use serde::Serialize;
use ts_rs::TS;

/// Why something is not verified. The page provides the text and the advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    pub cause: FailureCause,
    pub billing: Billing,
    pub status_code: Option<String>,
    pub service_message: Option<String>,
    /// The service's number of the call, to quote to the vendor.
    pub order_number: Option<String>,
    /// The issuer of a rejected certificate, as named in it.
    #[ts(type = "string | null")]
    pub certificate_issuer: Option<Box<str>>,
    /// Technical details for support. Contains no URL (at most the host of a file), key or secret.
    pub detail: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Billing {
    /// It cannot have been charged.
    NotBilled,
    /// It may have been charged; the vendor's bill decides.
    MayHaveBeenBilled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum FailureCause {
    /// The service answered with a status code that is neither a hit nor "no record".
    Status {
        meaning: StatusMeaning,
    },
    /// The request did not leave this machine.
    NotSent {
        reason: NotSentReason,
    },
    /// The request may have reached the service, but there is no complete reply.
    Interrupted {
        reason: InterruptedReason,
    },
    Unreadable {
        reason: UnreadableReason,
    },
    Inconsistent,
    Cancelled,
    /// The file of a snapshot or report could not be obtained.
    File {
        reason: FileReason,
    },
    ReportFailed,
    /// Written by a newer version of the app and unknown to this one.
    Newer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum NotSentReason {
    Dns,
    Connect,
    ConnectTimeout,
    /// No encrypted connection, for a reason other than the next three.
    Tls,
    /// The certificate was not issued by an authority that this machine trusts.
    UnknownAuthority,
    CertificateExpired,
    WrongHost,
    /// The proxy is unreachable, refused the request, or opened no tunnel.
    Proxy,
    /// The app was closed before the request was sent.
    AppClosed,
    /// The record could not be written before sending.
    NotRecorded,
    /// While it was waiting, the service refused the account in a reply to another check.
    AccountRefused,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum InterruptedReason {
    /// The reply was not complete in time.
    Timeout,
    ConnectionLost,
    TooLarge,
    BodyIncomplete,
    /// The app was closed before the reply arrived.
    AppClosed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum UnreadableReason {
    HttpStatus,
    /// A web page, such as a network's log-in page.
    WebPage,
    /// XML, from the service itself.
    Xml,
    Empty,
    NotJson,
    /// JSON that is not a reply of this call.
    Shape,
    Encoding,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum FileReason {
    AddressRefused,
    NotSent,
    Interrupted,
    TooLarge,
    /// The host's name resolves to 198.18.0.0/15, and the service's does not: a proxy tool (fake-ip) answered
    /// for it.
    FakeIp,
    /// The host's name resolves to 100.64.0.0/10: a zero-trust client or VPN.
    ZeroTrust,
    /// The host's name resolves to a NAT64 address, but the service's does not.
    Nat64,
    /// The host's name resolves to an address of this machine or its network.
    InternalAddress,
    WrongType,
    /// The certificate of the file's host was refused.
    Certificate,
    /// The proxy cannot be reached, did not let the request through, or wants a password.
    Proxy,
    /// Not a complete report; quarantined as received.
    PutAside,
    /// The right type, but incomplete.
    Damaged,
    /// The URL has expired, or nothing is there.
    Gone,
    NotWritten,
    /// The file's host has an error or asks to be left alone for now.
    HostTrouble,
}

impl Failure {
    pub fn new(cause: FailureCause, billing: Billing) -> Self {
        Self {
            cause,
            billing,
            status_code: None,
            service_message: None,
            order_number: None,
            certificate_issuer: None,
            detail: None,
        }
    }

    pub fn detailed(self, detail: impl ToString) -> Self {
        Self { detail: Some(detail.to_string()), ..self }
    }

    /// A reply whose status code is a refusal.
    pub fn refused<T>(reply: &Reply<T>, billed: bool) -> Self {
        // `Refused` never comes with 200. If it did, this would claim nothing.
        let meaning = reply.status.meaning().unwrap_or(StatusMeaning::Unknown);
        let billing = Billing::of(billed && reply.status.may_be_billed());
        Self::of_reply(FailureCause::Status { meaning }, billing, reply)
    }

    /// A reply that contradicts itself.
    pub fn inconsistent<T>(reply: &Reply<T>, detail: &str, billed: bool) -> Self {
        Self::of_reply(FailureCause::Inconsistent, Billing::of(billed), reply).detailed(detail)
    }

    fn of_reply<T>(cause: FailureCause, billing: Billing, reply: &Reply<T>) -> Self {
        Self {
            status_code: Some(reply.status.to_string()),
            service_message: Some(reply.message.clone()).filter(|message| !message.is_empty()),
            order_number: reply.order_number.clone(),
            ..Self::new(cause, billing)
        }
    }

    /// A request without a reply.
    pub fn no_reply(error: &SendError, billed: bool) -> Self {
        let cause = match error {
            SendError::NotSent(error) => FailureCause::NotSent {
                reason: match error {
                    NotSent::Dns(_) => NotSentReason::Dns,
                    NotSent::Connect(_) => NotSentReason::Connect,
                    NotSent::ConnectTimeout => NotSentReason::ConnectTimeout,
                    NotSent::Tls(refusal) => match refusal.reason {
                        TlsReason::UnknownAuthority => NotSentReason::UnknownAuthority,
                        TlsReason::Expired => NotSentReason::CertificateExpired,
                        TlsReason::WrongHost => NotSentReason::WrongHost,
                        TlsReason::Other => NotSentReason::Tls,
                    },
                    NotSent::Proxy(_) => NotSentReason::Proxy,
                    NotSent::Request(_) => NotSentReason::Other,
                },
            },
            SendError::MaybeSent(error) => FailureCause::Interrupted {
                reason: match error {
                    MaybeSent::Timeout => InterruptedReason::Timeout,
                    MaybeSent::ConnectionLost(_) => InterruptedReason::ConnectionLost,
                    MaybeSent::BodyIncomplete(_) => InterruptedReason::BodyIncomplete,
                    MaybeSent::TooLarge => InterruptedReason::TooLarge,
                },
            },
        };
        let certificate_issuer = match error {
            SendError::NotSent(error) => issuer(error),
            SendError::MaybeSent(_) => None,
        };
        let billing = Billing::of(billed && error.may_be_billed());
        Self { certificate_issuer, ..Self::new(cause, billing).detailed(error) }
    }

    /// A reply that cannot be read.
    pub fn unreadable(error: &ReadError, billed: bool) -> Self {
        let reason = match error {
            ReadError::HttpStatus(_) => UnreadableReason::HttpStatus,
            ReadError::WebPage => UnreadableReason::WebPage,
            ReadError::Xml { .. } => UnreadableReason::Xml,
            ReadError::Empty => UnreadableReason::Empty,
            ReadError::Encoding => UnreadableReason::Encoding,
            ReadError::NotJson(_) => UnreadableReason::NotJson,
            ReadError::Shape(_) => UnreadableReason::Shape,
        };
        let status_code = match error {
            ReadError::Xml { code } => code.clone(),
            _ => None,
        };
        let cause = FailureCause::Unreadable { reason };
        Self { status_code, ..Self::new(cause, Billing::of(billed)).detailed(error) }
    }

    /// A file that could not be fetched. Fetching is free.
    pub fn unfetched(error: &FetchError) -> Self {
        let reason = match error {
            FetchError::AddressRefused(_) => FileReason::AddressRefused,
            FetchError::Diverted(Diverted::FakeIp, _) => FileReason::FakeIp,
            FetchError::Diverted(Diverted::ZeroTrust, _) => FileReason::ZeroTrust,
            FetchError::Diverted(Diverted::Nat64, _) => FileReason::Nat64,
            FetchError::Diverted(Diverted::Internal, _) => FileReason::InternalAddress,
            FetchError::NotSent(error, _) => match error {
                NotSent::Tls(refusal) => match refusal.reason {
                    TlsReason::UnknownAuthority | TlsReason::Expired | TlsReason::WrongHost => {
                        FileReason::Certificate
                    }
                    TlsReason::Other => FileReason::NotSent,
                },
                NotSent::Proxy(_) => FileReason::Proxy,
                NotSent::Dns(_) | NotSent::Connect(_) | NotSent::ConnectTimeout | NotSent::Request(_) => {
                    FileReason::NotSent
                }
            },
            FetchError::Interrupted(_) => FileReason::Interrupted,
            // These describe the host's current state, not the URL.
            FetchError::HttpStatus(408 | 425 | 429 | 500..=599) => FileReason::HostTrouble,
            FetchError::HttpStatus(_) => FileReason::Gone,
            FetchError::TooLarge(_) => FileReason::TooLarge,
            FetchError::Write(_) => FileReason::NotWritten,
        };
        let certificate_issuer = match error {
            FetchError::NotSent(error, _) => issuer(error),
            _ => None,
        };
        let detail = error.host().map_or(error.to_string(), |host| format!("{error} (host {host})"));
        Self { certificate_issuer, ..Self::file(reason, detail) }
    }

    /// A file that could not be obtained or is not as expected. Fetching is free.
    pub fn file(reason: FileReason, detail: impl ToString) -> Self {
        Self::new(FailureCause::File { reason }, Billing::NotBilled).detailed(detail)
    }
}

/// The issuer of a refused certificate.
fn issuer(error: &NotSent) -> Option<Box<str>> {
    match error {
        NotSent::Tls(refusal) => refusal.issuer.as_deref().map(Into::into),
        NotSent::Dns(_)
        | NotSent::Connect(_)
        | NotSent::ConnectTimeout
        | NotSent::Proxy(_)
        | NotSent::Request(_) => None,
    }
}

impl Billing {
    pub fn of(may_be_billed: bool) -> Self {
        if may_be_billed { Self::MayHaveBeenBilled } else { Self::NotBilled }
    }
}
