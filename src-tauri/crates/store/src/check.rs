//! All checks, identified by the ids that the record contains.

use catalog::ListCheck;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

/// A check; ordered as displayed. The page sees it as its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub enum Check {
    /// A described check that lists records.
    List(ListCheck),
    /// 工商快照: a picture of the company's registration.
    RegistrationSnapshot,
    /// 身份报告: a KYC report, ordered and then downloaded.
    IdentityReport,
    /// 额度: the account's quota. Last, after the checks of a subject.
    Quota,
}

/// A check that is answered by one or more calls about a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Check")]
pub enum LookUpCheck {
    /// A check that lists records.
    List(ListCheck),
    /// 工商快照.
    RegistrationSnapshot,
}

impl Check {
    pub fn all() -> impl Iterator<Item = Self> {
        let others = [Self::RegistrationSnapshot, Self::IdentityReport, Self::Quota];
        ListCheck::all().map(Self::List).chain(others)
    }

    /// All checks of a subject, that is, all but the quota.
    pub fn about_a_subject() -> impl Iterator<Item = Self> {
        Self::all().filter(|&check| check != Self::Quota)
    }

    /// The check's id in the record; it never changes.
    pub fn id(self) -> &'static str {
        match self {
            Self::List(check) => &check.description().id,
            Self::RegistrationSnapshot => "registrationSnapshot",
            Self::IdentityReport => "identityReport",
            Self::Quota => "quota",
        }
    }

    /// The check's Chinese name, for file names and evidence.
    pub fn name(self) -> &'static str {
        match self {
            Self::List(check) => &check.description().name.zh,
            Self::RegistrationSnapshot => "工商快照",
            Self::IdentityReport => "身份报告",
            Self::Quota => "额度",
        }
    }

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
    type Error = String;

    fn try_from(check: Check) -> Result<Self, String> {
        match check {
            Check::List(check) => Ok(Self::List(check)),
            Check::RegistrationSnapshot => Ok(Self::RegistrationSnapshot),
            Check::IdentityReport | Check::Quota => Err(format!("{} is not looked up", check.id())),
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
