//! Checks the table of faults: which tests of this run cover each fault, and whether they passed.

use crate::shell::root;
use crate::tally::{Ran, Tally};
use std::collections::BTreeSet;
use std::fs;

/// The table, relative to the repository's root.
const DOCUMENT: &str = "docs/faults.md";
/// The faults are numbered from 1 to this.
const LAST: u32 = 213;
/// Fewer covered faults fail the run.
const FEWEST_COVERED: usize = 208;

/// The state of the faults, and the lines to print.
#[derive(Debug, Default, PartialEq, Eq)]
struct Coverage {
    covered: u32,
    not_covered: u32,
    not_run_here: u32,
    failed: u32,
    problems: Vec<String>,
    lines: Vec<String>,
}

/// Prints the table with the result of each named test, and counts covered faults and problems.
pub(crate) fn check(ran: &Ran) -> Result<Tally, String> {
    let path = root().join(DOCUMENT);
    let document = fs::read_to_string(&path).map_err(|error| format!("{DOCUMENT}: {error}"))?;
    // On other systems, the window tests and some tests of Linux system calls are not compiled.
    let coverage = Coverage::of(&document, ran, cfg!(target_os = "linux"));
    for line in coverage.lines.iter().chain(&coverage.problems) {
        println!("{line}");
    }
    println!("{}", coverage.summary());
    Ok(Tally { passed: coverage.covered, failed: coverage.failures() })
}

struct Row<'a> {
    number: u32,
    fault: &'a str,
    /// The last cell: test names in backticks, or `not covered: why`.
    shown_by: &'a str,
}

const NOT_COVERED: &str = "not covered: ";

impl Coverage {
    /// Evaluates a table. `all_run`: every test is compiled on this system, so one that did not run no longer
    /// exists.
    fn of(document: &str, ran: &Ran, all_run: bool) -> Self {
        let mut coverage = Self::default();
        let mut seen = BTreeSet::new();
        for row in document.lines().filter_map(row) {
            if !(1..=LAST).contains(&row.number) {
                coverage.problems.push(format!("fault {}: there is no such number", row.number));
            } else if !seen.insert(row.number) {
                coverage.problems.push(format!("fault {}: it is in the table twice", row.number));
            } else {
                coverage.add(&row, ran, all_run);
            }
        }
        let missing = (1..=LAST).filter(|number| !seen.contains(number));
        coverage.problems.extend(missing.map(|number| format!("fault {number}: it is not in the table")));
        let covered = (coverage.covered + coverage.not_run_here + coverage.failed) as usize;
        if covered < FEWEST_COVERED {
            coverage.problems.push(format!("{covered} faults are covered, fewer than {FEWEST_COVERED}"));
        }
        coverage
    }

    fn add(&mut self, row: &Row<'_>, ran: &Ran, all_run: bool) {
        let (tests, other_words) = tests(row.shown_by);
        let result = match row.shown_by.strip_prefix(NOT_COVERED) {
            Some(why) if tests.is_empty() && !why.is_empty() => {
                self.not_covered += 1;
                format!("{NOT_COVERED}{why}")
            }
            _ if tests.is_empty() || !other_words.is_empty() => {
                self.failed += 1;
                format!("FAILED: {}", if other_words.is_empty() { "no test is named" } else { &other_words })
            }
            _ => self.result(&tests, ran, all_run),
        };
        self.lines.push(format!("{:>3} | {} | {} | {result}", row.number, row.fault, tests.join(", ")));
    }

    fn result(&mut self, tests: &[&str], ran: &Ran, all_run: bool) -> String {
        let with = |wanted: Option<bool>| -> Vec<&str> {
            tests.iter().copied().filter(|test| ran.passed(test) == wanted).collect()
        };
        let (failed, not_run) = (with(Some(false)), with(None));
        if !failed.is_empty() {
            self.failed += 1;
            format!("FAILED: {}", failed.join(", "))
        } else if not_run.is_empty() {
            self.covered += 1;
            "passed".to_owned()
        } else if all_run {
            self.failed += 1;
            format!("FAILED: not run: {}", not_run.join(", "))
        } else {
            self.not_run_here += 1;
            "not run here".to_owned()
        }
    }

    /// The number of rows and problems that fail the run.
    fn failures(&self) -> u32 {
        self.failed + u32::try_from(self.problems.len()).unwrap_or(u32::MAX)
    }

    fn summary(&self) -> String {
        let elsewhere = match self.not_run_here {
            0 => String::new(),
            count => format!(", {count} not run here"),
        };
        format!(
            "faults: {} of {LAST} covered, {} not covered, {} failed{elsewhere}",
            self.covered, self.not_covered, self.failed
        )
    }
}

/// Parses a line of the table that begins with a number.
fn row(line: &str) -> Option<Row<'_>> {
    let cells: Vec<_> = line.trim().strip_prefix('|')?.strip_suffix('|')?.split('|').map(str::trim).collect();
    let [number, fault, _, shown_by] = cells[..] else {
        return None;
    };
    Some(Row { number: number.parse().ok()?, fault, shown_by })
}

