use super::settings::chosen;
use crate::error::CommandError;
use crate::logs;
use crate::shell::Shell;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

/// Saves the log, for whoever helps, where a person says; `false` if they closed the dialog.
#[tauri::command]
pub(crate) async fn export_log(app: AppHandle, shell: State<'_, Shell>) -> Result<bool, CommandError> {
    let dialog = app.dialog().file().set_file_name("qcc-desk-log.txt");
    let Some(target) = chosen(|done| dialog.save_file(done)).await else {
        return Ok(false);
    };
    logs::export(&shell.folders().logs, &target).map_err(CommandError::cannot_save)?;
    Ok(true)
}
