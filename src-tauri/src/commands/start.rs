use crate::error::CommandError;
use crate::service_state::{CredentialView, Mode};
use crate::shell::{Session, Shell};
use desk::{Check, Compared, Language, Order, ProxySetting, ReuseWindow, ServiceAddress, SettingsFile};
use serde::Serialize;
use tauri::State;
use ts_rs::TS;

/// Everything that the page shows before the first look-up.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppState {
    /// Identifies the session; requests for another one are refused.
    epoch: u32,
    /// Answers stay on screen while this stays the same: they are of this account.
    account_since: u32,
    version: &'static str,
    mode: Mode,
    settings: SettingsView,
    /// Own check descriptions that could not be read.
    refused_checks: Vec<catalog::Error>,
    /// The checks with an answer that was compared with the vendor's page.
    compared: Vec<Compared>,
    /// Latest first.
    orders: Vec<Order>,
    /// The latest subjects, latest first.
    recent: Vec<String>,
}

/// The settings, and what may be shown of the credentials.
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
    /// Absent: kept without limit.
    retention_years: Option<u16>,
}

/// Opens keychain and record unless they are open, and returns the state. Retries a locked keychain.
#[tauri::command]
pub(crate) async fn app_state(shell: State<'_, Shell>) -> Result<AppState, CommandError> {
    // Lock first: another command may be saving settings.
    let mut session = shell.session.write().await;
    let file = shell.settings_file();
    if session.as_ref().is_none_or(|session| session.service.must_reopen()) {
        shell.open(&mut session, &file).await?;
    }
    AppState::of(&shell, session.as_ref(), &file)
}

impl AppState {
    pub(crate) fn of(
        shell: &Shell,
        session: Option<&Session>,
        file: &SettingsFile,
    ) -> Result<Self, CommandError> {
        let Session { epoch, account_since, service, .. } = session.ok_or(CommandError::Stale)?;
        let settings = &file.settings;
        let (orders, recent, compared) = match service.desk() {
            Some(desk) => (desk.orders()?, desk.recent_subjects()?, desk.archive().compared()?),
            None => (Vec::new(), Vec::new(), Vec::new()),
        };
        let folder = settings.evidence_folder.as_ref().unwrap_or(&shell.folders().evidence);
        Ok(Self {
            epoch: *epoch,
            account_since: *account_since,
            version: env!("CARGO_PKG_VERSION"),
            refused_checks: shell.refused_checks.clone(),
            compared,
            mode: service.mode(),
            settings: SettingsView {
                // If it is in doubt, the user must enter it: nobody has chosen the default.
                service_address: match file.address_in_doubt {
                    true => String::new(),
                    false => settings.service_address.clone(),
                },
                default_service_address: ServiceAddress::VENDOR,
                credential: service.credential.clone(),
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
