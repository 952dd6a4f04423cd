//! Fetches snapshot and report files, with a client that carries no credentials.
//!
//! The URLs come from a reply, so they are untrusted: https is tried first, plain http is marked as such, and
//! addresses of this machine or its network are refused unless the service itself runs on this machine. With
//! a proxy, the proxy resolves names, so only numeric addresses can be checked.

pub use crate::destination::{Diverted, Lookup, LookupFuture, ResolvedAddress, allowed};

use crate::destination::{Names, bare_host, check, check_redirect, over_https, parsed};
use crate::error::{ClientError, NotSent, reason};
use crate::proxy::{PerRoute, Route};
use crate::{Proxy, ServiceAddress, tls};
use reqwest::header::{HeaderValue, LOCATION, TRANSFER_ENCODING};
use reqwest::{Response, StatusCode, Url, Version};
use std::error::Error as StdError;
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Most redirects that are followed.
const MAX_HOPS: usize = 3;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Time within which at least [`MIN_PIECE`] bytes, or the end of the file, must arrive.
const PIECE_TIMEOUT: Duration = Duration::from_secs(20);
/// Fewer bytes than this within [`PIECE_TIMEOUT`] count as a stalled transfer.
const MIN_PIECE: usize = 16 << 10;
/// Time for a whole file, including redirects. A slow transfer may continue as long as bytes keep arriving.
const DEADLINE: Duration = Duration::from_secs(3600);
const PROGRESS_INTERVAL: Duration = Duration::from_millis(250);

/// Fetches files from URLs that the service gave.
pub struct Fetcher {
    http: PerRoute,
    proxy: Proxy,
    lookup: Lookup,
    service: String,
    loopback: bool,
}

/// Requirements for a file, and where to report progress.
pub struct FetchOptions<'a> {
    /// Largest size, in bytes.
    pub limit: u64,
    /// Whether the file can begin with these bytes. Checked if https was tried instead of the given http,
    /// because many hosts answer with some other page there.
    pub begins: fn(&[u8]) -> bool,
    /// Called with the progress.
    pub on_progress: &'a (dyn Fn(Transfer) + Sync),
}

/// Progress of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transfer {
    /// Bytes received so far.
    pub bytes: u64,
    /// Size in bytes, if the server declares it.
    pub total: Option<u64>,
}

/// Facts about a fetched file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Bytes written.
    pub bytes: u64,
    /// Whether the file, or a redirect to it, was transferred unencrypted (明文传输).
    pub plaintext: bool,
    /// Whether the server marked the end of the file. Otherwise a broken transfer looks complete.
    pub end_marked: bool,
}

