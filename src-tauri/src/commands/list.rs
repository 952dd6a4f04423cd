// All commands of the page, by module. build.rs includes this file, too: it is the list of commands that the
// page may call, that the app handles, and that the page's types name.
macro_rules! commands {
    ($what:ident) => {
        $what! {
            start: app_state;
            lookup: list_checks, recognise, look_up, next_page, wait_for_answer, fetch_picture, ask_quota, cancel;
            snapshot: snapshot_preview, snapshot_tiles, copy_snapshot, save_snapshot;
            report: order_report, resolve_order, ask_about_number, follow_order, report_is_there, open_report,
                show_report, save_report;
            evidence: save_evidence, open_evidence, show_evidence;
            record: search_record, recorded, annotate, erase_recorded, save_reply, call_log, start_new_record;
            settings: save_settings, forget_credential, test_connection, choose_folder, folder_state, remember_checks;
            support: export_log;
            print: print_page;
        }
    };
}
