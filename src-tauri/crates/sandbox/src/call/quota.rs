//! 额度查询: what is left of the modules that have a quota (none of the checks does).

use serde::Serialize;

use crate::{answer::Answer, question::Call};

/// One module as the quota document's example spells it; its table writes `Id`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Module {
    id: &'static str,
    total_count: u32,
    can_deleted_count: u32,
    consumed_count: u32,
}

const MODULES: [Module; 3] = [
    Module { id: "radar_id", total_count: 50, can_deleted_count: 50, consumed_count: 2 },
    Module { id: "bene_id", total_count: 100, can_deleted_count: 30, consumed_count: 2 },
    Module { id: "natural_person_id", total_count: 50, can_deleted_count: 15, consumed_count: 0 },
];

pub(super) fn answer() -> Answer {
    Answer::success(Call::Quota, None, None, MODULES)
}
