//! A redirect's target learns nothing: calls follow no redirects, and files are fetched without credentials.

use crate::failures::fail;
use crate::{assert_no_credential, client, create_report, credential, fetch_into, fetcher, list_call, now};
use qcc::fetch::FetchError;
use qcc::{CreateReport, GetQuota, ListCall, ReadError};
use test_servers::{Act, Certificate, Peer, in_own_process, moved, ok};

const CODES: [u16; 5] = [301, 302, 303, 307, 308];

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "elsewhere only an administrator can make the system trust an authority"
)]
fn a_call_is_not_followed_from_https_to_http_nor_to_another_host() {
    in_own_process(
        "redirects::a_call_is_not_followed_from_https_to_http_nor_to_another_host",
        async |authority| {
            let identity = authority.issue(Certificate::Good);
            let plain = Peer::start(vec![Act::Reply(ok("{}")); 9]).await;
            let other = Peer::start_tls(&identity, vec![Act::Reply(ok("{}")); 9]).await;
            for code in CODES {
                for target in [&plain, &other] {
                    let reply = Act::Reply(moved(code, &format!("{}/api", target.origin())));
                    let peer = Peer::start_tls(&identity, vec![reply; 4]).await;
                    let client = client(&peer.origin());
                    let raw = client.send(now(), &credential(), &list_call()).await.unwrap();
                    assert_eq!(qcc::read::<ListCall>(&raw), Err(ReadError::HttpStatus(code)));
                    let raw = client.send(now(), &credential(), &create_report()).await.unwrap();
                    assert_eq!(qcc::read::<CreateReport>(&raw), Err(ReadError::HttpStatus(code)));
                    assert_eq!(peer.requests().len(), 2);
                }
            }
            assert_eq!((plain.connections(), other.connections()), (0, 0));
        },
    );
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "elsewhere only an administrator can make the system trust an authority"
)]
fn a_file_is_not_followed_from_https_to_http() {
    in_own_process("redirects::a_file_is_not_followed_from_https_to_http", async |authority| {
        let plain = Peer::start(vec![Act::Reply(ok("file")); 9]).await;
        let reply = |&code| Act::Reply(moved(code, &format!("{}/file", plain.origin())));
        let peer = Peer::start_tls(&authority.issue(Certificate::Good), CODES.iter().map(reply)).await;
        let files = fetcher(&peer.origin());
        for _ in CODES {
            let result = fetch_into(&files, &format!("{}/file", peer.origin()), 1000, &mut Vec::new()).await;
            assert!(matches!(result, Err(FetchError::AddressRefused(_))), "{result:?}");
        }
        assert_eq!((peer.requests().len(), plain.connections()), (CODES.len(), 0));
    });
}

#[tokio::test]
async fn the_hosts_of_a_file_learn_nothing_of_the_account() {
    let service = Peer::start([Act::Reply(ok("{}"))]).await;
    let client = client(&service.origin());
    client.send(now(), &credential(), &GetQuota).await.unwrap();
    let files = fetcher(&client.address().to_string());
    for code in CODES {
        let rogue = Peer::start([Act::Reply(ok("file"))]).await;
        let host = Peer::start([Act::Reply(moved(code, &format!("{}/elsewhere", rogue.origin())))]).await;
        fetch_into(&files, &format!("{}/file", host.origin()), 1000, &mut Vec::new()).await.unwrap();
        assert!(rogue.requests()[0].starts_with("GET /elsewhere HTTP/1.1\r\n"), "{code}");
        for peer in [&host, &rogue] {
            assert_no_credential(&peer.received());
            let text = String::from_utf8(peer.received()).unwrap().to_lowercase();
            assert!(!text.contains("referer") && !text.contains("authorization"), "{text}");
        }
    }
}

#[tokio::test]
async fn a_redirect_that_is_cut_short_leads_nowhere() {
    let other = Peer::start([]).await;
    let target = format!("{}/api", other.origin());
    for code in CODES {
        let whole = moved(code, &target);
        let peer = Peer::start(vec![Act::ReplyAndClose(whole[..whole.len() - 2].to_vec()); 2]).await;
        for error in fail(&peer.origin()).await {
            assert!(error.may_be_billed(), "{error:?}");
        }
        assert_eq!(peer.requests().len(), 2);
    }
    assert_eq!(other.connections(), 0);
}
