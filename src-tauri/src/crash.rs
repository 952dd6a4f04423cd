//! Keeps the program's memory, which contains the secret, out of crash dumps.

/// Disables core files for this process and, by inheritance, for the web view's processes. Programs that
/// collect crashes may ignore that limit, so on Linux no memory is included in dumps either.
#[cfg(unix)]
pub(crate) fn leave_no_dump() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Lowering a limit is always allowed.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "linux")]
    let _ = std::fs::write("/proc/self/coredump_filter", "0");
}

/// Excludes the heap from Windows Error Reporting. If an administrator has configured full dumps
/// (`LocalDumps`), they are still written; a program cannot prevent that.
#[cfg(windows)]
#[allow(unsafe_code)]
pub(crate) fn leave_no_dump() {
    use windows_sys::Win32::System::ErrorReporting::{WER_FAULT_REPORTING_FLAG_NOHEAP, WerSetFlags};
    // SAFETY: takes a number by value and only sets flags of this process. The app also works if it fails.
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
        // SAFETY: writes one number to the given address.
        let done = unsafe { WerGetFlags(GetCurrentProcess(), &raw mut flags) };
        done == 0 && flags & WER_FAULT_REPORTING_FLAG_NOHEAP != 0
    }
}
