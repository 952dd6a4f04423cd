use crate::call::{Call, Method};
use crate::error::{MaybeSent, NotSent, SendError};
use crate::sign::sign;
use crate::{Credential, ServiceAddress};
use reqwest::header::{AGE, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue};
use std::time::{Duration, SystemTime};

/// Time to reach the service.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);
/// Time from the start of a call to the last byte of its reply. A reply that drips in counts against it like any other.
const DEADLINE: Duration = Duration::from_secs(30);
/// Largest reply that is read, in bytes after decompression.
const MAX_BODY: usize = 8 << 20;
/// Largest headers of a reply that are taken, in bytes.
const MAX_HEAD: usize = 64 << 10;

const TOKEN: HeaderName = HeaderName::from_static("token");
const TIMESPAN: HeaderName = HeaderName::from_static("timespan");

/// Sends calls to one service address.
///
/// Follows no redirect and sends no referer, since both would carry the token or the key to another host, and repeats
/// nothing, since a repeated call may be billed twice.
#[derive(Debug, Clone)]
pub struct Client {
    questions: reqwest::Client,
    orders: reqwest::Client,
    address: ServiceAddress,
}

/// The HTTP client could not be made.
#[derive(Debug, thiserror::Error)]
#[error("no HTTP client: {0}")]
pub struct ClientError(String);

impl ClientError {
    pub(crate) fn from_reqwest(error: reqwest::Error) -> Self {
        Self(error.without_url().to_string())
    }
}

/// A reply as it was received, whatever it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawReply {
    /// HTTP status.
    pub http_status: u16,
    /// `Content-Type`, if it was readable text.
    pub content_type: Option<String>,
    /// `Date`: the service's clock. Absent where a cache answered (`Age`).
    pub date: Option<String>,
    /// The body after decompression, byte for byte.
    pub body: Vec<u8>,
}

impl Client {
    /// A client for the service at `address`.
    pub fn new(address: ServiceAddress) -> Result<Self, ClientError> {
        let base = || {
            reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                .retry(reqwest::retry::never())
                .connect_timeout(CONNECT_TIMEOUT)
                .timeout(DEADLINE)
        };
        let questions = base();
        // An order must not meet a connection that the other side is closing: it gets a fresh one, over HTTP/1.1, where
        // no intermediary may repeat a POST.
        let orders = base().http1_only().pool_max_idle_per_host(0);
        // A proxy of the system would make this machine's own address look like another host.
        let build = |builder: reqwest::ClientBuilder| {
            let builder = if address.is_loopback() { builder.no_proxy() } else { builder };
            builder.build().map_err(ClientError::from_reqwest)
        };
        Ok(Self { questions: build(questions)?, orders: build(orders)?, address })
    }

    /// The service's address.
    pub fn address(&self) -> &ServiceAddress {
        &self.address
    }

    /// Signs and sends one call and returns the reply's bytes. Read them with [`read`](crate::read).
    ///
    /// Dropping the future cancels the call; it may have reached the service all the same.
    pub async fn send<C: Call>(&self, credential: &Credential, call: &C) -> Result<RawReply, SendError> {
        let url = self.address.join(C::PATH);
        let request = match C::METHOD {
            Method::Get => self.questions.get(url),
            Method::Post => self.orders.post(url).header(reqwest::header::CONTENT_LENGTH, 0),
        };
        let request = request
            .query(&[("key", credential.key())])
            .query(&call.parameters())
            .headers(signed(credential)?);
        let mut response = request.send().await.map_err(SendError::before_headers)?;
        let fields = response.headers().iter();
        if fields.map(|(name, value)| name.as_str().len() + value.len()).sum::<usize>() > MAX_HEAD {
            return Err(SendError::MaybeSent(MaybeSent::TooLarge));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(SendError::within_body)? {
            if body.len() + chunk.len() > MAX_BODY {
                return Err(SendError::MaybeSent(MaybeSent::TooLarge));
            }
            body.extend_from_slice(&chunk);
        }
        let headers = response.headers();
        Ok(RawReply {
            http_status: response.status().as_u16(),
            content_type: text(headers, &CONTENT_TYPE),
            date: text(headers, &DATE).filter(|_| !headers.contains_key(AGE)),
            body,
        })
    }
}

fn signed(credential: &Credential) -> Result<HeaderMap, SendError> {
    let signature = sign(credential, SystemTime::now());
    let value = |text: &str| {
        let mut value = HeaderValue::from_str(text)
            .map_err(|error| SendError::NotSent(NotSent::Request(error.to_string())))?;
        value.set_sensitive(true);
        Ok(value)
    };
    let mut headers = HeaderMap::new();
    headers.insert(TOKEN, value(&signature.token)?);
    headers.insert(TIMESPAN, value(&signature.timespan)?);
    Ok(headers)
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
