//! Reads the settings file. Users and organisations may edit it, so any member may be wrong.

use super::Settings;
use crate::archive::SHORTEST_RETENTION_YEARS;
use crate::settings::ProxySetting;
use qcc::{ManualProxy, ServiceAddress};
use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use store::check::Check;
use store::files::{self, while_held};
use ts_rs::TS;

/// The settings, and what of the file cannot be used.
///
/// A doubtful member has its default here, for display and editing. Do not send requests with it: a default
/// would send the next call to another address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SettingsFile {
    pub settings: Settings,
    pub doubts: Vec<SettingsDoubt>,
    /// The app did not write the file: an organisation provided it, or someone edited it.
    pub by_hand: bool,
    /// The intended service address is unknown; nobody chose the default.
    pub address_in_doubt: bool,
}

/// A member of the file, or the whole file, that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SettingsDoubt {
    /// The member's name; absent for the whole file. Never its value, which may be a misplaced password.
    pub member: Option<String>,
    pub problem: SettingsProblem,
}

/// Why something in the settings file cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SettingsProblem {
    Gone,
    Unreadable,
    /// The file is not valid text (UTF-8).
    NotText,
    /// The file is not a JSON object.
    NotJson,
    /// There is no member with this name.
    Unknown,
    /// The member occurs more than once.
    Repeated,
    /// The member has an invalid value.
    NotUnderstood,
}

impl SettingsFile {
    /// Reads the file at `path`; if there is none, returns the defaults. `was_there`: the file must exist.
    pub fn load(path: &Path, was_there: bool) -> Self {
        match fs::read(path) {
            Ok(bytes) => Self::read(&bytes),
            Err(error) if error.kind() == ErrorKind::NotFound && !was_there => Self::default(),
            Err(error) if error.kind() == ErrorKind::NotFound => Self::all_in_doubt(SettingsProblem::Gone),
            Err(_) => Self::all_in_doubt(SettingsProblem::Unreadable),
        }
    }

    fn read(bytes: &[u8]) -> Self {
        let Some(text) = decoded(bytes) else {
            return Self::all_in_doubt(SettingsProblem::NotText);
        };
        let Ok(members) = serde_json::from_str::<Members>(&text) else {
            return Self::all_in_doubt(SettingsProblem::NotJson);
        };
        members.read()
    }

    fn all_in_doubt(problem: SettingsProblem) -> Self {
        let doubts = vec![SettingsDoubt { member: None, problem }];
        let by_hand = matches!(problem, SettingsProblem::NotText | SettingsProblem::NotJson);
        Self { settings: Settings::default(), doubts, by_hand, address_in_doubt: true }
    }
}

impl From<Settings> for SettingsFile {
    fn from(settings: Settings) -> Self {
        Self { settings, ..Self::default() }
    }
}

/// Keeps a file that cannot be understood under another name, so that saving the settings does not overwrite
/// it.
pub(super) fn keep_aside(path: &Path) -> io::Result<()> {
    match fs::read(path) {
        Ok(bytes) => {
            let aside = path.with_extension(format!("kept-{}.json", &files::sha256(&bytes)[..16]));
            if aside.exists() { Ok(()) } else { files::write_whole(&aside, bytes.as_slice()) }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        // An unreadable file can still be renamed.
        Err(_) => {
            let named = |number| path.with_extension(format!("kept-{number}.json"));
            let aside = (1..1000).map(named).find(|aside| fs::symlink_metadata(aside).is_err());
            let aside = aside.ok_or(ErrorKind::AlreadyExists)?;
            while_held(|| fs::rename(path, &aside))
        }
    }
}

/// Windows' own tools write a byte-order mark, and some of them UTF-16.
fn decoded(bytes: &[u8]) -> Option<String> {
    let utf_16 = |pairs: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, rest) = pairs.as_chunks();
        let units: Vec<u16> = pairs.iter().copied().map(unit).collect();
        String::from_utf16(&units).ok().filter(|_| rest.is_empty())
    };
    match bytes {
        [0xff, 0xfe, text @ ..] => utf_16(text, u16::from_le_bytes),
        [0xfe, 0xff, text @ ..] => utf_16(text, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, text @ ..] | text => String::from_utf8(text.to_vec()).ok(),
    }
}

/// The members of a JSON object, including duplicates.
struct Members {
    members: Vec<(String, Value)>,
    doubts: Vec<SettingsDoubt>,
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Vec<(String, Value)>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = object.next_entry()? {
                    members.push(member);
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Object).map(|members| Self { members, doubts: Vec::new() })
    }
}

