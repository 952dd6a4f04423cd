use super::{Record, RecordError, from_json, json, millis, timestamp};
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
    pub(crate) fn intend(&self, order: NewOrder<'_>) -> Result<Option<i64>, RecordError> {
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if let Some(earlier) = order.despite {
            match self.order_in(&transaction, earlier)? {
                Some(row) if row.subject == order.subject && row.format == order.format => match row.state {
                    State::Unknown { .. } => add_state(&transaction, earlier, &State::Replaced)?,
                    State::Refused { .. }
                    | State::NotSent { .. }
                    | State::Failed { .. }
                    | State::NotPlaced => {}
                    State::Intent
                    | State::Sending
                    | State::Accepted { .. }
                    | State::Polling { .. }
                    | State::Ready { .. }
                    | State::Saved { .. }
                    | State::Replaced => return Ok(None),
                },
                Some(_) | None => return Ok(None),
            }
        }
        let inserted = transaction.execute(
            "INSERT INTO orders (placed_at, service, account, subject, format, follows, is_open)
             VALUES (:at, :service, :account, :subject, :format, :follows, TRUE)",
            named_params! {
                ":at": millis(Timestamp::now()), ":service": self.service, ":account": self.account,
                ":subject": order.subject, ":format": json(&order.format)?, ":follows": order.despite,
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
        add_state(&transaction, id, &State::Intent)?;
        transaction.commit()?;
        Ok(Some(id))
    }

    /// Adds a state to an order's journal, if its last one still is `from`; says whether it was. On disk when this returns.
    pub(crate) fn advance(&self, order: i64, from: &State, to: &State) -> Result<bool, RecordError> {
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let as_expected = self.order_in(&transaction, order)?.is_some_and(|row| row.state == *from);
        if as_expected {
            add_state(&transaction, order, to)?;
            transaction.commit()?;
        }
        Ok(as_expected)
    }

    /// One order with its last state.
    pub(crate) fn order(&self, id: i64) -> Result<Option<OrderRow>, RecordError> {
        self.order_in(&self.lock(), id)
    }

    /// All orders, the latest first.
    pub(crate) fn orders(&self) -> Result<Vec<OrderRow>, RecordError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(&format!("{SELECT} ORDER BY orders.id DESC"))?;
        let rows = statement.query_map(params![self.service, self.account], |row| Ok(order(row)))?;
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

    fn order_in(&self, connection: &Connection, id: i64) -> Result<Option<OrderRow>, RecordError> {
        let sql = format!("{SELECT} AND orders.id = ?3");
        let row = connection.query_row(&sql, params![self.service, self.account, id], |row| Ok(order(row)));
        row.optional()?.transpose()
    }
}

const SELECT: &str =
    "SELECT orders.id, order_states.id AS step, placed_at, subject, format, state FROM orders
    JOIN order_states ON order_states.id = (SELECT max(id) FROM order_states WHERE order_id = orders.id)
    WHERE service = ?1 AND account = ?2";

fn add_state(connection: &Connection, order: i64, state: &State) -> Result<(), RecordError> {
    connection.execute(
        "INSERT INTO order_states (order_id, at, state) VALUES (?1, ?2, ?3)",
        params![order, millis(Timestamp::now()), json(state)?],
    )?;
    connection.execute("UPDATE orders SET is_open = ?2 WHERE id = ?1", params![order, !state.is_final()])?;
    Ok(())
}

fn order(row: &Row<'_>) -> Result<OrderRow, RecordError> {
    let (format, state): (String, String) = (row.get("format")?, row.get("state")?);
    Ok(OrderRow {
        id: row.get("id")?,
        step: row.get("step")?,
        placed_at: timestamp(row.get("placed_at")?)?,
        subject: row.get("subject")?,
        format: from_json(&format)?,
        state: from_json(&state)?,
    })
}
