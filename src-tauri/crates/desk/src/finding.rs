//! What one check of one subject says, in the form that people see. Read from the record, never kept beside it.

use crate::check::Check;
use crate::failure::Failure;
use serde::Serialize;
use ts_rs::TS;

/// What one check of one subject says.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The first page's row in the record; names this question.
    pub call: i64,
    /// Which check.
    pub check: Check,
    /// The text that was sent; empty for the quota.
    pub subject: String,
    /// Who answered.
    pub source: Source,
    /// When the first request was sent: RFC 3339, Asia/Shanghai.
    pub asked_at: String,
    /// Whether this was answered from the record, without a call.
    pub reused: bool,
    /// One entry for every page that was asked for.
    pub evidence: Vec<Evidence>,
    /// What was answered.
    pub outcome: Outcome,
    /// Why the page that was asked for last could not be had; the rows of the pages before it stand.
    pub page_failure: Option<Failure>,
}

/// Who answered.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// Whether the answers are of fictional companies.
    pub demo: bool,
    /// Host of the service.
    pub host: String,
}

/// One request and its reply in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// The row.
    pub call: i64,
    /// Page that was asked for, from 1.
    pub page: u32,
    /// When: RFC 3339, Asia/Shanghai.
    pub asked_at: String,
    /// The service's number of the call.
    pub order_number: Option<String>,
    /// SHA-256 of the reply as received, lower-case hex; absent where none came.
    pub sha256: Option<String>,
    /// Size of the reply in bytes.
    pub bytes: usize,
}

/// What was answered. 未查到 can be shown for `NoRecord` only, and only [`qcc::Answer::NoRecord`] becomes that.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Outcome {
    /// The service returned something.
    Found {
        /// What.
        answer: Answer,
    },
    /// The service returned no record.
    NoRecord {
        /// In which of the two recorded forms.
        form: NoRecordForm,
    },
    /// Nothing is known.
    NotVerified {
        /// Why.
        failure: Failure,
        /// Rows that came although the reply contradicts itself.
        answer: Option<Answer>,
    },
}

/// See [`qcc::NoRecord`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // each stands for the `qcc::NoRecord` of the same name
pub enum NoRecordForm {
    VerifyResultZero,
    Status201,
}

/// What the service returned.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Answer {
    /// Court records.
    ExitRestrictions {
        /// In the order of the service, whole duplicates left out.
        rows: Vec<ExitRestriction>,
        /// Whether these are all.
        completeness: Completeness,
    },
    /// Customs registrations.
    CustomsRegistrations {
        /// In the order of the service, whole duplicates left out.
        rows: Vec<CustomsRegistration>,
        /// Whether these are all.
        completeness: Completeness,
    },
    /// A picture of the registration.
    Snapshot {
        /// The picture, or why it is missing.
        picture: Picture,
    },
    /// The account's quota.
    Quota {
        /// In the order of the service.
        modules: Vec<QuotaModule>,
    },
}

/// Whether the rows are all that the service has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Completeness {
    /// As many rows as the service says there are.
    Complete {
        /// Rows.
        total: u32,
    },
    /// More pages can be asked for.
    MorePages {
        /// Rows so far.
        shown: u32,
        /// Rows on all pages.
        total: u32,
        /// Calls that it takes to get the rest.
        calls_needed: u32,
    },
    /// The rows do not add up, and asking for more pages will not help.
    Incomplete {
        /// Rows that came.
        shown: u32,
        /// Rows that the service says there are, if it said so.
        total: Option<u32>,
        /// What does not add up.
        reason: IncompleteReason,
    },
}

/// See [`Completeness::Incomplete`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum IncompleteReason {
    /// The reply says nothing of pages.
    NoPaging,
    /// The total changed between pages.
    TotalChanged,
    /// The same row came more than once.
    RowsRepeated,
    /// A page held fewer rows than it should.
    PageShort,
    /// The reply says that it is another page than the one asked for.
    PageIndexWrong,
    /// More rows came than there are, or than the pages hold.
    MoreRowsThanTotal,
}

/// A court record that forbids people from leaving the country. See [`qcc::ExitRestriction`]; dates are raw text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // documented at `qcc::ExitRestriction`
pub struct ExitRestriction {
    pub case_no: String,
    pub limited: Vec<Party>,
    pub executed: Vec<Party>,
    pub executed_address: String,
    pub applicants: Vec<Party>,
    pub amount: Money,
    pub court: String,
    pub court_tel: String,
    pub publish_date: String,
}

