//! Keeps credentials and the proxy's password: in the keychain or, at the user's request, in memory until the
//! app ends. They are never written to disk.

use desk::vault::{self, KeychainProblem};
use desk::{Credential, ServiceAddress};
use secrecy::SecretString;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Keep {
    Keychain,
    /// Until the app ends, in case the keychain does not work.
    Memory,
}

/// An account at a proxy: its address and the user name.
type Account = (String, String);

/// Values in memory take precedence over the keychain.
#[derive(Default)]
pub(crate) struct Secrets {
    credentials: Mutex<HashMap<ServiceAddress, Credential>>,
    passwords: Mutex<HashMap<Account, SecretString>>,
}

impl Secrets {
    /// The credentials for `address`, if there are any.
    pub(crate) async fn credential(
        &self,
        address: &ServiceAddress,
    ) -> Result<Option<Credential>, KeychainProblem> {
        match self.in_memory(address) {
            Some(credential) => Ok(Some(credential)),
            None => vault::load(address).await,
        }
    }

    /// The credentials for `address` that are only in memory.
    pub(crate) fn in_memory(&self, address: &ServiceAddress) -> Option<Credential> {
        lock(&self.credentials).get(address).cloned()
    }

    pub(crate) async fn keep_credential(
        &self,
        keep: Keep,
        address: &ServiceAddress,
        credential: Credential,
    ) -> Result<(), KeychainProblem> {
        match keep {
            Keep::Memory => drop(lock(&self.credentials).insert(address.clone(), credential)),
            Keep::Keychain => {
                vault::save(address, &credential).await?;
                lock(&self.credentials).remove(address);
            }
        }
        Ok(())
    }

    /// Forgets the credentials for `address`, in memory and in the keychain. Errors of the keychain do not
    /// matter if they were only in memory; `was_saved` tells whether the settings list them as saved in the
    /// keychain.
    pub(crate) async fn forget_credential(
        &self,
        address: &ServiceAddress,
        was_saved: bool,
    ) -> Result<(), KeychainProblem> {
        let only_in_memory = !was_saved && self.in_memory(address).is_some();
        let forgotten = vault::forget(address).await;
        if !only_in_memory {
            forgotten?;
        }
        lock(&self.credentials).remove(address);
        Ok(())
    }

    /// The password of `user` at `proxy`, if there is one.
    pub(crate) async fn password(
        &self,
        proxy: &str,
        user: &str,
    ) -> Result<Option<SecretString>, KeychainProblem> {
        let in_memory = lock(&self.passwords).get(&(proxy.to_owned(), user.to_owned())).cloned();
        match in_memory {
            Some(password) => Ok(Some(password)),
            None => vault::load_proxy_password(proxy, user).await,
        }
    }

    pub(crate) async fn keep_password(
        &self,
        keep: Keep,
        (proxy, user): Account,
        password: SecretString,
    ) -> Result<(), KeychainProblem> {
        match keep {
            Keep::Memory => drop(lock(&self.passwords).insert((proxy, user), password)),
            Keep::Keychain => {
                vault::save_proxy_password(&proxy, &user, password).await?;
                lock(&self.passwords).remove(&(proxy, user));
            }
        }
        Ok(())
    }

    /// Forgets the password of `user` at `proxy`, in memory and in the keychain.
    pub(crate) async fn forget_password(&self, proxy: &str, user: &str) -> Result<(), KeychainProblem> {
        lock(&self.passwords).remove(&(proxy.to_owned(), user.to_owned()));
        vault::forget_proxy_password(proxy, user).await
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
