use crate::PROGRAM;
use crash_tests::driver::RECORD;
use crash_tests::orders;
use desk::{Archive, WallClock};
use std::process::{Command, Stdio};

#[test]
fn of_hundreds_of_orders_at_a_service_in_its_worst_hours_none_is_sent_twice_and_none_is_told_wrong() {
    let (count, seed) = (200, fastrand::u64(..));
    let outcome = orders::run(count, seed).unwrap();
    assert!(outcome.faults.is_empty(), "seed {seed}:\n{}", outcome.faults.join("\n"));
    assert_eq!((outcome.orders, outcome.late), (count, 0), "seed {seed}");
    assert!(outcome.placed > 0, "seed {seed}: {outcome:?}");
}

#[test]
fn a_second_process_finds_the_record_in_the_hands_of_the_first() {
    let home = tempfile::tempdir().unwrap();
    let archive = Archive::open(&home.path().join(RECORD), WallClock::system()).unwrap();
    let mut second = Command::new(PROGRAM);
    second.args(["drive", "Recover"]).arg(home.path()).arg("http://127.0.0.1:1").stdin(Stdio::null());
    let output = second.output().unwrap();
    archive.close();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{stderr}");
    assert!(stderr.contains("another process works with the record"), "{stderr}");
}
