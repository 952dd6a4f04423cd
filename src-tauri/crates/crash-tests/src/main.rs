//! The crash tests as a program: `cargo xtask torture`.

mod report;

use crash_tests::Done;
use crash_tests::driver::{self, Task};
use lexopt::{Arg, Parser, ValueExt};
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
Kills the core at every call that changes something, lets its disk fail at each of them, and places orders at random.

Usage: crash-tests [options]

  --every N     only every so many-th point (default: 1)
  --orders N    how many orders at random (default: 10000)
  --seed N      repeats the orders of an earlier run
";

fn main() -> ExitCode {
    match run(Parser::from_env()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: Parser) -> Done<ExitCode> {
    let mut options = report::Options { every: 1, orders: 10_000, seed: fastrand::u64(..) };
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Value(command) if command == "drive" => return drive(arguments),
            Arg::Long("every") => options.every = arguments.value()?.parse()?,
            Arg::Long("orders") => options.orders = arguments.value()?.parse()?,
            Arg::Long("seed") => options.seed = arguments.value()?.parse()?,
            _ => return Err(USAGE.into()),
        }
    }
    report::everything(options)
}

/// Runs the app once, when the parent gives the signal: `crash-tests drive TASK HOME SERVICE`.
fn drive(mut arguments: Parser) -> Done<ExitCode> {
    let task = Task::named(&arguments.value()?.string()?).ok_or("no such task")?;
    let home = PathBuf::from(arguments.value()?);
    let service = arguments.value()?.string()?;
    std::io::stdin().read_line(&mut String::new())?;
    // One thread, apart from the threads of the core itself.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(driver::drive(task, &home, &service))?;
    Ok(ExitCode::SUCCESS)
}