impl Members {
    fn read(mut self) -> SettingsFile {
        let mut settings = Settings::default();
        let is_address = |address: &String| address.parse::<ServiceAddress>().is_ok();
        let is_proxy = |proxy: &ProxySetting| match proxy {
            ProxySetting::Manual { address, .. } => ManualProxy::new(address, None).is_ok(),
            ProxySetting::System | ProxySetting::Direct => true,
        };
        // The app always writes this member, and the documents tell organisations to omit it.
        let by_hand = !self.has("credentialsSavedFor");
        let names_address = self.has("serviceAddress");
        self.take("serviceAddress", &mut settings.service_address, is_address);
        let address_is_wrong = !self.doubts.is_empty();
        self.take("evidenceFolder", &mut settings.evidence_folder, |folder| {
            folder.as_ref().is_none_or(|folder| folder.is_absolute())
        });
        self.take("proxy", &mut settings.proxy, is_proxy);
        self.take("language", &mut settings.language, |_| true);
        self.take_checks(&mut settings.checks);
        self.take("reuse", &mut settings.reuse, |_| true);
        self.take("retentionYears", &mut settings.retention_years, |years| {
            years.is_none_or(|years| years >= SHORTEST_RETENTION_YEARS)
        });
        self.take("credentialsSavedFor", &mut settings.credentials_saved_for, |_| true);
        // An unknown member may be the misspelt address.
        let address_in_doubt = address_is_wrong || !names_address && !self.members.is_empty();
        let unknown = self.members.into_iter().map(|(name, _)| doubt(&name, SettingsProblem::Unknown));
        self.doubts.extend(unknown);
        SettingsFile { settings, doubts: self.doubts, by_hand, address_in_doubt }
    }

    /// An organisation may remove one of its own checks; that does not make the user's selection doubtful.
    fn take_checks(&mut self, into: &mut Vec<Check>) {
        let mut ids: Vec<String> = into.iter().map(|check| check.id().to_owned()).collect();
        let is_known = |id: &String| catalog::is_own_id(id) || Check::from_id(id).is_some();
        self.take("checks", &mut ids, |ids| ids.iter().all(is_known));
        *into = ids.iter().filter_map(|id| Check::from_id(id)).collect();
    }

    fn has(&self, name: &str) -> bool {
        self.members.iter().any(|(member, _)| member == name)
    }

    /// Removes a member, and stores its value if it is valid.
    fn take<T: DeserializeOwned>(&mut self, name: &str, into: &mut T, can_be: impl Fn(&T) -> bool) {
        let mut found: Vec<Value> =
            self.members.extract_if(.., |(member, _)| member == name).map(|(_, value)| value).collect();
        match (found.pop(), found.is_empty()) {
            (None, _) => {}
            (Some(_), false) => self.doubts.push(doubt(name, SettingsProblem::Repeated)),
            (Some(value), true) => match serde_json::from_value(value) {
                Ok(value) if can_be(&value) => *into = value,
                _ => self.doubts.push(doubt(name, SettingsProblem::NotUnderstood)),
            },
        }
    }
}

