//! Which service is open: the real one, the demo data, or none because the keychain keeps the credential to itself.

use crate::demo::{self, Sample};
use crate::error::CommandError;
use desk::vault::{self, KeychainProblem};
use desk::{Desk, Service, ServiceAddress, Settings};
use sandbox::Sandbox;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;
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
    Real { desk: Arc<Desk>, key_tail: String },
    /// A credential was saved, but the keychain does not give it now. To show fictional companies instead would mislead.
    Locked { host: String, problem: KeychainProblem },
}

/// The same for the page.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Mode {
    Demo { samples: Vec<Sample> },
    Real { host: String },
    Locked { host: String, problem: KeychainProblem },
}

/// Where things are kept on this machine.
#[derive(Debug, Clone)]
pub(crate) struct Folders {
    /// Local application data, which does not roam.
    pub(crate) data: PathBuf,
    /// Where reports go unless a person chose another folder.
    pub(crate) evidence: PathBuf,
}

impl Opened {
    /// Opens what the settings and the keychain allow.
    pub(crate) async fn open(settings: &Settings, folders: &Folders) -> Result<Self, CommandError> {
        let address: ServiceAddress = settings.service_address.parse()?;
        let was_saved = settings.credentials_saved_for.contains(&address.to_string());
        let locked = |problem| Self::Locked { host: address.host(), problem };
        let evidence = settings.evidence_folder.clone().unwrap_or_else(|| folders.evidence.clone());
        let keychain = match vault::load(&address).await {
            Ok(Some(credential)) => {
                let key_tail = tail(credential.key());
                let service = Service::new(address, credential)?;
                let desk = Desk::open(service, &folders.data.join("record.sqlite3"), evidence)?;
                return Ok(Self::Real { desk, key_tail });
            }
            // A keychain that was never unlocked answers as if nothing were saved.
            Ok(None) if was_saved => return Ok(locked(KeychainProblem::Missing)),
            Err(problem) if was_saved => return Ok(locked(problem)),
            Ok(None) => None,
            Err(problem) => Some(problem),
        };
        let (desk, sandbox) =
            demo::open(&folders.data.join("demo.sqlite3"), evidence.join("演示数据")).await?;
        Ok(Self::Demo { desk, _sandbox: sandbox, keychain })
    }

    /// The desk to work at.
    pub(crate) fn desk(&self) -> Option<&Arc<Desk>> {
        match self {
            Self::Demo { desk, .. } | Self::Real { desk, .. } => Some(desk),
            Self::Locked { .. } => None,
        }
    }

    pub(crate) fn mode(&self) -> Mode {
        match self {
            Self::Demo { .. } => Mode::Demo { samples: demo::samples() },
            Self::Real { desk, .. } => Mode::Real { host: desk.service().source().host.clone() },
            Self::Locked { host, problem } => Mode::Locked { host: host.clone(), problem: *problem },
        }
    }
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
