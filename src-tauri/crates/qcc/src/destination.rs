//! Decides which addresses a file may be fetched from, and resolves host names of files.
//!
//! A name is resolved, checked and pinned: the connection uses the checked address, so a second DNS answer
//! cannot redirect it. Proxy tools, zero-trust networks and networks without IPv4 resolve every name to a
//! range of their own. Such an address is accepted for a file if the service's own host resolves into the
//! same range.

use crate::ServiceAddress;
use crate::address::is_loopback;
use crate::fetch::FetchError;
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::error::Error;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

/// Lower ports belong to well-known services, of which only the web's (80 and 443) are allowed.
const FIRST_FREE_PORT: u16 = 1024;

/// A DNS resolver.
#[derive(Clone)]
pub struct Lookup(Arc<dyn Fn(String) -> LookupFuture + Send + Sync>);
/// See [`Lookup`].
pub type LookupFuture = Pin<Box<dyn Future<Output = io::Result<Vec<ResolvedAddress>>> + Send>>;

/// An address that a name resolves to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResolvedAddress {
    /// The address to check.
    pub ip: IpAddr,
    /// The address to connect to. It differs only in tests, which simulate networks on one machine.
    pub connect_to: SocketAddr,
}

/// The same address over https. `None` if it has a port of its own, since the https port is then unknown.
pub(crate) fn over_https(given: &Url) -> Option<Url> {
    let mut secure = given.clone();
    let plain = given.scheme() == "http" && given.port().is_none() && !is_loopback(given);
    (plain && secure.set_scheme("https").is_ok()).then_some(secure)
}

/// The URL that a file of the service at `service` would be fetched from, or why it is refused.
pub fn allowed(address: &str, service: &ServiceAddress) -> Result<String, FetchError> {
    check(parsed(address)?, service.is_loopback()).map(String::from)
}

pub(crate) fn parsed(address: &str) -> Result<Url, FetchError> {
    let not_an_address = || FetchError::AddressRefused("not an address");
    let address = address.trim();
    let without_scheme = address.strip_prefix("//").or_else(|| begins_with_host(address).then_some(address));
    let Some(rest) = without_scheme else {
        return Url::parse(address).map_err(|_| not_an_address());
    };
    // Without a scheme it counts as http, which is tried over https first. A single-label name is a local
    // host.
    let url = Url::parse(&format!("http://{rest}")).map_err(|_| not_an_address())?;
    if url.host_str().is_some_and(|host| host.contains(['.', ':'])) { Ok(url) } else { Err(not_an_address()) }
}

/// Whether an address begins as `files.example/` or `files.example:8080/`. The latter is no scheme: a port
/// follows its colon.
fn begins_with_host(address: &str) -> bool {
    let Some((authority, _)) = address.split_once('/') else { return false };
    let (name, port) = authority.split_once(':').unwrap_or((authority, "80"));
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    name.contains('.') && name.split('.').all(is_label) && port.parse::<u16>().is_ok()
}

pub(crate) fn check(url: Url, loopback: bool) -> Result<Url, FetchError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(FetchError::AddressRefused("neither http nor https"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(FetchError::AddressRefused("a user name or password in the address"));
    }
    if loopback && is_loopback(&url) {
        return Ok(url);
    }
    if url.port().is_some_and(|port| port < FIRST_FREE_PORT && !matches!(port, 80 | 443)) {
        return Err(FetchError::AddressRefused("the port of another service"));
    }
    let host = url.host_str().unwrap_or_default();
    // A name with an empty label is invalid, and the rest of `127..` might be parsed as a number.
    let is_no_name = host.trim_end_matches('.').is_empty() || host.contains("..");
    if is_no_name || is_internal(&url) {
        return Err(FetchError::AddressRefused("an address within this network"));
    }
    Ok(url)
}

/// Checks where a redirect leads. A redirect of a plain request into this network is reported as `Diverted`,
/// because a log-in page redirects every plain request to itself. An encrypted one came from the file's host.
pub(crate) fn check_redirect(from: &Url, to: Url, loopback: bool) -> Result<Url, FetchError> {
    if from.scheme() == "https" && to.scheme() == "http" {
        return Err(FetchError::AddressRefused("a redirect from https to http"));
    }
    let stays_here = loopback && is_loopback(&to);
    if from.scheme() == "http" && is_internal(&to) && !stays_here {
        Err(FetchError::Diverted(Diverted::Internal, bare_host(from).to_owned()))
    } else {
        check(to, loopback)
    }
}

/// Whether a URL names this machine, or an address that is not public.
fn is_internal(url: &Url) -> bool {
    let name = url.host_str().unwrap_or_default().trim_end_matches('.');
    let is_here = name == "localhost" || name.ends_with(".localhost");
    is_here || bare_host(url).parse().is_ok_and(|ip| !is_public(ip))
}

