//! Drives the core without a window like a user, and prints what the user would see, when they would see it.

use crate::Done;
use catalog::ListCheck;
use desk::{
    Archive, CancellationToken, Credential, Desk, EntryId, Finding, LookUpCheck, Order, OrderState, Polling,
    RecordQuery, RecordedContent, ReportFormat, ReuseWindow, Service, Setup, Subject, WallClock,
};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;

pub const RECORD: &str = "record.sqlite3";
pub const EVIDENCE: &str = "evidence";
/// AppKey and SecretKey of the services under test.
pub const CREDENTIAL: [&str; 2] = ["torture", "TORTURE"];

/// Delay before the first status request of a report; the longest later one is twice this.
const FIRST_PAUSE: Duration = Duration::from_millis(120);
/// How long without any event until the user closes the app.
const EVENT_TIMEOUT: Duration = Duration::from_secs(9);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Orders one report, polls, downloads and saves it.
    Order,
    /// Requests exit restrictions, their second page, and a snapshot with its picture.
    LookUps,
    /// Starts the app without ordering anything.
    Recover,
}

impl Task {
    /// The task with this name in the code.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Order, Self::LookUps, Self::Recover].into_iter().find(|task| format!("{task:?}") == name)
    }
}

/// Opens the app with this home, performs the task and closes the app.
pub async fn drive(task: Task, home: &Path, service: &str) -> Done {
    let archive = Archive::open(&home.join(RECORD), WallClock::system())?;
    let done = work(task, &archive, home, service).await;
    archive.close();
    done
}

async fn work(task: Task, archive: &Arc<Archive>, home: &Path, service: &str) -> Done {
    if let Some(problem) = archive.problem() {
        return Err(format!("the record can be read only: {problem:?}").into());
    }
    let desk = open(archive.clone(), service, home, FIRST_PAUSE)?;
    let done = match task {
        Task::LookUps => look_ups(&desk).await,
        Task::Order | Task::Recover => orders(task, &desk).await,
    };
    desk.close().await;
    done
}

async fn orders(task: Task, desk: &Arc<Desk>) -> Done {
    let mut changes = desk.order_changes();
    for order in desk.orders()? {
        say_order(&order)?;
    }
    if task == Task::Order {
        let subject = Subject::parse(sandbox::companies()[0].name, WallClock::system().now(), &[])?;
        say_order(&desk.order_report(&subject, ReportFormat::Pdf, &[])?)?;
    } else {
        say_record(desk)?;
    }
    while !desk.orders().is_ok_and(|orders| orders.iter().all(is_settled)) {
        match tokio::time::timeout(EVENT_TIMEOUT, changes.recv()).await {
            Ok(Ok(order)) => say_order(&order)?,
            Ok(Err(RecvError::Lagged(_))) => {}
            Ok(Err(RecvError::Closed)) | Err(_) => return Err("the order did not come to an end".into()),
        }
    }
    while let Ok(order) = changes.try_recv() {
        say_order(&order)?;
    }
    Ok(())
}

/// A desk as in the app, but faster. As in the demo, the account does not depend on the service's address: a
/// restart can use a separate service, so that its requests can be identified.
pub fn open(archive: Arc<Archive>, service: &str, home: &Path, first_pause: Duration) -> Done<Arc<Desk>> {
    let [key, secret] = CREDENTIAL.map(str::to_owned);
    let service = Service::demo(service.parse()?, Credential::new(key, secret.into())?)?;
    let polling = Polling { first_pause, longest_pause: first_pause * 2, ..Polling::default() };
    let setup = Setup { service, archive, folder: home.join(EVIDENCE), reuse: ReuseWindow::Today, polling };
    Ok(Desk::open(setup)?)
}

/// Whether an order changes no more without the user.
pub fn is_settled(order: &Order) -> bool {
    order.state.is_final() || matches!(order.state, OrderState::Unknown { .. } | OrderState::OnHold { .. })
}

async fn look_ups(desk: &Desk) -> Done {
    let never = CancellationToken::new();
    let named = |wanted: sandbox::Scenario| {
        let company = sandbox::companies().iter().find(|company| company.scenario == wanted);
        Subject::parse(company.map_or("示例", |company| company.name), WallClock::system().now(), &[])
    };
    let many = named(sandbox::Scenario::RecordsOnSeveralPages)?;
    let list = ListCheck::all().next().ok_or("no check")?;
    let first = desk.look_up(LookUpCheck::List(list), &many, false, &never).await?;
    let look_up = first.call;
    say_finding(first)?;
    say_finding(desk.next_page(look_up, &never).await?)?;
    let one = named(sandbox::Scenario::RecordsOnOnePage)?;
    Ok(say_finding(desk.look_up(LookUpCheck::RegistrationSnapshot, &one, false, &never).await?)?)
}

fn say_record(desk: &Desk) -> Done {
    let all =
        RecordQuery { text: String::new(), check: None, outcome: None, from: None, until: None, limit: 100 };
    for entry in desk.archive().search(&all)?.entries {
        if let EntryId::Call { .. } = entry.id
            && let RecordedContent::Finding { finding } = desk.recorded(entry.id)?.content
        {
            say_finding(*finding)?;
        }
    }
    Ok(())
}

fn say_order(order: &Order) -> io::Result<()> {
    say(&json!({ "order": order }))
}

fn say_finding(finding: Finding) -> io::Result<()> {
    // Only this differs after a restart.
    say(&json!({ "finding": Finding { reused: true, ..finding } }))
}

/// Flushes at once: whatever was printed counts as seen.
fn say(line: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}
