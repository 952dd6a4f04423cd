//! From the client's words to those that people see.

use super::{
    CreditLevel, CustomsRegistration, ExitRestriction, Money, Party, PartyKind, Punishment, QuotaModule,
};
use rust_decimal::Decimal;

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
        let yuan = without_commas(raw.trim()).and_then(|digits| Decimal::from_str_exact(&digits).ok());
        Self { yuan: yuan.map(|yuan| yuan.to_string()), raw }
    }
}

/// The number without the commas that group its digits in threes, all of one width. Any other comma may stand for a decimal
/// point, and dropping it would make a hundredfold of the amount.
fn without_commas(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let comma = if integer.contains('，') { '，' } else { ',' };
    let groups: Vec<&str> = integer.split(comma).collect();
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let in_threes = match groups.as_slice() {
        [_] => true,
        [first, others @ ..] => {
            first.len() <= 3 && !first.starts_with('0') && others.iter().all(|group| group.len() == 3)
        }
        [] => false,
    };
    let plain = in_threes && is_digits(fraction) && groups.iter().all(|group| is_digits(group));
    plain.then(|| format!("{sign}{}{}", groups.concat(), &digits[integer.len()..]))
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
        Self { id: module.id, total: module.total, consumed: module.consumed, deletable: module.deletable }
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

    #[test]
    fn commas_are_dropped_where_they_group_digits_in_threes() {
        for (raw, yuan) in [
            ("1,120", "1120"),
            ("12,345,678", "12345678"),
            ("123,456,789,012.34", "123456789012.34"),
            ("1，120，000", "1120000"),
            ("1，120，000.50", "1120000.50"),
            ("-1,120.5", "-1120.5"),
            ("+1120000", "1120000"),
            (" 1,120,000\n", "1120000"),
            ("\u{3000}1120000\u{a0}", "1120000"),
            ("000123", "000123"),
            ("0", "0"),
            ("0.10", "0.10"),
            ("9999999999999999999999999999", "9999999999999999999999999999"),
        ] {
            let read = Money::read(raw.into());
            let expected = Decimal::from_str_exact(yuan).unwrap().to_string();
            assert_eq!((read.raw.as_str(), read.yuan), (raw, Some(expected)), "{raw}");
        }
    }

    #[test]
    fn an_amount_with_any_other_comma_stays_as_it_is() {
        for raw in [
            "50000,30000",
            "1120000,00",
            "1.120.000,00",
            "1,12",
            "1,1200",
            "12,34,567",
            "1234,567",
            ",000",
            "1,",
            "1,000,",
            ",1,000",
            "1,,000",
            "1,000,0",
            "1,000.",
            "1,000.5,0",
            "1,000.123,456",
            "0,123",
            "000,123",
            "1,120，000",
            "1，120,000",
            "1、120、000",
            "1;120;000",
            "1 120 000",
            "1\u{a0}120\u{a0}000",
            "1'120'000",
            "1’120’000",
            "1_120_000",
            "1_120",
            "_1120",
            "１１２００００",
            "１,１２０",
            "١١٢٠",
            "1.12E6",
            "1e3",
            "1120000元",
            "￥1,120",
            "--1",
            "+-1",
            "- 1",
            "1-",
            "(1,120)",
            "1.2.3",
            ".",
            ".5",
            "5.",
            "-",
            "+",
            ",",
            "0x10",
            "NaN",
            "Infinity",
            "99999999999999999999999999999",
            "0.12345678901234567890123456789",
        ] {
            assert_eq!(Money::read(raw.into()), Money { raw: raw.into(), yuan: None }, "{raw}");
        }
    }
}
