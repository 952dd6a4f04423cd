//! Traces a program's system calls, and kills it or fails its disk at one of them.
//!
//! strace counts calls per thread, so that calls on other threads can hardly be targeted. This counts the
//! calls of all threads together, in the order in which they happen.

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

/// Much longer than any run takes, so that only a hang exceeds it.
const DEADLINE: Duration = Duration::from_secs(90);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// `kill -9`, before the call is executed.
    Kill,
    /// Killed, and killed again during the recovery at the next start.
    KillTwice,
    /// A file operation fails, once or from then on.
    Fail {
        error: Errno,
        /// Whether all later ones fail, too.
        onwards: bool,
    },
}

impl Stop {
    pub fn is_kill(self) -> bool {
        !matches!(self, Self::Fail { .. })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nth {
    /// From 1.
    pub number: usize,
    /// Whether to skip points of the first thread: how many of them precede the others varies from run to
    /// run.
    pub elsewhere: bool,
}

#[derive(Debug)]
pub struct Run {
    pub points: Vec<Point>,
    /// The point at which it was first stopped or a call failed.
    pub struck: Option<Point>,
    /// Its exit code, unless it was killed.
    pub code: Option<i32>,
}

/// Runs a program whose files are below `home`, and stops it at a point if one is given. The program must
/// wait for a line on standard input before it starts. `plain_files`: the error with which the evidence
/// folder's file system refuses exclusive renames, links and syncs.
pub fn run(
    mut command: Command,
    home: &Path,
    plain_files: Option<Errno>,
    stop: Option<(Stop, Nth)>,
) -> io::Result<Run> {
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    let main = Pid::from_raw(child.id().cast_signed());
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

struct Tracer<'a> {
    main: Pid,
    home: &'a Path,
    plain_files: Option<Errno>,
    stop: Option<(Stop, Nth)>,
    points: Vec<Point>,
    struck: Option<Point>,
    /// Threads that are in a call that will fail.
    failing: HashMap<Pid, Errno>,
}

impl Tracer<'_> {
    fn follow(&mut self, child: &mut Child) -> io::Result<Option<i32>> {
        // Only this thread's children: other threads trace their own programs.
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
                    // All calls are seen from its first stop on.
                    if let Some(mut stdin) = child.stdin.take() {
                        stdin.write_all(b"\n")?;
                    }
                    resumed
                }
                WaitStatus::Stopped(thread, signal) => ptrace::syscall(thread, signal),
                _ => Ok(()),
            };
            match resumed {
                // The thread was killed while stopped.
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
        // exFAT, network drives and FUSE each lack some of these, and report it with different errors.
        match point.call {
            "renameat2" | "link" | "linkat" => self.fail(thread, error, registers),
            "fsync" => self.fail(thread, Errno::EINVAL, registers),
            _ => Ok(()),
        }
    }

    fn fail(&mut self, thread: Pid, error: Errno, mut registers: libc::user_regs_struct) -> nix::Result<()> {
        self.failing.insert(thread, error);
        // An invalid call number, so that the kernel does nothing.
        registers.orig_rax = u64::MAX;
        ptrace::setregs(thread, registers)
    }
}
