use crate::error::CommandError;
use crate::logs;
use crate::shell::Shell;
use tauri::State;

/// Saves the log for support where the user chooses; `false` if the dialog was cancelled.
#[tauri::command]
pub(crate) async fn export_log(shell: State<'_, Shell>) -> Result<bool, CommandError> {
    let Some(target) = shell.system.place_to_save("qcc-desk-log.txt").await else {
        return Ok(false);
    };
    logs::export(&shell.folders().logs, &target).map_err(CommandError::cannot_save)?;
    Ok(true)
}
