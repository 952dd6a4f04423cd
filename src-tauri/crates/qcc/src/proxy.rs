use crate::{ClientError, ServiceAddress};
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{ClientBuilder, Url};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::str::FromStr;

/// The way to the service and its files. A service on this machine is always reached directly.
#[derive(Debug, Clone, Default)]
pub enum Proxy {
    /// What the operating system says: its settings, or on any system the environment. Automatic configuration by a script
    /// (PAC) is not understood.
    #[default]
    System,
    /// None.
    Direct,
    /// This one.
    Manual(ManualProxy),
}

/// An http proxy that a person entered. Requests to https addresses go through it encrypted (CONNECT).
#[derive(Clone)]
pub struct ManualProxy {
    address: Url,
    account: Option<(String, SecretString)>,
}

/// Why the address of a proxy is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the address of an http proxy, such as proxy.example:8080")]
pub struct ProxyAddressError;

impl ManualProxy {
    /// The proxy at `address`: `host:port`, with or without `http://`. `account`: the user name and password that it asks for.
    pub fn new(address: &str, account: Option<(String, SecretString)>) -> Result<Self, ProxyAddressError> {
        let address = address.trim();
        let url = match address.contains("://") {
            true => Url::from_str(address),
            false => Url::from_str(&format!("http://{address}")),
        };
        let url = url.map_err(|_| ProxyAddressError)?;
        let bare = url.username().is_empty()
            && url.password().is_none()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none();
        if url.scheme() != "http" || url.host().is_none() || !bare {
            return Err(ProxyAddressError);
        }
        Ok(Self { address: url, account })
    }
}

impl fmt::Display for ManualProxy {
    /// `http://proxy.example:8080`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.address.as_str().trim_end_matches('/'))
    }
}

impl fmt::Debug for ManualProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ManualProxy({self})")
    }
}

impl Proxy {
    /// The proxy that requests to `service` go through, as `host:port`; `None` where they go directly.
    pub fn on_the_way_to(&self, service: &ServiceAddress) -> Option<String> {
        if service.is_loopback() {
            return None;
        }
        match self {
            Self::Direct => None,
            Self::Manual(proxy) => authority(proxy.address.host_str(), proxy.address.port_or_known_default()),
            Self::System => {
                let proxy = Matcher::from_system().intercept(&service.to_string().parse().ok()?)?;
                authority(proxy.uri().host(), proxy.uri().port_u16())
            }
        }
    }

    /// Sets a client for the service at `service` and its files on this way.
    pub(crate) fn apply(
        &self,
        client: ClientBuilder,
        service: &ServiceAddress,
    ) -> Result<ClientBuilder, ClientError> {
        // To a proxy this machine's own address would be another host.
        if service.is_loopback() {
            return Ok(client.no_proxy());
        }
        Ok(match self {
            Self::System => client,
            Self::Direct => client.no_proxy(),
            Self::Manual(ManualProxy { address, account }) => {
                let proxy = reqwest::Proxy::all(address.clone()).map_err(ClientError::from_reqwest)?;
                client.proxy(match account {
                    Some((user, password)) => proxy.basic_auth(user, password.expose_secret()),
                    None => proxy,
                })
            }
        })
    }
}

fn authority(host: Option<&str>, port: Option<u16>) -> Option<String> {
    let host = host?;
    Some(port.map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_a_host_and_a_port_and_nothing_more() {
        let shown = |text: &str| ManualProxy::new(text, None).map(|proxy| proxy.to_string());
        assert_eq!(shown(" proxy.example:8080 ").unwrap(), "http://proxy.example:8080");
        assert_eq!(shown("http://10.0.0.1:3128/").unwrap(), "http://10.0.0.1:3128");
        for bad in [
            "",
            "https://proxy.example:8080",
            "socks5://proxy.example:1080",
            "http://user:pass@proxy.example:8080",
            "http://proxy.example:8080/proxy.pac",
            "proxy.example:port",
        ] {
            assert!(ManualProxy::new(bad, None).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_proxy_is_named_where_it_is_on_the_way_and_never_before_this_machine() {
        let manual = Proxy::Manual(ManualProxy::new("proxy.example:8080", None).unwrap());
        let vendor = ServiceAddress::default();
        assert_eq!(manual.on_the_way_to(&vendor).as_deref(), Some("proxy.example:8080"));
        assert_eq!(Proxy::Direct.on_the_way_to(&vendor), None);
        let local = "http://127.0.0.1:8080".parse().unwrap();
        assert_eq!(manual.on_the_way_to(&local), None);
    }

    #[test]
    fn the_debug_form_shows_neither_user_nor_password() {
        let account = ("proxy-user".to_owned(), "proxy-password".to_owned().into());
        let shown = format!("{:?}", ManualProxy::new("proxy.example:8080", Some(account)).unwrap());
        assert!(!shown.contains("proxy-user") && !shown.contains("proxy-password"), "{shown}");
    }
}
