use crate::error::CommandError;
use tauri::{Runtime, WebviewWindow};

/// Opens the system's print dialog for the page. `window.print()` does nothing in macOS' web view.
#[tauri::command]
pub(crate) async fn print_page<R: Runtime>(window: WebviewWindow<R>) -> Result<(), CommandError> {
    window.print().map_err(CommandError::cannot_open)
}
