//! 测试连接: does the service know this credential, and is this machine's clock right?

use crate::failure::Failure;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use qcc::{Answer, Call, Client, ClientError, Credential, GetQuota, RawReply, ServiceAddress};
use serde::Serialize;
use ts_rs::TS;

/// What came of a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ConnectionTest {
    /// The account answers.
    Answered {
        /// This machine's clock minus the service's, in seconds; absent where the reply does not tell.
        clock_ahead_seconds: Option<i32>,
    },
    /// It does not.
    Failed {
        /// Why.
        failure: Failure,
        /// As above. More than 300 s explain a refused signature.
        clock_ahead_seconds: Option<i32>,
    },
}

/// Asks the service at `address` for the quota, which is not billed. Nothing is recorded.
pub async fn test_connection(
    address: ServiceAddress,
    credential: &Credential,
) -> Result<ConnectionTest, ClientError> {
    let raw = match Client::new(address)?.send(credential, &GetQuota).await {
        Ok(raw) => raw,
        Err(error) => {
            let failure = Failure::no_reply(&error, GetQuota::BILLED);
            return Ok(ConnectionTest::Failed { failure, clock_ahead_seconds: None });
        }
    };
    let clock_ahead_seconds = clock_ahead(&raw, Timestamp::now());
    let failure = match qcc::read::<GetQuota>(&raw) {
        Err(error) => Failure::unreadable(&error, GetQuota::BILLED),
        Ok(reply) => match &reply.answer {
            Answer::Found(_) | Answer::NoRecord(_) => {
                return Ok(ConnectionTest::Answered { clock_ahead_seconds });
            }
            Answer::Refused => Failure::refused(&reply, GetQuota::BILLED),
            Answer::Contradiction { detail, .. } => Failure::inconsistent(&reply, detail, GetQuota::BILLED),
        },
    };
    Ok(ConnectionTest::Failed { failure, clock_ahead_seconds })
}

fn clock_ahead(raw: &RawReply, now: Timestamp) -> Option<i32> {
    let service = DateTimeParser::new().parse_timestamp(raw.date.as_deref()?).ok()?;
    i32::try_from(now.as_second() - service.as_second()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_compared_with_the_date_of_the_reply() {
        let reply = |date: Option<&str>| RawReply {
            http_status: 200,
            content_type: None,
            date: date.map(str::to_owned),
            body: Vec::new(),
        };
        let now: Timestamp = "2026-11-22T06:10:00Z".parse().unwrap();
        assert_eq!(clock_ahead(&reply(Some("Sun, 22 Nov 2026 06:03:00 GMT")), now), Some(420));
        assert_eq!(clock_ahead(&reply(Some("yesterday")), now), None);
        assert_eq!(clock_ahead(&reply(None), now), None);
    }
}
