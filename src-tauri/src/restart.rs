//! Restarts while an earlier instance, whose window was just closed, still counts as the only instance.

/// Re-executes the program, because a process can have only one event loop. Returns why that failed, or after
/// ten attempts why the app could not become the only instance. Only Linux talks to the other instance over a
/// bus, where it may be gone.
#[cfg(target_os = "linux")]
pub(crate) fn retry(not_the_only_one: String) -> String {
    use std::os::unix::process::CommandExt;
    use std::process::Command;
    use std::time::Duration;

    const ATTEMPT: &str = "QCC_DESK_START_ATTEMPT";
    const ATTEMPTS: u32 = 10;
    const PAUSE: Duration = Duration::from_millis(300);

    let attempt = std::env::var(ATTEMPT).ok().and_then(|number| number.parse().ok()).unwrap_or(1);
    if attempt >= ATTEMPTS {
        return not_the_only_one;
    }
    std::thread::sleep(PAUSE);
    let arguments = std::env::args_os().skip(1);
    match std::env::current_exe() {
        Ok(program) => {
            let next = (attempt + 1).to_string();
            Command::new(program).args(arguments).env(ATTEMPT, next).exec().to_string()
        }
        Err(error) => error.to_string(),
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn retry(not_the_only_one: String) -> String {
    not_the_only_one
}
