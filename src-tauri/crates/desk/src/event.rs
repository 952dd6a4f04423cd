//! The app's log events about requests, orders, the record and the keychain.
//!
//! Redacted by type: an [`Event`] is `Copy`, so it cannot contain received or typed text, only numbers and
//! static strings. Nothing else in this crate writes to the log.

use crate::vault::KeychainProblem;
use std::fmt::{self, Display, Formatter};
use std::time::Duration;
use store::failure::{Failure, FailureCause};
use store::order::State;
use store::record::{Received, RecordError, RecordProblem};

/// An event to log.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Event {
    /// A request with its path and outcome. `row`: its id in the record; a connection test has none.
    Call { row: Option<i64>, path: &'static str, answer: Answer, took: Duration },
    /// The outcome of a request could not be stored.
    NotRecorded { row: i64, problem: Problem },
    /// The picture of a call was fetched, or not.
    Fetched { row: i64, cause: Option<FailureCause> },
    /// An order changed its state. `cause`: the problem, if any.
    Order { id: i64, from: &'static str, to: &'static str, cause: Option<FailureCause> },
    /// The next step of an order failed.
    OrderStuck { id: i64 },
    /// The record was opened. `was_left_open`: the app did not end properly.
    RecordOpened { was_left_open: bool, read_only: Option<&'static str> },
    /// The record could not be opened.
    RecordNotOpened { problem: Problem },
    /// The keychain failed.
    Keychain { problem: KeychainProblem },
}

/// The response to a request.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Answer {
    /// A readable reply.
    Reply { http: u16, status: u16, bytes: usize },
    /// An unreadable reply.
    Unreadable { http: u16, bytes: usize, cause: FailureCause },
    /// No reply.
    Nothing { cause: FailureCause },
}

/// A [`RecordError`] without its text, which may contain data. SQLite's codes are more precise than its
/// texts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Problem {
    Sqlite(Option<i32>),
    Schema,
    Folder(std::io::ErrorKind),
    Unreadable(&'static str),
    InUse,
    ReadOnly,
}

impl Event {
    pub(crate) fn call<C: qcc::Call>(
        row: Option<i64>,
        call: &C,
        outcome: &Result<Received, Failure>,
        took: Duration,
    ) -> Self {
        let answer = match outcome {
            Ok(reply) => {
                let (http, bytes) = (reply.http_status, reply.body.len());
                match reply.read::<C>() {
                    Ok(reply) => Answer::Reply { http, status: reply.status.code(), bytes },
                    Err(error) => {
                        let cause = Failure::unreadable(&error, C::BILLED).cause;
                        Answer::Unreadable { http, bytes, cause }
                    }
                }
            }
            Err(failure) => Answer::Nothing { cause: failure.cause },
        };
        Self::Call { row, path: call.path(), answer, took }
    }

    pub(crate) fn order(id: i64, from: &State, to: &State) -> Self {
        let (from, _) = described(from);
        let (to, failure) = described(to);
        Self::Order { id, from, to, cause: failure.map(|failure| failure.cause) }
    }

    pub(crate) fn record_opened(was_left_open: bool, problem: Option<&RecordProblem>) -> Self {
        let read_only = problem.map(|problem| match problem {
            RecordProblem::Damaged { .. } => "damaged",
            RecordProblem::Newer => "newer",
            RecordProblem::Missing { .. } => "missing",
            RecordProblem::Unwritable { .. } => "unwritable",
        });
        Self::RecordOpened { was_left_open, read_only }
    }

    pub(crate) fn log(self) {
        match self {
            Self::Call { answer: Answer::Reply { .. }, .. }
            | Self::Fetched { cause: None, .. }
            | Self::Order { .. }
            | Self::RecordOpened { was_left_open: false, read_only: None } => log::info!("{self}"),
            Self::Call { .. }
            | Self::Fetched { .. }
            | Self::OrderStuck { .. }
            | Self::RecordOpened { .. } => {
                log::warn!("{self}");
            }
            // Will be retried.
            Self::RecordNotOpened { problem: Problem::InUse } => log::debug!("{self}"),
            Self::NotRecorded { .. } | Self::RecordNotOpened { .. } | Self::Keychain { .. } => {
                log::error!("{self}");
            }
        }
    }
}

impl Display for Event {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call { row, path, answer, took } => {
                match row {
                    Some(row) => write!(f, "call {row} {path}: ")?,
                    None => write!(f, "test {path}: ")?,
                }
                match answer {
                    Answer::Reply { http, status, bytes } => {
                        write!(f, "HTTP {http}, status {status}, {bytes} bytes")?;
                    }
                    Answer::Unreadable { http, bytes, cause } => {
                        write!(f, "HTTP {http}, {cause:?}, {bytes} bytes")?;
                    }
                    Answer::Nothing { cause } => write!(f, "no reply, {cause:?}")?,
                }
                write!(f, ", {} ms", took.as_millis())
            }
            Self::NotRecorded { row, problem } => write!(f, "call {row}: not written down, {problem}"),
            Self::Fetched { row, cause: None } => write!(f, "call {row}: its picture is kept"),
            Self::Fetched { row, cause: Some(cause) } => write!(f, "call {row}: no picture, {cause:?}"),
            Self::Order { id, from, to, cause: None } => write!(f, "order {id}: {from} -> {to}"),
            Self::Order { id, from, to, cause: Some(cause) } => {
                write!(f, "order {id}: {from} -> {to}, {cause:?}")
            }
            Self::OrderStuck { id } => write!(f, "order {id}: could not take its next step"),
            Self::RecordOpened { was_left_open, read_only } => {
                let end = if *was_left_open { "was left open" } else { "was closed" };
                write!(f, "record: opened, {end}, {}", read_only.unwrap_or("sound"))
            }
            Self::RecordNotOpened { problem } => write!(f, "record: not opened, {problem}"),
            Self::Keychain { problem } => write!(f, "keychain: {problem:?}"),
        }
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(Some(code)) => write!(f, "Sqlite({code})"),
            Self::Sqlite(None) => f.write_str("Sqlite"),
            Self::Schema => f.write_str("Schema"),
            Self::Folder(kind) => write!(f, "Folder({kind:?})"),
            Self::Unreadable(what) => write!(f, "Unreadable({what})"),
            Self::InUse => f.write_str("InUse"),
            Self::ReadOnly => f.write_str("ReadOnly"),
        }
    }
}

