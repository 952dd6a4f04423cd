//! Windows programs of tests, run by Wine in a Windows folder of their own. No display is needed.

use super::beyond_wine::{BEYOND_WINE, BeyondWine};
use super::compile::TestProgram;
use super::platform;
use crate::shell::{program, run, watch};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where Debian's package has it; a command of that name is in a package that asks for 32 bits as well.
const WINE: &str = "/usr/lib/wine/wine64";
/// A Chinese font, of Debian's fonts-noto-cjk.
const FONTS: [&str; 2] = ["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"];
const FONTS_FOLDER: &str = "/usr/share/fonts/opentype/noto";
/// What takes longer than this hangs: seconds for a program, and for a test of the list alone.
const LIMIT: (&str, &str) = ("1200", "120");

/// Wine with what Rust's programs need.
pub(crate) struct Wine {
    prefix: PathBuf,
}

/// What came of one test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Ignored,
}

impl Wine {
    /// Makes Wine's Windows folder unless it is there, and puts what Wine lacks beside the programs.
    ///
    /// # Errors
    /// If Wine or the C compiler fails.
    pub(crate) fn start(programs: &[TestProgram]) -> Result<Self, String> {
        let wine = Self { prefix: platform::folder().join("wine") };
        let failed = |error: std::io::Error| format!("{}: {error}", wine.prefix.display());
        fs::create_dir_all(&wine.prefix).map_err(failed)?;
        if !wine.prefix.join("system.reg").exists() {
            run(wine.command("300", &["wineboot", "--init"]))?;
        }
        wine.add_fonts().map_err(failed)?;
        let source = platform::folder().join("process_prng.c");
        fs::write(&source, include_str!("process_prng.c")).map_err(failed)?;
        // Beside the tests, and a folder up beside the programs that some of them start.
        let folders: BTreeSet<&Path> =
            programs.iter().flat_map(|program| program.path.ancestors().skip(1).take(2)).collect();
        for folder in folders {
            let library = folder.join("bcryptprimitives.dll");
            let paths = [&library, &source].map(|path| path.to_string_lossy());
            run(program("x86_64-w64-mingw32-gcc", &["-shared", "-o", &paths[0], &paths[1], "-ladvapi32"]))?;
        }
        Ok(wine)
    }

    /// Evidence is set in a Chinese font, which Wine has not and Debian has.
    fn add_fonts(&self) -> std::io::Result<()> {
        let fonts = self.prefix.join("drive_c/windows/Fonts");
        fs::create_dir_all(&fonts)?;
        for font in FONTS {
            let (from, to) = (Path::new(FONTS_FOLDER).join(font), fonts.join(font));
            if !to.exists() {
                fs::copy(from, to)?;
            }
        }
        Ok(())
    }

    /// Runs a program's tests and those that Wine is known to fail, and returns how many there were, and the latter in words.
    ///
    /// # Errors
    /// If a test fails that is not on the list, or one that is on the list passes or is gone, or the program ends early.
    pub(crate) fn run(&self, tests: &TestProgram) -> Result<(String, Vec<String>), String> {
        let beyond: Vec<&BeyondWine> =
            BEYOND_WINE.iter().filter(|beyond| beyond.program == tests.name).collect();
        let skip = beyond.iter().flat_map(|beyond| ["--skip", beyond.test]);
        let arguments: Vec<&str> = ["--exact", "--test-threads", "2"].into_iter().chain(skip).collect();
        let (printed, succeeded) = watch(self.tests(LIMIT.0, tests, &arguments))?;
        let outcomes = read(&printed);
        let count = |outcome| outcomes.values().filter(|each| **each == outcome).count();
        let (passed, failed, ignored) =
            (count(Outcome::Passed), count(Outcome::Failed), count(Outcome::Ignored));
        let said = match (outcomes.len(), beyond.len()) {
            (0, 0) => "no tests".to_owned(),
            (_, unable) => {
                format!("{passed} passed, {failed} failed, {ignored} ignored, {unable} beyond Wine")
            }
        };
        if failed > 0 || !succeeded {
            let names = outcomes.iter().filter(|(_, outcome)| **outcome == Outcome::Failed);
            let names: Vec<&str> = names.map(|(name, _)| name.as_str()).collect();
            let early = if printed.contains("test result:") { "" } else { "; it ended before its tests did" };
            return Err(format!("{said}{early}\n{}", names.join("\n")));
        }
        let mut complaints = Vec::new();
        for BeyondWine { test, .. } in &beyond {
            let ended = self.tests(LIMIT.1, tests, &["--exact", test]).output();
            let printed = ended.map_err(|error| format!("{WINE} does not run: {error}"))?.stdout;
            complaints.extend(no_longer_beyond(test, &String::from_utf8_lossy(&printed)));
        }
        let unable =
            beyond.iter().map(|beyond| format!("{}: {}: {}", tests.name, beyond.test, beyond.reason));
        match complaints.is_empty() {
            true => Ok((said, unable.collect())),
            false => Err(format!("{said}\n{}", complaints.join("\n"))),
        }
    }

