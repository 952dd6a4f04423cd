//! Why something is 未能核查: what happened, whether it may have been billed, and what helps to find out more.

use qcc::fetch::{Diverted, FetchError};
use qcc::{MaybeSent, Meaning, NotSent, ReadError, Reply, SendError, TlsReason};
use serde::Serialize;
use ts_rs::TS;

/// Why something is not verified. The page has the words, what to do included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// What happened.
    pub cause: FailureCause,
    /// Whether the service may charge for it.
    pub billing: Billing,
    /// The service's status code, as text.
    pub status_code: Option<String>,
    /// The service's own words.
    pub service_message: Option<String>,
    /// The service's number of the call, to quote.
    pub order_number: Option<String>,
    /// Who issued a certificate that was refused, in its own words.
    #[ts(type = "string | null")]
    pub certificate_issuer: Option<Box<str>>,
    /// Technical text for whoever helps. Never holds an address (at most the host of a file), key or secret.
    pub detail: Option<String>,
}

/// Whether the service may charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Billing {
    /// It cannot have been charged.
    NotBilled,
    /// It may have been: the vendor's bill decides.
    MayHaveBeenBilled,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum FailureCause {
    /// The service answered with a status code that is neither a hit nor "no record".
    Status {
        /// What the code says.
        meaning: StatusMeaning,
    },
    /// The request did not leave this machine.
    NotSent {
        /// Why.
        reason: NotSentReason,
    },
    /// The request may have reached the service, and no whole reply came back.
    Interrupted {
        /// How.
        reason: InterruptedReason,
    },
    /// A reply came that cannot be read.
    Unreadable {
        /// Why.
        reason: UnreadableReason,
    },
    /// A reply came that contradicts itself.
    Inconsistent,
    /// A person cancelled.
    Cancelled,
    /// A snapshot's or report's file could not be had.
    File {
        /// Why.
        reason: FileReason,
    },
    /// The service could not generate the report.
    ReportFailed,
    /// A newer version of the app wrote down what happened, and this one does not understand it.
    Newer,
}

/// See [`FailureCause::NotSent`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum NotSentReason {
    /// The host name was not resolved.
    Dns,
    /// No connection.
    Connect,
    /// No connection in time.
    ConnectTimeout,
    /// No encrypted connection, for a reason that is not among the next three.
    Tls,
    /// No authority that this machine trusts stands for the server's certificate.
    UnknownAuthority,
    /// The server's certificate is expired, or not valid yet.
    CertificateExpired,
    /// The server's certificate is another host's.
    WrongHost,
    /// The proxy is not there, refused, or opened no way.
    Proxy,
    /// The app was closed before the request was sent.
    AppClosed,
    /// It could not be written down that it was about to be sent.
    NotRecorded,
    /// The request could not be built.
    Other,
}

/// See [`FailureCause::Interrupted`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum InterruptedReason {
    /// No whole reply in time.
    Timeout,
    /// The connection broke.
    ConnectionLost,
    /// The reply was larger than allowed.
    TooLarge,
    /// The reply broke off.
    BodyIncomplete,
    /// The app was closed before the reply came.
    AppClosed,
}

/// See [`FailureCause::Unreadable`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum UnreadableReason {
    /// The HTTP status is not 200.
    HttpStatus,
    /// A web page, such as a network's log-in page.
    WebPage,
    /// XML: the service itself, in a form that is not its own.
    Xml,
    /// An empty body.
    Empty,
    /// Not JSON.
    NotJson,
    /// JSON, but no reply of this call.
    Shape,
    /// Text that cannot be decoded.
    Encoding,
}

/// See [`FailureCause::File`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum FileReason {
    /// The address may not be asked.
    AddressRefused,
    /// No connection.
    NotSent,
    /// The transfer broke off.
    Interrupted,
    /// Larger than allowed.
    TooLarge,
    /// The host's name stands for 198.18.0.0/15: a proxy tool (fake-ip) answered for it, and not for the service.
    FakeIp,
    /// The host's name stands for 100.64.0.0/10: a zero-trust client or VPN.
    ZeroTrust,
    /// The host's name stands for an address of NAT64, and the service's does not.
    Nat64,
    /// The host's name stands for this machine or its network.
    InternalAddress,
    /// Not the kind of file that was promised.
    WrongType,
    /// In place of a report: no whole one, and kept aside as it came.
    PutAside,
    /// The right kind, but not whole.
    Damaged,
    /// The address has expired, or nothing is there.
    Gone,
    /// It could not be written on this machine.
    NotWritten,
    /// The host that has it is in trouble, or wants to be left alone for now.
    HostTrouble,
}