/// Someone named in a court record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Party {
    /// Name.
    pub name: String,
    /// Told by the key number.
    pub kind: PartyKind,
    /// The service's number of the person or company.
    pub key_no: String,
}

/// Person or company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PartyKind {
    /// 32 hex digits.
    Company,
    /// `p` and 31 hex digits.
    Person,
    /// Neither.
    Unknown,
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    /// As the service wrote it.
    pub raw: String,
    /// A plain decimal in yuan, where it could be read.
    pub yuan: Option<String>,
}

/// A customs registration. See [`qcc::CustomsRegistration`]; dates are raw text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // documented at `qcc::CustomsRegistration`
pub struct CustomsRegistration {
    pub reg_gov: String,
    pub trade_type: String,
    pub reg_date: String,
    pub reg_no: String,
    pub admin_area: String,
    pub econo_area: String,
    pub special_area: String,
    pub cancel_flag: String,
    /// Whether `cancel_flag` says 注销.
    pub cancelled: bool,
    pub annual_status: String,
    pub validity_date: String,
    pub industry_type: String,
    pub e_business_type: String,
    pub identify_date: String,
    pub identify_level: String,
    /// `identify_level`, matched whole.
    pub level: CreditLevel,
    pub identify_code: String,
    pub punishments: Vec<Punishment>,
}

/// A customs credit level. Words of the measures in force since 2021 first, then (`Former`) of those before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CreditLevel {
    /// 高级认证企业.
    AdvancedCertified,
    /// 认证企业.
    Certified,
    /// 常规企业.
    Regular,
    /// 失信企业.
    Dishonest,
    /// 严重失信企业.
    SeriouslyDishonest,
    /// 一般认证企业.
    FormerGeneralCertified,
    /// 一般信用企业.
    FormerGeneralCredit,
    /// 注册登记和备案企业.
    FormerRegistered,
    /// Empty, as in about half of the rows. Neutral.
    Unstated,
    /// Words that no measure knows. Neutral.
    Unrecognised,
}

/// An administrative punishment by customs. See [`qcc::Punishment`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // documented at `qcc::Punishment`
pub struct Punishment {
    pub no: String,
    pub decision_no: String,
    pub party: String,
    pub punish_date: String,
    pub case_prop: String,
}

/// The picture of a registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Picture {
    /// The bytes are in the record.
    Kept {
        /// Its row there.
        file: i64,
        /// Told by the bytes, such as `image/png`.
        media_type: String,
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
        /// Size in bytes.
        bytes: u32,
        /// SHA-256 of the bytes as received, lower-case hex.
        sha256: String,
        /// Whether it travelled unencrypted (明文传输).
        plaintext: bool,
    },
    /// The answer came, and may be billed, but its picture could not be fetched. Fetching it again is free.
    NotFetched {
        /// Why.
        failure: Failure,
    },
}

/// The quota of one module. See [`qcc::QuotaModule`]; counts as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)] // documented at `qcc::QuotaModule`
pub struct QuotaModule {
    pub id: String,
    pub total: String,
    pub consumed: String,
    pub deletable: String,
}

impl From<qcc::ExitRestriction> for ExitRestriction {
    fn from(row: qcc::ExitRestriction) -> Self {
        let parties = |parties: Vec<qcc::Party>| parties.into_iter().map(Party::from).collect();
        Self {
            case_no: row.case_no,
            limited: parties(row.limited),
            executed: parties(row.executed),
            executed_address: row.executed_address,
            applicants: parties(row.applicants),
            amount: Money::read(row.amount),
            court: row.court,
            court_tel: row.court_tel,
            publish_date: row.publish_date,
        }
    }
}

impl From<qcc::Party> for Party {
    fn from(party: qcc::Party) -> Self {
        let hex = |text: &str, len| text.len() == len && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let kind = match party.key_no.strip_prefix('p') {
            Some(rest) if hex(rest, 31) => PartyKind::Person,
            None if hex(&party.key_no, 32) => PartyKind::Company,
            _ => PartyKind::Unknown,
        };
        Self { name: party.name, kind, key_no: party.key_no }
    }
}

