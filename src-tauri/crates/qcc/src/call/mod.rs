//! Request, reply, and how the reply is read: one file for the checks that list records, one per document for the other calls.

mod eci_image;
mod list;
mod quota;
mod report_base_id;

pub use eci_image::EciImage;
pub use list::{ListCall, Page};
pub use quota::{GetQuota, QuotaModule};
pub use report_base_id::{CreateReport, GetReportInfo, ReportFormat, ReportInfo, ReportStatus, is_order_no};

use crate::envelope::{ReadError, Said};
use crate::json::Json;

/// The HTTP method of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// A question.
    Get,
    /// An order, with an empty body.
    Post,
}

/// One call of the service: what is sent, and how the reply is read.
///
/// Sealed in effect: reading works on a type that is not public.
#[allow(private_interfaces)] // Only this crate says what a reply may look like.
pub trait Call {
    /// What a reply holds when the service found something.
    type Body;
    /// The HTTP method.
    const METHOD: Method;
    /// Whether the reply's members are written in lower case.
    const LOWER_CASE_ENVELOPE: bool = false;
    /// Whether the service charges for the call itself. Asking for an order's state or for the quota is taken to be free.
    const BILLED: bool;

    /// The path below the service's address.
    fn path(&self) -> &'static str;

    /// The query without `key`.
    fn parameters(&self) -> Vec<(&'static str, String)>;

    /// `holds_more`: whether the reply holds lists or objects that no document describes.
    #[doc(hidden)]
    fn read(result: &Json, paging: &Json, holds_more: bool) -> Result<Said<Self::Body>, ReadError>;
}
