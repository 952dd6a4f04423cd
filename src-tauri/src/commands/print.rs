use crate::error::CommandError;
use tauri::{Runtime, WebviewWindow};

/// Opens the system's print dialog for what the page shows. `window.print()` does nothing in the web view of macOS.
#[tauri::command]
pub(crate) async fn print_page<R: Runtime>(window: WebviewWindow<R>) -> Result<(), CommandError> {
    window.print().map_err(CommandError::cannot_open)
}
