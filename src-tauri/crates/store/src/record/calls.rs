use super::received::Received;
use super::stored::Word;
use super::{Account, Record, RecordError, RecordedOutcome, millis, stored, timestamp};
use crate::check::Check;
use crate::failure::Failure;
use crate::files::sha256;
use jiff::{SignedDuration, Timestamp};
use qcc::RawReply;
use rusqlite::{Row, named_params, params};

/// A time further ahead than this was written by a wrong clock.
pub const CLOCK_SLACK: SignedDuration = SignedDuration::from_mins(5);

/// One request and its outcome.
#[derive(Debug, Clone)]
pub struct Call {
    pub id: i64,
    /// When it was about to be sent.
    pub asked_at: Timestamp,
    pub account: Account,
    /// `None` if from a newer version.
    pub check: Option<Check>,
    /// Path of the call.
    pub operation: String,
    /// The text that was sent; empty for the quota.
    pub subject: String,
    /// Page, from 1.
    pub page: u32,
    /// The look-up's first call; `None` for that call itself.
    pub first_call: Option<i64>,
    /// The reply. If both this and `failure` are `None`, the app ended first.
    pub reply: Option<Received>,
    /// SHA-256 of the reply as received, lower-case hex.
    pub sha256: Option<String>,
    /// Why there is no reply.
    pub failure: Option<Failure>,
}

/// What a request is about; the parameters are in the call.
#[derive(Debug, Clone, Copy)]
pub struct NewCall<'a> {
    pub check: Check,
    /// The text that is sent.
    pub subject: &'a str,
    /// Page, from 1.
    pub page: u32,
    /// The look-up's first call, for later pages and repeated requests.
    pub first_call: Option<i64>,
    /// The order that the request belongs to.
    pub order: Option<i64>,
}

impl<'a> NewCall<'a> {
    /// The first page of a look-up.
    pub fn first(check: Check, subject: &'a str) -> Self {
        Self { check, subject, page: 1, first_call: None, order: None }
    }
}

pub(super) const COLUMNS: &str = "id, asked_at, service, account, check_name, operation, subject, page, first_call, \
                       http_status, content_type, service_date, body, sha256, failure";

