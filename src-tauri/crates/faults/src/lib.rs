//! The other side of a test: servers and proxies that misbehave byte by byte, as no HTTP server library would, and that log
//! every byte that reaches them.
//!
//! A [`Peer`] plays an [`Act`] per request, those of a list in order or one that depends on the request, over plain TCP or over TLS with a certificate of any [`Certificate`] kind. A
//! proxy is a peer as well: it gets a `CONNECT` and answers with any act, [`Act::Tunnel`] among them.
//!
//! Pauses are those of tokio's clock, so that a test which has [stopped](stop_clock) it does not wait for them. A test that
//! needs a trust store or a memory of its own runs [`alone`].

// A peer that cannot be set up ends the test that wanted it.
#![allow(clippy::unwrap_used)]

mod alone;
mod certificate;
mod clock;
pub mod gzip;
mod http2;
mod peer;
mod png;
mod queue;
mod reply;

pub use alone::{ROOT, alone, peak_memory};
pub use certificate::{Authority, Certificate, FILES, Identity, SERVICE};
pub use clock::stop_clock;
pub use http2::Refusal;
pub use peer::{Act, Peer};
pub use png::huge_png;
pub use queue::FullQueue;
pub use reply::{drops, http, moved, ok, tls_1_1_hello};
