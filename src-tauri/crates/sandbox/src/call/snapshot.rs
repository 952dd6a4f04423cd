//! 工商快照: the address of a picture of the company's registration.

use std::sync::Arc;

use crate::{answer::Answer, files::Document, question::Call, server::Shared, status};

pub(super) async fn answer(shared: &Arc<Shared>, company: usize) -> Answer {
    if !super::can_write_chinese(shared).await {
        return super::refusal(shared, Call::Snapshot, status::UNKNOWN_ERROR);
    }
    Answer::success(
        Call::Snapshot,
        shared.order_number(Call::Snapshot),
        None,
        Document::Snapshot(company).url(shared),
    )
}
