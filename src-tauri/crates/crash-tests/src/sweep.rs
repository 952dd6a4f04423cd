//! Stops the app at one point after another, restarts it, and checks what it finds.

pub mod point;
pub mod trace;

use crate::check::{self, End, Known, Verdict};
use crate::driver::{CREDENTIAL, EVIDENCE, Task};
use crate::{Done, work};
use nix::errno::Errno;
use point::Point;
use sandbox::{Options, Sandbox};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use trace::{Nth, Run};

pub use trace::Stop;

#[derive(Debug, Clone)]
pub struct Sweep {
    /// The program that [drives](crate::driver) the core.
    pub program: PathBuf,
    pub every: usize,
    /// The error with which the evidence folder's file system refuses exclusive renames, links and syncs, if
    /// it does.
    pub plain_files: Option<Errno>,
}

#[derive(Debug, Default)]
pub struct Tally {
    pub points: usize,
    /// Number of runs that were stopped as planned; the others ended first.
    pub struck: usize,
    /// How many of those were stopped on a thread other than the first.
    pub struck_elsewhere: usize,
    pub consistent: usize,
    /// Number of rows that the user had seen and that were lost.
    pub lost: usize,
    /// Number of billable requests that a restart sent.
    pub billed_by_restart: u64,
    pub ends: BTreeMap<End, usize>,
    pub faults: Vec<String>,
}

/// Number of runs at a time; they mostly wait.
const THREADS: usize = 12;

/// The first status request finds the report unfinished, the second one finished, so that all runs are alike.
const REPORT_STEP: Duration = Duration::from_millis(180);

/// The second kill happens at a point of the restart that depends on the first; neighbours are far apart.
const SCATTER: usize = 37;
const LAST_OF_A_START: usize = 120;

const WATCHED: usize = 3;

impl Sweep {
    /// Runs the task undisturbed and returns its points.
    pub fn points(&self, task: Task) -> Done<Run> {
        Ok(self.whole(task)?.0)
    }

    /// Runs an order undisturbed, and returns how it ended and any faults.
    pub fn undisturbed(&self) -> Done<Verdict> {
        let (_, stay) = self.whole(Task::Order)?;
        let known = Known { seen: stay.seen(), seen_after: Vec::new(), orders_sent: 1, ..Known::default() };
        let mut verdict = check::check(&stay.home, &known);
        let left = fs::read_dir(stay.home.join(EVIDENCE))?.count();
        if left != 1 {
            verdict.faults.push(format!("{left} files in place of one"));
        }
        Ok(verdict)
    }

    fn whole(&self, task: Task) -> Done<(Run, Stay)> {
        let (place, stay) = (Place::new()?, Stay::new()?);
        let run = self.start(task, &place.first, &stay, None)?;
        if run.code != Some(0) {
            return Err(format!("undisturbed it ended with {:?}: {}", run.code, stay.output("errors")).into());
        }
        Ok((run, stay))
    }

    /// Stops the task at every point in turn.
    pub fn run(&self, task: Task, stop: Stop) -> Done<Tally> {
        let (mut all, mut elsewhere) = (0, 0);
        // The number of status requests varies, so use the longest of several runs.
        for _ in 0..WATCHED {
            let watched = self.points(task)?.points;
            let counted = || watched.iter().filter(|point| point.on_file || stop.is_kill());
            all = all.max(counted().count());
            elsewhere = elsewhere.max(counted().filter(|point| !point.on_main).count());
        }
        let anywhere = (1..=all).step_by(self.every).map(|number| Nth { number, elsewhere: false });
        let elsewhere = (1..=elsewhere).map(|number| Nth { number, elsewhere: true });
        let points: Vec<_> = anywhere.chain(elsewhere).collect();
        let found = work(points.len(), THREADS, |job| self.one(task, stop, points[job], job))?;
        let mut tally = Tally::default();
        found.into_iter().for_each(|found| tally.add(found));
        Ok(tally)
    }