/// Where the name of a file, or a redirect, leads instead of to a public address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Diverted {
    /// 198.18.0.0/15, 240.0.0.0/4 or fc00::/18: a proxy tool in fake-ip mode (such as Clash, Surge, V2Ray or
    /// sing-box), on this machine or the router.
    #[error("the name resolves to a fake-ip address of a proxy tool")]
    FakeIp,
    /// 100.64.0.0/10: a zero-trust client or a VPN.
    #[error("the name resolves to an address of a zero-trust network (100.64.0.0/10)")]
    ZeroTrust,
    /// 64:ff9b::/96 or 64:ff9b:1::/48: a network without IPv4.
    #[error("the name resolves to a NAT64 address, but the service's own name does not")]
    Nat64,
    /// This machine or its network: an internal name server, one that blocks names, or a log-in page.
    #[error("the name, or a redirect, leads to an address of this machine or its network")]
    Internal,
}

/// A range in which a network assigns every name an address of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Range {
    FakeIp,
    ZeroTrust,
    /// With the first 96 bits. Prefixes that place the IPv4 address elsewhere include it in these bits, so
    /// they match only the service's own address.
    Nat64(u128),
}

impl Range {
    /// The range of an address. `None` for any other address, and if the embedded IPv4 address is not public.
    fn of(ip: IpAddr) -> Option<Self> {
        match ip.to_canonical() {
            IpAddr::V4(ip) => match ip.octets() {
                [255, 255, 255, 255] => None,
                [198, 18 | 19, ..] | [240..=255, ..] => Some(Self::FakeIp),
                [100, 64..128, ..] => Some(Self::ZeroTrust),
                _ => None,
            },
            IpAddr::V6(ip) => {
                let bits = u128::from(ip);
                if bits >> 110 == 0xfc00 << 2 {
                    return Some(Self::FakeIp);
                }
                let nat64 = bits >> 32 == 0x64_ff9b << 64 || bits >> 80 == 0x64_ff9b_0001;
                let within = Ipv4Addr::from_bits(bits as u32);
                (nat64 && is_public_v4(within)).then_some(Self::Nat64(bits >> 32))
            }
        }
    }

    fn diverted(self) -> Diverted {
        match self {
            Self::FakeIp => Diverted::FakeIp,
            Self::ZeroTrust => Diverted::ZeroTrust,
            Self::Nat64(_) => Diverted::Nat64,
        }
    }
}

#[derive(Clone)]
pub(crate) struct Names {
    pub(crate) lookup: Lookup,
    /// The service's host. How it resolves shows what this network does to every name.
    pub(crate) service: String,
    /// The service runs on this machine, so its files may, too.
    pub(crate) loopback: bool,
    /// The proxy in use, which may be on this network. No file is fetched from it.
    pub(crate) proxy: Option<String>,
}

impl Names {
    async fn resolved(&self, name: &str) -> Result<Vec<SocketAddr>, Box<dyn Error + Send + Sync>> {
        let found = (self.lookup.0)(name.to_owned()).await?;
        if self.proxy.as_deref().is_some_and(|proxy| proxy.eq_ignore_ascii_case(name)) {
            return Ok(found.iter().map(|address| address.connect_to).collect());
        }
        let first = found.iter().find_map(|address| Range::of(address.ip));
        let of_service = match first {
            Some(_) => (self.lookup.0)(self.service.clone()).await.unwrap_or_default(),
            None => Vec::new(),
        };
        let shared: Vec<_> = of_service.iter().filter_map(|address| Range::of(address.ip)).collect();
        let may_be_asked = |ip: IpAddr| {
            let is_shared = Range::of(ip).is_some_and(|range| shared.contains(&range));
            is_public(ip) || is_shared || (self.loopback && ip.is_loopback())
        };
        let allowed = found.iter().filter(|address| may_be_asked(address.ip));
        let allowed: Vec<_> = allowed.map(|address| address.connect_to).collect();
        if allowed.is_empty() && !found.is_empty() {
            return Err(first.map_or(Diverted::Internal, Range::diverted).into());
        }
        Ok(allowed)
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let names = self.clone();
        Box::pin(async move { Ok(Box::new(names.resolved(name.as_str()).await?.into_iter()) as Addrs) })
    }
}

impl Lookup {
    /// Resolves names with `look_up`.
    pub fn by(look_up: impl Fn(String) -> LookupFuture + Send + Sync + 'static) -> Self {
        Self(Arc::new(look_up))
    }
}

impl Default for Lookup {
    fn default() -> Self {
        Self::by(|name| {
            Box::pin(async move {
                let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
                Ok(found.map(|address| ResolvedAddress { ip: address.ip(), connect_to: address }).collect())
            })
        })
    }
}

/// The host, without the brackets of an IPv6 address.
pub(crate) fn bare_host(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Whether an address can be public. Ranges: IANA's special-purpose address registries (RFC 6890).
pub(crate) fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
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
    let [first, second, ..] = ip.segments();
    // Only 2000::/3 is allocated. Within it, protocol assignments (Teredo), documentation and 6to4 are
    // special.
    let global = first & 0xe000 == 0x2000;
    let special = match first {
        0x2001 => second < 0x200 || second == 0xdb8,
        0x3fff => second < 0x1000,
        _ => first == 0x2002,
    };
    global && !special
}

#[cfg(test)]
mod tests;
