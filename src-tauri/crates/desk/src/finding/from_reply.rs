//! From the client's words to those that people see.

use super::{
    CreditLevel, CustomsRegistration, ExitRestriction, Money, Party, PartyKind, Punishment, QuotaModule,
};

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
