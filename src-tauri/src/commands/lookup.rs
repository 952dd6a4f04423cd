use crate::error::CommandError;
use crate::shell::Shell;
use catalog::{Description, ListCheck};
use desk::{CancellationToken, Desk, Finding, LookUpCheck, Question, Recognition, Subject, WallClock};
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

/// A check of a subject. `id` is the page's id for the look-up.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct LookUp {
    id: u32,
    #[ts(as = "desk::Check")]
    check: LookUpCheck,
    subject: String,
    /// Ask again even if the record has an answer within the reuse window.
    fresh: bool,
    /// The questions about the text that the user confirmed.
    #[serde(default)]
    confirmed: Vec<Question>,
}

/// More of a look-up; `call` is its first call in the record.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct More {
    id: u32,
    call: i64,
}

#[derive(Debug, Deserialize, TS)]
pub(crate) struct AskQuota {
    id: u32,
}

/// The list checks. The page itself knows the other checks.
#[tauri::command]
pub(crate) fn list_checks() -> Vec<&'static Description> {
    ListCheck::all().map(ListCheck::description).collect()
}

#[tauri::command]
pub(crate) fn recognise(text: &str) -> Recognition {
    desk::recognise(text, WallClock::system().now())
}

#[tauri::command]
pub(crate) async fn look_up(
    epoch: u32,
    request: LookUp,
    shell: State<'_, Shell>,
) -> Result<Finding, CommandError> {
    let subject = Subject::parse(&request.subject, WallClock::system().now(), &request.confirmed)?;
    let ask = async |desk: &Desk, cancel: &CancellationToken| {
        desk.look_up(request.check, &subject, request.fresh, cancel).await
    };
    shell.look_up(epoch, request.id, ask).await
}

#[tauri::command]
pub(crate) async fn next_page(
    epoch: u32,
    request: More,
    shell: State<'_, Shell>,
) -> Result<Finding, CommandError> {
    let ask = async |desk: &Desk, cancel: &CancellationToken| desk.next_page(request.call, cancel).await;
    shell.look_up(epoch, request.id, ask).await
}

/// Repeats a look-up a few times while the service is still working on it.
#[tauri::command]
pub(crate) async fn wait_for_answer(
    epoch: u32,
    request: More,
    shell: State<'_, Shell>,
) -> Result<Finding, CommandError> {
    let ask =
        async |desk: &Desk, cancel: &CancellationToken| desk.wait_for_answer(request.call, cancel).await;
    shell.look_up(epoch, request.id, ask).await
}

#[tauri::command]
pub(crate) async fn fetch_picture(
    epoch: u32,
    request: More,
    shell: State<'_, Shell>,
) -> Result<Finding, CommandError> {
    let ask = async |desk: &Desk, cancel: &CancellationToken| desk.fetch_picture(request.call, cancel).await;
    shell.look_up(epoch, request.id, ask).await
}

#[tauri::command]
pub(crate) async fn ask_quota(
    epoch: u32,
    request: AskQuota,
    shell: State<'_, Shell>,
) -> Result<Finding, CommandError> {
    let ask = async |desk: &Desk, cancel: &CancellationToken| desk.ask_quota(cancel).await;
    shell.look_up(epoch, request.id, ask).await
}

#[tauri::command]
pub(crate) fn cancel(id: u32, shell: State<'_, Shell>) {
    shell.cancel(id);
}
