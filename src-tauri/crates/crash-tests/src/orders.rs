//! Thousands of random orders, with a failing service and an app that is closed and killed all the time.

use crate::driver::{self, EVIDENCE, RECORD};
use crate::faulty::{Faulty, Kind, Scheduled, subject};
use crate::{Done, check, work};
use desk::{Archive, Desk, OrderError, RecordError, ReportFormat, Subject, WallClock};
use rusqlite::{Connection, OpenFlags, params};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

const BATCH: u32 = 125;
/// Number of batches at a time.
const THREADS: usize = 4;
/// Much longer than any session takes, so that only a hang exceeds it.
const SESSION_TIMEOUT: Duration = Duration::from_secs(120);
/// Delay before the first status request of a report.
const PAUSE: Duration = Duration::from_millis(20);
/// An address with no listener.
const NOBODY: &str = "http://127.200.0.1:1";

#[derive(Debug, Default)]
pub struct Outcome {
    pub orders: u32,
    /// Number of sessions of the app that ended when all orders were settled, by closing, and by killing it.
    pub lives: [u32; 3],
    /// Number of order requests that reached the service.
    pub placed: usize,
    /// How many of those a restart sent.
    pub late: usize,
    /// Number of second orders that were refused because the report was already ordered.
    pub doubles_refused: u32,
    /// Number of orders by kind and final state.
    pub ends: BTreeMap<(String, String), u32>,
    pub faults: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Settled,
    Closed,
    Killed,
}

#[derive(Debug, Clone, Copy)]
struct Life {
    end: End,
    /// Whether the service is reachable.
    reachable: bool,
    two: bool,
}

/// Places this many random orders; equal seeds give equal orders.
pub fn run(count: u32, seed: u64) -> Done<Outcome> {
    let service = Runtime::new()?;
    let batches = count.div_ceil(BATCH);
    let found = work(batches as usize, THREADS, |number| batch(number as u32, count, seed, &service))?;
    let mut outcome = Outcome::default();
    found.into_iter().for_each(|found| outcome.add(found));
    Ok(outcome)
}

fn batch(batch: u32, count: u32, seed: u64, service: &Runtime) -> Done<Outcome> {
    let mut random = fastrand::Rng::with_seed(seed.wrapping_add(u64::from(batch)));
    let numbers = batch * BATCH..((batch + 1) * BATCH).min(count);
    let mut lives: Vec<_> = (0..random.usize(2..8)).map(|_| Life::any(&mut random)).collect();
    let scheduled = numbers
        .map(|number| {
            let life = random.usize(..lives.len());
            (number, Scheduled { kind: Kind::any(&mut random), life })
        })
        .collect();
    // The last session places no orders and lets all others finish.
    lives.push(Life { end: End::Settled, reachable: true, two: false });
    live(&lives, scheduled, &mut random, service)
}

