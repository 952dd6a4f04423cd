//! What the commands share.

use crate::error::CommandError;
use crate::folders::Folders;
use crate::keys::Keys;
use crate::logs::Event;
use crate::menu;
use crate::opened::Opened;
use crate::system::System;
use catalog::{ListCheck, OwnChecks};
use desk::{Archive, CancellationToken, Desk, Language, Settings, SettingsFile};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tauri::async_runtime::JoinHandle;
use tauri::{AppHandle, Emitter, Runtime};
use tokio::sync::RwLock;
use tokio::sync::broadcast::error::RecvError;

/// Tells the page of something by the event's name. A page that is not there misses nothing: it reads all of it when it starts.
type Tell = Arc<dyn Fn(&str, Value) + Send + Sync>;

/// The state of the app. What only its window knows are functions here, so that the commands need not know in which kind of
/// window their page is.
pub(crate) struct Shell {
    folders: Folders,
    /// Files in which an organisation describes checks, and which could not be read.
    pub(crate) refused_checks: Vec<catalog::Error>,
    pub(crate) system: System,
    tell: Tell,
    show_menu: Box<dyn Fn(Language) + Send + Sync>,
    pub(crate) keys: Keys,
    /// Empty until the page has painted and asks.
    pub(crate) session: RwLock<Option<Session>>,
    epochs: AtomicU32,
    /// Questions under way, by the page's number for them.
    asked: Mutex<HashMap<u32, CancellationToken>>,
}

/// What is open, from one opening to the next.
pub(crate) struct Session {
    /// Every request of the page names the session that it means: what was clicked on the demo data must not be asked of the
    /// real service because the settings were saved in between.
    pub(crate) epoch: u32,
    pub(crate) opened: Opened,
    /// What the desk tells the page by itself.
    tellers: Vec<JoinHandle<()>>,
}

impl Shell {
    pub(crate) fn new<R: Runtime>(app: &AppHandle<R>, system: System) -> tauri::Result<Self> {
        let (page, bar) = (app.clone(), app.clone());
        let folders = Folders::of(app)?;
        let own = OwnChecks::read(&folders.own_checks());
        ListCheck::add(own.described);
        Ok(Self {
            folders,
            refused_checks: own.refused,
            system,
            tell: Arc::new(move |event, payload| drop(page.emit_to("main", event, payload))),
            show_menu: Box::new(move |language| {
                let app = bar.clone();
                let _ = bar.run_on_main_thread(move || drop(menu::show(&app, language)));
            }),
            keys: Keys::default(),
            session: RwLock::default(),
            epochs: AtomicU32::default(),
            asked: Mutex::default(),
        })
    }

    pub(crate) fn folders(&self) -> &Folders {
        &self.folders
    }

    /// The settings as far as their file is understood, to show and to edit.
    pub(crate) fn settings_file(&self) -> SettingsFile {
        // A record was asked for with settings.
        SettingsFile::load(&self.folders.settings(), self.folders.record().exists())
    }

    /// The settings to go by, and to change in part.
    pub(crate) fn settings(&self) -> Result<Settings, CommandError> {
        let file = self.settings_file();
        CommandError::if_doubtful(&file, &self.folders).map_or(Ok(file.settings), Err)
    }

    /// Shows the menu bar in this language. Where that fails, the one before stays.
    ///
    /// Nothing is waited for: menus are made on the main thread, which may itself be waiting for whoever calls this.
    pub(crate) fn show_menu(&self, language: Language) {
        (self.show_menu)(language);
    }

    /// The desk that the page means.
    pub(crate) async fn desk(&self, epoch: u32) -> Result<Arc<Desk>, CommandError> {
        let session = self.session.read().await;
        match session.as_ref() {
            Some(session) if session.epoch == epoch => match &session.opened {
                Opened::Demo { desk, .. } | Opened::Real { desk, .. } => Ok(desk.clone()),
                Opened::Locked { .. } => Err(CommandError::Locked),
                Opened::ReadOnly { .. } => Err(CommandError::ReadOnly),
                Opened::Unready { error, .. } => Err(error.clone()),
            },
            Some(_) | None => Err(CommandError::Stale),
        }
    }

