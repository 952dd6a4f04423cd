use crate::envelope::ReadError;
use crate::json::Json;

/// The `Paging` member of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// Rows per page.
    pub page_size: Option<u32>,
    /// This page's number, from 1.
    pub page_index: Option<u32>,
    /// Rows on all pages.
    pub total_records: u32,
}

/// More rows than any company can have: the service refuses above 5,000 (status 207).
const ABSURD_TOTAL: u32 = 1_000_000;

/// Reads `Paging`; `None` if it is absent or has no total.
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
        return Err(ReadError::shape("TotalRecords is out of range"));
    }
    Ok(Some(Paging {
        page_size: count(paging, "PageSize")?,
        page_index: count(paging, "PageIndex")?,
        total_records,
    }))
}

/// A non-negative integer, as a number or as digits in a string. Null, `""`, `[]` and a missing member give
/// `None`.
fn count(json: &Json, key: &str) -> Result<Option<u32>, ReadError> {
    match json.get(key) {
        None => Ok(None),
        Some(value) if value.is_empty() => Ok(None),
        Some(Json::Number(text) | Json::Text(text)) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            let number = text.parse().map_err(|_| ReadError::shape(format!("{key} is out of range")))?;
            Ok(Some(number))
        }
        Some(_) => Err(ReadError::shape(format!("{key} is not a count"))),
    }
}