fn doubt(member: &str, problem: SettingsProblem) -> SettingsDoubt {
    // The name may be arbitrarily long.
    let member = Some(member.chars().take(60).collect());
    SettingsDoubt { member, problem }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Language;

    const PRESET: &str = r#"{
        "serviceAddress": "https://gateway.example",
        "proxy": { "kind": "manual", "address": "http://proxy.example:8080", "user": null },
        "language": "en",
        "retentionYears": null
    }"#;

    fn doubts(text: &str) -> Vec<(Option<String>, SettingsProblem)> {
        let doubts = SettingsFile::read(text.as_bytes()).doubts;
        doubts.into_iter().map(|doubt| (doubt.member, doubt.problem)).collect()
    }

    #[test]
    fn a_preset_is_read_with_or_without_a_mark_and_in_utf_16() {
        let plain = SettingsFile::read(PRESET.as_bytes());
        assert_eq!(plain.settings.service_address, "https://gateway.example");
        assert_eq!(plain.settings.language, Language::English);
        assert!(plain.doubts.is_empty() && plain.by_hand);
        let marked = format!("\u{feff}{PRESET}");
        let utf_16 = |bytes: fn(u16) -> [u8; 2]| marked.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        for bytes in [marked.clone().into_bytes(), utf_16(u16::to_le_bytes), utf_16(u16::to_be_bytes)] {
            assert_eq!(SettingsFile::read(&bytes), plain);
        }
    }

    #[test]
    fn each_member_that_is_wrong_is_named_and_the_others_hold() {
        use SettingsProblem::{NotUnderstood, Repeated, Unknown};
        for (member, problem) in [
            (r#""serviceAddress": "http://gateway.example""#, NotUnderstood),
            (r#""serviceAddress": "gateway""#, NotUnderstood),
            (r#""serviceAddress": 1"#, NotUnderstood),
            (r#""serviceAddress": null"#, NotUnderstood),
            (r#""serviceAddress": "https://a.example", "serviceAddress": "https://b.example""#, Repeated),
            (
                r#""proxy": { "kind": "manual", "address": "socks5://proxy.example:1080", "user": null }"#,
                NotUnderstood,
            ),
            (
                r#""proxy": { "kind": "manual", "address": "http://u:p@proxy.example", "user": null }"#,
                NotUnderstood,
            ),
            (r#""proxy": { "kind": "pac" }"#, NotUnderstood),
            (r#""proxy": "http://proxy.example:8080""#, NotUnderstood),
            (r#""evidenceFolder": "reports""#, NotUnderstood),
            (r#""evidenceFolder": ["/reports"]"#, NotUnderstood),
            (r#""language": "fr""#, NotUnderstood),
            (r#""checks": ["exitRestriction", "neverHeardOf"]"#, NotUnderstood),
            (r#""checks": ["exitRestriction", 1]"#, NotUnderstood),
            (r#""reuse": "always""#, NotUnderstood),
            (r#""retentionYears": 1"#, NotUnderstood),
            (r#""retentionYears": "ten""#, NotUnderstood),
            (r#""credentialsSavedFor": "https://pro.qcc.com""#, NotUnderstood),
            (r#""ServiceAddress": "https://gateway.example""#, Unknown),
            (r#""serviceAdress": "https://gateway.example""#, Unknown),
        ] {
            let name = member.split('"').nth(1).unwrap().to_owned();
            assert_eq!(doubts(&format!("{{ {member} }}")), [(Some(name.clone()), problem)], "{member}");
            let beside = if name == "reuse" { r#""language": "en""# } else { r#""reuse": "never""# };
            let file = SettingsFile::read(format!("{{ {beside}, {member} }}").as_bytes());
            assert!(file.doubts.len() == 1 && file.settings != Settings::default(), "{member}");
            let may_be_the_address = name.to_lowercase().starts_with("servicead");
            assert_eq!(file.address_in_doubt, may_be_the_address, "{member}");
        }
    }

    #[test]
    fn an_own_check_that_was_taken_back_is_left_out() {
        let file = SettingsFile::read(br#"{ "checks": ["own-gone", "customsCredit"] }"#);
        assert_eq!(file.doubts, []);
        assert_eq!(
            file.settings.checks.iter().map(|check| check.id()).collect::<Vec<_>>(),
            ["customsCredit"]
        );
    }

    #[test]
    fn a_file_that_is_none_is_in_doubt_as_a_whole() {
        use SettingsProblem::{NotJson, NotText};
        for (bytes, problem) in [
            (&b""[..], NotJson),
            (b"{\"serviceAddress\":", NotJson),
            (b"[]", NotJson),
            (b"null", NotJson),
            (b"{} {}", NotJson),
            (b"\0\0\0\0", NotJson),
            (b"{\"evidenceFolder\": \"\xd6\xd0\"}", NotText),
            (b"\xff\xfe{", NotText),
        ] {
            let file = SettingsFile::read(bytes);
            assert_eq!(file.doubts, [SettingsDoubt { member: None, problem }], "{bytes:?}");
            assert!(file.address_in_doubt);
        }
    }

    #[test]
    fn what_the_app_writes_is_not_taken_for_a_preset() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        Settings::default().save(&path).unwrap();
        assert!(!SettingsFile::load(&path, true).by_hand);
    }

    #[test]
    fn settings_that_are_gone_or_out_of_reach_are_in_doubt() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        assert!(SettingsFile::load(&path, false).doubts.is_empty(), "a first start");
        let problem = |file: SettingsFile| file.doubts.first().map(|doubt| doubt.problem);
        assert_eq!(problem(SettingsFile::load(&path, true)), Some(SettingsProblem::Gone));
        fs::create_dir(&path).unwrap();
        assert_eq!(problem(SettingsFile::load(&path, true)), Some(SettingsProblem::Unreadable));
    }

    #[test]
    fn saving_keeps_a_file_that_was_not_understood() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        let broken = b"{\"serviceAddress\": \"gateway\"}";
        for _ in 0..2 {
            fs::write(&path, broken).unwrap();
            Settings::default().save(&path).unwrap();
            assert!(SettingsFile::load(&path, true).doubts.is_empty());
        }
        Settings::default().save(&path).unwrap();
        let kept: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|other| *other != path)
            .collect();
        assert_eq!(kept.len(), 1, "once");
        assert_eq!(fs::read(&kept[0]).unwrap(), broken);

        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        Settings::default().save(&path).unwrap();
        assert!(path.is_file() && folder.path().join("settings.kept-1.json").is_dir());
    }
}
