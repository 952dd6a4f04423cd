use crate::Credential;
use crate::sign::Signature;
use secrecy::ExposeSecret;

/// Shorter keys and secrets are not looked for: their characters could stand in a reply by chance, and what was paid for must
/// not be damaged. The vendor's have 32.
const MIN_LEN: usize = 16;

/// Replaces key, secret and token by asterisks wherever a service, or somebody in its place, repeats them; says whether it
/// did. What the bytes say otherwise, and where, stays.
pub(crate) fn redact(bytes: &mut [u8], credential: &Credential, signature: &Signature) -> bool {
    let secret = credential.secret().expose_secret();
    let mut found = false;
    for word in [credential.key(), secret, &signature.token] {
        if word.len() < MIN_LEN {
            continue;
        }
        let word = word.as_bytes();
        let mut at = 0;
        while let Some(here) = bytes[at..].windows(word.len()).position(|it| it.eq_ignore_ascii_case(word)) {
            at += here;
            bytes[at..at + word.len()].fill(b'*');
            at += word.len();
            found = true;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::UNIX_EPOCH;

    fn redacted(key: &str, secret: &str, text: &str) -> String {
        let credential = Credential::new(key.to_owned(), secret.to_owned().into()).unwrap();
        let signature = crate::sign::sign(&credential, UNIX_EPOCH);
        let mut bytes = text.replace("TOKEN", &signature.token).into_bytes();
        redact(&mut bytes, &credential, &signature);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_reply_that_repeats_key_secret_or_token_is_kept_without_them() {
        let (key, secret) = ("0123456789abcdef", "S3cret-of-sixteen");
        let text = "{\"Message\":\"key=0123456789ABCDEF0123456789abcdef s3cret-OF-sixteen TOKEN\"}";
        let expected =
            format!("{{\"Message\":\"key={} {} {}\"}}", "*".repeat(32), "*".repeat(17), "*".repeat(32));
        assert_eq!(redacted(key, secret, text), expected);
    }

    #[test]
    fn what_could_stand_there_by_chance_is_left() {
        assert_eq!(redacted("20231122", "2023", "2023-11-22 20231122"), "2023-11-22 20231122");
    }

    proptest! {
        #[test]
        fn nothing_else_is_changed(before in ".{0,40}", after in ".{0,40}") {
            let (key, secret) = ("0123456789abcdef", "fedcba9876543210");
            prop_assume!(!format!("{before}{after}").to_lowercase().contains("0123456789abcdef"));
            let text = format!("{before}{key}{after}");
            let expected = format!("{before}{}{after}", "*".repeat(16));
            prop_assert_eq!(redacted(key, secret, &text), expected);
        }
    }
}
