//! Starting while an earlier app, whose window was just closed, still holds the place of the only instance.

/// Begins the program anew, as one process can have one event loop only. Returns why it could not, or, after ten attempts,
/// why the place could not be had. Only Linux asks the other instance over a bus that can find it gone.
#[cfg(target_os = "linux")]
pub(crate) fn start(place_not_had: String) -> String {
    use std::os::unix::process::CommandExt;
    use std::process::Command;
    use std::time::Duration;

    const ATTEMPT: &str = "QCC_DESK_START_ATTEMPT";
    const ATTEMPTS: u32 = 10;
    const PAUSE: Duration = Duration::from_millis(300);

    let attempt = std::env::var(ATTEMPT).ok().and_then(|number| number.parse().ok()).unwrap_or(1);
    if attempt >= ATTEMPTS {
        return place_not_had;
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
pub(crate) fn start(place_not_had: String) -> String {
    place_not_had
}
