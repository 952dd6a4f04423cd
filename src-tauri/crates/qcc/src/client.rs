use crate::call::{Call, Method};
use crate::envelope::RawReply;
use crate::error::{ClientError, MaybeSent, NotSent, SendError};
use crate::proxy::{PerRoute, Route};
use crate::redact::redact;
use crate::sign::{Signature, sign};
use crate::{Credential, Proxy, ServiceAddress, tls};
use reqwest::header::{AGE, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use std::time::{Duration, SystemTime};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);
/// Time from the start of an attempt to the last byte of its reply, however slowly that arrives.
const DEADLINE: Duration = Duration::from_secs(30);
/// How long a batch keeps a connection that no call uses. Normally the next call of the batch is waiting for it.
const MAX_IDLE: Duration = Duration::from_secs(2);
/// Largest reply body, in bytes after decompression.
const MAX_BODY: usize = 8 << 20;
const MAX_HEAD: usize = 64 << 10;

const TOKEN: HeaderName = HeaderName::from_static("token");
const TIMESPAN: HeaderName = HeaderName::from_static("timespan");

/// Sends calls to one service address.
///
/// It follows no redirect and sends no referer, since both would carry the token or the key to another host.
/// It repeats a call only if nothing was sent, since a repetition may be billed. Except in a [batch](Self::for_batch), it
/// reuses no connection: one that died unnoticed, for example while the machine slept, would swallow the call
/// and leave open whether it was billed.
#[derive(Debug)]
pub struct Client {
    queries: PerRoute,
    orders: PerRoute,
    tls: rustls::ClientConfig,
    /// Whether it is [for a batch](Self::for_batch).
    in_batch: bool,
    address: ServiceAddress,
    proxy: Proxy,
}

impl Client {
    /// Creates a client for the service at `address`, through `proxy`.
    pub fn new(address: ServiceAddress, proxy: &Proxy) -> Result<Self, ClientError> {
        let (queries, orders) = (PerRoute::default(), PerRoute::default());
        let tls = tls::config(&["h2", "http/1.1"])?;
        let client = Self { queries, orders, tls, in_batch: false, address, proxy: proxy.clone() };
        let route = client.route();
        client.http(Method::Get, &route)?;
        client.http(Method::Post, &route)?;
        Ok(client)
    }

    /// Creates a client for calls made together. A GET can reuse the connection of an earlier one, which
    /// saves two round trips. Drop the client after the last reply, which closes the connections.
    pub fn for_batch(&self) -> Self {
        Self {
            queries: PerRoute::default(),
            orders: PerRoute::default(),
            tls: self.tls.clone(),
            in_batch: true,
            address: self.address.clone(),
            proxy: self.proxy.clone(),
        }
    }

    fn route(&self) -> Route {
        self.proxy.route_to(&self.address.join("/"))
    }

    fn http(&self, method: Method, route: &Route) -> Result<reqwest::Client, ClientError> {
        let base = || {
            reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                .retry(reqwest::retry::never())
                .connect_timeout(CONNECT_TIMEOUT)
                .timeout(DEADLINE)
        };
        let over_http_1 = || {
            let mut tls = self.tls.clone();
            tls.alpn_protocols = vec![b"http/1.1".to_vec()];
            base().http1_only().tls_backend_preconfigured(tls)
        };
        match method {
            // HTTP/1.1, because a connection of HTTP/2 is still used after a call on it has timed out.
            Method::Get if self.in_batch => {
                self.queries.get(route, || Ok(over_http_1().pool_idle_timeout(MAX_IDLE)))
            }
            Method::Get => self.queries.get(route, || {
                Ok(base().pool_max_idle_per_host(0).tls_backend_preconfigured(self.tls.clone()))
            }),
            // HTTP/1.1, because intermediaries must not repeat a POST there.
            Method::Post => self.orders.get(route, || Ok(over_http_1().pool_max_idle_per_host(0))),
        }
    }

    /// The service's address.
    pub fn address(&self) -> &ServiceAddress {
        &self.address
    }

    /// Signs one call for the time `now`, sends it and returns the raw reply. Read it with
    /// [`RawReply::parse`](crate::RawReply::parse).
    ///
    /// Dropping the future cancels the call, but it may already have reached the service.
    pub async fn send<C: Call>(
        &self,
        now: SystemTime,
        credential: &Credential,
        call: &C,
    ) -> Result<RawReply, SendError> {
        let route = self.route();
        let sent = self.send_by(&route, now, credential, call).await;
        // The proxy may belong to a network that was just left. A request that was not sent is safe to retry.
        let route_now = self.route();
        match sent {
            Err(SendError::NotSent(_)) if route_now != route => {
                self.send_by(&route_now, now, credential, call).await
            }
            sent => sent,
        }
    }

    async fn send_by<C: Call>(
        &self,
        route: &Route,
        now: SystemTime,
        credential: &Credential,
        call: &C,
    ) -> Result<RawReply, SendError> {
        let proxied =
            route.is_proxied().map_err(|socks| SendError::NotSent(NotSent::Proxy(socks.to_string())))?;
        let http = self.http(C::METHOD, route);
        let http = http.map_err(|error| SendError::NotSent(NotSent::Request(error.to_string())))?;
        let signature = sign(credential, now);
        let url = self.address.join(call.path());
        let request = match C::METHOD {
            Method::Get => http.get(url),
            Method::Post => http.post(url).header(reqwest::header::CONTENT_LENGTH, 0),
        };
        let request = request
            .query(&[("key", credential.key())])
            .query(&call.parameters())
            .headers(headers(&signature)?);
        let sent = request.send().await;
        let mut response = sent.map_err(|error| SendError::before_headers(error, proxied))?;
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
        redact(&mut body, credential, &signature);
        let headers = response.headers();
        let text = |name| {
            text(headers, name).filter(|text| !redact(&mut text.clone().into_bytes(), credential, &signature))
        };
        Ok(RawReply {
            http_status: response.status().as_u16(),
            content_type: text(&CONTENT_TYPE),
            date: text(&DATE).filter(|_| !headers.contains_key(AGE)),
            retry_after: text(&RETRY_AFTER),
            body,
        })
    }
}

fn headers(signature: &Signature) -> Result<HeaderMap, SendError> {
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
