//! Untrusted certificates, TLS connections that break off, and an authority that only this machine trusts.

use crate::failures::{assert_tells_nothing, fail, secure};
use crate::{assert_no_credential, client, create_report, credential, fetch_into, fetcher, list_call, now};
use qcc::fetch::FetchError;
use qcc::{MaybeSent, NotSent, SendError, TlsReason};
use test_servers::{
    Act, Authority, Certificate, Identity, Peer, ROOT, http, in_own_process, ok, tls_1_1_hello,
};

const FOUND: &str = r#"{"Status":"200","Message":"","Result":{"VerifyResult":0,"Data":null}}"#;

/// A server with this certificate receives no byte of a query, an order or a file request. The refusal gives
/// the reason and the issuer.
async fn assert_refused(identity: &Identity, reason: TlsReason, issuer: &str) {
    let peer = Peer::start_tls(identity, vec![Act::Reply(ok(FOUND)); 4]).await;
    for error in fail(&peer.origin()).await {
        let SendError::NotSent(NotSent::Tls(refusal)) = &error else { panic!("{error:?}") };
        assert_eq!((refusal.reason, refusal.issuer.as_deref()), (reason, Some(issuer)));
        assert_tells_nothing(&error);
    }
    let files = fetcher(&peer.origin());
    let result = fetch_into(&files, &format!("{}/file.png", peer.origin()), 1000, &mut Vec::new()).await;
    let Err(FetchError::NotSent(NotSent::Tls(refusal), _)) = &result else { panic!("{result:?}") };
    assert_eq!((refusal.reason, refusal.issuer.as_deref()), (reason, Some(issuer)));
    assert_eq!((peer.connections(), peer.requests().len()), (3, 0));
    assert_no_credential(&peer.received());
}

#[test]
fn a_self_signed_certificate_is_refused() {
    in_own_process("tls::a_self_signed_certificate_is_refused", async |_| {
        assert_refused(&Identity::self_signed(), TlsReason::UnknownAuthority, "Example Server").await;
    });
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "elsewhere only an administrator can make the system trust an authority"
)]
fn an_expired_certificate_is_refused() {
    in_own_process("tls::an_expired_certificate_is_refused", async |authority| {
        assert_refused(&authority.issue(Certificate::Expired), TlsReason::Expired, ROOT).await;
    });
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "elsewhere only an administrator can make the system trust an authority"
)]
fn a_certificate_for_another_host_is_refused() {
    in_own_process("tls::a_certificate_for_another_host_is_refused", async |authority| {
        assert_refused(&authority.issue(Certificate::OtherHost), TlsReason::WrongHost, ROOT).await;
    });
}

#[test]
fn a_certificate_of_an_unknown_authority_is_refused() {
    in_own_process("tls::a_certificate_of_an_unknown_authority_is_refused", async |_| {
        let identity = Authority::new("Example Inspection Gateway").issue(Certificate::Good);
        assert_refused(&identity, TlsReason::UnknownAuthority, "Example Inspection Gateway").await;
    });
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "elsewhere only an administrator can make the system trust an authority"
)]
fn an_authority_of_the_companys_own_in_the_systems_trust_store_is_trusted() {
    let name = "tls::an_authority_of_the_companys_own_in_the_systems_trust_store_is_trusted";
    in_own_process(name, async |authority| {
        let identity = authority.issue(Certificate::Good);
        let peer = Peer::start_tls(&identity, vec![Act::Reply(ok(FOUND)); 3]).await;
        let client = client(&peer.origin());
        client.send(now(), &credential(), &list_call()).await.unwrap();
        client.send(now(), &credential(), &create_report()).await.unwrap();
        let files = fetcher(&client.address().to_string());
        let fetched =
            fetch_into(&files, &format!("{}/file", peer.origin()), 1000, &mut Vec::new()).await.unwrap();
        assert!(!fetched.plaintext);
        assert_eq!(peer.requests().len(), 3);
    });
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "elsewhere the system always has authorities")]
fn where_no_authority_is_trusted_every_certificate_is_refused_and_services_of_this_machine_work() {
    let name =
        "tls::where_no_authority_is_trusted_every_certificate_is_refused_and_services_of_this_machine_work";
    in_own_process(name, async |authority| {
        std::fs::write(std::env::var_os("SSL_CERT_FILE").unwrap(), "").unwrap();
        assert_refused(&authority.issue(Certificate::Good), TlsReason::UnknownAuthority, ROOT).await;
        let plain = Peer::start([Act::Reply(ok(FOUND))]).await;
        client(&plain.origin()).send(now(), &credential(), &list_call()).await.unwrap();
    });
}

