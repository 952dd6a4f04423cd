use super::Call;
use crate::envelope::{Content, ReadError};
use crate::json::Json;

/// 工商快照: returns the URL of a picture of the company's registration.
///
/// Document: 工商快照 V1.0 (2018-09-05), 6.3.1. It spells the path `EciImage`, but `ECIImage` in its example;
/// every public client uses the latter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EciImage {
    /// `keyWord`: KeyNo, company name, credit code or registration number.
    pub key_word: String,
}

impl Call for EciImage {
    /// URL of the picture. It may be plain http and may expire, so fetch it at once.
    type Body = String;
    const BILLED: bool = true;

    fn path(&self) -> &'static str {
        "/api/yj/ECIImage/GetEciImage"
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("keyWord", self.key_word.clone())]
    }

    fn read(result: &Json, _paging: &Json, _: bool) -> Result<Content<String>, ReadError> {
        match result {
            Json::Text(address) if !address.is_empty() => Ok(Content::Present(address.clone())),
            _ => Err(ReadError::shape("Result is not an address")),
        }
    }
}
