//! Keeps credentials in the operating system's keychain, one entry per service address, and the password of a
//! proxy.
//!
//! Each operation opens the store anew, because an old store does not survive a restart of the keychain's
//! daemon. Everything runs on blocking threads, since a keychain may ask the user for a password.

mod refusal;
#[cfg(not(test))]
mod system;

use crate::event::Event;
use keyring::Error;
use keyring_core::Entry;
#[cfg(test)]
use keyring_core::api::CredentialStoreApi;
use qcc::{Credential, ServiceAddress};
use refusal::problem;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::time::Duration;
#[cfg(not(test))]
use system::entry;
use ts_rs::TS;
use zeroize::{Zeroize, Zeroizing};

const APP: &str = "qcc-desk";
/// How long a keychain may take, including the user's typing.
const KEYCHAIN_TIMEOUT: Duration = Duration::from_secs(30);

/// Why the keychain failed. Contains no cause, because the library's errors may contain the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum KeychainProblem {
    /// Access was denied, or the keychain stayed locked.
    #[error("the keychain denied access")]
    Denied,
    #[error("no keychain is available")]
    Unavailable,
    #[error("the keychain did not answer within 30 s")]
    TimedOut,
    /// Credentials were saved, but the keychain has none.
    #[error("the keychain has no entry")]
    Missing,
    /// The app did not write this entry.
    #[error("the keychain's entry is unreadable")]
    Damaged,
    #[error("the keychain still has the entry")]
    NotDeleted,
}

/// The credentials for `address`, if there are any.
pub async fn load(address: &ServiceAddress) -> Result<Option<Credential>, KeychainProblem> {
    in_time(address.to_string(), |entry| {
        let Some(text) = text(&entry)? else { return Ok(None) };
        let stored: Stored = serde_json::from_str(&text).map_err(|_| KeychainProblem::Damaged)?;
        stored.into_credential().map(Some)
    })
    .await
}

/// Saves the credentials for `address`, replacing earlier ones.
pub async fn save(address: &ServiceAddress, credential: &Credential) -> Result<(), KeychainProblem> {
    let credential = credential.clone();
    in_time(address.to_string(), move |entry| {
        let stored = Stored {
            key: credential.key().to_owned(),
            secret: credential.secret().expose_secret().to_owned(),
        };
        let text =
            serde_json::to_string(&stored).map(Zeroizing::new).map_err(|_| KeychainProblem::Damaged)?;
        entry.set_password(&text).map_err(|error| problem(&error))
    })
    .await
}

pub async fn forget(address: &ServiceAddress) -> Result<(), KeychainProblem> {
    delete(address.to_string()).await
}

/// The password of `user` at `proxy`, if there is one.
pub async fn load_proxy_password(proxy: &str, user: &str) -> Result<Option<SecretString>, KeychainProblem> {
    let load = |entry: Entry| Ok(text(&entry)?.map(|password| password.as_str().into()));
    in_time(proxy_entry(proxy, user), load).await
}

/// Saves the password of `user` at `proxy`, replacing an earlier one.
pub async fn save_proxy_password(
    proxy: &str,
    user: &str,
    password: SecretString,
) -> Result<(), KeychainProblem> {
    let save =
        move |entry: Entry| entry.set_password(password.expose_secret()).map_err(|error| problem(&error));
    in_time(proxy_entry(proxy, user), save).await
}

/// Deletes the password of `user` at `proxy`.
pub async fn forget_proxy_password(proxy: &str, user: &str) -> Result<(), KeychainProblem> {
    delete(proxy_entry(proxy, user)).await
}

/// Service addresses contain no spaces, so the names cannot collide.
fn proxy_entry(proxy: &str, user: &str) -> String {
    format!("proxy {proxy} {user}")
}

async fn delete(entry: String) -> Result<(), KeychainProblem> {
    in_time(entry, |entry| delete_and_look(&entry)).await
}

/// Deletes an entry and checks the result: another entry with the same name, for example in a second
/// keychain, would be used at the next start.
fn delete_and_look(entry: &Entry) -> Result<(), KeychainProblem> {
    match entry.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => {}
        Err(error) => return Err(problem(&error)),
    }
    match text(entry) {
        Ok(None) => Ok(()),
        Ok(Some(_)) | Err(KeychainProblem::Damaged) => Err(KeychainProblem::NotDeleted),
        Err(other) => Err(other),
    }
}

