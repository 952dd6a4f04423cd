use super::{Call, Method};
use crate::envelope::{ReadError, Said};
use crate::json::Json;

/// 工商快照: where a picture of the company's registration can be fetched.
///
/// Document: 工商快照 V1.0 (2018-09-05), 6.3.1. It spells the path `EciImage` and, in its example, `ECIImage`; every public
/// client uses the latter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EciImage {
    /// `keyWord`: KeyNo, company name, credit code or registration number.
    pub key_word: String,
}

impl EciImage {
    /// The path below the service's address.
    pub const PATH: &'static str = "/api/yj/ECIImage/GetEciImage";
}

#[allow(private_interfaces)]
impl Call for EciImage {
    /// Address of the picture. It may be plain http and may expire: fetch it at once.
    type Body = String;
    const METHOD: Method = Method::Get;
    const BILLED: bool = true;

    fn path(&self) -> &'static str {
        Self::PATH
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        vec![("keyWord", self.key_word.clone())]
    }

    fn read(result: &Json, _paging: &Json, _: bool) -> Result<Said<String>, ReadError> {
        match result {
            Json::Text(address) if !address.is_empty() => Ok(Said::Something(address.clone())),
            _ => Err(ReadError::shape("Result is not an address")),
        }
    }
}
