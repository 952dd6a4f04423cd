//! The menu bar, which only macOS has.

#[cfg(target_os = "macos")]
mod bar;

#[cfg(target_os = "macos")]
pub(crate) use bar::show;

/// Windows and Linux have none.
#[cfg(not(target_os = "macos"))]
pub(crate) fn show<R: tauri::Runtime>(_: &tauri::AppHandle<R>, _: desk::Language) -> tauri::Result<()> {
    Ok(())
}
