//! Runs the core once, for a test that stops it: `crash-tests TASK HOME SERVICE`.

use crash_tests::Done;
use crash_tests::driver::{self, Task};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let [task, home, service] = std::array::from_fn(|_| arguments.next().unwrap_or_default());
    match drive(&task, Path::new(&home), &service) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Starts when the parent gives the signal.
fn drive(task: &str, home: &Path, service: &str) -> Done {
    let task = Task::named(task).ok_or("no such task")?;
    std::io::stdin().read_line(&mut String::new())?;
    // One thread, apart from the threads of the core itself.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(driver::drive(task, home, service))
}
