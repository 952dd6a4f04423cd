use crate::error::CommandError;
use crate::opened::{Mode, Opened};
use crate::shell::{Session, Shell};
use crate::window;
use desk::vault::KeychainProblem;
use desk::{Check, Language, Order, ProxySetting, ReuseWindow, ServiceAddress, Settings};
use serde::Serialize;
use tauri::{AppHandle, State};
use ts_rs::TS;

/// Everything that the page shows before anything is asked.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub(crate) struct AppState {
    /// Names what is open; requests that mean something else are refused.
    epoch: u32,
    version: &'static str,
    mode: Mode,
    settings: SettingsView,
    /// The latest first.
    orders: Vec<Order>,
    /// Subjects that were asked for last, the latest first.
    recent: Vec<String>,
}

/// What a person chose, and what of the credential may be shown.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "Settings")]
pub(crate) struct SettingsView {
    service_address: String,
    default_service_address: &'static str,
    credential: CredentialView,
    evidence_folder: String,
    proxy: ProxySetting,
    language: Language,
    checks: Vec<Check>,
    reuse: ReuseWindow,
    /// Absent: kept for ever.
    retention_years: Option<u16>,
}

/// What may be shown of the credential.
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

/// The first frame is on screen.
#[tauri::command]
pub(crate) fn painted(app: AppHandle) {
    window::show(&app);
}

/// Opens keychain and record, unless they are open, and says what they hold. A keychain that was locked is tried again.
#[tauri::command]
pub(crate) async fn app_state(shell: State<'_, Shell>) -> Result<AppState, CommandError> {
    // First the lock: whoever holds it may be saving other settings.
    let mut session = shell.session.write().await;
    let settings = shell.settings()?;
    if session.as_ref().is_none_or(|session| session.opened.desk().is_none()) {
        shell.open(&mut session, &settings).await?;
    }
    AppState::of(&shell, session.as_ref(), &settings)
}

impl AppState {
    pub(crate) fn of(
        shell: &Shell,
        session: Option<&Session>,
        settings: &Settings,
    ) -> Result<Self, CommandError> {
        let Session { epoch, opened, .. } = session.ok_or(CommandError::Stale)?;
        let credential = match opened {
            Opened::Real { key_tail, in_memory: true, .. }
            | Opened::ReadOnly { key_tail, in_memory: true, .. } => {
                CredentialView::InMemory { tail: key_tail.clone() }
            }
            Opened::Real { key_tail, .. } | Opened::ReadOnly { key_tail, .. } => {
                CredentialView::Saved { tail: key_tail.clone() }
            }
            Opened::Demo { keychain: None, .. } => CredentialView::None,
            Opened::Demo { keychain: Some(problem), .. } | Opened::Locked { problem, .. } => {
                CredentialView::Unavailable { problem: *problem }
            }
        };
        let (orders, recent) = match opened.desk() {
            Some(desk) => (desk.orders()?, desk.recent_subjects()?),
            None => (Vec::new(), Vec::new()),
        };
        let folder = settings.evidence_folder.as_ref().unwrap_or(&shell.folders().evidence);
        Ok(Self {
            epoch: *epoch,
            version: env!("CARGO_PKG_VERSION"),
            mode: opened.mode(),
            settings: SettingsView {
                service_address: settings.service_address.clone(),
                default_service_address: ServiceAddress::VENDOR,
                credential,
                evidence_folder: folder.to_string_lossy().into_owned(),
                proxy: settings.proxy.clone(),
                language: settings.language,
                checks: settings.checks.clone(),
                reuse: settings.reuse,
                retention_years: settings.retention_years,
            },
            orders,
            recent,
        })
    }
}
