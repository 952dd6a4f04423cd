use super::RecordError;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

/// Written into the lock file while the record is open.
const OPEN: &[u8] = b"open\n";

/// Makes this process the only one that works with a record, and remembers whether the last one closed it.
///
/// The operating system gives the lock back when a process ends, however it ends; what stands in the file then tells that
/// the end was not a clean one.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    unclean: bool,
}

impl Lock {
    /// Takes the lock of the record at `path`.
    pub(crate) fn take(path: &Path) -> Result<Self, RecordError> {
        let path = path.with_extension("lock");
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(RecordError::InUse),
            // A file system without locks: the database's own unique index still keeps orders apart.
            Err(TryLockError::Error(_)) => {}
        }
        let mut left = Vec::new();
        file.read_to_end(&mut left)?;
        let lock = Self { file, unclean: !left.is_empty() };
        // On a full disk an unclean end goes unnoticed; SQLite's journal bears that.
        let _ = lock.mark(OPEN);
        Ok(lock)
    }

    /// Whether the record was not closed the last time.
    pub(crate) fn was_left_open(&self) -> bool {
        self.unclean
    }

    /// Lets the next one in, and notes whether the end was a clean one.
    pub(crate) fn release(&self, clean: bool) {
        if clean {
            // Unmarked, the next start merely looks through the record once more.
            let _ = self.mark(b"");
        }
        let _ = self.file.unlock();
    }

    fn mark(&self, mark: &[u8]) -> io::Result<()> {
        let mut file = &self.file;
        file.rewind()?;
        file.set_len(0)?;
        file.write_all(mark)?;
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
        assert!(!first.was_left_open());
        assert!(matches!(Lock::take(&path), Err(RecordError::InUse)));
        first.release(true);
        assert!(!Lock::take(&path).unwrap().was_left_open());
    }

    #[test]
    fn an_end_without_closing_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.sqlite3");
        drop(Lock::take(&path).unwrap());
        let second = Lock::take(&path).unwrap();
        assert!(second.was_left_open());
        second.release(true);
    }
}
