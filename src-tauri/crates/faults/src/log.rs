//! What reached a peer.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

#[derive(Debug, Default)]
pub(crate) struct Log {
    connections: AtomicUsize,
    abandoned: AtomicUsize,
    requests: Mutex<Vec<String>>,
    received: Mutex<Vec<u8>>,
}

impl Log {
    pub(crate) fn connected(&self) {
        self.connections.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn abandoned_one(&self) {
        self.abandoned.fetch_add(1, Ordering::SeqCst);
    }

    /// One character per byte, so that nothing is lost.
    pub(crate) fn requested(&self, request: &[u8]) {
        let request = request.iter().map(|&byte| char::from(byte)).collect();
        self.requests.lock().unwrap().push(request);
    }

    pub(crate) fn received(&self, bytes: &[u8]) {
        self.received.lock().unwrap().extend_from_slice(bytes);
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    pub(crate) fn abandoned(&self) -> usize {
        self.abandoned.load(Ordering::SeqCst)
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    pub(crate) fn everything(&self) -> Vec<u8> {
        self.received.lock().unwrap().clone()
    }
}
