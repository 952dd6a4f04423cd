use super::calls::{COLUMNS, Call, call};
use super::{Account, Record, RecordError, millis, stored, timestamp};
use crate::account::DEMO;
use crate::order::{OrderRow, ReportFormat, State};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, named_params, params};

#[derive(Debug, Clone, Copy)]
pub struct NewOrder<'a> {
    /// The text that is sent.
    pub subject: &'a str,
    pub format: ReportFormat,
    /// The earlier orders for the same report that the user was told of.
    pub despite: &'a [i64],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intended {
    /// Stored in state [`State::Intent`].
    Written(i64),
    /// Another account has an open order for the same report that the user was not told of.
    OpenElsewhere(i64),
    /// There is already an open order for the same report, or an earlier one that must not be followed by
    /// another.
    Refused,
}

/// Why an order cannot be resumed under a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// This other order has, or had, the number.
    NumberOf(i64),
    /// This other order for the same report is open.
    Open(i64),
    /// The order's state has changed.
    Moved,
}

impl Record {
    pub fn intend(&self, account: &Account, order: NewOrder<'_>) -> Result<Intended, RecordError> {
        self.watched(|| {
            self.sound()?;
            let mut connection = self.lock();
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let at = self.now();
            let folded = (self.searchable)(order.subject);
            for &earlier in order.despite {
                let same = |row: &OrderRow| {
                    row.account.is_demo() == account.is_demo()
                        && row.folded == folded
                        && row.format == Some(order.format)
                };
                let Some(row) = order_in(&transaction, earlier)?.filter(same) else {
                    return Ok(Intended::Refused);
                };
                // Leave the orders of other accounts alone; their reports may still arrive.
                if row.account == *account && !may_follow(&transaction, &row, at)? {
                    return Ok(Intended::Refused);
                }
            }
            for open in open_orders(&transaction, account.is_demo(), order.format, &folded)? {
                if open.account == *account {
                    return Ok(Intended::Refused);
                }
                if !order.despite.contains(&open.id) {
                    return Ok(Intended::OpenElsewhere(open.id));
                }
            }
            transaction.execute(
                "INSERT INTO orders (placed_at, service, account, subject, format, follows, is_open)
                 VALUES (:at, :service, :account, :subject, :format, :follows, TRUE)",
                named_params! {
                    ":at": millis(at), ":service": account.service, ":account": account.key,
                    ":subject": order.subject, ":format": stored::of_format(order.format),
                    ":follows": order.despite.iter().max(),
                },
            )?;
            let id = transaction.last_insert_rowid();
            add_state(&transaction, id, &State::Intent, at)?;
            transaction.commit()?;
            Ok(Intended::Written(id))
        })
    }

    /// Appends a state to an order's journal if the last one is still `from`; returns whether it was. On disk
    /// on return.
    pub fn advance(&self, order: i64, from: &State, to: &State) -> Result<bool, RecordError> {
        self.watched(|| {
            let mut connection = self.lock();
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let as_expected = order_in(&transaction, order)?.is_some_and(|row| row.state == *from);
            if as_expected {
                add_state(&transaction, order, to, self.now())?;
                transaction.commit()?;
            }
            Ok(as_expected)
        })
    }

    /// Resumes an order under a number that the user knows, if its last state has not changed and there is no
    /// obstacle. On disk on return.
    pub fn resume(&self, order: &OrderRow, order_no: &str) -> Result<Result<(), Obstacle>, RecordError> {
        self.watched(|| {
            let mut connection = self.lock();
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            if let Some(obstacle) = obstacle(&transaction, order, order_no)? {
                return Ok(Err(obstacle));
            }
            let accepted = State::Accepted { order_no: order_no.to_owned() };
            add_state(&transaction, order.id, &accepted, self.now())?;
            transaction.commit()?;
            Ok(Ok(()))
        })
    }

    /// What prevents an order from being resumed under a number.
    pub fn obstacle(&self, order: &OrderRow, order_no: &str) -> Result<Option<Obstacle>, RecordError> {
        self.watched(|| obstacle(&self.lock(), order, order_no))
    }

