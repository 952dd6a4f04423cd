//! Snapshot and report files are fetched without credentials, completely or not at all.

use crate::failures::assert_tells_nothing;
use crate::{KEY, client, credential, fetch_into, now};
use qcc::fetch::{Diverted, FetchError, Fetched, Fetcher};
use qcc::{GetQuota, NotSent, Proxy, ServiceAddress};
use std::io::{self, Write};
use test_servers::{Act, Peer, gzip, http, ok, whole};

const LIMIT: u64 = 1000;

/// A fetcher for a service on this machine. Tests contact no other host.
fn local() -> Fetcher {
    Fetcher::new(&"http://127.0.0.1:9".parse().unwrap(), &Proxy::default()).unwrap()
}

async fn fetch(address: &str) -> (Result<Fetched, FetchError>, Vec<u8>) {
    let mut file = Vec::new();
    let result = fetch_into(&local(), address, LIMIT, &mut file).await;
    (result, file)
}

fn moved(target: &str) -> Act {
    let location = format!("Location: {target}");
    Act::Reply(http("302 Found", &[&location, "Set-Cookie: session=1; Path=/", "Content-Length: 0"], ""))
}

#[tokio::test]
async fn a_file_arrives_whole_and_says_how_it_travelled() {
    let reply = http("200 OK", &["Content-Type: image/png", "Content-Length: 7"], b"\x89PNG\0\xff\n");
    let peer = Peer::start([Act::Reply(reply)]).await;
    let (fetched, file) = fetch(&format!("{}/snapshot/0001.png?sign=示例%20x", peer.origin())).await;
    let expected = Fetched { bytes: 7, plaintext: true, end_marked: true };
    assert_eq!((fetched.unwrap(), file), (expected, b"\x89PNG\0\xff\n".to_vec()));
    assert!(
        peer.requests()[0].starts_with("GET /snapshot/0001.png?sign=%E7%A4%BA%E4%BE%8B%20x HTTP/1.1\r\n")
    );
}

#[tokio::test]
async fn a_file_is_asked_for_without_anything_that_identifies_the_company() {
    let peer = Peer::start([Act::Reply(ok("{}")), moved("/b"), moved("c"), Act::Reply(ok("file"))]).await;
    client(&peer.origin()).send(now(), &credential(), &GetQuota).await.unwrap();
    assert!(fetch(&format!("{}/a?x=1", peer.origin())).await.0.is_ok());
    let requests = peer.requests();
    let lines: Vec<_> = requests[1..].iter().map(|request| request.lines().next().unwrap()).collect();
    assert_eq!(lines, ["GET /a?x=1 HTTP/1.1", "GET /b HTTP/1.1", "GET /c HTTP/1.1"]);
    for request in &requests[1..] {
        let request = request.to_lowercase();
        for name in ["token", "timespan", "referer", "cookie", "authorization", &KEY.to_lowercase()] {
            assert!(!request.contains(name), "{request}");
        }
    }
}

#[tokio::test]
async fn three_redirects_are_followed_and_a_fourth_is_not() {
    for (redirects, works) in [(0, true), (1, true), (3, true), (4, false), (9, false)] {
        let acts = (0..redirects).map(|_| moved("/again")).chain([Act::Reply(ok("file"))]);
        let peer = Peer::start(acts).await;
        let (result, file) = fetch(&peer.origin()).await;
        assert_eq!(result.is_ok(), works, "{redirects}");
        assert_eq!(file == b"file", works, "{redirects}");
        assert!(works || matches!(result, Err(FetchError::AddressRefused(_))), "{result:?}");
        assert_eq!(peer.requests().len(), if works { redirects + 1 } else { 4 });
    }
}

#[tokio::test]
async fn a_redirect_to_a_name_that_is_not_escaped_is_followed_byte_for_byte() {
    let gbk = [&b"Location: /"[..], b"\xb1\xa8\xb8\xe6.pdf"].concat();
    for (location, asked) in [
        ("Location: /报告.pdf?名=一".as_bytes(), "/%E6%8A%A5%E5%91%8A.pdf?%E5%90%8D=%E4%B8%80"),
        (&gbk, "/%B1%A8%B8%E6.pdf"),
    ] {
        let reply = [b"HTTP/1.1 302 Found\r\n", location, b"\r\nContent-Length: 0\r\n\r\n"].concat();
        let peer = Peer::start([Act::Reply(reply), Act::Reply(ok("file"))]).await;
        let (result, file) = fetch(&peer.origin()).await;
        assert!(result.is_ok(), "{result:?}");
        assert_eq!(file, b"file");
        assert!(peer.requests()[1].starts_with(&format!("GET {asked} HTTP/1.1")), "{:?}", peer.requests());
    }
}

