use crate::call::Call;
use crate::json::Json;
use crate::markup::Markup;
use crate::paging::read_paging;
use crate::status::{Status, StatusMeaning};
use encoding_rs::{GB18030, GBK};
use serde::Serialize;
use std::borrow::Cow;
use ts_rs::TS;

/// A reply with a readable envelope.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply<T> {
    /// The status code.
    pub status: Status,
    /// The service's message, for support. Never decide by it: its prefix varies.
    pub message: String,
    /// The service's number for this call, to quote to the vendor.
    pub order_number: Option<String>,
    /// The outcome.
    pub answer: Answer<T>,
}

/// The outcome of a readable reply.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer<T> {
    /// The service returned something.
    Found(T),
    /// The service returned no record. This does not mean "no risk".
    NoRecord(NoRecord),
    /// Any other status code: see [`Reply::status`].
    Refused,
    /// The reply contradicts itself. Rows are kept, but nothing is verified.
    Contradiction {
        /// The rows of the reply, if it has any.
        body: Option<T>,
        /// The contradiction, for support.
        detail: &'static str,
    },
}

/// Proof that a reply says "no record" and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct NoRecord {
    form: NoRecordForm,
}

/// Only reading a reply makes one:
///
/// ```
/// # use qcc::{Answer, ListCall, NoRecord, NoRecordForm, RawReply};
/// # fn raw(body: &str) -> RawReply {
/// #     RawReply { http_status: 200, content_type: None, date: None, retry_after: None, body: body.into() }
/// # }
/// let reply = qcc::read::<ListCall>(&raw(r#"{"Status":"201"}"#))?;
/// let Answer::NoRecord(proof) = reply.answer else { panic!() };
/// let proof: NoRecord = proof;
/// assert_eq!(proof.form(), NoRecordForm::Status201);
/// # Ok::<(), qcc::ReadError>(())
/// ```
///
/// ```compile_fail,E0451
/// # use qcc::{NoRecord, NoRecordForm};
/// let proof = NoRecord { form: NoRecordForm::Status201 };
/// ```
///
/// ```compile_fail,E0451
/// # use qcc::{NoRecord, NoRecordForm};
/// fn other(proof: NoRecord) -> NoRecord {
///     NoRecord { form: NoRecordForm::VerifyResultZero, ..proof }
/// }
/// ```
///
/// ```compile_fail,E0277
/// # use qcc::NoRecord;
/// let proof: NoRecord = serde_json::from_str("\"status201\"")?;
/// # Ok::<(), serde_json::Error>(())
/// ```
impl NoRecord {
    /// Which of the two forms the reply has.
    pub fn form(self) -> NoRecordForm {
        self.form
    }
}

/// The two recorded forms of "no record". Kept apart, because the evidence names the one received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum NoRecordForm {
    /// Status 200 with `VerifyResult` 0 and no data.
    VerifyResultZero,
    /// Status 201 without a result.
    Status201,
}

/// What the result of a reply holds, before the rest of the reply is considered.
#[derive(Debug)]
pub enum Content<T> {
    Present(T),
    Empty,
    Contradiction { body: T, detail: &'static str },
}

/// Why a reply cannot be read. No variant says anything about the company.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The HTTP status is not 200.
    #[error("HTTP {0}")]
    HttpStatus(u16),
    /// A web page, such as a network's log-in page, instead of a reply.
    #[error("a web page instead of a reply")]
    WebPage,
    /// XML, which no document describes. It comes from the service itself.
    #[error("XML instead of JSON")]
    Xml {
        /// The status code in it.
        code: Option<String>,
    },
    /// An empty body.
    #[error("an empty reply")]
    Empty,
    /// Most of the body is neither UTF-8 nor, if that is declared, GBK.
    #[error("text that cannot be decoded")]
    Encoding,
    /// Not JSON, or ambiguous JSON.
    #[error("not valid JSON: {0}")]
    NotJson(String),
    /// Valid JSON that is not a reply of this call.
    #[error("{0}")]
    Shape(String),
}

impl ReadError {
    pub(crate) fn shape(text: impl Into<String>) -> Self {
        Self::Shape(text.into())
    }
}

/// A reply whose bytes were parsed once. It can be read as the reply of any call.
#[derive(Debug, Clone)]
pub struct ParsedReply(Result<Parsed, ReadError>);

#[derive(Debug, Clone)]
struct Parsed {
    json: Json,
    /// Some text could not be decoded, so it is unknown what stood there.
    mended: bool,
}

/// A reply as received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawReply {
    /// HTTP status.
    pub http_status: u16,
    /// `Content-Type`, if it is valid text.
    pub content_type: Option<String>,
    /// `Date`: the service's clock. `None` if a cache answered (`Age`).
    pub date: Option<String>,
    /// `Retry-After`: seconds, or a date.
    pub retry_after: Option<String>,
    /// The decompressed body, byte for byte, except that `*` replaces each character of key, secret and token
    /// in case the service repeats them.
    pub body: Vec<u8>,
}

