use crate::tls::TlsRefusal;
use std::error::Error as StdError;
use std::io;

/// The HTTP client could not be created.
#[derive(Debug, thiserror::Error)]
#[error("cannot create an HTTP client: {0}")]
pub struct ClientError(String);

impl ClientError {
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }

    pub(crate) fn from_reqwest(error: reqwest::Error) -> Self {
        Self(error.without_url().to_string())
    }
}

/// A request without a usable reply. The variants tell whether it can have reached the service.
///
/// None of them contains a URL, because URLs contain the key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// It failed before a byte of the request was sent. It cannot have been billed and may be sent again.
    #[error("not sent: {0}")]
    NotSent(NotSent),
    /// It may have reached the service, which bills on acceptance. Never send it again without a person's
    /// act.
    #[error("sent, without a usable reply: {0}")]
    MaybeSent(MaybeSent),
}

/// Why a request, or one for a file, was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSent {
    /// The host name could not be resolved.
    #[error("cannot resolve the host name: {0}")]
    Dns(String),
    /// No connection, for example because it was refused.
    #[error("no connection: {0}")]
    Connect(String),
    /// No connection within 20 s, or 10 s to a file's host.
    #[error("no connection in time")]
    ConnectTimeout,
    /// The server's certificate or TLS version was rejected.
    #[error("TLS refused: {0}")]
    Tls(TlsRefusal),
    /// The proxy is unreachable, rejects the password, or did not open a tunnel in time.
    #[error("the proxy failed: {0}")]
    Proxy(String),
    /// The request could not be built.
    #[error("cannot build the request: {0}")]
    Request(String),
}

/// What happened to a request that may have been sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MaybeSent {
    /// The reply was not complete within 30 s.
    #[error("the reply was not complete within 30 s")]
    Timeout,
    /// The connection broke before the reply's headers arrived.
    #[error("the connection broke: {0}")]
    ConnectionLost(String),
    /// The connection broke within the reply's body.
    #[error("the reply broke off: {0}")]
    BodyIncomplete(String),
    /// A body of more than 8 MiB, decompressed, or headers of more than 64 KiB.
    #[error("the reply is too large")]
    TooLarge,
}

impl SendError {
    /// Whether the service may charge for this request.
    pub fn may_be_billed(&self) -> bool {
        matches!(self, Self::MaybeSent(_))
    }

    /// Classifies a failure before the reply's headers. `proxied`: whether the connection went to a proxy.
    pub(crate) fn before_headers(error: reqwest::Error, proxied: bool) -> Self {
        if error.is_builder() {
            return Self::NotSent(NotSent::Request(reason(error)));
        }
        if error.is_connect() {
            return Self::NotSent(NotSent::unconnected(error, proxied));
        }
        Self::MaybeSent(match error.is_timeout() {
            true => MaybeSent::Timeout,
            false => MaybeSent::ConnectionLost(reason(error)),
        })
    }

    pub(crate) fn within_body(error: reqwest::Error) -> Self {
        Self::MaybeSent(match error.is_timeout() {
            true => MaybeSent::Timeout,
            false => MaybeSent::BodyIncomplete(reason(error)),
        })
    }
}

impl NotSent {
    /// Why there is no connection. `proxied`: whether it would have gone to a proxy.
    pub(crate) fn unconnected(error: reqwest::Error, proxied: bool) -> Self {
        let timed_out = error.is_timeout();
        let detail = innermost(&error.without_url());
        match detail.kind {
            Kind::Tls(refusal) => Self::Tls(refusal),
            Kind::Proxy => Self::Proxy(detail.text),
            _ if proxied && timed_out => Self::Proxy("no connection in time".to_owned()),
            Kind::Dns | Kind::Other if proxied => Self::Proxy(detail.text),
            _ if timed_out => Self::ConnectTimeout,
            Kind::Dns => Self::Dns(detail.text),
            Kind::Other => Self::Connect(detail.text),
        }
    }
}

/// The message of the innermost cause, without the URL, which reqwest prints in its errors with the key.
pub(crate) fn reason(error: reqwest::Error) -> String {
    innermost(&error.without_url()).text
}

enum Kind {
    Dns,
    Tls(TlsRefusal),
    Proxy,
    Other,
}

struct Innermost {
    kind: Kind,
    text: String,
}

fn innermost(error: &reqwest::Error) -> Innermost {
    let mut kind = Kind::Other;
    let mut text = error.to_string();
    let mut cause: Option<&(dyn StdError + 'static)> = error.source();
    while let Some(current) = cause {
        text = current.to_string();
        // hyper-util identifies these two by text only.
        if text.starts_with("dns error") {
            kind = Kind::Dns;
        }
        if text.starts_with("tunnel error") || text.starts_with("proxy") {
            kind = Kind::Proxy;
        }
        if let Some(tls) = tls_error(current) {
            let refusal = TlsRefusal::of(tls);
            return Innermost { text: refusal.to_string(), kind: Kind::Tls(refusal) };
        }
        cause = current.source();
    }
    Innermost { kind, text }
}

/// Finds a TLS error. It is wrapped in several I/O errors, and the `source` of an I/O error skips what it
/// wraps.
fn tls_error<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => tls_error(wrapped),
        None => error.downcast_ref(),
    }
}
