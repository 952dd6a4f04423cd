mod file;

pub use file::{SettingsDoubt, SettingsFile, SettingsProblem};

use crate::reuse::ReuseWindow;
use catalog::ListCheck;
use qcc::ServiceAddress;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};
use store::check::Check;
use store::files;
use ts_rs::TS;

/// The user's settings. Contain no part of the credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    pub service_address: String,
    /// Folder for reports; `None` for the default.
    pub evidence_folder: Option<PathBuf>,
    pub proxy: ProxySetting,
    pub language: Language,
    pub checks: Vec<Check>,
    pub reuse: ReuseWindow,
    /// Entries older than this many years, at least ten, are suggested for deletion; `None` to suggest none.
    pub retention_years: Option<u16>,
    /// Addresses with saved credentials. If the keychain has none for one of these, it is locked or was
    /// emptied; the user is not a new one.
    pub credentials_saved_for: Vec<String>,
}

/// The proxy setting. A password is kept in the keychain.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum ProxySetting {
    #[default]
    System,
    Direct,
    Manual {
        /// `http://host:port`.
        address: String,
        /// The user name; `None` if the proxy needs none.
        user: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub enum Language {
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    #[serde(rename = "en")]
    English,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            service_address: ServiceAddress::VENDOR.to_owned(),
            evidence_folder: None,
            proxy: ProxySetting::default(),
            language: Language::default(),
            checks: usual_checks(),
            reuse: ReuseWindow::default(),
            retention_years: None,
            credentials_saved_for: Vec::new(),
        }
    }
}

/// The described checks that are selected by default, and the snapshot.
fn usual_checks() -> Vec<Check> {
    let lists = ListCheck::all().filter(|check| check.default).map(Check::List);
    lists.chain([Check::RegistrationSnapshot]).collect()
}

impl Settings {
    /// Writes the file at `path` atomically. If the existing file cannot be understood, it is kept beside it.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        if !SettingsFile::load(path, false).doubts.is_empty() {
            file::keep_aside(path)?;
        }
        let text = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        files::write_whole(path, text.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_the_same_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new").join("settings.json");
        let proxy =
            ProxySetting::Manual { address: "http://proxy.example:8080".into(), user: Some("u".into()) };
        let settings = Settings { language: Language::English, checks: vec![], proxy, ..Settings::default() };
        settings.save(&path).unwrap();
        assert_eq!(SettingsFile::load(&path, true), SettingsFile::from(settings));
    }
}
