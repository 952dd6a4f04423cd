//! A strict local stand-in for the company-check service.
//!
//! The app's demo mode embeds it on loopback, and tests start one each. It shares no code with the client, so that
//! the two can disagree, and it refuses whatever the vendor's documents do not allow. Every company in it is
//! fictional; what the lists answer about one stands in `lists/`, a file a check.
//!
//! # What is refused, and how
//!
//! Refusals travel as the service's do: HTTP 200 and a status code in the JSON envelope. They are decided in
//! this order:
//!
//! | what is wrong | answer |
//! |---|---|
//! | a path that no document names | HTTP 404 with an HTML page |
//! | the wrong method | 118 |
//! | `key` missing, or not this sandbox's | 101 |
//! | `Token` or `Timespan` missing, sent twice, or not of the documented form | 115 |
//! | `Timespan` more than 300 s from the sandbox's clock (milliseconds always are) | 115 |
//! | a `Token` of 32 hexadecimal digits that is not the expected one, its lower-case spelling included | 107 |
//! | a body where none belongs | 202 |
//! | a parameter unknown, missing, repeated or out of range | 202 |
//! | a search text of fewer than two characters | 213 |
//!
//! So 115 says "authenticate properly, and look at the clock" and 107 says "the secret, or its case, is
//! wrong".
//!
//! # What is asked for by name
//!
//! [`companies`] answer in every check. [`Fault`] lists companies named for what goes wrong below the status
//! codes, and a company called by [`status_company`] answers every search with that status code.

mod answer;
mod call;
mod clock;
mod company;
mod files;
mod gate;
mod list;
mod options;
mod order_no;
mod paper;
mod question;
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
