mod system;

use crate::ClientError;
use crate::address::is_loopback;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::header::HeaderValue;
use reqwest::{ClientBuilder, Url};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

/// How to reach the service and its files. A service on this machine is always reached directly.
#[derive(Debug, Clone)]
pub enum Proxy {
    /// The operating system's setting, see [`System`].
    System(System),
    /// No proxy.
    Direct,
    /// This proxy.
    Manual(ManualProxy),
}

/// The operating system's proxy settings, or those in the environment. They are read before each request,
/// because a laptop moves between networks. Automatic configuration (PAC) is not supported.
#[derive(Clone)]
pub struct System(Arc<dyn Fn() -> Matcher + Send + Sync>);

/// A manually configured http proxy. It tunnels https requests (CONNECT).
#[derive(Clone)]
pub struct ManualProxy {
    address: Url,
    account: Option<(String, SecretString)>,
}

/// The address of a proxy was rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address of an http proxy such as proxy.example:8080")]
pub struct ProxyAddressError;

impl System {
    /// Settings from `read`: the proxies for http and https, each empty if there is none.
    pub fn read_by(read: impl Fn() -> [String; 2] + Send + Sync + 'static) -> Self {
        Self(Arc::new(move || {
            let [http, https] = read();
            Matcher::builder().http(http).https(https).build()
        }))
    }
}

impl Default for Proxy {
    fn default() -> Self {
        Self::System(System::default())
    }
}

impl Default for System {
    fn default() -> Self {
        Self(Arc::new(system::read))
    }
}

impl fmt::Debug for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("System")
    }
}

impl ManualProxy {
    /// The proxy at `address`: `host:port`, optionally with `http://`. `account`: user name and password.
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

    /// The address with user name and password, as a proxy matcher expects it.
    fn with_account(&self) -> String {
        let mut address = self.address.clone();
        if let Some((user, password)) = &self.account {
            // Setting them cannot fail for an http URL with a host.
            let _ = address.set_username(user);
            let _ = address.set_password(Some(password.expose_secret()));
        }
        address.into()
    }
}

impl fmt::Display for ManualProxy {
    /// Such as `http://proxy.example:8080`.
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
    /// The proxy that requests to `service` currently use, as `host:port`; `None` if they go directly.
    pub fn proxy_for(&self, service: &crate::ServiceAddress) -> Option<String> {
        self.route_to(&service.join("/")).shown()
    }

    pub(crate) fn route_to(&self, url: &Url) -> Route {
        // On a proxy, a loopback address would be the proxy's own machine.
        if is_loopback(url) {
            return Route(None);
        }
        let proxies = match self {
            Self::System(System(read)) => read(),
            Self::Direct => return Route(None),
            Self::Manual(proxy) => Matcher::builder().all(proxy.with_account()).build(),
        };
        let proxy = url.as_str().parse().ok().and_then(|url| proxies.intercept(&url));
        Route(proxy.map(|proxy| (proxy.uri().to_string(), proxy.basic_auth().cloned())))
    }
}

/// The route of one request: direct, or through a proxy with its `Proxy-Authorization` header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route(Option<(String, Option<HeaderValue>)>);

/// The proxy uses a protocol that is not supported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system's proxy is a SOCKS proxy; only http proxies are supported")]
pub(crate) struct Socks;

impl Route {
    pub(crate) fn direct() -> Self {
        Self(None)
    }

    /// Whether there is a proxy; an error if it is not an http proxy.
    pub(crate) fn is_proxied(&self) -> Result<bool, Socks> {
        match &self.0 {
            Some((url, _)) if !url.starts_with("http") => Err(Socks),
            proxy => Ok(proxy.is_some()),
        }
    }

    pub(crate) fn proxy_host(&self) -> Option<String> {
        let url = Url::parse(&self.0.as_ref()?.0).ok()?;
        url.host_str().map(str::to_owned)
    }

    /// For display, such as `proxy.example:8080`.
    fn shown(&self) -> Option<String> {
        let (url, _) = self.0.as_ref()?;
        Some(url.trim_start_matches("http://").trim_end_matches('/').to_owned())
    }

