//! Checks whether the folder for reports is available. A disconnected network drive can take minutes to
//! respond, so another thread checks it with a timeout.

use super::synced;
use serde::Serialize;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;
use ts_rs::TS;

/// A folder that takes longer counts as away.
const LOOK_TIMEOUT: Duration = Duration::from_secs(2);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FolderState {
    reach: Reach,
    /// Display name of the program that syncs it to a cloud.
    synced_by: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Reach {
    There,
    /// It will be created when something is first saved.
    NotYet,
    /// It does not respond, or its drive is away.
    Away,
    /// There is a file in its place.
    NoFolder,
}

pub(crate) async fn look_at(folder: PathBuf) -> FolderState {
    let home = std::env::home_dir().unwrap_or_default();
    let onedrive = synced::onedrive_folders();
    let synced_by = |folder: &Path| synced::synced_by(folder, &home, &onedrive, Path::is_dir);
    let named = synced_by(&folder);
    let looked = in_time(move || {
        // The folder may be a link.
        let real = folder.ancestors().find_map(|part| part.canonicalize().ok());
        (reach(&folder, |path| path.metadata().map(|found| found.is_dir())), real)
    });
    let (reach, real) = looked.await.unwrap_or((Reach::Away, None));
    FolderState { reach, synced_by: named.or_else(|| real.as_deref().and_then(synced_by)) }
}

async fn in_time<T: Send + 'static>(look: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::time::timeout(LOOK_TIMEOUT, tokio::task::spawn_blocking(look)).await.ok()?.ok()
}

/// `is_folder`: the system's answer for a path.
fn reach(folder: &Path, is_folder: impl Fn(&Path) -> io::Result<bool>) -> Reach {
    match is_folder(folder) {
        Ok(true) => Reach::There,
        Ok(false) => Reach::NoFolder,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let nearest = folder.ancestors().skip(1).find(|path| is_folder(path).is_ok());
            // Without its drive, only the mount point's parent is left.
            if nearest.is_some_and(|path| !shows_drives(path)) { Reach::NotYet } else { Reach::Away }
        }
        Err(_) => Reach::Away,
    }
}

fn shows_drives(path: &Path) -> bool {
    let is = |path: &Path| {
        ["/Volumes", "/media", "/run/media", "/mnt", "/net"].iter().any(|it| path == Path::new(it))
    };
    // On Linux, it contains a folder for each user.
    is(path) || path.parent().is_some_and(|parent| is(parent) && parent.ends_with("media"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn seen(folder: &str, there: &[&str]) -> Reach {
        let there: HashSet<_> = there.iter().map(PathBuf::from).collect();
        reach(Path::new(folder), |path| {
            if there.contains(path) { Ok(true) } else { Err(ErrorKind::NotFound.into()) }
        })
    }

    #[test]
    fn a_folder_that_is_not_made_yet_is_told_from_a_drive_that_is_away() {
        assert_eq!(seen("/home/示例/核查台", &["/", "/home", "/home/示例"]), Reach::NotYet);
        assert_eq!(seen("/home/示例/核查台", &["/", "/home/示例/核查台"]), Reach::There);
        for (folder, left) in [
            ("/Volumes/共享/核查台", "/Volumes"),
            ("/run/media/示例/U盘/核查台", "/run/media/示例"),
            ("/media/示例/核查台", "/media"),
            ("/mnt/共享/核查台", "/mnt"),
        ] {
            assert_eq!(seen(folder, &["/", left]), Reach::Away, "{folder}");
        }
        assert_eq!(seen("Z:/核查台", &[]), Reach::Away, "not even the drive's letter");
    }

    #[test]
    fn a_drive_that_answers_with_a_failure_is_away_and_a_file_is_no_folder() {
        let folder = Path::new("/mnt/共享/核查台");
        for kind in [ErrorKind::HostUnreachable, ErrorKind::TimedOut, ErrorKind::StaleNetworkFileHandle] {
            assert_eq!(reach(folder, |_| Err(kind.into())), Reach::Away);
        }
        assert_eq!(reach(folder, |_| Ok(false)), Reach::NoFolder);
    }

    #[tokio::test]
    async fn a_folder_that_does_not_answer_is_not_waited_for() {
        let (sender, receiver) = std::sync::mpsc::channel::<()>();
        tokio::time::pause();
        let looked = tokio::spawn(in_time(move || receiver.recv().is_ok()));
        tokio::task::yield_now().await;
        tokio::time::advance(LOOK_TIMEOUT + Duration::from_secs(1)).await;
        assert_eq!(looked.await.unwrap(), None);
        drop(sender);
    }
}
