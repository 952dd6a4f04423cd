use super::{PriorState, RecordError};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

/// Content of the lock file while the record is open.
const OPEN: &[u8] = b"open  \n";
/// Content after a clean close. It has the same length, so that it can be written on a full disk.
const CLOSED: &[u8] = b"closed\n";

/// Ensures that only this process uses a record, and remembers whether the last one closed it.
///
/// The operating system releases the lock however a process ends. The file's content then tells whether the
/// end was clean, and whether there was a record at all.
#[derive(Debug)]
pub struct Lock {
    file: File,
    prior: PriorState,
}

impl Lock {
    pub fn take(path: &Path) -> Result<Self, RecordError> {
        let path = path.with_extension("lock");
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(RecordError::InUse),
            // The file system has no locks. The database's unique index still prevents duplicate orders.
            Err(TryLockError::Error(_)) => {}
        }
        let mut left = Vec::new();
        file.read_to_end(&mut left)?;
        let left = left.trim_ascii();
        let was_there = !left.is_empty();
        let lock = Self { file, prior: PriorState { left_open: was_there && left != b"closed", was_there } };
        if was_there {
            lock.mark_open();
        }
        Ok(lock)
    }

    /// What the last process left.
    pub fn prior(&self) -> PriorState {
        self.prior
    }

    /// Marks the record as existing and open.
    pub fn mark_open(&self) {
        // On a full disk, an unclean end goes unnoticed; SQLite's WAL covers that.
        let _ = self.mark(OPEN);
    }

    /// Marks the record as not existing.
    pub fn expect_nothing(&self) {
        // If this fails, the next start asks again.
        let _ = self.mark(b"");
    }

    /// Releases the lock and marks whether the end was clean.
    pub fn release(&self, clean: bool) {
        if clean {
            // If this fails, the next start merely checks the record once more.
            let _ = self.mark(CLOSED);
        }
        let _ = self.file.unlock();
    }

    fn mark(&self, mark: &[u8]) -> io::Result<()> {
        let mut file = &self.file;
        file.rewind()?;
        file.write_all(mark)?;
        file.set_len(mark.len() as u64)?;
        file.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_process_at_a_time_has_the_record() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.sqlite3");
        let first = Lock::take(&path).unwrap();
        assert!(!first.prior().left_open);
        assert!(matches!(Lock::take(&path), Err(RecordError::InUse)));
        assert!(!first.prior().was_there);
        first.release(true);
        let second = Lock::take(&path).unwrap();
        assert!(!second.prior().left_open && second.prior().was_there);
    }

    #[test]
    fn an_end_without_closing_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.sqlite3");
        let first = Lock::take(&path).unwrap();
        first.mark_open();
        drop(first);
        let second = Lock::take(&path).unwrap();
        assert!(second.prior().left_open && second.prior().was_there);
        second.release(true);
    }

    #[test]
    fn a_first_start_that_is_killed_before_there_is_a_record_expects_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.sqlite3");
        drop(Lock::take(&path).unwrap());
        let second = Lock::take(&path).unwrap();
        assert!(!second.prior().left_open && !second.prior().was_there);
    }
}
