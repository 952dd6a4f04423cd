//! Snapshot and report files. They need no signature, but their URLs cannot be guessed.

use axum::http::{Method, StatusCode};

use crate::{
    admission::Visitor,
    answer::Answer,
    order_no::{Format, OrderNo},
    paper,
    shared::Shared,
    signature::fingerprint,
};

/// A file, generated on request.
#[derive(Clone, Copy)]
pub(crate) enum Document {
    /// Of the company at this position in [`crate::companies`].
    Snapshot(usize),
    Report(OrderNo),
}

impl Document {
    /// Its URL, shorter than the documented 128 characters.
    pub(crate) fn url(self, shared: &Shared) -> String {
        format!("{}/files/{}", shared.base_url, self.file_name(shared))
    }

    fn file_name(self, shared: &Shared) -> String {
        let (stem, extension) = match self {
            Self::Snapshot(company) => (format!("snapshot-{company}"), "png"),
            Self::Report(order) => (format!("report-{order}"), order.format.extension()),
        };
        let seal = fingerprint(&[&shared.salt, &stem]);
        format!("{stem}-{seal}.{extension}")
    }

    /// The document with this file name, if this sandbox issued it.
    fn named(name: &str, shared: &Shared) -> Option<Self> {
        let mut parts = name.split('-');
        let document = match (parts.next()?, parts.next()?) {
            ("snapshot", company) => Self::Snapshot(company.parse().ok()?),
            ("report", order) => Self::Report(OrderNo::read(order)?),
            _ => return None,
        };
        (document.file_name(shared) == name).then_some(document)
    }

    fn make(self) -> Answer {
        let (content_type, made) = match self {
            Self::Snapshot(company) => ("image/png", paper::snapshot(company)),
            Self::Report(order) => match order.format {
                Format::Pdf => ("application/pdf", Ok(paper::pdf(&order))),
                Format::Word => (
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    paper::word(&order),
                ),
            },
        };
        made.map_or_else(
            |error| Answer::failure(&error.to_string()),
            |bytes| Answer::file(content_type, bytes),
        )
    }
}

pub(crate) async fn answer(shared: &Shared, visitor: &Visitor, name: &str) -> Answer {
    if carries_the_credential(visitor, &shared.options.key) {
        let words = "A file request must not carry the credential.";
        return Answer::page(StatusCode::BAD_REQUEST, "400 Bad Request", words);
    }
    if visitor.method != Method::GET {
        let words = "Files are read with GET.";
        return Answer::page(StatusCode::METHOD_NOT_ALLOWED, "405 Method Not Allowed", words);
    }
    let Some(document) = Document::named(name, shared) else { return Answer::not_found() };
    let making = tokio::task::spawn_blocking(move || document.make());
    making.await.unwrap_or_else(|error| Answer::failure(&error.to_string()))
}

/// Whether the request contains any part of the credentials: as headers, as the parameter, or within a header
/// such as `Referer`.
fn carries_the_credential(visitor: &Visitor, key: &str) -> bool {
    let in_a_header = |value: &axum::http::HeaderValue| {
        !key.is_empty() && value.as_bytes().windows(key.len()).any(|window| window == key.as_bytes())
    };
    visitor.headers.contains_key("token")
        || visitor.headers.contains_key("timespan")
        || visitor.query.iter().any(|(name, _)| name == "key")
        || visitor.headers.values().any(in_a_header)
}
