//! Which addresses a file may be fetched from, and what the names of files stand for.
//!
//! A name is resolved, checked and pinned: the connection uses what was checked, so a second answer of the name server cannot
//! redirect it. Tools that carry all traffic, zero-trust networks and networks without IPv4 answer every name with an address
//! of a range of their own. Such an answer is accepted for a file where the service itself is reached that way too.

use crate::ServiceAddress;
use crate::address::is_loopback;
use crate::fetch::FetchError;
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::error::Error;
use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

/// Ports below this are those of well-known services, of which only the web's are asked.
const FIRST_FREE_PORT: u16 = 1024;

/// Looks up what a name stands for.
#[derive(Clone)]
pub struct Lookup(Arc<dyn Fn(String) -> Found + Send + Sync>);
/// See [`Lookup`].
pub type Found = Pin<Box<dyn Future<Output = io::Result<Vec<Machine>>> + Send>>;

/// An address that a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Machine {
    /// The address, which is checked.
    pub ip: IpAddr,
    /// Where it is reached: the same address, but for networks that a test makes up on its own machine.
    pub reached_at: SocketAddr,
}

/// The same address over https. Where it has a port of its own, nobody knows which one https would have.
pub(crate) fn twin(given: &Url) -> Option<Url> {
    let mut secure = given.clone();
    let plain = given.scheme() == "http" && given.port().is_none() && !is_loopback(given);
    (plain && secure.set_scheme("https").is_ok()).then_some(secure)
}

/// The address as it would be asked for a file of the service at `service`, or why it is refused.
pub fn allowed(address: &str, service: &ServiceAddress) -> Result<String, FetchError> {
    check(parsed(address)?, service.is_loopback()).map(String::from)
}

pub(crate) fn parsed(address: &str) -> Result<Url, FetchError> {
    let not_an_address = || FetchError::AddressRefused("not an address");
    let address = address.trim();
    if !address.starts_with("//") {
        return Url::parse(address).map_err(|_| not_an_address());
    }
    // Without a scheme of its own it is http, which is asked by https first. A name of one word would be one of this network.
    let url = Url::parse(&format!("http:{address}")).map_err(|_| not_an_address())?;
    if url.host_str().is_some_and(|host| host.contains(['.', ':'])) { Ok(url) } else { Err(not_an_address()) }
}

pub(crate) fn check(url: Url, loopback: bool) -> Result<Url, FetchError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(FetchError::AddressRefused("neither http nor https"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(FetchError::AddressRefused("a user name or password within"));
    }
    if loopback && is_loopback(&url) {
        return Ok(url);
    }
    if url.port().is_some_and(|port| port < FIRST_FREE_PORT && !matches!(port, 80 | 443)) {
        return Err(FetchError::AddressRefused("the port of another service"));
    }
    let host = url.host_str().unwrap_or_default();
    let literal = bare_host(&url).parse::<IpAddr>();
    let name = host.trim_end_matches('.');
    let is_here = name == "localhost" || name.ends_with(".localhost");
    // A name with an empty part is none, and what is left of `127..` may be taken for a number.
    let is_no_name = name.is_empty() || host.contains("..");
    if is_here || is_no_name || literal.is_ok_and(|ip| !is_public(ip)) {
        return Err(FetchError::AddressRefused("an address within this network"));
    }
    Ok(url)
}

/// What the name of a file stands for instead of an address of the public internet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Diverted {
    /// 198.18.0.0/15: a proxy tool on this machine or the router (Clash, Surge and the like, in fake-ip mode).
    #[error("the name stands for an address of 198.18.0.0/15, as proxy tools make them up")]
    FakeIp,
    /// 100.64.0.0/10: a zero-trust client or a VPN.
    #[error("the name stands for an address of 100.64.0.0/10, as zero-trust networks use them")]
    ZeroTrust,
    /// 64:ff9b::/96 or 64:ff9b:1::/48: a network without IPv4.
    #[error("the name stands for an address of NAT64, for which the service itself does not")]
    Nat64,
    /// This machine or its network: a name server of the company, or one that blocks names.
    #[error("the name stands for an address of this machine or its network")]
    Internal,
}

/// A range in which every name gets an address of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Range {
    FakeIp,
    ZeroTrust,
    /// With the first 96 bits. In a range that lays the IPv4 address out elsewhere, they pin it to that of the service.
    Nat64(u128),
}

