//! The operating system's keychain. `tests/jobs/keychain.rs` tests it on all three systems.

use super::APP;
use keyring::Error;
use keyring_core::Entry;
use keyring_core::api::CredentialStoreApi;

/// Windows: Credential Manager. With persistence `Local`, the entry does not roam with the profile.
#[cfg(windows)]
pub(super) fn entry(user: &str) -> Result<Entry, Error> {
    let modifiers = std::collections::HashMap::from([("persistence", "Local")]);
    windows_native_keyring_store::Store::new()?.build(APP, user, Some(&modifiers))
}

/// macOS: the login keychain. It may ask the user to let this program read the entry; the page announces
/// that.
#[cfg(target_os = "macos")]
pub(super) fn entry(user: &str) -> Result<Entry, Error> {
    apple_native_keyring_store::keychain::Store::new()?.build(APP, user, None)
}

/// Linux: the Secret Service, implemented by the keychains of GNOME and KDE.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) fn entry(user: &str) -> Result<Entry, Error> {
    zbus_secret_service_keyring_store::Store::new()?.build(APP, user, None)
}
