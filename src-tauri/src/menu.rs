//! The menu bar, on macOS only.

#[cfg(target_os = "macos")]
mod bar;

#[cfg(target_os = "macos")]
pub(crate) use bar::show;

/// Windows and Linux have no menu bar.
#[cfg(not(target_os = "macos"))]
pub(crate) fn show<R: tauri::Runtime>(_: &tauri::AppHandle<R>, _: desk::Language) -> tauri::Result<()> {
    Ok(())
}
