use std::collections::VecDeque;

use axum::http::HeaderMap;

use crate::{admission::Visitor, answer::Answer};

/// Limits memory: the embedded sandbox runs as long as the app.
const KEPT: usize = 10_000;

/// A request as the sandbox received it, without key, token and secret.
#[derive(Clone, Debug)]
pub struct LoggedRequest {
    pub method: String,
    /// The path, without the query.
    pub path: String,
    /// The decoded query in order, with `…` as the value of `key`.
    pub query: Vec<(String, String)>,
    /// The names of all headers, in lower case.
    pub header_names: Vec<String>,
    /// The form of the `Token` header: `uppercase-hex-32`, `lowercase-hex-32`, `mixed-hex-32`, `other` or
    /// `absent`.
    pub token: &'static str,
    /// The `Timespan` header as sent.
    pub timespan: Option<String>,
    /// The body's length in bytes, counted up to 64 KiB.
    pub body_len: usize,
    /// The envelope's status code (`200`), or `HTTP 404` and the like without an envelope.
    pub status_code: String,
    /// Whether the reply may be billed: a code of the documents' 有效请求, for a search, snapshot or order.
    pub billed: bool,
}

/// The requests so far, and how many may be billed.
#[derive(Default)]
pub(crate) struct RequestLog {
    pub(crate) requests: VecDeque<LoggedRequest>,
    pub(crate) billed: u64,
}

impl RequestLog {
    pub(crate) fn add(&mut self, request: LoggedRequest) {
        self.billed += u64::from(request.billed);
        if self.requests.len() == KEPT {
            self.requests.pop_front();
        }
        self.requests.push_back(request);
    }
}

/// The log entry of a request and its reply. The secret must not occur in any request, so it is masked.
pub(crate) fn entry(visitor: &Visitor, answer: &Answer, secret: &str) -> LoggedRequest {
    let blot = |text: &str| if secret.is_empty() { text.to_owned() } else { text.replace(secret, "…") };
    let query = visitor.query.iter().map(|(name, value)| {
        let value = if name == "key" { "…".to_owned() } else { blot(value) };
        (blot(name), value)
    });
    LoggedRequest {
        method: visitor.method.to_string(),
        path: blot(&visitor.path),
        query: query.collect(),
        header_names: visitor.headers.keys().map(ToString::to_string).collect(),
        token: token_shape(&visitor.headers),
        timespan: visitor
            .headers
            .get("timespan")
            .map(|value| blot(&String::from_utf8_lossy(value.as_bytes()))),
        body_len: visitor.body_len,
        status_code: answer.code.clone(),
        billed: answer.billed,
    }
}

fn token_shape(headers: &HeaderMap) -> &'static str {
    let Some(token) = headers.get("token") else { return "absent" };
    let token = token.as_bytes();
    if token.len() != 32 || !token.iter().all(u8::is_ascii_hexdigit) {
        return "other";
    }
    match (token.iter().any(u8::is_ascii_uppercase), token.iter().any(u8::is_ascii_lowercase)) {
        (true, true) => "mixed-hex-32",
        (_, false) => "uppercase-hex-32",
        (false, true) => "lowercase-hex-32",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Method;

    fn logged(query: &[(&str, &str)], token: &str) -> LoggedRequest {
        let mut headers = HeaderMap::new();
        headers.insert("token", token.parse().unwrap());
        headers.insert("timespan", "1700000000".parse().unwrap());
        let visitor = Visitor {
            method: Method::GET,
            path: "/api".to_owned(),
            query: query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            headers,
            body_len: 0,
        };
        entry(&visitor, &Answer::not_found(), "SecretKey")
    }

    #[test]
    fn key_token_and_secret_are_not_logged() {
        let token = "02F36A764260A1E063F4CF3F9B13B3E4";
        let logged = format!("{:?}", logged(&[("key", "AppKey"), ("searchKey", "xSecretKeyx")], token));
        for hidden in ["AppKey", "SecretKey", token] {
            assert!(!logged.contains(hidden), "{logged}");
        }
        assert!(logged.contains(r#"("key", "…"), ("searchKey", "x…x")"#), "{logged}");
    }

    #[test]
    fn the_tokens_shape_is_named() {
        assert_eq!(logged(&[], "02f36a764260a1e063f4cf3f9b13b3e4").token, "lowercase-hex-32");
        assert_eq!(logged(&[], "02f36a764260a1e063f4cf3f9b13b3E4").token, "mixed-hex-32");
        assert_eq!(logged(&[], "02F3").token, "other");
    }

    #[test]
    fn the_log_keeps_the_newest_and_counts_all() {
        let mut log = RequestLog::default();
        for number in 0..=KEPT {
            log.add(LoggedRequest { body_len: number, billed: true, ..logged(&[], "x") });
        }
        assert_eq!(log.billed, 10_001);
        assert_eq!((log.requests.len(), log.requests[0].body_len), (KEPT, 1));
    }
}
