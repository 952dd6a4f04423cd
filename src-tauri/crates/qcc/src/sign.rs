use crate::Credential;
use md5::{Digest, Md5};
use secrecy::ExposeSecret;
use std::time::{SystemTime, UNIX_EPOCH};
use zeroize::Zeroizing;

/// The two headers that sign a request. Both come from one reading of the clock, so that the signed time is
/// the sent time.
pub(crate) struct Signature {
    /// `Token`: 32 uppercase hex digits.
    pub(crate) token: String,
    /// `Timespan`: Unix time in whole seconds, decimal.
    pub(crate) timespan: String,
}

/// Signs for the time `now`.
///
/// The token covers neither path nor parameters: until it expires, it can sign any call.
pub(crate) fn sign(credential: &Credential, now: SystemTime) -> Signature {
    let seconds = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let timespan = seconds.to_string();
    let token = md5_upper_hex(&[credential.key(), &timespan, credential.secret().expose_secret()]);
    Signature { token, timespan }
}

fn md5_upper_hex(parts: &[&str]) -> String {
    // Allocate the full size at once: growing the buffer would leave copies of the secret in memory.
    let mut text = Zeroizing::new(String::with_capacity(parts.iter().map(|part| part.len()).sum()));
    for part in parts {
        text.push_str(part);
    }
    Md5::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_token_is_uppercase_md5_of_key_time_and_secret_without_separators() {
        let credential = Credential::new("AppKey".into(), "SecretKey".to_owned().into()).unwrap();
        let signature = sign(&credential, UNIX_EPOCH + Duration::from_millis(1_700_000_000_999));
        assert_eq!(signature.timespan, "1700000000");
        assert_eq!(signature.token, "02F36A764260A1E063F4CF3F9B13B3E4");
    }

    #[cfg(target_os = "linux")]
    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(64))]
        #[test]
        fn the_token_agrees_with_md5sum(key in "[!-~]{1,80}", secret in "[!-~]{1,80}", seconds in 0u64..4_000_000_000) {
            let credential = Credential::new(key.clone(), secret.clone().into()).unwrap();
            let signature = sign(&credential, UNIX_EPOCH + Duration::from_secs(seconds));
            proptest::prop_assert_eq!(signature.token, md5sum(&format!("{key}{seconds}{secret}")));
        }
    }

    #[cfg(target_os = "linux")]
    fn md5sum(text: &str) -> String {
        use std::io::Write;
        use std::process::{Command, Stdio};
        let mut child = Command::new("md5sum").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        String::from_utf8(output.stdout).unwrap()[..32].to_uppercase()
    }
}
