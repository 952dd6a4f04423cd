//! The tests in the window with their page in another web engine: a Chromium, which is what Windows has.

use crate::page;
use crate::prerequisites::{self, TO_RUN, TO_TEST};
use crate::shell::{cargo, root, watch};
use crate::tally::{Ran, Tally, cargo_results};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

/// The tests that make no sense there, each with the reason behind a bar.
const OWN_WINDOW_ONLY: &str = "src-tauri/tests/window/own-window-only.txt";

/// What `cargo xtask test` tries in Chromium: the main job, an order, record and evidence, events, the cage, by keys, in small
/// and in English.
const SUBSET: &[&str] = &[
    "cage::no_frame_has_a_constructor_of_webrtc",
    "cage::no_way_out_of_the_page_reaches_anything",
    "cage::the_page_has_no_hold_on_the_app_but_its_own_commands",
    "cage::the_policy_in_force_is_the_one_that_was_decided",
    "own_service::a_credential_is_there_after_a_restart_and_its_secret_nowhere_to_be_seen",
    "pictures::pictures_of_the_main_states",
    "snapshot::a_snapshot_of_20_megapixels_is_shown_smaller_first_and_with_every_pixel_at_100_percent",
    "walks::by_keys_alone_two_acts_answer_all_checks_and_a_few_more_save_a_report",
    "walks::focus_is_where_it_was_when_a_dialog_closes",
];

/// Runs the tests in the window in every engine, and prints what came of each in each.
pub(crate) fn engines() -> Result<(), String> {
    prerequisites::check(&[TO_RUN, TO_TEST])?;
    prerequisites::chromium()?;
    page::build()?;
    let left_out = own_window_only()?;
    let skipped: Vec<&str> = left_out.keys().flat_map(|name| ["--skip", name.as_str()]).collect();
    let own = results(window_tests(&[]))?;
    let mut in_chromium = window_tests(&skipped);
    in_chromium.env(ENGINE, CHROMIUM);
    let chromium = results(in_chromium)?;

    let unknown: Vec<_> = left_out.keys().filter(|name| !own.contains_key(*name)).collect();
    if !unknown.is_empty() {
        return Err(format!("{OWN_WINDOW_ONLY}: no such tests: {unknown:?}"));
    }
    println!("\n| test | WebKitGTK | Chromium |\n|---|---|---|");
    let names: BTreeSet<&String> = own.keys().chain(chromium.keys()).collect();
    let word = |passed: Option<&bool>| match passed {
        Some(true) => "passed",
        Some(false) => "FAILED",
        None => "not run",
    };
    for &name in &names {
        let elsewhere = left_out.get(name).map_or_else(|| word(chromium.get(name)), String::as_str);
        println!("| {name} | {} | {elsewhere} |", word(own.get(name)));
    }
    let failed = own.values().chain(chromium.values()).filter(|passed| !**passed).count();
    let same = names.iter().filter(|name| own.get(**name) == chromium.get(**name)).count();
    println!("{} tests, {same} of them alike, {} not for Chromium", names.len(), left_out.len());
    if failed == 0 { Ok(()) } else { Err(format!("{failed} failed")) }
}

/// The subset in Chromium.
pub(crate) fn subset(ran: &mut Ran) -> Result<Tally, String> {
    let mut tests = window_tests(&[&["--exact"], SUBSET].concat());
    tests.env(ENGINE, CHROMIUM);
    ran.cargo(tests)
}

/// As the tests know it.
const ENGINE: &str = "QCC_DESK_ENGINE";
const CHROMIUM: &str = "chromium";

fn window_tests(arguments: &[&str]) -> Command {
    let tests = ["test", "--workspace", "--locked", "--test", "window", "--", "--test-threads", "2"];
    cargo(&[&tests[..], arguments].concat())
}

fn results(tests: Command) -> Result<BTreeMap<String, bool>, String> {
    let (printed, _) = watch(tests)?;
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
