use super::RecordError;
use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_IOERR_SHMSIZE;
use serde::Serialize;
use std::io::ErrorKind;
use ts_rs::TS;

/// Why the record could not be read or written, grouped by what the user should do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RecordTrouble {
    /// The file is damaged or not a record.
    Damaged,
    DiskFull,
    /// No permission to read or write the file or its folder.
    NoAccess,
    DiskFails,
    /// Another program has locked the file.
    Held,
    Other,
}

impl RecordError {
    pub fn trouble(&self) -> RecordTrouble {
        match self {
            Self::Sqlite(error)
            | Self::Schema(rusqlite_migration::Error::RusqliteError { err: error, .. }) => of_sqlite(error),
            Self::Folder(error) => of_folder(error.kind()),
            Self::Schema(_) | Self::Unreadable(_) | Self::InUse | Self::ReadOnly => RecordTrouble::Other,
        }
    }
}

fn of_sqlite(error: &rusqlite::Error) -> RecordTrouble {
    let rusqlite::Error::SqliteFailure(failure, _) = error else {
        return RecordTrouble::Other;
    };
    match failure.code {
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => RecordTrouble::Damaged,
        ErrorCode::DiskFull => RecordTrouble::DiskFull,
        // On a full disk, SQLite cannot create the `-shm` file beside the record.
        ErrorCode::SystemIoFailure if failure.extended_code == SQLITE_IOERR_SHMSIZE => {
            RecordTrouble::DiskFull
        }
        ErrorCode::SystemIoFailure => RecordTrouble::DiskFails,
        ErrorCode::ReadOnly
        | ErrorCode::PermissionDenied
        | ErrorCode::CannotOpen
        | ErrorCode::AuthorizationForStatementDenied => RecordTrouble::NoAccess,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => {
            RecordTrouble::Held
        }
        _ => RecordTrouble::Other,
    }
}

fn of_folder(kind: ErrorKind) -> RecordTrouble {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => RecordTrouble::DiskFull,
        ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::NotFound
        | ErrorKind::AlreadyExists
        | ErrorKind::NotADirectory
        | ErrorKind::IsADirectory => RecordTrouble::NoAccess,
        _ => RecordTrouble::DiskFails,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::ffi;
    use std::io;

    #[test]
    fn what_sqlite_says_is_told_by_what_a_person_can_do() {
        let trouble_of = |code| {
            let failure = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            RecordError::Sqlite(failure).trouble()
        };
        for (code, trouble) in [
            (ffi::SQLITE_CORRUPT, RecordTrouble::Damaged),
            (ffi::SQLITE_CORRUPT_INDEX, RecordTrouble::Damaged),
            (ffi::SQLITE_NOTADB, RecordTrouble::Damaged),
            (ffi::SQLITE_FULL, RecordTrouble::DiskFull),
            (ffi::SQLITE_IOERR_SHMSIZE, RecordTrouble::DiskFull),
            (ffi::SQLITE_IOERR, RecordTrouble::DiskFails),
            (ffi::SQLITE_IOERR_FSYNC, RecordTrouble::DiskFails),
            (ffi::SQLITE_READONLY, RecordTrouble::NoAccess),
            (ffi::SQLITE_CANTOPEN, RecordTrouble::NoAccess),
            (ffi::SQLITE_BUSY, RecordTrouble::Held),
            (ffi::SQLITE_ERROR, RecordTrouble::Other),
        ] {
            assert_eq!(trouble_of(code), trouble, "{code}");
        }
        let folder = |kind: ErrorKind| RecordError::Folder(io::Error::from(kind)).trouble();
        assert_eq!(folder(ErrorKind::StorageFull), RecordTrouble::DiskFull);
        assert_eq!(folder(ErrorKind::ReadOnlyFilesystem), RecordTrouble::NoAccess);
    }
}
