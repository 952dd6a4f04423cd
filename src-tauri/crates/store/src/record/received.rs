use qcc::{ParsedReply, RawReply, ReadError, Reply};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// A reply as received. It is parsed on first use; all clones share the result.
#[derive(Debug, Clone)]
pub struct Received(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    raw: RawReply,
    parsed: OnceLock<ParsedReply>,
}

impl From<RawReply> for Received {
    fn from(raw: RawReply) -> Self {
        Self(Arc::new(Inner { raw, parsed: OnceLock::new() }))
    }
}

impl Deref for Received {
    type Target = RawReply;

    fn deref(&self) -> &RawReply {
        &self.0.raw
    }
}

impl Received {
    /// Reads the reply as that of call `C`.
    pub fn read<C: qcc::Call>(&self) -> Result<Reply<C::Body>, ReadError> {
        self.parsed().read::<C>()
    }

    fn parsed(&self) -> &ParsedReply {
        self.0.parsed.get_or_init(|| {
            #[cfg(feature = "count-parses")]
            PARSED.with(|parsed| parsed.set(parsed.get() + 1));
            self.0.raw.parse()
        })
    }
}

#[cfg(feature = "count-parses")]
thread_local! {
    /// How many replies this thread has parsed.
    pub static PARSED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}
