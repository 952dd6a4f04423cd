use super::{Record, RecordError, from_json, json, millis, timestamp};
use crate::order::{OrderRow, ReportFormat, State};
use jiff::Timestamp;
use rusqlite::{ErrorCode, Row, Transaction, TransactionBehavior, named_params, params};

/// What a new order is for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewOrder<'a> {
    pub(crate) service: &'a str,
    pub(crate) account: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) format: ReportFormat,
    /// The earlier order that this one is placed in spite of.
    pub(crate) despite: Option<i64>,
}

impl Record {
    /// Writes an order down, in state [`State::Intent`]. `None` if one for the same report is open already.
    pub(crate) fn intend(&self, order: NewOrder<'_>) -> Result<Option<i64>, RecordError> {
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if let Some(earlier) = order.despite {
            match last_state(&transaction, earlier)? {
                State::Unknown { .. } => add_state(&transaction, earlier, &State::Replaced)?,
                State::Refused { .. } | State::NotSent { .. } | State::Failed { .. } | State::NotPlaced => {}
                State::Intent
                | State::Sending
                | State::Accepted { .. }
                | State::Polling { .. }
                | State::Ready { .. }
                | State::Saved { .. }
                | State::Replaced => return Ok(None),
            }
        }
        let inserted = transaction.execute(
            "INSERT INTO orders (placed_at, service, account, subject, format, follows, is_open)
             VALUES (:at, :service, :account, :subject, :format, :follows, TRUE)",
            named_params! {
                ":at": millis(Timestamp::now()), ":service": order.service, ":account": order.account,
                ":subject": order.subject, ":format": json(&order.format)?, ":follows": order.despite,
            },
        );
        match inserted {
            Err(rusqlite::Error::SqliteFailure(error, _)) if error.code == ErrorCode::ConstraintViolation => {
                return Ok(None);
            }
            other => other?,
        };
        let id = transaction.last_insert_rowid();
        add_state(&transaction, id, &State::Intent)?;
        transaction.commit()?;
        Ok(Some(id))
    }

    /// Adds a state to an order's journal. On disk when this returns.
    pub(crate) fn advance(&self, order: i64, state: &State) -> Result<(), RecordError> {
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        add_state(&transaction, order, state)?;
        Ok(transaction.commit()?)
    }

    /// One order with its last state.
    pub(crate) fn order(&self, id: i64) -> Result<Option<OrderRow>, RecordError> {
        Ok(self.orders_where("orders.id = ?1", params![id])?.pop())
    }

    /// The orders of one account, the latest first.
    pub(crate) fn orders(&self, service: &str, account: &str) -> Result<Vec<OrderRow>, RecordError> {
        self.orders_where("service = ?1 AND account = ?2", params![service, account])
    }

    fn orders_where(
        &self,
        condition: &str,
        params: impl rusqlite::Params,
    ) -> Result<Vec<OrderRow>, RecordError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(&format!(
            "SELECT orders.id, placed_at, subject, format, state FROM orders
             JOIN order_states ON order_states.id = (SELECT max(id) FROM order_states WHERE order_id = orders.id)
             WHERE {condition} ORDER BY orders.id DESC"
        ))?;
        let rows = statement.query_map(params, |row| Ok(order(row)))?;
        rows.map(|row| row?).collect()
    }
}

fn add_state(transaction: &Transaction<'_>, order: i64, state: &State) -> Result<(), RecordError> {
    transaction.execute(
        "INSERT INTO order_states (order_id, at, state) VALUES (?1, ?2, ?3)",
        params![order, millis(Timestamp::now()), json(state)?],
    )?;
    transaction.execute("UPDATE orders SET is_open = ?2 WHERE id = ?1", params![order, !state.is_final()])?;
    Ok(())
}

fn last_state(transaction: &Transaction<'_>, order: i64) -> Result<State, RecordError> {
    let state: String = transaction.query_row(
        "SELECT state FROM order_states WHERE order_id = ?1 ORDER BY id DESC LIMIT 1",
        [order],
        |row| row.get(0),
    )?;
    from_json(&state)
}

fn order(row: &Row<'_>) -> Result<OrderRow, RecordError> {
    let (format, state): (String, String) = (row.get("format")?, row.get("state")?);
    Ok(OrderRow {
        id: row.get("id")?,
        placed_at: timestamp(row.get("placed_at")?)?,
        subject: row.get("subject")?,
        format: from_json(&format)?,
        state: from_json(&state)?,
    })
}