impl From<&RecordError> for Problem {
    fn from(error: &RecordError) -> Self {
        match error {
            RecordError::Sqlite(error) => Self::Sqlite(error.sqlite_error().map(|error| error.extended_code)),
            RecordError::Schema(_) => Self::Schema,
            RecordError::Folder(error) => Self::Folder(error.kind()),
            RecordError::Unreadable(what) => Self::Unreadable(what),
            RecordError::InUse => Self::InUse,
            RecordError::ReadOnly => Self::ReadOnly,
        }
    }
}

/// A state's name, and the order's problem.
fn described(state: &State) -> (&'static str, Option<&Failure>) {
    match state {
        State::Intent => ("Intent", None),
        State::Sending => ("Sending", None),
        State::Accepted { .. } => ("Accepted", None),
        State::Polling { trouble, .. } => ("Polling", trouble.as_ref()),
        State::Ready { trouble, .. } => ("Ready", trouble.as_ref()),
        State::OnHold { failure, .. } => ("OnHold", failure.as_ref()),
        State::Saved { .. } => ("Saved", None),
        State::Refused { failure } => ("Refused", Some(failure)),
        State::NotSent { failure } => ("NotSent", Some(failure)),
        State::Unknown { failure } => ("Unknown", Some(failure)),
        State::Failed { failure, .. } => ("Failed", Some(failure)),
        State::NotPlaced => ("NotPlaced", None),
        State::Replaced => ("Replaced", None),
        State::GivenUp { .. } => ("GivenUp", None),
        State::Newer { .. } => ("Newer", None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use qcc::{ListCall, RawReply};
    use store::failure::{Billing, FileReason, NotSentReason};

    const TOOK: Duration = Duration::from_millis(123);

    fn reply(body: &str) -> Result<Received, Failure> {
        let body = body.as_bytes().to_vec();
        let raw = RawReply { http_status: 200, content_type: None, date: None, retry_after: None, body };
        Ok(raw.into())
    }

    fn line(outcome: &Result<Received, Failure>) -> String {
        let call = ListCall { path: "/api/yj/Sample/GetList", search_key: "0f1e2d3c".into(), page: None };
        Event::call(Some(17), &call, outcome, TOOK).to_string()
    }

    #[test]
    fn a_line_about_a_request_holds_its_row_codes_size_and_time_and_no_word_of_the_reply() {
        let received = reply(r#"{"Status":"112","Message":"示例 0f1e2d3c","OrderNumber":"N0f1e2d3c"}"#);
        assert_eq!(line(&received), "call 17 /api/yj/Sample/GetList: HTTP 200, status 112, 70 bytes, 123 ms");
        let page = reply("<html>0f1e2d3c</html>");
        assert_eq!(
            line(&page),
            "call 17 /api/yj/Sample/GetList: HTTP 200, Unreadable { reason: WebPage }, 21 bytes, 123 ms"
        );
        let cause = FailureCause::NotSent { reason: NotSentReason::Dns };
        let lost = Err(Failure::new(cause, Billing::NotBilled).detailed("0f1e2d3c.example"));
        assert_eq!(line(&lost), "call 17 /api/yj/Sample/GetList: no reply, NotSent { reason: Dns }, 123 ms");
    }

    #[test]
    fn a_line_about_an_order_names_its_states_and_not_its_file_or_number() {
        let from = State::Accepted { order_no: "0f1e2d3c".into() };
        let failure = Failure::file(FileReason::NotWritten, "/home/示例/0f1e2d3c");
        let to = State::Ready { order_no: "0f1e2d3c".into(), trouble: Some(failure), attempts: 1 };
        assert_eq!(
            Event::order(3, &from, &to).to_string(),
            "order 3: Accepted -> Ready, File { reason: NotWritten }"
        );
        assert_eq!(Event::order(3, &to, &State::Replaced).to_string(), "order 3: Ready -> Replaced");
    }

    #[test]
    fn a_line_about_the_record_holds_codes_and_not_what_was_to_be_written() {
        let full = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL);
        let error = RecordError::Sqlite(rusqlite::Error::SqliteFailure(full, Some("示例 0f1e2d3c".into())));
        let event = Event::NotRecorded { row: 17, problem: Problem::from(&error) };
        assert_eq!(event.to_string(), "call 17: not written down, Sqlite(13)");
        let problem = RecordProblem::Damaged { copy: Some("/home/示例/record.damaged".into()) };
        let event = Event::record_opened(true, Some(&problem));
        assert_eq!(event.to_string(), "record: opened, was left open, damaged");
    }
}
