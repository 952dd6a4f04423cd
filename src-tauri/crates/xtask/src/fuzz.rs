//! Runs the fuzz targets with libFuzzer, which keeps inputs that reach new code and mutates them further.

use crate::prerequisites::only_on_linux;
use crate::shell::{cargo, output, program, root, run};
use std::fmt::Display;
use std::fs::{self, File};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

const SECONDS: u32 = 60;

/// Compiler flags for libFuzzer's coverage and comparison tracing: those of cargo-fuzz without a sanitizer,
/// which also work with the stable compiler. `--cfg fuzzing` is omitted: it makes some decoders skip
/// checksums, and the fuzzed code should be what users run.
const INSTRUMENTED: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Cllvm-args=-simplifycfg-branch-fold-threshold=0 \
    -Cllvm-args=-sanitizer-coverage-stack-depth";

/// Runs every target for the number of seconds given on the command line. All targets run even if one fails.
pub(crate) fn fuzz() -> Result<(), String> {
    only_on_linux(
        "Fuzzing is set up for Linux only. Elsewhere, `cargo test -p fuzz` runs a small part of it.",
    )?;
    let seconds = match std::env::args().nth(2).map(|text| text.parse::<NonZeroU32>()) {
        None => SECONDS,
        Some(Ok(seconds)) => seconds.get(),
        Some(Err(_)) => return Err("cargo xtask fuzz [seconds for each target]".into()),
    };
    let fuzzer = build()?;
    let targets = targets(&fuzzer)?;
    print_row("target", ["executions", "exec/s", "coverage", "corpus", "crashes"]);
    let mut crashes = Vec::new();
    for target in &targets {
        let tried = try_out(&fuzzer, target, seconds)?;
        let Tried { executions, per_second, coverage, corpus, .. } = tried;
        let counts = [executions, per_second, coverage, corpus, tried.crashes.len() as u64];
        print_row(&target.name, counts);
        crashes.extend(tried.crashes);
    }
    if crashes.is_empty() {
        Ok(())
    } else {
        Err(format!("\nInputs that break a promise:\n{}", crashes.join("\n")))
    }
}

fn print_row(name: &str, columns: [impl Display; 5]) {
    let columns = columns.map(|column| format!("{column:>11}")).concat();
    println!("{name:18}{columns}");
}

/// Builds the instrumented program in a separate folder, to leave other builds alone.
fn build() -> Result<PathBuf, String> {
    let version = output(program("rustc", &["-vV"])).ok_or("cannot start rustc")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc names no host")?;
    let folder = root().join("target/fuzz/build");
    let mut command =
        cargo(&["build", "--locked", "--package", "fuzz", "--bin", "fuzz", "--features", "libfuzzer"]);
    // With an explicit target, build scripts and macros are not instrumented.
    command.args(["--profile", "fuzz", "--target", host, "--target-dir"]).arg(&folder);
    command.env("RUSTFLAGS", INSTRUMENTED).env_remove("CARGO_ENCODED_RUSTFLAGS");
    run(command)?;
    Ok(folder.join(host).join("fuzz/fuzz"))
}

#[derive(Debug, PartialEq, Eq)]
struct Target {
    name: String,
    seeds: String,
}

fn targets(fuzzer: &Path) -> Result<Vec<Target>, String> {
    let mut command = program(&fuzzer.to_string_lossy(), &[]);
    command.env_remove("FUZZ_TARGET");
    let listed = output(command).map(|listed| read_targets(&listed)).unwrap_or_default();
    if listed.is_empty() { Err(format!("{} lists no target", fuzzer.display())) } else { Ok(listed) }
}

