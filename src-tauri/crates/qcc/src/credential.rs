use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use ts_rs::TS;

/// The key and secret that the vendor issues to a company under 设置中心 → 我的公司.
///
/// There is no `Serialize`, and `Debug` shows neither part.
#[derive(Clone)]
pub struct Credential {
    key: String,
    secret: SecretString,
}

/// Why a credential was rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "CredentialProblem")]
pub enum CredentialError {
    /// The key is empty.
    #[error("the key is empty")]
    KeyMissing,
    /// The secret is empty.
    #[error("the secret is empty")]
    SecretMissing,
    /// White space anywhere. Pasted secrets often include some, and the service then answers 107.
    #[error("key or secret contains white space")]
    HasBlanks,
    /// More than [`Credential::MAX_LEN`] bytes.
    #[error("key or secret is too long")]
    TooLong,
    /// A character other than printable ASCII.
    #[error("key or secret contains a character that is not printable ASCII")]
    NotPrintable,
}

impl Credential {
    /// Longest key or secret, in bytes; quotation marks and backslashes count twice, as in JSON. Both
    /// together fit the smallest keychain entry (2560 bytes of UTF-16 on Windows).
    pub const MAX_LEN: usize = 512;

    /// Checks that the service could have issued this key and secret.
    pub fn new(key: String, secret: SecretString) -> Result<Self, CredentialError> {
        let text = secret.expose_secret();
        if key.is_empty() {
            return Err(CredentialError::KeyMissing);
        }
        if text.is_empty() {
            return Err(CredentialError::SecretMissing);
        }
        for part in [key.as_str(), text] {
            if part.chars().any(char::is_whitespace) {
                return Err(CredentialError::HasBlanks);
            }
            let escaped = part.bytes().filter(|byte| matches!(byte, b'"' | b'\\')).count();
            if part.len() + escaped > Self::MAX_LEN {
                return Err(CredentialError::TooLong);
            }
            if !part.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(CredentialError::NotPrintable);
            }
        }
        Ok(Self { key, secret })
    }

    /// The key, sent as `key` in every query.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The secret. Use it only to sign and to store it in a keychain.
    pub fn secret(&self) -> &SecretString {
        &self.secret
    }
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credential(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(key: &str, secret: &str) -> Result<Credential, CredentialError> {
        Credential::new(key.to_owned(), secret.to_owned().into())
    }

    #[test]
    fn blanks_and_unprintable_characters_are_refused_before_they_cost_a_107() {
        assert_eq!(new("", "s").unwrap_err(), CredentialError::KeyMissing);
        assert_eq!(new("k", "").unwrap_err(), CredentialError::SecretMissing);
        assert_eq!(new("k", "s \n").unwrap_err(), CredentialError::HasBlanks);
        assert_eq!(new("k\u{3000}", "s").unwrap_err(), CredentialError::HasBlanks);
        assert_eq!(new("k", "s\u{200b}").unwrap_err(), CredentialError::NotPrintable);
        assert_eq!(new("k", &"s".repeat(513)).unwrap_err(), CredentialError::TooLong);
        assert_eq!(new("k", &"\"".repeat(257)).unwrap_err(), CredentialError::TooLong);
        assert!(new("k", &"\\".repeat(256)).is_ok());
        assert!(new("AppKey", "SecretKey").is_ok());
    }

    #[test]
    fn the_debug_form_shows_neither_key_nor_secret() {
        let shown = format!("{:?}", new("AppKey", "SecretKey").unwrap());
        assert!(!shown.contains("AppKey") && !shown.contains("SecretKey"), "{shown}");
    }
}
