//! Classifies keychain errors by the system's error code, which the library's error wraps.
//!
//! The library's own classification is coarse: on macOS, a denial by the user counts as a platform failure,
//! and a missing keychain as denied access. Only codes are taken from its errors, because their texts may
//! contain the secret.

use super::KeychainProblem;
use keyring::Error;

type Cause = dyn std::error::Error + Send + Sync;

/// The problem to report for an error.
pub(super) fn problem(error: &Error) -> KeychainProblem {
    match error {
        Error::NoStorageAccess(cause) => of_system(cause.as_ref()).unwrap_or(KeychainProblem::Denied),
        Error::PlatformFailure(cause) => of_system(cause.as_ref()).unwrap_or(KeychainProblem::Unavailable),
        Error::NoEntry => KeychainProblem::Missing,
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) | Error::Ambiguous(_) => {
            KeychainProblem::Damaged
        }
        _ => KeychainProblem::Unavailable,
    }
}

#[cfg(target_os = "macos")]
fn of_system(cause: &Cause) -> Option<KeychainProblem> {
    cause.downcast_ref::<security_framework::base::Error>().and_then(|error| of_mac(error.code()))
}

#[cfg(windows)]
fn of_system(cause: &Cause) -> Option<KeychainProblem> {
    // The type is private to the library, but its text consists of the code only.
    windows_code(&cause.to_string()).and_then(of_windows)
}

#[cfg(all(unix, not(target_os = "macos")))]
fn of_system(cause: &Cause) -> Option<KeychainProblem> {
    use secret_service::Error::{Locked, NoResult, Prompt, PromptDisconnected, Unavailable};
    match cause.downcast_ref()? {
        Locked | Prompt | PromptDisconnected => Some(KeychainProblem::Denied),
        // No collection that could have an entry.
        NoResult | Unavailable => Some(KeychainProblem::Unavailable),
        _ => None,
    }
}

/// Error codes of macOS' Security framework.
#[cfg(any(test, target_os = "macos"))]
fn of_mac(code: i32) -> Option<KeychainProblem> {
    match code {
        // Cancelled by the user, wrong password, no dialog possible or allowed, no access to this entry,
        // authorisation denied or cancelled, no write permission.
        -128 | -25293 | -25308 | -25315 | -25243 | -25244 | -60005 | -60006 | -60007 | -61 => {
            Some(KeychainProblem::Denied)
        }
        // No keychain service, read-only, no such keychain, corrupt, no default keychain, in dark wake.
        -25291 | -25292 | -25294 | -25295 | -25307 | -25320 => Some(KeychainProblem::Unavailable),
        -25300 => Some(KeychainProblem::Missing),
        _ => None,
    }
}

/// Error codes of Windows' Credential Manager.
#[cfg(any(test, windows))]
fn of_windows(code: u32) -> Option<KeychainProblem> {
    match code {
        // Access denied, cancelled.
        5 | 1223 => Some(KeychainProblem::Denied),
        // No credential storage in this logon session, for example because a policy forbids it; no token;
        // service disabled or not running; no response. Windows shows no dialog for any of these.
        1312 | 1008 | 1058 | 1062 | 1722 | 1753 => Some(KeychainProblem::Unavailable),
        1168 => Some(KeychainProblem::Missing),
        _ => None,
    }
}

/// The code in the text of the library's error.
#[cfg(any(test, windows))]
fn windows_code(text: &str) -> Option<u32> {
    match text.strip_prefix("Windows ")? {
        "ERROR_NO_SUCH_LOGON_SESSION" => Some(1312),
        "ERROR_NOT_FOUND" => Some(1168),
        other => other.strip_prefix("error code ")?.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_macos_what_its_owner_denied_is_told_from_a_keychain_that_is_not_there() {
        for code in [-128, -25293, -25308, -61, -60006] {
            assert_eq!(of_mac(code), Some(KeychainProblem::Denied), "{code}");
        }
        for code in [-25294, -25307, -25291, -25295] {
            assert_eq!(of_mac(code), Some(KeychainProblem::Unavailable), "{code}");
        }
        assert_eq!(of_mac(-50), None);
    }

    #[test]
    fn on_windows_a_session_without_credentials_is_no_denial() {
        assert_eq!(of_windows(1312), Some(KeychainProblem::Unavailable));
        assert_eq!(of_windows(1062), Some(KeychainProblem::Unavailable));
        assert_eq!(of_windows(5), Some(KeychainProblem::Denied));
        assert_eq!(of_windows(87), None);
    }

    #[test]
    fn windows_codes_are_read_from_what_the_library_says() {
        assert_eq!(windows_code("Windows ERROR_NO_SUCH_LOGON_SESSION"), Some(1312));
        assert_eq!(windows_code("Windows error code 1058"), Some(1058));
        for other in ["Windows ERROR_INVALID_FLAGS", "Windows error code x", "1312", ""] {
            assert_eq!(windows_code(other), None, "{other}");
        }
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn on_linux_a_locked_keychain_is_told_from_none() {
        let problem_of = |cause: secret_service::Error| problem(&Error::NoStorageAccess(Box::new(cause)));
        assert_eq!(problem_of(secret_service::Error::Locked), KeychainProblem::Denied);
        assert_eq!(problem_of(secret_service::Error::Prompt), KeychainProblem::Denied);
        assert_eq!(problem_of(secret_service::Error::NoResult), KeychainProblem::Unavailable);
    }
}
