//! Copies pictures to the clipboard.

use crate::error::CommandError;
use crate::system::System;

/// Puts a PNG on the clipboard, until something else is copied or the app ends.
///
/// Uses GTK, which is there anyway: unlike `arboard` it speaks Wayland and splits what exceeds an X11 message
/// (16 MB).
#[cfg(target_os = "linux")]
pub(crate) async fn offer(system: &System, png: Vec<u8>) -> Result<(), CommandError> {
    use gtk::{Clipboard, TargetEntry, TargetFlags, gdk::SELECTION_CLIPBOARD};
    let (done, ended) = tokio::sync::oneshot::channel();
    (system.on_main_thread)(Box::new(move || {
        let kinds = [TargetEntry::new("image/png", TargetFlags::empty(), 0)];
        let clipboard = Clipboard::get(&SELECTION_CLIPBOARD);
        let taken = clipboard.set_with_data(&kinds, move |_, asked, _| asked.set(&asked.target(), 8, &png));
        // The receiver is gone if the page is.
        let _ = done.send(taken);
    }))
    .map_err(CommandError::cannot_open)?;
    match ended.await {
        Ok(true) => Ok(()),
        _ => Err(CommandError::cannot_open("the clipboard is not available")),
    }
}

/// Puts the pixels of a PNG on the clipboard.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn offer(_: &System, png: Vec<u8>) -> Result<(), CommandError> {
    let copy = move || {
        let picture = image::load_from_memory(&png).map_err(CommandError::cannot_open)?.into_rgba8();
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let data = arboard::ImageData { width, height, bytes: picture.into_raw().into() };
        arboard::Clipboard::new().and_then(|mut it| it.set_image(data)).map_err(CommandError::cannot_open)
    };
    tauri::async_runtime::spawn_blocking(copy).await.map_err(CommandError::cannot_open)?
}
