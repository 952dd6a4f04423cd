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
fn plain_http_is_tried_over_https_on_the_usual_port() {
    let over_https = |url: &str| over_https(&url.parse().unwrap()).map(String::from);
    assert_eq!(over_https("http://files.example:80/x?y").as_deref(), Some("https://files.example/x?y"));
    for alone in ["http://files.example:8080/x", "https://files.example/x", "http://127.0.0.1/x"] {
        assert_eq!(over_https(alone), None, "{alone}");
    }
}

/// Resolves a file's name to `file` in a network that resolves the service's name to `service`.
async fn resolved(service: &[&str], file: &[&str]) -> Result<Vec<IpAddr>, Diverted> {
    let machines = |all: &[&str]| {
        let parsed = all.iter().map(|ip| ip.parse().unwrap());
        parsed.map(|ip| ResolvedAddress { ip, connect_to: (ip, 0).into() }).collect::<Vec<_>>()
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
        ("240.0.0.4", "240.1.2.3"),
        ("fc00::4", "fc00:3fff::9"),
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
        ("93.184.216.34", "240.0.0.9", Diverted::FakeIp),
        ("93.184.216.34", "fc00::9", Diverted::FakeIp),
        ("fc00::4", "fc00:4000::9", Diverted::Internal),
        ("240.0.0.4", "255.255.255.255", Diverted::Internal),
        ("100.64.0.1", "198.18.0.9", Diverted::FakeIp),
        ("93.184.216.34", "100.64.0.9", Diverted::ZeroTrust),
        ("198.18.0.4", "100.64.0.9", Diverted::ZeroTrust),
        ("93.184.216.34", "64:ff9b::808:808", Diverted::Nat64),
        ("64:ff9b::5db8:d822", "64:ff9b:1::808:808", Diverted::Nat64),
        // RFC 6052 puts the IPv4 address elsewhere for a 48-bit prefix; here it is 10.0.0.1.
        ("64:ff9b:1::5db8:d822", "64:ff9b:1:a00:0:100:808:808", Diverted::Nat64),
    ] {
        assert_eq!(resolved(&[service], &[file]).await, Err(diverted), "{service} and {file}");
    }
}

#[test]
fn only_a_plain_redirect_into_a_network_is_told_as_the_networks_own() {
    let to = || Url::parse("https://10.1.2.3/x").unwrap();
    let from = |url: &str| check_redirect(&Url::parse(url).unwrap(), to(), false);
    let Err(FetchError::Diverted(Diverted::Internal, host)) = from("http://files.example/x") else {
        panic!()
    };
    assert_eq!(host, "files.example");
    assert!(matches!(from("https://files.example/x"), Err(FetchError::AddressRefused(_))));
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
