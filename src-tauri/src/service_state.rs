//! The open service: the real one, the demo data, or none, for example because the keychain is locked.

use crate::demo::{self, Sample};
use crate::error::CommandError;
use crate::folders::Folders;
use crate::proxy;
use crate::secrets::Secrets;
use desk::vault::KeychainProblem;
use desk::{
    Account, Archive, Credential, Desk, Order, OrderError, Polling, RecordError, RecordProblem,
    RecordTrouble, Service, ServiceAddress, Settings, SettingsFile, Setup, WallClock,
};
use sandbox::Sandbox;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use ts_rs::TS;

pub(crate) struct ServiceState {
    /// The record, which is readable even if requests are not possible.
    pub(crate) archive: Arc<Archive>,
    /// Also shown with the demo data: the user will need the keychain for credentials.
    pub(crate) credential: CredentialView,
    pub(crate) kind: Kind,
}

pub(crate) enum Kind {
    /// No credentials: fictional companies.
    Demo {
        desk: Arc<Desk>,
        /// Stops serving when dropped.
        _sandbox: Sandbox,
    },
    /// The real service.
    Real { desk: Arc<Desk> },
    /// Credentials were saved, but the keychain does not return them now. Fictional companies would be
    /// misleading.
    Locked { host: String, problem: KeychainProblem },
    /// Requests could not be recorded, so none are sent.
    ReadOnly { problem: RecordProblem },
    /// Something else prevents requests, such as the settings. Settings and record can still be opened.
    Unready { error: CommandError },
}

/// The open service, for the page.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Mode {
    Demo { samples: Vec<Sample> },
    Real { host: String },
    Locked { host: String, problem: KeychainProblem },
    ReadOnly { problem: RecordProblem },
    Unready { error: CommandError },
}

/// What may be shown of the credentials.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum CredentialView {
    None,
    /// `tail`: the last four characters of the AppKey.
    Saved {
        tail: String,
    },
    /// Only in memory, until the app ends.
    InMemory {
        tail: String,
    },
    Unavailable {
        problem: KeychainProblem,
    },
}

/// Subfolder of the evidence folder for fictional data.
const DEMO_FOLDER: &str = "演示数据";

impl ServiceState {
    /// Opens what settings and keychain allow. Whatever fails, the settings can be opened, and the record as
    /// far as it is readable. Only if another process is using the record, this retries and then fails.
    pub(crate) async fn open(
        file: &SettingsFile,
        folders: &Folders,
        secrets: &Secrets,
    ) -> Result<Self, CommandError> {
        let settings = &file.settings;
        let found = match settings.service_address.parse::<ServiceAddress>() {
            // Do not replace a doubtful address with the default, which nobody chose.
            Ok(address) if !file.address_in_doubt => secrets.credential(&address).await,
            _ => Ok(None),
        };
        let credential = CredentialView::of(&found, settings, secrets);
        let service = match CommandError::if_doubtful(file, folders) {
            Some(doubtful) => Err(doubtful),
            None => Self::open_service(settings, found, credential.clone(), folders, secrets).await,
        };
        let error = match service {
            Err(error) if error != CommandError::InUse => error,
            service => return service,
        };
        let path = folders.record();
        let archive = match path.exists() || path.with_extension("lock").exists() {
            true => record(folders, settings).await?,
            // Do not create a record just for viewing.
            false => Archive::in_memory(WallClock::system())?,
        };
        // Report one problem at a time: that of the record follows once the settings are saved.
        let doubtful = matches!(error, CommandError::DoubtfulSettings { .. });
        let kind = match archive.problem().cloned() {
            Some(problem) if !doubtful => Kind::ReadOnly { problem },
            _ => Kind::Unready { error },
        };
        Ok(Self { archive, credential, kind })
    }

