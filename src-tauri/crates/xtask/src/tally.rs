//! Collects test results by name, and counts them by kind.

use crate::shell::watch;
use serde_json::Value;
use std::collections::HashMap;
use std::process::Command;
use std::time::Instant;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Tally {
    pub(crate) fn count(&mut self, held: bool) {
        *if held { &mut self.passed } else { &mut self.failed } += 1;
    }

    /// A run that failed without a failed test, or that ran no test, counts as a failure.
    fn settled(self, success: bool) -> Self {
        if (success && self.passed > 0) || self.failed > 0 { self } else { Self { failed: 1, ..self } }
    }
}

/// The results so far: for each name, whether all tests with that name passed.
#[derive(Debug, Default)]
pub(crate) struct Ran(HashMap<String, bool>);

impl Ran {
    pub(crate) fn cargo(&mut self, command: Command) -> Result<Tally, String> {
        let (printed, success) = watch(command)?;
        Ok(self.add(cargo_results(&printed)).settled(success))
    }

    pub(crate) fn vitest(&mut self, report: &Value, success: bool) -> Tally {
        self.add(vitest_results(report)).settled(success)
    }

    /// Whether all tests with this name passed; `None` if none ran.
    pub(crate) fn passed(&self, name: &str) -> Option<bool> {
        self.0.get(name).copied()
    }

    pub(crate) fn add(&mut self, results: Vec<(String, bool)>) -> Tally {
        let mut tally = Tally::default();
        for (name, passed) in results {
            tally.count(passed);
            *self.0.entry(name).or_insert(true) &= passed;
        }
        tally
    }
}

/// Parses cargo's `test module::name ... ok`.
///
/// Cargo prints the test binary on another stream, which cannot be correlated. So a path that occurs in two
/// binaries stands for both.
pub(crate) fn cargo_results(printed: &str) -> Vec<(String, bool)> {
    let result = |line: &str| {
        let (name, result) = line.trim_end().strip_prefix("test ")?.rsplit_once(" ... ")?;
        let passed = match result {
            "ok" => true,
            "FAILED" => false,
            // Ignored, measured, or not a result.
            _ => return None,
        };
        Some((name.trim_end_matches(" - should panic").to_owned(), passed))
    };
    printed.lines().filter_map(result).collect()
}

/// Parses a vitest report: `File.test.ts > name`. A parametrised test, whose name ends with the parameters,
/// counts as one.
fn vitest_results(report: &Value) -> Vec<(String, bool)> {
    let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut results = Vec::new();
    for file in array(&report["testResults"]) {
        let path = file["name"].as_str().unwrap_or_default();
        let file_name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        for test in array(&file["assertionResults"]) {
            let title = test["title"].as_str().unwrap_or_default();
            let name = title.split(' ').next().unwrap_or_default();
            match test["status"].as_str() {
                Some("passed") => results.push((format!("{file_name} > {name}"), true)),
                Some("failed") => results.push((format!("{file_name} > {name}"), false)),
                // Skipped, or a todo.
                _ => {}
            }
        }
    }
    results
}

pub(crate) fn kind(name: &str, tests: impl FnOnce() -> Result<Tally, String>) -> (String, Tally) {
    println!("\n== {name} ==");
    let start = Instant::now();
    let tally = tests().unwrap_or_else(|message| {
        println!("{message}");
        Tally { passed: 0, failed: 1 }
    });
    println!(
        "== {name}: {} passed, {} failed, {} s ==",
        tally.passed,
        tally.failed,
        start.elapsed().as_secs()
    );
    (name.to_owned(), tally)
}

pub(crate) fn check(command: Command) -> Result<Tally, String> {
    let (_, success) = watch(command)?;
    let mut tally = Tally::default();
    tally.count(success);
    Ok(tally)
}

/// Prints the tallies and their sum. Exits if anything failed.
pub(crate) fn report(tallies: &[(String, Tally)]) {
    println!();
    let width = tallies.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    for (name, tally) in tallies {
        println!("{name:>width$}: {} passed, {} failed", tally.passed, tally.failed);
    }
    let passed: u32 = tallies.iter().map(|(_, tally)| tally.passed).sum();
    let failed: u32 = tallies.iter().map(|(_, tally)| tally.failed).sum();
    println!("\n{passed} passed, {failed} failed");
    // Failures were already printed; the last line must stay the count.
    if failed > 0 {
        std::process::exit(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_two_binaries_share_passes_only_if_it_passed_in_both() {
        for results in [["ok", "FAILED"], ["FAILED", "ok"]] {
            let mut ran = Ran::default();
            for result in results {
                let printed = format!("running 1 test\ntest a::shared ... {result}\n\ntest result: any\n");
                ran.add(cargo_results(&printed));
            }
            assert_eq!(ran.passed("a::shared"), Some(false));
        }
    }

    #[test]
    fn each_tests_outcome_is_read_and_what_a_test_prints_is_none() {
        let printed = "running 4 tests\r\n\
            test a::good ... ok\r\n\
            test a::left_out ... ignored, takes minutes\n\
            test a::slow has been running for over 60 seconds\n\
            test of a test\n\
            thread 'a::slow' panicked at ... ok\n\
            test a::slow ... FAILED\n\
            test a::panics - should panic ... ok\n\
            test result: FAILED. 2 passed; 1 failed; 1 ignored\n";
        let expected = [("a::good", true), ("a::slow", false), ("a::panics", true)];
        assert_eq!(cargo_results(printed), expected.map(|(name, passed)| (name.to_owned(), passed)));
        assert_eq!(Ran::default().add(cargo_results(printed)), Tally { passed: 2, failed: 1 });
    }

    #[test]
    fn a_test_of_the_page_is_known_by_file_and_name_and_passes_with_all_its_values() {
        let test = |title: &str, status: &str| serde_json::json!({ "title": title, "status": status });
        let file =
            |name: &str, tests: &[Value]| serde_json::json!({ "name": name, "assertionResults": tests });
        let each = [test("marked 0", "passed"), test("marked 1", "failed"), test("whole 0", "passed")];
        let other = [test("marked", "passed"), test("left_out", "skipped")];
        let report = serde_json::json!({ "testResults": [
            file("/ui/src/parts/marks.test.ts", &each), file(r"C:\ui\src\time.test.ts", &other),
        ] });
        let mut ran = Ran::default();
        assert_eq!(ran.vitest(&report, true), Tally { passed: 3, failed: 1 });
        let all = ["marks.test.ts > marked", "marks.test.ts > whole", "time.test.ts > marked"];
        assert_eq!(all.map(|name| ran.passed(name)), [Some(false), Some(true), Some(true)]);
        assert_eq!(ran.passed("time.test.ts > left_out"), None);
    }

    #[test]
    fn a_run_that_fails_or_runs_nothing_is_never_a_success() {
        let none = Tally { passed: 0, failed: 0 };
        let good = Tally { passed: 3, failed: 0 };
        assert_eq!(good.settled(true), good);
        assert_eq!(good.settled(false).failed, 1);
        assert_eq!(none.settled(true).failed, 1);
    }
}
