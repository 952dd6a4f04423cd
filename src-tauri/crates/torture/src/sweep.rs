//! Stopping the app at one point after another, and looking at what it finds when it is started again.

use crate::check::{self, End, Known, Verdict};
use crate::driver::{CREDENTIAL, EVIDENCE};
use crate::point::Point;
use crate::trace::{self, DEADLINE, Nth, Plan, Run};
use nix::errno::Errno;
use sandbox::{Options, Sandbox};
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What the app is doing when it is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// A report: order, poll, download, save.
    Order,
    /// Two pages of exit restrictions, and a snapshot with its picture.
    LookUps,
}

/// What stops it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// `kill -9`.
    Kill,
    /// The same, and another one while it puts things in order at its next start.
    KillTwice,
    /// A file call that fails, once or from then on.
    Fail {
        /// How.
        error: Errno,
        /// Whether every later one fails as well.
        onwards: bool,
    },
    /// `kill -9`, where the evidence folder lies on a file system that knows no exclusive rename, no link and no sync.
    KillOnPlainFiles {
        /// How it says so.
        error: Errno,
    },
}

/// How thorough a sweep is.
#[derive(Debug, Clone)]
pub struct Sweep {
    /// The program that [drives](crate::driver) the core.
    pub program: PathBuf,
    /// Every so many-th point.
    pub every: usize,
    /// Runs at a time; they mostly wait.
    pub workers: usize,
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
    /// How long it took.
    pub took: Duration,
}

type Swept<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// The report is not generated when it is asked for first, and there when it is asked for again: the runs are alike.
const REPORT_STEP: Duration = Duration::from_millis(180);
const FIRST_PAUSE_MS: &str = "120";

/// The second kill of two meets the start at a point that is told by the first: any of so many, neighbours far apart.
const SCATTER: usize = 37;
const LAST_OF_A_START: usize = 120;

/// Undisturbed runs before a sweep.
const WATCHED: usize = 3;

const KEY: &str = "torture";
const SECRET: &str = "TORTURE";

impl Sweep {
    /// Runs the flow undisturbed once, and shows its points.
    pub fn points(&self, flow: Flow) -> Swept<Run> {
        Ok(self.whole(flow, Plan::Watch)?.0)
    }

    /// Runs an order where the evidence folder lies on such a file system, and says how it ended and what is wrong.
    pub fn on_plain_files(&self, error: Errno) -> Swept<Verdict> {
        let (run, stay) = self.whole(Flow::Order, lacking(error, None))?;
        if run.struck.is_none() {
            return Err("none of these calls was made".into());
        }
        let known = Known { seen: stay.seen(), seen_after: Vec::new(), orders_sent: 1, ..Known::default() };
        let mut verdict = check::check(stay.home(), &known);
        let left = fs::read_dir(stay.home().join(EVIDENCE))?.count();
        if left != 1 {
            verdict.faults.push(format!("{left} files in place of one"));
        }
        Ok(verdict)
    }

    fn whole(&self, flow: Flow, plan: Plan) -> Swept<(Run, Stay)> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let place = Place::new(&runtime)?;
        let stay = Stay::new()?;
        let run = trace::run(self.driver(flow, &place, &stay, 0)?, stay.home(), plan)?;
        if run.code != Some(0) {
            return Err(format!("undisturbed it ended with {:?}: {}", run.code, stay.said("errors")).into());
        }
        Ok((run, stay))
    }

    /// Stops the flow at every point in turn.
    pub fn run(&self, flow: Flow, stop: Stop) -> Swept<Tally> {
        let start = Instant::now();
        let (mut all, mut elsewhere) = (0, 0);
        // An order that is asked for once more has more of them: the end of the longest run is to be reached as well.
        for _ in 0..WATCHED {
            let watched = self.points(flow)?.points;
            let counted = || watched.iter().filter(|point| point.on_file || is_kill(stop));
            all = all.max(counted().count());
            elsewhere = elsewhere.max(counted().filter(|point| !point.on_main).count());
        }
        let anywhere = (1..=all).step_by(self.every).map(Nth::Anywhere);
        let points: Vec<_> = anywhere.chain((1..=elsewhere).map(Nth::Elsewhere)).collect();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let (next, tally) = (AtomicUsize::new(0), Mutex::new(Tally::default()));
        std::thread::scope(|scope| {
            let work = || -> Swept<()> {
                let place = Place::new(&runtime)?;
                loop {
                    let job = next.fetch_add(1, Ordering::Relaxed);
                    let Some(at) = points.get(job) else {
                        return Ok(());
                    };
                    let found = self.one(flow, stop, *at, job, &place)?;
                    tally.lock().unwrap_or_else(PoisonError::into_inner).add(found);
                }
            };
            let workers: Vec<_> = (0..self.workers).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(|worker| match worker.join() {
                Ok(worked) => worked,
                Err(_) => Err("a sweep's thread panicked".into()),
            })
        })?;
        let tally = tally.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(Tally { took: start.elapsed(), ..tally })
    }

    fn one(&self, flow: Flow, stop: Stop, at: Nth, job: usize, place: &Place) -> Swept<Found> {
        let stay = Stay::new()?;
        let sent = || place.orders_sent(subject(job));
        let (sent_before, billed_before) = (sent(), place.restarted.billed_calls());
        let plan = match stop {
            Stop::Kill | Stop::KillTwice => Plan::Kill { at },
            Stop::Fail { error, onwards } => Plan::Fail { at, error, onwards },
            Stop::KillOnPlainFiles { error } => lacking(error, Some(at)),
        };
        let run = trace::run(self.driver(flow, place, &stay, job)?, stay.home(), plan)?;
        let mut faults = Vec::new();
        // A failing disk is met with an error that is told, not with a crash or a wait without end.
        if run.code.is_none() && !(run.struck.is_some() && is_kill(stop)) {
            faults.push("it did not end by itself".to_owned());
        }
        if stop == Stop::KillTwice {
            let recover = self.command("recover", place.restarted.base_url(), &stay, job)?;
            trace::run(
                recover,
                stay.home(),
                Plan::Kill { at: Nth::Anywhere(1 + job * SCATTER % LAST_OF_A_START) },
            )?;
        }
        let seen = stay.seen();
        let mut recover = self.command("recover", place.restarted.base_url(), &stay, job)?;
        let code = start(&mut recover)?;
        let errors = stay.said("errors");
        if code != Some(0) {
            faults.push(format!("the restart ended with {code:?}"));
        }
        if errors.contains("panicked") {
            faults.push("a panic".to_owned());
        }
        let known = Known {
            seen_after: stay.seen().split_off(seen.len()),
            seen,
            orders_sent: sent() - sent_before,
            billed_by_restart: place.restarted.billed_calls() - billed_before,
            may_be_on_hold: !is_kill(stop),
        };
        let mut verdict = check::check(stay.home(), &known);
        verdict.faults.splice(0..0, faults);
        if !verdict.faults.is_empty() {
            let point = run.struck.as_ref().map(|point| format!("{} {}", point.call, point.target));
            let kept = stay.keep();
            let place = format!(
                "{flow:?} {stop:?} at {at:?} ({}), kept in {}",
                point.unwrap_or_default(),
                kept.display()
            );
            verdict.faults = vec![format!("{place}: {}\n{errors}", verdict.faults.join("; "))];
        }
        Ok(Found { struck: run.struck, billed_by_restart: known.billed_by_restart, verdict })
    }

    fn driver(&self, flow: Flow, place: &Place, stay: &Stay, job: usize) -> Swept<Command> {
        let task = match flow {
            Flow::Order => "order",
            Flow::LookUps => "look-ups",
        };
        self.command(task, place.first.base_url(), stay, job)
    }

    fn command(&self, task: &str, service: String, stay: &Stay, job: usize) -> Swept<Command> {
        let append = |name: &str| File::options().create(true).append(true).open(stay.0.path().join(name));
        let mut command = Command::new(&self.program);
        command
            .args(["drive", "--task", task, "--service", &service, "--subject", subject(job)])
            .args(["--first-pause-ms", FIRST_PAUSE_MS, "--home"])
            .arg(stay.home())
            .env(CREDENTIAL[0], KEY)
            .env(CREDENTIAL[1], SECRET)
            .stdin(Stdio::piped())
            .stdout(append("seen")?)
            .stderr(append("errors")?);
        Ok(command)
    }
}

