//! Snapshot and report files, by a client that carries no credential.
//!
//! The addresses come from a reply, so they are hostile until proven otherwise: https first, else plain http and marked as
//! such; no address within this machine or its network, unless the service itself runs on this machine. Where there is a
//! proxy, it is the proxy that looks names up, and only addresses that are written as numbers can be told.

use crate::address::is_loopback;
use crate::error::reason;
use crate::{ClientError, Proxy, ServiceAddress, tls};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Response, StatusCode, Url};
use std::collections::HashSet;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Hops that are followed.
const MAX_HOPS: usize = 3;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Time in which at least [`MIN_PIECE`] bytes of a file have to arrive, or its end.
const PIECE_TIMEOUT: Duration = Duration::from_secs(20);
/// Fewer bytes than this in [`PIECE_TIMEOUT`] are no transfer that would come to an end.
const MIN_PIECE: usize = 16 << 10;
/// Time for a whole file, every hop included.
const DEADLINE: Duration = Duration::from_secs(180);

/// Fetches files whose addresses the service gave.
#[derive(Debug, Clone)]
pub struct Fetcher {
    http: reqwest::Client,
    loopback: bool,
    /// Name of the proxy on the way. No file is there, and it may well stand for a private address.
    proxy: Option<String>,
    asked: Arc<Mutex<HashSet<String>>>,
}

/// What is known of a file that was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Bytes written.
    pub bytes: u64,
    /// `Content-Type`. The file's first bytes decide what it is, not this.
    pub content_type: Option<String>,
    /// Whether the file, or a redirect that led to it, travelled unencrypted (明文传输).
    pub plaintext: bool,
}

