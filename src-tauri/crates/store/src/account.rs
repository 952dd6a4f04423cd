//! Identifies the account of a call, without its key.

use crate::files::sha256;
use qcc::ServiceAddress;

/// The service name of demo data. Its address and key change with every start, but its replies do not.
pub const DEMO: &str = "demo";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Host of the service, or [`DEMO`].
    pub service: String,
    /// Fingerprint of the key.
    pub key: String,
}

impl Account {
    /// The account with this key at a real service.
    pub fn of(address: &ServiceAddress, key: &str) -> Self {
        // Enough to tell accounts apart, without revealing the key.
        Self { service: address.host(), key: sha256(key.as_bytes())[..16].to_owned() }
    }

    pub fn is_demo(&self) -> bool {
        self.service == DEMO
    }
}
