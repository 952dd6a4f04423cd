//! The calls of the service, and how to read their replies: one module for all list checks, one per vendor
//! document for the rest.

mod eci_image;
mod list;
mod quota;
mod report_base_id;

pub use eci_image::EciImage;
pub use list::{ListCall, Page};
pub use quota::{GetQuota, QuotaModule};
pub use report_base_id::{CreateReport, GetReportInfo, ReportFormat, ReportInfo, ReportStatus, is_order_no};

use crate::envelope::{Content, ReadError};
use crate::json::Json;

/// The HTTP method of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// A query.
    Get,
    /// An order; the body is empty.
    Post,
}

/// A call of the service: what to send and how to read the reply.
///
/// Sealed in effect: `read` returns a type that other crates cannot name.
pub trait Call {
    /// What the reply holds if the service found something.
    type Body;
    /// The HTTP method.
    const METHOD: Method = Method::Get;
    /// Whether the members of the reply are spelled in lower case.
    const LOWER_CASE_ENVELOPE: bool = false;
    /// Whether the service charges for this call. Asking for an order's state or for the quota is assumed to
    /// be free.
    const BILLED: bool;

    /// The path below the service's address.
    fn path(&self) -> &'static str;

    /// The query parameters, without `key`.
    fn parameters(&self) -> Vec<(&'static str, String)>;

    /// `holds_more`: whether the reply contains lists or objects that no document describes.
    #[doc(hidden)]
    fn read(result: &Json, paging: &Json, holds_more: bool) -> Result<Content<Self::Body>, ReadError>;
}
