//! 进出口信用核查: a company's registrations with customs, its credit level, and its punishments.

use serde::Serialize;

use super::list;
use crate::{
    answer::Answer,
    company::{Company, Registration, Scenario},
    question::{Call, Page},
    server::Shared,
    signature::fingerprint,
};

/// One row of the customs document's `Data`; every value is a string there.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    id: String,
    reg_gov: &'static str,
    trade_type: &'static str,
    reg_date: &'static str,
    reg_no: String,
    admin_area: &'static str,
    econo_area: &'static str,
    special_area: &'static str,
    cancel_flag: &'static str,
    annual_status: &'static str,
    validity_date: &'static str,
    industry_type: &'static str,
    #[serde(rename = "EBusinessType")]
    e_business_type: &'static str,
    identify_date: &'static str,
    identify_level: &'static str,
    identify_code: String,
    punish_list: Vec<Punishment>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Punishment {
    no: String,
    decision_no: String,
    party: &'static str,
    punish_date: String,
    case_prop: &'static str,
}

pub(super) fn answer(shared: &Shared, company: &Company, page: Page) -> Answer {
    if company.scenario == Scenario::Contradictory {
        return list::contradiction::<Row>(shared, Call::Customs, page, Vec::new());
    }
    let rows =
        company.customs.iter().enumerate().map(|(number, registration)| row(company, number, registration));
    list::page(shared, Call::Customs, company, page, rows.collect())
}

fn row(company: &Company, number: usize, registration: &Registration) -> Row {
    let reg_no = format!("{}9{:05}", &company.registration_no[..4], 60_001 + number);
    let certified = matches!(registration.level, "高级认证企业" | "认证企业" | "一般认证企业");
    Row {
        id: fingerprint(&["customs", company.name, &reg_no]),
        reg_gov: registration.office,
        trade_type: "进出口货物收发货人",
        reg_date: registration.registered,
        admin_area: "示例省示例市",
        econo_area: "一般经济区域",
        special_area: "非特殊区域",
        cancel_flag: registration.cancel_flag,
        annual_status: registration.annual_status,
        validity_date: registration.valid_until,
        industry_type: registration.industry,
        e_business_type: "",
        identify_date: registration.identified,
        identify_level: registration.level,
        identify_code: if certified { format!("AEOCN{reg_no}") } else { String::new() },
        punish_list: (1..=registration.punishments).map(|number| punishment(company, number)).collect(),
        reg_no,
    }
}

fn punishment(company: &Company, number: u32) -> Punishment {
    const KINDS: [&str; 3] = ["违规", "走私行为", "其他"];
    Punishment {
        no: number.to_string(),
        decision_no: format!("示关缉违字〔{}〕{:04}号", 2017 + number, 11 * number),
        party: company.name,
        punish_date: format!("{}-{:02}-{:02}", 2017 + number, 1 + number % 12, 4 + number),
        case_prop: KINDS[(number as usize - 1) % KINDS.len()],
    }
}
