use reqwest::Url;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;
use ts_rs::TS;

/// The service's origin: https anywhere, or http on this machine.
///
/// The token of one call can sign any other call for as long as it is valid, so it must reach one host only
/// and never cross a network unencrypted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ServiceAddress(Url);

/// Why an address was rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "AddressProblem")]
pub enum AddressError {
    /// Not an `http` or `https` address with a host.
    #[error("not an http or https address")]
    NotAnAddress,
    /// Plain http to another machine.
    #[error("plain http is accepted on this machine only")]
    HttpOnlyOnLoopback,
    /// A user name or password in the address.
    #[error("an address must not contain a user name or password")]
    HasCredentials,
    /// More than scheme, host and port.
    #[error("an address must not have a path, query or fragment")]
    HasPath,
}

impl ServiceAddress {
    /// The vendor's address, as given in every document.
    pub const VENDOR: &'static str = "https://pro.qcc.com";

    pub(crate) fn join(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(path);
        url
    }

    /// The host, with the port unless it is the scheme's default.
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        match self.0.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// Whether the service runs on this machine.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }
}

impl Default for ServiceAddress {
    fn default() -> Self {
        Self::from_str(Self::VENDOR).unwrap_or_else(|_| unreachable!("the constant is a valid address"))
    }
}

impl FromStr for ServiceAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let url = Url::parse(text.trim()).map_err(|_| AddressError::NotAnAddress)?;
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err(AddressError::NotAnAddress);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::HasCredentials);
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(AddressError::HasPath);
        }
        if url.scheme() == "http" && !is_loopback(&url) {
            return Err(AddressError::HttpOnlyOnLoopback);
        }
        Ok(Self(url))
    }
}

impl fmt::Display for ServiceAddress {
    /// The origin without a trailing slash, such as `https://pro.qcc.com`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || literal.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_is_accepted_anywhere_and_http_on_this_machine_only() {
        for good in [
            "https://pro.qcc.com",
            " https://pro.qcc.com/ ",
            "https://gateway.example:8443",
            "http://127.0.0.1:8080",
            "http://localhost:1",
            "http://[::1]:9",
        ] {
            assert!(ServiceAddress::from_str(good).is_ok(), "{good}");
        }
        for bad in
            ["http://pro.qcc.com", "http://10.0.0.1", "http://localhost.example", "http://127.0.0.1.example"]
        {
            assert_eq!(ServiceAddress::from_str(bad), Err(AddressError::HttpOnlyOnLoopback), "{bad}");
        }
    }

    #[test]
    fn an_address_is_an_origin_and_nothing_more() {
        let refused = |text: &str| ServiceAddress::from_str(text).unwrap_err();
        assert_eq!(refused("pro.qcc.com"), AddressError::NotAnAddress);
        assert_eq!(refused("file:///etc"), AddressError::NotAnAddress);
        assert_eq!(refused("https://a:b@pro.qcc.com"), AddressError::HasCredentials);
        assert_eq!(refused("https://pro.qcc.com/api"), AddressError::HasPath);
        assert_eq!(refused("https://pro.qcc.com?key=1"), AddressError::HasPath);
    }

    #[test]
    fn an_address_reads_back_as_it_was_typed() {
        let address = ServiceAddress::from_str("https://gateway.example:8443/").unwrap();
        assert_eq!(address.to_string(), "https://gateway.example:8443");
        assert_eq!(address.host(), "gateway.example:8443");
        assert_eq!(ServiceAddress::default().host(), "pro.qcc.com");
    }
}