    /// The record that the page means. It can be read where nothing can be asked.
    pub(crate) async fn archive(&self, epoch: u32) -> Result<Arc<Archive>, CommandError> {
        let session = self.session.read().await;
        let session = session.as_ref().filter(|session| session.epoch == epoch);
        session.map(|session| session.opened.archive().clone()).ok_or(CommandError::Stale)
    }

    /// The record that the page means, and where evidence from it is saved.
    pub(crate) async fn evidence(&self, epoch: u32) -> Result<(Arc<Archive>, PathBuf), CommandError> {
        let session = self.session.read().await;
        let session = session.as_ref().filter(|session| session.epoch == epoch).ok_or(CommandError::Stale)?;
        let folder = session.opened.evidence_folder(&self.settings_file().settings, &self.folders);
        Ok((session.opened.archive().clone(), folder))
    }

    /// Ends the work with the record. The window is gone by then; a reply that is on its way and may be paid for is waited
    /// for all the same.
    pub(crate) async fn end(&self) {
        let session = self.session.read().await;
        let Some(session) = session.as_ref() else {
            return;
        };
        if let Some(desk) = session.opened.desk() {
            desk.replies_are_in().await;
        }
        session.opened.archive().close();
    }

    /// Opens what the settings allow, in place of what is open, and tells the page of its orders from now on.
    pub(crate) async fn open(
        &self,
        session: &mut Option<Session>,
        file: &SettingsFile,
    ) -> Result<(), CommandError> {
        if let Some(old) = session.take() {
            old.close().await;
        }
        let opened =
            Opened::open(file, &self.folders, &self.keys).await.inspect_err(|_| Event::NotOpened.log())?;
        let tellers =
            opened.desk().map(|desk| [self.tell_of_changes(desk.clone()), self.tell_of_files(desk)]);
        let epoch = self.epochs.fetch_add(1, Ordering::Relaxed) + 1;
        Event::opened(epoch, &opened).log();
        *session = Some(Session { epoch, opened, tellers: tellers.into_iter().flatten().collect() });
        Ok(())
    }

    fn tell_of_changes(&self, desk: Arc<Desk>) -> JoinHandle<()> {
        let (mut changes, tell) = (desk.order_changes(), self.tell.clone());
        tauri::async_runtime::spawn(async move {
            let tell_of = |order| tell("order-changed", json!(order));
            loop {
                tokio::select! {
                    change = changes.recv() => match change {
                        Ok(order) => tell_of(order),
                        Err(RecvError::Lagged(_)) => {
                            desk.orders().unwrap_or_default().into_iter().for_each(tell_of)
                        }
                        Err(RecvError::Closed) => return,
                    },
                    // The page asks for the app's state then, which opens the record anew.
                    () = desk.archive().damaged() => return tell("record-damaged", Value::Null),
                }
            }
        })
    }

    fn tell_of_files(&self, desk: &Desk) -> JoinHandle<()> {
        let (mut progress, tell) = (desk.file_progress(), self.tell.clone());
        tauri::async_runtime::spawn(async move {
            loop {
                match progress.recv().await {
                    Ok(progress) => tell("file-progress", json!(progress)),
                    // The next one says more.
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                }
            }
        })
    }

    /// Runs a question so that the page can cancel it by its number, from the moment it was asked.
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

impl Session {
    /// Waits until no order is being worked on, so that the next session can take the record over.
    pub(crate) async fn close(self) {
        if let Some(desk) = self.opened.desk() {
            desk.close().await;
        }
        self.tellers.iter().for_each(JoinHandle::abort);
        self.opened.archive().close();
    }
}
