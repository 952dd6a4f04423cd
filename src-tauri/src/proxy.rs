//! The way to the service, as the page says it and as it is opened.

use crate::error::CommandError;
use crate::keys::{Keep, Keys};
use desk::{ManualProxy, Proxy, ProxySetting};
use secrecy::SecretString;
use serde::Deserialize;
use ts_rs::TS;

/// The way to the service as a person entered it.
#[derive(Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum ProxyChange {
    System,
    Direct,
    Manual {
        address: String,
        /// Empty where the proxy asks for none.
        user: String,
        /// Absent: the one that is kept for this proxy and user stays.
        #[ts(type = "string | null")]
        password: Option<SecretString>,
    },
}

impl ProxyChange {
    /// What stands in the settings, and the password that was typed.
    pub(crate) fn parse(self) -> Result<(ProxySetting, Option<SecretString>), CommandError> {
        match self {
            Self::System => Ok((ProxySetting::System, None)),
            Self::Direct => Ok((ProxySetting::Direct, None)),
            Self::Manual { address, user, password } => {
                let address = ManualProxy::new(&address, None)?.to_string();
                let user = Some(user.trim().to_owned()).filter(|user| !user.is_empty());
                let password = password.filter(|_| user.is_some());
                Ok((ProxySetting::Manual { address, user }, password))
            }
        }
    }
}

/// The way that `setting` means, with the password that was `typed` or the one that is kept.
pub(crate) async fn way(
    setting: &ProxySetting,
    typed: Option<SecretString>,
    keys: &Keys,
) -> Result<Proxy, CommandError> {
    let ProxySetting::Manual { address, user } = setting else {
        return Ok(if *setting == ProxySetting::Direct { Proxy::Direct } else { Proxy::default() });
    };
    let account = match (user, typed) {
        (None, _) => None,
        (Some(user), Some(password)) => Some((user.clone(), password)),
        // Without a password, be it that the keychain does not give it now, the proxy says what it wants.
        (Some(user), None) => {
            let kept = keys.password(address, user).await.unwrap_or_default();
            kept.map(|password| (user.clone(), password))
        }
    };
    Ok(Proxy::Manual(ManualProxy::new(address, account)?))
}

/// Keeps the password that was typed for a setting.
pub(crate) async fn keep(
    setting: &ProxySetting,
    password: Option<SecretString>,
    keep: Keep,
    keys: &Keys,
) -> Result<(), CommandError> {
    if let (ProxySetting::Manual { address, user: Some(user) }, Some(password)) = (setting, password) {
        keys.keep_password(keep, (address.clone(), user.clone()), password).await?;
    }
    Ok(())
}

/// Forgets the password that the setting `before` needed, and that `now` does not need.
pub(crate) async fn forget(before: &ProxySetting, now: &ProxySetting, keys: &Keys) {
    if let ProxySetting::Manual { address, user: Some(user) } = before
        && before != now
    {
        // One that the keychain does not delete now is never used again, and must not keep anyone from another network.
        let _ = keys.forget_password(address, user).await;
    }
}