    fn one(&self, task: Task, stop: Stop, at: Nth, job: usize) -> Done<Found> {
        let (place, stay) = (Place::new()?, Stay::new()?);
        let run = self.start(task, &place.first, &stay, Some((stop, at)))?;
        let mut faults = Vec::new();
        // A failing disk must result in an error, not in a crash or a hang.
        if run.code.is_none() && !(run.struck.is_some() && stop.is_kill()) {
            faults.push("it did not end by itself".to_owned());
        }
        if stop == Stop::KillTwice {
            let at = Nth { number: 1 + job * SCATTER % LAST_OF_A_START, elsewhere: false };
            self.start(Task::Recover, &place.restarted, &stay, Some((Stop::Kill, at)))?;
        }
        let seen = stay.seen();
        let restart = self.start(Task::Recover, &place.restarted, &stay, None)?;
        let errors = stay.output("errors");
        if restart.code != Some(0) {
            faults.push(format!("the restart ended with {:?}", restart.code));
        }
        if errors.contains("panicked") {
            faults.push("a panic".to_owned());
        }
        let known = Known {
            seen_after: stay.seen().split_off(seen.len()),
            seen,
            orders_sent: place.orders_sent(),
            billed_by_restart: place.restarted.billed_calls(),
            may_be_on_hold: !stop.is_kill(),
        };
        let mut verdict = check::check(&stay.home, &known);
        verdict.faults.splice(0..0, faults);
        if !verdict.faults.is_empty() {
            let point = run.struck.as_ref().map(|point| format!("{} {}", point.call, point.target));
            let folder = stay.folder.keep();
            let place = format!(
                "{task:?} {stop:?} at {at:?} ({}), kept in {}",
                point.unwrap_or_default(),
                folder.display()
            );
            verdict.faults = vec![format!("{place}: {}\n{errors}", verdict.faults.join("; "))];
        }
        Ok(Found { struck: run.struck, billed_by_restart: known.billed_by_restart, verdict })
    }

    /// Starts the app, stops it at a point if one is given, and waits for its end.
    fn start(&self, task: Task, service: &Sandbox, stay: &Stay, stop: Option<(Stop, Nth)>) -> Done<Run> {
        let append =
            |name: &str| File::options().create(true).append(true).open(stay.folder.path().join(name));
        let mut command = Command::new(&self.program);
        command.arg(format!("{task:?}")).arg(&stay.home).arg(service.base_url());
        command.stdout(append("seen")?).stderr(append("errors")?);
        Ok(trace::run(command, &stay.home, self.plain_files, stop)?)
    }
}

/// The service before the restart, and the one that only the restart uses: a request still in flight when the
/// app is killed reaches the first one and is not taken for the restart's. Order numbers are valid at both.
struct Place {
    first: Sandbox,
    restarted: Sandbox,
    _runtime: Runtime,
}

impl Place {
    fn new() -> Done<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let [key, secret] = CREDENTIAL.map(str::to_owned);
        let options = Options { key, secret, report_step: REPORT_STEP, ..Options::default() };
        let first = runtime.block_on(Sandbox::start(options.clone()))?;
        let restarted = runtime.block_on(Sandbox::start(options))?;
        Ok(Self { first, restarted, _runtime: runtime })
    }

    fn orders_sent(&self) -> usize {
        self.first.requests().iter().filter(|request| request.path.ends_with("/CreateReport")).count()
    }
}

/// A home, and the app's output beside it.
struct Stay {
    folder: TempDir,
    home: PathBuf,
}

impl Stay {
    fn new() -> Done<Self> {
        let folder = tempfile::Builder::new().prefix("torture-").tempdir()?;
        // Canonical, because it is compared with the paths in system calls.
        let home = folder.path().canonicalize()?.join("home");
        fs::create_dir(&home)?;
        Ok(Self { folder, home })
    }

    fn output(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap_or_default()
    }

    /// The complete lines of the output.
    fn seen(&self) -> Vec<Value> {
        self.output("seen").lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }
}

struct Found {
    struck: Option<Point>,
    billed_by_restart: u64,
    verdict: Verdict,
}

impl Tally {
    fn add(&mut self, found: Found) {
        self.points += 1;
        self.struck += usize::from(found.struck.is_some());
        self.struck_elsewhere += usize::from(found.struck.is_some_and(|point| !point.on_main));
        self.consistent += usize::from(found.verdict.faults.is_empty());
        self.lost += found.verdict.lost;
        self.billed_by_restart += found.billed_by_restart;
        *self.ends.entry(found.verdict.end).or_default() += 1;
        self.faults.extend(found.verdict.faults);
    }
}
