//! Checks a home folder after the app was stopped and restarted.

use crate::Done;
use crate::driver::{EVIDENCE, RECORD};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Debug, Default)]
pub struct Known {
    /// Lines that the user had seen before the app was stopped.
    pub seen: Vec<Value>,
    /// Lines that the user saw after the restart.
    pub seen_after: Vec<Value>,
    /// Number of orders that reached the service before the restart.
    pub orders_sent: usize,
    /// Number of billable requests that the restart sent.
    pub billed_by_restart: u64,
    /// Whether an order may end on hold, as it does if the disk stays full.
    pub may_be_on_hold: bool,
}

/// How the home's only order ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    None,
    Saved,
    NotSent,
    /// It reached the service, but the reply was lost with the app.
    UnknownSent,
    /// The app was stopped just before sending it.
    UnknownNotSent,
    /// On hold until the user resumes it.
    OnHold,
    /// Anything else, which is a fault.
    Other,
}

#[derive(Debug)]
pub struct Verdict {
    pub faults: Vec<String>,
    /// Number of rows that the user had seen and that are gone or changed.
    pub lost: usize,
    pub end: End,
}

pub fn check(home: &Path, known: &Known) -> Verdict {
    let mut verdict = Verdict { faults: Vec::new(), lost: 0, end: End::None };
    if let Err(error) = look(home, known, &mut verdict) {
        verdict.faults.push(format!("the home could not be looked at: {error}"));
    }
    verdict
}

