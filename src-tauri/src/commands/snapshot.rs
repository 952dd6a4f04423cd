use crate::clipboard;
use crate::error::CommandError;
use crate::file_actions;
use crate::shell::Shell;
use desk::{Archive, SavingError};
use tauri::State;
use tauri::async_runtime::spawn_blocking;
use tauri::ipc::Response;

/// The picture as PNG, scaled down if it is much wider than `widest` pixels.
#[tauri::command]
pub(crate) async fn snapshot_preview(
    epoch: u32,
    file: i64,
    widest: u32,
    shell: State<'_, Shell>,
) -> Result<Response, CommandError> {
    Ok(Response::new(drawn(epoch, &shell, move |archive| archive.picture_preview(file, widest)).await?))
}

/// The picture in full resolution, in the format of [`Archive::picture_tiles`].
#[tauri::command]
pub(crate) async fn snapshot_tiles(
    epoch: u32,
    file: i64,
    shell: State<'_, Shell>,
) -> Result<Response, CommandError> {
    Ok(Response::new(drawn(epoch, &shell, move |archive| archive.picture_tiles(file)).await?))
}

#[tauri::command]
pub(crate) async fn copy_snapshot(
    epoch: u32,
    file: i64,
    shell: State<'_, Shell>,
) -> Result<(), CommandError> {
    let png = drawn(epoch, &shell, move |archive| archive.whole_picture(file)).await?;
    clipboard::offer(&shell.system, png).await
}

/// Saves the picture where the user chooses; `false` if the dialog was cancelled.
#[tauri::command]
pub(crate) async fn save_snapshot(
    epoch: u32,
    file: i64,
    shell: State<'_, Shell>,
) -> Result<bool, CommandError> {
    let archive = shell.archive(epoch).await?;
    let name = archive.picture(file)?.file_name;
    file_actions::save(&shell.system, name, move |target| archive.copy_picture(file, target)).await
}

/// Decoding would block other work, so it runs on a blocking thread.
async fn drawn(
    epoch: u32,
    shell: &Shell,
    draw: impl FnOnce(&Archive) -> Result<Vec<u8>, SavingError> + Send + 'static,
) -> Result<Vec<u8>, CommandError> {
    let archive = shell.archive(epoch).await?;
    Ok(spawn_blocking(move || draw(&archive)).await.map_err(CommandError::cannot_open)??)
}