impl RawReply {
    /// Parses the bytes. The same bytes always give the same reply.
    pub fn parse(&self) -> ParsedReply {
        ParsedReply(Parsed::of(self))
    }
}

impl Parsed {
    fn of(raw: &RawReply) -> Result<Self, ReadError> {
        if raw.http_status != 200 {
            return Err(ReadError::HttpStatus(raw.http_status));
        }
        let (text, damaged) = decode(raw)?;
        let (json, mended) = Json::parse(&text).map_err(|error| ReadError::NotJson(error.to_string()))?;
        Ok(Self { json, mended: mended || damaged })
    }
}

impl ParsedReply {
    /// Reads the reply as that of call `C`.
    pub fn read<C: Call>(&self) -> Result<Reply<C::Body>, ReadError> {
        let parsed = self.0.as_ref().map_err(Clone::clone)?;
        let envelope = Envelope::find(parsed, C::LOWER_CASE_ENVELOPE)?;
        let answer = match envelope.status.meaning() {
            None => match C::read(envelope.result, envelope.paging, envelope.holds_more())? {
                Content::Present(body) => Answer::Found(body),
                Content::Empty => envelope.no_record(NoRecordForm::VerifyResultZero),
                Content::Contradiction { body, detail } => Answer::Contradiction { body: Some(body), detail },
            },
            Some(StatusMeaning::NothingFound) => read_201::<C>(&envelope),
            Some(_) => Answer::Refused,
        };
        Ok(Reply {
            status: envelope.status,
            message: envelope.message,
            order_number: envelope.order_number,
            answer,
        })
    }
}

/// Parses a reply and reads it as that of call `C`.
pub fn read<C: Call>(raw: &RawReply) -> Result<Reply<C::Body>, ReadError> {
    raw.parse().read::<C>()
}

/// Status 201 is "no record" only if nothing else in the reply contradicts it.
fn read_201<C: Call>(envelope: &Envelope<'_>) -> Answer<C::Body> {
    let content = C::read(envelope.result, envelope.paging, envelope.holds_more());
    let is_empty = envelope.result.is_empty() && has_no_rows(envelope.paging);
    let body = match content {
        _ if is_empty => return envelope.no_record(NoRecordForm::Status201),
        Ok(Content::Empty) => return envelope.no_record(NoRecordForm::Status201),
        Ok(Content::Present(body) | Content::Contradiction { body, .. }) => Some(body),
        Err(_) => None,
    };
    Answer::Contradiction { body, detail: "status 201 with a result" }
}

fn has_no_rows(paging: &Json) -> bool {
    read_paging(paging).is_ok_and(|paging| paging.is_none_or(|paging| paging.total_records == 0))
}

/// Whether an object holds only the members `read` from it, the given plain `texts`, and empty members that
/// decide nothing.
fn holds_only(json: &Json, read: &[&str], texts: &[&str]) -> bool {
    // Members that decide the verdict are ambiguous elsewhere or in another casing, even if empty.
    let decides = |name: &str| {
        ["Status", "Result", "Paging", "VerifyResult", "Data"].iter().any(|it| it.eq_ignore_ascii_case(name))
    };
    let Json::Object(members) = json else { return true };
    members.iter().all(|(name, value)| {
        read.contains(&name.as_str())
            || (value.is_empty() && !decides(name))
            || (texts.contains(&name.as_str()) && !matches!(value, Json::Object(_) | Json::Array(_)))
    })
}

/// The reply's text, and whether it contains U+FFFD in place of undecodable bytes.
fn decode(raw: &RawReply) -> Result<(Cow<'_, str>, bool), ReadError> {
    let unmarked = raw.body.strip_prefix(b"\xEF\xBB\xBF");
    let body = unmarked.unwrap_or(&raw.body);
    match body.trim_ascii().first() {
        None => return Err(ReadError::Empty),
        // Before decoding, since log-in pages often do not declare their encoding.
        Some(b'<') => {
            return Err(match Markup::of(body) {
                Markup::Page => ReadError::WebPage,
                Markup::Xml { code } => ReadError::Xml { code },
            });
        }
        Some(_) => {}
    }
    // Servers often declare a wrong default. GBK that happens to be valid UTF-8 has a few characters at most.
    // Of three characters of GBK, such as 异常, at most as many are sound in UTF-8 as are lost.
    let text = String::from_utf8_lossy(body);
    if matches!(text, Cow::Borrowed(_)) {
        return Ok((text, false));
    }
    let declared = raw.content_type.as_deref().and_then(charset);
    let (lost, sound) = lost_and_sound(&text);
    let (text, damaged) = match declared {
        Some(encoding) if unmarked.is_none() && [GBK, GB18030].contains(&encoding) && lost >= sound => {
            encoding.decode_without_bom_handling(body)
        }
        _ => (text, true),
    };
    let (lost, sound) = lost_and_sound(&text);
    if damaged && lost > MAX_DAMAGED && lost > sound { Err(ReadError::Encoding) } else { Ok((text, damaged)) }
}

