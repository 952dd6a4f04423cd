//! Stopping the app at one point after another, and looking at what it finds when it is started again.

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
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use trace::{Nth, Run};

pub use trace::Stop;

/// How thorough a sweep is.
#[derive(Debug, Clone)]
pub struct Sweep {
    /// The program that [drives](crate::driver) the core.
    pub program: PathBuf,
    /// Every so many-th point.
    pub every: usize,
    /// How the file system of the evidence folder says that it knows no exclusive rename, no link and no sync, if it does not.
    pub plain_files: Option<Errno>,
}

/// What came of a sweep.
#[derive(Debug, Default)]
pub struct Tally {
    /// Runs.
    pub points: usize,
    /// Runs that were stopped as planned; the others ended before they came to the point.
    pub struck: usize,
    /// Those of them that were stopped on another thread than the first.
    pub struck_elsewhere: usize,
    /// Runs after which everything held.
    pub consistent: usize,
    /// Rows that a person had seen and that were gone.
    pub lost: usize,
    /// Requests that may be billed and were sent by a restart.
    pub billed_by_restart: u64,
    /// How the orders ended.
    pub ends: BTreeMap<End, usize>,
    /// What did not hold.
    pub faults: Vec<String>,
}

/// Runs at a time; they mostly wait.
const THREADS: usize = 12;

/// The report is not generated when it is asked for first, and there when it is asked for again: the runs are alike.
const REPORT_STEP: Duration = Duration::from_millis(180);

/// The second kill of two meets the start at a point that is told by the first: any of so many, neighbours far apart.
const SCATTER: usize = 37;
const LAST_OF_A_START: usize = 120;

/// Undisturbed runs before a sweep.
const WATCHED: usize = 3;

impl Sweep {
    /// Runs the task undisturbed once, and shows its points.
    pub fn points(&self, task: Task) -> Done<Run> {
        Ok(self.whole(task)?.0)
    }

    /// Runs an order undisturbed, and says how it ended and what is wrong.
    pub fn undisturbed(&self) -> Done<Verdict> {
        let (_, stay) = self.whole(Task::Order)?;
        let known = Known { seen: stay.seen(), seen_after: Vec::new(), orders_sent: 1, ..Known::default() };
        let mut verdict = check::check(stay.home(), &known);
        let left = fs::read_dir(stay.home().join(EVIDENCE))?.count();
        if left != 1 {
            verdict.faults.push(format!("{left} files in place of one"));
        }
        Ok(verdict)
    }

    /// Runs the task to its end.
    fn whole(&self, task: Task) -> Done<(Run, Stay)> {
        let (place, stay) = (Place::new()?, Stay::new()?);
        let run = self.start(task, &place.first, &stay, None)?;
        if run.code != Some(0) {
            return Err(format!("undisturbed it ended with {:?}: {}", run.code, stay.said("errors")).into());
        }
        Ok((run, stay))
    }

    /// Stops the task at every point in turn.
    pub fn run(&self, task: Task, stop: Stop) -> Done<Tally> {
        let (mut all, mut elsewhere) = (0, 0);
        // An order that is asked for once more has more of them: the end of the longest run is to be reached as well.
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
        // A failing disk is met with an error that is told, not with a crash or a wait without end.
        if run.code.is_none() && !(run.struck.is_some() && stop.is_kill()) {
            faults.push("it did not end by itself".to_owned());
        }
        if stop == Stop::KillTwice {
            let at = Nth { number: 1 + job * SCATTER % LAST_OF_A_START, elsewhere: false };
            self.start(Task::Recover, &place.restarted, &stay, Some((Stop::Kill, at)))?;
        }
        let seen = stay.seen();
        let restart = self.start(Task::Recover, &place.restarted, &stay, None)?;
        let errors = stay.said("errors");
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
        let mut verdict = check::check(stay.home(), &known);
        verdict.faults.splice(0..0, faults);
        if !verdict.faults.is_empty() {
            let point = run.struck.as_ref().map(|point| format!("{} {}", point.call, point.target));
            let kept = stay.keep();
            let place = format!(
                "{task:?} {stop:?} at {at:?} ({}), kept in {}",
                point.unwrap_or_default(),
                kept.display()
            );
            verdict.faults = vec![format!("{place}: {}\n{errors}", verdict.faults.join("; "))];
        }
        Ok(Found { struck: run.struck, billed_by_restart: known.billed_by_restart, verdict })
    }

    /// Starts the app, stops it at a point, if one is given, and follows it to its end.
    fn start(&self, task: Task, service: &Sandbox, stay: &Stay, stop: Option<(Stop, Nth)>) -> Done<Run> {
        let append = |name: &str| File::options().create(true).append(true).open(stay.0.path().join(name));
        let mut command = Command::new(&self.program);
        command.args(["drive", &format!("{task:?}")]).arg(stay.home()).arg(service.base_url());
        command.stdout(append("seen")?).stderr(append("errors")?);
        Ok(trace::run(command, stay.home(), self.plain_files, stop)?)
    }
}

/// The service before the restart and, in its place, the one that only the restart meets: what a request that is still on
/// its way when the app is killed does to the first is never taken for the restart's. Order numbers of one are good at both.
struct Place {
    first: Sandbox,
    restarted: Sandbox,
    /// What they run on.
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

/// A home, and beside it what was said in it.
struct Stay(TempDir, PathBuf);

impl Stay {
    fn new() -> Done<Self> {
        let folder = tempfile::Builder::new().prefix("torture-").tempdir()?;
        // As the system names it, so that the calls of the program can be told by it.
        let home = folder.path().canonicalize()?.join("home");
        fs::create_dir(&home)?;
        Ok(Self(folder, home))
    }

    fn home(&self) -> &Path {
        &self.1
    }

    fn said(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap_or_default()
    }

    /// The lines that were out in whole.
    fn seen(&self) -> Vec<Value> {
        self.said("seen").lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    fn keep(self) -> PathBuf {
        self.0.keep()
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
