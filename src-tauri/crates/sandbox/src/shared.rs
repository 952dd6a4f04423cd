use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU32, Ordering},
};

use crate::{Options, clock::in_china, request::Call, request_log::RequestLog};

pub(crate) struct Shared {
    pub(crate) options: Options,
    pub(crate) base_url: String,
    pub(crate) salt: String,
    pub(crate) log: Mutex<RequestLog>,
    pub(crate) serial: AtomicU32,
}

impl Shared {
    pub(crate) fn log(&self) -> MutexGuard<'_, RequestLog> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A number unique within this sandbox.
    pub(crate) fn next_serial(&self) -> u32 {
        self.serial.fetch_add(1, Ordering::Relaxed)
    }

    /// `LIMITEXITCHECK` + yyyyMMddHHmmss + eight digits, for calls whose documents show an order number.
    pub(crate) fn order_number(&self, call: Call) -> Option<String> {
        let time = in_china(self.options.clock.unix_millis()).strftime("%Y%m%d%H%M%S");
        let serial = self.next_serial() % 100_000_000;
        call.order_prefix().map(|prefix| format!("{prefix}{time}{serial:08}"))
    }
}
