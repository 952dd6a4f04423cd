//! Opens a record in any condition: migrates it, or opens it read-only if it is damaged or from a newer
//! version.

use super::{Record, RecordError, RecordTrouble, Searchable};
use crate::files::{self, while_held};
use crate::wall_clock::WallClock;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;
use ts_rs::TS;

// There is one schema. Its version is 2, because records with that version exist.
const STEPS: &[M<'static>] = &[M::up(include_str!("schema.sql")), M::up("")];
/// How long to wait if another program has the file locked.
const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// Why a record is at most readable. Nothing can be requested then, because nothing could be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum RecordProblem {
    Damaged {
        /// Path of a copy of the damaged file; absent if there was no space for one.
        copy: Option<String>,
    },
    /// It was written by a newer version of the app.
    Newer,
    /// There was a record, but it is missing, or its place holds something else.
    Missing {
        /// Its path.
        path: String,
    },
    /// It cannot be written now, but possibly read.
    Unwritable { trouble: RecordTrouble },
}

/// What is known of a record before opening it.
#[derive(Debug, Clone, Copy)]
pub struct PriorState {
    /// It was not closed properly, so check it completely first.
    pub left_open: bool,
    /// It existed before, so do not create a new one in its place.
    pub was_there: bool,
}

impl Record {
    /// Opens the record at `path`, or creates it if there never was one.
    pub fn open(
        path: &Path,
        prior: PriorState,
        clock: WallClock,
        searchable: Searchable,
    ) -> Result<(Self, Option<RecordProblem>), RecordError> {
        let problem = match up_to_date(path, prior) {
            Ok(Ok(connection)) => return Ok((Self::new(connection, clock, searchable)?, None)),
            Ok(Err(problem)) => problem,
            Err(error) => match error.trouble() {
                RecordTrouble::Damaged => {
                    let copy = keep_copy(path).ok();
                    RecordProblem::Damaged { copy: copy.map(|copy| copy.to_string_lossy().into_owned()) }
                }
                trouble => RecordProblem::Unwritable { trouble },
            },
        };
        Ok((Self::to_read(path, &problem, clock, searchable)?, Some(problem)))
    }

    /// Opens a record for reading, as far as it is readable.
    pub fn to_read(
        path: &Path,
        problem: &RecordProblem,
        clock: WallClock,
        searchable: Searchable,
    ) -> Result<Self, RecordError> {
        let connection = match problem {
            RecordProblem::Missing { .. } => None,
            RecordProblem::Damaged { .. } | RecordProblem::Newer | RecordProblem::Unwritable { .. } => {
                [reading, reading_alone].into_iter().find_map(|open| open(path).ok())
            }
        };
        // A database without tables, so that every query fails instead of finding nothing.
        Self::new(connection.map_or_else(Connection::open_in_memory, Ok)?, clock, searchable)
    }

    /// A record in memory, lost when it is closed.
    pub fn in_memory(clock: WallClock, searchable: Searchable) -> Result<Self, RecordError> {
        let mut connection = Connection::open_in_memory()?;
        MIGRATIONS.to_latest(&mut connection)?;
        Self::new(connection, clock, searchable)
    }

    /// Moves whatever is in the record's place aside, so that a new one can be created. A damaged record
    /// replaces its copy.
    pub fn put_aside(path: &Path) -> Result<(), RecordError> {
        let aside = match fs::symlink_metadata(path) {
            Ok(found) if found.is_file() && found.len() > 0 => keep_copy(path)?,
            _ => free_name(path),
        };
        let journal = journal_of(path);
        if has_journal(path) {
            while_held(|| fs::rename(&journal, journal_of(&aside)))?;
        } else {
            none_if_gone(while_held(|| fs::remove_file(&journal)))?;
        }
        none_if_gone(while_held(|| fs::rename(path, &aside)))?;
        Ok(())
    }

    /// Moves the WAL into the file and truncates it: a closed record is a single file, and neither contains
    /// deleted data.
    pub fn settle(&self) {
        // If this fails, the WAL stays until the next time and nothing is lost.
        let _ = self.watched(|| Ok(self.lock().pragma_update(None, "wal_checkpoint", "TRUNCATE")?));
    }

    /// Keeps the WAL of a file that turned out to be damaged.
    pub fn leave_journal(&self) {
        let _ = self.lock().set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
    }
}

/// Opens the record for writing, unless it is missing or newer.
fn up_to_date(path: &Path, prior: PriorState) -> Result<Result<Connection, RecordProblem>, RecordError> {
    let missing = || RecordProblem::Missing { path: path.to_string_lossy().into_owned() };
    if is_gone(path, prior) {
        return Ok(Err(missing()));
    }
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(LOCK_TIMEOUT)?;
    // Do not move the WAL into the file, not even on close, until the file is known to be intact.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version == 0 && prior.was_there {
        return Ok(Err(missing()));
    }
    if usize::try_from(version).is_ok_and(|version| version > STEPS.len()) {
        return Ok(Err(RecordProblem::Newer));
    }
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // WAL with NORMAL may lose the last commits in a power cut, and each of them may be paid for.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // On macOS, only this flushes the drive's cache.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Overwrite what the user deletes.
    connection.pragma_update(None, "secure_delete", true)?;
    if prior.left_open {
        examined(&connection)?;
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    MIGRATIONS.to_latest(&mut connection)?;
    Ok(Ok(connection))
}

/// Whether an existing record has disappeared. SQLite would create an empty one in its place and delete the
/// WAL, which may hold all that is left.
fn is_gone(path: &Path, prior: PriorState) -> bool {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => true,
        Ok(found) => found.len() == 0 && (prior.was_there || has_journal(path)),
        Err(error) => error.kind() == ErrorKind::NotFound && (prior.was_there || has_journal(path)),
    }
}

fn examined(connection: &Connection) -> Result<(), RecordError> {
    let found: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if found == "ok" {
        return Ok(());
    }
    let damage = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    Err(rusqlite::Error::SqliteFailure(damage, Some(found)).into())
}

fn reading(path: &Path) -> Result<Connection, RecordError> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(LOCK_TIMEOUT)?;
    looked_at(connection)
}

/// On a full disk, SQLite cannot create the file that readers share (`-shm`). Exclusive mode does not need
/// it.
fn reading_alone(path: &Path) -> Result<Connection, RecordError> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(LOCK_TIMEOUT)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.pragma_update(None, "query_only", true)?;
    looked_at(connection)
}

fn looked_at(connection: Connection) -> Result<Connection, RecordError> {
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

fn journal_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

fn has_journal(path: &Path) -> bool {
    fs::metadata(journal_of(path)).is_ok_and(|journal| journal.len() > 0)
}

/// Copies the file as found, with its WAL. The name contains a hash of the content, so it is copied only
/// once.
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

/// A free name beside `path` for moving something else aside.
fn free_name(path: &Path) -> PathBuf {
    let named = |number| path.with_extension(format!("aside-{number}.sqlite3"));
    let is_free =
        |aside: &PathBuf| [aside, &journal_of(aside)].iter().all(|path| fs::symlink_metadata(path).is_err());
    (1..1000).map(named).find(is_free).unwrap_or_else(|| named(1000))
}

fn none_if_gone(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_of_the_schema_fit_each_other() {
        MIGRATIONS.validate().unwrap();
    }
}
