//! Detects folders that a program syncs to a cloud: reports in them do not stay on this machine.
//!
//! It recognises the programs' usual locations and names only, as the documents for IT say, and on Windows
//! what OneDrive has in the registry.

use std::path::{Component, Path, PathBuf};

/// Variables in which OneDrive for Windows stores its folders. It often takes over the documents folder.
const VARIABLES: [&str; 3] = ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"];

/// Folder names, or prefixes before a space, bracket or hyphen, and their providers.
const NAMES: &[(&str, &str)] = &[
    ("OneDrive", "OneDrive"),
    ("SkyDrive", "OneDrive"),
    ("iCloudDrive", "iCloud"),
    ("iCloud Drive", "iCloud"),
    ("Mobile Documents", "iCloud"),
    ("Dropbox", "Dropbox"),
    ("Nutstore", "坚果云"),
    ("Nutstore Files", "坚果云"),
    ("我的坚果云", "坚果云"),
    ("坚果云", "坚果云"),
    ("Google Drive", "Google Drive"),
    ("GoogleDrive", "Google Drive"),
    ("My Drive", "Google Drive"),
    ("我的云端硬盘", "Google Drive"),
    ("WPSDrive", "WPS 云盘"),
    ("WPS Cloud Files", "WPS 云盘"),
    ("WPS云盘", "WPS 云盘"),
    ("WPS 云盘", "WPS 云盘"),
    ("BaiduSyncdisk", "百度网盘"),
    ("BaiduSyncDisk", "百度网盘"),
    ("BaiduNetdiskWorkspace", "百度网盘"),
    ("百度网盘同步空间", "百度网盘"),
    ("百度云同步盘", "百度网盘"),
    ("微云同步助手", "腾讯微云"),
    ("WeiyunDisk", "腾讯微云"),
    ("ecloud", "天翼云盘"),
    ("天翼云盘同步盘", "天翼云盘"),
    ("Nextcloud", "Nextcloud"),
    ("ownCloud", "ownCloud"),
    ("Seafile", "Seafile"),
    ("SynologyDrive", "Synology Drive"),
    ("Box", "Box"),
    ("Box Sync", "Box"),
    ("pCloudDrive", "pCloud"),
];

/// Where macOS keeps other providers' folders, named after provider and account: `OneDrive-示例`.
const CLOUD_STORAGE: &str = "CloudStorage";

/// The folders that OneDrive for Windows syncs: its own, and libraries of SharePoint and Teams, which are
/// named after an organisation.
pub(super) fn onedrive_folders() -> Vec<PathBuf> {
    let variables = VARIABLES.iter().filter_map(std::env::var_os).map(PathBuf::from);
    variables.chain(mount_points()).collect()
}

#[cfg(windows)]
fn mount_points() -> Vec<PathBuf> {
    let key = "Software\\SyncEngines\\Providers\\OneDrive";
    let Ok(provider) = windows_registry::CURRENT_USER.open(key) else { return Vec::new() };
    let Ok(names) = provider.keys() else { return Vec::new() };
    let place = |name: String| provider.open(name).and_then(|synced| synced.get_string("MountPoint")).ok();
    names.filter_map(place).map(PathBuf::from).collect()
}

#[cfg(not(windows))]
fn mount_points() -> Vec<PathBuf> {
    Vec::new()
}

/// The program that syncs `folder`, if any. `home`: its owner's home; `onedrive`: the folders that OneDrive
/// syncs; `is_there`: whether a folder exists.
pub(super) fn synced_by(
    folder: &Path,
    home: &Path,
    onedrive: &[PathBuf],
    is_there: impl Fn(&Path) -> bool,
) -> Option<&'static str> {
    if onedrive.iter().any(|root| contains(root, folder)) {
        return Some("OneDrive");
    }
    // With "Desktop & Documents" in iCloud, the folders keep their paths and iCloud has folders of the same
    // names.
    let in_icloud = |name: &str| {
        let icloud = home.join("Library/Mobile Documents/com~apple~CloudDocs").join(name);
        contains(&home.join(name), folder) && is_there(&icloud)
    };
    if in_icloud("Documents") || in_icloud("Desktop") {
        return Some("iCloud");
    }
    let mut names = names(folder).into_iter();
    let mut before = String::new();
    names.find_map(|name| {
        let found = provider(&name, before == CLOUD_STORAGE);
        before = name;
        found
    })
}

fn provider(name: &str, in_cloud_storage: bool) -> Option<&'static str> {
    let is = |known: &str| {
        let rest = strip_prefix_ignoring_case(name, known);
        // "OneDrive - 示例银行", "Dropbox (示例)", "GoogleDrive-示例"; but not "Boxes", nor the user's own "Box -
        // 2026".
        rest.is_some_and(|rest| {
            let of_an_account = rest.starts_with([' ', '-', '(', '（']) && known != "Box";
            rest.is_empty() || of_an_account || in_cloud_storage && rest.starts_with('-')
        })
    };
    let known = NAMES.iter().find(|(known, _)| is(known)).map(|(_, provider)| *provider);
    known.or(in_cloud_storage.then_some("CloudStorage"))
}

fn contains(root: &Path, folder: &Path) -> bool {
    let (root, folder) = (names(root), names(folder));
    let same = |(one, other): (&String, &String)| one.to_lowercase() == other.to_lowercase();
    !root.is_empty() && root.len() <= folder.len() && root.iter().zip(&folder).all(same)
}

