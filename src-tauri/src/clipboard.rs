//! Pictures for other programs.

use crate::error::CommandError;
use crate::system::System;

/// Puts a PNG on the clipboard. It stays there until something else is copied or the app ends.
///
/// By GTK, which is there anyway: unlike `arboard` it speaks Wayland and splits what exceeds a message of X11 (16 MB).
#[cfg(target_os = "linux")]
pub(crate) async fn offer(system: &System, png: Vec<u8>) -> Result<(), CommandError> {
    use gtk::{Clipboard, TargetEntry, TargetFlags, gdk::SELECTION_CLIPBOARD};
    let (done, told) = tokio::sync::oneshot::channel();
    (system.on_main_thread)(Box::new(move || {
        let kinds = [TargetEntry::new("image/png", TargetFlags::empty(), 0)];
        let clipboard = Clipboard::get(&SELECTION_CLIPBOARD);
        let taken = clipboard.set_with_data(&kinds, move |_, asked, _| asked.set(&asked.target(), 8, &png));
        // Nobody waits any more where the page is gone.
        let _ = done.send(taken);
    }))
    .map_err(CommandError::cannot_open)?;
    match told.await {
        Ok(true) => Ok(()),
        _ => Err(CommandError::cannot_open("the clipboard was not to be had")),
    }
}

/// Puts a PNG on the clipboard, as its pixels.
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
