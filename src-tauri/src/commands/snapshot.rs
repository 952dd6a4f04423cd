use super::settings::chosen;
use crate::error::CommandError;
use crate::shell::Shell;
use tauri::async_runtime::spawn_blocking;
use tauri::ipc::Response;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

/// The picture as PNG, drawn anew.
#[tauri::command]
pub(crate) async fn snapshot_bytes(
    epoch: u32,
    file: i64,
    shell: State<'_, Shell>,
) -> Result<Response, CommandError> {
    let archive = shell.archive(epoch).await?;
    let drawn = spawn_blocking(move || archive.shown_picture(file)).await;
    Ok(Response::new(drawn.map_err(CommandError::cannot_open)??))
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
