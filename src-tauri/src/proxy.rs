//! Converts the proxy settings between page, settings file and client.

use crate::error::CommandError;
use crate::secrets::{Keep, Secrets};
use desk::{ManualProxy, Proxy, ProxySetting};
use secrecy::SecretString;
use serde::Deserialize;
use ts_rs::TS;

/// The proxy setting as entered by the user.
#[derive(Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum ProxyChange {
    System,
    Direct,
    Manual {
        address: String,
        /// Empty if the proxy needs none.
        user: String,
        /// Absent: keep the saved one for this proxy and user.
        #[ts(type = "string | null")]
        password: Option<SecretString>,
    },
}

impl ProxyChange {
    /// The setting for the settings file, and the typed password.
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

/// The proxy for a setting, with the `typed` password or the saved one.
pub(crate) async fn load(
    setting: &ProxySetting,
    typed: Option<SecretString>,
    secrets: &Secrets,
) -> Result<Proxy, CommandError> {
    let ProxySetting::Manual { address, user } = setting else {
        return Ok(if *setting == ProxySetting::Direct { Proxy::Direct } else { Proxy::default() });
    };
    let account = match (user, typed) {
        (None, _) => None,
        (Some(user), Some(password)) => Some((user.clone(), password)),
        // Without a password, even because of the keychain, let the proxy's refusal explain the problem.
        (Some(user), None) => {
            let stored = secrets.password(address, user).await.unwrap_or_default();
            stored.map(|password| (user.clone(), password))
        }
    };
    Ok(Proxy::Manual(ManualProxy::new(address, account)?))
}

/// Keeps the typed password for a setting.
pub(crate) async fn keep(
    setting: &ProxySetting,
    password: Option<SecretString>,
    keep: Keep,
    secrets: &Secrets,
) -> Result<(), CommandError> {
    if let (ProxySetting::Manual { address, user: Some(user) }, Some(password)) = (setting, password) {
        secrets.keep_password(keep, (address.clone(), user.clone()), password).await?;
    }
    Ok(())
}

/// Forgets the password of the setting `before` if `now` does not need it.
pub(crate) async fn forget(before: &ProxySetting, now: &ProxySetting, secrets: &Secrets) {
    if let ProxySetting::Manual { address, user: Some(user) } = before
        && before != now
    {
        // If the keychain cannot delete it, it just remains unused; that must not prevent changing networks.
        let _ = secrets.forget_password(address, user).await;
    }
}
