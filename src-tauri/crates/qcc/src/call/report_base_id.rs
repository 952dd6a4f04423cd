use super::{Call, Method};
use crate::envelope::{Content, ReadError};
use crate::json::Json;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 报告下单: orders a KYC report (基础身份报告). It is charged when accepted, and there is no idempotency key.
///
/// Document: 基础身份报告 V1.0 (2022-01-13), 6.3.1. Social organisations and companies registered in Hong Kong,
/// Taiwan or abroad are not covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateReport {
    /// Company name, registration number or credit code; at least two characters.
    pub search_key: String,
    /// File format of the report.
    pub format: ReportFormat,
}

/// File format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ReportFormat {
    /// `1`.
    Pdf,
    /// `2`.
    Word,
}

/// 获取报告信息: asks for the state of an order.
///
/// Document: 基础身份报告 V1.0 (2022-01-13), 6.3.2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetReportInfo {
    /// `orderNo`, as [`CreateReport`] returned it.
    pub order_no: String,
}

/// The state of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportInfo {
    /// `ReportStatus`.
    pub status: ReportStatus,
    /// `ReportUrl`: where to fetch the report. It may be plain http and may expire.
    pub url: Option<String>,
}

/// `ReportStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ReportStatus {
    /// `N`: not generated yet.
    NotGenerated,
    /// `P`: in progress.
    Processing,
    /// `S`: generated.
    Generated,
    /// `F`: generation failed.
    Failed,
}

/// Whether a string is a valid order number. It becomes part of a URL and of a file name.
pub fn is_order_no(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=64).contains(&text.len()) && text.bytes().all(plain)
}

/// Whether a string that is the whole result can be an order number, rather than a flag such as `OK`, `1` or
/// `200`.
fn is_bare_number(text: &str) -> bool {
    text.len() > 3 && text.bytes().any(|byte| byte.is_ascii_digit())
}

impl CreateReport {
    /// The path below the service's address.
    pub const PATH: &'static str = "/api/yj/ReportBaseId/CreateReport";
}

impl Call for CreateReport {
    /// The order number.
    type Body = String;
    const METHOD: Method = Method::Post;
    const BILLED: bool = true;

    fn path(&self) -> &'static str {
        Self::PATH
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let format = match self.format {
            ReportFormat::Pdf => "1",
            ReportFormat::Word => "2",
        };
        vec![("searchKey", self.search_key.clone()), ("reportFormat", format.to_owned())]
    }

    fn read(result: &Json, _paging: &Json, _: bool) -> Result<Content<String>, ReadError> {
        let result = holder(result, "OrderNo");
        let number = match result {
            Json::Text(text) | Json::Number(text) if is_bare_number(text.trim()) => text.trim(),
            _ => member(result, "OrderNo")?.unwrap_or_default(),
        };
        match number {
            "" => Err(ReadError::shape("no OrderNo")),
            number if !is_order_no(number) => Err(ReadError::shape("OrderNo is not a valid order number")),
            number => Ok(Content::Present(number.to_owned())),
        }
    }
}

impl GetReportInfo {
    /// The path below the service's address.
    pub const PATH: &'static str = "/api/yj/ReportBaseId/GetReportInfo";
}

impl Call for GetReportInfo {
    type Body = ReportInfo;
    const BILLED: bool = false;

    fn path(&self) -> &'static str {
        Self::PATH
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("orderNo", self.order_no.clone())]
    }

    fn read(result: &Json, _paging: &Json, _: bool) -> Result<Content<ReportInfo>, ReadError> {
        let result = holder(result, "ReportStatus");
        let status = member(result, "ReportStatus")?.unwrap_or_default();
        let status = match status.to_ascii_uppercase().as_str() {
            "N" => ReportStatus::NotGenerated,
            "P" => ReportStatus::Processing,
            "S" => ReportStatus::Generated,
            "F" => ReportStatus::Failed,
            _ => return Err(ReadError::shape("ReportStatus is not one of N, P, S, F")),
        };
        let url = member(result, "ReportUrl")?.map(str::to_owned);
        Ok(Content::Present(ReportInfo { status, url }))
    }
}

/// Finds the value that holds the member: the result itself, the only item of a list, or `Data` within it.
fn holder<'a>(json: &'a Json, name: &str) -> &'a Json {
    match json {
        Json::Array(items) if items.len() == 1 => holder(&items[0], name),
        Json::Object(_) if named(json, name).next().is_none() => match named(json, "Data").next() {
            Some(data) => holder(data, name),
            None => json,
        },
        _ => json,
    }
}

/// The trimmed text of a member.
fn member<'a>(json: &'a Json, name: &str) -> Result<Option<&'a str>, ReadError> {
    let mut texts = named(json, name).map(|value| match value {
        Json::Text(text) | Json::Number(text) => Ok(text.trim()),
        _ => Err(ReadError::shape(format!("{name} is not a text"))),
    });
    let Some(text) = texts.next().transpose()? else { return Ok(None) };
    match texts.all(|other| other.is_ok_and(|other| other == text)) {
        true => Ok(Some(text).filter(|text| !text.is_empty())),
        false => Err(ReadError::shape(format!("two different {name}"))),
    }
}

/// The non-empty members with this name, in any casing and with or without `_`. Lenient, because losing one
/// of them loses what was paid for.
fn named<'a>(json: &'a Json, name: &str) -> impl Iterator<Item = &'a Json> {
    let members = match json {
        Json::Object(members) => members.as_slice(),
        _ => &[],
    };
    members
        .iter()
        .filter(move |(key, value)| key.replace('_', "").eq_ignore_ascii_case(name) && !value.is_empty())
        .map(|(_, value)| value)
}
