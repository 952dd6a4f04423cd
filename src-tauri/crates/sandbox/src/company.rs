//! The fictional companies, and how a search text finds them.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::signature::fingerprint;

/// All of it is fictional. The rows of the lists are in `lists/`, the pictures and reports in `papers/`.
const FILE: &str = include_str!("../companies.json");

/// A test parses it, so an invalid file is never released.
#[allow(clippy::expect_used)]
static COMPANIES: LazyLock<Vec<Company>> =
    LazyLock::new(|| serde_json::from_str(FILE).expect("a list of companies"));

/// A fictional company, whose identifiers have valid check digits.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Company {
    pub name: &'static str,
    /// 统一社会信用代码: 18 characters with a valid check character (GB 32100-2015).
    pub credit_code: &'static str,
    /// 注册号: 15 digits with a valid check digit (GS 15-2006).
    pub registration_no: &'static str,
    /// What is special about the company.
    pub scenario: Scenario,
    pub(crate) kind: &'static str,
    pub(crate) legal_representative: &'static str,
    pub(crate) capital: &'static str,
    pub(crate) founded: &'static str,
    pub(crate) address: &'static str,
}

impl Company {
    /// The service's own identifier, 32 hexadecimal digits. Snapshots can be requested by it.
    #[must_use]
    pub fn key_no(&self) -> String {
        fingerprint(&["company", self.name])
    }
}

/// What is special about a company. Unless noted otherwise, it has a registration snapshot and a report that
/// succeeds.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum Scenario {
    /// Exit restrictions on one page, and a customs registration with penalties.
    RecordsOnOnePage,
    /// Exit restrictions on several pages.
    RecordsOnSeveralPages,
    /// No record in any list: status 200 with `VerifyResult` 0.
    NothingByVerifyResult,
    /// No record in any list: status 201.
    NothingByStatus,
    /// A report whose generation fails.
    ReportFails,
    /// No exit restriction, and a customs registration with a credit level.
    CustomsLevel,
    /// A cancelled customs registration (注销).
    CustomsCancelled,
    /// A customs registration whose level, annual report and cancellation are all empty.
    CustomsUnstated,
    /// Several customs registrations of different levels.
    CustomsOnSeveralRows,
    /// A kind of organisation that the report does not cover: the order is refused with 208.
    NoReport,
    /// Replies that contradict themselves: `VerifyResult` 0 with exit rows, 1 without customs rows.
    Contradictory,
    /// Correct but slow replies.
    Slow,
}

/// The companies known to every check. Orders refer to a company by its position, so append new ones and then
/// run `papers/make.py`.
#[must_use]
pub fn companies() -> &'static [Company] {
    &COMPANIES
}

/// Position of the main demo company in [`companies`].
pub(crate) const MAIN: usize = 0;

/// Failures below the level of status codes. Each has a company named after it, for which every search fails
/// that way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// HTTP 502 with an HTML page.
    GatewayFailure,
    /// HTTP 200 with the HTML page of a captive portal.
    LoginPage,
    /// The connection breaks in the middle of the declared body.
    Truncated,
    /// A complete HTTP body with truncated JSON.
    CutOff,
}

impl Fault {
    pub const ALL: [Self; 4] = [Self::GatewayFailure, Self::LoginPage, Self::Truncated, Self::CutOff];

    /// The company to search for.
    #[must_use]
    pub fn company_name(self) -> &'static str {
        match self {
            Self::GatewayFailure => "示例网关故障有限公司",
            Self::LoginPage => "示例登录页有限公司",
            Self::Truncated => "示例截断有限公司",
            Self::CutOff => "示例残缺有限公司",
        }
    }
}

/// The name of the company for which every search returns this status code, documented or not. There is none
/// for 200: its name is unknown.
#[must_use]
pub fn status_company(code: u16) -> String {
    format!("示例状态码{code:03}有限公司")
}

/// What a search text names.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A position in [`companies`].
    Company(usize),
    StatusCode(u16),
    Fault(Fault),
    Nobody,
}

/// Finds a company by full name, credit code or registration number, and if allowed by `KeyNo`.
pub(crate) fn find(text: &str, key_no_allowed: bool) -> Subject {
    let is_meant = |company: &Company| {
        [company.name, company.credit_code, company.registration_no].contains(&text)
            || (key_no_allowed && company.key_no() == text)
    };
    if let Some(position) = companies().iter().position(is_meant) {
        Subject::Company(position)
    } else if let Some(fault) = Fault::ALL.into_iter().find(|fault| fault.company_name() == text) {
        Subject::Fault(fault)
    } else {
        named_status(text).map_or(Subject::Nobody, Subject::StatusCode)
    }
}

fn named_status(name: &str) -> Option<u16> {
    let digits = name.strip_prefix("示例状态码")?.strip_suffix("有限公司")?;
    let is_code = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|code| is_code && *code != crate::status::OK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_found_by_name_code_and_registration_number() {
        for (position, company) in companies().iter().enumerate() {
            for text in [company.name, company.credit_code, company.registration_no] {
                assert_eq!(find(text, false), Subject::Company(position), "{text}");
            }
        }
    }

    #[test]
    fn key_no_finds_a_company_only_where_it_is_allowed() {
        let key_no = companies()[MAIN].key_no();
        assert_eq!(find(&key_no, true), Subject::Company(MAIN));
        assert_eq!(find(&key_no, false), Subject::Nobody);
    }

    #[test]
    fn a_part_of_a_name_finds_nobody() {
        for text in [
            "示例远洋贸易",
            "远洋",
            " 示例远洋贸易有限公司",
            "某某有限公司",
            "示例状态码20有限公司",
            "示例状态码2000有限公司",
        ] {
            assert_eq!(find(text, true), Subject::Nobody, "{text}");
        }
    }

    #[test]
    fn every_three_digits_but_200_name_a_status() {
        assert_eq!(find(&status_company(7), false), Subject::StatusCode(7));
        assert_eq!(find(&status_company(999), false), Subject::StatusCode(999));
        assert_eq!(find(&status_company(200), false), Subject::Nobody);
    }
}