    async fn open_service(
        settings: &Settings,
        found: Result<Option<Credential>, KeychainProblem>,
        credential: CredentialView,
        folders: &Folders,
        secrets: &Secrets,
    ) -> Result<Self, CommandError> {
        let address: ServiceAddress = settings.service_address.parse()?;
        let was_saved = settings.credentials_saved_for.contains(&address.to_string());
        let evidence = settings.evidence_folder.clone().unwrap_or_else(|| folders.evidence.clone());
        let locked = match found {
            Ok(Some(key)) => {
                let proxy = proxy::load(&settings.proxy, None, secrets).await?;
                let service = Service::new(address, &proxy, key)?;
                let archive = record(folders, settings).await?;
                let kind = match archive.problem().cloned() {
                    Some(problem) => Kind::ReadOnly { problem },
                    None => Kind::Real { desk: desk(service, archive.clone(), evidence, settings)? },
                };
                return Ok(Self { archive, credential, kind });
            }
            // A keychain that was never unlocked answers as if nothing were saved.
            Ok(None) => was_saved.then_some(KeychainProblem::Missing),
            Err(problem) => was_saved.then_some(problem),
        };
        if let Some(keychain) = locked {
            let archive = record(folders, settings).await?;
            return Ok(match archive.problem().cloned() {
                Some(problem) => Self { archive, credential, kind: Kind::ReadOnly { problem } },
                None => Self {
                    archive,
                    credential: CredentialView::Unavailable { problem: keychain },
                    kind: Kind::Locked { host: address.host(), problem: keychain },
                },
            });
        }
        let (service, sandbox) = demo::serve().await?;
        let archive = demo_record(folders).await?;
        let desk = desk(service, archive.clone(), evidence.join(DEMO_FOLDER), settings)?;
        Ok(Self { archive, credential, kind: Kind::Demo { desk, _sandbox: sandbox } })
    }

    /// The account of the real service. Demo data has none: its record ends with its session.
    pub(crate) fn account(&self) -> Option<&Account> {
        match &self.kind {
            Kind::Real { desk } => Some(desk.account()),
            Kind::Demo { .. } | Kind::Locked { .. } | Kind::ReadOnly { .. } | Kind::Unready { .. } => None,
        }
    }

    pub(crate) fn desk(&self) -> Option<&Arc<Desk>> {
        match &self.kind {
            Kind::Demo { desk, .. } | Kind::Real { desk } => Some(desk),
            Kind::Locked { .. } | Kind::ReadOnly { .. } | Kind::Unready { .. } => None,
        }
    }

    /// Whether it must be reopened: no requests are possible, or the record turned out to be damaged.
    pub(crate) fn must_reopen(&self) -> bool {
        self.desk().is_none() || self.archive.is_damaged()
    }

    pub(crate) fn evidence_folder(&self, settings: &Settings, folders: &Folders) -> PathBuf {
        let folder = settings.evidence_folder.as_ref().unwrap_or(&folders.evidence);
        match self.kind {
            Kind::Demo { .. } => folder.join(DEMO_FOLDER),
            Kind::Real { .. } | Kind::Locked { .. } | Kind::ReadOnly { .. } | Kind::Unready { .. } => {
                folder.clone()
            }
        }
    }

    /// Open orders that could not be continued with this address and key.
    pub(crate) fn orders_left_behind(
        &self,
        address: &ServiceAddress,
        key: Option<&str>,
    ) -> Result<Vec<Order>, RecordError> {
        match &self.kind {
            // Fictional orders do not matter.
            Kind::Demo { .. } => Ok(Vec::new()),
            Kind::Real { desk } => self.archive.orders_left_behind(Some(desk.service()), address, key),
            Kind::Locked { .. } => self.archive.orders_left_behind(None, address, key),
            // An unreadable record must not prevent saving the settings.
            Kind::ReadOnly { .. } | Kind::Unready { .. } => {
                Ok(self.archive.orders_left_behind(None, address, key).unwrap_or_default())
            }
        }
    }

    /// Whether the user may create a new record.
    pub(crate) fn may_create_record(&self) -> bool {
        use RecordProblem::{Damaged, Missing};
        matches!(self.kind, Kind::ReadOnly { problem: Damaged { .. } | Missing { .. } })
    }

