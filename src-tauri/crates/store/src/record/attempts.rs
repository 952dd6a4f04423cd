use super::calls::{COLUMNS, Call, call};
use super::{Record, RecordError, stored, timestamp};
use crate::order::State;
use jiff::Timestamp;
use rusqlite::params;

impl Record {
    /// All requests of a look-up, including repeated ones, in the order of sending.
    pub fn attempts(&self, look_up: i64) -> Result<Vec<Call>, RecordError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM calls WHERE (id = ?1 OR first_call = ?1) AND erased_at IS NULL ORDER BY id"
        );
        self.rows(&sql, [look_up], call)
    }

    /// The requests that placed an order and the latest status request, in the order of sending.
    pub fn order_attempts(&self, order: i64) -> Result<Vec<Call>, RecordError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM calls WHERE order_id = ?1 AND erased_at IS NULL AND (operation <> ?2
             OR id = (SELECT max(id) FROM calls WHERE order_id = ?1 AND operation = ?2)) ORDER BY id"
        );
        self.rows(&sql, params![order, qcc::GetReportInfo::PATH], call)
    }

    /// The states of an order with their times, oldest first.
    pub fn order_history(&self, order: i64) -> Result<Vec<(Timestamp, State)>, RecordError> {
        let sql = "SELECT at, state FROM order_states WHERE order_id = ?1 ORDER BY id";
        self.rows(sql, [order], |row| {
            let state: String = row.get(1)?;
            Ok((timestamp(row.get(0)?)?, stored::state(&state, false)))
        })
    }
}