/// The names in backticks, and any other text.
fn tests(cell: &str) -> (Vec<&str>, String) {
    let names = cell.split('`').skip(1).step_by(2).collect();
    let others = cell.split('`').step_by(2).flat_map(|text| text.split(',')).map(str::trim);
    (names, others.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of all faults, covered by the same test except for the given rows.
    fn document(rows: &[(u32, &str)]) -> String {
        let row = |number| {
            let shown_by = rows.iter().find(|(it, _)| *it == number).map_or("`a::good`", |(_, cell)| cell);
            format!("| {number} | fault {number} | must | {shown_by} |\n")
        };
        let rows: String = (1..=LAST).map(row).collect();
        format!(
            "# Faults\n\n- **I1** at most one.\n\n| # | fault | must | shown by |\n|---|---|---|---|\n{rows}"
        )
    }

    fn ran() -> Ran {
        let mut ran = Ran::default();
        ran.add(vec![("a::good".to_owned(), true), ("a::bad".to_owned(), false)]);
        ran
    }

    fn failures(document: &str) -> Vec<String> {
        let coverage = Coverage::of(document, &ran(), true);
        let failed = coverage.lines.iter().filter(|line| line.contains("FAILED")).cloned();
        let all: Vec<_> = failed.chain(coverage.problems.clone()).collect();
        assert_eq!(all.len(), coverage.failures() as usize);
        all
    }

    #[test]
    fn a_table_whose_tests_all_passed_is_covered() {
        let document = document(&[(69, "not covered: not assigned"), (7, "`a::good`, `a::good`")]);
        let coverage = Coverage::of(&document, &ran(), true);
        assert_eq!((coverage.covered, coverage.not_covered, coverage.failures()), (LAST - 1, 1, 0));
        let summary = format!("faults: {} of {LAST} covered, 1 not covered, 0 failed", LAST - 1);
        assert_eq!(coverage.summary(), summary);
        assert_eq!(coverage.lines[0], "  1 | fault 1 | a::good | passed");
        assert_eq!(coverage.lines[68], " 69 | fault 69 |  | not covered: not assigned");
    }

    #[test]
    fn a_row_whose_test_failed_was_left_out_or_is_gone_fails() {
        assert_eq!(
            failures(&document(&[
                (1, "`a::good`, `a::bad`"),
                (2, "`a::left_out`"),
                (3, "`a::renamed`, `a::good`"),
            ])),
            [
                "  1 | fault 1 | a::good, a::bad | FAILED: a::bad",
                "  2 | fault 2 | a::left_out | FAILED: not run: a::left_out",
                "  3 | fault 3 | a::renamed, a::good | FAILED: not run: a::renamed",
            ]
        );
    }

    #[test]
    fn a_row_that_names_no_test_and_gives_no_reason_fails() {
        assert_eq!(
            failures(&document(&[
                (1, ""),
                (2, "to be named"),
                (3, "`a::good`, to be named"),
                (4, "not covered: ")
            ])),
            [
                "  1 | fault 1 |  | FAILED: no test is named",
                "  2 | fault 2 |  | FAILED: to be named",
                "  3 | fault 3 | a::good | FAILED: to be named",
                "  4 | fault 4 |  | FAILED: not covered:",
            ]
        );
    }

    #[test]
    fn a_number_that_is_missing_double_or_none_fails() {
        let whole = document(&[]);
        assert_eq!(
            failures(&whole.replace("| 57 |", "| 58 |")),
            ["fault 58: it is in the table twice", "fault 57: it is not in the table"]
        );
        assert_eq!(
            failures(&whole.replace(&format!("| {LAST} |"), "| 9999 |")),
            [
                "fault 9999: there is no such number".to_owned(),
                format!("fault {LAST}: it is not in the table")
            ]
        );
    }

    #[test]
    fn too_many_rows_without_a_test_fail() {
        let open =
            |count: u32| -> Vec<_> { (1..=count).map(|number| (number, "not covered: too hard")).collect() };
        assert_eq!(failures(&document(&open(5))), Vec::<String>::new());
        assert_eq!(
            failures(&document(&open(6))),
            [format!("{} faults are covered, fewer than {FEWEST_COVERED}", LAST - 6)]
        );
    }

    #[test]
    fn where_not_every_test_is_compiled_one_that_did_not_run_is_no_failure_and_one_that_failed_is() {
        let document = document(&[(1, "`window::test`, `a::good`"), (2, "`window::test`, `a::bad`")]);
        let coverage = Coverage::of(&document, &ran(), false);
        assert_eq!((coverage.covered, coverage.not_run_here, coverage.failures()), (LAST - 2, 1, 1));
        assert_eq!(coverage.lines[0], "  1 | fault 1 | window::test, a::good | not run here");
        let summary =
            format!("faults: {} of {LAST} covered, 0 not covered, 1 failed, 1 not run here", LAST - 2);
        assert_eq!(coverage.summary(), summary);
    }
}
