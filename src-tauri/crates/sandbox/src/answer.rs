use std::{
    io,
    time::{Duration, SystemTime},
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use futures_util::{StreamExt, stream};
use serde::Serialize;

use crate::{request::Call, status};

const HTML: &str = "text/html; charset=utf-8";

pub(crate) struct Answer {
    http: StatusCode,
    content_type: &'static str,
    body: Vec<u8>,
    cut_on_the_wire: bool,
    /// The envelope's status code, or `HTTP nnn` without an envelope.
    pub(crate) code: String,
    pub(crate) billed: bool,
    pub(crate) delay: Duration,
}

/// The envelope of every call but the quota's. Members that a document's example lacks are omitted.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Envelope<R> {
    status: String,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    order_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paging: Option<Paging>,
    result: Option<R>,
}

#[derive(Serialize)]
struct QuotaEnvelope<R> {
    status: String,
    msg: String,
    result: Option<R>,
}

/// The position of the page among all rows.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Paging {
    pub(crate) page_size: u32,
    pub(crate) page_index: u32,
    pub(crate) total_records: usize,
}

impl Answer {
    pub(crate) fn success<R: Serialize>(
        call: Call,
        order_number: Option<String>,
        paging: Option<Paging>,
        result: R,
    ) -> Self {
        Self::enveloped(call, status::OK, order_number, paging, Some(result))
    }

    /// Any other status, without a result.
    pub(crate) fn refusal(call: Call, order_number: Option<String>, code: u16) -> Self {
        Self::enveloped::<()>(call, code, order_number, None, None)
    }

    fn enveloped<R: Serialize>(
        call: Call,
        code: u16,
        order_number: Option<String>,
        paging: Option<Paging>,
        result: Option<R>,
    ) -> Self {
        let text = format!("{code:03}");
        let (status, message) = (text.clone(), status::message(code));
        let json = if call == Call::Quota {
            serde_json::to_vec(&QuotaEnvelope { status, msg: message, result })
        } else {
            serde_json::to_vec(&Envelope { status, message, order_number, paging, result })
        };
        match json {
            Ok(body) => Self {
                code: text,
                billed: call.may_be_billed() && status::counts_as_valid(code),
                ..Self::plain(StatusCode::OK, "application/json; charset=utf-8", body)
            },
            Err(error) => Self::failure(&error.to_string()),
        }
    }

    /// A path that no document names, answered as a gateway would.
    pub(crate) fn not_found() -> Self {
        Self::page(StatusCode::NOT_FOUND, "404 Not Found", "The requested URL was not found on this server.")
    }

    pub(crate) fn failure(why: &str) -> Self {
        Self::plain(StatusCode::INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", why.as_bytes().to_vec())
    }

    pub(crate) fn file(content_type: &'static str, bytes: Vec<u8>) -> Self {
        Self::plain(StatusCode::OK, content_type, bytes)
    }

    pub(crate) fn page(http: StatusCode, title: &str, words: &str) -> Self {
        let html = format!(
            "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
             <body><h1>{title}</h1><p>{words}</p></body></html>\n"
        );
        Self::plain(http, HTML, html.into_bytes())
    }

    fn plain(http: StatusCode, content_type: &'static str, body: Vec<u8>) -> Self {
        Self {
            http,
            content_type,
            body,
            cut_on_the_wire: false,
            code: format!("HTTP {}", http.as_u16()),
            billed: false,
            delay: Duration::ZERO,
        }
    }

    pub(crate) fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// Truncates the body: complete for HTTP, invalid as JSON.
    pub(crate) fn cut_off(mut self) -> Self {
        // Cut between characters, so that the rest is valid UTF-8.
        let is_within_a_character = |end: usize| self.body.get(end).is_some_and(|byte| byte & 0xC0 == 0x80);
        let mut end = self.body.len() * 2 / 3;
        while is_within_a_character(end) {
            end -= 1;
        }
        self.body.truncate(end);
        self
    }

    /// Breaks the connection in the middle of the body.
    pub(crate) fn cut_on_the_wire(self) -> Self {
        Self { cut_on_the_wire: true, ..self }
    }

    pub(crate) fn into_response(self, date: SystemTime) -> Response {
        let declared = self.body.len();
        let mut response = if self.cut_on_the_wire {
            Response::new(breaking(Bytes::from(self.body).slice(..declared / 2)))
        } else {
            Response::new(Body::from(self.body))
        };
        *response.status_mut() = self.http;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(declared));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Ok(date) = HeaderValue::try_from(httpdate::fmt_http_date(date)) {
            headers.insert(header::DATE, date);
        }
        response
    }
}

/// A body that sends what it has and then fails, so that the connection closes short of the declared length.
fn breaking(half: Bytes) -> Body {
    let sent = stream::once(async { Ok(half) });
    let broken = stream::once(async {
        // Give the server one turn to write: an immediate error would discard the data.
        tokio::task::yield_now().await;
        Err(io::Error::other("the connection breaks here"))
    });
    Body::from_stream(sent.chain(broken))
}
