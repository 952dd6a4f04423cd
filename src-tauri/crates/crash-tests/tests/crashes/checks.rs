//! Tests of the checks: each finds its faults.

use crate::PROGRAM;
use crash_tests::check::{End, Known, check};
use crash_tests::driver::{CREDENTIAL, EVIDENCE, RECORD, Task};
use sandbox::{Options, Sandbox};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// A home in which a task was run, and what was seen.
struct Lived {
    home: tempfile::TempDir,
    known: Known,
}

fn lived(task: Task) -> Lived {
    let home = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let [key, secret] = CREDENTIAL.map(str::to_owned);
    let options = Options { key, secret, report_step: Duration::from_millis(5), ..Options::default() };
    let sandbox = runtime.block_on(Sandbox::start(options)).unwrap();
    let output = Command::new(PROGRAM)
        .arg(format!("{task:?}"))
        .arg(home.path())
        .arg(sandbox.base_url())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let seen: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let is_order = |request: &sandbox::LoggedRequest| request.path.ends_with("CreateReport");
    let orders_sent = sandbox.requests().iter().filter(|request| is_order(request)).count();
    let known = Known { seen_after: seen.clone(), seen, orders_sent, ..Known::default() };
    Lived { home, known }
}

impl Lived {
    fn home(&self) -> &Path {
        self.home.path()
    }

    fn report(&self) -> PathBuf {
        fs::read_dir(self.home().join(EVIDENCE)).unwrap().next().unwrap().unwrap().path()
    }

    fn alter(&self, sql: &str) {
        rusqlite::Connection::open(self.home().join(RECORD)).unwrap().execute_batch(sql).unwrap();
    }

    #[track_caller]
    fn is_found(&self, fault: &str) {
        let faults = check(self.home(), &self.known).faults;
        assert!(faults.iter().any(|found| found.contains(fault)), "{fault} is not in {faults:?}");
    }
}

#[test]
fn a_home_in_which_nothing_went_wrong_passes() {
    let order = lived(Task::Order);
    let verdict = check(order.home(), &order.known);
    assert_eq!((verdict.faults, verdict.lost, verdict.end), (vec![], 0, End::Saved));
    let look_ups = lived(Task::LookUps);
    assert_eq!(look_ups.known.seen.len(), 3);
    assert_eq!(check(look_ups.home(), &look_ups.known).faults, Vec::<String>::new());
}

#[test]
fn a_report_that_is_cut_short_exchanged_or_gone_is_found() {
    let order = lived(Task::Order);
    let report = order.report();
    let whole = fs::read(&report).unwrap();
    fs::write(&report, &whole[..whole.len() / 2]).unwrap();
    order.is_found("half a file under a final name");
    order.is_found("is not as it was recorded");
    fs::write(&report, b"%PDF-1.7\nanother\n%%EOF\n").unwrap();
    order.is_found("is not as it was recorded");
    fs::remove_file(&report).unwrap();
    order.is_found("is not there");
}

#[test]
fn half_a_file_beside_the_report_is_found_and_an_unfinished_one_is_not_taken_for_a_report() {
    let order = lived(Task::Order);
    fs::write(order.home().join(EVIDENCE).join(".unfinished-x.part"), b"%PDF-").unwrap();
    assert_eq!(check(order.home(), &order.known).faults, Vec::<String>::new());
    fs::write(order.home().join(EVIDENCE).join("身份报告.pdf"), b"%PDF-").unwrap();
    order.is_found("half a file under a final name");
}

#[test]
fn a_row_of_the_journal_that_was_seen_and_is_gone_or_changed_is_found() {
    let order = lived(Task::Order);
    order.alter("DROP TRIGGER order_states_stay; UPDATE order_states SET state = '{\"kind\":\"intent\"}' WHERE state LIKE '%accepted%'");
    order.is_found("seen, and now");
    let order = lived(Task::Order);
    order.alter("DROP TRIGGER order_states_are_kept; DELETE FROM order_states WHERE state LIKE '%saved%'");
    order.is_found("seen, and now null");
    assert_eq!(check(order.home(), &order.known).lost, 1);
}

#[test]
fn an_order_too_many_and_one_by_the_restart_are_found() {
    let mut order = lived(Task::Order);
    order.known.orders_sent = 2;
    order.is_found("2 orders reached the service");
    order.known.orders_sent = 0;
    order.is_found("accepted, and 0 orders were sent");
    order.known.orders_sent = 1;
    order.known.billed_by_restart = 1;
    order.is_found("the restart sent 1");
}

#[test]
fn an_end_that_does_not_fit_what_was_sent_and_recorded_is_found() {
    let order = lived(Task::Order);
    order.alter("INSERT INTO order_states (order_id, at, state) VALUES (1, 0, '{\"kind\":\"unknown\"}')");
    order.is_found("unknown, although its reply was recorded");
    order.alter("INSERT INTO order_states (order_id, at, state) VALUES (1, 0, '{\"kind\":\"notSent\"}')");
    order.is_found("said to be not sent");
    order.alter("INSERT INTO order_states (order_id, at, state) VALUES (1, 0, '{\"kind\":\"sending\"}')");
    order.is_found("it ended as");
    order.is_found("about to be sent more than once");
}

#[test]
fn a_finding_that_was_seen_and_is_gone_or_changed_is_found() {
    let mut look_ups = lived(Task::LookUps);
    look_ups.known.seen_after.clear();
    look_ups.is_found("a finding that was seen is not shown");
    look_ups.alter("DROP TRIGGER replies_stay; UPDATE calls SET body = x'7b7d' WHERE id = 1");
    look_ups.is_found("a reply that was seen is not as it was");
}

#[test]
fn a_damaged_record_is_found() {
    let order = lived(Task::Order);
    let path = order.home().join(RECORD);
    let mut bytes = fs::read(&path).unwrap();
    // The middle, so that the header still identifies a database.
    let (from, until) = (bytes.len() / 3, bytes.len() / 3 * 2);
    bytes[from..until].fill(0x5a);
    fs::write(&path, bytes).unwrap();
    assert!(!check(order.home(), &order.known).faults.is_empty());
}
