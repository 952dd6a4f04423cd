use md5::{Digest, Md5};

/// The expected `Token`: upper-case hexadecimal MD5 of key, time and secret, concatenated (every vendor
/// document, section 6.1).
pub(crate) fn token(key: &str, timespan: &str, secret: &str) -> String {
    fingerprint(&[key, timespan, secret]).to_uppercase()
}

/// Lower-case hexadecimal MD5. Also used for identifiers, checksums of orders and file URLs, none of which
/// protects anything real.
pub(crate) fn fingerprint(parts: &[&str]) -> String {
    let mut md5 = Md5::new();
    for part in parts {
        md5.update(part.as_bytes());
    }
    md5.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_upper_case_md5_of_key_time_and_secret() {
        assert_eq!(token("AppKey", "1700000000", "SecretKey"), "02F36A764260A1E063F4CF3F9B13B3E4");
    }
}
