use super::{Account, Record, RecordError, millis, stored, timestamp};
use crate::order::{OrderRow, ReportFormat, State};
use jiff::Timestamp;
use rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE;
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, named_params, params};

/// What a new order is for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewOrder<'a> {
    pub(crate) subject: &'a str,
    pub(crate) format: ReportFormat,
    /// The earlier order for the same report that this one is placed in spite of.
    pub(crate) despite: Option<i64>,
}

impl Record {
    /// Writes an order down, in state [`State::Intent`]. `None` if one for the same report is open already, or the earlier
    /// one is none that another may follow.
    pub(crate) fn intend(&self, account: &Account, order: NewOrder<'_>) -> Result<Option<i64>, RecordError> {
        let at = self.now();
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if let Some(earlier) = order.despite {
            let same = |row: &OrderRow| {
                row.account == *account && row.subject == order.subject && row.format == Some(order.format)
            };
            match order_in(&transaction, earlier)?.filter(same) {
                Some(row) => match row.state {
                    State::Unknown { .. } => add_state(&transaction, earlier, &State::Replaced, at)?,
                    State::Refused { .. }
                    | State::NotSent { .. }
                    | State::Failed { .. }
                    | State::NotPlaced => {}
                    State::Intent
                    | State::Sending
                    | State::Accepted { .. }
                    | State::Polling { .. }
                    | State::Ready { .. }
                    | State::OnHold { .. }
                    | State::Saved { .. }
                    | State::Replaced
                    | State::Newer { .. } => return Ok(None),
                },
                None => return Ok(None),
            }
        }
        let inserted = transaction.execute(
            "INSERT INTO orders (placed_at, service, account, subject, format, follows, is_open)
             VALUES (:at, :service, :account, :subject, :format, :follows, TRUE)",
            named_params! {
                ":at": millis(at), ":service": account.service, ":account": account.key,
                ":subject": order.subject, ":format": stored::of_format(order.format), ":follows": order.despite,
            },
        );
        match inserted {
            Err(rusqlite::Error::SqliteFailure(error, _))
                if error.extended_code == SQLITE_CONSTRAINT_UNIQUE =>
            {
                return Ok(None);
            }
            other => other?,
        };
        let id = transaction.last_insert_rowid();
        add_state(&transaction, id, &State::Intent, at)?;
        transaction.commit()?;
        Ok(Some(id))
    }

    /// Adds a state to an order's journal, if its last one still is `from`; says whether it was. On disk when this returns.
    pub(crate) fn advance(&self, order: i64, from: &State, to: &State) -> Result<bool, RecordError> {
        let at = self.now();
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let as_expected = order_in(&transaction, order)?.is_some_and(|row| row.state == *from);
        if as_expected {
            add_state(&transaction, order, to, at)?;
            transaction.commit()?;
        }
        Ok(as_expected)
    }

    /// One order with its last state.
    pub(crate) fn order(&self, id: i64) -> Result<Option<OrderRow>, RecordError> {
        order_in(&self.lock(), id)
    }

    /// All orders of an account, the latest first.
    pub(crate) fn orders(&self, account: &Account) -> Result<Vec<OrderRow>, RecordError> {
        let connection = self.lock();
        let sql = format!("{SELECT} WHERE service = ?1 AND account = ?2 ORDER BY orders.id DESC");
        let mut statement = connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params![account.service, account.key], |row| Ok(order(row)))?;
        rows.map(|row| row?).collect()
    }

    /// Whether some order has, or had, this number.
    pub(crate) fn has_order_no(&self, order_no: &str) -> Result<bool, RecordError> {
        let found = self.lock().query_row(
            "SELECT 1 FROM order_states WHERE json_extract(state, '$.orderNo') = ?1 LIMIT 1",
            [order_no],
            |_| Ok(()),
        );
        Ok(found.optional()?.is_some())
    }
}

// An order that was deleted has no states left, and is not found.
pub(super) const SELECT: &str =
    "SELECT orders.id, order_states.id AS step, placed_at, service, account, subject, format, follows, is_open, state
    FROM orders
    JOIN order_states ON order_states.id = (SELECT max(id) FROM order_states WHERE order_id = orders.id)";

fn order_in(connection: &Connection, id: i64) -> Result<Option<OrderRow>, RecordError> {
    let sql = format!("{SELECT} WHERE orders.id = ?1");
    connection.query_row(&sql, [id], |row| Ok(order(row))).optional()?.transpose()
}

fn add_state(connection: &Connection, order: i64, state: &State, at: Timestamp) -> Result<(), RecordError> {
    connection.execute(
        "INSERT INTO order_states (order_id, at, state) VALUES (?1, ?2, ?3)",
        params![order, millis(at), stored::of_state(state)?],
    )?;
    connection.execute("UPDATE orders SET is_open = ?2 WHERE id = ?1", params![order, !state.is_final()])?;
    Ok(())
}

pub(super) fn order(row: &Row<'_>) -> Result<OrderRow, RecordError> {
    let (format, state): (String, String) = (row.get("format")?, row.get("state")?);
    Ok(OrderRow {
        id: row.get("id")?,
        step: row.get("step")?,
        placed_at: timestamp(row.get("placed_at")?)?,
        account: Account { service: row.get("service")?, key: row.get("account")? },
        follows: row.get("follows")?,
        subject: row.get("subject")?,
        format: stored::format(&format),
        state: stored::state(&state, row.get("is_open")?),
    })
}
