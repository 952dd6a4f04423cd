use std::time::Duration;

use crate::Clock;

#[derive(Clone)]
pub struct Options {
    pub key: String,
    pub secret: String,
    /// Delay of every reply. Requests are logged, and count as billed, before the delay.
    pub latency: Duration,
    /// Additional delay of searches for the slow company.
    pub slow_by: Duration,
    /// How long a report stays in state `N` (not generated), and then in `P` (in progress).
    pub report_step: Duration,
    /// The clock for signatures and the progress of reports.
    pub clock: Clock,
}

impl Default for Options {
    /// A random key and secret, no latency, reports that take 3 s in total.
    ///
    /// # Panics If the operating system cannot provide random numbers.
    fn default() -> Self {
        Self {
            key: random_hex(),
            secret: random_hex().to_uppercase(),
            latency: Duration::ZERO,
            slow_by: Duration::from_secs(5),
            report_step: Duration::from_millis(1_500),
            clock: Clock::system(),
        }
    }
}

/// 128 random bits as lower-case hexadecimal digits.
pub(crate) fn random_hex() -> String {
    let mut bytes = [0_u8; 16];
    if let Err(error) = getrandom::fill(&mut bytes) {
        panic!("the operating system provides no random numbers: {error}");
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