/// The text of an entry, if it exists.
fn text(entry: &Entry) -> Result<Option<Zeroizing<String>>, KeychainProblem> {
    match entry.get_password() {
        Ok(text) => Ok(Some(Zeroizing::new(text))),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(problem(&error)),
    }
}

#[derive(Serialize, Deserialize)]
struct Stored {
    key: String,
    secret: String,
}

impl Stored {
    fn into_credential(mut self) -> Result<Credential, KeychainProblem> {
        let (key, secret) = (std::mem::take(&mut self.key), std::mem::take(&mut self.secret));
        Credential::new(key, SecretString::from(secret)).map_err(|_| KeychainProblem::Damaged)
    }
}

impl Drop for Stored {
    fn drop(&mut self) {
        self.key.zeroize();
        self.secret.zeroize();
    }
}

async fn in_time<T: Send + 'static>(
    user: String,
    work: impl FnOnce(Entry) -> Result<T, KeychainProblem> + Send + 'static,
) -> Result<T, KeychainProblem> {
    let work = tokio::task::spawn_blocking(move || work(entry(&user).map_err(|error| problem(&error))?));
    let done = match tokio::time::timeout(KEYCHAIN_TIMEOUT, work).await {
        Ok(done) => done.unwrap_or(Err(KeychainProblem::Unavailable)),
        Err(_) => Err(KeychainProblem::TimedOut),
    };
    done.inspect_err(|&problem| Event::Keychain { problem }.log())
}

