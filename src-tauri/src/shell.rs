//! What the commands share.

use crate::error::CommandError;
use crate::opened::{Folders, Opened};
use desk::{CancellationToken, Desk, Settings};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tauri::{AppHandle, Emitter, Manager};
use tokio::sync::RwLock;
use tokio::sync::broadcast::error::RecvError;

/// The state of the app.
pub(crate) struct Shell {
    app: AppHandle,
    folders: Folders,
    /// Empty until the page has painted and asks.
    pub(crate) opened: RwLock<Option<Opened>>,
    /// Questions under way, by the page's number for them.
    asked: Mutex<HashMap<u32, CancellationToken>>,
}

impl Shell {
    pub(crate) fn new(app: AppHandle) -> tauri::Result<Self> {
        let data = app.path().app_local_data_dir()?;
        // A Linux machine need not have a documents folder.
        let evidence = app.path().document_dir().unwrap_or_else(|_| data.clone()).join("核查台");
        let folders = Folders { data, evidence };
        Ok(Self { app, folders, opened: RwLock::default(), asked: Mutex::default() })
    }

    pub(crate) fn folders(&self) -> &Folders {
        &self.folders
    }

    pub(crate) fn settings_path(&self) -> PathBuf {
        self.folders.data.join("settings.json")
    }

    pub(crate) fn settings(&self) -> Result<Settings, CommandError> {
        Settings::load(&self.settings_path()).map_err(CommandError::settings)
    }

    /// The desk to work at.
    pub(crate) async fn desk(&self) -> Result<Arc<Desk>, CommandError> {
        let opened = self.opened.read().await;
        opened.as_ref().and_then(Opened::desk).cloned().ok_or(CommandError::Locked)
    }

    /// Opens what the settings allow, in place of what is open, and tells the page of its orders from now on.
    pub(crate) async fn open(
        &self,
        opened: &mut Option<Opened>,
        settings: &Settings,
    ) -> Result<(), CommandError> {
        // The old desk lets go of its record first.
        *opened = None;
        let new = Opened::open(settings, &self.folders).await?;
        if let Some(desk) = new.desk() {
            self.tell_of_orders(desk);
        }
        *opened = Some(new);
        Ok(())
    }

    fn tell_of_orders(&self, desk: &Desk) {
        let mut changes = desk.order_changes();
        let app = self.app.clone();
        tauri::async_runtime::spawn(async move {
            loop {
                match changes.recv().await {
                    // The page reads all orders when it starts, so one that is not there misses nothing.
                    Ok(order) => drop(app.emit_to("main", "order-changed", order)),
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                }
            }
        });
    }

    /// Runs a question so that the page can cancel it by its number.
    pub(crate) async fn cancellable<T>(&self, id: u32, ask: impl AsyncFnOnce(&CancellationToken) -> T) -> T {
        let cancel = CancellationToken::new();
        self.asked().insert(id, cancel.clone());
        let answer = ask(&cancel).await;
        self.asked().remove(&id);
        answer
    }

    /// Cancels a question; one that has ended already stays as it is.
    pub(crate) fn cancel(&self, id: u32) {
        if let Some(cancel) = self.asked().get(&id) {
            cancel.cancel();
        }
    }

    fn asked(&self) -> std::sync::MutexGuard<'_, HashMap<u32, CancellationToken>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
