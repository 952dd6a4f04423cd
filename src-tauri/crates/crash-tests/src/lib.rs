//! Crash tests: kills the core, or fails its disk, at every step and checks what is left.

pub mod check;
pub mod driver;
pub mod faulty;
pub mod orders;
#[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
pub mod sweep;

use std::error::Error;
use std::sync::atomic::{AtomicUsize, Ordering};

pub type Done<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// Runs a number of jobs on several threads, and returns their results.
fn work<T: Send>(jobs: usize, threads: usize, job: impl Fn(usize) -> Done<T> + Sync) -> Done<Vec<T>> {
    let next = AtomicUsize::new(0);
    let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|number| *number < jobs);
    let one_thread = || std::iter::from_fn(take).map(&job).collect::<Done<Vec<T>>>();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(one_thread)).collect();
        let mut done = Vec::new();
        for thread in threads {
            done.extend(thread.join().map_err(|_| "a thread panicked")??);
        }
        Ok(done)
    })
}
