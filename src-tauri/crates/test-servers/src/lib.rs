//! Servers and proxies for tests, which may misbehave. Unlike an HTTP server library, they control every byte,
//! and they log every byte received.
//!
//! A [`Peer`] performs one [`Act`] per request, either from a list or depending on the request, over plain
//! TCP or TLS with any kind of [`Certificate`]. A proxy is a peer, too: it receives a `CONNECT` and can
//! perform any act, such as [`Act::Tunnel`].
//!
//! Pauses use tokio's clock, so a test that [stops](stop_clock) it does not wait for them. A test that needs
//! its own trust store or memory runs [`in_own_process`].

// A peer that cannot be set up fails the test.
#![allow(clippy::unwrap_used)]

mod backlog;
mod certificate;
mod clock;
pub mod gzip;
mod http2;
mod own_process;
mod peer;
mod png;
mod relay;
mod reply;
mod request;

pub use backlog::FullBacklog;
pub use certificate::{Authority, Certificate, FILES, Identity, SERVICE};
pub use clock::stop_clock;
pub use http2::Refusal;
pub use own_process::{ROOT, in_own_process, peak_memory};
pub use peer::{Act, Peer};
pub use png::huge_png;
pub use relay::{far_away, over_tls};
pub use reply::{drops, empty, http, moved, ok, tls_1_1_hello, whole};
pub use request::{header, parameter, path};