    /// Configures a client for this route.
    fn apply(&self, client: ClientBuilder) -> Result<ClientBuilder, ClientError> {
        let client = client.no_proxy();
        let Some((url, account)) = &self.0 else {
            return Ok(client);
        };
        let proxy = reqwest::Proxy::all(url).map_err(ClientError::from_reqwest)?;
        Ok(client.proxy(match account {
            Some(account) => proxy.custom_http_auth(account.clone()),
            None => proxy,
        }))
    }
}

/// The HTTP client for the current route, rebuilt when the route changes.
#[derive(Debug, Default)]
pub(crate) struct PerRoute(Mutex<Option<(Route, reqwest::Client)>>);

impl PerRoute {
    pub(crate) fn get(
        &self,
        route: &Route,
        make: impl FnOnce() -> Result<ClientBuilder, ClientError>,
    ) -> Result<reqwest::Client, ClientError> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((made_for, client)) = &*last
            && made_for == route
        {
            return Ok(client.clone());
        }
        let client = route.apply(make()?)?.build().map_err(ClientError::from_reqwest)?;
        *last = Some((route.clone(), client.clone()));
        Ok(client)
    }
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
        let vendor = crate::ServiceAddress::default();
        assert_eq!(manual.proxy_for(&vendor).as_deref(), Some("proxy.example:8080"));
        assert_eq!(Proxy::Direct.proxy_for(&vendor), None);
        let local = "http://127.0.0.1:8080".parse().unwrap();
        assert_eq!(manual.proxy_for(&local), None);
    }

    #[test]
    fn the_systems_proxy_is_that_of_the_moment() {
        let setting = Arc::new(Mutex::new("office.example:8080".to_owned()));
        let read = setting.clone();
        let system = Proxy::System(System::read_by(move || {
            let proxy = read.lock().unwrap().clone();
            [proxy.clone(), proxy]
        }));
        let vendor = crate::ServiceAddress::default();
        assert_eq!(system.proxy_for(&vendor).as_deref(), Some("office.example:8080"));
        setting.lock().unwrap().clear();
        assert_eq!(system.proxy_for(&vendor), None);
    }

    #[test]
    fn a_client_is_made_anew_where_the_way_is_another_one() {
        let (clients, mut made) = (PerRoute::default(), 0);
        let proxy = |port| Route(Some((format!("http://proxy.example:{port}/"), None)));
        for (route, expected) in [
            (Route(None), 1),
            (Route(None), 1),
            (proxy(1), 2),
            (proxy(1), 2),
            (proxy(2), 3),
            (Route(None), 4),
        ] {
            let make = || {
                made += 1;
                Ok(reqwest::Client::builder().tls_backend_preconfigured(crate::tls::config(&["h2"])?))
            };
            clients.get(&route, make).unwrap();
            assert_eq!(made, expected, "{route:?}");
        }
    }

    #[test]
    fn what_a_proxy_is_told_of_the_account_is_not_shown() {
        let account = ("proxy-user".to_owned(), "pass:w@rd/".to_owned().into());
        let manual = Proxy::Manual(ManualProxy::new("proxy.example:8080", Some(account)).unwrap());
        let route = manual.route_to(&"https://files.example/".parse().unwrap());
        assert_eq!(route.shown().as_deref(), Some("proxy.example:8080"));
        let (_, header) = route.0.clone().unwrap();
        // Base64 of proxy-user:pass:w@rd/
        assert_eq!(header.unwrap().to_str().unwrap(), "Basic cHJveHktdXNlcjpwYXNzOndAcmQv");
        assert!(!format!("{route:?}").contains("Basic"), "{route:?}");
    }

    #[test]
    fn a_socks_proxy_is_told_from_none() {
        let system = Proxy::System(System::read_by(|| ["socks5://p.example:1080"; 2].map(str::to_owned)));
        let route = system.route_to(&"https://files.example/".parse().unwrap());
        assert_eq!(route.is_proxied(), Err(Socks));
        assert_eq!(route.shown().as_deref(), Some("socks5://p.example:1080"));
    }

    #[test]
    fn the_debug_form_shows_neither_user_nor_password() {
        let account = ("proxy-user".to_owned(), "proxy-password".to_owned().into());
        let shown = format!("{:?}", ManualProxy::new("proxy.example:8080", Some(account)).unwrap());
        assert!(!shown.contains("proxy-user") && !shown.contains("proxy-password"), "{shown}");
    }
}
