//! The checks that there are, by the names that stand in the record for ever.

use catalog::ListCheck;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

/// One of the checks, in the order in which people see them. Crosses to the page as the name that stands in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub enum Check {
    /// One that lists records, as its description says.
    List(ListCheck),
    /// 工商快照: a picture of the registration.
    RegistrationSnapshot,
    /// 身份报告: a KYC report to order and download.
    IdentityReport,
    /// 额度: the account's quota. The last, after those about a subject.
    Quota,
}

/// A check that is answered about a subject, in one call or several pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookUpCheck {
    /// One that lists records.
    List(ListCheck),
    /// 工商快照.
    RegistrationSnapshot,
}

impl Check {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        let others = [Self::RegistrationSnapshot, Self::IdentityReport, Self::Quota];
        ListCheck::all().map(Self::List).chain(others)
    }

    /// All but the quota, which is about the account.
    pub fn about_a_subject() -> impl Iterator<Item = Self> {
        Self::all().filter(|&check| check != Self::Quota)
    }

    /// The name by which the check stands in the record.
    pub fn id(self) -> &'static str {
        match self {
            Self::List(check) => &check.description().id,
            Self::RegistrationSnapshot => "registrationSnapshot",
            Self::IdentityReport => "identityReport",
            Self::Quota => "quota",
        }
    }

    /// What the check is called in file names and evidence.
    pub fn name(self) -> &'static str {
        match self {
            Self::List(check) => &check.description().name.zh,
            Self::RegistrationSnapshot => "工商快照",
            Self::IdentityReport => "身份报告",
            Self::Quota => "额度",
        }
    }

    /// The check of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().find(|check| check.id() == id)
    }
}

impl From<LookUpCheck> for Check {
    fn from(check: LookUpCheck) -> Self {
        match check {
            LookUpCheck::List(check) => Self::List(check),
            LookUpCheck::RegistrationSnapshot => Self::RegistrationSnapshot,
        }
    }
}

impl TryFrom<Check> for LookUpCheck {
    type Error = ();

    fn try_from(check: Check) -> Result<Self, ()> {
        match check {
            Check::List(check) => Ok(Self::List(check)),
            Check::RegistrationSnapshot => Ok(Self::RegistrationSnapshot),
            Check::IdentityReport | Check::Quota => Err(()),
        }
    }
}

impl Serialize for Check {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Check {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::from_id(&id).ok_or_else(|| D::Error::custom(format!("unknown check {id}")))
    }
}

impl<'de> Deserialize<'de> for LookUpCheck {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let check = Check::deserialize(deserializer)?;
        Self::try_from(check).map_err(|()| D::Error::custom(format!("{} is not looked up", check.id())))
    }
}
