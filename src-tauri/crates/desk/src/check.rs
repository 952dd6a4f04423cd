use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One of the checks, in the order in which people see them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Check {
    /// 限制出境: court records that forbid people of the company from leaving the country.
    ExitRestriction,
    /// 进出口信用: customs registration, credit level and punishments.
    CustomsCredit,
    /// 工商快照: a picture of the registration.
    RegistrationSnapshot,
    /// 身份报告: a KYC report to order and download.
    IdentityReport,
    /// 额度: the account's quota. The last, after those about a subject.
    Quota,
}

impl Check {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [
        Self::ExitRestriction,
        Self::CustomsCredit,
        Self::RegistrationSnapshot,
        Self::IdentityReport,
        Self::Quota,
    ];

    /// All but the quota, which is about the account.
    pub(crate) fn about_a_subject() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|&check| check != Self::Quota)
    }

    /// The name by which the check stands in the record.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ExitRestriction => "exitRestriction",
            Self::CustomsCredit => "customsCredit",
            Self::RegistrationSnapshot => "registrationSnapshot",
            Self::IdentityReport => "identityReport",
            Self::Quota => "quota",
        }
    }

    /// The check of that name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.name() == name)
    }
}

// A check that is left out would be missing from evidence, and its entries could not be read from the record any more.
const _: () = assert!(Check::ALL.len() == Check::Quota as usize + 1);