impl Record {
    /// Stores a request that is about to be sent. `None` if its look-up was deleted.
    pub fn begin_call<C: qcc::Call>(
        &self,
        account: &Account,
        new: NewCall<'_>,
        call: &C,
    ) -> Result<Option<i64>, RecordError> {
        self.watched(|| {
            self.sound()?;
            let parameters =
                serde_json::to_string(&call.parameters()).map_err(|_| RecordError::Unreadable("parameters"))?;
            let connection = self.lock();
            let added = connection.execute(
                "INSERT INTO calls (asked_at, service, account, check_name, operation, parameters, subject, page,
                                    first_call, order_id)
                 SELECT :at, :service, :account, :check, :operation, :parameters, :subject, :page, :first, :order
                 WHERE :first IS NULL OR EXISTS (SELECT 1 FROM calls WHERE id = :first AND erased_at IS NULL)",
                named_params! {
                    ":at": millis(self.now()), ":service": account.service, ":account": account.key,
                    ":check": new.check.id(), ":operation": call.path(), ":parameters": parameters,
                    ":subject": new.subject, ":page": new.page, ":first": new.first_call, ":order": new.order,
                },
            )?;
            Ok((added > 0).then(|| connection.last_insert_rowid()))
        })
    }

    /// Adds the reply as received, or the failure.
    pub fn complete(&self, call: i64, outcome: &Result<Received, Failure>) -> Result<(), RecordError> {
        self.watched(|| {
            let reply = outcome.as_ref().ok();
            self.lock().execute(
                "UPDATE calls SET ended_at = :at, http_status = :status, content_type = :type, service_date = :date,
                                  body = :body, sha256 = :sha256, failure = :failure
                 WHERE id = :id AND ended_at IS NULL AND erased_at IS NULL",
                named_params! {
                    ":at": millis(self.now()), ":status": reply.map(|reply| reply.http_status),
                    ":type": reply.map(|reply| &reply.content_type), ":date": reply.map(|reply| &reply.date),
                    ":body": reply.map(|reply| &reply.body), ":sha256": reply.map(|reply| sha256(&reply.body)),
                    ":failure": outcome.as_ref().err().map(stored::of_failure).transpose()?, ":id": call,
                },
            )?;
            if let Some(reply) = reply {
                self.keep_latest(call, reply.clone());
            }
            Ok(())
        })
    }

    /// Stores what searches and statistics need of a call: its outcome, and whether it may be charged. A
    /// repeated first page decides the outcome of its look-up.
    pub fn sum_up(
        &self,
        row: &Call,
        outcome: RecordedOutcome,
        may_be_billed: bool,
    ) -> Result<(), RecordError> {
        self.watched(|| {
            let mut connection = self.lock();
            let transaction = connection.transaction()?;
            transaction.execute(
                "UPDATE calls SET outcome = ?2, may_be_billed = ?3 WHERE id = ?1",
                params![row.id, outcome.word(), may_be_billed],
            )?;
            if let (Some(look_up), 1) = (row.first_call, row.page) {
                transaction.execute(
                    "UPDATE calls SET outcome = ?2 WHERE id = ?1
                     AND ?3 = (SELECT max(id) FROM calls WHERE first_call = ?1 AND page = 1)",
                    params![look_up, outcome.word(), row.id],
                )?;
            }
            Ok(transaction.commit()?)
        })
    }

    /// Calls without a stored outcome: from a version that stored none, or because the app ended first.
    pub fn not_summed_up(&self) -> Result<Vec<i64>, RecordError> {
        let sql = "SELECT id FROM calls WHERE outcome IS NULL AND erased_at IS NULL ORDER BY id";
        self.rows(sql, [], |row| Ok(row.get(0)?))
    }

    pub fn call(&self, id: i64) -> Result<Option<Call>, RecordError> {
        let sql = format!("SELECT {COLUMNS} FROM calls WHERE id = ?1 AND erased_at IS NULL");
        Ok(self.row(&sql, [id], call)?.map(|call| self.with_latest(call)))
    }

    /// The request that placed an order, if it got that far.
    pub fn placing_call(&self, order: i64) -> Result<Option<Call>, RecordError> {
        let sql = format!("SELECT {COLUMNS} FROM calls WHERE order_id = ?1 AND operation = ?2");
        self.row(&sql, params![order, qcc::CreateReport::PATH], call)
    }

    /// All requests of a look-up, including repeated ones, in the order of sending.
    pub fn attempts(&self, look_up: i64) -> Result<Vec<Call>, RecordError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM calls WHERE (id = ?1 OR first_call = ?1) AND erased_at IS NULL ORDER BY id"
        );
        self.rows(&sql, [look_up], call)
    }

    /// The latest call of each page of a look-up, in page order.
    pub fn pages(&self, look_up: i64) -> Result<Vec<Call>, RecordError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM calls WHERE erased_at IS NULL AND id IN
             (SELECT max(id) FROM calls WHERE id = ?1 OR first_call = ?1 GROUP BY page) ORDER BY page"
        );
        self.rows(&sql, [look_up], |row| Ok(self.with_latest(call(row)?)))
    }

    /// The look-up whose latest reply or failure was stored since `since`.
    pub fn answered_since(
        &self,
        account: &Account,
        check: Check,
        subject: &str,
        since: Timestamp,
    ) -> Result<Option<i64>, RecordError> {
        self.row(
            "SELECT coalesce(first_call, id) FROM calls WHERE service = ?1 AND account = ?2 AND check_name = ?3
             AND subject = ?4 AND order_id IS NULL AND erased_at IS NULL AND ended_at >= ?5 ORDER BY id DESC LIMIT 1",
            params![account.service, account.key, check.id(), subject, millis(since)],
            |row| Ok(row.get(0)?),
        )
    }

    /// Look-ups with a page requested since `since`, latest first.
    pub fn touched_since(
        &self,
        account: &Account,
        check: Check,
        subject: &str,
        since: Timestamp,
    ) -> Result<Vec<i64>, RecordError> {
        self.rows(
            "SELECT coalesce(first_call, id) AS look_up FROM calls WHERE service = ?1 AND account = ?2
             AND check_name = ?3 AND subject = ?4 AND order_id IS NULL AND erased_at IS NULL AND asked_at >= ?5
             GROUP BY look_up ORDER BY max(id) DESC",
            params![account.service, account.key, check.id(), subject, millis(since)],
            |row| Ok(row.get(0)?),
        )
    }

    /// Look-ups started since `since`, latest first. Times in the future are ignored, since they come from a
    /// wrong clock.
    pub fn asked_since(
        &self,
        account: &Account,
        check: Check,
        subject: &str,
        since: Timestamp,
    ) -> Result<Vec<i64>, RecordError> {
        let (since, until) = (millis(since), millis(self.now() + CLOCK_SLACK));
        self.rows(
            "SELECT id FROM calls WHERE service = ?1 AND account = ?2 AND check_name = ?3 AND subject = ?4
             AND page = 1 AND first_call IS NULL AND order_id IS NULL AND erased_at IS NULL
             AND asked_at BETWEEN ?5 AND ?6 ORDER BY id DESC",
            params![account.service, account.key, check.id(), subject, since, until],
            |row| Ok(row.get(0)?),
        )
    }

    /// The latest distinct subjects that the user looked up, latest first.
    pub fn recent_subjects(&self, account: &Account, count: usize) -> Result<Vec<String>, RecordError> {
        self.watched(|| {
            let connection = self.lock();
            // The app itself requests the state of orders, so those do not count. The limit keeps the start
            // fast.
            let mut statement = connection.prepare_cached(
                "SELECT subject FROM calls WHERE service = ?1 AND account = ?2 AND subject <> '' AND operation <> ?3
                 AND erased_at IS NULL ORDER BY id DESC LIMIT 500",
            )?;
            let path = qcc::GetReportInfo::PATH;
            let mut rows = statement.query(params![account.service, account.key, path])?;
            let mut recent = Vec::new();
            while recent.len() < count
                && let Some(row) = rows.next()?
            {
                let subject = row.get(0)?;
                if !recent.contains(&subject) {
                    recent.push(subject);
                }
            }
            Ok(recent)
        })
    }
}

pub(super) fn call(row: &Row<'_>) -> Result<Call, RecordError> {
    let check: String = row.get("check_name")?;
    let failure: Option<String> = row.get("failure")?;
    let http_status: Option<u16> = row.get("http_status")?;
    let reply = match http_status {
        None => None,
        Some(http_status) => Some(Received::from(RawReply {
            http_status,
            content_type: row.get("content_type")?,
            date: row.get("service_date")?,
            // Only relevant when it was received.
            retry_after: None,
            body: row.get("body")?,
        })),
    };
    Ok(Call {
        id: row.get("id")?,
        asked_at: timestamp(row.get("asked_at")?)?,
        account: Account { service: row.get("service")?, key: row.get("account")? },
        check: Check::from_id(&check),
        operation: row.get("operation")?,
        subject: row.get("subject")?,
        page: row.get("page")?,
        first_call: row.get("first_call")?,
        reply,
        sha256: row.get("sha256")?,
        failure: failure.as_deref().map(stored::failure),
    })
}
