//! Fuzz targets for the code that handles untrusted bytes.
//!
//! A target passes bytes to the product and checks the outcome with a judge that shares no code with it.
//! `cargo xtask fuzz` runs the targets with libFuzzer; `cargo test --workspace --test smoke` runs each on its
//! seeds and several thousand mutations of them.

mod address;
mod file;
mod judge;
mod list;
mod member;
mod reply;
mod subject;

pub use address::address;
pub use file::{file_name, picture, report_file};
pub use list::lists;
pub use member::with_a_member;
pub use reply::{envelope, quota, report, snapshot};
pub use subject::subject;

#[derive(Debug, Clone, Copy)]
pub struct Target {
    pub name: &'static str,
    /// Panics if the product accepts what it must reject.
    pub run: fn(&[u8]),
    /// Folder of valid examples, relative to this crate.
    pub seeds: &'static str,
}

impl Target {
    /// Whether it reads replies of the service.
    pub fn reads_replies(&self) -> bool {
        self.seeds == REPLIES
    }
}

/// Recorded replies, shared with the tests of `qcc`.
const REPLIES: &str = "../qcc/tests/replies";

pub const TARGETS: &[Target] = &[
    Target { name: "envelope", run: envelope, seeds: REPLIES },
    Target { name: "lists", run: lists, seeds: REPLIES },
    Target { name: "snapshot", run: snapshot, seeds: REPLIES },
    Target { name: "report", run: report, seeds: REPLIES },
    Target { name: "quota", run: quota, seeds: REPLIES },
    Target { name: "picture", run: picture, seeds: "seeds/picture" },
    Target { name: "report_file", run: report_file, seeds: "seeds/report_file" },
    Target { name: "address", run: address, seeds: "seeds/address" },
    Target { name: "file_name", run: file_name, seeds: "seeds/file_name" },
    Target { name: "subject", run: subject, seeds: "seeds/subject" },
];