/// Why a file could not be fetched. Fetching is free. No variant contains the URL; for [`FetchError::host`],
/// two have its host.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Not an http(s) URL, or one that is not allowed.
    #[error("the address is refused: {0}")]
    AddressRefused(&'static str),
    /// The name does not resolve to a public address.
    #[error("not asked: {0}")]
    Diverted(Diverted, String),
    /// The file was not asked for.
    #[error("not sent: {0}")]
    NotSent(NotSent, String),
    /// The transfer broke off or took too long.
    #[error("the transfer broke off: {0}")]
    Interrupted(String),
    /// The server answered with a status other than 200.
    #[error("HTTP {0}")]
    HttpStatus(u16),
    /// The file is larger than allowed.
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    /// The file could not be written on this machine.
    #[error("cannot write: {0}")]
    Write(#[source] io::Error),
}

impl FetchError {
    /// The host that the network diverted or refused, after a redirect another one than that of the URL. Whoever
    /// looks after the network needs it.
    pub fn host(&self) -> Option<&str> {
        match self {
            Self::Diverted(_, host) | Self::NotSent(_, host) => Some(host),
            Self::AddressRefused(_)
            | Self::Interrupted(_)
            | Self::HttpStatus(_)
            | Self::TooLarge(_)
            | Self::Write(_) => None,
        }
    }
}

impl Fetcher {
    /// Creates a fetcher for files of the service at `service`, through `proxy`.
    pub fn new(service: &ServiceAddress, proxy: &Proxy) -> Result<Self, ClientError> {
        Self::with_lookup(service, proxy, Lookup::default())
    }

    /// As [`Fetcher::new`], with another DNS resolver.
    pub fn with_lookup(service: &ServiceAddress, proxy: &Proxy, lookup: Lookup) -> Result<Self, ClientError> {
        let (http, loopback) = (PerRoute::default(), service.is_loopback());
        let service = bare_host(&service.join("/")).to_owned();
        let fetcher = Self { http, proxy: proxy.clone(), lookup, service, loopback };
        fetcher.client(&Route::direct())?;
        Ok(fetcher)
    }

    fn client(&self, route: &Route) -> Result<reqwest::Client, ClientError> {
        let names = Names {
            lookup: self.lookup.clone(),
            service: self.service.clone(),
            loopback: self.loopback,
            proxy: route.proxy_host(),
        };
        self.http.get(route, || {
            Ok(reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                .pool_max_idle_per_host(0)
                .connect_timeout(CONNECT_TIMEOUT)
                .tls_backend_preconfigured(tls::config(&["h2", "http/1.1"])?)
                .dns_resolver(Arc::new(names)))
        })
    }

    /// Fetches the file at `address` into `sink`.
    ///
    /// On an error, `sink` may have received part of the file.
    pub async fn fetch(
        &self,
        address: &str,
        options: &FetchOptions<'_>,
        sink: &mut (impl Write + Send),
    ) -> Result<Fetched, FetchError> {
        let given = check(parsed(address)?, self.loopback)?;
        let fetch = async {
            let opened = self.open(given, options).await?;
            receive(opened, options, sink).await
        };
        let late = |_| FetchError::Interrupted("not complete within an hour".to_owned());
        tokio::time::timeout(DEADLINE, fetch).await.map_err(late)?
    }

    /// Opens the URL, over https if the file is available there.
    async fn open(&self, given: Url, options: &FetchOptions<'_>) -> Result<Opened, FetchError> {
        let Some(over_https) = over_https(&given) else {
            return self.follow(given, options).await;
        };
        // The https URL is a guess, so only the outcome of the given one counts.
        let secure = self.follow(over_https, options).await;
        if let Ok(opened) = secure.as_ref()
            && (options.begins)(&opened.start)
        {
            return secure;
        }
        let plain = self.follow(given, options).await;
        match (secure, plain) {
            // Of these two, the HTTP status is more informative.
            (Err(answered @ FetchError::HttpStatus(_)), Err(FetchError::NotSent(..))) => Err(answered),
            (_, plain) => plain,
        }
    }

    async fn follow(&self, mut url: Url, options: &FetchOptions<'_>) -> Result<Opened, FetchError> {
        let mut plaintext = false;
        for _ in 0..=MAX_HOPS {
            plaintext |= url.scheme() == "http";
            let response = self.ask(&url).await?;
            let status = response.status();
            // Other 2xx are not the whole file: 206 is a part of it, 204 is empty.
            if status == StatusCode::OK {
                return Opened::start(response, plaintext, options).await;
            }
            // The proxy refused a plain request; the file's own server was not asked.
            if status == StatusCode::PROXY_AUTHENTICATION_REQUIRED {
                return Err(not_sent(NotSent::Proxy("it requires a password".to_owned()), &url));
            }
            let target = response.headers().get(LOCATION).map(escaped);
            let (true, Some(target)) = (status.is_redirection(), target) else {
                return Err(FetchError::HttpStatus(status.as_u16()));
            };
            let next = url.join(&target).map_err(|_| FetchError::AddressRefused("not an address"))?;
            url = check_redirect(&url, next, self.loopback)?;
        }
        Err(FetchError::AddressRefused("too many redirects"))
    }

    /// Requests one URL, and once more if the proxy setting has changed meanwhile.
    async fn ask(&self, url: &Url) -> Result<Response, FetchError> {
        let route = self.proxy.route_to(url);
        let asked = self.ask_by(&route, url).await;
        let route_now = self.proxy.route_to(url);
        match asked {
            Err(FetchError::NotSent(..)) if route_now != route => self.ask_by(&route_now, url).await,
            asked => asked,
        }
    }

    async fn ask_by(&self, route: &Route, url: &Url) -> Result<Response, FetchError> {
        let proxied = route.is_proxied().map_err(|socks| not_sent(NotSent::Proxy(socks.to_string()), url))?;
        if route.proxy_host().is_some_and(|proxy| Some(&*proxy) == url.host_str()) {
            // The proxy serves no files, and its name may resolve to a private address.
            return Err(FetchError::AddressRefused("the proxy itself"));
        }
        let http = self.client(route);
        let http = http.map_err(|error| not_sent(NotSent::Request(error.to_string()), url))?;
        let headers = tokio::time::timeout(PIECE_TIMEOUT, http.get(url.clone()).send());
        headers.await.map_err(too_slow)?.map_err(|error| before_headers(error, proxied, url))
    }
}

impl fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fetcher").field("service", &self.service).finish_non_exhaustive()
    }
}

