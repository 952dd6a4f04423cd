use super::calls::{COLUMNS, Call, call};
use super::{Record, RecordError, stored, timestamp};
use crate::order::State;
use jiff::Timestamp;
use rusqlite::params;

impl Record {
    /// Every request of a question, those that were asked again included, in the order in which they were sent.
    pub fn attempts(&self, question: i64) -> Result<Vec<Call>, RecordError> {
        self.watched(|| {
            let sql = format!(
                "SELECT {COLUMNS} FROM calls WHERE (id = ?1 OR first_call = ?1) AND erased_at IS NULL ORDER BY id"
            );
            let connection = self.lock();
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([question], |row| Ok(call(row)))?;
            rows.map(|row| row?).collect()
        })
    }

    /// The requests that placed an order, and the last one that asked how it stands; in the order in which they were sent.
    pub fn order_attempts(&self, order: i64) -> Result<Vec<Call>, RecordError> {
        self.watched(|| {
            let sql = format!(
                "SELECT {COLUMNS} FROM calls WHERE order_id = ?1 AND erased_at IS NULL AND (operation <> ?2
                 OR id = (SELECT max(id) FROM calls WHERE order_id = ?1 AND operation = ?2)) ORDER BY id"
            );
            let connection = self.lock();
            let mut statement = connection.prepare_cached(&sql)?;
            let path = qcc::GetReportInfo::PATH;
            let rows = statement.query_map(params![order, path], |row| Ok(call(row)))?;
            rows.map(|row| row?).collect()
        })
    }

    /// What happened to an order and when, the oldest first.
    pub fn order_history(&self, order: i64) -> Result<Vec<(Timestamp, State)>, RecordError> {
        self.watched(|| {
            let connection = self.lock();
            let mut statement = connection
                .prepare_cached("SELECT at, state FROM order_states WHERE order_id = ?1 ORDER BY id")?;
            let rows = statement.query_map([order], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
            rows.map(|row| {
                let (at, state) = row?;
                Ok((timestamp(at)?, stored::state(&state, false)))
            })
            .collect()
        })
    }
}
