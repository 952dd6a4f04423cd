use super::settings::chosen;
use crate::error::CommandError;
use crate::shell::Shell;
use tauri::ipc::Response;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

/// The picture's bytes, as bytes.
#[tauri::command]
pub(crate) async fn snapshot_bytes(
    epoch: u32,
    file: i64,
    shell: State<'_, Shell>,
) -> Result<Response, CommandError> {
    Ok(Response::new(shell.archive(epoch).await?.picture(file)?.bytes))
}

/// Saves the picture where a person says; `false` if they closed the dialog.
#[tauri::command]
pub(crate) async fn save_snapshot(
    epoch: u32,
    file: i64,
    app: AppHandle,
    shell: State<'_, Shell>,
) -> Result<bool, CommandError> {
    let archive = shell.archive(epoch).await?;
    let name = archive.picture(file)?.file_name;
    let Some(target) = chosen(|done| app.dialog().file().set_file_name(name).save_file(done)).await else {
        return Ok(false);
    };
    archive.copy_picture(file, &target)?;
    Ok(true)
}
