use super::list::{self, Page, items, object, text};
use super::{Call, Method};
use crate::envelope::{ReadError, Said};
use crate::json::Json;

/// 进出口信用核查: a company's customs registrations, credit level and punishments.
///
/// Document: 进出口信用核查 V1.0 (2021-01-04), 6.3.1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationCheck {
    /// Company name, registration number or credit code; two characters or more.
    pub search_key: String,
    /// Page, from 1.
    pub page_index: u32,
    /// Rows a page, 1 to 20.
    pub page_size: u32,
}

/// One customs registration. Texts are as the service wrote them; an empty text stands for null, `""` or absent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CustomsRegistration {
    /// `Id`: the service's own number of the row.
    pub id: String,
    /// `RegGov`: customs office of registration.
    pub reg_gov: String,
    /// `TradeType`.
    pub trade_type: String,
    /// `RegDate`: day of registration.
    pub reg_date: String,
    /// `RegNo`: customs registration code.
    pub reg_no: String,
    /// `AdminArea`.
    pub admin_area: String,
    /// `EconoArea`.
    pub econo_area: String,
    /// `SpecialArea`.
    pub special_area: String,
    /// `CancelFlag`: 正常, 注销 or empty.
    pub cancel_flag: String,
    /// `AnnualStatus`: 不需要, 已报送, 未报送, 超期报送, 超期未报送 or empty.
    pub annual_status: String,
    /// `ValidityDate`: until when declarations are valid.
    pub validity_date: String,
    /// `IndustryType`.
    pub industry_type: String,
    /// `EBusinessType`.
    pub e_business_type: String,
    /// `IdentifyDate`: when the level was given.
    pub identify_date: String,
    /// `IdentifyLevel`: the level, in the words of the measures of its time; empty in about half of the rows.
    pub identify_level: String,
    /// `IdentifyCode`: number of the certificate.
    pub identify_code: String,
    /// `PunishList`.
    pub punishments: Vec<Punishment>,
}

/// One administrative punishment by customs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Punishment {
    /// `No`: running number.
    pub no: String,
    /// `DecisionNo`: number of the decision.
    pub decision_no: String,
    /// `Party`: who was punished.
    pub party: String,
    /// `PunishDate`.
    pub punish_date: String,
    /// `CaseProp`: kind of the case.
    pub case_prop: String,
}

#[allow(private_interfaces)]
impl Call for OperationCheck {
    type Body = Page<CustomsRegistration>;
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/yj/OperationCheck/GetList";
    const BILLED: bool = true;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        list::parameters(&self.search_key, self.page_index, self.page_size)
    }

    fn read(result: &Json, paging: &Json) -> Result<Said<Self::Body>, ReadError> {
        list::read(result, paging, |row| {
            let row = object(row)?;
            Ok(CustomsRegistration {
                id: text(row, "Id")?,
                reg_gov: text(row, "RegGov")?,
                trade_type: text(row, "TradeType")?,
                reg_date: text(row, "RegDate")?,
                reg_no: text(row, "RegNo")?,
                admin_area: text(row, "AdminArea")?,
                econo_area: text(row, "EconoArea")?,
                special_area: text(row, "SpecialArea")?,
                cancel_flag: text(row, "CancelFlag")?,
                annual_status: text(row, "AnnualStatus")?,
                validity_date: text(row, "ValidityDate")?,
                industry_type: text(row, "IndustryType")?,
                e_business_type: text(row, "EBusinessType")?,
                identify_date: text(row, "IdentifyDate")?,
                identify_level: text(row, "IdentifyLevel")?,
                identify_code: text(row, "IdentifyCode")?,
                punishments: items(row, "PunishList", punishment)?,
            })
        })
    }
}

fn punishment(json: &Json) -> Result<Punishment, ReadError> {
    let json = object(json)?;
    Ok(Punishment {
        no: text(json, "No")?,
        decision_no: text(json, "DecisionNo")?,
        party: text(json, "Party")?,
        punish_date: text(json, "PunishDate")?,
        case_prop: text(json, "CaseProp")?,
    })
}
