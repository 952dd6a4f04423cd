use super::start::AppState;
use crate::error::CommandError;
use crate::file_actions;
use crate::shell::Shell;
use desk::{Archive, CallLog, EntryId, Note, NoteKind, RecordPage, RecordQuery, RecordedItem, WallClock};
use tauri::State;
use tauri::async_runtime::spawn_blocking;

#[tauri::command]
pub(crate) async fn search_record(
    epoch: u32,
    query: RecordQuery,
    shell: State<'_, Shell>,
) -> Result<RecordPage, CommandError> {
    Ok(shell.archive(epoch).await?.search(&query)?)
}

#[tauri::command]
pub(crate) async fn recorded(
    epoch: u32,
    entry: EntryId,
    shell: State<'_, Shell>,
) -> Result<RecordedItem, CommandError> {
    match shell.desk(epoch).await {
        Ok(desk) => Ok(desk.recorded(entry)?),
        // Past answers can be read without an account.
        Err(_) => Ok(shell.archive(epoch).await?.recorded(entry, None)?),
    }
}

#[tauri::command]
pub(crate) async fn annotate(
    epoch: u32,
    entry: EntryId,
    kind: NoteKind,
    text: String,
    shell: State<'_, Shell>,
) -> Result<Vec<Note>, CommandError> {
    Ok(shell.archive(epoch).await?.annotate(entry, kind, &text)?)
}

#[tauri::command]
pub(crate) async fn erase_recorded(
    epoch: u32,
    entry: EntryId,
    shell: State<'_, Shell>,
) -> Result<(), CommandError> {
    let archive = shell.archive(epoch).await?;
    // It waits for a picture that is being drawn.
    Ok(spawn_blocking(move || archive.erase(entry)).await.map_err(CommandError::cannot_save)??)
}

/// Saves a reply, byte for byte, where the user chooses; `false` if the dialog was cancelled.
#[tauri::command]
pub(crate) async fn save_reply(epoch: u32, call: i64, shell: State<'_, Shell>) -> Result<bool, CommandError> {
    let archive = shell.archive(epoch).await?;
    let name = archive.reply(call)?.file_name;
    file_actions::save(&shell.system, name, move |target| archive.copy_reply(call, target)).await
}

#[tauri::command]
pub(crate) async fn call_log(epoch: u32, shell: State<'_, Shell>) -> Result<CallLog, CommandError> {
    Ok(shell.archive(epoch).await?.call_log()?)
}

/// Moves a damaged or missing record aside and creates a new one.
#[tauri::command]
pub(crate) async fn start_new_record(shell: State<'_, Shell>) -> Result<AppState, CommandError> {
    let mut session = shell.session.write().await;
    let file = shell.settings_file();
    if session.as_ref().is_some_and(|session| session.service.may_create_record())
        && let Some(old) = session.take()
    {
        old.close().await;
        let begun = Archive::start_new(&shell.folders().record(), WallClock::system());
        if let Ok(archive) = &begun {
            archive.close();
        }
        // Something must be open, even if it is the old record again.
        shell.open(&mut session, &file).await?;
        begun?;
    }
    AppState::of(&shell, session.as_ref(), &file)
}
