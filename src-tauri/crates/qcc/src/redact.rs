use crate::Credential;
use crate::sign::Signature;
use secrecy::ExposeSecret;

/// Shorter keys and secrets are not redacted: their characters could occur in a reply by chance, and a paid
/// reply must not be damaged. The vendor's have 32 characters.
const MIN_LEN: usize = 16;

/// Replaces key, secret and token with asterisks wherever the reply repeats them, and tells whether it did.
/// All other bytes, and their positions, stay the same.
pub(crate) fn redact(bytes: &mut [u8], credential: &Credential, signature: &Signature) -> bool {
    let secret = credential.secret().expose_secret();
    let mut found = false;
    for word in [credential.key(), secret, &signature.token] {
        if word.len() < MIN_LEN {
            continue;
        }
        let word = word.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let length = spelling(&bytes[at..], word);
            if let Some(length) = length {
                bytes[at..at + length].fill(b'*');
                found = true;
            }
            at += length.unwrap_or(1);
        }
    }
    found
}

/// The length of the prefix that spells `word` in any casing, with characters escaped as in JSON or in a URL
/// or not at all. A gateway's error page may quote the requested URL.
fn spelling(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let rest = word.iter().try_fold(bytes, |rest, byte| after(rest, *byte))?;
    Some(bytes.len() - rest.len())
}

/// The rest after the first character, if that is `byte`.
fn after(bytes: &[u8], byte: u8) -> Option<&[u8]> {
    let is = |other: &u8| other.eq_ignore_ascii_case(&byte);
    let is_code = |high: &u8, low: &u8| {
        let digit = |digit: &u8| char::from(*digit).to_digit(16);
        let code = digit(high).zip(digit(low)).and_then(|(high, low)| char::from_u32(high * 16 + low));
        code.is_some_and(|code| code.eq_ignore_ascii_case(&char::from(byte)))
    };
    match bytes {
        [b'\\', b'u', b'0', b'0', high, low, rest @ ..] if is_code(high, low) => Some(rest),
        [b'%', high, low, rest @ ..] if is_code(high, low) => Some(rest),
        [b'\\', escaped @ (b'"' | b'\\' | b'/'), rest @ ..] if is(escaped) => Some(rest),
        [plain, rest @ ..] if is(plain) => Some(rest),
        _ => None,
    }
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
    fn it_is_found_as_json_and_addresses_spell_it() {
        let (key, secret) = ("0123456789abcdef", r#"S3cret/of"six\teen+&"#);
        for spelt in [
            secret.to_owned(),
            serde_json::to_string(secret).unwrap().trim_matches('"').to_owned(),
            r#"S3cret\/of\"six\\teen+&"#.to_owned(),
            r"S3cret/of\u0022six\u005Cteen\u002b\u0026".to_owned(),
            "S3cret%2Fof%22six%5cteen%2B%26".to_owned(),
        ] {
            let expected = format!("<{}>", "*".repeat(spelt.len()));
            assert_eq!(redacted(key, secret, &format!("<{spelt}>")), expected, "{spelt}");
        }
        let url = reqwest::Url::parse_with_params("https://service.example/", [("key", secret)]).unwrap();
        assert!(
            redacted(key, secret, url.as_str()).ends_with("?key=******************************"),
            "{url}"
        );
    }

    #[test]
    fn escapes_that_spell_something_else_are_left() {
        let (key, secret) = ("nopq0123456789abcdef", "fedcba9876543210");
        for other in [r"\nopq0123456789abcde\u0067", r"\u1266edcba9876543210", "%6", r"\", "fedcba987654321%"]
        {
            assert_eq!(redacted(key, secret, other), other);
        }
        // The escaped line break before the key is not part of it.
        assert_eq!(redacted(key, secret, r"\nnopq0123456789abcdef"), format!(r"\n{}", "*".repeat(20)));
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
            // Together with the key's first digit, these would be an escape for that digit.
            prop_assume!(!before.ends_with("%3") && !before.ends_with(r"\u003"));
            let text = format!("{before}{key}{after}");
            let expected = format!("{before}{}{after}", "*".repeat(16));
            prop_assert_eq!(redacted(key, secret, &text), expected);
        }
    }
}
