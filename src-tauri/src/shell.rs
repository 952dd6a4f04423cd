//! The state that all commands share.

use crate::error::CommandError;
use crate::folders::Folders;
use crate::logs::Event;
use crate::menu;
use crate::secrets::Secrets;
use crate::service_state::{Kind, ServiceState};
use crate::system::System;
use catalog::{ListCheck, OwnChecks};
use desk::{Archive, CancellationToken, Desk, Finding, Language, LookUpError, Order, Settings, SettingsFile};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tauri::async_runtime::JoinHandle;
use tauri::{AppHandle, Emitter, Runtime};
use tokio::sync::RwLock;
use tokio::sync::broadcast::error::RecvError;
use ts_rs::TS;

/// Emits an event to the page, by name. A page that is not loaded misses nothing: it reads everything when it
/// starts.
type Emit = Arc<dyn Fn(&str, Value) + Send + Sync>;

/// The app's state. Functions stand in for whatever depends on the window, so that the commands do not depend
/// on its kind.
pub(crate) struct Shell {
    folders: Folders,
    /// Files with an organisation's own checks that could not be read.
    pub(crate) refused_checks: Vec<catalog::Error>,
    pub(crate) system: System,
    emit: Emit,
    show_menu: Box<dyn Fn(Language) + Send + Sync>,
    pub(crate) secrets: Secrets,
    /// `None` until the page requests it.
    pub(crate) session: RwLock<Option<Session>>,
    epochs: AtomicU32,
    /// Look-ups in progress, by the page's id.
    looking_up: Mutex<HashMap<u32, CancellationToken>>,
}

/// The service, account and record in use until the settings change.
pub(crate) struct Session {
    /// Every request of the page names its session: a click on the demo data must not reach the real service
    /// because the settings were saved meanwhile.
    pub(crate) epoch: u32,
    /// The first session in a row with this account: what it answered is still true of this one.
    pub(crate) account_since: u32,
    pub(crate) service: ServiceState,
    /// Tasks that forward the desk's events to the page.
    forwarders: Vec<JoinHandle<()>>,
}

