use super::list::text;
use super::{Call, Method};
use crate::envelope::{ReadError, Said};
use crate::json::Json;

/// 额度查询: the account's quota for three modules. It does not cover the calls of this crate.
///
/// Document: 额度查询接口 V1.0 (2020-04-24), 6.2.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GetQuota;

/// The quota of one module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaModule {
    /// `id` (the example) or `Id` (the table): `radar_id`, `bene_id`, `natural_person_id`, or one that no document lists.
    pub id: String,
    /// `totalCount`, in the module's own units.
    pub total: u64,
    /// `consumedCount`.
    pub consumed: u64,
    /// `canDeletedCount`.
    pub deletable: u64,
}

#[allow(private_interfaces)]
impl Call for GetQuota {
    type Body = Vec<QuotaModule>;
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/company/quota/getQuota";
    const LOWER_CASE_ENVELOPE: bool = true;
    const BILLED: bool = false;

    fn parameters(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    fn read(result: &Json, _paging: &Json) -> Result<Said<Self::Body>, ReadError> {
        // The table says that the result is an object, the example shows a list.
        let modules = match result {
            Json::Array(items) => items.iter().map(module).collect::<Result<Vec<_>, _>>()?,
            Json::Object(_) => vec![module(result)?],
            _ => return Err(ReadError::shape("result is no list of modules")),
        };
        if modules.is_empty() {
            return Err(ReadError::shape("result lists no module"));
        }
        Ok(Said::Something(modules))
    }
}

fn module(json: &Json) -> Result<QuotaModule, ReadError> {
    let id = match (text(json, "id")?, text(json, "Id")?) {
        (id, other) if other.is_empty() => id,
        (other, id) if other.is_empty() => id,
        _ => return Err(ReadError::shape("both id and Id")),
    };
    if id.is_empty() {
        return Err(ReadError::shape("a module without id"));
    }
    let count = |key| text(json, key)?.parse().map_err(|_| ReadError::shape(format!("{key} is no count")));
    Ok(QuotaModule {
        id,
        total: count("totalCount")?,
        consumed: count("consumedCount")?,
        deletable: count("canDeletedCount")?,
    })
}
