//! What the calls that list records have in common.

use crate::envelope::{ReadError, Said};
use crate::json::Json;

/// One page of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<R> {
    /// The rows in the order of the reply.
    pub rows: Vec<R>,
    /// Where the page stands among all rows. Absent in some replies; then nobody knows whether the rows are all.
    pub paging: Option<Paging>,
}

/// `Paging` of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// Rows a page.
    pub page_size: Option<u32>,
    /// Number of this page, from 1.
    pub page_index: Option<u32>,
    /// Rows on all pages.
    pub total_records: u32,
}

/// More rows than any company can have: the service itself refuses above 5,000 (status 207).
const ABSURD_TOTAL: u32 = 1_000_000;

/// Reads `Result { VerifyResult, Data }`.
pub(super) fn read<R>(
    result: &Json,
    paging: &Json,
    row: impl Fn(&Json) -> Result<R, ReadError>,
) -> Result<Said<Page<R>>, ReadError> {
    let Json::Object(_) = result else {
        return Err(ReadError::shape("Result is not an object"));
    };
    let rows = items(result, "Data", row)?;
    let paging = read_paging(paging)?;
    let total = paging.map_or(0, |paging| paging.total_records);
    let exists = match result.get("VerifyResult") {
        Some(Json::Number(text) | Json::Text(text)) if text == "1" => true,
        Some(Json::Number(text) | Json::Text(text)) if text == "0" => false,
        _ => return Err(ReadError::shape("VerifyResult is neither 0 nor 1")),
    };
    let contradiction = |rows, detail| Said::Contradiction { kept: Page { rows, paging }, detail };
    Ok(match (exists, rows.is_empty()) {
        (true, false) => Said::Something(Page { rows, paging }),
        (true, true) => contradiction(rows, "VerifyResult 1 without rows"),
        (false, false) => contradiction(rows, "VerifyResult 0 with rows"),
        (false, true) if total > 0 => contradiction(rows, "VerifyResult 0 with a total above 0"),
        (false, true) => Said::Nothing,
    })
}

/// Reads `Paging`, or that there is none.
pub(crate) fn read_paging(paging: &Json) -> Result<Option<Paging>, ReadError> {
    if paging.is_empty() {
        return Ok(None);
    }
    let Json::Object(_) = paging else {
        return Err(ReadError::shape("Paging is not an object"));
    };
    let Some(total_records) = count(paging, "TotalRecords")? else {
        return Ok(None);
    };
    if total_records > ABSURD_TOTAL {
        return Err(ReadError::shape("TotalRecords is absurd"));
    }
    Ok(Some(Paging {
        page_size: count(paging, "PageSize")?,
        page_index: count(paging, "PageIndex")?,
        total_records,
    }))
}

/// A count: a whole number from 0, as a number or as digits in a text. Null, `""`, `[]` and absent say nothing.
fn count(json: &Json, key: &str) -> Result<Option<u32>, ReadError> {
    match json.get(key) {
        None => Ok(None),
        Some(value) if value.is_empty() => Ok(None),
        Some(Json::Number(text) | Json::Text(text)) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            let number = text.parse().map_err(|_| ReadError::shape(format!("{key} is absurd")))?;
            Ok(Some(number))
        }
        Some(_) => Err(ReadError::shape(format!("{key} is no count"))),
    }
}

/// A text of a row: null, `""`, `[]` and absent all read as empty; a number keeps its digits.
pub(super) fn text(row: &Json, key: &str) -> Result<String, ReadError> {
    match row.get(key) {
        None => Ok(String::new()),
        Some(Json::Text(text) | Json::Number(text)) => Ok(text.clone()),
        Some(value) if value.is_empty() => Ok(String::new()),
        Some(_) => Err(ReadError::shape(format!("{key} is not a text"))),
    }
}

/// A list of a row: null, `""`, `[]` and absent all read as empty.
pub(super) fn items<T>(
    row: &Json,
    key: &str,
    item: impl Fn(&Json) -> Result<T, ReadError>,
) -> Result<Vec<T>, ReadError> {
    match row.get(key) {
        None => Ok(Vec::new()),
        Some(Json::Array(items)) => items.iter().map(item).collect(),
        Some(value) if value.is_empty() => Ok(Vec::new()),
        Some(_) => Err(ReadError::shape(format!("{key} is not a list"))),
    }
}

/// The row itself, if it is an object.
pub(super) fn object(row: &Json) -> Result<&Json, ReadError> {
    match row {
        Json::Object(_) => Ok(row),
        _ => Err(ReadError::shape("a row is not an object")),
    }
}

/// Search text and page, the query of every list call.
pub(super) fn parameters(search_key: &str, page_index: u32, page_size: u32) -> Vec<(&'static str, String)> {
    vec![
        ("searchKey", search_key.to_owned()),
        ("pageIndex", page_index.to_string()),
        ("pageSize", page_size.to_string()),
    ]
}
