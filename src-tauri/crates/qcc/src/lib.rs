//! A typed client for these calls of 企查查专业版 (pro.qcc.com):
//!
//! | call | document |
//! |---|---|
//! | [`ListCall`] | 限制出境核查 V1.0, 2021-09-02; 进出口信用核查 V1.0, 2021-01-04; others of the same form |
//! | [`EciImage`] | 工商快照 V1.0, 2018-09-05 |
//! | [`CreateReport`], [`GetReportInfo`] | 基础身份报告 V1.0, 2022-01-13 |
//! | [`GetQuota`] | 额度查询接口 V1.0, 2020-04-24 |
//!
//! Sending and reading are separate steps. [`Client::send`] signs and sends a call and returns the **raw
//! bytes** of the reply; [`RawReply::parse`] parses them, and [`ParsedReply::read`] turns the result into a
//! typed [`Reply`]. If you keep the bytes, you can read them again years later with the same functions.
//!
//! The rows of a [`ListCall`] stay [`Json`]: their fields are described outside this crate, and the verdict
//! does not depend on them.
//!
//! The errors are designed around money: a [`SendError`] tells whether the request can have reached the
//! service, and a [`Status`] tells whether the service counts the call as billable (有效请求).
//!
//! ```no_run
//! # async fn example(now: std::time::SystemTime) -> Result<(), Box<dyn std::error::Error>> {
//! use qcc::{Answer, Client, Credential, ListCall, Proxy, ServiceAddress};
//!
//! let client = Client::new(ServiceAddress::default(), &Proxy::default())?;
//! let credential = Credential::new("AppKey".into(), "SecretKey".to_owned().into())?;
//! let path = "/api/yj/LimitExitCheck/GetList";
//! let call = ListCall { path, search_key: "示例远洋贸易有限公司".into(), page: Some((1, 20)) };
//!
//! let raw = client.send(now, &credential, &call).await?;   // store `raw` before anything else
//! let reply = qcc::read::<ListCall>(&raw)?;
//! match reply.answer {
//!     Answer::Found(page) => println!("{} rows", page.rows.len()),
//!     Answer::NoRecord(_) => println!("the service returned no record"),
//!     Answer::Refused => println!("refused: {}", reply.status),
//!     Answer::Contradiction { .. } => println!("the reply contradicts itself"),
//! }
//! # Ok(())
//! # }
//! ```

#![warn(missing_docs)]

mod address;
mod call;
mod client;
mod credential;
mod destination;
mod envelope;
mod error;
pub mod fetch;
mod json;
mod markup;
mod paging;
mod proxy;
mod redact;
mod sign;
mod status;
mod tls;

pub use address::{AddressError, ServiceAddress};
pub use call::{
    Call, CreateReport, EciImage, GetQuota, GetReportInfo, ListCall, Method, Page, QuotaModule, ReportFormat,
    ReportInfo, ReportStatus, is_order_no,
};
pub use client::Client;
pub use credential::{Credential, CredentialError};
pub use envelope::{Answer, NoRecord, NoRecordForm, ParsedReply, RawReply, ReadError, Reply, read};
pub use error::{ClientError, MaybeSent, NotSent, SendError};
pub use json::Json;
pub use paging::Paging;
pub use proxy::{ManualProxy, Proxy, ProxyAddressError, System};
pub use status::{LOCKED_FOR, Status, StatusMeaning};
pub use tls::{TlsReason, TlsRefusal};
