use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One of the five checks, in the order in which people see them.
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
    /// 额度: the account's quota.
    Quota,
}

impl Check {
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
        [
            Self::ExitRestriction,
            Self::CustomsCredit,
            Self::RegistrationSnapshot,
            Self::IdentityReport,
            Self::Quota,
        ]
        .into_iter()
        .find(|check| check.name() == name)
    }
}
