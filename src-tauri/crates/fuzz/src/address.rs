//! URLs of files, which come from a reply.

use ipnet::IpNet;
use qcc::ServiceAddress;
use std::net::IpAddr;
use std::sync::LazyLock;

static SERVICES: LazyLock<Vec<ServiceAddress>> = LazyLock::new(|| {
    let here = "http://127.0.0.1:8080".parse();
    std::iter::once(ServiceAddress::default()).chain(here).collect()
});

/// Checks a file URL: if it is allowed, it is http(s), has no credentials and no port of another well-known
/// service, and does not lead to a host in this network.
pub fn address(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for service in SERVICES.iter() {
        if let Ok(asked) = qcc::fetch::allowed(&text, service) {
            if let Some(problem) = problem(&asked, service.is_loopback()) {
                panic!("{text:?} would be asked as {asked}: {problem}");
            }
            let again = qcc::fetch::allowed(&asked, service);
            assert_eq!(again.ok().as_ref(), Some(&asked), "what may be asked still may");
        }
    }
}

fn problem(address: &str, service_is_here: bool) -> Option<&'static str> {
    let Some(("http" | "https", rest)) = address.split_once("://") else {
        return Some("neither http nor https");
    };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    if authority.contains('@') {
        return Some("a user name or password");
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let name = host.trim_end_matches('.');
    let literal = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let ip: Option<IpAddr> = literal.parse().ok();
    if service_is_here && (name == "localhost" || ip.is_some_and(|ip| ip.is_loopback())) {
        return None;
    }
    let usual =
        port.is_none_or(|port| port.parse().is_ok_and(|port: u16| port >= 1024 || port == 80 || port == 443));
    if !usual {
        return Some("the port of another service");
    }
    match ip {
        Some(ip) if is_special(ip) => Some("an address of this machine or network, or of no machine"),
        Some(_) => None,
        None if name.is_empty() => Some("no host"),
        None if name == "localhost" || name.ends_with(".localhost") => Some("this machine by name"),
        None if name.rsplit('.').next().is_some_and(is_number) => Some("a number that may be an address"),
        None => None,
    }
}

/// Programs take such a last label as that of an IPv4 address.
fn is_number(label: &str) -> bool {
    let hex = label.strip_prefix("0x").is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
    hex || label.bytes().all(|byte| byte.is_ascii_digit())
}

/// IANA's special-purpose registries and unallocated ranges; of IPv6 those within 2000::/3: protocol
/// assignments with Teredo and ORCHID, documentation, 6to4.
const SPECIAL: &str = "
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
    192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 255.255.255.255/32
    2001::/23 2001:db8::/32 2002::/16 3fff::/20";

static NETWORKS: LazyLock<Vec<IpNet>> =
    LazyLock::new(|| SPECIAL.split_whitespace().map(|network| network.parse().expect(network)).collect());

fn is_special(ip: IpAddr) -> bool {
    let ip = ip.to_canonical();
    let outside_2000 = matches!(ip, IpAddr::V6(ip) if ip.segments()[0] >> 13 != 1);
    outside_2000 || NETWORKS.iter().any(|network| network.contains(&ip))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_must_not_be_asked_are_condemned() {
        for address in [
            "ftp://files.example/x",
            "https://user@files.example/x",
            "https://:secret@files.example/x",
            "https://files.example:25/x",
            "http://files.example:/x",
            "https://",
            "http://localhost/x",
            "http://localhost./x",
            "http://files.localhost/x",
            "http://127.0.0.1/x",
            "http://10.0.0.1/x",
            "http://172.31.255.255/x",
            "http://192.168.0.1/x",
            "http://169.254.169.254/x",
            "http://100.127.0.1/x",
            "http://255.255.255.255/x",
            "http://0x7f.1/x",
            "http://2130706433/x",
            "http://[::]/x",
            "http://[::1]/x",
            "http://[::ffff:10.0.0.1]/x",
            "http://[fe80::1]/x",
            "http://[fd00::1]:80/x",
            "http://[2001:db8::1]/x",
            "http://[2002:7f00:1::]/x",
            "http://[64:ff9b::7f00:1]/x",
        ] {
            assert!(problem(address, false).is_some(), "{address}");
        }
        for address in [
            "http://files.example/x",
            "http://files.example:8080/x",
            "https://93.184.216.34/x",
            "http://[2606:4700::1]/x",
        ] {
            assert_eq!(problem(address, false), None, "{address}");
        }
        assert_eq!(problem("http://0x7ps.example.0xq/x", false), None);
        assert_eq!(problem("http://127.0.0.1:9/x", true), None);
        assert!(problem("http://10.0.0.1/x", true).is_some());
    }
}