/// Runs the sessions one after the other in one home, and checks it.
fn live(
    lives: &[Life],
    scheduled: HashMap<u32, Scheduled>,
    random: &mut fastrand::Rng,
    service: &Runtime,
) -> Done<Outcome> {
    let home = tempfile::tempdir_in(quick_folder())?;
    let faulty = Faulty::new(scheduled.clone());
    let mut outcome = Outcome::default();
    for (life, how) in lives.iter().enumerate() {
        let peer = service.block_on(faulty.serve(life));
        let address = if how.reachable { peer.origin() } else { NOBODY.to_owned() };
        let mut orders: Vec<_> = scheduled
            .iter()
            .filter(|(_, order)| order.life == life)
            .map(|(number, order)| (*number, order.kind))
            .collect();
        orders.sort_unstable();
        let is_last = life + 1 == lives.len();
        outcome.doubles_refused += one_life(*how, home.path(), &address, &orders, is_last, random)?;
        outcome.lives[how.end as usize] += 1;
    }
    let archive = reopen(home.path())?;
    if let Some(problem) = archive.problem() {
        outcome.faults.push(format!("the record can be read only: {problem:?}"));
    }
    archive.close();
    let record = Connection::open_with_flags(home.path().join(RECORD), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    for (number, order) in &scheduled {
        look(&record, home.path(), *number, *order, lives[order.life], &faulty, &mut outcome)?;
    }
    if !outcome.faults.is_empty() {
        outcome.faults.push(format!("the home is kept: {}", home.keep().display()));
    }
    Ok(outcome)
}

/// Opens the app, places orders, and ends it. Returns how many second orders were refused.
fn one_life(
    how: Life,
    home: &Path,
    address: &str,
    orders: &[(u32, Kind)],
    is_last: bool,
    random: &mut fastrand::Rng,
) -> Done<u32> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let archive = reopen(home)?;
    let open = || driver::open(archive.clone(), address, home, PAUSE);
    let before = Duration::from_micros(random.u64(..60_000));
    let refused = runtime.block_on(async {
        let desk = open()?;
        let other = if how.two { open()? } else { desk.clone() };
        let mut placing = Vec::new();
        for (number, kind) in orders {
            let desks = match kind {
                Kind::DoubleClick => vec![&desk, &desk],
                Kind::TwoDesks => vec![&desk, &other],
                _ => vec![&desk],
            };
            placing.extend(desks.into_iter().map(|desk| tokio::spawn(order(desk.clone(), *number))));
        }
        if how.end != End::Settled {
            // At any time, even before the first order is placed.
            tokio::time::sleep(before).await;
        }
        let mut refused = 0;
        if how.end != End::Killed {
            for placed in placing {
                refused += placed.await??;
            }
        }
        if how.end == End::Settled {
            let own: Vec<_> = orders.iter().map(|(number, _)| subject(*number)).collect();
            settled([&desk, &other], (!is_last).then_some(own)).await?;
        }
        if how.end != End::Killed {
            desk.close().await;
            other.close().await;
        }
        Done::Ok(refused)
    })?;
    match how.end {
        End::Settled | End::Closed => archive.close(),
        End::Killed => runtime.shutdown_background(),
    }
    Ok(refused)
}

impl Life {
    fn any(random: &mut fastrand::Rng) -> Self {
        let end = match random.u8(..3) {
            0 => End::Settled,
            1 => End::Closed,
            _ => End::Killed,
        };
        Self { end, reachable: random.u8(..8) > 0, two: random.u8(..3) == 0 }
    }
}

/// A folder in memory, if possible: thousands of orders cause tens of thousands of synced writes.
fn quick_folder() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() }
}

/// Opens the record once the previous session has released it: a runtime drops its tasks some time after
/// shutdown.
fn reopen(home: &Path) -> Done<Arc<Archive>> {
    let start = Instant::now();
    loop {
        match Archive::open(&home.join(RECORD), WallClock::system()) {
            Err(RecordError::InUse) if start.elapsed() < SESSION_TIMEOUT => std::thread::yield_now(),
            opened => return Ok(opened?),
        }
    }
}

/// Orders one report. Returns 1 if it was refused because the report is already ordered.
async fn order(desk: Arc<Desk>, number: u32) -> Done<u32> {
    let subject = Subject::parse(&subject(number), WallClock::system().now(), &[])
        .map_err(|error| format!("{error:?}"))?;
    match desk.order_report(&subject, ReportFormat::Pdf, &[]) {
        Ok(_) => Ok(0),
        // The other order ended while this one was being refused because of it.
        Err(OrderError::AlreadyOpen(_) | OrderError::NotFound) => Ok(1),
        Err(error) => Err(error.into()),
    }
}