/// The components of a path. Windows paths may start with `\\?\`.
fn names(path: &Path) -> Vec<String> {
    let text = path.to_string_lossy();
    match text.strip_prefix(r"\\?\") {
        Some(plain) => names(Path::new(plain)),
        // Windows paths are parsed on every system, so that tests can run anywhere.
        None if text.contains('\\') => {
            text.split('\\').filter(|it| !it.is_empty()).map(str::to_owned).collect()
        }
        None => path
            .components()
            .filter(|part| matches!(part, Component::Normal(_) | Component::Prefix(_)))
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect(),
    }
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider_of(folder: &str) -> Option<&'static str> {
        synced_by(Path::new(folder), Path::new("/Users/示例"), &[], |_| false)
    }

    #[test]
    fn folders_of_sync_programs_are_known_on_every_system() {
        for (folder, provider) in [
            (r"C:\Users\示例\OneDrive\文档\核查台", "OneDrive"),
            (r"C:\Users\示例\OneDrive - 示例银行\Documents\核查台", "OneDrive"),
            (r"C:\Users\示例\onedrive - Example Ltd\核查台", "OneDrive"),
            (r"\\?\C:\Users\示例\OneDrive\核查台", "OneDrive"),
            (r"C:\Users\示例\iCloudDrive\核查台", "iCloud"),
            (r"D:\Nutstore\1\核查台", "坚果云"),
            (r"D:\我的坚果云\核查台", "坚果云"),
            (r"G:\我的云端硬盘\核查台", "Google Drive"),
            (r"G:\My Drive\核查台", "Google Drive"),
            (r"D:\WPSDrive\123456\WPS云盘\核查台", "WPS 云盘"),
            (r"D:\WPS Cloud Files\123456\核查台", "WPS 云盘"),
            (r"D:\BaiduSyncdisk\核查台", "百度网盘"),
            (r"D:\BaiduNetdiskWorkspace\核查台", "百度网盘"),
            (r"C:\Users\示例\Dropbox (示例)\核查台", "Dropbox"),
            ("/Users/示例/Library/Mobile Documents/com~apple~CloudDocs/核查台", "iCloud"),
            ("/Users/示例/Library/CloudStorage/OneDrive-示例银行/核查台", "OneDrive"),
            ("/Users/示例/Library/CloudStorage/GoogleDrive-a@example.com/My Drive/核查台", "Google Drive"),
            ("/Users/示例/Library/CloudStorage/Box-Box/核查台", "Box"),
            ("/Users/示例/Library/CloudStorage/示例盘/核查台", "CloudStorage"),
            ("/home/示例/Nutstore Files/核查台", "坚果云"),
            ("/home/示例/Nextcloud/核查台", "Nextcloud"),
        ] {
            assert_eq!(provider_of(folder), Some(provider), "{folder}");
        }
    }

    #[test]
    fn folders_that_stay_on_this_machine_are_not_pointed_out() {
        for folder in [
            r"C:\Users\示例\Documents\核查台",
            r"D:\核查台",
            r"\\server\share\核查台",
            "/Users/示例/Documents/核查台",
            "/home/示例/文档/核查台",
            "/home/示例/Boxes/核查台",
            "/home/示例/Box - 2026/核查台",
            "/home/示例/OneDriveBackup/核查台",
            "/home/示例/坚果云盘点/核查台",
        ] {
            assert_eq!(provider_of(folder), None, "{folder}");
        }
    }

    #[test]
    fn a_documents_folder_that_was_moved_into_onedrive_is_known_by_the_environment() {
        let onedrive = [PathBuf::from(r"D:\云\Example")];
        let provider_of =
            |folder| synced_by(Path::new(folder), Path::new(r"C:\Users\示例"), &onedrive, |_| false);
        assert_eq!(provider_of(r"D:\云\example\Documents\核查台"), Some("OneDrive"));
        assert_eq!(provider_of(r"D:\云\Example2\Documents\核查台"), None);
        assert_eq!(provider_of(r"D:\云"), None);
    }

    #[test]
    fn a_library_of_sharepoint_or_teams_is_known_by_where_onedrive_keeps_it() {
        let library = r"C:\Users\示例\示例银行\合规部 - 文档";
        let onedrive = [r"C:\Users\示例\OneDrive - 示例银行", library, ""].map(PathBuf::from);
        let provider_of =
            |folder: &str| synced_by(Path::new(folder), Path::new(r"C:\Users\示例"), &onedrive, |_| false);
        assert_eq!(provider_of(&format!(r"{library}\核查台")), Some("OneDrive"));
        assert_eq!(provider_of(&format!(r"\\?\{library}\核查台")), Some("OneDrive"));
        assert_eq!(provider_of(library), Some("OneDrive"));
        assert_eq!(provider_of(r"C:\Users\示例\示例银行\核查台"), None, "beside it");
    }

    #[test]
    fn desktop_and_documents_in_icloud_keep_their_places_and_are_known() {
        let home = Path::new("/Users/示例");
        let icloud = |path: &Path| path.ends_with("com~apple~CloudDocs/Documents");
        let provider_of = |folder| synced_by(Path::new(folder), home, &[], icloud);
        assert_eq!(provider_of("/Users/示例/Documents/核查台"), Some("iCloud"));
        assert_eq!(provider_of("/Users/示例/Desktop/核查台"), None, "only what iCloud has");
        assert_eq!(provider_of("/Users/示例/核查台"), None);
    }
}