fn read_targets(listed: &str) -> Vec<Target> {
    let pairs = listed.lines().filter_map(|line| line.split_once(' '));
    pairs.map(|(name, seeds)| Target { name: name.to_owned(), seeds: seeds.to_owned() }).collect()
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Tried {
    executions: u64,
    per_second: u64,
    coverage: u64,
    /// Number of inputs that each reach something new.
    corpus: u64,
    /// Paths of the crashing inputs, or why nothing was run.
    crashes: Vec<String>,
}

fn try_out(fuzzer: &Path, target: &Target, seconds: u32) -> Result<Tried, String> {
    let crate_folder = root().join("src-tauri/crates/fuzz");
    let folder = root().join("target/fuzz").join(&target.name);
    let corpus = folder.join("corpus");
    let log = folder.join("log.txt");
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(&corpus).map_err(failed)?;
    let mut command = program(&fuzzer.to_string_lossy(), &[]);
    command
        .env("FUZZ_TARGET", &target.name)
        .args([format!("-max_total_time={seconds}"), format!("-artifact_prefix={}/", folder.display())])
        .arg(format!("-dict={}", crate_folder.join("words.dict").display()))
        .args(["-print_final_stats=1", "-timeout=30"])
        // New inputs go to the first folder; the other is only read.
        .args([corpus, crate_folder.join(&target.seeds)])
        .stderr(File::create(&log).map_err(failed)?);
    let succeeded = command.status().map_err(failed)?.success();
    let written = fs::read(&log).map_err(failed)?;
    let mut tried = read_log(&String::from_utf8_lossy(&written));
    if tried.coverage == 0 || (tried.crashes.is_empty() && !succeeded) {
        tried.crashes.push(format!("{}: see {}", target.name, log.display()));
    }
    Ok(tried)
}

/// Parses libFuzzer's output: `#2097 DONE cov: 412 ft: 903 corp: 120/9Kb lim: 4096 exec/s: 900 rss: 60Mb`,
/// `stat::number_of_executed_units: 2097` and `Test unit written to /…/crash-0123`.
fn read_log(log: &str) -> Tried {
    let mut tried = Tried::default();
    for line in log.lines() {
        let number_after = |word: &str| {
            let (_, rest) = line.split_once(word)?;
            let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u64>().ok()
        };
        if line.starts_with('#') {
            tried.coverage = number_after("cov:").unwrap_or(tried.coverage);
            tried.corpus = number_after("corp:").unwrap_or(tried.corpus);
        }
        tried.executions = number_after("stat::number_of_executed_units:").unwrap_or(tried.executions);
        tried.per_second = number_after("stat::average_exec_per_sec:").unwrap_or(tried.per_second);
        if let Some((_, path)) = line.split_once("Test unit written to ")
            // Slow inputs are reported in the same way, but are not crashes.
            && !path.contains("slow-unit-")
        {
            tried.crashes.push(path.to_owned());
        }
    }
    tried
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libfuzzers_account_is_read() {
        let log = "INFO: Seed: 1\n\
            #12\tINITED cov: 50 ft: 60 corp: 5/1Kb exec/s: 0 rss: 40Mb\n\
            #2097\tDONE   cov: 412 ft: 903 corp: 120/9Kb lim: 4096 exec/s: 900 rss: 60Mb\n\
            artifact_prefix='/t/'; Test unit written to /t/slow-unit-1\n\
            artifact_prefix='/t/'; Test unit written to /t/crash-2\n\
            stat::number_of_executed_units: 2097\n\
            stat::average_exec_per_sec:     349\n";
        let expected = Tried {
            executions: 2097,
            per_second: 349,
            coverage: 412,
            corpus: 120,
            crashes: vec!["/t/crash-2".into()],
        };
        assert_eq!(read_log(log), expected);
    }

    #[test]
    fn a_log_without_coverage_counts_nothing() {
        assert_eq!(read_log("error while loading shared libraries\n"), Tried::default());
    }

    #[test]
    fn targets_are_read_with_their_seeds() {
        let target = Target { name: "subject".into(), seeds: "seeds/subject".into() };
        assert_eq!(read_targets("subject seeds/subject\n\n"), [target]);
    }
}