/// Waits until the orders of these subjects, or all orders, are settled.
async fn settled(desks: [&Arc<Desk>; 2], of: Option<Vec<String>>) -> Done {
    // A desk reports changes only of the orders that it drives.
    let [mut changes, mut others] = desks.map(|desk| desk.order_changes());
    let open = || -> Done<Vec<_>> {
        let mut orders = desks[0].orders()?;
        orders.retain(|order| {
            !driver::is_settled(order) && of.as_ref().is_none_or(|of| of.contains(&order.subject))
        });
        Ok(orders)
    };
    let wait = async {
        while !open()?.is_empty() {
            tokio::select! {
                _ = changes.recv() => {}
                _ = others.recv() => {}
            }
        }
        Done::Ok(())
    };
    match tokio::time::timeout(SESSION_TIMEOUT, wait).await {
        Ok(done) => done,
        Err(_) => Err(format!("orders did not come to an end: {:?}", open()?).into()),
    }
}

fn look(
    record: &Connection,
    home: &Path,
    number: u32,
    scheduled: Scheduled,
    life: Life,
    faulty: &Faulty,
    outcome: &mut Outcome,
) -> Done {
    let mut statement = record.prepare_cached(
        "SELECT (SELECT state FROM order_states WHERE order_id = orders.id ORDER BY id DESC LIMIT 1),
                (SELECT count(*) FROM calls WHERE order_id = orders.id AND operation LIKE '%/CreateReport'),
                EXISTS (SELECT 1 FROM calls WHERE order_id = orders.id AND operation LIKE '%/CreateReport'
                        AND http_status IS NOT NULL)
         FROM orders WHERE subject = ?1",
    )?;
    let rows =
        statement.query_map(params![subject(number)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let rows: Vec<(String, u32, bool)> = rows.collect::<Result<_, _>>()?;
    let received = faulty.received(number);
    let kind = scheduled.kind;
    outcome.orders += 1;
    outcome.placed += received.placed;
    outcome.late += received.late;
    let mut states = Vec::new();
    for (state, requests, answered) in &rows {
        let state: Value = serde_json::from_str(state)?;
        let name = state["kind"].as_str().unwrap_or_default().to_owned();
        *outcome.ends.entry((kind.name(), name.clone())).or_default() += 1;
        let untrue = untruth(&name, kind, life, received.placed, *answered)
            .or_else(|| (*requests > 1).then(|| format!("{requests} requests")))
            .or_else(|| (name == "saved").then(|| check::not_whole(&home.join(EVIDENCE), &state)).flatten());
        outcome
            .faults
            .extend(untrue.map(|fault| format!("order {number} ({kind:?}, {life:?}): {fault}, {state}")));
        states.push(name);
    }
    if rows.is_empty() {
        *outcome.ends.entry((kind.name(), "(none)".to_owned())).or_default() += 1;
    }
    if received.late > 0 {
        outcome.faults.push(format!("order {number} ({kind:?}): sent by a restart"));
    }
    if received.placed > rows.len() {
        outcome
            .faults
            .push(format!("order {number} ({kind:?}): placed {} times, {states:?}", received.placed));
    }
    Ok(())
}

fn untruth(state: &str, kind: Kind, life: Life, placed: usize, answered: bool) -> Option<String> {
    let cut_short = life.end == End::Killed;
    let fits = match state {
        "notSent" => placed == 0 && (!life.reachable || life.end != End::Settled),
        // There is no reply, or it is not reliable.
        "unknown" => (placed > 0 && kind.truth() == "unknown") || (cut_short && !answered),
        other => placed > 0 && other == kind.truth(),
    };
    (!fits).then(|| format!("{state} is not the truth, with {placed} placed"))
}

impl Outcome {
    fn add(&mut self, other: Self) {
        self.orders += other.orders;
        self.lives.iter_mut().zip(other.lives).for_each(|(sum, lives)| *sum += lives);
        self.placed += other.placed;
        self.late += other.late;
        self.doubles_refused += other.doubles_refused;
        for (end, count) in other.ends {
            *self.ends.entry(end).or_default() += count;
        }
        self.faults.extend(other.faults);
    }
}
