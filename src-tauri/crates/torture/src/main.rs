//! The torture as a program: `cargo xtask torture`.

mod report;

use lexopt::{Arg, Parser, ValueExt};
use std::process::ExitCode;
use std::time::Duration;
use torture::driver::{Drive, Task};

const USAGE: &str = "\
Kills the core at every call that changes something, lets its disk fail at each of them, and places orders at random.

Usage: torture [options]

  --every N     only every so many-th point (default: 1)
  --orders N    how many orders at random (default: 10000)
  --seed N      repeats the orders of an earlier run
  --workers N   runs at a time (default: 12)
  --points      list the points only
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

fn run(mut arguments: Parser) -> Result<ExitCode, Box<dyn std::error::Error>> {
    match arguments.next()? {
        Some(Arg::Value(command)) if command == "drive" => drive(arguments),
        Some(Arg::Value(_)) => Err(USAGE.into()),
        _ => report::everything(options(Parser::from_env())?),
    }
}

fn options(mut arguments: Parser) -> Result<report::Asked, Box<dyn std::error::Error>> {
    let mut asked =
        report::Asked { every: 1, orders: 10_000, seed: fastrand::u64(..), workers: 12, points_only: false };
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("every") => asked.every = arguments.value()?.parse()?,
            Arg::Long("orders") => asked.orders = arguments.value()?.parse()?,
            Arg::Long("seed") => asked.seed = arguments.value()?.parse()?,
            Arg::Long("workers") => asked.workers = arguments.value()?.parse()?,
            Arg::Long("points") => asked.points_only = true,
            _ => return Err(USAGE.into()),
        }
    }
    Ok(asked)
}

/// One start of the app, when whoever runs it says so.
fn drive(mut arguments: Parser) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let mut drive = Drive {
        home: ".".into(),
        service: String::new(),
        task: Task::Recover,
        subject: String::new(),
        first_pause: Duration::from_millis(20),
        patience: Duration::from_secs(9),
    };
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("home") => drive.home = arguments.value()?.into(),
            Arg::Long("service") => drive.service = arguments.value()?.string()?,
            Arg::Long("subject") => drive.subject = arguments.value()?.string()?,
            Arg::Long("first-pause-ms") => {
                drive.first_pause = Duration::from_millis(arguments.value()?.parse()?);
            }
            Arg::Long("task") => {
                drive.task = match arguments.value()?.string()?.as_str() {
                    "order" => Task::Order,
                    "look-ups" => Task::LookUps,
                    "recover" => Task::Recover,
                    other => return Err(format!("no such task: {other}").into()),
                }
            }
            other => return Err(other.unexpected().into()),
        }
    }
    std::io::stdin().read_line(&mut String::new())?;
    // One thread does it all but what the core itself gives to others.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(drive.run())?;
    Ok(ExitCode::SUCCESS)
}
