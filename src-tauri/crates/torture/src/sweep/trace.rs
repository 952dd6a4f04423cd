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

/// What stops the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// `kill -9`, before the call is carried out.
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
}

impl Stop {
    /// Whether it is killed.
    pub fn is_kill(self) -> bool {
        match self {
            Self::Kill | Self::KillTwice => true,
            Self::Fail { .. } => false,
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
    /// The first point at which it was stopped or a call failed, if it was.
    pub struck: Option<Point>,
    /// Its exit code, unless it was killed.
    pub code: Option<i32>,
}

/// Runs a program that waits for a line on its standard input before it begins, and whose files are below `home`. It is stopped
/// at a point, if one is given. `plain_files`: the evidence folder lies on a file system that knows no exclusive rename, no link
/// and no sync, and says so by this error.
pub fn run(
    mut command: Command,
    home: &Path,
    plain_files: Option<Errno>,
    stop: Option<(Stop, Nth)>,
) -> io::Result<Run> {
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
    let mut tracer =
        Tracer { main, home, plain_files, stop, points: Vec::new(), struck: None, failing: HashMap::new() };
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
    plain_files: Option<Errno>,
    stop: Option<(Stop, Nth)>,
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
        if let Some((stop, at)) = self.stop {
            let counts =
                |point: &&Point| !(at.elsewhere && point.on_main) && (point.on_file || stop.is_kill());
            let is_here = counts(&&point) && self.points.iter().filter(counts).count() == at.number;
            match stop {
                Stop::Kill | Stop::KillTwice if is_here => {
                    self.struck = Some(point);
                    return kill(self.main, Signal::SIGKILL);
                }
                Stop::Fail { error, onwards }
                    if is_here || (onwards && point.on_file && self.struck.is_some()) =>
                {
                    self.struck.get_or_insert(point);
                    return self.fail(thread, error, registers);
                }
                Stop::Kill | Stop::KillTwice | Stop::Fail { .. } => {}
            }
        }
        let Some(error) = self.plain_files.filter(|_| point.target.starts_with("evidence")) else {
            return Ok(());
        };
        // exFAT, network drives and FUSE lack one or the other, and each says so in its own way.
        match point.call {
            "renameat2" | "link" | "linkat" => self.fail(thread, error, registers),
            "fsync" => self.fail(thread, Errno::EINVAL, registers),
            _ => Ok(()),
        }
    }

    /// Lets a call that is entered fail.
    fn fail(&mut self, thread: Pid, error: Errno, mut registers: libc::user_regs_struct) -> nix::Result<()> {
        self.failing.insert(thread, error);
        // No such call: the kernel does nothing.
        registers.orig_rax = u64::MAX;
        ptrace::setregs(thread, registers)
    }
}
