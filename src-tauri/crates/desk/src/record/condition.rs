//! Opening a record in whatever condition it is: brought up to date, or, where it is damaged or of a newer version, to be
//! read only.

use super::{Record, RecordError};
use crate::files;
use crate::wall_clock::WallClock;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use rusqlite_migration::{M, Migrations};
use serde::Serialize;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use ts_rs::TS;

// One schema. Its number is 2, by which records stand that were written before it was one.
const STEPS: &[M<'static>] = &[M::up(include_str!("schema.sql")), M::up("")];
const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// Why a record can be read only. Nothing is asked then, as nothing could be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum RecordProblem {
    /// Its file is damaged.
    Damaged {
        /// Where a copy of the file as it was found is kept.
        copy: String,
    },
    /// It was written by a newer version of the app.
    Newer,
}

impl Record {
    /// Opens the record at `path`, and makes it where there is none. `examine`: look through all of it first.
    pub(crate) fn open(
        path: &Path,
        examine: bool,
        clock: WallClock,
    ) -> Result<(Self, Option<RecordProblem>), RecordError> {
        match up_to_date(path, examine) {
            Ok(Some(connection)) => Ok((Self::new(connection, clock), None)),
            Ok(None) => Ok((Self::new(to_read(path)?, clock), Some(RecordProblem::Newer))),
            Err(error) if is_damage(&error) => {
                let copy = keep_copy(path)?.to_string_lossy().into_owned();
                Ok((Self::new(to_read(path)?, clock), Some(RecordProblem::Damaged { copy })))
            }
            Err(error) => Err(error),
        }
    }

    /// Puts a damaged record aside, in the place of its copy, so that a new one can be begun.
    pub(crate) fn put_aside(path: &Path) -> Result<(), RecordError> {
        let copy = keep_copy(path)?;
        let journal = journal_of(path);
        if journal.exists() {
            if has_journal(path) {
                fs::rename(&journal, journal_of(&copy))?
            } else {
                fs::remove_file(&journal)?
            }
        }
        Ok(fs::rename(path, copy)?)
    }

    /// Moves what is in the journal into the file and empties the journal: a closed record is one file, and what was deleted
    /// is in neither.
    pub(crate) fn settle(&self) {
        // A record that cannot be settled now keeps its journal beside it until the next time, and nothing is lost.
        let _ = self.lock().pragma_update(None, "wal_checkpoint", "TRUNCATE");
    }
}

/// `None` if it was written by a newer version.
fn up_to_date(path: &Path, examine: bool) -> Result<Option<Connection>, RecordError> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    // Until it is known to be sound, nothing moves from the journal into the file, not even by closing it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if usize::try_from(version).is_ok_and(|version| version > STEPS.len()) {
        return Ok(None);
    }
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // WAL with NORMAL may lose the last commits in a power cut; each of them is paid for.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // On macOS only this makes the drive write what it holds in its cache.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What a person deletes is overwritten, not just unlinked.
    connection.pragma_update(None, "secure_delete", true)?;
    if examine {
        examined(&connection)?;
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    MIGRATIONS.to_latest(&mut connection)?;
    Ok(Some(connection))
}

fn examined(connection: &Connection) -> Result<(), RecordError> {
    let found: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if found == "ok" {
        return Ok(());
    }
    let damage = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    Err(rusqlite::Error::SqliteFailure(damage, Some(found)).into())
}

fn is_damage(error: &RecordError) -> bool {
    let error = match error {
        RecordError::Sqlite(error)
        | RecordError::Schema(rusqlite_migration::Error::RusqliteError { err: error, .. }) => error,
        RecordError::Schema(_)
        | RecordError::Folder(_)
        | RecordError::Unreadable(_)
        | RecordError::InUse
        | RecordError::ReadOnly => return false,
    };
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

fn to_read(path: &Path) -> Result<Connection, RecordError> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    Ok(connection)
}

/// The journal that SQLite keeps beside a database.
fn journal_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

fn has_journal(path: &Path) -> bool {
    fs::metadata(journal_of(path)).is_ok_and(|journal| journal.len() > 0)
}

/// Copies the file as it was found, journal included. The name holds what is in it, so that it is copied once.
fn keep_copy(path: &Path) -> io::Result<PathBuf> {
    let hash = files::sha256_of(&mut File::open(path)?)?;
    let copy = path.with_extension(format!("damaged-{}.sqlite3", &hash[..16]));
    if !copy.exists() {
        if has_journal(path) {
            files::write_whole(&journal_of(&copy), File::open(journal_of(path))?)?;
        }
        files::write_whole(&copy, File::open(path)?)?;
    }
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_of_the_schema_fit_each_other() {
        MIGRATIONS.validate().unwrap();
    }
}