    pub fn order(&self, id: i64) -> Result<Option<OrderRow>, RecordError> {
        self.watched(|| order_in(&self.lock(), id))
    }

    /// All orders of all accounts, latest first: either of the demo data or of real services.
    pub fn orders(&self, demo: bool) -> Result<Vec<OrderRow>, RecordError> {
        let sql = format!("{SELECT} WHERE (service = ?1) = ?2 ORDER BY orders.id DESC");
        self.rows(&sql, params![DEMO, demo], order)
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

// A deleted order has no states left, so the join leaves it out.
pub(super) const SELECT: &str =
    "SELECT orders.id, order_states.id AS step, placed_at, service, account, subject, searchable(subject) AS folded,
        format, follows, is_open, state,
        EXISTS (SELECT 1 FROM order_states AS past WHERE past.order_id = orders.id
            AND CASE WHEN json_valid(past.state) THEN json_extract(past.state, '$.kind') = 'unknown' END) AS was_unknown
    FROM orders
    JOIN order_states ON order_states.id = (SELECT max(id) FROM order_states WHERE order_id = orders.id)";

/// Whether another order may follow one of the same account. If the fate of the earlier one is unknown, it is
/// marked as replaced.
fn may_follow(transaction: &Transaction<'_>, row: &OrderRow, at: Timestamp) -> Result<bool, RecordError> {
    match row.state {
        State::Unknown { .. } => {
            add_state(transaction, row.id, &State::Replaced, at)?;
            Ok(true)
        }
        State::Refused { .. }
        | State::NotSent { .. }
        | State::Failed { .. }
        | State::NotPlaced
        | State::GivenUp { .. } => Ok(true),
        State::Intent
        | State::Sending
        | State::Accepted { .. }
        | State::Polling { .. }
        | State::Ready { .. }
        | State::OnHold { .. }
        | State::Saved { .. }
        | State::Replaced
        | State::Newer { .. } => Ok(false),
    }
}

/// The open orders of all accounts for the same report, latest first, however the company's name is written:
/// each of them may be charged. The index `one_open_order` compares the very text only.
fn open_orders(
    connection: &Connection,
    demo: bool,
    format: ReportFormat,
    folded: &str,
) -> Result<Vec<OrderRow>, RecordError> {
    let sql = format!(
        "{SELECT} WHERE is_open AND (service = ?1) = ?2 AND format = ?3 AND folded = ?4 ORDER BY orders.id DESC"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_and_then(params![DEMO, demo, stored::of_format(format), folded], order)?.collect()
}

fn obstacle(
    connection: &Connection,
    order: &OrderRow,
    order_no: &str,
) -> Result<Option<Obstacle>, RecordError> {
    if order_in(connection, order.id)?.is_none_or(|row| row.state != order.state) {
        return Ok(Some(Obstacle::Moved));
    }
    // Ignore case: it is not documented whether order numbers are case-sensitive.
    let other = connection.query_row(
        "SELECT order_id FROM order_states WHERE order_id <> ?1 AND lower(?2) =
            CASE WHEN json_valid(state) THEN lower(json_extract(state, '$.orderNo')) END LIMIT 1",
        params![order.id, order_no],
        |row| row.get(0),
    );
    if let Some(other) = other.optional()? {
        return Ok(Some(Obstacle::NumberOf(other)));
    }
    // Of the very text, as in the index: to resume costs nothing, and an earlier version may have left open
    // orders for two writings of one name.
    let open = connection.query_row(
        "SELECT other.id FROM orders JOIN orders AS other USING (service, account, subject, format)
         WHERE orders.id = ?1 AND other.id <> ?1 AND other.is_open",
        [order.id],
        |row| row.get(0),
    );
    Ok(open.optional()?.map(Obstacle::Open))
}

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
        folded: row.get("folded")?,
        format: stored::format(&format),
        was_unknown: row.get("was_unknown")?,
        state: stored::state(&state, row.get("is_open")?),
    })
}