/// Keychains for unit tests.
#[cfg(test)]
fn entry(user: &str) -> Result<Entry, Error> {
    tests::open(user)?.build(APP, user, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use keyring_core::mock::Store;
    use std::collections::HashMap;
    use std::sync::{Arc, LazyLock, Mutex, mpsc};

    type Opening = Arc<dyn Fn() -> Result<Arc<Store>, Error> + Send + Sync>;

    /// How the keychain opens, by the address of the entry.
    static KEYCHAINS: LazyLock<Mutex<HashMap<String, Opening>>> = LazyLock::new(Mutex::default);

    pub(super) fn open(user: &str) -> Result<Arc<Store>, Error> {
        // Release the lock first: the keychain of another test may be waiting.
        let opening = KEYCHAINS.lock().unwrap()[user].clone();
        opening()
    }

    fn opening(
        address: &str,
        opening: impl Fn() -> Result<Arc<Store>, Error> + Send + Sync + 'static,
    ) -> ServiceAddress {
        KEYCHAINS.lock().unwrap().insert(address.to_owned(), Arc::new(opening));
        address.parse().unwrap()
    }

    fn opened(address: &str) -> (ServiceAddress, Entry, Arc<Store>) {
        let store = Store::new().unwrap();
        let kept = store.clone();
        (opening(address, move || Ok(kept.clone())), store.build(APP, address, None).unwrap(), store)
    }

    fn credential(key: &str, secret: &str) -> Credential {
        Credential::new(key.to_owned(), secret.to_owned().into()).unwrap()
    }

    #[tokio::test]
    async fn a_keychain_whose_owner_does_not_answer_times_out_after_30_seconds_and_holds_up_nothing() {
        let (sender, receiver) = mpsc::channel::<()>();
        let receiver = Mutex::new(receiver);
        let address = opening("https://asks.example", move || {
            let _ = receiver.lock().unwrap().recv();
            Err(Error::NoEntry)
        });
        tokio::time::pause();
        let loading = tokio::spawn(async move { load(&address).await });
        // This thread continues while the other one waits.
        tokio::task::yield_now().await;
        tokio::time::advance(KEYCHAIN_TIMEOUT - Duration::from_secs(1)).await;
        assert!(!loading.is_finished());
        tokio::time::advance(Duration::from_secs(2)).await;
        assert_eq!(loading.await.unwrap().unwrap_err(), KeychainProblem::TimedOut);
        drop(sender);
    }

    #[tokio::test]
    async fn a_keychain_that_denies_is_told_from_one_that_is_not_there() {
        let denied = || Error::NoStorageAccess("示例".into());
        let broken = || Error::PlatformFailure("示例".into());
        let none = || Error::NoDefaultStore;
        let failures: [(fn() -> Error, _); 3] = [
            (denied, KeychainProblem::Denied),
            (broken, KeychainProblem::Unavailable),
            (none, KeychainProblem::Unavailable),
        ];
        for (error, expected) in failures {
            let address = opening("https://refuses.example", move || Err(error()));
            assert_eq!(load(&address).await.unwrap_err(), expected);
            assert_eq!(save(&address, &credential("key", "secret")).await.unwrap_err(), expected);
            assert_eq!(forget(&address).await.unwrap_err(), expected);

            // It opens, but refuses the entry.
            let (address, _, store) = opened("https://refuses-later.example");
            store.inner.lock().unwrap().borrow()[0].set_error(error());
            assert_eq!(load(&address).await.unwrap_err(), expected);
        }
    }

    #[tokio::test]
    async fn an_empty_keychain_is_no_failure_and_an_entry_that_the_app_did_not_write_is_damaged() {
        let (address, entry, _) = opened("https://entries.example");
        assert!(load(&address).await.unwrap().is_none());
        for foreign in [
            &b""[..],
            b"\xff\xfe\x00",
            b"secret",
            br#"{"key":"key"}"#,
            br#"{"key":"","secret":"secret"}"#,
            br#"{"key":"key","secret":"with blank "}"#,
        ] {
            entry.set_secret(foreign).unwrap();
            assert_eq!(load(&address).await.unwrap_err(), KeychainProblem::Damaged, "{foreign:?}");
        }
        save(&address, &credential("key", "secret")).await.unwrap();
        assert_eq!(load(&address).await.unwrap().unwrap().key(), "key", "entered again, it is whole");
    }

    #[tokio::test]
    async fn a_credential_is_as_it_was_saved_until_it_is_forgotten() {
        let (address, ..) = opened("https://keeps.example");
        for secret in ["secret", r#"\"\\{}"#] {
            save(&address, &credential("key", secret)).await.unwrap();
            let loaded = load(&address).await.unwrap().unwrap();
            assert_eq!((loaded.key(), loaded.secret().expose_secret()), ("key", secret));
        }
        forget(&address).await.unwrap();
        assert!(load(&address).await.unwrap().is_none());
        forget(&address).await.unwrap();
    }

    /// Claims to delete, but does not.
    #[derive(Debug)]
    struct Stubborn;

    impl keyring_core::api::CredentialApi for Stubborn {
        fn set_secret(&self, _: &[u8]) -> Result<(), Error> {
            Ok(())
        }
        fn get_secret(&self) -> Result<Vec<u8>, Error> {
            Ok(b"secret".to_vec())
        }
        fn delete_credential(&self) -> Result<(), Error> {
            Ok(())
        }
        fn get_credential(&self) -> Result<Option<Arc<keyring_core::Credential>>, Error> {
            Ok(None)
        }
        fn get_specifiers(&self) -> Option<(String, String)> {
            None
        }
        fn as_any(&self) -> &dyn std::any::Any {
            self
        }
    }

    #[test]
    fn a_deletion_is_read_back() {
        let stubborn = Entry::new_with_credential(Arc::new(Stubborn));
        assert_eq!(delete_and_look(&stubborn), Err(KeychainProblem::NotDeleted));
        let (_, entry, _) = opened("https://deletes.example");
        entry.set_secret(b"\xff\xfe").unwrap();
        assert_eq!(delete_and_look(&entry), Ok(()));
        assert_eq!(delete_and_look(&entry), Ok(()), "nothing to delete");
    }

    #[tokio::test]
    async fn the_longest_credential_fits_the_smallest_keychain_entry() {
        const WINDOWS: usize = 2560;
        let (address, entry, _) = opened("https://long.example");
        for filling in ["a", "\"", "\\"] {
            let of = |length| {
                let text = filling.repeat(length);
                Credential::new(text.clone(), text.into())
            };
            let longest = (1..=Credential::MAX_LEN).rev().find_map(|length| of(length).ok()).unwrap();
            save(&address, &longest).await.unwrap();
            let written = entry.get_password().unwrap().encode_utf16().count() * 2;
            assert!(written <= WINDOWS, "{written} bytes of {filling}");
        }
    }
}