fn look(home: &Path, known: &Known, verdict: &mut Verdict) -> Done {
    verdict.faults.extend(halves(&home.join(EVIDENCE))?);
    if known.billed_by_restart > 0 {
        verdict.faults.push(format!("the restart sent {} that may be billed", known.billed_by_restart));
    }
    if known.orders_sent > 1 {
        verdict.faults.push(format!("{} orders reached the service", known.orders_sent));
    }
    let record = Connection::open_with_flags(home.join(RECORD), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let found: String = record.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    if found != "ok" {
        verdict.faults.push(format!("integrity: {found}"));
    }
    for line in &known.seen {
        if let Some(lost) = lost(&record, line, &known.seen_after)? {
            verdict.lost += 1;
            verdict.faults.push(lost);
        }
    }
    let orders: Vec<i64> = column(&record, "SELECT id FROM orders")?;
    match orders[..] {
        [] if known.orders_sent > 0 => verdict.faults.push("an order was sent, and none is recorded".into()),
        [] => {}
        [order] => verdict.end = order_end(&record, order, home, known, &mut verdict.faults)?,
        _ => verdict.faults.push(format!("{} orders", orders.len())),
    }
    Ok(())
}

/// How the order ended; adds any faults.
fn order_end(
    record: &Connection,
    order: i64,
    home: &Path,
    known: &Known,
    faults: &mut Vec<String>,
) -> Done<End> {
    let states: Vec<String> =
        column(record, &format!("SELECT state FROM order_states WHERE order_id = {order} ORDER BY id"))?;
    let states: Vec<Value> =
        states.iter().map(|state| serde_json::from_str(state)).collect::<Result<_, _>>()?;
    if states.iter().filter(|state| state["kind"] == "sending").count() > 1 {
        faults.push("it was about to be sent more than once".into());
    }
    let placing: Vec<bool> = column(
        record,
        "SELECT http_status IS NOT NULL FROM calls WHERE operation LIKE '%/CreateReport' ORDER BY id",
    )?;
    if placing.len() > 1 {
        faults.push(format!("{} requests for one order", placing.len()));
    }
    let answered = placing.contains(&true);
    let last = states.last().cloned().unwrap_or_default();
    let end = match (last["kind"].as_str().unwrap_or_default(), known.orders_sent) {
        ("saved", _) => End::Saved,
        ("notSent", _) => End::NotSent,
        ("unknown", 0) => End::UnknownNotSent,
        ("unknown", _) => End::UnknownSent,
        ("onHold", _) if known.may_be_on_hold => End::OnHold,
        _ => End::Other,
    };
    match end {
        End::Saved => faults.extend(not_whole(&home.join(EVIDENCE), &last)),
        End::NotSent if known.orders_sent > 0 => faults.push("sent, and said to be not sent".into()),
        End::UnknownSent | End::UnknownNotSent if answered => {
            faults.push("unknown, although its reply was recorded".into());
        }
        End::Other => faults.push(format!("it ended as {last}")),
        End::None | End::NotSent | End::UnknownSent | End::UnknownNotSent | End::OnHold => {}
    }
    if matches!(end, End::Saved | End::OnHold) && known.orders_sent != 1 {
        faults.push(format!("accepted, and {} orders were sent", known.orders_sent));
    }
    Ok(end)
}

/// What the user had seen in this line and is no longer true.
fn lost(record: &Connection, line: &Value, after: &[Value]) -> Done<Option<String>> {
    if let Some(order) = line.get("order") {
        // The journal is append-only, so the same row must exist.
        let state: Option<String> = record
            .query_row(
                "SELECT state FROM order_states WHERE id = ?1 AND order_id = ?2",
                params![order["step"].as_i64(), order["id"].as_i64()],
                |row| row.get(0),
            )
            .optional()?;
        let state: Value = state.map_or(Ok(Value::Null), |state| serde_json::from_str(&state))?;
        return Ok((state != order["state"]).then(|| format!("seen, and now {state}: {order}")));
    }
    let Some(finding) = line.get("finding") else {
        return Ok(None);
    };
    for page in finding["receipts"].as_array().into_iter().flatten() {
        let body: Option<Vec<u8>> = record
            .query_row("SELECT body FROM calls WHERE id = ?1", [page["call"].as_i64()], |row| row.get(0))
            .optional()?
            .flatten();
        if body.map(|body| sha256(&body)).as_deref() != page["sha256"].as_str() {
            return Ok(Some(format!("a reply that was seen is not as it was: {page}")));
        }
    }
    // A later page may have been recorded but not shown; the seen pages must read the same.
    let same = |other: &&Value| other["call"] == finding["call"] && other["receipts"] == finding["receipts"];
    let more = |other: &&Value| other["call"] == finding["call"] && more_pages(other, finding);
    let mut after = after.iter().filter_map(|line| line.get("finding"));
    let shown =
        after.clone().any(|other| same(&other) && other == finding) || after.any(|other| more(&other));
    Ok((!shown).then(|| format!("a finding that was seen is not shown: {finding}")))
}

fn more_pages(other: &Value, finding: &Value) -> bool {
    let pages = |finding: &Value| finding["receipts"].as_array().cloned().unwrap_or_default();
    let (all, some) = (pages(other), pages(finding));
    all.len() > some.len() && all.starts_with(&some)
}

pub(crate) fn not_whole(folder: &Path, saved: &Value) -> Option<String> {
    let name = saved["fileName"].as_str().unwrap_or_default();
    let Ok(bytes) = fs::read(folder.join(name)) else {
        return Some(format!("the report {name} is not there"));
    };
    let same =
        saved["sha256"] == sha256(&bytes).as_str() && saved["bytes"].as_u64() == Some(bytes.len() as u64);
    (!same || !is_whole_pdf(&bytes)).then(|| format!("the report {name} is not as it was recorded"))
}

/// Incomplete files with a final name, whether recorded or not.
fn halves(folder: &Path) -> Done<Vec<String>> {
    let mut faults = Vec::new();
    for path in files(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.starts_with(".unfinished-") && !is_whole_pdf(&fs::read(&path)?) {
            faults.push(format!("half a file under a final name: {name}"));
        }
    }
    Ok(faults)
}

fn files(folder: &Path) -> Done<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    Ok(found)
}

fn is_whole_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF")
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn column<T: rusqlite::types::FromSql>(record: &Connection, sql: &str) -> Done<Vec<T>> {
    let mut statement = record.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