impl Range {
    /// The range of an address; `None` where the address is one of another kind, or holds an IPv4 address that is not public.
    fn of(ip: IpAddr) -> Option<Self> {
        match ip.to_canonical() {
            IpAddr::V4(ip) => match ip.octets() {
                [198, 18 | 19, ..] => Some(Self::FakeIp),
                [100, 64..128, ..] => Some(Self::ZeroTrust),
                _ => None,
            },
            IpAddr::V6(ip) => {
                let bits = u128::from(ip);
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

/// Resolves the names of files.
#[derive(Clone)]
pub(crate) struct Names {
    pub(crate) lookup: Lookup,
    /// The service's host: how it is reached tells what this network does to every name.
    pub(crate) service: String,
    /// The service is on this machine, and its files may be as well.
    pub(crate) loopback: bool,
    /// The proxy on the way, which may well be on this network. No file is fetched from it.
    pub(crate) proxy: Option<String>,
}

impl Names {
    async fn resolved(&self, name: &str) -> Result<Vec<SocketAddr>, Box<dyn Error + Send + Sync>> {
        let found = (self.lookup.0)(name.to_owned()).await?;
        if self.proxy.as_deref().is_some_and(|proxy| proxy.eq_ignore_ascii_case(name)) {
            return Ok(found.iter().map(|machine| machine.reached_at).collect());
        }
        let first = found.iter().find_map(|machine| Range::of(machine.ip));
        let of_service = match first {
            Some(_) => (self.lookup.0)(self.service.clone()).await.unwrap_or_default(),
            None => Vec::new(),
        };
        let shared: Vec<_> = of_service.iter().filter_map(|machine| Range::of(machine.ip)).collect();
        let may_be_asked = |ip: IpAddr| {
            let is_shared = Range::of(ip).is_some_and(|range| shared.contains(&range));
            is_public(ip) || is_shared || (self.loopback && ip.is_loopback())
        };
        let allowed = found.iter().filter(|machine| may_be_asked(machine.ip));
        let allowed: Vec<_> = allowed.map(|machine| machine.reached_at).collect();
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

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Names").field("service", &self.service).finish_non_exhaustive()
    }
}

impl Lookup {
    /// Looks up by `look_up`.
    pub fn by(look_up: impl Fn(String) -> Found + Send + Sync + 'static) -> Self {
        Self(Arc::new(look_up))
    }
}

impl Default for Lookup {
    /// Asks the operating system.
    fn default() -> Self {
        Self::by(|name| {
            Box::pin(async move {
                let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
                Ok(found.map(|address| Machine { ip: address.ip(), reached_at: address }).collect())
            })
        })
    }
}

/// A host without the brackets of an IPv6 address.
pub(crate) fn bare_host(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Whether an address can be one of the public internet. Ranges: IANA's special-purpose registries (RFC 6890).
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

    fn refused(loopback: bool, address: &str) -> bool {
        parsed(address).is_ok_and(|url| check(url, loopback).is_err())
    }

    #[test]
    fn addresses_of_this_machine_and_its_network_are_refused() {
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
            "http://files.example:1023/x.png",
            "http://10.0.0.1:8080/x.png",
            "http://198.18.0.9/x.png",
            "http://[64:ff9b::808:808]/x.png",
            "file:///x.png",
            "data:image/png;base64,AAAA",
            "javascript:alert(1)",
        ] {
            assert!(refused(false, address), "{address}");
        }
        for address in
            ["http://files.example/x.png", "http://files.example:8080/x.png", "http://files.example:443/"]
        {
            assert!(!refused(false, address), "{address}");
        }
        assert!(!refused(false, "https://93.184.216.34/x.png"));
    }

    #[test]
    fn this_machine_is_asked_only_if_the_service_runs_on_it() {
        assert!(!refused(true, "http://127.0.0.1:8080/files/x.png"));
        assert!(refused(true, "http://10.0.0.1/x.png"));
    }

    #[test]
    fn plain_http_has_a_twin_over_https_where_its_port_is_the_usual_one() {
        let twin = |url: &str| twin(&url.parse().unwrap()).map(String::from);
        assert_eq!(twin("http://files.example:80/x?y").as_deref(), Some("https://files.example/x?y"));
        for alone in ["http://files.example:8080/x", "https://files.example/x", "http://127.0.0.1/x"] {
            assert_eq!(twin(alone), None, "{alone}");
        }
    }

    /// What may be asked of a name with these addresses, where the service has those.
    async fn resolved(service: &[&str], file: &[&str]) -> Result<Vec<IpAddr>, Diverted> {
        let machines = |all: &[&str]| {
            let parsed = all.iter().map(|ip| ip.parse().unwrap());
            parsed.map(|ip| Machine { ip, reached_at: (ip, 0).into() }).collect::<Vec<_>>()
        };
        let (service, file) = (machines(service), machines(file));
        let lookup = Lookup::by(move |name| {
            let found = if name == "pro.example" { service.clone() } else { file.clone() };
            Box::pin(async move { Ok(found) })
        });
        let names = Names { lookup, service: "pro.example".into(), loopback: false, proxy: None };
        let resolved = names.resolved("files.example").await;
        let ips = resolved.map(|all| all.iter().map(SocketAddr::ip).collect());
        ips.map_err(|error| *error.downcast::<Diverted>().unwrap())
    }

    #[tokio::test]
    async fn a_range_that_the_service_is_reached_in_is_open_to_names_of_files() {
        for (service, file) in [
            ("198.18.0.4", "198.19.255.1"),
            ("::ffff:198.18.0.4", "198.18.0.9"),
            ("100.64.0.1", "100.127.255.254"),
            ("64:ff9b::5db8:d822", "64:ff9b::808:808"),
            ("64:ff9b:1:7::5db8:d822", "64:ff9b:1:7::808:808"),
        ] {
            assert_eq!(resolved(&[service], &[file]).await, Ok(vec![file.parse().unwrap()]), "{file}");
        }
    }

    #[tokio::test]
    async fn a_range_that_the_service_is_not_reached_in_is_named() {
        for (service, file, diverted) in [
            ("93.184.216.34", "198.18.0.9", Diverted::FakeIp),
            ("100.64.0.1", "198.18.0.9", Diverted::FakeIp),
            ("93.184.216.34", "100.64.0.9", Diverted::ZeroTrust),
            ("198.18.0.4", "100.64.0.9", Diverted::ZeroTrust),
            ("93.184.216.34", "64:ff9b::808:808", Diverted::Nat64),
            ("64:ff9b::5db8:d822", "64:ff9b:1::808:808", Diverted::Nat64),
            // Elsewhere than in the last 32 bits: 10.0.0.1 by RFC 6052, with a prefix of 48 bits.
            ("64:ff9b:1::5db8:d822", "64:ff9b:1:a00:0:100:808:808", Diverted::Nat64),
        ] {
            assert_eq!(resolved(&[service], &[file]).await, Err(diverted), "{service} and {file}");
        }
    }

    #[tokio::test]
    async fn an_internal_address_is_refused_however_the_service_is_reached() {
        for internal in [
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "127.0.0.1",
            "0.0.0.0",
            "169.254.169.254",
            "::1",
            "fd00::1",
            "fe80::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b::c612:9",
            "64:ff9b:1::c0a8:101",
        ] {
            for service in [internal, "198.18.0.4", "100.64.0.1", "64:ff9b::5db8:d822"] {
                assert_eq!(resolved(&[service], &[internal]).await, Err(Diverted::Internal), "{internal}");
            }
        }
    }

    #[tokio::test]
    async fn of_several_addresses_those_that_may_be_asked_are() {
        let public = "93.184.216.34".parse().unwrap();
        assert_eq!(resolved(&["93.184.216.34"], &["10.0.0.1", "93.184.216.34"]).await, Ok(vec![public]));
        assert_eq!(resolved(&["93.184.216.34"], &["198.18.0.9", "93.184.216.34"]).await, Ok(vec![public]));
        let both = resolved(&["64:ff9b::101:101", "8.8.8.8"], &["93.184.216.34", "64:ff9b::808:808"]).await;
        assert_eq!(both.unwrap().len(), 2, "IPv6 may be all that this network has");
        assert_eq!(resolved(&[], &["10.0.0.1", "198.18.0.9"]).await, Err(Diverted::FakeIp));
    }

    #[tokio::test]
    async fn a_name_that_stands_for_this_machine_is_not_resolved() {
        let names = |loopback, proxy: Option<&str>| Names {
            lookup: Lookup::default(),
            service: "pro.example.test".into(),
            loopback,
            proxy: proxy.map(str::to_owned),
        };
        let resolves = async |names: Names| names.resolved("localhost").await.is_ok();
        assert!(!resolves(names(false, None)).await);
        assert!(resolves(names(true, None)).await);
        assert!(resolves(names(false, Some("LocalHost"))).await, "the proxy may be on this network");
    }
}
