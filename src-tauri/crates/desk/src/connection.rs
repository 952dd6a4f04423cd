//! 测试连接: tests the credentials, this machine's clock, and the proxy.

use crate::clock::{self, Clock};
use crate::event::Event;
use qcc::{Answer, Call, Client, ClientError, Credential, GetQuota, Proxy, SendError, ServiceAddress};
use serde::Serialize;
use std::time::Instant;
use store::failure::Failure;
use store::record::Received;
use store::wall_clock::WallClock;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionTest {
    /// Why the account does not work; absent if it does.
    pub failure: Option<Failure>,
    /// This machine's clock minus the service's, in seconds; absent if the reply does not tell. Above four
    /// minutes, a request with a refused signature is repeated with the service's time.
    pub clock_ahead_seconds: Option<i32>,
    /// The proxy in use, as `host:port`.
    pub proxy: Option<String>,
}

/// Requests the quota, which is not billed, from the service at `address`. Nothing is recorded.
pub async fn test_connection(
    address: ServiceAddress,
    proxy: &Proxy,
    credential: &Credential,
    wall_clock: &WallClock,
) -> Result<ConnectionTest, ClientError> {
    let used_proxy = proxy.proxy_for(&address);
    let client = Client::new(address, proxy)?;
    let began = Instant::now();
    let sent = ask(&client, credential, wall_clock).await;
    let ahead = sent.as_ref().ok().and_then(|raw| clock::seconds_ahead(raw, wall_clock.now()));
    let outcome = sent.map_err(|error| Failure::no_reply(&error, GetQuota::BILLED));
    Event::call(None, &GetQuota, &outcome, began.elapsed()).log();
    Ok(ConnectionTest {
        failure: failure(outcome),
        clock_ahead_seconds: ahead.and_then(|seconds| i32::try_from(seconds).ok()),
        proxy: used_proxy,
    })
}

/// Sends the request, and again with the service's time if this machine's clock caused a refusal.
async fn ask(
    client: &Client,
    credential: &Credential,
    wall_clock: &WallClock,
) -> Result<Received, SendError> {
    let clock = Clock::default();
    let signed = clock.corrected(wall_clock.now());
    let reply = Received::from(client.send(signed.into(), credential, &GetQuota).await?);
    if !clock.is_corrected_by::<GetQuota>(&reply, signed, wall_clock.now()) {
        return Ok(reply);
    }
    client.send(clock.corrected(wall_clock.now()).into(), credential, &GetQuota).await.map(Received::from)
}

fn failure(outcome: Result<Received, Failure>) -> Option<Failure> {
    let reply = match outcome {
        Ok(reply) => reply,
        Err(failure) => return Some(failure),
    };
    let reply = match reply.read::<GetQuota>() {
        Ok(reply) => reply,
        Err(error) => return Some(Failure::unreadable(&error, GetQuota::BILLED)),
    };
    match &reply.answer {
        Answer::Found(_) | Answer::NoRecord(_) => None,
        Answer::Refused => Some(Failure::refused(&reply, GetQuota::BILLED)),
        Answer::Contradiction { detail, .. } => Some(Failure::inconsistent(&reply, detail, GetQuota::BILLED)),
    }
}
