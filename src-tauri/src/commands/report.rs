use crate::error::CommandError;
use crate::file_actions;
use crate::shell::Shell;
use desk::{KnownNumber, Order, Question, ReportFormat, Resolution, SavingError, Subject, WallClock};
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub(crate) struct OrderReport {
    subject: String,
    format: ReportFormat,
    /// The earlier orders for the same report that the user was told of.
    despite: Vec<i64>,
    /// The questions about the text that the user confirmed.
    #[serde(default)]
    confirmed: Vec<Question>,
}

#[derive(Debug, Deserialize, TS)]
pub(crate) struct ResolveOrder {
    order: i64,
    resolution: Resolution,
}

#[tauri::command]
pub(crate) async fn order_report(
    epoch: u32,
    request: OrderReport,
    shell: State<'_, Shell>,
) -> Result<Order, CommandError> {
    let subject = Subject::parse(&request.subject, WallClock::system().now(), &request.confirmed)?;
    Ok(shell.desk(epoch).await?.order_report(&subject, request.format, &request.despite)?)
}

#[tauri::command]
pub(crate) async fn resolve_order(
    epoch: u32,
    request: ResolveOrder,
    shell: State<'_, Shell>,
) -> Result<Order, CommandError> {
    Ok(shell.desk(epoch).await?.resolve_order(request.order, request.resolution).await?)
}

/// Asks the service about an order number that the user entered.
#[tauri::command]
pub(crate) async fn ask_about_number(
    epoch: u32,
    order: i64,
    order_no: String,
    shell: State<'_, Shell>,
) -> Result<KnownNumber, CommandError> {
    Ok(shell.desk(epoch).await?.ask_about_number(order, &order_no).await?)
}

#[tauri::command]
pub(crate) async fn follow_order(
    epoch: u32,
    order: i64,
    shell: State<'_, Shell>,
) -> Result<Order, CommandError> {
    Ok(shell.desk(epoch).await?.follow_order(order)?)
}

#[tauri::command]
pub(crate) async fn report_is_there(
    epoch: u32,
    order: i64,
    shell: State<'_, Shell>,
) -> Result<bool, CommandError> {
    let archive = shell.archive(epoch).await?;
    // The folder may be on a network that does not respond.
    let looked = tauri::async_runtime::spawn_blocking(move || match archive.report_path(order) {
        Ok(_) => Ok(true),
        Err(SavingError::Gone) => Ok(false),
        Err(error) => Err(error),
    });
    Ok(looked.await.map_err(CommandError::cannot_open)??)
}

/// Opens a saved report in its default program, if the file is unchanged.
#[tauri::command]
pub(crate) async fn open_report(epoch: u32, order: i64, shell: State<'_, Shell>) -> Result<(), CommandError> {
    let archive = shell.archive(epoch).await?;
    let found = archive.clone();
    file_actions::located(move || found.report_path(order)).await?;
    file_actions::open_unchanged(move || archive.unchanged_report(order)).await
}

#[tauri::command]
pub(crate) async fn show_report(epoch: u32, order: i64, shell: State<'_, Shell>) -> Result<(), CommandError> {
    let archive = shell.archive(epoch).await?;
    file_actions::reveal(move || archive.report_path(order)).await
}

/// Saves a copy of a report where the user chooses; `false` if the dialog was cancelled.
#[tauri::command]
pub(crate) async fn save_report(
    epoch: u32,
    order: i64,
    shell: State<'_, Shell>,
) -> Result<bool, CommandError> {
    let archive = shell.archive(epoch).await?;
    let found = archive.clone();
    let path = file_actions::located(move || found.report_path(order)).await?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    file_actions::save(&shell.system, name, move |target| archive.copy_report(order, target)).await
}
