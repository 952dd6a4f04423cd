//! The operating system's own keychain. `tests/jobs/keychain.rs` holds on all three what is promised of it.

use super::APP;
use keyring::Error;
use keyring_core::Entry;
use keyring_core::api::CredentialStoreApi;

/// Windows: Credential Manager. Persistence `Local`: the entry stays on this machine and does not roam with the profile.
#[cfg(windows)]
pub(super) fn entry(user: &str) -> Result<Entry, Error> {
    let modifiers = std::collections::HashMap::from([("persistence", "Local")]);
    windows_native_keyring_store::Store::new()?.build(APP, user, Some(&modifiers))
}

/// macOS: the login keychain. It may ask its owner whether this program may read the entry; the page says so beforehand.
#[cfg(target_os = "macos")]
pub(super) fn entry(user: &str) -> Result<Entry, Error> {
    apple_native_keyring_store::keychain::Store::new()?.build(APP, user, None)
}

/// Linux: the Secret Service, which GNOME's and KDE's keychains are.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) fn entry(user: &str) -> Result<Entry, Error> {
    zbus_secret_service_keyring_store::Store::new()?.build(APP, user, None)
}
