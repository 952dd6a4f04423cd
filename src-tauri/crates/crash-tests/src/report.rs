//! Runs everything and prints a table of the results.

use crash_tests::Done;
use crash_tests::orders::{self, Outcome};
use std::process::ExitCode;
use std::time::Instant;

#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) every: usize,
    pub(crate) orders: u32,
    pub(crate) seed: u64,
}

pub(crate) fn everything(options: Options) -> Done<ExitCode> {
    #[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
    let (mut points, mut failed) = sweeps::sweeps(options.every)?;
    #[cfg(not(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu")))]
    let (mut points, mut failed) = {
        println!("Skipping the sweeps: they trace system calls, which works on Linux on x86-64 only.");
        (0, 0)
    };
    if options.orders > 0 {
        println!("orders at random: --orders {} --seed {}", options.orders, options.seed);
        let start = Instant::now();
        let outcome = orders::run(options.orders, options.seed)?;
        show(&outcome, start);
        points += outcome.orders as usize;
        failed += outcome.faults.len();
    }
    println!("torture: {points} points, {failed} failed");
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn show(outcome: &Outcome, start: Instant) {
    let [settled, closed, killed] = outcome.lives;
    println!(
        "  {} orders in {} s, in {} lives of the app ({settled} settled, {closed} closed, {killed} killed)",
        outcome.orders,
        start.elapsed().as_secs(),
        settled + closed + killed
    );
    println!(
        "  {} reached the service, {} of them sent by a restart; {} second orders were refused",
        outcome.placed, outcome.late, outcome.doubles_refused
    );
    for ((kind, state), count) in &outcome.ends {
        println!("  {kind:<16} {state:<10} {count:>6}");
    }
    for fault in &outcome.faults {
        println!("  FAULT {fault}");
    }
}

#[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
mod sweeps {
    use crash_tests::Done;
    use crash_tests::driver::Task;
    use crash_tests::sweep::{Stop, Sweep};
    use nix::errno::Errno;
    use std::time::Instant;

    const STOPS: [(&str, Stop); 6] = [
        ("kill", Stop::Kill),
        ("kill, and again", Stop::KillTwice),
        ("ENOSPC once", Stop::Fail { error: Errno::ENOSPC, onwards: false }),
        ("ENOSPC from then on", Stop::Fail { error: Errno::ENOSPC, onwards: true }),
        ("EIO once", Stop::Fail { error: Errno::EIO, onwards: false }),
        ("EIO from then on", Stop::Fail { error: Errno::EIO, onwards: true }),
    ];

    /// The number of points, and of those with faults.
    pub(super) fn sweeps(every: usize) -> Done<(usize, usize)> {
        let sweep = Sweep { program: std::env::current_exe()?, every, plain_files: None };
        println!(
            "task      stop                 points stopped on other threads consistent lost rows billed by restart     s  how the orders ended"
        );
        let (mut points, mut failed) = (0, 0);
        for task in [Task::Order, Task::LookUps] {
            for (name, stop) in STOPS {
                let start = Instant::now();
                let tally = sweep.run(task, stop)?;
                let ends: Vec<_> = tally.ends.iter().map(|(end, count)| format!("{end:?} {count}")).collect();
                println!(
                    "{:<9} {name:<20} {:>6} {:>7} {:>16} {:>10} {:>9} {:>17} {:>5}  {}",
                    format!("{task:?}"),
                    tally.points,
                    tally.struck,
                    tally.struck_elsewhere,
                    tally.consistent,
                    tally.lost,
                    tally.billed_by_restart,
                    start.elapsed().as_secs(),
                    ends.join(", ")
                );
                tally.faults.iter().for_each(|fault| println!("  FAULT {fault}"));
                points += tally.points;
                failed += tally.points - tally.consistent;
            }
        }
        Ok((points, failed))
    }
}
