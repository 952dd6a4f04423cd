use super::Call;
use crate::envelope::{Content, ReadError};
use crate::json::Json;
use serde::Serialize;
use ts_rs::TS;

/// 额度查询: the account's quota for three modules, none of which this crate calls.
///
/// Document: 额度查询接口 V1.0 (2020-04-24), 6.2.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GetQuota;

/// The quota of one module, as the service wrote it. No decision depends on it, so a member that cannot be
/// read becomes an empty string and the others are kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
pub struct QuotaModule {
    /// `id` (in the example) or `Id` (in the table): `radar_id`, `bene_id`, `natural_person_id`, or
    /// undocumented.
    pub id: String,
    /// `totalCount`, in the module's own units.
    pub total: String,
    /// `consumedCount`.
    pub consumed: String,
    /// `canDeletedCount`.
    pub deletable: String,
}

impl Call for GetQuota {
    type Body = Vec<QuotaModule>;
    const LOWER_CASE_ENVELOPE: bool = true;
    const BILLED: bool = false;

    fn path(&self) -> &'static str {
        "/api/company/quota/getQuota"
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    fn read(result: &Json, _paging: &Json, holds_more: bool) -> Result<Content<Self::Body>, ReadError> {
        // The document's table describes an object, its example shows a list. An account without these modules
        // has none of either.
        let modules: Vec<_> = match result {
            nothing if nothing.is_empty() && !holds_more => return Ok(Content::Present(Vec::new())),
            Json::Array(items) => items.iter().map(module).collect(),
            Json::Object(_) => vec![module(result)],
            _ => return Err(ReadError::shape("result is not a list of modules")),
        };
        if modules.iter().all(|module| *module == QuotaModule::default()) {
            return Err(ReadError::shape("result contains no module"));
        }
        Ok(Content::Present(modules))
    }
}

fn module(json: &Json) -> QuotaModule {
    let written = |key| match json.get(key) {
        Some(Json::Text(text) | Json::Number(text)) => text.clone(),
        _ => String::new(),
    };
    let id = match (written("id"), written("Id")) {
        (id, other) if id.is_empty() => other,
        (id, other) if other.is_empty() || other == id => id,
        // `id` and `Id` disagree, so the module is ambiguous.
        _ => String::new(),
    };
    QuotaModule {
        id,
        total: written("totalCount"),
        consumed: written("consumedCount"),
        deletable: written("canDeletedCount"),
    }
}
