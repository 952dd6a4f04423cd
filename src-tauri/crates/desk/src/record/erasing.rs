use super::{EntryId, Record, RecordError, millis, timestamp};
use crate::check::Check;
use jiff::Timestamp;
use rusqlite::{Connection, params};

impl Record {
    /// Whether a request of the question is on its way.
    pub(crate) fn is_under_way(&self, question: i64) -> Result<bool, RecordError> {
        self.watched(|| {
            let connection = self.lock();
            let mut statement = connection.prepare_cached(
                "SELECT check_name FROM calls WHERE (id = ?1 OR first_call = ?1) AND outcome IS NULL",
            )?;
            let checks: Vec<String> =
                statement.query_map([question], |row| row.get(0))?.collect::<Result<_, _>>()?;
            // What this version does not know it is not asking.
            Ok(checks.iter().any(|check| Check::from_name(check).is_some()))
        })
    }

    /// The time of the latest request that the service answered, if there is one.
    pub(crate) fn latest_time(&self) -> Result<Option<Timestamp>, RecordError> {
        self.watched(|| {
            let latest: Option<i64> = self.lock().query_row(
                "SELECT max(asked_at) FROM calls WHERE http_status IS NOT NULL",
                [],
                |row| row.get(0),
            )?;
            latest.map(timestamp).transpose()
        })
    }

    /// Removes who was asked about, what was sent and what came back, and the notes. Time, check and possible charge of each
    /// call stay for the call log.
    pub(crate) fn erase(&self, entry: EntryId) -> Result<(), RecordError> {
        self.watched(|| {
            let at = self.now();
            let mut connection = self.lock();
            let transaction = connection.transaction()?;
            match entry {
                EntryId::Call { id } => erase_calls(&transaction, "id = ?1 OR first_call = ?1", id, at)?,
                EntryId::Order { id } => erase_order(&transaction, id, at)?,
            }
            transaction.commit()?;
            Ok(())
        })
    }

    /// Erases every question, and every order that is not open, of before `limit`. Says how many.
    pub(crate) fn erase_before(&self, limit: Timestamp) -> Result<usize, RecordError> {
        self.watched(|| {
            let at = self.now();
            let mut connection = self.lock();
            let transaction = connection.transaction()?;
            let calls = ids(
                &transaction,
                "SELECT id FROM calls WHERE first_call IS NULL AND order_id IS NULL AND erased_at IS NULL AND asked_at < ?1",
                limit,
            )?;
            let orders = ids(
                &transaction,
                "SELECT id FROM orders WHERE NOT is_open AND erased_at IS NULL AND placed_at < ?1",
                limit,
            )?;
            for call in &calls {
                erase_calls(&transaction, "id = ?1 OR first_call = ?1", *call, at)?;
            }
            for order in &orders {
                erase_order(&transaction, *order, at)?;
            }
            transaction.commit()?;
            Ok(calls.len() + orders.len())
        })
    }
}

fn ids(connection: &Connection, sql: &str, limit: Timestamp) -> Result<Vec<i64>, RecordError> {
    let mut statement = connection.prepare(sql)?;
    let ids = statement.query_map([millis(limit)], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

fn erase_calls(connection: &Connection, which: &str, id: i64, at: Timestamp) -> Result<(), RecordError> {
    connection.execute(
        &format!(
            "UPDATE calls SET erased_at = ?2, subject = '', parameters = '[]', content_type = NULL, body = NULL,
                              sha256 = NULL, failure = NULL WHERE ({which}) AND erased_at IS NULL"
        ),
        params![id, millis(at)],
    )?;
    connection.execute(
        &format!("DELETE FROM pictures WHERE call_id IN (SELECT id FROM calls WHERE {which})"),
        [id],
    )?;
    connection
        .execute(&format!("DELETE FROM notes WHERE call_id IN (SELECT id FROM calls WHERE {which})"), [id])?;
    Ok(())
}

fn erase_order(connection: &Connection, id: i64, at: Timestamp) -> Result<(), RecordError> {
    connection.execute(
        "UPDATE orders SET erased_at = ?2, subject = '' WHERE id = ?1 AND NOT is_open",
        params![id, millis(at)],
    )?;
    erase_calls(connection, "order_id = ?1", id, at)?;
    connection.execute("DELETE FROM notes WHERE order_id = ?1", [id])?;
    connection.execute("DELETE FROM order_states WHERE order_id = ?1", [id])?;
    Ok(())
}
