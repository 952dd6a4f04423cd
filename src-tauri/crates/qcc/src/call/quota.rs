use super::{Call, Method};
use crate::envelope::{ReadError, Said};
use crate::json::Json;

/// 额度查询: the account's quota for three modules. It does not cover the calls of this crate.
///
/// Document: 额度查询接口 V1.0 (2020-04-24), 6.2.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GetQuota;

/// The quota of one module, as the service wrote it. Nothing is decided by it, so a member that cannot be read is an empty
/// text and costs no more than itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QuotaModule {
    /// `id` (the example) or `Id` (the table): `radar_id`, `bene_id`, `natural_person_id`, or one that no document lists.
    pub id: String,
    /// `totalCount`, in the module's own units.
    pub total: String,
    /// `consumedCount`.
    pub consumed: String,
    /// `canDeletedCount`.
    pub deletable: String,
}

impl GetQuota {
    /// The path below the service's address.
    pub const PATH: &'static str = "/api/company/quota/getQuota";
}

#[allow(private_interfaces)]
impl Call for GetQuota {
    type Body = Vec<QuotaModule>;
    const METHOD: Method = Method::Get;
    const LOWER_CASE_ENVELOPE: bool = true;
    const BILLED: bool = false;

    fn path(&self) -> &'static str {
        Self::PATH
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    fn read(result: &Json, _paging: &Json, _: bool) -> Result<Said<Self::Body>, ReadError> {
        // The table says that the result is an object, the example shows a list.
        let modules: Vec<_> = match result {
            Json::Array(items) => items.iter().map(module).collect(),
            Json::Object(_) => vec![module(result)],
            _ => return Err(ReadError::shape("result is no list of modules")),
        };
        if modules.iter().all(|module| *module == QuotaModule::default()) {
            return Err(ReadError::shape("result lists no module"));
        }
        Ok(Said::Something(modules))
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
        // Whose counts these are is not clear.
        _ => String::new(),
    };
    QuotaModule {
        id,
        total: written("totalCount"),
        consumed: written("consumedCount"),
        deletable: written("canDeletedCount"),
    }
}
