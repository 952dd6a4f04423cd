//! The shell of 核查台: the only code of the app that uses Tauri. The window opens first; keychain and record
//! are opened when the page requests them.

include!("commands/list.rs");

#[cfg(test)]
mod bindings;
mod clipboard;
mod commands;
mod crash;
mod demo;
mod error;
mod file_actions;
mod folders;
mod logs;
mod menu;
mod proxy;
mod restart;
mod secrets;
mod service_state;
mod shell;
mod start_failure;
mod system;
mod window;

pub use logs::export as export_log;
pub use start_failure::StartFailure;
pub use system::{Act, Chosen, System};
pub use window::WEBVIEW2_ARGUMENTS;

macro_rules! handler {
    ($($module:ident: $($command:ident),+;)+) => { generate_handler![$($(commands::$module::$command),+),+] };
}

use shell::Shell;
use tauri::{App, AppHandle, Builder, Manager, RunEvent, Runtime, generate_handler};
use tauri_plugin_window_state::StateFlags;

/// Runs the app until its window is closed. On failure, it tells the user before it returns.
pub fn run() -> Result<(), StartFailure> {
    crash::leave_no_dump();
    logs::log_panics();
    let app = start_failure::web_view_is_there().and_then(|()| {
        let in_window = Builder::default()
            .plugin(tauri_plugin_single_instance::init(|app, _, _| window::focus(app)))
            .plugin(tauri_plugin_dialog::init());
        build(in_window, System::of).map_err(|error| match error {
            tauri::Error::PluginInitialization(plugin, error) if plugin == "single-instance" => {
                StartFailure::StillRunning(restart::retry(error))
            }
            error => StartFailure::Other(error.to_string()),
        })
    });
    app.inspect_err(StartFailure::show)?.run(|app, event| {
        if matches!(event, RunEvent::Exit) {
            // A new instance may now open its own window; it waits for the record, which this one still
            // holds.
            tauri_plugin_single_instance::destroy(app);
            end(app);
        }
    });
    Ok(())
}

/// Builds the app. `builder` determines the kind of window; `system` provides the system's functions.
pub fn build<R: Runtime>(
    builder: Builder<R>,
    system: impl FnOnce(&AppHandle<R>) -> System + Send + 'static,
) -> tauri::Result<App<R>> {
    builder
        // `window::open` decides when the window is shown.
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .with_state_flags(StateFlags::all() & !StateFlags::VISIBLE)
                .build(),
        )
        .invoke_handler(commands!(handler))
        // Tauri exits if this fails, so tell the user here.
        .setup(|app| {
            let system = system(app.handle());
            open(app.handle(), system).inspect_err(|error| StartFailure::Other(error.to_string()).show())?;
            Ok(())
        })
        .build(tauri::generate_context!())
}

pub fn end<R: Runtime>(app: &AppHandle<R>) {
    tauri::async_runtime::block_on(app.state::<Shell>().end());
    logs::Event::Ended.log();
}

fn open<R: Runtime>(app: &AppHandle<R>, system: System) -> tauri::Result<()> {
    let shell = Shell::new(app, system)?;
    let made = shell.folders().make();
    logs::start(app, &shell.folders().logs);
    // If they cannot be created, the page reports it when the record is opened.
    if let Err(error) = made {
        logs::Event::FolderNotOwn { kind: error.kind() }.log();
    }
    // Doubtful settings are reported when the page requests them.
    shell.show_menu(shell.settings_file().settings.language);
    app.manage(shell);
    app.manage(commands::evidence::SavedFiles::default());
    window::open(app)
}
