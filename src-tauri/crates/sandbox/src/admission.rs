use axum::http::{HeaderMap, Method};

use crate::{
    Options,
    request::{Call, Parameters},
    signature, status,
};

/// Largest difference between `Timespan` and the sandbox's clock, in seconds.
const WINDOW: u64 = 300;

/// A request; of its body only the length is kept.
pub(crate) struct Visitor {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body_len: usize,
}

/// Validates a request of a known call.
///
/// # Errors The status code of the refusal. The crate's documentation gives the order of the checks.
pub(crate) fn admit<'v>(call: Call, visitor: &'v Visitor, options: &Options) -> Result<Parameters<'v>, u16> {
    if visitor.method != call.method() {
        return Err(status::WRONG_METHOD);
    }
    let key = visitor.query.iter().find(|(name, _)| name == "key").map(|(_, value)| value);
    if key != Some(&options.key) {
        return Err(status::UNKNOWN_KEY);
    }
    authenticate(&visitor.headers, options)?;
    if visitor.body_len > 0 {
        return Err(status::BAD_PARAMETER);
    }
    Parameters::of(call, &visitor.query)
}

fn authenticate(headers: &HeaderMap, options: &Options) -> Result<(), u16> {
    let token = single(headers, "Token").ok_or(status::NOT_AUTHENTICATED)?;
    let timespan = single(headers, "Timespan").ok_or(status::NOT_AUTHENTICATED)?;
    let token_is_formed = token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    let age = seconds(timespan).map(|then| options.clock.unix_seconds().abs_diff(then));
    if !token_is_formed || age.is_none_or(|age| age > WINDOW) {
        return Err(status::NOT_AUTHENTICATED);
    }
    if token != signature::token(&options.key, timespan, &options.secret) {
        return Err(status::BAD_SIGNATURE);
    }
    Ok(())
}

fn single<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    if values.next().is_some() { None } else { Some(value) }
}

/// Parses a Unix time of decimal digits, without sign or leading zero.
fn seconds(timespan: &str) -> Option<i64> {
    let is_plain = !timespan.starts_with('0') && timespan.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { timespan.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Clock;

    const NOW: i64 = 1_700_000_000;

    fn options() -> Options {
        Options {
            key: "AppKey".to_owned(),
            secret: "SecretKey".to_owned(),
            clock: Clock::stopped_at(NOW),
            ..Options::default()
        }
    }

    fn quota(headers: &[(&'static str, &str)]) -> Result<(), u16> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let visitor = Visitor {
            method: Method::GET,
            path: "/api/company/quota/getQuota".to_owned(),
            query: vec![("key".to_owned(), "AppKey".to_owned())],
            headers: map,
            body_len: 0,
        };
        admit(Call::Quota, &visitor, &options()).map(drop)
    }

    fn signed(timespan: &str) -> Result<(), u16> {
        quota(&[("Token", &signature::token("AppKey", timespan, "SecretKey")), ("Timespan", timespan)])
    }

    #[test]
    fn the_window_is_300_seconds_either_way_and_includes_its_ends() {
        for (offset, expected) in
            [(0, Ok(())), (-300, Ok(())), (300, Ok(())), (-301, Err(115)), (301, Err(115))]
        {
            assert_eq!(signed(&(NOW + offset).to_string()), expected, "{offset} s");
        }
    }

    #[test]
    fn only_plain_decimal_seconds_are_a_time() {
        for timespan in
            ["1700000000000", "+1700000000", "01700000000", "1700000000.0", "0x6553f100", "", "now"]
        {
            assert_eq!(signed(timespan), Err(115), "{timespan:?}");
        }
    }

    #[test]
    fn a_token_of_the_wrong_form_is_no_authentication_and_a_wrong_one_is_a_bad_signature() {
        let token = |token: &str| quota(&[("Token", token), ("Timespan", "1700000000")]);
        assert_eq!(token("02F36A764260A1E063F4CF3F9B13B3E4"), Ok(()));
        assert_eq!(token("02f36a764260a1e063f4cf3f9b13b3e4"), Err(107));
        assert_eq!(token("02F36A764260A1E063F4CF3F9B13B3E5"), Err(107));
        assert_eq!(token("02F36A764260A1E063F4CF3F9B13B3E"), Err(115));
        assert_eq!(token("02F36A764260A1E063F4CF3F9B13B3EG"), Err(115));
    }

    #[test]
    fn a_missing_or_repeated_header_is_no_authentication() {
        let token = "02F36A764260A1E063F4CF3F9B13B3E4";
        assert_eq!(quota(&[("Token", token)]), Err(115));
        assert_eq!(quota(&[("Timespan", "1700000000")]), Err(115));
        assert_eq!(quota(&[("Token", token), ("Token", token), ("Timespan", "1700000000")]), Err(115));
    }
}