    fn tests(&self, seconds: &str, tests: &TestProgram, arguments: &[&str]) -> Command {
        let mut command = self.command(seconds, &[&[&*tests.path.to_string_lossy()], arguments].concat());
        command.current_dir(&tests.folder);
        command
    }

    /// A Windows program, ended after so many seconds.
    fn command(&self, seconds: &str, arguments: &[&str]) -> Command {
        let mut command = program("timeout", &[&["--signal=KILL", seconds, WINE], arguments].concat());
        command.env("WINEPREFIX", &self.prefix);
        command.env("WINEDEBUG", "-all");
        // Wine asks in a window whether to fetch these two.
        command.env("WINEDLLOVERRIDES", "mscoree,mshtml=");
        command
    }
}

/// Reads `test a::b ... ok`.
fn read(printed: &str) -> BTreeMap<String, Outcome> {
    let test = |line: &str| {
        let (name, outcome) = line.trim_end().strip_prefix("test ")?.rsplit_once(" ... ")?;
        let outcome = match outcome {
            "ok" => Outcome::Passed,
            "FAILED" => Outcome::Failed,
            _ if outcome.starts_with("ignored") => Outcome::Ignored,
            _ => return None,
        };
        Some((name.to_owned(), outcome))
    };
    // What failed tests printed comes after the list, and may look like it.
    printed.lines().take_while(|line| line.trim_end() != "failures:").filter_map(test).collect()
}

/// Why a test does not belong on the list of what cannot be run.
fn no_longer_beyond(test: &str, printed: &str) -> Option<String> {
    if printed.contains("running 0 tests") {
        return Some(format!("{test} is on the list in cross/beyond_wine.rs, but there is no such test"));
    }
    let passed = read(printed).values().any(|outcome| *outcome != Outcome::Failed);
    passed.then(|| format!("{test} is on the list in cross/beyond_wine.rs, but passes: strike it off"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tests_outcome_is_read() {
        let printed = "running 4 tests\r\n\
            test a::b ... ok\r\n\
            test a::c ... ignored, takes minutes\n\
            test a::slow has been running for over 60 seconds\n\
            test a::slow ... FAILED\n\
            failures:\n\
            test a::slow ... ok\n\
            test result: FAILED. 1 passed; 1 failed; 1 ignored\n";
        let expected = [("a::b", Outcome::Passed), ("a::c", Outcome::Ignored), ("a::slow", Outcome::Failed)];
        assert_eq!(read(printed), expected.map(|(name, outcome)| (name.to_owned(), outcome)).into());
    }

    #[test]
    fn the_list_of_what_wine_cannot_run_keeps_no_test_that_passes_or_is_gone() {
        assert_eq!(no_longer_beyond("a", "running 1 test\ntest a ... FAILED\n"), None);
        assert_eq!(no_longer_beyond("a", "running 1 test\n"), None, "it ended or hung");
        assert!(no_longer_beyond("a", "running 1 test\ntest a ... ok\n").is_some());
        assert!(no_longer_beyond("a", "running 0 tests\n").is_some());
    }
}
