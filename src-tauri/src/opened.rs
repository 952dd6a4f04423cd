//! Which service is open: the real one, the demo data, or none because the keychain keeps the credential to itself.

use crate::demo::{self, Sample};
use crate::error::CommandError;
use crate::folders::Folders;
use crate::keys::Keys;
use crate::proxy;
use desk::vault::KeychainProblem;
use desk::{
    Archive, Desk, Order, OrderError, Pace, RecordError, RecordProblem, Service, ServiceAddress, Settings,
    Setup, WallClock,
};
use sandbox::Sandbox;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use ts_rs::TS;

/// What is open.
pub(crate) enum Opened {
    /// No credential: fictional companies.
    Demo {
        desk: Arc<Desk>,
        /// Serves as long as it is kept.
        _sandbox: Sandbox,
        /// Whether the keychain answered; a person needs it once they have a credential.
        keychain: Option<KeychainProblem>,
    },
    /// The real service.
    Real { desk: Arc<Desk>, key_tail: String, in_memory: bool },
    /// A credential was saved, but the keychain does not give it now. To show fictional companies instead would mislead.
    Locked { archive: Arc<Archive>, host: String, problem: KeychainProblem },
    /// What would be asked could not be written down, so nothing is.
    ReadOnly { archive: Arc<Archive>, problem: RecordProblem, key_tail: String, in_memory: bool },
}

/// The same for the page.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Mode {
    Demo { samples: Vec<Sample> },
    Real { host: String },
    Locked { host: String, problem: KeychainProblem },
    ReadOnly { problem: RecordProblem },
}

/// Within the evidence folder, for what is fictional.
const DEMO_FOLDER: &str = "演示数据";

impl Opened {
    /// Opens what the settings and the keychain allow.
    pub(crate) async fn open(
        settings: &Settings,
        folders: &Folders,
        keys: &Keys,
    ) -> Result<Self, CommandError> {
        let address: ServiceAddress = settings.service_address.parse()?;
        let was_saved = settings.credentials_saved_for.contains(&address.to_string());
        let locked = async |problem| -> Result<Self, CommandError> {
            Ok(Self::Locked {
                archive: archive(&folders.record(), settings).await?,
                host: address.host(),
                problem,
            })
        };
        let evidence = settings.evidence_folder.clone().unwrap_or_else(|| folders.evidence.clone());
        let keychain = match keys.credential(&address).await {
            Ok(Some(credential)) => {
                let key_tail = tail(credential.key());
                let in_memory = keys.in_memory(&address).is_some();
                let way = proxy::way(&settings.proxy, None, keys).await?;
                let service = Service::new(address, &way, credential)?;
                let archive = archive(&folders.record(), settings).await?;
                if let Some(problem) = archive.problem().cloned() {
                    return Ok(Self::ReadOnly { archive, problem, key_tail, in_memory });
                }
                return Ok(Self::Real {
                    desk: desk(service, archive, evidence, settings)?,
                    key_tail,
                    in_memory,
                });
            }
            // A keychain that was never unlocked answers as if nothing were saved.
            Ok(None) if was_saved => return locked(KeychainProblem::Missing).await,
            Err(problem) if was_saved => return locked(problem).await,
            Ok(None) => None,
            Err(problem) => Some(problem),
        };
        let (service, sandbox) = demo::serve().await?;
        let path = folders.data.join("demo.sqlite3");
        let mut archive = archive(&path, settings).await?;
        if archive.problem().is_some() {
            // Fictional answers are no evidence; what cannot be written is put aside and begun anew.
            drop(archive);
            archive = Archive::begin_anew(&path, WallClock::system())?;
        }
        let desk = desk(service, archive, evidence.join(DEMO_FOLDER), settings)?;
        Ok(Self::Demo { desk, _sandbox: sandbox, keychain })
    }

    /// The desk to work at.
    pub(crate) fn desk(&self) -> Option<&Arc<Desk>> {
        match self {
            Self::Demo { desk, .. } | Self::Real { desk, .. } => Some(desk),
            Self::Locked { .. } | Self::ReadOnly { .. } => None,
        }
    }

    /// The record, which can be read even where nothing can be asked.
    pub(crate) fn archive(&self) -> &Arc<Archive> {
        match self {
            Self::Demo { desk, .. } | Self::Real { desk, .. } => desk.archive(),
            Self::Locked { archive, .. } | Self::ReadOnly { archive, .. } => archive,
        }
    }

    /// Where evidence is saved.
    pub(crate) fn evidence_folder(&self, settings: &Settings, folders: &Folders) -> PathBuf {
        let folder = settings.evidence_folder.as_ref().unwrap_or(&folders.evidence);
        match self {
            Self::Demo { .. } => folder.join(DEMO_FOLDER),
            Self::Real { .. } | Self::Locked { .. } | Self::ReadOnly { .. } => folder.clone(),
        }
    }

    /// Open orders of what is open now that nobody could go on with at this address and with this key.
    pub(crate) fn orders_left_behind(
        &self,
        address: &ServiceAddress,
        key: Option<&str>,
    ) -> Result<Vec<Order>, RecordError> {
        match self {
            // Fictional orders are no loss.
            Self::Demo { .. } => Ok(Vec::new()),
            Self::Real { desk, .. } => desk.archive().orders_left_behind(Some(desk.service()), address, key),
            Self::Locked { archive, .. } | Self::ReadOnly { archive, .. } => {
                archive.orders_left_behind(None, address, key)
            }
        }
    }

    pub(crate) fn is_damaged(&self) -> bool {
        matches!(self, Self::ReadOnly { problem: RecordProblem::Damaged { .. }, .. })
    }

    pub(crate) fn mode(&self) -> Mode {
        match self {
            Self::Demo { .. } => Mode::Demo { samples: demo::samples() },
            Self::Real { desk, .. } => Mode::Real { host: desk.service().source().host.clone() },
            Self::Locked { host, problem, .. } => Mode::Locked { host: host.clone(), problem: *problem },
            Self::ReadOnly { problem, .. } => Mode::ReadOnly { problem: problem.clone() },
        }
    }
}

/// How long an app that was just closed is waited for: its record stays open until a reply that may be paid for is in.
const PATIENCE: Duration = Duration::from_secs(70);
const PAUSE: Duration = Duration::from_millis(100);

/// Opens a record, and deletes from it what the settings no longer want kept.
async fn archive(path: &Path, settings: &Settings) -> Result<Arc<Archive>, CommandError> {
    let start = Instant::now();
    let archive = loop {
        match Archive::open(path, WallClock::system()) {
            Err(RecordError::InUse) if start.elapsed() < PATIENCE => tokio::time::sleep(PAUSE).await,
            opened => break opened?,
        }
    };
    if let (Some(years), None) = (settings.retention_years, archive.problem()) {
        archive.keep_for(years)?;
    }
    Ok(archive)
}

fn desk(
    service: Service,
    archive: Arc<Archive>,
    folder: PathBuf,
    settings: &Settings,
) -> Result<Arc<Desk>, CommandError> {
    let setup = Setup { service, archive, folder, reuse: settings.reuse, pace: Pace::default() };
    Desk::open(setup).map_err(|error| match error {
        OrderError::Record(error) => CommandError::from(error),
        other => CommandError::Record { detail: other.to_string() },
    })
}

/// The last four characters of a key, enough to recognise it by; nothing of a key that is hardly longer.
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
