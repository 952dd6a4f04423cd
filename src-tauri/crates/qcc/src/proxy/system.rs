//! Reads the operating system's proxy settings.

use hyper_util::client::proxy::matcher::Matcher;

/// The environment takes precedence over the settings of Windows or macOS.
#[cfg(not(windows))]
pub(super) fn read() -> Matcher {
    Matcher::from_system()
}

/// The environment takes precedence over the settings. Per-protocol lists are parsed here, because hyper-util
/// takes one for a single, invalid proxy.
#[cfg(windows)]
pub(super) fn read() -> Matcher {
    const ENVIRONMENT: [&str; 3] = ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY"];
    let listed = || {
        let key = "Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings";
        let settings = windows_registry::CURRENT_USER.open(key).ok()?;
        let enabled = settings.get_u32("ProxyEnable").unwrap_or(0) != 0;
        let list = settings.get_string("ProxyServer").ok().filter(|_| enabled)?;
        by_protocol(&list, &settings.get_string("ProxyOverride").unwrap_or_default())
    };
    let environment = ENVIRONMENT.iter().any(|name| std::env::var_os(name).is_some());
    let listed = if environment { None } else { listed() };
    listed.unwrap_or_else(Matcher::from_system)
}

/// Parses a Windows setting with proxies such as
/// `http=proxy.example:80;https=proxy.example:81;socks=proxy.example:1080` and exceptions such as
/// `*.example;10.*;<local>`. `None` if there is one proxy for all protocols.
#[cfg(any(windows, test))]
fn by_protocol(list: &str, exceptions: &str) -> Option<Matcher> {
    if !list.contains('=') {
        return None;
    }
    let mut proxies = Matcher::builder();
    for entry in list.split([';', ' ']) {
        proxies = match entry.split_once('=').map(|(protocol, proxy)| (protocol.to_lowercase(), proxy)) {
            Some((protocol, proxy)) if protocol == "http" => proxies.http(proxy),
            Some((protocol, proxy)) if protocol == "https" => proxies.https(proxy),
            Some((protocol, proxy)) if protocol == "socks" => proxies.all(format!("socks5://{proxy}")),
            Some(_) | None => proxies,
        };
    }
    let exceptions: Vec<_> = exceptions.split(';').map(|entry| exception(entry.trim())).collect();
    Some(proxies.no(exceptions.join(",")).build())
}

/// Turns `10.*` into `10.0.0.0/8`, and `*.example` into `example`.
#[cfg(any(windows, test))]
fn exception(entry: &str) -> String {
    let octets: Vec<&str> = entry.trim_end_matches(".*").split('.').collect();
    let is_network = entry.ends_with(".*") && octets.iter().all(|octet| octet.parse::<u8>().is_ok());
    if is_network && octets.len() < 4 {
        let zeros = ".0".repeat(4 - octets.len());
        return format!("{}{zeros}/{}", octets.join("."), 8 * octets.len());
    }
    entry.trim_start_matches("*.").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(list: &str, exceptions: &str, urls: [&str; 3]) -> [Option<String>; 3] {
        let matcher = by_protocol(list, exceptions).unwrap();
        urls.map(|url| matcher.intercept(&url.parse().unwrap()).map(|proxy| proxy.uri().to_string()))
    }

    #[test]
    fn a_list_by_protocol_names_a_proxy_for_each() {
        let list = "http=10.0.0.1:3128;HTTPS=http://proxy.example:8080;ftp=10.0.0.3:21";
        let urls = ["http://files.example/", "https://pro.example/", "https://files.example/"];
        let [http, https, _] = proxies(list, "", urls);
        assert_eq!(http.as_deref(), Some("http://10.0.0.1:3128/"));
        assert_eq!(https.as_deref(), Some("http://proxy.example:8080/"));
        let [http, https, _] = proxies("socks=127.0.0.1:1080", "", urls);
        assert_eq!((http.as_deref(), https.as_deref()), (Some("socks5://127.0.0.1:1080/"), http.as_deref()));
        assert!(by_protocol("proxy.example:8080", "").is_none());
    }

    #[test]
    fn the_exceptions_of_windows_are_kept() {
        let urls = ["https://a.office.example/", "https://10.9.8.7/", "https://pro.example/"];
        let [name, address, other] = proxies("https=p.example:1", "*.office.example; 10.*;<local>", urls);
        assert_eq!((name, address), (None, None));
        assert!(other.is_some());
        assert_eq!(exception("192.168.1.*"), "192.168.1.0/24");
        assert_eq!(exception("192.168.1.7"), "192.168.1.7");
    }
}
