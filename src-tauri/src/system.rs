//! What the app has the system do in windows of the system's own, and on its main thread. A window of tests has neither.

use std::path::PathBuf;
use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

/// Is told what a person chose; `None` if they closed the dialog.
pub type Chosen = Box<dyn FnOnce(Option<PathBuf>) + Send>;

/// Something to do on the main thread.
pub type Act = Box<dyn FnOnce() + Send>;

/// What only the system can do.
pub struct System {
    /// Asks where to save a file, for which it offers a name.
    pub save_as: Box<dyn Fn(String, Chosen) + Send + Sync>,
    /// Asks for a folder.
    pub pick_folder: Box<dyn Fn(Chosen) + Send + Sync>,
    /// Runs something where the system's toolkit may be called.
    pub on_main_thread: Box<dyn Fn(Act) -> tauri::Result<()> + Send + Sync>,
}

impl System {
    /// The real one.
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

    /// Where a person wants a file saved.
    pub(crate) async fn place_to_save(&self, name: impl Into<String>) -> Option<PathBuf> {
        let (sender, receiver) = oneshot::channel();
        (self.save_as)(name.into(), Box::new(|path| drop(sender.send(path))));
        receiver.await.ok().flatten()
    }

    /// A folder that a person chose.
    pub(crate) async fn folder(&self) -> Option<PathBuf> {
        let (sender, receiver) = oneshot::channel();
        (self.pick_folder)(Box::new(|path| drop(sender.send(path))));
        receiver.await.ok().flatten()
    }
}

fn path(chosen: Chosen) -> impl FnOnce(Option<FilePath>) + Send {
    move |path| chosen(path.and_then(|path| path.into_path().ok()))
}
