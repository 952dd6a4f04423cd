use crate::PROGRAM;
use crash_tests::check::End;
use crash_tests::driver::Task;
use crash_tests::sweep::point::Point;
use crash_tests::sweep::{Stop, Sweep, Tally};
use nix::errno::Errno;

/// Every n-th point. Choose a number that does not divide any repetition, so that all kinds of points are
/// included.
fn every(every: usize) -> Sweep {
    Sweep { program: PROGRAM.into(), every, plain_files: None }
}

#[track_caller]
fn all_consistent(tally: &Tally) {
    assert!(tally.faults.is_empty(), "{}", tally.faults.join("\n"));
    assert!(tally.points > 3 && tally.consistent == tally.points, "{tally:?}");
    assert!(tally.struck * 2 >= tally.points, "hardly any run was stopped: {tally:?}");
    assert_eq!((tally.lost, tally.billed_by_restart), (0, 0));
}

#[test]
fn a_kill_at_any_call_of_an_order_loses_nothing_that_was_seen_and_sends_nothing_on_restart() {
    let tally = every(7).run(Task::Order, Stop::Kill).unwrap();
    all_consistent(&tally);
    // The report is synced and renamed on a separate thread.
    assert!(tally.struck_elsewhere >= 3, "{tally:?}");
    assert!(tally.ends.get(&End::Saved).is_some_and(|saved| *saved > 5), "{tally:?}");
}

#[test]
fn a_kill_while_a_killed_app_puts_things_in_order_changes_nothing_of_that() {
    all_consistent(&every(13).run(Task::Order, Stop::KillTwice).unwrap());
}

#[test]
fn a_kill_at_any_call_of_a_look_up_loses_nothing_that_was_seen_and_sends_nothing_on_restart() {
    all_consistent(&every(29).run(Task::LookUps, Stop::Kill).unwrap());
}

#[test]
fn a_disk_that_is_full_for_a_moment_or_for_good_leaves_no_half_file_and_no_second_order() {
    all_consistent(&every(11).run(Task::Order, Stop::Fail { error: Errno::ENOSPC, onwards: false }).unwrap());
    all_consistent(&every(37).run(Task::Order, Stop::Fail { error: Errno::ENOSPC, onwards: true }).unwrap());
}

#[test]
fn a_disk_that_fails_loses_no_reply_that_was_seen() {
    all_consistent(&every(43).run(Task::LookUps, Stop::Fail { error: Errno::EIO, onwards: false }).unwrap());
    all_consistent(&every(41).run(Task::Order, Stop::Fail { error: Errno::EIO, onwards: true }).unwrap());
}

const STOPS: [Stop; 6] = [
    Stop::Kill,
    Stop::KillTwice,
    Stop::Fail { error: Errno::ENOSPC, onwards: false },
    Stop::Fail { error: Errno::ENOSPC, onwards: true },
    Stop::Fail { error: Errno::EIO, onwards: false },
    Stop::Fail { error: Errno::EIO, onwards: true },
];

#[test]
#[ignore = "runs for half an hour"]
fn no_kill_and_no_failing_disk_at_any_call_loses_anything_or_sends_it_again() {
    let run = |task, stop| {
        let tally = every(1).run(task, stop).unwrap();
        println!("{task:?}, {stop:?}: {tally:?}");
        tally
    };
    let tallies = [Task::Order, Task::LookUps].map(|task| STOPS.map(|stop| run(task, stop)));
    tallies.iter().flatten().for_each(all_consistent);
}

#[test]
fn a_report_is_saved_on_a_file_system_without_exclusive_rename_link_and_sync() {
    for error in [Errno::EINVAL, Errno::ENOSYS, Errno::EPERM, Errno::ENOTSUP] {
        let sweep = Sweep { plain_files: Some(error), ..every(1) };
        let points = sweep.points(Task::Order).unwrap().points;
        let renamed = |point: &Point| {
            matches!(point.call, "renameat2" | "link" | "linkat") && point.target.starts_with("evidence")
        };
        assert!(points.iter().any(renamed), "{error}");
        let verdict = sweep.undisturbed().unwrap();
        assert!(verdict.faults.is_empty() && verdict.end == End::Saved, "{error}: {verdict:?}");
    }
}

#[test]
fn a_kill_on_such_a_file_system_leaves_no_half_file_and_no_second_order() {
    let sweep = Sweep { plain_files: Some(Errno::EINVAL), ..every(9) };
    all_consistent(&sweep.run(Task::Order, Stop::Kill).unwrap());
}

#[test]
fn the_points_hold_what_is_written_sent_and_renamed_on_every_thread() {
    let points = every(1).points(Task::Order).unwrap().points;
    let has = |call: &str, target: &str, on_main: bool| {
        points
            .iter()
            .any(|point| (point.call, point.on_main) == (call, on_main) && point.target.starts_with(target))
    };
    assert!(has("pwrite64", "record.sqlite3-wal", true) && has("fsync", "record.sqlite3-wal", true));
    assert!(has("writev", "connection", true) || has("sendto", "connection", true));
    assert!(has("write", "evidence/(unfinished)", true));
    assert!(has("fsync", "evidence/(unfinished)", false));
    assert!(has("renameat2", "evidence/", false) || has("linkat", "evidence/", false));
}
