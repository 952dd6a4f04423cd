//! The app's folders on this machine.

mod reach;
mod synced;

#[cfg(test)]
pub(crate) use reach::Reach;
pub(crate) use reach::{FolderState, look_at};

use std::path::{Path, PathBuf};
use std::{fs, io};
use tauri::{Manager, Runtime};

#[derive(Debug, Clone)]
pub(crate) struct Folders {
    /// Record and settings. Local application data, not roaming: the record is large, open while the app
    /// runs, and specific to this machine.
    pub(crate) data: PathBuf,
    /// The default folder for reports.
    pub(crate) evidence: PathBuf,
    /// The log. Also local.
    pub(crate) logs: PathBuf,
}

impl Folders {
    pub(crate) fn of<R: Runtime>(app: &impl Manager<R>) -> tauri::Result<Self> {
        let data = app.path().app_local_data_dir()?;
        // Linux systems may lack a documents folder.
        let evidence = app.path().document_dir().unwrap_or_else(|_| data.clone()).join("核查台");
        Ok(Self { data, evidence, logs: app.path().app_log_dir()? })
    }

    /// Creates the folders, inaccessible to other users of this machine. If one fails, the other is still
    /// created.
    pub(crate) fn make(&self) -> io::Result<()> {
        [&self.data, &self.logs].map(|folder| make_own(folder)).into_iter().collect()
    }

    pub(crate) fn record(&self) -> PathBuf {
        self.data.join("record.sqlite3")
    }

    /// Folders with an organisation's own checks; the one managed by IT comes first.
    pub(crate) fn own_checks(&self) -> Vec<PathBuf> {
        let managed = managed(std::env::consts::OS, std::env::var_os("ProgramData").map(PathBuf::from));
        managed.into_iter().chain([self.data.clone()]).map(|folder| folder.join("checks")).collect()
    }

    pub(crate) fn settings(&self) -> PathBuf {
        self.data.join("settings.json")
    }
}

/// The program's folder that is writable only for administrators.
fn managed(system: &str, program_data: Option<PathBuf>) -> Option<PathBuf> {
    match system {
        "windows" => program_data.map(|folder| folder.join("qcc-desk")),
        "macos" => Some("/Library/Application Support/io.github.qcc-desk".into()),
        _ => Some("/etc/qcc-desk".into()),
    }
}

/// Creates a folder for its owner only. Windows profiles are private anyway; homes on Linux often are not.
fn make_own(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tauri::test::{mock_builder, mock_context, noop_assets};

    const ID: &str = "io.github.qcc-desk";

    /// The system's folder for local application data.
    fn local() -> PathBuf {
        let home = std::env::home_dir().unwrap();
        let named = |name| std::env::var_os(name).map(PathBuf::from);
        match std::env::consts::OS {
            "windows" => named("LOCALAPPDATA").unwrap(),
            "macos" => home.join("Library/Application Support"),
            _ => named("XDG_DATA_HOME").unwrap_or_else(|| home.join(".local/share")),
        }
    }

    #[test]
    fn record_settings_and_log_stay_on_this_machine() {
        let mut context = mock_context(noop_assets());
        context.config_mut().identifier = ID.to_owned();
        let app = mock_builder().build(context).unwrap();
        let folders = Folders::of(&app).unwrap();
        let data = local().join(ID);
        assert_eq!(folders.data, data);
        assert_eq!(folders.record(), data.join("record.sqlite3"));
        assert_eq!(folders.settings(), data.join("settings.json"));
        let logs = match std::env::consts::OS {
            "macos" => std::env::home_dir().unwrap().join("Library/Logs").join(ID),
            _ => data.join("logs"),
        };
        assert_eq!(folders.logs, logs);
        if let Some(roaming) = std::env::var_os("APPDATA") {
            assert!([&folders.data, &folders.logs].iter().all(|folder| !folder.starts_with(&roaming)));
        }
    }

    #[test]
    fn own_checks_are_read_from_where_it_manages_them_first() {
        let program_data = Some(PathBuf::from("data"));
        for (system, folder) in [
            ("windows", "data/qcc-desk"),
            ("macos", "/Library/Application Support/io.github.qcc-desk"),
            ("linux", "/etc/qcc-desk"),
        ] {
            assert_eq!(managed(system, program_data.clone()), Some(folder.into()));
        }
        assert_eq!(managed("windows", None), None);
    }

    #[test]
    fn a_folder_that_cannot_be_made_does_not_keep_the_other_from_being_made() {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("data");
        fs::write(&data, "a file is in the way").unwrap();
        let logs = home.path().join("logs");
        let folders = Folders { data, evidence: home.path().to_owned(), logs };
        assert!(folders.make().is_err());
        assert!(folders.logs.is_dir());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_kept_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("share").join(ID);
        let folders = Folders { logs: data.join("logs"), evidence: home.path().to_owned(), data };
        // As created by an earlier version.
        fs::create_dir_all(&folders.data).unwrap();
        folders.make().unwrap();
        folders.make().unwrap();
        for folder in [&folders.data, &folders.logs] {
            assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700, "{folder:?}");
        }
    }
}