impl Money {
    fn read(raw: String) -> Self {
        let yuan = rust_decimal::Decimal::from_str_exact(&raw.trim().replace([',', '，'], "")).ok();
        Self { yuan: yuan.map(|yuan| yuan.to_string()), raw }
    }
}

impl From<qcc::CustomsRegistration> for CustomsRegistration {
    fn from(row: qcc::CustomsRegistration) -> Self {
        Self {
            cancelled: row.cancel_flag == "注销",
            level: CreditLevel::read(&row.identify_level),
            reg_gov: row.reg_gov,
            trade_type: row.trade_type,
            reg_date: row.reg_date,
            reg_no: row.reg_no,
            admin_area: row.admin_area,
            econo_area: row.econo_area,
            special_area: row.special_area,
            cancel_flag: row.cancel_flag,
            annual_status: row.annual_status,
            validity_date: row.validity_date,
            industry_type: row.industry_type,
            e_business_type: row.e_business_type,
            identify_date: row.identify_date,
            identify_level: row.identify_level,
            identify_code: row.identify_code,
            punishments: row.punishments.into_iter().map(Punishment::from).collect(),
        }
    }
}

impl From<qcc::Punishment> for Punishment {
    fn from(row: qcc::Punishment) -> Self {
        Self {
            no: row.no,
            decision_no: row.decision_no,
            party: row.party,
            punish_date: row.punish_date,
            case_prop: row.case_prop,
        }
    }
}

impl CreditLevel {
    /// Matched whole: 失信企业 is a part of 严重失信企业.
    fn read(words: &str) -> Self {
        match words.trim() {
            "" => Self::Unstated,
            "高级认证企业" => Self::AdvancedCertified,
            "认证企业" => Self::Certified,
            "常规企业" => Self::Regular,
            "失信企业" => Self::Dishonest,
            "严重失信企业" => Self::SeriouslyDishonest,
            "一般认证企业" => Self::FormerGeneralCertified,
            "一般信用企业" => Self::FormerGeneralCredit,
            "注册登记和备案企业" => Self::FormerRegistered,
            _ => Self::Unrecognised,
        }
    }
}

impl From<qcc::QuotaModule> for QuotaModule {
    fn from(module: qcc::QuotaModule) -> Self {
        Self {
            id: module.id,
            total: module.total.to_string(),
            consumed: module.consumed.to_string(),
            deletable: module.deletable.to_string(),
        }
    }
}

impl From<qcc::NoRecord> for NoRecordForm {
    fn from(form: qcc::NoRecord) -> Self {
        match form {
            qcc::NoRecord::VerifyResultZero => Self::VerifyResultZero,
            qcc::NoRecord::Status201 => Self::Status201,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(key_no: &str) -> PartyKind {
        Party::from(qcc::Party { key_no: key_no.into(), name: String::new() }).kind
    }

    #[test]
    fn persons_and_companies_are_told_apart_by_the_form_of_their_number() {
        assert_eq!(kind("0123456789abcdef0123456789abcdef"), PartyKind::Company);
        assert_eq!(kind("p123456789abcdef0123456789abcdef"), PartyKind::Person);
        for other in ["", "p", "0123", "x123456789abcdef0123456789abcdef", "pp23456789abcdef0123456789abcdef"]
        {
            assert_eq!(kind(other), PartyKind::Unknown, "{other}");
        }
    }

    #[test]
    fn levels_are_matched_whole() {
        assert_eq!(CreditLevel::read("失信企业"), CreditLevel::Dishonest);
        assert_eq!(CreditLevel::read("严重失信企业"), CreditLevel::SeriouslyDishonest);
        assert_eq!(CreditLevel::read("非失信企业"), CreditLevel::Unrecognised);
        assert_eq!(CreditLevel::read(""), CreditLevel::Unstated);
    }

    #[test]
    fn amounts_keep_their_text_and_every_digit() {
        let read = |raw: &str| Money::read(raw.to_owned()).yuan;
        assert_eq!(read("1120000").as_deref(), Some("1120000"));
        assert_eq!(read("1,120,000.50").as_deref(), Some("1120000.50"));
        assert_eq!(read("9007199254740993.01").as_deref(), Some("9007199254740993.01"));
        assert_eq!(read("约一百万"), None);
        assert_eq!(read(""), None);
        assert_eq!(Money::read("约一百万".into()).raw, "约一百万");
    }
}
