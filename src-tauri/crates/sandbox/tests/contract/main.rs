//! The sandbox's behaviour, tested over real sockets.

mod ask;
mod companies;
mod descriptions;
mod identifiers;
mod papers;
mod reports;
mod strictness;
mod wire;
