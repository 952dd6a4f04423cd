use qcc::{ParsedReply, RawReply, ReadError, Reply};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// A reply as received. Whoever reads it first parses it, and the others read what was parsed.
#[derive(Debug, Clone)]
pub(crate) struct Received(Arc<Inner>);

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
    /// Reads it as a reply of call `C`.
    pub(crate) fn read<C: qcc::Call>(&self) -> Result<Reply<C::Body>, ReadError> {
        self.parsed().read::<C>()
    }

    fn parsed(&self) -> &ParsedReply {
        self.0.parsed.get_or_init(|| {
            #[cfg(test)]
            PARSED.with(|parsed| parsed.set(parsed.get() + 1));
            self.0.raw.parse()
        })
    }
}

#[cfg(test)]
thread_local! {
    /// How many replies this thread parsed.
    pub(crate) static PARSED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::LookUpCheck;
    use crate::testing::{Workplace, subject};
    use catalog::ListCheck;
    use tokio_util::sync::CancellationToken;

    /// How many replies are parsed by what is done.
    async fn parsed<T>(done: impl Future<Output = T>) -> (usize, T) {
        let before = PARSED.get();
        let done = done.await;
        (PARSED.get() - before, done)
    }

    #[tokio::test]
    async fn a_look_up_parses_its_reply_once() {
        let Workplace { desk, .. } = &Workplace::new().await;
        let (subject, cancel) = (subject("示例环海物流集团有限公司"), CancellationToken::new());
        let lists = ListCheck::all().map(LookUpCheck::List);
        for check in lists.chain([LookUpCheck::RegistrationSnapshot]) {
            let (count, finding) = parsed(desk.look_up(check, &subject, false, &cancel)).await;
            assert_eq!(count, 1, "{check:?}");
            let (count, _) = parsed(desk.next_page(finding.unwrap().call, &cancel)).await;
            assert!(count <= 1, "{check:?}");
        }
    }
}
