//! The operating system's real keychain, with the same tests on all three systems. On Linux it needs a
//! session with a keychain, which `cargo xtask test` starts.

use desk::{Credential, ServiceAddress, vault};
use secrecy::ExposeSecret;

/// An address that no other run uses.
fn address(about: &str) -> ServiceAddress {
    format!("https://{about}-{}.example", std::process::id()).parse().unwrap()
}

fn credential(key: &str, secret: &str) -> Credential {
    Credential::new(key.to_owned(), secret.to_owned().into()).unwrap()
}

#[tokio::test]
#[cfg_attr(target_os = "linux", ignore = "needs a session with a keychain")]
async fn the_systems_keychain_keeps_a_credential_for_each_address_until_it_is_forgotten() {
    let (one, other) = (address("one"), address("other"));
    assert!(vault::load(&one).await.unwrap().is_none());
    vault::save(&one, &credential("first", "secret-1")).await.unwrap();
    vault::save(&other, &credential("other", "secret-3")).await.unwrap();
    vault::save(&one, &credential("second", "secret-2")).await.unwrap();

    let kept = vault::load(&one).await.unwrap().unwrap();
    assert_eq!((kept.key(), kept.secret().expose_secret()), ("second", "secret-2"));
    stays_on_this_machine(&one);

    vault::forget(&one).await.unwrap();
    assert!(vault::load(&one).await.unwrap().is_none());
    assert_eq!(vault::load(&other).await.unwrap().unwrap().key(), "other");
    vault::forget(&other).await.unwrap();
    vault::forget(&other).await.unwrap();
}

#[tokio::test]
#[cfg_attr(target_os = "linux", ignore = "needs a session with a keychain")]
async fn the_systems_keychain_takes_the_longest_credential() {
    let address = address("long");
    let text = "x".repeat(Credential::MAX_LEN);
    let longest = (1..=Credential::MAX_LEN)
        .rev()
        .find_map(|length| Credential::new(text[..length].to_owned(), text[..length].into()).ok())
        .unwrap();
    vault::save(&address, &longest).await.unwrap();
    assert_eq!(vault::load(&address).await.unwrap().unwrap().key(), longest.key());
    vault::forget(&address).await.unwrap();
}

/// Checked under Windows' own name for the entry, independently of the app's code.
#[cfg(windows)]
fn stays_on_this_machine(address: &ServiceAddress) {
    use keyring_core::api::CredentialStoreApi;
    let store = windows_native_keyring_store::Store::new().unwrap();
    let entry = store.build("qcc-desk", &address.to_string(), None).unwrap();
    assert_eq!(entry.get_attributes().unwrap()["persistence"], "Local");
}

/// The login keychain and the Secret Service are local anyway.
#[cfg(not(windows))]
fn stays_on_this_machine(_: &ServiceAddress) {}
