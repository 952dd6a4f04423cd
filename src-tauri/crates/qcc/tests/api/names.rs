//! Networks that resolve names to addresses of their own: proxy tools, zero-trust clients, networks without
//! IPv4.

use crate::{assert_no_credential, options};
use qcc::fetch::{Diverted, FetchError, Fetched, Fetcher, Lookup, ResolvedAddress};
use qcc::{NotSent, Proxy};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use test_servers::{Act, FILES, Peer, SERVICE, moved, ok};

/// A network that resolves each name to these addresses in turn, repeating the last. They all lead to this
/// peer.
fn network(peer: &Peer, names: &[(&'static str, &[&str])]) -> Lookup {
    let (at, mut known) = (peer.address(), Vec::new());
    for (name, ips) in names {
        known.push((*name, ips.iter().map(|ip| ip.parse().unwrap()).collect::<VecDeque<_>>()));
    }
    let known = Arc::new(Mutex::new(known));
    Lookup::by(move |name| {
        let mut known = known.lock().unwrap();
        let found = known.iter_mut().find(|(known, _)| *known == name).map(|(_, ips)| match ips.len() {
            1 => ips[0],
            _ => ips.pop_front().unwrap(),
        });
        let found = found.map(|ip| ResolvedAddress { ip, connect_to: at });
        let nobody = || std::io::Error::other("nobody knows that name");
        Box::pin(std::future::ready(found.map(|found| vec![found]).ok_or_else(nobody)))
    })
}

fn fetcher(lookup: Lookup) -> Fetcher {
    Fetcher::with_lookup(&format!("https://{SERVICE}").parse().unwrap(), &Proxy::Direct, lookup).unwrap()
}

/// Fetches a file in such a network, from a peer without https.
async fn fetch(
    address: &str,
    names: &[(&'static str, &[&str])],
    acts: impl IntoIterator<Item = Act>,
) -> (Result<Fetched, FetchError>, Peer) {
    let no_https = Act::ReplyAndClose(vec![]);
    let peer = Peer::start([no_https].into_iter().chain(acts)).await;
    let fetched = fetcher(network(&peer, names)).fetch(address, &options(1000), &mut Vec::new()).await;
    assert_no_credential(&peer.received());
    (fetched, peer)
}

fn file() -> String {
    format!("http://{FILES}/snapshot.png")
}

#[tokio::test]
async fn a_file_arrives_where_the_service_is_reached_in_the_same_range() {
    for (service, files) in [
        ("198.18.0.4", "198.18.0.9"),
        ("198.18.0.4", "198.19.200.1"),
        ("100.64.0.4", "100.100.0.9"),
        ("64:ff9b::5db8:d822", "64:ff9b::808:808"),
        ("64:ff9b:1::5db8:d822", "64:ff9b:1::808:808"),
    ] {
        let names: [(_, &[&str]); 2] = [(SERVICE, &[service]), (FILES, &[files])];
        let (fetched, peer) = fetch(&file(), &names, [Act::Reply(ok("file"))]).await;
        assert_eq!(fetched.unwrap().bytes, 4, "{files}");
        assert!(peer.requests()[1].starts_with("GET /snapshot.png HTTP/1.1\r\n"));
    }
}

#[tokio::test]
async fn a_range_that_the_service_is_not_reached_in_is_told_as_what_it_is() {
    for (service, files, expected) in [
        ("93.184.216.34", "198.18.0.9", Diverted::FakeIp),
        ("93.184.216.34", "100.64.0.9", Diverted::ZeroTrust),
        ("93.184.216.34", "64:ff9b::808:808", Diverted::Nat64),
        ("198.18.0.4", "100.64.0.9", Diverted::ZeroTrust),
        ("198.18.0.4", "10.0.0.9", Diverted::Internal),
        ("10.0.0.4", "10.0.0.9", Diverted::Internal),
        ("fd00::4", "fd00::9", Diverted::Internal),
        ("64:ff9b::5db8:d822", "64:ff9b::a00:1", Diverted::Internal),
    ] {
        let names: [(_, &[&str]); 2] = [(SERVICE, &[service]), (FILES, &[files])];
        let (fetched, peer) = fetch(&file(), &names, [Act::Reply(ok("file"))]).await;
        assert!(matches!(fetched, Err(FetchError::Diverted(found, _)) if found == expected), "{fetched:?}");
        assert_eq!(peer.connections(), 0);
    }
}

#[tokio::test]
async fn an_address_written_as_a_number_is_refused_in_every_range() {
    let names: [(_, &[&str]); 1] = [(SERVICE, &["198.18.0.4"])];
    for host in ["198.18.0.9", "100.64.0.9", "[64:ff9b::808:808]", "[::ffff:198.18.0.9]", "0xc6120009"] {
        let (fetched, peer) = fetch(&format!("http://{host}/x.png"), &names, []).await;
        assert!(matches!(fetched, Err(FetchError::AddressRefused(_))), "{host}: {fetched:?}");
        assert_eq!(peer.connections(), 0);
    }
}

#[tokio::test]
async fn a_redirect_or_a_second_answer_leads_into_no_network() {
    let moved = Act::Reply(moved(302, "http://wiki.example.test/x.png"));
    let names: [(_, &[&str]); 3] =
        [(SERVICE, &["198.18.0.4"]), (FILES, &["198.18.0.9"]), ("wiki.example.test", &["10.0.0.7"])];
    let (fetched, peer) = fetch(&file(), &names, [moved]).await;
    assert!(matches!(fetched, Err(FetchError::Diverted(Diverted::Internal, _))), "{fetched:?}");
    assert_eq!(peer.connections(), 2);

    let names: [(_, &[&str]); 2] = [(SERVICE, &["198.18.0.4"]), (FILES, &["198.18.0.9", "192.168.0.9"])];
    let (fetched, peer) = fetch(&file(), &names, [Act::Reply(ok("file"))]).await;
    assert!(matches!(fetched, Err(FetchError::Diverted(Diverted::Internal, _))), "{fetched:?}");
    assert_eq!(peer.connections(), 1, "by https, to the first answer");
}

#[tokio::test]
async fn a_name_that_nobody_knows_is_trouble_of_the_network() {
    let (fetched, _) = fetch(&file(), &[], []).await;
    assert!(matches!(fetched, Err(FetchError::NotSent(NotSent::Dns(_), _))), "{fetched:?}");
    let here: SocketAddr = ([127, 0, 0, 1], 9).into();
    let empty = Lookup::by(move |name| {
        let here = vec![ResolvedAddress { ip: here.ip(), connect_to: here }];
        Box::pin(std::future::ready(Ok(if name == FILES { vec![] } else { here })))
    });
    let fetched = fetcher(empty).fetch(&file(), &options(1000), &mut Vec::new()).await;
    assert!(matches!(fetched, Err(FetchError::NotSent(..))), "{fetched:?}");
}
