//! Runs the window tests with the page in other web engines: Chromium, which Windows uses, in its current and
//! its oldest supported version.

use crate::prerequisites::{self, TO_RUN, TO_TEST};
use crate::shell::{cargo, root, watch};
use crate::tally::{Ran, Tally, cargo_results};
use crate::{older_chromium, page};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

/// Tests that do not apply there, each with its reason after a bar.
const OWN_WINDOW_ONLY: &str = "src-tauri/tests/window/own-window-only.txt";

/// The tests that `cargo xtask test` repeats in Chromium: the main job, an order, record and evidence,
/// events, the page's isolation, use by keyboard, in a small window and in English, input methods, printing,
/// forced colours, screen readers.
const SUBSET: &[&str] = &[
    "cage::no_frame_has_a_constructor_of_webrtc",
    "cage::no_way_out_of_the_page_reaches_anything",
    "cage::the_page_has_no_hold_on_the_app_but_its_own_commands",
    "cage::the_policy_in_force_is_the_one_that_was_decided",
    "chromium::composition::in_every_field_the_keys_of_an_input_method_are_its_own_and_its_text_arrives_once",
    "chromium::paper::a_list_of_several_pages_is_printed_with_every_record_whole_on_one_sheet",
    "chromium::paper::every_kind_of_panel_is_printed_with_whom_it_is_about_and_every_record_whole",
    "chromium::paper::report_quota_and_record_are_printed_with_what_they_say",
    "chromium::screens::in_forced_colours_and_both_themes_the_chosen_tab_the_focus_and_every_mark_are_told_apart",
    "chromium::spoken::a_result_is_read_from_its_sentence_on_to_its_records_in_their_order",
    "own_service::a_credential_is_there_after_a_restart_and_its_secret_nowhere_to_be_seen",
    "pictures::pictures_of_the_main_states",
    "snapshot::a_snapshot_of_20_megapixels_is_shown_smaller_first_and_with_every_pixel_at_100_percent",
    "walks::by_keys_alone_two_acts_answer_all_checks_and_a_few_more_save_a_report",
    "walks::focus_is_where_it_was_when_a_dialog_closes",
];

/// An engine, with its name in the table and its name in the tests.
struct Engine {
    name: &'static str,
    known_as: Option<&'static str>,
}

const WEBKIT: Engine = Engine { name: "WebKitGTK", known_as: None };
const CHROMIUM: Engine = Engine { name: "Chromium", known_as: Some("chromium") };
const CHROMIUM_111: Engine = Engine { name: "Chromium 111", known_as: Some("chromium-111") };

/// The module of tests that use Chromium's own protocol.
pub(crate) const BY_PROTOCOL: &str = "chromium::";

pub(crate) fn engines() -> Result<(), String> {
    prerequisites::check(&[TO_RUN, TO_TEST])?;
    prerequisites::chromium()?;
    older_chromium::prepare()?;
    page::build()?;
    let left_out = own_window_only()?;
    let skipped: Vec<&str> = left_out.keys().flat_map(|name| ["--skip", name.as_str()]).collect();
    let own = results(&WEBKIT, &["--skip", BY_PROTOCOL])?;
    let unknown: Vec<_> = left_out.keys().filter(|name| !own.contains_key(*name)).collect();
    if !unknown.is_empty() {
        return Err(format!("{OWN_WINDOW_ONLY}: no such tests: {unknown:?}"));
    }
    let all = [own, results(&CHROMIUM, &skipped)?, results(&CHROMIUM_111, &skipped)?];

    println!("\n| test | {} | {} | {} |\n|---|---|---|---|", WEBKIT.name, CHROMIUM.name, CHROMIUM_111.name);
    let names: BTreeSet<&String> = all.iter().flat_map(BTreeMap::keys).collect();
    for &name in &names {
        let words = all.each_ref().map(|ran| match (ran.get(name), left_out.get(name)) {
            (Some(true), _) => "passed",
            (Some(false), _) => "FAILED",
            (None, Some(reason)) => reason,
            (None, None) if name.starts_with(BY_PROTOCOL) => "it lacks Chromium's protocol",
            (None, None) => "not run",
        });
        println!("| {name} | {} |", words.join(" | "));
    }
    let count = |passed: bool| all.iter().flat_map(BTreeMap::values).filter(|&&each| each == passed).count();
    println!(
        "{} tests: {} passed, {} failed in all engines together",
        names.len(),
        count(true),
        count(false)
    );
    if count(false) == 0 { Ok(()) } else { Err(format!("{} failed", count(false))) }
}

pub(crate) fn subset(ran: &mut Ran) -> Result<Tally, String> {
    ran.cargo(window_tests(&CHROMIUM, &[&["--exact"], SUBSET].concat()))
}

fn window_tests(engine: &Engine, arguments: &[&str]) -> Command {
    // Each test has its own screen, keychain and web view; two cores can run two at a time.
    let tests = ["test", "--workspace", "--locked", "--test", "window", "--", "--test-threads", "2"];
    let mut command = cargo(&[&tests[..], arguments].concat());
    command.envs(engine.known_as.map(|name| ("QCC_DESK_ENGINE", name)));
    command
}

fn results(engine: &Engine, arguments: &[&str]) -> Result<BTreeMap<String, bool>, String> {
    println!("\n== {}", engine.name);
    let (printed, _) = watch(window_tests(engine, arguments))?;
    let results: BTreeMap<_, _> = cargo_results(&printed).into_iter().collect();
    if results.is_empty() { Err("no test ran".to_owned()) } else { Ok(results) }
}

fn own_window_only() -> Result<BTreeMap<String, String>, String> {
    let text = fs::read_to_string(root().join(OWN_WINDOW_ONLY));
    parse(&text.map_err(|error| format!("{OWN_WINDOW_ONLY}: {error}"))?)
}

fn parse(text: &str) -> Result<BTreeMap<String, String>, String> {
    let line = |line: &str| match line.split_once(" | ") {
        Some((name, reason)) if !reason.trim().is_empty() => Ok((name.to_owned(), reason.to_owned())),
        _ => Err(format!("{OWN_WINDOW_ONLY}: a test without a reason: {line}")),
    };
    text.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_tried_in_chromium_has_a_reason_and_is_not_in_the_subset() {
        let left_out = own_window_only().unwrap();
        assert!(!left_out.is_empty());
        assert!(SUBSET.iter().all(|name| !left_out.contains_key(*name)));
        assert!(parse("module::test").is_err());
    }
}