/// The host of a URL, for display.
pub fn host(address: &str) -> Option<String> {
    parsed(address).ok()?.host_str().map(str::to_owned)
}

/// A redirect's target as web browsers read it: bytes beyond ASCII are escaped, whatever their encoding.
fn escaped(target: &HeaderValue) -> String {
    let escaped = |&byte: &u8| match byte.is_ascii() {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    target.as_bytes().iter().map(escaped).collect()
}

struct Opened {
    response: Response,
    start: Vec<u8>,
    whole: bool,
    total: Option<u64>,
    plaintext: bool,
}

impl Opened {
    async fn start(
        mut response: Response,
        plaintext: bool,
        options: &FetchOptions<'_>,
    ) -> Result<Self, FetchError> {
        let total = response.content_length();
        if total.is_some_and(|total| total > options.limit) {
            return Err(FetchError::TooLarge(options.limit));
        }
        let (start, whole) = piece(&mut response).await?;
        Ok(Self { response, start, whole, total, plaintext })
    }
}

async fn receive(
    opened: Opened,
    options: &FetchOptions<'_>,
    sink: &mut (impl Write + Send),
) -> Result<Fetched, FetchError> {
    let Opened { mut response, start: mut next, whole: mut last, total, plaintext } = opened;
    let (mut bytes, mut reported_at) = (0, None::<Instant>);
    loop {
        bytes += next.len() as u64;
        if bytes > options.limit {
            return Err(FetchError::TooLarge(options.limit));
        }
        sink.write_all(&next).map_err(FetchError::Write)?;
        if last {
            break;
        }
        if reported_at.is_none_or(|at| at.elapsed() >= PROGRESS_INTERVAL) {
            (options.on_progress)(Transfer { bytes, total });
            reported_at = Some(Instant::now());
        }
        (next, last) = piece(&mut response).await?;
    }
    let framed = response.version() == Version::HTTP_2 || response.headers().contains_key(TRANSFER_ENCODING);
    Ok(Fetched { bytes, plaintext, end_marked: framed || total.is_some() })
}

/// The next [`MIN_PIECE`] bytes or slightly more, or the rest; and whether the file ends there.
async fn piece(response: &mut Response) -> Result<(Vec<u8>, bool), FetchError> {
    let gathered = async {
        let mut piece = Vec::new();
        while piece.len() < MIN_PIECE {
            match response.chunk().await.map_err(interrupted)? {
                Some(chunk) => piece.extend_from_slice(&chunk),
                None => return Ok((piece, true)),
            }
        }
        Ok((piece, false))
    };
    tokio::time::timeout(PIECE_TIMEOUT, gathered).await.map_err(too_slow)?
}

fn too_slow(_: tokio::time::error::Elapsed) -> FetchError {
    FetchError::Interrupted("fewer than 16 KiB within 20 s".to_owned())
}

fn interrupted(error: reqwest::Error) -> FetchError {
    FetchError::Interrupted(reason(error))
}

fn not_sent(error: NotSent, url: &Url) -> FetchError {
    FetchError::NotSent(error, bare_host(url).to_owned())
}

fn before_headers(error: reqwest::Error, proxied: bool, url: &Url) -> FetchError {
    match diverted(&error) {
        Some(diverted) => FetchError::Diverted(diverted, bare_host(url).to_owned()),
        None if error.is_connect() => not_sent(NotSent::unconnected(error, proxied), url),
        None => interrupted(error),
    }
}

/// Where the name led instead of to a public address, if that is why there is no connection.
fn diverted(error: &reqwest::Error) -> Option<Diverted> {
    let mut cause: Option<&(dyn StdError + 'static)> = error.source();
    while let Some(current) = cause {
        if let Some(diverted) = current.downcast_ref() {
            return Some(*diverted);
        }
        cause = current.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_proxy_is_not_asked_for_a_file_of_its_own() {
        let proxy = crate::ManualProxy::new("proxy.example:8080", None).unwrap();
        let fetcher = Fetcher::new(&ServiceAddress::default(), &Proxy::Manual(proxy)).unwrap();
        let options = FetchOptions { limit: 1, begins: |_| true, on_progress: &|_| () };
        let fetched = fetcher.fetch("https://proxy.example/x.png", &options, &mut Vec::new()).await;
        assert!(matches!(fetched, Err(FetchError::AddressRefused(_))), "{fetched:?}");
    }
}
