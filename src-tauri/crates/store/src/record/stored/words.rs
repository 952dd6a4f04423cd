//! The words under which enum values are stored. They never change, even if the code renames a value.

use crate::failure::{
    Billing, FileReason, InterruptedReason, NotSentReason, StatusMeaning, UnreadableReason,
};
use crate::order::{HoldReason, Progress, ReportFormat, ReportKind};
use crate::record::{NoteKind, RecordedOutcome};

/// A value that is stored as a word.
pub(in crate::record) trait Word: Sized + 'static {
    #[cfg(test)]
    const ALL: &[Self];

    fn word(self) -> &'static str;

    /// The value with this word; `None` if from a newer version.
    fn from_word(word: &str) -> Option<Self>;
}

/// Assigns the words. A value without one does not compile.
macro_rules! words {
    ($type:ty: $($value:ident = $word:literal),* $(,)?) => {
        impl Word for $type {
            #[cfg(test)]
            const ALL: &[Self] = &[$(Self::$value),*];

            fn word(self) -> &'static str {
                match self {
                    $(Self::$value => $word,)*
                }
            }

            fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$value),)*
                    _ => None,
                }
            }
        }
    };
}

words!(ReportFormat: Pdf = "pdf", Word = "word");

words!(
    ReportKind:
    Pdf = "pdf",
    Word = "word",
    WordWithMacros = "wordWithMacros",
    OldWord = "oldWord",
    RichText = "richText",
    WordMarkup = "wordMarkup",
    Ofd = "ofd",
    OpenDocument = "openDocument",
    Archive = "archive",
);

words!(Progress: NotGenerated = "notGenerated", Processing = "processing");

words!(HoldReason: SevenDays = "sevenDays", Attempts = "attempts", Refused = "refused", Newer = "newer");

words!(NoteKind: Note = "note", Conclusion = "conclusion", Compared = "compared");

words!(
    RecordedOutcome:
    Found = "found",
    NoRecord = "noRecord",
    NotVerified = "notVerified",
    Cancelled = "cancelled",
    Pending = "pending",
    Newer = "newer",
);

words!(Billing: NotBilled = "notBilled", MayHaveBeenBilled = "mayHaveBeenBilled");

words!(
    NotSentReason:
    Dns = "dns",
    Connect = "connect",
    ConnectTimeout = "connectTimeout",
    Tls = "tls",
    UnknownAuthority = "unknownAuthority",
    CertificateExpired = "certificateExpired",
    WrongHost = "wrongHost",
    Proxy = "proxy",
    AppClosed = "appClosed",
    NotRecorded = "notRecorded",
    AccountRefused = "accountRefused",
    Other = "other",
);

words!(
    InterruptedReason:
    Timeout = "timeout",
    ConnectionLost = "connectionLost",
    TooLarge = "tooLarge",
    BodyIncomplete = "bodyIncomplete",
    AppClosed = "appClosed",
);

words!(
    UnreadableReason:
    HttpStatus = "httpStatus",
    WebPage = "webPage",
    Xml = "xml",
    Empty = "empty",
    NotJson = "notJson",
    Shape = "shape",
    Encoding = "encoding",
);

words!(
    FileReason:
    AddressRefused = "addressRefused",
    NotSent = "notSent",
    Interrupted = "interrupted",
    TooLarge = "tooLarge",
    WrongType = "wrongType",
    Damaged = "damaged",
    Gone = "gone",
    NotWritten = "notWritten",
    HostTrouble = "hostTrouble",
    FakeIp = "fakeIp",
    ZeroTrust = "zeroTrust",
    Nat64 = "nat64",
    InternalAddress = "internalAddress",
    Certificate = "certificate",
    Proxy = "proxy",
    PutAside = "putAside",
);

words!(
    StatusMeaning:
    NothingFound = "nothingFound",
    SearchTextRejected = "searchTextRejected",
    Pending = "pending",
    TooMuchData = "tooMuchData",
    NotCovered = "notCovered",
    LockedForTwoHours = "lockedForTwoHours",
    Account = "account",
    Signature = "signature",
    Authentication = "authentication",
    OutOfCredit = "outOfCredit",
    CallLimit = "callLimit",
    NotPurchased = "notPurchased",
    Retired = "retired",
    ExportForbidden = "exportForbidden",
    ServiceTrouble = "serviceTrouble",
    Unknown = "unknown",
);
