//! Functions of the system: its dialogs and its main thread. Test windows provide their own.

use std::path::PathBuf;
use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

/// Receives the user's choice; `None` if the dialog was cancelled.
pub type Chosen = Box<dyn FnOnce(Option<PathBuf>) + Send>;

pub type Act = Box<dyn FnOnce() + Send>;

pub struct System {
    /// Asks where to save a file, with a suggested name.
    pub save_as: Box<dyn Fn(String, Chosen) + Send + Sync>,
    /// Asks for a folder.
    pub pick_folder: Box<dyn Fn(Chosen) + Send + Sync>,
    /// Runs something on the thread of the UI toolkit.
    pub on_main_thread: Box<dyn Fn(Act) -> tauri::Result<()> + Send + Sync>,
}

impl System {
    pub(crate) fn of<R: Runtime>(app: &AppHandle<R>) -> Self {
        let dialog = {
            let app = app.clone();
            move || app.dialog().file()
        };
        let folder_dialog = dialog.clone();
        let app = app.clone();
        Self {
            save_as: Box::new(move |name, chosen| dialog().set_file_name(name).save_file(path(chosen))),
            pick_folder: Box::new(move |chosen| folder_dialog().pick_folder(path(chosen))),
            on_main_thread: Box::new(move |act| app.run_on_main_thread(act)),
        }
    }

    /// The path that the user chose for a file.
    pub(crate) async fn place_to_save(&self, name: impl Into<String>) -> Option<PathBuf> {
        let (sender, receiver) = oneshot::channel();
        (self.save_as)(name.into(), Box::new(|path| drop(sender.send(path))));
        receiver.await.ok().flatten()
    }

    /// The folder that the user chose.
    pub(crate) async fn folder(&self) -> Option<PathBuf> {
        let (sender, receiver) = oneshot::channel();
        (self.pick_folder)(Box::new(|path| drop(sender.send(path))));
        receiver.await.ok().flatten()
    }
}

fn path(chosen: Chosen) -> impl FnOnce(Option<FilePath>) + Send {
    move |path| chosen(path.and_then(|path| path.into_path().ok()))
}
