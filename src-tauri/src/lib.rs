//! The shell of 核查台: the only code that knows Tauri. The window comes first; keychain and record are opened when the
//! page has painted and asks for them.

mod again;
#[cfg(test)]
mod bindings;
mod clipboard;
mod commands;
mod crash;
mod demo;
mod error;
mod keys;
mod logs;
mod opened;
mod proxy;
mod shell;
mod window;

pub use logs::export as export_log;

use shell::Shell;
use tauri::{App, Manager, RunEvent, generate_handler};
use tauri_plugin_window_state::StateFlags;

/// Runs the app until its window is closed.
pub fn run() -> Result<(), Box<dyn std::error::Error>> {
    crash::leave_no_dump();
    logs::tell_of_panics();
    match build() {
        Err(tauri::Error::PluginInitialization(plugin, error)) if plugin == "single-instance" => {
            Err(again::start(error).into())
        }
        app => start(app?),
    }
}

fn start(app: App) -> Result<(), Box<dyn std::error::Error>> {
    app.run(|app, event| {
        if matches!(event, RunEvent::Exit) {
            // From now on another start opens a window of its own; it waits for the record that this one still holds.
            tauri_plugin_single_instance::destroy(app);
            tauri::async_runtime::block_on(app.state::<Shell>().end());
            logs::Event::Ended.log();
        }
    });
    Ok(())
}

fn build() -> tauri::Result<App> {
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::focus(app)))
        // Visibility is not restored: the window stays hidden until the page has painted.
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .with_state_flags(StateFlags::all() & !StateFlags::VISIBLE)
                .build(),
        )
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(generate_handler![
            commands::start::painted,
            commands::start::app_state,
            commands::lookup::recognise,
            commands::lookup::look_up,
            commands::lookup::next_page,
            commands::lookup::wait_for_answer,
            commands::lookup::fetch_picture,
            commands::lookup::ask_quota,
            commands::lookup::cancel,
            commands::snapshot::snapshot_preview,
            commands::snapshot::snapshot_tiles,
            commands::snapshot::copy_snapshot,
            commands::snapshot::save_snapshot,
            commands::report::order_report,
            commands::report::resolve_order,
            commands::report::follow_order,
            commands::report::open_report,
            commands::report::show_report,
            commands::report::save_report,
            commands::evidence::save_evidence,
            commands::evidence::open_evidence,
            commands::evidence::show_evidence,
            commands::record::search_record,
            commands::record::recorded,
            commands::record::annotate,
            commands::record::erase_recorded,
            commands::record::save_reply,
            commands::record::call_log,
            commands::record::start_new_record,
            commands::settings::save_settings,
            commands::settings::forget_credential,
            commands::settings::test_connection,
            commands::settings::choose_folder,
            commands::settings::remember_checks,
            commands::support::export_log,
            commands::print::print_page,
        ])
        .setup(|app| {
            logs::start(app.handle());
            app.manage(Shell::new(app.handle().clone())?);
            app.manage(commands::evidence::SavedFiles::default());
            window::open(app.handle())?;
            Ok(())
        })
        .build(tauri::generate_context!())
}
