//! A strict local imitation of the vendor's service.
//!
//! The app's demo mode runs it on loopback, and each test starts its own. It shares no code with the client,
//! so that the two can disagree, and refuses whatever the vendor's documents do not allow. All companies are
//! fictional; `lists/` has one file of rows per check.
//!
//! # Refusals
//!
//! As with the service, a refusal is HTTP 200 with a status code in the JSON envelope. The checks have this
//! order:
//!
//! | problem | reply |
//! |---|---|
//! | a path that no document names | HTTP 404 with an HTML page |
//! | the wrong method | 118 |
//! | `key` missing, or not this sandbox's | 101 |
//! | `Token` or `Timespan` missing, repeated, or malformed | 115 |
//! | `Timespan` more than 300 s from the sandbox's clock (milliseconds always are) | 115 |
//! | a `Token` of 32 hexadecimal digits other than the expected one, including its lower-case spelling | 107 |
//! | a body, which no request has | 202 |
//! | a parameter unknown, missing, repeated or out of range | 202 |
//! | a search text of fewer than two characters | 213 |
//!
//! So 115 means "authenticate properly and check the clock", and 107 means "the secret, or its case, is
//! wrong".
//!
//! # Special names
//!
//! [`companies`] are known to every check. For each [`Fault`] there is a company with a failure below the
//! level of status codes, and for the company named by [`status_company`] every search returns that status
//! code.

mod admission;
mod answer;
mod call;
mod clock;
mod company;
mod files;
mod list;
mod options;
mod order_no;
mod paper;
mod request;
mod request_log;
mod server;
mod shared;
mod signature;
mod status;

pub use clock::Clock;
pub use company::{Company, Fault, Scenario, companies, status_company};
pub use options::Options;
pub use request_log::LoggedRequest;
pub use server::Sandbox;