#[tokio::test]
async fn a_redirect_into_a_network_is_told_as_the_networks_own() {
    for target in [
        "http://10.0.0.1/x",
        "http://10.0.0.1:90/login",
        "http://192.168.0.1/x",
        "http://100.64.0.1/x",
        "http://169.254.169.254/latest/meta-data",
        "http://[fd00::1]/x",
        "http://[::ffff:10.0.0.1]/x",
        "http://0x0a000001/x",
        "//10.0.0.1/x",
    ] {
        let peer = Peer::start([moved(target)]).await;
        let (result, file) = fetch(&peer.origin()).await;
        assert!(matches!(result, Err(FetchError::Diverted(Diverted::Internal, _))), "{target}: {result:?}");
        assert!(file.is_empty());
        assert_eq!(peer.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_redirect_away_from_the_web_is_refused() {
    for target in [
        "http://user:word@127.0.0.1/x",
        "http://93.184.216.34:22/x",
        "file:///etc/hostname",
        "data:text/plain,x",
        "javascript:alert(1)",
        "http://",
    ] {
        let peer = Peer::start([moved(target)]).await;
        let (result, file) = fetch(&peer.origin()).await;
        assert!(matches!(result, Err(FetchError::AddressRefused(_))), "{target}: {result:?}");
        assert!(file.is_empty());
        assert_eq!(peer.requests().len(), 1);
    }
}

#[tokio::test]
async fn for_a_service_elsewhere_this_machine_is_not_asked() {
    let peer = Peer::start([Act::Reply(ok("file"))]).await;
    let fetcher = Fetcher::new(&ServiceAddress::default(), &Proxy::default()).unwrap();
    for host in ["127.0.0.1", "localhost", "[::1]", "2130706433", "127.1", "[::ffff:127.0.0.1]"] {
        let mut file = Vec::new();
        let result =
            fetch_into(&fetcher, &format!("http://{host}:{}/x", peer.port()), LIMIT, &mut file).await;
        assert!(matches!(result, Err(FetchError::AddressRefused(_))), "{host}: {result:?}");
        let result = fetch_into(&fetcher, &format!("http://{host}/x"), LIMIT, &mut file).await;
        assert!(matches!(result, Err(FetchError::AddressRefused(_))), "{host}: {result:?}");
    }
    assert_eq!(peer.connections(), 0);
}

#[tokio::test]
async fn what_is_no_web_address_is_refused() {
    for address in
        ["", "x.png", "/x.png", "//x", "file:///etc/hostname", "data:,x", "ftp://files.example/x", "null"]
    {
        let (result, _) = fetch(address).await;
        assert!(matches!(result, Err(FetchError::AddressRefused(_))), "{address}: {result:?}");
    }
}

#[tokio::test]
async fn a_file_of_the_limit_is_fetched_and_a_byte_more_is_not() {
    let file = |size: usize| vec![b'x'; size];
    let declared = |size: usize| Act::Reply(ok(file(size)));
    let until_close = |size: usize| Act::ReplyAndClose(http("200 OK", &[], file(size)));
    let chunked = |size: usize| {
        let body = [format!("{size:x}\r\n").into_bytes(), file(size), b"\r\n0\r\n\r\n".to_vec()].concat();
        Act::Reply(http("200 OK", &["Transfer-Encoding: chunked"], body))
    };
    let limit = usize::try_from(LIMIT).unwrap();
    for act in [declared(limit), until_close(limit), chunked(limit)] {
        let (result, file) = fetch(&Peer::start([act]).await.origin()).await;
        assert_eq!((result.unwrap().bytes, file.len()), (LIMIT, limit));
    }
    for act in [declared(limit + 1), until_close(limit + 1), chunked(limit + 1)] {
        let (result, file) = fetch(&Peer::start([act]).await.origin()).await;
        assert!(matches!(result, Err(FetchError::TooLarge(LIMIT))), "{result:?}");
        assert!(file.len() <= limit);
    }
}

#[tokio::test]
async fn a_file_without_end_is_left_at_the_limit() {
    let endless =
        |headers: &[&str], piece: &str| Act::Endless(http("200 OK", headers, ""), piece.repeat(200).into());
    let bomb = http("200 OK", &["Content-Encoding: gzip"], gzip::bomb(9 << 20));
    for act in [
        endless(&[], "xxxxxxxxxxxxxxxx"),
        endless(&["Transfer-Encoding: chunked"], "4\r\nxxxx\r\n"),
        endless(&["Content-Length: 99999999999"], "xxxxxxxxxxxxxxxx"),
        Act::Endless(bomb, vec![0; 1000]),
    ] {
        let peer = Peer::start([act]).await;
        let (result, file) = fetch(&peer.origin()).await;
        assert!(matches!(result, Err(FetchError::TooLarge(LIMIT))), "{result:?}");
        assert!(file.len() as u64 <= LIMIT);
        while peer.abandoned() == 0 {
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test]
async fn of_a_file_that_declares_too_much_nothing_is_taken() {
    let endless = Act::Endless(http("200 OK", &["Content-Length: 99999999999"], "x"), vec![b'x']);
    let (result, file) = fetch(&Peer::start([endless]).await.origin()).await;
    assert!(matches!(result, Err(FetchError::TooLarge(LIMIT))), "{result:?}");
    assert!(file.is_empty());
}

#[tokio::test]
async fn a_file_that_breaks_off_is_an_error() {
    let declared = http("200 OK", &["Content-Length: 900"], "only this");
    let chunked = http("200 OK", &["Transfer-Encoding: chunked"], "9\r\nonly this\r\n");
    for reply in [declared, chunked] {
        for act in [Act::ReplyAndClose(reply.clone()), Act::ReplyAndReset(reply.clone())] {
            let (result, file) = fetch(&Peer::start([act]).await.origin()).await;
            assert!(matches!(result, Err(FetchError::Interrupted(_))), "{result:?}");
            assert!(b"only this".starts_with(&file));
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_not_the_whole_file_is_an_error() {
    for (status, code) in [
        ("204 No Content", 204),
        ("206 Partial Content", 206),
        ("304 Not Modified", 304),
        ("302 Found", 302),
        ("403 Forbidden", 403),
        ("404 Not Found", 404),
        ("410 Gone", 410),
        ("500 Oops", 500),
    ] {
        let body = if matches!(code, 204 | 304) { "" } else { "half" };
        let peer = Peer::start([Act::ReplyAndClose(whole(status, &[], body))]).await;
        let (result, file) = fetch(&peer.origin()).await;
        assert!(
            matches!(result, Err(FetchError::HttpStatus(found)) if found == code),
            "{status}: {result:?}"
        );
        assert!(file.is_empty());
    }
}

#[tokio::test]
async fn a_connection_that_is_refused_or_lost_says_why() {
    let (refused, _) = fetch(&Peer::gone().await).await;
    let Err(FetchError::NotSent(NotSent::Connect(reason), _)) = &refused else { panic!("{refused:?}") };
    assert!(reason.contains("os error"), "{reason}");
    let (lost, _) = fetch(&Peer::start([Act::ReplyAndClose(vec![])]).await.origin()).await;
    let Err(FetchError::Interrupted(reason)) = &lost else { panic!("{lost:?}") };
    assert!(reason.contains("closed"), "{reason}");
}

#[tokio::test]
async fn a_full_disk_is_told_from_a_broken_transfer() {
    struct FullDisk;
    impl Write for FullDisk {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let peer = Peer::start([Act::Reply(ok("file"))]).await;
    let result = fetch_into(&local(), &peer.origin(), LIMIT, &mut FullDisk).await;
    let Err(FetchError::Write(cause)) = result else { panic!("{result:?}") };
    assert_eq!(cause.kind(), io::ErrorKind::StorageFull);
}

#[tokio::test]
async fn no_error_tells_more_of_the_address_than_its_host() {
    // The host is in `FetchError::host`; this one is none of those that are looked for.
    let at_localhost = |origin: String| origin.replace("127.0.0.1", "localhost");
    let path = "/api/signed?searchKey=x";
    for act in [
        Act::ReplyAndClose(vec![]),
        Act::ReplyAndReset(vec![]),
        Act::ReplyAndClose(b"nonsense\r\n\r\n".to_vec()),
        Act::ReplyAndClose(http("404 Not Found", &["Content-Length: 0"], "")),
        Act::ReplyAndClose(http("200 OK", &["Content-Length: 900"], "only this")),
        Act::Reply(ok(vec![0; 1001])),
        moved("http://10.0.0.1/api/"),
        moved("http://:::/api/"),
    ] {
        let peer = Peer::start([act]).await;
        let (result, _) = fetch(&format!("{}{path}", at_localhost(peer.origin()))).await;
        assert_tells_nothing(&result.unwrap_err());
    }
    for address in [
        format!("{}{path}", at_localhost(Peer::gone().await)),
        format!("https://127.0.0.1:x{path}"),
        "http://10.0.0.1/api/".into(),
    ] {
        assert_tells_nothing(&fetch(&address).await.0.unwrap_err());
    }
}
