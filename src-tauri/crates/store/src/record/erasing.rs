use super::{EntryId, Record, RecordError, millis};
use crate::check::Check;
use jiff::Timestamp;
use rusqlite::{Connection, params};

impl Record {
    /// Whether a request of the look-up is in progress.
    pub fn is_under_way(&self, look_up: i64) -> Result<bool, RecordError> {
        let sql = "SELECT check_name FROM calls WHERE (id = ?1 OR first_call = ?1) AND outcome IS NULL";
        let checks: Vec<String> = self.rows(sql, [look_up], |row| Ok(row.get(0)?))?;
        // A check that this version does not know cannot be in progress.
        Ok(checks.iter().any(|check| Check::from_id(check).is_some()))
    }

    /// Erases subject, request, replies and notes. Time, check and possible charge of each call stay for the
    /// statistics.
    pub fn erase(&self, entry: EntryId) -> Result<(), RecordError> {
        self.watched(|| {
            let at = self.now();
            let mut connection = self.lock();
            let transaction = connection.transaction()?;
            match entry {
                EntryId::Call { id } => erase_calls(&transaction, "id = ?1 OR first_call = ?1", id, at)?,
                EntryId::Order { id } => erase_order(&transaction, id, at)?,
            }
            transaction.commit()?;
            self.forget_latest();
            Ok(())
        })
    }
}

fn erase_calls(connection: &Connection, which: &str, id: i64, at: Timestamp) -> Result<(), RecordError> {
    connection.execute(
        &format!(
            "UPDATE calls SET erased_at = ?2, subject = '', parameters = '[]', content_type = NULL, body = NULL,
                              sha256 = NULL, failure = NULL WHERE ({which}) AND erased_at IS NULL"
        ),
        params![id, millis(at)],
    )?;
    // The rows stay, because SQLite gives the number of the last row, once it is deleted, to the next one, and a
    // screen that still has the number would show another company's picture.
    connection.execute(
        &format!(
            "UPDATE pictures SET bytes = NULL, sha256 = NULL, media_type = NULL, width = NULL, height = NULL,
                                 plaintext = NULL, failure = NULL
             WHERE call_id IN (SELECT id FROM calls WHERE {which})"
        ),
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
