//! System calls that change something outside the program, and are therefore points to kill it at.

use nix::libc::{self, c_long, user_regs_struct};
use nix::unistd::Pid;
use std::fs;
use std::os::unix::fs::FileExt;
use std::path::Path;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    pub call: &'static str,
    /// The file, relative to the home, or the connection.
    pub target: String,
    /// Whether it changes a file; otherwise it is a connection.
    pub on_file: bool,
    /// Whether it is on the program's first thread.
    pub on_main: bool,
}

/// Which argument identifies the target.
enum Done {
    /// A descriptor in the first argument.
    Descriptor,
    /// A descriptor, if it is a connection.
    Connection,
    /// A path in the n-th argument, from 0.
    Path(usize),
    /// A path, if the flags in the next argument allow a change.
    Opening(usize),
}

const CALLS: &[(c_long, &str, Done)] = &[
    (libc::SYS_open, "open", Done::Opening(0)),
    (libc::SYS_openat, "openat", Done::Opening(1)),
    (libc::SYS_creat, "creat", Done::Path(0)),
    (libc::SYS_write, "write", Done::Descriptor),
    (libc::SYS_writev, "writev", Done::Descriptor),
    (libc::SYS_pwrite64, "pwrite64", Done::Descriptor),
    (libc::SYS_pwritev, "pwritev", Done::Descriptor),
    (libc::SYS_copy_file_range, "copy_file_range", Done::Descriptor),
    (libc::SYS_fsync, "fsync", Done::Descriptor),
    (libc::SYS_fdatasync, "fdatasync", Done::Descriptor),
    (libc::SYS_ftruncate, "ftruncate", Done::Descriptor),
    (libc::SYS_fallocate, "fallocate", Done::Descriptor),
    (libc::SYS_fchmod, "fchmod", Done::Descriptor),
    (libc::SYS_fchown, "fchown", Done::Descriptor),
    (libc::SYS_flock, "flock", Done::Descriptor),
    (libc::SYS_rename, "rename", Done::Path(0)),
    (libc::SYS_renameat, "renameat", Done::Path(1)),
    (libc::SYS_renameat2, "renameat2", Done::Path(1)),
    (libc::SYS_link, "link", Done::Path(0)),
    (libc::SYS_linkat, "linkat", Done::Path(1)),
    (libc::SYS_unlink, "unlink", Done::Path(0)),
    (libc::SYS_unlinkat, "unlinkat", Done::Path(1)),
    (libc::SYS_mkdir, "mkdir", Done::Path(0)),
    (libc::SYS_mkdirat, "mkdirat", Done::Path(1)),
    (libc::SYS_rmdir, "rmdir", Done::Path(0)),
    (libc::SYS_chmod, "chmod", Done::Path(0)),
    (libc::SYS_fchmodat, "fchmodat", Done::Path(1)),
    (libc::SYS_connect, "connect", Done::Connection),
    (libc::SYS_sendto, "sendto", Done::Connection),
    (libc::SYS_sendmsg, "sendmsg", Done::Connection),
    // Data that was received but not yet written.
    (libc::SYS_recvfrom, "recvfrom", Done::Connection),
    (libc::SYS_recvmsg, "recvmsg", Done::Connection),
    (libc::SYS_read, "read", Done::Connection),
    (libc::SYS_readv, "readv", Done::Connection),
];

const MAX_PATH: usize = 4096;

impl Point {
    /// The point that a thread is at, if any: a file below `home` or a connection.
    pub(crate) fn of(registers: &user_regs_struct, thread: Pid, on_main: bool, home: &Path) -> Option<Self> {
        let number = c_long::try_from(registers.orig_rax).ok()?;
        let (_, call, done) = CALLS.iter().find(|(it, ..)| *it == number)?;
        let arguments = [registers.rdi, registers.rsi, registers.rdx, registers.r10];
        let target = match done {
            Done::Descriptor | Done::Connection => descriptor(thread, arguments[0])?,
            Done::Path(at) => path(thread, arguments[*at])?,
            Done::Opening(at) => {
                let changing = libc::O_WRONLY | libc::O_RDWR | libc::O_CREAT | libc::O_TRUNC;
                if arguments[at + 1] & u64::from(changing.cast_unsigned()) == 0 {
                    return None;
                }
                path(thread, arguments[*at])?
            }
        };
        if target.starts_with("socket:") {
            return Some(Self { call, target: "connection".to_owned(), on_file: false, on_main });
        }
        let below = Path::new(&target).strip_prefix(home).ok()?;
        let target = match below.to_string_lossy() {
            unfinished if unfinished.contains(".unfinished-") => "evidence/(unfinished)".to_owned(),
            name => name.into_owned(),
        };
        let on_connection = matches!(done, Done::Connection);
        (!on_connection).then_some(Self { call, target, on_file: true, on_main })
    }
}

fn descriptor(thread: Pid, number: u64) -> Option<String> {
    let link = fs::read_link(format!("/proc/{thread}/fd/{}", u32::try_from(number).ok()?)).ok()?;
    Some(link.to_string_lossy().into_owned())
}

fn path(thread: Pid, address: u64) -> Option<String> {
    let memory = fs::File::open(format!("/proc/{thread}/mem")).ok()?;
    let mut bytes = vec![0; MAX_PATH];
    // Reading past the mapped memory returns fewer bytes.
    let count = memory.read_at(&mut bytes, address).ok()?;
    let text = bytes[..count].split(|byte| *byte == 0).next()?;
    Some(String::from_utf8_lossy(text).into_owned())
}
