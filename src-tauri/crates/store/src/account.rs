//! On whose account something was asked, without the key.

use crate::files::sha256;
use qcc::ServiceAddress;

/// How the demo data stands in the record. Its address and key change with every start, its answers do not.
pub const DEMO: &str = "demo";

/// An account at a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Host of the service; [`DEMO`] for the demo data.
    pub service: String,
    /// Fingerprint of the key.
    pub key: String,
}

impl Account {
    /// The account of a key at a real service.
    pub fn of(address: &ServiceAddress, key: &str) -> Self {
        // Tells accounts apart without holding the key.
        Self { service: address.host(), key: sha256(key.as_bytes())[..16].to_owned() }
    }

    /// Whether it is that of the demo data.
    pub fn is_demo(&self) -> bool {
        self.service == DEMO
    }
}
