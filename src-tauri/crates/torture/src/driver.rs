//! The core without a window: does what a person does, and says what a person would have seen, when they would have.

use catalog::ListCheck;
use desk::{
    Archive, CancellationToken, Credential, Desk, EntryId, Finding, LookUpCheck, Order, OrderState, Pace,
    RecordQuery, RecordedContent, ReportFormat, ReuseWindow, Service, Setup, Subject, WallClock,
};
use serde_json::{Value, json};
use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;

/// The record within a home.
pub const RECORD: &str = "record.sqlite3";
/// The evidence folder within a home.
pub const EVIDENCE: &str = "evidence";
/// The environment variables that hold the credential: an argument list is seen by everyone.
pub const CREDENTIAL: [&str; 2] = ["TORTURE_KEY", "TORTURE_SECRET"];

/// What a person comes to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Orders one report and waits for it.
    Order,
    /// Asks for exit restrictions, their second page, and a snapshot with its picture.
    LookUps,
    /// Starts the app and orders nothing.
    Recover,
}

/// One start of the app.
#[derive(Debug)]
pub struct Drive {
    /// Where record and evidence are.
    pub home: PathBuf,
    /// The service's address.
    pub service: String,
    /// What to do.
    pub task: Task,
    /// Whom an order is for.
    pub subject: String,
    /// How long the app waits before it asks for a report, and half of how long before it asks again.
    pub first_pause: Duration,
    /// How long nothing may happen before the person closes the app.
    pub patience: Duration,
}

type Done = Result<(), Box<dyn Error>>;

impl Drive {
    /// Opens the app, does the task and closes it.
    pub async fn run(&self) -> Done {
        let archive = Archive::open(&self.home.join(RECORD), WallClock::system())?;
        let done = self.work(&archive).await;
        archive.close();
        done
    }

    async fn work(&self, archive: &Arc<Archive>) -> Done {
        if let Some(problem) = archive.problem() {
            return Err(format!("the record can be read only: {problem:?}").into());
        }
        let desk = open(archive.clone(), &self.service, &self.home, self.first_pause)?;
        let done = self.act(&desk).await;
        desk.close().await;
        done
    }

    async fn act(&self, desk: &Arc<Desk>) -> Done {
        if self.task == Task::LookUps {
            return look_ups(desk).await;
        }
        let mut changes = desk.order_changes();
        for order in desk.orders()? {
            say_order(&order)?;
        }
        if self.task == Task::Order {
            say_order(&desk.order_report(
                &Subject::parse(&self.subject, WallClock::system().now(), &[])?,
                ReportFormat::Pdf,
                &[],
            )?)?;
        } else {
            say_record(desk)?;
        }
        while !desk.orders().is_ok_and(|orders| orders.iter().all(is_settled)) {
            match tokio::time::timeout(self.patience, changes.recv()).await {
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
}

/// A desk as the app opens it, only quicker. What the service's address is does not matter to the account, as in the demo:
/// so a restart can meet a service of its own, and what is sent to it is known to be the restart's.
pub fn open(
    archive: Arc<Archive>,
    service: &str,
    home: &Path,
    first_pause: Duration,
) -> Result<Arc<Desk>, Box<dyn Error>> {
    let [key, secret] = CREDENTIAL.map(|name| std::env::var(name).unwrap_or_else(|_| "torture".to_owned()));
    let service = Service::demo(service.parse()?, Credential::new(key, secret.into())?)?;
    let pace = Pace { first_pause, longest_pause: first_pause * 2, ..Pace::default() };
    let setup = Setup { service, archive, folder: home.join(EVIDENCE), reuse: ReuseWindow::Today, pace };
    Ok(Desk::open(setup)?)
}

/// Whether nothing more happens to an order by itself.
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
    let question = first.call;
    say_finding(first)?;
    say_finding(desk.next_page(question, &never).await?)?;
    let one = named(sandbox::Scenario::RecordsOnOnePage)?;
    Ok(say_finding(desk.look_up(LookUpCheck::RegistrationSnapshot, &one, false, &never).await?)?)
}

/// Everything that the record shows of questions.
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
    // Whether it comes from the record is the one thing that a restart changes.
    say(&json!({ "finding": Finding { reused: true, ..finding } }))
}

/// What has been said has been seen: it is out before anything else happens.
fn say(line: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}
