use std::time::Duration;

use crate::Clock;

/// How a sandbox behaves.
#[derive(Clone)]
pub struct Options {
    /// The one AppKey that is accepted.
    pub key: String,
    /// The SecretKey that signatures are checked with.
    pub secret: String,
    /// How long every answer is held back. The request is logged, and counts as billed, before the wait.
    pub latency: Duration,
    /// How much longer searches for the slow company take.
    pub slow_by: Duration,
    /// How long a report stays not generated (`N`), and then in progress (`P`), before it is final.
    pub report_step: Duration,
    /// The time by which signatures expire and reports advance.
    pub clock: Clock,
}

impl Default for Options {
    /// A random key and secret, no latency, reports that take 3 s in all.
    ///
    /// # Panics
    /// When the operating system has no random numbers to give.
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
        panic!("the operating system gives no random numbers: {error}");
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
