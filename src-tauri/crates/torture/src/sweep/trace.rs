//! Running a program call by call, and ending it, or its disk, at one of them.
//!
//! strace counts the calls of each thread apart, so that a call on a second thread can hardly be hit. Here all threads are
//! counted together, in the order in which their calls happen.

use super::point::Point;
use nix::errno::Errno;
use nix::libc;
use nix::sys::ptrace::{self, Options};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// Far above what any run takes, so that only one that hangs meets it.
const DEADLINE: Duration = Duration::from_secs(90);

/// What happens to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Nothing: its points are counted.
    Watch,
    /// It is killed at a point, before the call is carried out.
    Kill {
        /// The point.
        at: Nth,
    },
    /// At a point on a file the call fails, once or from then on.
    Fail {
        /// The point, of those on files.
        at: Nth,
        /// How it fails.
        error: Errno,
        /// Whether every later one fails as well.
        onwards: bool,
    },
    /// Every call of some kinds fails on the files of a folder, as on a file system that does not know them; and the program is
    /// killed at a point, if one is given.
    Lack {
        /// The calls, by name, and how they fail.
        calls: [(&'static str, Errno); 4],
        /// The folder, below the home.
        below: &'static str,
        /// Where the program is killed.
        kill: Option<Nth>,
    },
}

impl Plan {
    /// Where the program is killed, if it is.
    fn kill(self) -> Option<Nth> {
        match self {
            Self::Kill { at } => Some(at),
            Self::Lack { kill, .. } => kill,
            Self::Watch | Self::Fail { .. } => None,
        }
    }
}

/// The so many-th point of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nth {
    /// From 1.
    pub number: usize,
    /// Whether the points of the first thread are passed over: how many come before the others differs a little from run to run.
    pub elsewhere: bool,
}

/// How a run went.
#[derive(Debug)]
pub struct Run {
    /// The points that it came to.
    pub points: Vec<Point>,
    /// The first point at which the plan came to pass, if it did.
    pub struck: Option<Point>,
    /// Its exit code, unless it was killed.
    pub code: Option<i32>,
}

/// Runs a program that waits for a line on its standard input before it begins, and whose files are below `home`.
pub fn run(mut command: Command, home: &Path, plan: Plan) -> io::Result<Run> {
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    let main = pid(&child);
    ptrace::seize(
        main,
        Options::PTRACE_O_TRACESYSGOOD | Options::PTRACE_O_TRACECLONE | Options::PTRACE_O_EXITKILL,
    )?;
    ptrace::interrupt(main)?;
    let (ended, watch) = mpsc::channel::<()>();
    let watchdog = std::thread::spawn(move || {
        if watch.recv_timeout(DEADLINE) == Err(mpsc::RecvTimeoutError::Timeout) {
            let _ = kill(main, Signal::SIGKILL);
        }
    });
    let mut tracer = Tracer { main, home, plan, points: Vec::new(), struck: None, failing: HashMap::new() };
    let code = tracer.follow(&mut child);
    drop(ended);
    let _ = watchdog.join();
    Ok(Run { points: tracer.points, struck: tracer.struck, code: code? })
}

fn pid(child: &Child) -> Pid {
    Pid::from_raw(child.id().cast_signed())
}

struct Tracer<'a> {
    main: Pid,
    home: &'a Path,
    plan: Plan,
    points: Vec<Point>,
    struck: Option<Point>,
    /// The threads that are within a call that is to fail.
    failing: HashMap<Pid, Errno>,
}

impl Tracer<'_> {
    fn follow(&mut self, child: &mut Child) -> io::Result<Option<i32>> {
        // Only what this thread has started: others run programs of their own.
        let all = WaitPidFlag::__WALL | WaitPidFlag::__WNOTHREAD;
        loop {
            let resumed = match waitpid(None, Some(all))? {
                WaitStatus::Exited(pid, code) if pid == self.main => return Ok(Some(code)),
                WaitStatus::Signaled(pid, ..) if pid == self.main => return Ok(None),
                WaitStatus::PtraceSyscall(thread) => {
                    let call = self.call(thread);
                    call.and_then(|()| ptrace::syscall(thread, None))
                }
                WaitStatus::PtraceEvent(thread, ..) => {
                    let resumed = ptrace::syscall(thread, None);
                    // From its first stop on every call is seen.
                    if let Some(mut stdin) = child.stdin.take() {
                        stdin.write_all(b"\n")?;
                    }
                    resumed
                }
                WaitStatus::Stopped(thread, signal) => ptrace::syscall(thread, signal),
                _ => Ok(()),
            };
            match resumed {
                // A thread that was killed while it stood still is gone.
                Ok(()) | Err(Errno::ESRCH) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn call(&mut self, thread: Pid) -> nix::Result<()> {
        if ptrace::syscall_info(thread)?.op == libc::PTRACE_SYSCALL_INFO_ENTRY {
            self.enter(thread)
        } else if let Some(error) = self.failing.remove(&thread) {
            let mut registers = ptrace::getregs(thread)?;
            registers.rax = i64::from(-(error as i32)).cast_unsigned();
            ptrace::setregs(thread, registers)
        } else {
            Ok(())
        }
    }

    fn enter(&mut self, thread: Pid) -> nix::Result<()> {
        let registers = ptrace::getregs(thread)?;
        let Some(point) = Point::of(&registers, thread, thread == self.main, self.home) else {
            return Ok(());
        };
        self.points.push(point.clone());
        let is_reached = |at: Nth, on_files: bool| {
            let counts = |point: &&Point| !(at.elsewhere && point.on_main) && (point.on_file || !on_files);
            counts(&&point) && self.points.iter().filter(counts).count() == at.number
        };
        if self.plan.kill().is_some_and(|at| is_reached(at, false)) {
            self.struck = Some(point);
            return kill(self.main, Signal::SIGKILL);
        }
        let error = match self.plan {
            Plan::Watch | Plan::Kill { .. } => None,
            Plan::Fail { at, error, onwards } => {
                let goes_on = onwards && point.on_file && self.struck.is_some();
                (is_reached(at, true) || goes_on).then_some(error)
            }
            Plan::Lack { calls, below, .. } if point.target.starts_with(below) => {
                calls.iter().find(|(call, _)| *call == point.call).map(|(_, error)| *error)
            }
            Plan::Lack { .. } => None,
        };
        let Some(error) = error else { return Ok(()) };
        if self.plan.kill().is_none() {
            self.struck.get_or_insert(point);
        }
        self.fail(thread, error, registers)
    }

    /// Lets a call that is entered fail.
    fn fail(&mut self, thread: Pid, error: Errno, mut registers: libc::user_regs_struct) -> nix::Result<()> {
        self.failing.insert(thread, error);
        // No such call: the kernel does nothing.
        registers.orig_rax = u64::MAX;
        ptrace::setregs(thread, registers)
    }
}