/// What a status code says, by what a person does next: [`qcc::Meaning`], but for 200, which is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // each stands for the `qcc::Meaning` of the same name
pub enum StatusMeaning {
    /// 201 to a call that is no look-up, such as an order.
    NothingFound,
    SearchTextRejected,
    Pending,
    TooMuchData,
    NotCovered,
    LockedForTwoHours,
    Account,
    Signature,
    Authentication,
    OutOfCredit,
    CallLimit,
    NotPurchased,
    Retired,
    ExportForbidden,
    ServiceTrouble,
    Unknown,
}

impl Failure {
    /// A failure of which no more is known.
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

    /// The same with a technical detail, for whoever looks after the machine.
    pub fn detailed(self, detail: impl ToString) -> Self {
        Self { detail: Some(detail.to_string()), ..self }
    }

    /// A reply with a status code that is no answer.
    pub fn refused<T>(reply: &Reply<T>, billed: bool) -> Self {
        let meaning = match reply.status.meaning() {
            // `Refused` is never given for 200; were it, nothing would be claimed.
            Meaning::Answered | Meaning::Unknown => StatusMeaning::Unknown,
            Meaning::NoRecord => StatusMeaning::NothingFound,
            Meaning::SearchTextRejected => StatusMeaning::SearchTextRejected,
            Meaning::Pending => StatusMeaning::Pending,
            Meaning::TooMuchData => StatusMeaning::TooMuchData,
            Meaning::NotCovered => StatusMeaning::NotCovered,
            Meaning::LockedForTwoHours => StatusMeaning::LockedForTwoHours,
            Meaning::Account => StatusMeaning::Account,
            Meaning::Signature => StatusMeaning::Signature,
            Meaning::Authentication => StatusMeaning::Authentication,
            Meaning::OutOfCredit => StatusMeaning::OutOfCredit,
            Meaning::CallLimit => StatusMeaning::CallLimit,
            Meaning::NotPurchased => StatusMeaning::NotPurchased,
            Meaning::Retired => StatusMeaning::Retired,
            Meaning::ExportForbidden => StatusMeaning::ExportForbidden,
            Meaning::ServiceTrouble => StatusMeaning::ServiceTrouble,
        };
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

    /// No reply.
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
            SendError::NotSent(NotSent::Tls(refusal)) => refusal.issuer.as_deref().map(Into::into),
            SendError::NotSent(_) | SendError::MaybeSent(_) => None,
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
    pub fn unfetched(error: &FetchError, address: &str) -> Self {
        let reason = match error {
            FetchError::AddressRefused(_) => FileReason::AddressRefused,
            FetchError::Diverted(Diverted::FakeIp) => FileReason::FakeIp,
            FetchError::Diverted(Diverted::ZeroTrust) => FileReason::ZeroTrust,
            FetchError::Diverted(Diverted::Nat64) => FileReason::Nat64,
            FetchError::Diverted(Diverted::Internal) => FileReason::InternalAddress,
            FetchError::NotSent(_) => FileReason::NotSent,
            FetchError::Interrupted(_) => FileReason::Interrupted,
            // Said of the host at that moment, not of the address.
            FetchError::HttpStatus(408 | 425 | 429 | 500..=599) => FileReason::HostTrouble,
            FetchError::HttpStatus(_) => FileReason::Gone,
            FetchError::TooLarge(_) => FileReason::TooLarge,
            FetchError::Write(_) => FileReason::NotWritten,
        };
        // Whoever looks after the network needs to know which name it answers for.
        let host = qcc::fetch::host(address).filter(|_| matches!(error, FetchError::Diverted(_)));
        Self::file(reason, host.map_or(error.to_string(), |host| format!("{error} (host {host})")))
    }

    /// A file that could not be had, or is not what it should be. Fetching is free.
    pub fn file(reason: FileReason, detail: impl ToString) -> Self {
        Self::new(FailureCause::File { reason }, Billing::NotBilled).detailed(detail)
    }
}

impl Billing {
    /// From whether it may be.
    pub fn of(may_be_billed: bool) -> Self {
        if may_be_billed { Self::MayHaveBeenBilled } else { Self::NotBilled }
    }
}
