//! Calls that list records. They share envelope, paging and verdict. The fields of a row are read outside
//! this crate, from the check's description, and cannot change the verdict.

use super::Call;
use crate::envelope::{Content, ReadError};
use crate::json::Json;
use crate::paging::{Paging, read_paging};

/// One page of a check that lists records.
///
/// Documents: 限制出境核查 V1.0 (2021-09-02), 6.3.1; 进出口信用核查 V1.0 (2021-01-04), 6.3.1. The vendor's other list
/// checks have the same form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListCall {
    /// Path below the service's address, such as `/api/yj/LimitExitCheck/GetList`.
    pub path: &'static str,
    /// Company name, registration number or credit code; at least two characters.
    pub search_key: String,
    /// Page number, from 1, and page size, 1 to 20 rows. `None` for checks without paging.
    pub page: Option<(u32, u32)>,
}

/// One page of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The rows in reply order; every one is an object.
    pub rows: Vec<Json>,
    /// Number of items in `Data`, with those that are no row.
    pub items: u32,
    /// Position of the page among all rows. Some replies lack it; the list may then be incomplete.
    pub paging: Option<Paging>,
    /// Whether the reply contains a list or an object that no document describes, or `Data` an item that is no
    /// row. It may hold further rows.
    pub holds_more: bool,
}

impl Call for ListCall {
    type Body = Page;
    const BILLED: bool = true;

    fn path(&self) -> &'static str {
        self.path
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut parameters = vec![("searchKey", self.search_key.clone())];
        if let Some((index, size)) = self.page {
            parameters.extend([("pageIndex", index.to_string()), ("pageSize", size.to_string())]);
        }
        parameters
    }

    fn read(result: &Json, paging: &Json, holds_more: bool) -> Result<Content<Page>, ReadError> {
        let Json::Object(_) = result else {
            return Err(ReadError::shape("Result is not an object"));
        };
        let (rows, items) = rows(result)?;
        let holds_more = holds_more || rows.len() < items;
        let items = items.try_into().unwrap_or(u32::MAX);
        let paging = read_paging(paging)?;
        let total = paging.map_or(0, |paging| paging.total_records);
        let exists = match result.get("VerifyResult") {
            Some(Json::Number(text) | Json::Text(text)) if text == "1" => true,
            Some(Json::Number(text) | Json::Text(text)) if text == "0" => false,
            _ => return Err(ReadError::shape("VerifyResult is neither 0 nor 1")),
        };
        let page = |rows| Page { rows, items, paging, holds_more };
        let contradiction = |rows, detail| Content::Contradiction { body: page(rows), detail };
        Ok(match (exists, rows.is_empty()) {
            (true, false) => Content::Present(page(rows)),
            (true, true) => contradiction(rows, "VerifyResult 1 without rows"),
            (false, false) => contradiction(rows, "VerifyResult 0 with rows"),
            (false, true) if total > 0 => contradiction(rows, "VerifyResult 0 with a total above 0"),
            (false, true) => Content::Empty,
        })
    }
}

/// Reads `Data`: its rows, and how many items it has. Null, `""`, `[]` and a missing member are all empty.
fn rows(result: &Json) -> Result<(Vec<Json>, usize), ReadError> {
    let items = match result.get("Data") {
        Some(Json::Array(items)) => items.as_slice(),
        Some(value) if !value.is_empty() => return Err(ReadError::shape("Data is not a list")),
        Some(_) | None => &[],
    };
    let rows: Vec<_> = items.iter().filter(|item| matches!(item, Json::Object(_))).cloned().collect();
    if rows.is_empty() && !items.is_empty() {
        return Err(ReadError::shape("a list without a single row"));
    }
    Ok((rows, items.len()))
}