fn lacking(error: Errno, kill: Option<Nth>) -> Plan {
    // exFAT, network drives and FUSE lack one or the other, and each says so in its own way.
    let calls = [("renameat2", error), ("link", error), ("linkat", error), ("fsync", Errno::EINVAL)];
    Plan::Lack { calls, below: "evidence", kill }
}

fn is_kill(stop: Stop) -> bool {
    match stop {
        Stop::Kill | Stop::KillTwice | Stop::KillOnPlainFiles { .. } => true,
        Stop::Fail { .. } => false,
    }
}

/// Runs a program that waits for a line, to its end.
fn start(command: &mut Command) -> Swept<Option<i32>> {
    let mut child = command.spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(b"\n")?;
    }
    let id = nix::unistd::Pid::from_raw(child.id().cast_signed());
    let (ended, watch) = mpsc::channel::<()>();
    let watchdog = std::thread::spawn(move || {
        if watch.recv_timeout(DEADLINE) == Err(mpsc::RecvTimeoutError::Timeout) {
            let _ = nix::sys::signal::kill(id, nix::sys::signal::Signal::SIGKILL);
        }
    });
    let status = child.wait();
    drop(ended);
    let _ = watchdog.join();
    Ok(status?.code())
}

/// The service before the restart and, in its place, the one that only the restart meets: what a request that is still on
/// its way when the app is killed does to the first is never taken for the restart's. Order numbers of one are good at both.
struct Place {
    first: Sandbox,
    restarted: Sandbox,
}

impl Place {
    fn new(runtime: &tokio::runtime::Runtime) -> Swept<Self> {
        let sandbox = || {
            let options = Options {
                key: KEY.to_owned(),
                secret: SECRET.to_owned(),
                report_step: REPORT_STEP,
                ..Options::default()
            };
            runtime.block_on(Sandbox::start(options))
        };
        Ok(Self { first: sandbox()?, restarted: sandbox()? })
    }

    fn orders_sent(&self, subject: &str) -> usize {
        let is_order = |request: &&sandbox::LoggedRequest| {
            request.path.ends_with("/CreateReport")
                && request.query.iter().any(|(name, value)| name == "searchKey" && value == subject)
        };
        self.first.requests().iter().filter(is_order).count()
    }
}

/// Whom a run's order is for: another company than in the runs before it, whose requests may still be on their way.
fn subject(job: usize) -> &'static str {
    let arrives = |company: &&sandbox::Company| {
        !matches!(
            company.scenario,
            sandbox::Scenario::ReportFails | sandbox::Scenario::NoReport | sandbox::Scenario::Slow
        )
    };
    let companies: Vec<_> = sandbox::companies().iter().filter(arrives).collect();
    let company = companies[job % companies.len()];
    match job / companies.len() % 3 {
        0 => company.name,
        1 => company.credit_code,
        _ => company.registration_no,
    }
}

/// A home, and beside it what was said in it.
struct Stay(TempDir, PathBuf);

impl Stay {
    fn new() -> Swept<Self> {
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
