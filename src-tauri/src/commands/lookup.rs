use crate::error::CommandError;
use crate::shell::Shell;
use desk::{Check, Finding, Recognition, Subject};
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

/// One check of one subject. `id` is the page's number for the question.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct LookUp {
    id: u32,
    check: Check,
    subject: String,
    /// Ask again even if the record has today's answer.
    fresh: bool,
}

/// More of a question that was asked: `call` is its row in the record.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct More {
    id: u32,
    call: i64,
}

/// A question about the account.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct AskQuota {
    id: u32,
}

#[tauri::command]
pub(crate) fn recognise(text: &str) -> Recognition {
    desk::recognise(text)
}

#[tauri::command]
pub(crate) async fn look_up(request: LookUp, shell: State<'_, Shell>) -> Result<Finding, CommandError> {
    let subject = Subject::parse(&request.subject)?;
    let desk = shell.desk().await?;
    let ask = async |cancel: &_| desk.look_up(request.check, &subject, request.fresh, cancel).await;
    Ok(shell.cancellable(request.id, ask).await?)
}

#[tauri::command]
pub(crate) async fn next_page(request: More, shell: State<'_, Shell>) -> Result<Finding, CommandError> {
    let desk = shell.desk().await?;
    Ok(shell.cancellable(request.id, async |cancel| desk.next_page(request.call, cancel).await).await?)
}

#[tauri::command]
pub(crate) async fn fetch_picture(request: More, shell: State<'_, Shell>) -> Result<Finding, CommandError> {
    let desk = shell.desk().await?;
    Ok(shell.cancellable(request.id, async |cancel| desk.fetch_picture(request.call, cancel).await).await?)
}

#[tauri::command]
pub(crate) async fn ask_quota(request: AskQuota, shell: State<'_, Shell>) -> Result<Finding, CommandError> {
    let desk = shell.desk().await?;
    Ok(shell.cancellable(request.id, async |cancel| desk.ask_quota(cancel).await).await?)
}

#[tauri::command]
pub(crate) fn cancel(id: u32, shell: State<'_, Shell>) {
    shell.cancel(id);
}
