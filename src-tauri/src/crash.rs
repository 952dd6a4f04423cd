//! What is left behind if the program itself crashes: nothing of its memory, which holds the secret.

/// Makes the operating system write no core file of this process, nor of the web view's, which are started later and inherit this.
/// Programs that collect crashes are not all bound by the limit: for them, on Linux, no part of the memory belongs into a dump.
#[cfg(unix)]
pub(crate) fn leave_no_dump() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Lowering a limit is always allowed.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "linux")]
    let _ = std::fs::write("/proc/self/coredump_filter", "0");
}

/// Keeps the heap out of what Windows Error Reporting collects of a crash. An administrator who has Windows keep full dumps
/// (`LocalDumps`) gets them all the same; no program can refuse that.
#[cfg(windows)]
#[allow(unsafe_code)]
pub(crate) fn leave_no_dump() {
    use windows_sys::Win32::System::ErrorReporting::{WER_FAULT_REPORTING_FLAG_NOHEAP, WerSetFlags};
    // SAFETY: it takes a number by value and sets flags of this process, nothing else. Without it the app works all the same.
    let _ = unsafe { WerSetFlags(WER_FAULT_REPORTING_FLAG_NOHEAP) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_leaves_none_of_the_memory_behind() {
        leave_no_dump();
        assert!(leaves_no_dump());
    }

    #[cfg(unix)]
    fn leaves_no_dump() -> bool {
        use rustix::process::{Resource, Rlimit, getrlimit};
        #[cfg(target_os = "linux")]
        assert_eq!(std::fs::read_to_string("/proc/self/coredump_filter").unwrap().trim(), "00000000");
        getrlimit(Resource::Core) == Rlimit { current: Some(0), maximum: Some(0) }
    }

    #[cfg(windows)]
    #[allow(unsafe_code)]
    fn leaves_no_dump() -> bool {
        use windows_sys::Win32::System::ErrorReporting::{WER_FAULT_REPORTING_FLAG_NOHEAP, WerGetFlags};
        use windows_sys::Win32::System::Threading::GetCurrentProcess;
        let mut flags = 0;
        // SAFETY: it writes one number to the place that it is given.
        let done = unsafe { WerGetFlags(GetCurrentProcess(), &raw mut flags) };
        done == 0 && flags & WER_FAULT_REPORTING_FLAG_NOHEAP != 0
    }
}
