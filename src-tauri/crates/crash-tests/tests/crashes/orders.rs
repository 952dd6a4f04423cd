use crate::PROGRAM;
use crash_tests::driver::RECORD;
use crash_tests::orders;
use desk::{Archive, WallClock};
use std::process::{Command, Stdio};

#[test]
fn of_hundreds_of_orders_at_a_service_in_its_worst_hours_none_is_sent_twice_and_none_is_told_wrong() {
    at_random(200);
}

#[test]
#[ignore = "runs for minutes"]
fn of_ten_thousand_orders_none_is_sent_twice_and_none_is_told_wrong() {
    at_random(10_000);
}

/// `CRASH_TESTS_SEED` repeats the orders of a run that failed.
fn at_random(count: u32) {
    let seed =
        std::env::var("CRASH_TESTS_SEED").map_or_else(|_| fastrand::u64(..), |seed| seed.parse().unwrap());
    let outcome = orders::run(count, seed).unwrap();
    println!("seed {seed}: {outcome:?}");
    assert!(outcome.faults.is_empty(), "seed {seed}:\n{}", outcome.faults.join("\n"));
    assert_eq!((outcome.orders, outcome.late), (count, 0), "seed {seed}");
    assert!(outcome.placed > 0, "seed {seed}: {outcome:?}");
}

#[test]
fn a_second_process_finds_the_record_in_the_hands_of_the_first() {
    let home = tempfile::tempdir().unwrap();
    let archive = Archive::open(&home.path().join(RECORD), WallClock::system()).unwrap();
    let mut second = Command::new(PROGRAM);
    second.arg("Recover").arg(home.path()).arg("http://127.0.0.1:1").stdin(Stdio::null());
    let output = second.output().unwrap();
    archive.close();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{stderr}");
    assert!(stderr.contains("another process works with the record"), "{stderr}");
}
