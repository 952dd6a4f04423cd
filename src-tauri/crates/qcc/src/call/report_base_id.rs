use super::list::text;
use super::{Call, Method};
use crate::envelope::{ReadError, Said};
use crate::json::Json;

/// 报告下单: orders a KYC report (基础身份报告). Charged when accepted, and there is no idempotency key.
///
/// Document: 基础身份报告 V1.0 (2022-01-13), 6.3.1. Social organisations and companies registered in Hong Kong, Taiwan or
/// abroad are not covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateReport {
    /// Company name, registration number or credit code; two characters or more.
    pub search_key: String,
    /// File format of the report.
    pub format: ReportFormat,
}

/// File format of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReportFormat {
    /// `1`.
    Pdf,
    /// `2`.
    Word,
}

/// 获取报告信息: how an order stands.
///
/// Document: 基础身份报告 V1.0 (2022-01-13), 6.3.2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetReportInfo {
    /// `orderNo`, as [`CreateReport`] returned it.
    pub order_no: String,
}

/// How an order stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportInfo {
    /// `ReportStatus`.
    pub status: ReportStatus,
    /// `ReportUrl`: where the report can be fetched; may be plain http and may expire.
    pub url: Option<String>,
}

/// `ReportStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// Whether a text can be an order's number: it becomes part of an address and of a file name.
pub fn is_order_no(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=64).contains(&text.len()) && text.bytes().all(plain)
}

#[allow(private_interfaces)]
impl Call for CreateReport {
    /// The order's number.
    type Body = String;
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/yj/ReportBaseId/CreateReport";
    const BILLED: bool = true;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let format = match self.format {
            ReportFormat::Pdf => "1",
            ReportFormat::Word => "2",
        };
        vec![("searchKey", self.search_key.clone()), ("reportFormat", format.to_owned())]
    }

    fn read(result: &Json, _paging: &Json) -> Result<Said<String>, ReadError> {
        let order_no = text(result, "OrderNo")?;
        match order_no.as_str() {
            "" => Err(ReadError::shape("no OrderNo")),
            number if !is_order_no(number) => Err(ReadError::shape("OrderNo is no order number")),
            _ => Ok(Said::Something(order_no)),
        }
    }
}

#[allow(private_interfaces)]
impl Call for GetReportInfo {
    type Body = ReportInfo;
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/yj/ReportBaseId/GetReportInfo";
    const BILLED: bool = false;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("orderNo", self.order_no.clone())]
    }

    fn read(result: &Json, _paging: &Json) -> Result<Said<ReportInfo>, ReadError> {
        let status = match text(result, "ReportStatus")?.as_str() {
            "N" => ReportStatus::NotGenerated,
            "P" => ReportStatus::Processing,
            "S" => ReportStatus::Generated,
            "F" => ReportStatus::Failed,
            _ => return Err(ReadError::shape("ReportStatus is none of N, P, S, F")),
        };
        let url = Some(text(result, "ReportUrl")?).filter(|url| !url.is_empty());
        Ok(Said::Something(ReportInfo { status, url }))
    }
}