/// The event `order-changed`: the new state of an order. It may reach the page before the list of orders of its
/// session does.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub(crate) struct OrderChanged {
    epoch: u32,
    order: Order,
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
            emit: Arc::new(move |event, payload| drop(page.emit_to("main", event, payload))),
            show_menu: Box::new(move |language| {
                let app = bar.clone();
                let _ = bar.run_on_main_thread(move || drop(menu::show(&app, language)));
            }),
            secrets: Secrets::default(),
            session: RwLock::default(),
            epochs: AtomicU32::default(),
            looking_up: Mutex::default(),
        })
    }

    pub(crate) fn folders(&self) -> &Folders {
        &self.folders
    }

    /// The settings as far as the file can be understood, for display and editing.
    pub(crate) fn settings_file(&self) -> SettingsFile {
        // If there is a record, there were settings.
        SettingsFile::load(&self.folders.settings(), self.folders.record().exists())
    }

    /// The settings for use and for partial changes.
    pub(crate) fn settings(&self) -> Result<Settings, CommandError> {
        let file = self.settings_file();
        CommandError::if_doubtful(&file, &self.folders).map_or(Ok(file.settings), Err)
    }

    /// Shows the menu bar in this language. On failure, the old one stays.
    ///
    /// Does not wait: menus are created on the main thread, which may be waiting for the caller.
    pub(crate) fn show_menu(&self, language: Language) {
        (self.show_menu)(language);
    }

    pub(crate) async fn desk(&self, epoch: u32) -> Result<Arc<Desk>, CommandError> {
        let session = self.session.read().await;
        match session.as_ref() {
            Some(session) if session.epoch == epoch => match &session.service.kind {
                Kind::Demo { desk, .. } | Kind::Real { desk } => Ok(desk.clone()),
                Kind::Locked { .. } => Err(CommandError::Locked),
                Kind::ReadOnly { .. } => Err(CommandError::ReadOnly),
                Kind::Unready { error } => Err(error.clone()),
            },
            Some(_) | None => Err(CommandError::Stale),
        }
    }

    /// The record of this session, which is readable even if requests are not possible.
    pub(crate) async fn archive(&self, epoch: u32) -> Result<Arc<Archive>, CommandError> {
        let session = self.session.read().await;
        let session = session.as_ref().filter(|session| session.epoch == epoch);
        session.map(|session| session.service.archive.clone()).ok_or(CommandError::Stale)
    }

    /// The record of this session, and its folder for evidence.
    pub(crate) async fn evidence(&self, epoch: u32) -> Result<(Arc<Archive>, PathBuf), CommandError> {
        let session = self.session.read().await;
        let session = session.as_ref().filter(|session| session.epoch == epoch).ok_or(CommandError::Stale)?;
        let folder = session.service.evidence_folder(&self.settings_file().settings, &self.folders);
        Ok((session.service.archive.clone(), folder))
    }

    /// Closes the record. The window is gone by then, but a reply that may be billed is still waited for.
    pub(crate) async fn end(&self) {
        let session = self.session.read().await;
        let Some(session) = session.as_ref() else {
            return;
        };
        if let Some(desk) = session.service.desk() {
            desk.wait_for_replies().await;
        }
        session.service.archive.close();
    }

    /// Replaces the open session by what the settings allow, and starts forwarding its order events to the
    /// page.
    pub(crate) async fn open(
        &self,
        session: &mut Option<Session>,
        file: &SettingsFile,
    ) -> Result<(), CommandError> {
        let before = session.as_ref().map(|old| (old.service.account().cloned(), old.account_since));
        if let Some(old) = session.take() {
            old.close().await;
        }
        let service = ServiceState::open(file, &self.folders, &self.secrets)
            .await
            .inspect_err(|_| Event::NotOpened.log())?;
        let epoch = self.epochs.fetch_add(1, Ordering::Relaxed) + 1;
        let account = service.account();
        let account_since = before
            .filter(|(old, _)| account.is_some() && old.as_ref() == account)
            .map_or(epoch, |(_, since)| since);
        let forwarders = service
            .desk()
            .map(|desk| [self.forward_orders(epoch, desk.clone()), self.forward_progress(desk)]);
        Event::opened(epoch, &service).log();
        let forwarders = forwarders.into_iter().flatten().collect();
        *session = Some(Session { epoch, account_since, service, forwarders });
        Ok(())
    }

    fn forward_orders(&self, epoch: u32, desk: Arc<Desk>) -> JoinHandle<()> {
        let (mut changes, emit) = (desk.order_changes(), self.emit.clone());
        tauri::async_runtime::spawn(async move {
            let emit_order = |order| emit("order-changed", json!(OrderChanged { epoch, order }));
            loop {
                tokio::select! {
                    change = changes.recv() => match change {
                        Ok(order) => emit_order(order),
                        Err(RecvError::Lagged(_)) => {
                            desk.orders().unwrap_or_default().into_iter().for_each(emit_order)
                        }
                        Err(RecvError::Closed) => return,
                    },
                    // The page then requests the app's state, which reopens the record.
                    () = desk.archive().damaged() => return emit("record-damaged", Value::Null),
                }
            }
        })
    }

    fn forward_progress(&self, desk: &Desk) -> JoinHandle<()> {
        let (mut progress, emit) = (desk.file_progress(), self.emit.clone());
        tauri::async_runtime::spawn(async move {
            loop {
                match progress.recv().await {
                    Ok(progress) => emit("file-progress", json!(progress)),
                    // The next event has newer values.
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                }
            }
        })
    }

    /// Runs a look-up of this session, which the page can cancel by id from the start.
    pub(crate) async fn look_up(
        &self,
        epoch: u32,
        id: u32,
        ask: impl AsyncFnOnce(&Desk, &CancellationToken) -> Result<Finding, LookUpError>,
    ) -> Result<Finding, CommandError> {
        let cancel = CancellationToken::new();
        self.looking_up().insert(id, cancel.clone());
        let answer = match self.desk(epoch).await {
            Ok(desk) => ask(&desk, &cancel).await.map_err(CommandError::from),
            Err(error) => Err(error),
        };
        self.looking_up().remove(&id);
        answer
    }

    /// Cancels a look-up. Does nothing if it has already ended.
    pub(crate) fn cancel(&self, id: u32) {
        if let Some(cancel) = self.looking_up().get(&id) {
            cancel.cancel();
        }
    }

    fn looking_up(&self) -> std::sync::MutexGuard<'_, HashMap<u32, CancellationToken>> {
        self.looking_up.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    /// Waits for orders in progress, so that the next session can take over the record.
    pub(crate) async fn close(self) {
        if let Some(desk) = self.service.desk() {
            desk.close().await;
        }
        self.forwarders.iter().for_each(JoinHandle::abort);
        self.service.archive.close();
    }
}
