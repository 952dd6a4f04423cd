use serde::Serialize;
use std::fmt;
use std::time::Duration;
use ts_rs::TS;

/// How long the service locks a query: status 110 in each document's status table.
pub const LOCKED_FOR: Duration = Duration::from_secs(2 * 3600);

/// A status code of the service, known or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Status(u16);

/// What a status code other than 200 means, grouped by what the user should do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum StatusMeaning {
    /// 201: no record, or for a call other than a look-up, such as an order, nothing found.
    NothingFound,
    /// 202 213 215 223 224 126: the search text or a parameter was rejected.
    SearchTextRejected,
    /// 205: still in progress.
    Pending,
    /// 207 209: too much data.
    TooMuchData,
    /// 208 218 219: this kind of entity is not covered.
    NotCovered,
    /// 110: the query failed repeatedly and is locked for two hours.
    LockedForTwoHours,
    /// 101 103 104 106 108 119 123: a problem with the account or its key.
    Account,
    /// 107: the signature is wrong, or the IP address is not allowed.
    Signature,
    /// 115: authentication failed or expired.
    Authentication,
    /// 102 112: out of credit, or expired.
    OutOfCredit,
    /// 109 116 117 122: a limit on the number of calls was reached.
    CallLimit,
    /// 111 214: the account has not bought this call.
    NotPurchased,
    /// 105 113 114 118: the call was retired or changed.
    Retired,
    /// 121: data may not leave the country.
    ExportForbidden,
    /// 120 124 199 203 500: an error in the service.
    ServiceTrouble,
    /// Undocumented.
    Unknown,
}

impl Status {
    /// Parses a code as the service writes it: decimal digits only, without a leading zero.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let canonical = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
        if canonical { text.parse().ok().map(Self) } else { None }
    }

    /// The number.
    pub fn code(self) -> u16 {
        self.0
    }

    /// The code's meaning, from the documents' status tables; `None` for 200, an answer. 122, 123, 124, 126
    /// and 224 are known from public clients only, 500 from the quota document.
    pub fn meaning(self) -> Option<StatusMeaning> {
        Some(match self.0 {
            200 => return None,
            201 => StatusMeaning::NothingFound,
            202 | 213 | 215 | 223 | 224 | 126 => StatusMeaning::SearchTextRejected,
            205 => StatusMeaning::Pending,
            207 | 209 => StatusMeaning::TooMuchData,
            208 | 218 | 219 => StatusMeaning::NotCovered,
            110 => StatusMeaning::LockedForTwoHours,
            101 | 103 | 104 | 106 | 108 | 119 | 123 => StatusMeaning::Account,
            107 => StatusMeaning::Signature,
            115 => StatusMeaning::Authentication,
            102 | 112 => StatusMeaning::OutOfCredit,
            109 | 116 | 117 | 122 => StatusMeaning::CallLimit,
            111 | 214 => StatusMeaning::NotPurchased,
            105 | 113 | 114 | 118 => StatusMeaning::Retired,
            121 => StatusMeaning::ExportForbidden,
            120 | 124 | 199 | 203 | 500 => StatusMeaning::ServiceTrouble,
            _ => StatusMeaning::Unknown,
        })
    }

    /// Whether an order may or may not have been placed: 199, 203 and 500 are errors within the service, 205
    /// means in progress.
    pub fn leaves_order_undecided(self) -> bool {
        matches!(self.0, 199 | 203 | 205 | 500)
    }

    /// Whether the service rejected the signature: a wrong secret, clock or source address. Such a request is
    /// not charged.
    pub fn refuses_the_signature(self) -> bool {
        matches!(self.meaning(), Some(StatusMeaning::Signature | StatusMeaning::Authentication))
    }

    /// Whether the service may charge for a call with this code.
    ///
    /// The documents divide the codes into 有效请求 and 无效请求; valid requests are charged. An undocumented code
    /// may be either, so it may have been charged.
    pub fn may_be_billed(self) -> bool {
        !matches!(self.0, 101..=104 | 106..=109 | 111..=121 | 199 | 203 | 214 | 223 | 500)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_digits_and_nothing_else() {
        assert_eq!(Status::parse("200"), Some(Status(200)));
        assert_eq!(Status::parse("999"), Some(Status(999)));
        assert_eq!(Status(107).to_string(), "107");
        for bad in ["", "0200", "200 ", " 200", "+200", "20O", "200.0", "2e2", "-1", "99999999"] {
            assert_eq!(Status::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_documented_code_has_a_meaning_and_a_bill() {
        let valid = [200, 201, 202, 205, 207, 208, 209, 213, 215, 218, 219, 105, 110];
        let invalid = [
            101, 102, 103, 104, 106, 107, 108, 109, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121,
            199, 203, 214, 223, 500,
        ];
        for code in valid {
            assert!(Status(code).may_be_billed(), "{code}");
            assert_ne!(Status(code).meaning(), Some(StatusMeaning::Unknown), "{code}");
        }
        for code in invalid {
            assert!(!Status(code).may_be_billed(), "{code}");
            assert_ne!(Status(code).meaning(), Some(StatusMeaning::Unknown), "{code}");
        }
    }

    #[test]
    fn a_code_says_what_becomes_of_an_order_and_whose_signature_was_refused() {
        let all = |says: fn(Status) -> bool| (0..=999).filter(|&code| says(Status(code))).collect::<Vec<_>>();
        assert_eq!(all(Status::leaves_order_undecided), [199, 203, 205, 500]);
        assert_eq!(all(Status::refuses_the_signature), [107, 115]);
        assert_eq!(LOCKED_FOR.as_secs(), 7200);
    }

    #[test]
    fn an_unlisted_code_is_unknown_and_may_have_been_billed() {
        for code in [1, 100, 300, 999, 65535] {
            assert_eq!(Status(code).meaning(), Some(StatusMeaning::Unknown), "{code}");
            assert!(Status(code).may_be_billed(), "{code}");
        }
    }
}