#[tokio::test]
async fn a_server_that_knows_tls_1_1_at_most_is_refused() {
    let peer = Peer::start(vec![Act::ReplyAndClose(tls_1_1_hello()); 4]).await;
    for error in fail(&secure(&peer.origin())).await {
        assert!(matches!(error, SendError::NotSent(NotSent::Tls(_))), "{error:?}");
    }
    assert_eq!(peer.connections(), 2);
    assert_no_credential(&peer.received());
}

#[tokio::test]
async fn a_handshake_that_breaks_off_sent_nothing() {
    let half = tls_1_1_hello()[..20].to_vec();
    for act in [Act::ReplyAndClose(half.clone()), Act::ReplyAndReset(half)] {
        let peer = Peer::start(vec![act; 4]).await;
        for error in fail(&secure(&peer.origin())).await {
            assert!(matches!(error, SendError::NotSent(_)), "{error:?}");
        }
        assert_eq!(peer.connections(), 2);
        assert_no_credential(&peer.received());
    }
}

/// How a server ends a reply over TLS, and whether the end is marked: by `close_notify`, a cut, or a reset.
fn endings(reply: &[u8]) -> [(Act, bool); 3] {
    let reply = || reply.to_vec();
    [
        (Act::ReplyAndClose(reply()), true),
        (Act::ReplyAndCut(reply()), false),
        (Act::ReplyAndReset(reply()), false),
    ]
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "elsewhere only an administrator can make the system trust an authority"
)]
fn a_reply_over_tls_that_is_cut_off_is_not_taken_for_whole() {
    in_own_process("tls::a_reply_over_tls_that_is_cut_off_is_not_taken_for_whole", async |authority| {
        let identity = authority.issue(Certificate::Good);
        // Without a length, the end of the connection is the end of the reply.
        for (act, whole) in endings(&http("200 OK", &[], FOUND)) {
            let peer = Peer::start_tls(&identity, vec![act.clone(); 4]).await;
            let client = client(&peer.origin());
            let query = client.send(now(), &credential(), &list_call()).await;
            let order = client.send(now(), &credential(), &create_report()).await;
            for result in [query, order] {
                match result {
                    Ok(raw) => assert!(whole && raw.body == FOUND.as_bytes(), "{act:?}: {raw:?}"),
                    Err(SendError::MaybeSent(
                        MaybeSent::BodyIncomplete(_) | MaybeSent::ConnectionLost(_),
                    )) => {
                        assert!(!whole, "{act:?}");
                    }
                    Err(error) => panic!("{error:?}"),
                }
            }
            assert_eq!((peer.connections(), peer.requests().len()), (2, 2));
        }
    });
}

#[test]
#[cfg_attr(
    not(target_os = "linux"),
    ignore = "elsewhere only an administrator can make the system trust an authority"
)]
fn a_file_over_tls_that_is_cut_off_is_not_taken_for_whole() {
    in_own_process("tls::a_file_over_tls_that_is_cut_off_is_not_taken_for_whole", async |authority| {
        let identity = authority.issue(Certificate::Good);
        for (act, whole) in endings(&http("200 OK", &[], "%PDF-1.7")) {
            let peer = Peer::start_tls(&identity, [act.clone()]).await;
            let files = fetcher(&peer.origin());
            let result = fetch_into(&files, &format!("{}/file", peer.origin()), 1000, &mut Vec::new()).await;
            match result {
                Ok(_) => assert!(whole, "{act:?}"),
                Err(FetchError::Interrupted(_)) => assert!(!whole, "{act:?}"),
                Err(error) => panic!("{error:?}"),
            }
        }
    });
}
