//! 限制出境核查: court cases in which a person tied to the company may not leave the country.

use serde::Serialize;

use super::list;
use crate::{
    answer::Answer,
    company::{Company, Scenario, company_key_no, person_key_no},
    question::{Call, Page},
    server::Shared,
};

/// One row of the exit document's `Data`; every value is a string there.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Case {
    case_no: String,
    limit_list: Vec<Party>,
    executed_list: Vec<Party>,
    executed_address: String,
    applicant_list: Vec<Party>,
    /// 元, or empty.
    amount: String,
    court: String,
    court_tel: String,
    publish_date: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Party {
    key_no: String,
    name: String,
}

pub(super) fn answer(shared: &Shared, company: &Company, page: Page) -> Answer {
    let cases: Vec<Case> = (0..company.exit_records).map(|number| case(company, number)).collect();
    if company.scenario == Scenario::Contradictory {
        list::contradiction(shared, Call::Exit, page, cases)
    } else {
        list::page(shared, Call::Exit, company, page, cases)
    }
}

const PEOPLE: [&str; 8] = ["王示例", "李样本", "张演示", "陈虚构", "赵范例", "刘试用", "孙模拟", "周样张"];
const APPLICANTS: [&str; 4] =
    ["示例海运保理有限公司", "示例联合商业银行股份有限公司", "示例钢材供应有限公司", "示例仓储服务有限公司"];
const COURTS: [(&str, &str); 3] = [
    ("示例海事法院", "021-00000001"),
    ("示例市第一中级人民法院", "021-00000002"),
    ("示例区人民法院", "021-00000003"),
];

/// The first three cases of a company show what the document allows: several parties and a whole amount; a
/// party without `KeyNo`, no amount and a date with a time; an amount with decimals. The others vary by their
/// number.
fn case(company: &Company, number: usize) -> Case {
    let (court, court_tel) = COURTS[number % COURTS.len()];
    let common = Case {
        case_no: format!("（{}）示01执{}号", 2024 - number / 6, 1024 + 37 * number),
        limit_list: vec![person(company.legal_representative)],
        executed_list: vec![enterprise(company.name)],
        executed_address: company.address.to_owned(),
        applicant_list: vec![enterprise(APPLICANTS[number % APPLICANTS.len()])],
        amount: String::new(),
        court: court.to_owned(),
        court_tel: court_tel.to_owned(),
        publish_date: format!("{}-{:02}-{:02}", 2024 - number / 6, 12 - number % 12, 8 + number % 20),
    };
    match number {
        0 => Case {
            limit_list: vec![person(company.legal_representative), person("李样本")],
            executed_list: vec![enterprise(company.name), person(company.legal_representative)],
            applicant_list: vec![enterprise(APPLICANTS[0]), enterprise(APPLICANTS[1])],
            amount: "1120000".to_owned(),
            ..common
        },
        1 => Case {
            case_no: "（2005）示01执61号".to_owned(),
            limit_list: vec![Party { key_no: String::new(), name: "张演示".to_owned() }],
            executed_address: String::new(),
            publish_date: "2005-03-09 00:00:00".to_owned(),
            ..common
        },
        2 => Case { amount: "356821.47".to_owned(), ..common },
        _ => Case {
            limit_list: (0..=number % 3).map(|next| person(PEOPLE[(number + next) % PEOPLE.len()])).collect(),
            amount: if number.is_multiple_of(7) {
                String::new()
            } else {
                format!("{}.{:02}", 48_000 + 91_357 * number, number)
            },
            ..common
        },
    }
}

fn person(name: &str) -> Party {
    Party { key_no: person_key_no(name), name: name.to_owned() }
}

fn enterprise(name: &str) -> Party {
    Party { key_no: company_key_no(name), name: name.to_owned() }
}