    pub(crate) fn mode(&self) -> Mode {
        match &self.kind {
            Kind::Demo { .. } => Mode::Demo { samples: demo::samples() },
            Kind::Real { desk } => Mode::Real { host: desk.service().source().host },
            Kind::Locked { host, problem } => Mode::Locked { host: host.clone(), problem: *problem },
            Kind::ReadOnly { problem } => Mode::ReadOnly { problem: problem.clone() },
            Kind::Unready { error } => Mode::Unready { error: error.clone() },
        }
    }
}

/// How long to wait for an app that was just closed: its record stays open until a reply that may be billed
/// has arrived.
const RELEASE_TIMEOUT: Duration = Duration::from_secs(70);
const PAUSE: Duration = Duration::from_millis(100);

impl CredentialView {
    fn of(
        found: &Result<Option<Credential>, KeychainProblem>,
        settings: &Settings,
        secrets: &Secrets,
    ) -> Self {
        let address = settings.service_address.parse().ok();
        let in_memory = address.is_some_and(|address| secrets.in_memory(&address).is_some());
        match found {
            Ok(None) => Self::None,
            Ok(Some(credential)) if in_memory => Self::InMemory { tail: tail(credential.key()) },
            Ok(Some(credential)) => Self::Saved { tail: tail(credential.key()) },
            Err(problem) => Self::Unavailable { problem: *problem },
        }
    }
}

async fn record(folders: &Folders, settings: &Settings) -> Result<Arc<Archive>, CommandError> {
    // If credentials were saved, there must have been a record.
    archive(&folders.record(), !settings.credentials_saved_for.is_empty()).await
}

/// Creates the record if there never was one. This must precede saving credentials: afterwards, an absent
/// record counts as missing.
pub(crate) async fn create_record(folders: &Folders, settings: &Settings) -> Result<(), CommandError> {
    if !settings.credentials_saved_for.is_empty() || folders.record().exists() {
        return Ok(());
    }
    let archive = archive(&folders.record(), false).await?;
    archive.close();
    match archive.problem() {
        Some(&RecordProblem::Unwritable { trouble }) => {
            Err(CommandError::Record { trouble, detail: String::new() })
        }
        _ => Ok(()),
    }
}

/// Opens the record of the demo data. Since fictional answers are no evidence, an unwritable record is moved
/// aside and replaced, if necessary by one in memory.
async fn demo_record(folders: &Folders) -> Result<Arc<Archive>, CommandError> {
    let path = folders.data.join("demo.sqlite3");
    let archive = archive(&path, false).await?;
    if archive.problem().is_none() {
        return Ok(archive);
    }
    drop(archive);
    match Archive::start_new(&path, WallClock::system()) {
        Ok(archive) if archive.problem().is_none() => Ok(archive),
        _ => Ok(Archive::in_memory(WallClock::system())?),
    }
}

async fn archive(path: &Path, was_there: bool) -> Result<Arc<Archive>, CommandError> {
    let start = Instant::now();
    loop {
        match Archive::open_again(path, was_there, WallClock::system()) {
            Err(RecordError::InUse) if start.elapsed() < RELEASE_TIMEOUT => tokio::time::sleep(PAUSE).await,
            opened => return Ok(opened?),
        }
    }
}

fn desk(
    service: Service,
    archive: Arc<Archive>,
    folder: PathBuf,
    settings: &Settings,
) -> Result<Arc<Desk>, CommandError> {
    let setup = Setup { service, archive, folder, reuse: settings.reuse, polling: Polling::default() };
    Desk::open(setup).map_err(|error| match error {
        OrderError::Record(error) => CommandError::from(error),
        other => CommandError::Record { trouble: RecordTrouble::Other, detail: other.to_string() },
    })
}

/// The last four characters of a key, for recognising it; empty if the key is hardly longer.
fn tail(key: &str) -> String {
    if key.len() >= 12 { key[key.len() - 4..].to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_key_is_not_given_away_by_its_tail() {
        assert_eq!(tail("0123456789abcdef"), "cdef");
        assert_eq!(tail("AppKey"), "");
    }
}
