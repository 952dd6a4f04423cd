//! Everything at once, and one table of what came of it.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use torture::orders::{Orders, Outcome};

/// What the command line asks for.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) every: usize,
    pub(crate) orders: u32,
    pub(crate) seed: u64,
    pub(crate) workers: usize,
    pub(crate) points_only: bool,
}

/// Runs it all and says how it went.
pub(crate) fn everything(asked: Asked) -> Result<ExitCode, Box<dyn Error>> {
    let program = std::env::current_exe()?;
    let (mut points, mut failed) = (0, 0);
    #[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
    {
        let (swept, inconsistent) = sweeps::sweeps(&asked, &program)?;
        (points, failed) = (points + swept, failed + inconsistent);
    }
    #[cfg(not(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu")))]
    println!(
        "The sweeps are left out: they follow a program call by call, which is written for Linux on x86-64."
    );
    if asked.points_only {
        return Ok(ExitCode::SUCCESS);
    }
    if asked.orders > 0 {
        println!("orders at random: --orders {} --seed {}", asked.orders, asked.seed);
        let orders = Orders {
            count: asked.orders,
            seed: asked.seed,
            workers: 4,
            silent: true,
            program,
            folder: quick_folder(),
        };
        let outcome = orders.run().map_err(|error| error.to_string())?;
        show(&outcome);
        points += outcome.orders as usize;
        failed += outcome.faults.len() + usize::from(outcome.processes_refused == 0);
    }
    println!("torture: {points} points, {failed} failed");
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A folder in memory where there is one: thousands of orders are tens of thousands of synced writes.
fn quick_folder() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() }
}

fn show(outcome: &Outcome) {
    let [settled, closed, killed] = outcome.lives;
    println!(
        "  {} orders in {} s, in {} lives of the app ({settled} settled, {closed} closed, {killed} killed)",
        outcome.orders,
        outcome.took.as_secs(),
        settled + closed + killed
    );
    println!(
        "  {} reached the service, {} of them sent by a restart; {} second orders and {} second processes were refused",
        outcome.placed, outcome.late, outcome.doubles_refused, outcome.processes_refused
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
    use super::Asked;
    use nix::errno::Errno;
    use std::collections::BTreeMap;
    use std::error::Error;
    use std::path::Path;
    use torture::check::End;
    use torture::point::Point;
    use torture::sweep::{Flow, Stop, Sweep, Tally};

    const STOPS: [(&str, Stop); 6] = [
        ("kill", Stop::Kill),
        ("kill, and again", Stop::KillTwice),
        ("ENOSPC once", Stop::Fail { error: Errno::ENOSPC, onwards: false }),
        ("ENOSPC from then on", Stop::Fail { error: Errno::ENOSPC, onwards: true }),
        ("EIO once", Stop::Fail { error: Errno::EIO, onwards: false }),
        ("EIO from then on", Stop::Fail { error: Errno::EIO, onwards: true }),
    ];

    /// How many points there were, and after how many of them something did not hold.
    pub(super) fn sweeps(asked: &Asked, program: &Path) -> Result<(usize, usize), Box<dyn Error>> {
        let sweep = Sweep { program: program.to_owned(), every: asked.every, workers: asked.workers };
        for flow in [Flow::Order, Flow::LookUps] {
            show_points(flow, &sweep.points(flow).map_err(|error| error.to_string())?.points);
        }
        if asked.points_only {
            return Ok((0, 0));
        }
        println!(
            "{:<9} {:<20} {:>6} {:>7} {:>16} {:>10} {:>9} {:>16} {:>5}  how the orders ended",
            "flow",
            "stop",
            "points",
            "stopped",
            "on other threads",
            "consistent",
            "lost rows",
            "billed by restart",
            "s"
        );
        let (mut points, mut failed) = (0, 0);
        for flow in [Flow::Order, Flow::LookUps] {
            for (name, stop) in STOPS {
                let tally = sweep.run(flow, stop).map_err(|error| error.to_string())?;
                show(flow, name, &tally);
                points += tally.points;
                failed += tally.points - tally.consistent;
            }
        }
        Ok((points, failed))
    }

    fn show(flow: Flow, name: &str, tally: &Tally) {
        let named = |(end, count): (&End, &usize)| format!("{end:?} {count}");
        let ends: Vec<_> = tally.ends.iter().map(named).collect();
        println!(
            "{:<9} {name:<20} {:>6} {:>7} {:>16} {:>10} {:>9} {:>16} {:>5}  {}",
            format!("{flow:?}"),
            tally.points,
            tally.struck,
            tally.struck_elsewhere,
            tally.consistent,
            tally.lost,
            tally.billed_by_restart,
            tally.took.as_secs(),
            ends.join(", ")
        );
        for fault in &tally.faults {
            println!("  FAULT {fault}");
        }
    }

    fn show_points(flow: Flow, points: &[Point]) {
        let on_main = points.iter().filter(|point| point.on_main).count();
        let on_files = points.iter().filter(|point| point.on_file).count();
        println!(
            "{flow:?}: {} points ({on_main} on the first thread, {} on others; {on_files} on files)",
            points.len(),
            points.len() - on_main
        );
        let mut counts = BTreeMap::new();
        for point in points {
            *counts.entry((&point.target, point.call, point.on_main)).or_insert(0) += 1;
        }
        for ((target, call, on_main), count) in counts {
            println!("  {count:>4} {call:<10} {target}{}", if on_main { "" } else { " (another thread)" });
        }
    }
}