/// Why a file could not be fetched. Fetching is free; none of these holds the address.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Not an http(s) address, or one that may not be asked.
    #[error("the address is refused: {0}")]
    AddressRefused(&'static str),
    /// No connection.
    #[error("no connection: {0}")]
    NotSent(String),
    /// The transfer broke off or took too long.
    #[error("the transfer broke off: {0}")]
    Interrupted(String),
    /// The server answered with something else than the file.
    #[error("HTTP {0}")]
    HttpStatus(u16),
    /// More bytes than allowed.
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    /// The file could not be written on this machine.
    #[error("cannot write: {0}")]
    Write(#[source] io::Error),
}

impl Fetcher {
    /// A fetcher for files of the service at `service`, by way of `proxy`.
    pub fn new(service: &ServiceAddress, proxy: &Proxy) -> Result<Self, ClientError> {
        let loopback = service.is_loopback();
        let asked = Arc::<Mutex<HashSet<String>>>::default();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(CONNECT_TIMEOUT)
            .tls_backend_preconfigured(tls::config(&["h2", "http/1.1"])?)
            .dns_resolver(Arc::new(PublicAddresses { loopback, asked: asked.clone() }));
        let http = proxy.apply(client, service)?.build().map_err(ClientError::from_reqwest)?;
        let way = proxy.on_the_way_to(service);
        let proxy = way.and_then(|way| way.split(':').next().map(str::to_owned));
        Ok(Self { http, loopback, proxy, asked })
    }

    /// Fetches the file at `address` into `sink`, at most `limit` bytes.
    ///
    /// On an error `sink` may have received part of the file.
    pub async fn fetch(
        &self,
        address: &str,
        limit: u64,
        sink: &mut (impl Write + Send),
    ) -> Result<Fetched, FetchError> {
        let given = check(parsed(address)?, self.loopback)?;
        let fetch = async {
            let opened = self.open(given).await?;
            receive(opened, limit, sink).await
        };
        let late = |_| FetchError::Interrupted("not whole within 180 s".to_owned());
        tokio::time::timeout(DEADLINE, fetch).await.map_err(late)?
    }

    /// Opens the address, over https if it can be had.
    async fn open(&self, given: Url) -> Result<Opened, FetchError> {
        let mut secure = given.clone();
        if given.scheme() == "http" && !is_loopback(&given) && secure.set_scheme("https").is_ok() {
            let _ = secure.set_port(None);
            match self.follow(secure).await {
                Err(FetchError::NotSent(_)) => {}
                answered => return answered,
            }
        }
        self.follow(given).await
    }

    async fn follow(&self, mut url: Url) -> Result<Opened, FetchError> {
        let mut plaintext = false;
        for _ in 0..=MAX_HOPS {
            plaintext |= url.scheme() == "http";
            let host = url.host_str().unwrap_or_default().to_owned();
            if self.proxy.as_ref() == Some(&host) {
                return Err(FetchError::AddressRefused("the proxy itself"));
            }
            self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(host);
            let headers = tokio::time::timeout(PIECE_TIMEOUT, self.http.get(url.clone()).send());
            let response = headers.await.map_err(too_slow)?.map_err(sort)?;
            let status = response.status();
            // Not any success: a 206 is a piece of the file, and what a 204 leaves is no file.
            if status == StatusCode::OK {
                return Ok(Opened { response, plaintext });
            }
            // Said by a proxy to a plain request; the file's own server was not asked.
            if status == StatusCode::PROXY_AUTHENTICATION_REQUIRED {
                return Err(FetchError::NotSent("the proxy wants a password".to_owned()));
            }
            let target = response.headers().get(LOCATION).and_then(|target| target.to_str().ok());
            let (true, Some(target)) = (status.is_redirection(), target) else {
                return Err(FetchError::HttpStatus(status.as_u16()));
            };
            let next = url.join(target).map_err(|_| FetchError::AddressRefused("not an address"))?;
            if url.scheme() == "https" && next.scheme() == "http" {
                return Err(FetchError::AddressRefused("a redirect from https to http"));
            }
            url = check(next, self.loopback)?;
        }
        Err(FetchError::AddressRefused("too many redirects"))
    }
}

/// The host of an address, to be shown.
pub fn host(address: &str) -> Option<String> {
    parsed(address).ok()?.host_str().map(str::to_owned)
}

/// The address as it would be asked for a file of the service at `service`, or why it is refused.
pub fn allowed(address: &str, service: &ServiceAddress) -> Result<String, FetchError> {
    check(parsed(address)?, service.is_loopback()).map(String::from)
}

fn parsed(address: &str) -> Result<Url, FetchError> {
    Url::parse(address).map_err(|_| FetchError::AddressRefused("not an address"))
}

fn check(url: Url, loopback: bool) -> Result<Url, FetchError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(FetchError::AddressRefused("neither http nor https"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(FetchError::AddressRefused("a user name or password within"));
    }
    if loopback && is_loopback(&url) {
        return Ok(url);
    }
    if url.port().is_some() {
        return Err(FetchError::AddressRefused("an unusual port"));
    }
    let host = url.host_str().unwrap_or_default();
    let literal = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    let name = host.trim_end_matches('.');
    let is_here = name == "localhost" || name.ends_with(".localhost");
    // A name with an empty part is none, and what is left of `127..` may be taken for a number.
    let is_no_name = name.is_empty() || host.contains("..");
    if is_here || is_no_name || literal.is_ok_and(|ip| !is_public(ip)) {
        return Err(FetchError::AddressRefused("an address within this network"));
    }
    Ok(url)
}

/// A file whose first bytes are here.
struct Opened {
    response: Response,
    plaintext: bool,
}

async fn receive(opened: Opened, limit: u64, sink: &mut (impl Write + Send)) -> Result<Fetched, FetchError> {
    let Opened { mut response, plaintext } = opened;
    if response.content_length().is_some_and(|length| length > limit) {
        return Err(FetchError::TooLarge(limit));
    }
    let mut bytes = 0;
    loop {
        let piece = tokio::time::timeout(PIECE_TIMEOUT, piece(&mut response));
        let (piece, last) = piece.await.map_err(too_slow)??;
        bytes += piece.len() as u64;
        if bytes > limit {
            return Err(FetchError::TooLarge(limit));
        }
        sink.write_all(&piece).map_err(FetchError::Write)?;
        if last {
            break;
        }
    }
    let content_type = response.headers().get(CONTENT_TYPE);
    Ok(Fetched {
        bytes,
        content_type: content_type.and_then(|value| value.to_str().ok()).map(str::to_owned),
        plaintext,
    })
}

/// The next [`MIN_PIECE`] bytes or a little more, or all that is left; whether they are the last.
async fn piece(response: &mut Response) -> Result<(Vec<u8>, bool), FetchError> {
    let mut piece = Vec::new();
    while piece.len() < MIN_PIECE {
        match response.chunk().await.map_err(sort)? {
            Some(chunk) => piece.extend_from_slice(&chunk),
            None => return Ok((piece, true)),
        }
    }
    Ok((piece, false))
}

fn too_slow(_: tokio::time::error::Elapsed) -> FetchError {
    FetchError::Interrupted("fewer than 16 KiB within 20 s".to_owned())
}

fn sort(error: reqwest::Error) -> FetchError {
    let connecting = error.is_connect();
    let reason = reason(error);
    if connecting { FetchError::NotSent(reason) } else { FetchError::Interrupted(reason) }
}

/// Resolves names to public addresses only. The connection uses what was checked, so a second answer of the name server
/// cannot redirect it.
struct PublicAddresses {
    loopback: bool,
    /// Hosts of files. Any other name that is looked up is that of the system's proxy, which may well be on this network.
    asked: Arc<Mutex<HashSet<String>>>,
}

impl Resolve for PublicAddresses {
    fn resolve(&self, name: Name) -> Resolving {
        let loopback = self.loopback;
        let is_file_host = self.asked.lock().unwrap_or_else(PoisonError::into_inner).contains(name.as_str());
        Box::pin(async move {
            let all = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<_> = all
                .filter(|address| {
                    let ip = address.ip();
                    !is_file_host || is_public(ip) || (loopback && ip.is_loopback())
                })
                .collect();
            if allowed.is_empty() {
                return Err(io::Error::other("the name stands for no public address").into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// Whether an address can be one of the public internet. Ranges: IANA's special-purpose registries (RFC 6890).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = ip.is_unspecified()
        || ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_broadcast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19));
    !special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(mapped) = ip.to_ipv4_mapped() {
        return is_public_v4(mapped);
    }
    let [first, second, ..] = ip.segments();
    // Only 2000::/3 is given out; of it, protocol assignments with Teredo, documentation and 6to4 lead elsewhere.
    let global = first & 0xe000 == 0x2000;
    let special = match first {
        0x2001 => second < 0x200 || second == 0xdb8,
        0x3fff => second < 0x1000,
        _ => first == 0x2002,
    };
    global && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fetcher(service: &str) -> Fetcher {
        Fetcher::new(&service.parse().unwrap(), &Proxy::Direct).unwrap()
    }

    fn refused(fetcher: &Fetcher, address: &str) -> bool {
        parsed(address).is_ok_and(|url| check(url, fetcher.loopback).is_err())
    }

    #[test]
    fn addresses_of_this_machine_and_its_network_are_refused() {
        let fetcher = fetcher("https://pro.qcc.com");
        for address in [
            "http://localhost/x.png",
            "http://127.0.0.1/x.png",
            "http://2130706433/x.png",
            "http://0x7f.1/x.png",
            "http://[::1]/x.png",
            "http://[::ffff:10.0.0.1]/x.png",
            "http://10.0.0.1/x.png",
            "http://169.254.169.254/latest",
            "http://192.168.1.1/x.png",
            "http://100.64.0.1/x.png",
            "http://[fe80::1]/x.png",
            "http://[fd00::1]/x.png",
            "http://localhost./x.png",
            "http://files.localhost/x.png",
            "http://./x.png",
            "http://127../x.png",
            "http://[::8.8.8.8]/x.png",
            "http://[2001:2::1]/x.png",
            "http://[3fff::1]/x.png",
            "https://user:pass@files.example/x.png",
            "https://files.example:22/x.png",
            "file:///x.png",
            "data:image/png;base64,AAAA",
            "javascript:alert(1)",
        ] {
            assert!(refused(&fetcher, address), "{address}");
        }
        assert!(!refused(&fetcher, "http://files.example/x.png"));
        assert!(!refused(&fetcher, "https://93.184.216.34/x.png"));
    }

    #[tokio::test]
    async fn the_proxy_is_not_asked_for_a_file_of_its_own() {
        let proxy = crate::ManualProxy::new("proxy.example:8080", None).unwrap();
        let fetcher = Fetcher::new(&ServiceAddress::default(), &Proxy::Manual(proxy)).unwrap();
        let fetched = fetcher.fetch("https://proxy.example/x.png", 1, &mut Vec::new()).await;
        assert!(matches!(fetched, Err(FetchError::AddressRefused(_))), "{fetched:?}");
    }

    #[test]
    fn this_machine_is_asked_only_if_the_service_runs_on_it() {
        let fetcher = fetcher("http://127.0.0.1:8080");
        assert!(!refused(&fetcher, "http://127.0.0.1:8080/files/x.png"));
        assert!(refused(&fetcher, "http://10.0.0.1/x.png"));
    }

    #[tokio::test]
    async fn a_name_that_stands_for_this_machine_is_not_resolved() {
        let asked = Arc::new(Mutex::new(HashSet::from(["localhost".to_owned()])));
        let names = |loopback, asked: &Arc<_>| PublicAddresses { loopback, asked: Arc::clone(asked) };
        let resolve =
            async |names: PublicAddresses| names.resolve("localhost".parse().unwrap()).await.is_ok();
        assert!(!resolve(names(false, &asked)).await);
        assert!(resolve(names(true, &asked)).await);
        assert!(resolve(names(false, &Arc::default())).await, "the proxy may be on this network");
    }
}
