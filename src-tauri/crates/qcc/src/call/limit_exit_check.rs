use super::list::{self, Page, items, object, text};
use super::{Call, Method};
use crate::envelope::{ReadError, Said};
use crate::json::Json;

/// 限制出境核查: court records that forbid people from leaving the country, by the company they are tied to.
///
/// Document: 限制出境核查 V1.0 (2021-09-02), 6.3.1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitExitCheck {
    /// Company name, registration number or credit code; two characters or more.
    pub search_key: String,
    /// Page, from 1.
    pub page_index: u32,
    /// Rows a page, 1 to 20.
    pub page_size: u32,
}

/// One court record. Texts are as the service wrote them; an empty text stands for null, `""` or absent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ExitRestriction {
    /// `CaseNo`: the court's number of the case.
    pub case_no: String,
    /// `LimitList`: who may not leave.
    pub limited: Vec<Party>,
    /// `ExecutedList`: against whom the court enforces.
    pub executed: Vec<Party>,
    /// `ExecutedAddress`.
    pub executed_address: String,
    /// `ApplicantList`: who asked for the enforcement.
    pub applicants: Vec<Party>,
    /// `Amount`: sum to be enforced, in yuan, as text.
    pub amount: String,
    /// `Court`.
    pub court: String,
    /// `CourtTel`.
    pub court_tel: String,
    /// `PublishDate`: day of publication.
    pub publish_date: String,
}

/// A person or company in a court record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Party {
    /// `KeyNo`: 32 hex digits for a company, `p` and 31 for a person, or empty.
    pub key_no: String,
    /// `Name`.
    pub name: String,
}

#[allow(private_interfaces)]
impl Call for LimitExitCheck {
    type Body = Page<ExitRestriction>;
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/yj/LimitExitCheck/GetList";
    const BILLED: bool = true;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        list::parameters(&self.search_key, self.page_index, self.page_size)
    }

    fn read(result: &Json, paging: &Json) -> Result<Said<Self::Body>, ReadError> {
        list::read(result, paging, |row| {
            let row = object(row)?;
            Ok(ExitRestriction {
                case_no: text(row, "CaseNo")?,
                limited: items(row, "LimitList", party)?,
                executed: items(row, "ExecutedList", party)?,
                executed_address: text(row, "ExecutedAddress")?,
                applicants: items(row, "ApplicantList", party)?,
                amount: text(row, "Amount")?,
                court: text(row, "Court")?,
                court_tel: text(row, "CourtTel")?,
                publish_date: text(row, "PublishDate")?,
            })
        })
    }
}

fn party(json: &Json) -> Result<Party, ReadError> {
    let json = object(json)?;
    Ok(Party { key_no: text(json, "KeyNo")?, name: text(json, "Name")? })
}