/// How many characters are lost, and how many are sound. Text in another encoding has more of the former. By
/// chance it also has sound ones of two bytes, but hardly of three, as Chinese is in UTF-8.
fn lost_and_sound(text: &str) -> (usize, usize) {
    let lost = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    (lost, text.chars().filter(|c| c.len_utf8() > 2).count() - lost)
}

/// This many damaged characters are always tolerated.
const MAX_DAMAGED: usize = 3;

fn charset(content_type: &str) -> Option<&'static encoding_rs::Encoding> {
    content_type
        .split(';')
        .filter_map(|part| part.trim().split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .and_then(|(_, label)| encoding_rs::Encoding::for_label(label.trim().trim_matches('"').as_bytes()))
}

/// The members that every reply has, regardless of nesting and casing.
struct Envelope<'a> {
    parsed: &'a Parsed,
    /// This reply's spelling of `Status`, `Message` and `Result`.
    names: [&'static str; 3],
    status: Status,
    message: String,
    order_number: Option<String>,
    result: &'a Json,
    paging: &'a Json,
}

const UPPER: [&str; 3] = ["Status", "Message", "Result"];
const LOWER: [&str; 3] = ["status", "msg", "result"];

impl<'a> Envelope<'a> {
    fn find(parsed: &'a Parsed, lower_case: bool) -> Result<Self, ReadError> {
        let json = &parsed.json;
        let Json::Object(_) = json else {
            return Err(ReadError::shape("the reply is not an object"));
        };
        let (upper, lower) = (json.get("Status").is_some(), json.get("status").is_some());
        if (upper && lower) || (json.get("Result").is_some() && json.get("result").is_some()) {
            return Err(ReadError::shape("two envelopes"));
        }
        // The gateway in front of the quota call may refuse it in the common envelope.
        let names = if lower_case && lower { LOWER } else { UPPER };
        let [status, message, result] = names;
        let result = json.get(result).unwrap_or(&Json::Null);
        // The example in 限制出境核查 seems to nest these in Result.
        let outer = if upper || lower { json } else { result };
        if (upper || lower) && result.get("Status").is_some_and(|inner| json.get(status) != Some(inner)) {
            return Err(ReadError::shape("two different Status"));
        }
        let paging = json.get("Paging").or_else(|| result.get("Paging")).unwrap_or(&Json::Null);
        if result.get("Paging").is_some_and(|inner| inner != paging) {
            return Err(ReadError::shape("two different Paging"));
        }
        let status = match outer.get(status) {
            Some(Json::Text(text) | Json::Number(text)) => Status::parse(text),
            _ => None,
        };
        Ok(Self {
            parsed,
            names,
            status: status.ok_or_else(|| ReadError::shape("no readable Status"))?,
            message: text_of(outer, message).unwrap_or_default(),
            order_number: text_of(outer, "OrderNumber"),
            result,
            paging,
        })
    }

    /// Whether the reply has undocumented lists or objects anywhere that rows could be.
    fn holds_more(&self) -> bool {
        let [_, _, result] = self.names;
        holds_beside(&self.parsed.json, &[result, "Paging"])
            || holds_beside(self.result, &["Data", "Paging"])
            || holds_beside(self.paging, &[])
    }

    /// "No record", unless the reply has an undocumented member, which may hold rows.
    fn no_record<T>(&self, form: NoRecordForm) -> Answer<T> {
        let [status, message, result] = self.names;
        let top = holds_only(&self.parsed.json, &[status, result, "Paging"], &[message, "OrderNumber"]);
        // The example in 限制出境核查 seems to nest the envelope in Result.
        let nested = ["Status", "Paging", "VerifyResult", "Data"];
        let nested = holds_only(self.result, &nested, &["Message", "OrderNumber"]);
        let paging = holds_only(self.paging, &["TotalRecords"], &["PageSize", "PageIndex"]);
        let contradiction = |detail| Answer::Contradiction { body: None, detail };
        match (top && nested && paging, self.parsed.mended) {
            (true, false) => Answer::NoRecord(NoRecord { form }),
            (true, true) => contradiction("no record, in a reply that could not be fully decoded"),
            (false, _) => contradiction("no record, beside an undocumented member"),
        }
    }
}

/// Whether an object has a non-empty list or object under a name other than these.
fn holds_beside(json: &Json, known: &[&str]) -> bool {
    let Json::Object(members) = json else { return false };
    members.iter().any(|(name, value)| !known.contains(&&**name) && value.holds_values())
}

/// A text of the envelope that decides nothing. Other types count as absent.
fn text_of(json: &Json, key: &str) -> Option<String> {
    match json.get(key) {
        Some(Json::Text(text) | Json::Damaged(text) | Json::Number(text)) if !text.is_empty() => {
            Some(text.clone())
        }
        _ => None,
    }
}
