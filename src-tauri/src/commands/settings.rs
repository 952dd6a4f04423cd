use super::start::AppState;
use crate::error::CommandError;
use crate::folders::{self, FolderState};
use crate::proxy::{self, ProxyChange};
use crate::secrets::Keep;
use crate::service_state;
use crate::shell::Shell;
use desk::vault::KeychainProblem;
use desk::{
    Check, ConnectionTest, Credential, Language, ReuseWindow, SHORTEST_RETENTION_YEARS, ServiceAddress,
    SettingsFile, WallClock,
};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use tauri::State;
use ts_rs::TS;

/// Typed credentials. They cross from the page to the shell, never back.
#[derive(Deserialize, TS)]
#[ts(rename = "Credential")]
pub(crate) struct TypedCredential {
    key: String,
    #[ts(type = "string")]
    secret: SecretString,
}

/// Changed settings. Without `credential`, the saved one for the address stays.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SettingsChange {
    service_address: String,
    credential: Option<TypedCredential>,
    /// Where to keep typed credentials and passwords.
    keep: Keep,
    proxy: ProxyChange,
    evidence_folder: String,
    language: Language,
    reuse: ReuseWindow,
    retention_years: Option<u16>,
    /// The user knows that no other account can continue the open orders, and changes it anyway.
    leave_orders: bool,
}

/// A connection to test. Without `credential`, the saved one for the address is used.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TestConnection {
    service_address: String,
    credential: Option<TypedCredential>,
    proxy: ProxyChange,
}

impl TypedCredential {
    fn parse(self) -> Result<Credential, CommandError> {
        Ok(Credential::new(self.key, self.secret)?)
    }
}

/// Saves the settings and any typed credentials, and opens what they allow.
#[tauri::command]
pub(crate) async fn save_settings(
    change: SettingsChange,
    shell: State<'_, Shell>,
) -> Result<AppState, CommandError> {
    let address: ServiceAddress = change.service_address.parse()?;
    let credential = change.credential.map(TypedCredential::parse).transpose()?;
    let (proxy, password) = change.proxy.parse()?;
    let folder = PathBuf::from(change.evidence_folder);
    if !folder.is_absolute() {
        return Err(CommandError::Folder);
    }

    let mut session = shell.session.write().await;
    let before = shell.settings_file().settings;
    if !change.leave_orders && (credential.is_some() || address.to_string() != before.service_address) {
        let saved =
            if credential.is_none() { shell.secrets.credential(&address).await.ok().flatten() } else { None };
        let key = credential.as_ref().or(saved.as_ref()).map(Credential::key);
        let orders = match session.as_ref() {
            Some(session) => session.service.orders_left_behind(&address, key)?,
            None => Vec::new(),
        };
        if !orders.is_empty() {
            return Err(CommandError::OrdersLeftBehind { orders });
        }
    }
    let mut settings = before.clone();
    settings.service_address = address.to_string();
    settings.language = change.language;
    settings.reuse = change.reuse;
    settings.retention_years = change.retention_years.map(|years| years.max(SHORTEST_RETENTION_YEARS));
    settings.evidence_folder = (folder != shell.folders().evidence).then_some(folder);
    // A typed password always counts as a change.
    let retyped = password.is_some();
    proxy::keep(&proxy, password, change.keep, &shell.secrets).await?;
    settings.proxy = proxy;
    // Reopening waits for orders in progress, so do it only if they are affected.
    let mut reopen = session.as_ref().is_none_or(|session| session.service.must_reopen())
        || settings.service_address != before.service_address
        || settings.evidence_folder != before.evidence_folder
        || settings.proxy != before.proxy
        || retyped
        || settings.reuse != before.reuse;
    if let Some(credential) = credential {
        if change.keep == Keep::Keychain {
            service_state::create_record(shell.folders(), &before).await?;
        }
        shell.secrets.keep_credential(change.keep, &address, credential).await?;
        reopen = true;
        if change.keep == Keep::Keychain
            && !settings.credentials_saved_for.contains(&settings.service_address)
        {
            settings.credentials_saved_for.push(settings.service_address.clone());
        }
    }
    settings.save(&shell.folders().settings()).map_err(CommandError::settings)?;
    shell.show_menu(settings.language);
    proxy::forget(&before.proxy, &settings.proxy, &shell.secrets).await;
    let file = SettingsFile::from(settings);
    if reopen {
        shell.open(&mut session, &file).await?;
    }
    AppState::of(&shell, session.as_ref(), &file)
}

/// Deletes the credentials for the service address from the keychain and returns to the demo data.
#[tauri::command]
pub(crate) async fn forget_credential(shell: State<'_, Shell>) -> Result<AppState, CommandError> {
    let mut session = shell.session.write().await;
    let mut settings = shell.settings()?;
    let was_saved = settings.credentials_saved_for.contains(&settings.service_address);
    shell.secrets.forget_credential(&settings.service_address.parse()?, was_saved).await?;
    settings.credentials_saved_for.retain(|address| *address != settings.service_address);
    settings.save(&shell.folders().settings()).map_err(CommandError::settings)?;
    let file = SettingsFile::from(settings);
    shell.open(&mut session, &file).await?;
    AppState::of(&shell, session.as_ref(), &file)
}

/// Asks the service whether it accepts the credentials.
#[tauri::command]
pub(crate) async fn test_connection(
    request: TestConnection,
    shell: State<'_, Shell>,
) -> Result<ConnectionTest, CommandError> {
    let address: ServiceAddress = request.service_address.parse()?;
    let credential = match request.credential {
        Some(typed) => typed.parse()?,
        None => shell.secrets.credential(&address).await?.ok_or(KeychainProblem::Missing)?,
    };
    let (setting, password) = request.proxy.parse()?;
    let proxy = proxy::load(&setting, password, &shell.secrets).await?;
    Ok(desk::test_connection(address, &proxy, &credential, &WallClock::system()).await?)
}

#[derive(Debug, Serialize, TS)]
pub(crate) struct ChosenFolder {
    path: PathBuf,
    state: FolderState,
}

/// Lets the user choose a folder for reports; `None` if the dialog was cancelled.
#[tauri::command]
pub(crate) async fn choose_folder(shell: State<'_, Shell>) -> Result<Option<ChosenFolder>, CommandError> {
    let Some(path) = shell.system.folder().await else {
        return Ok(None);
    };
    Ok(Some(ChosenFolder { state: folders::look_at(path.clone()).await, path }))
}

#[tauri::command]
pub(crate) async fn folder_state(shell: State<'_, Shell>) -> Result<FolderState, CommandError> {
    let named = shell.settings_file().settings.evidence_folder;
    Ok(folders::look_at(named.unwrap_or_else(|| shell.folders().evidence.clone())).await)
}

#[tauri::command]
pub(crate) async fn remember_checks(checks: Vec<Check>, shell: State<'_, Shell>) -> Result<(), CommandError> {
    // Prevents concurrent changes of the file.
    let _session = shell.session.write().await;
    let mut settings = shell.settings()?;
    settings.checks = checks;
    settings.save(&shell.folders().settings()).map_err(CommandError::settings)
}
