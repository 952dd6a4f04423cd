use super::received::Received;
use super::{Account, Record, RecordError, RecordedOutcome, millis, stored, timestamp};
use crate::check::Check;
use crate::failure::Failure;
use crate::files::sha256;
use jiff::{SignedDuration, Timestamp};
use qcc::RawReply;
use rusqlite::{Row, named_params, params};

/// A time that is further ahead was written by a clock that was wrong.
pub const CLOCK_SLACK: SignedDuration = SignedDuration::from_mins(5);

/// One request and what came of it.
#[derive(Debug, Clone)]
pub struct Call {
    /// The row.
    pub id: i64,
    /// When it was about to be sent.
    pub asked_at: Timestamp,
    /// The account that asked.
    pub account: Account,
    /// `None`: a check of a newer version.
    pub check: Option<Check>,
    /// Path of the call.
    pub operation: String,
    /// The text that was sent; empty for the quota.
    pub subject: String,
    /// Page, from 1.
    pub page: u32,
    /// The row that names the question, for all but that row itself.
    pub first_call: Option<i64>,
    /// What came back. Neither this nor `failure`: the app ended before.
    pub reply: Option<Received>,
    /// Of the reply as it came, lower-case hex.
    pub sha256: Option<String>,
    /// Why there is no reply.
    pub failure: Option<Failure>,
}

/// For whom and what a request is sent; what is sent stands in the call itself.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Which check asks.
    pub check: Check,
    /// The text that is sent.
    pub subject: &'a str,
    /// Page, from 1.
    pub page: u32,
    /// The row that names the question, for later pages and for a page that is asked for again.
    pub first_call: Option<i64>,
    /// The order that it belongs to.
    pub order: Option<i64>,
}

impl<'a> Asked<'a> {
    /// A question's first page.
    pub fn first(check: Check, subject: &'a str) -> Self {
        Self { check, subject, page: 1, first_call: None, order: None }
    }
}

pub(super) const COLUMNS: &str = "id, asked_at, service, account, check_name, operation, subject, page, first_call, \
                       http_status, content_type, service_date, body, sha256, failure";

impl Record {
    /// Notes that a request is about to be sent. `None` if it belongs to a question that was deleted.
    pub fn asked<C: qcc::Call>(
        &self,
        account: &Account,
        asked: Asked<'_>,
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
                    ":check": asked.check.id(), ":operation": call.path(), ":parameters": parameters,
                    ":subject": asked.subject, ":page": asked.page, ":first": asked.first_call, ":order": asked.order,
                },
            )?;
            Ok((added > 0).then(|| connection.last_insert_rowid()))
        })
    }

    /// Completes a row with the reply as received, or with why there is none.
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

    /// Notes what searching and counting need of a row: what came of it, and whether it may be charged. A first page that was
    /// asked for again decides what came of its question.
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
            if let (Some(question), 1) = (row.first_call, row.page) {
                transaction.execute(
                    "UPDATE calls SET outcome = ?2 WHERE id = ?1
                     AND ?3 = (SELECT max(id) FROM calls WHERE first_call = ?1 AND page = 1)",
                    params![question, outcome.word(), row.id],
                )?;
            }
            Ok(transaction.commit()?)
        })
    }

    /// The rows that are not summed up: of a version that did not, or because the app ended before.
    pub fn not_summed_up(&self) -> Result<Vec<i64>, RecordError> {
        let sql = "SELECT id FROM calls WHERE outcome IS NULL AND erased_at IS NULL ORDER BY id";
        self.rows(sql, [], |row| Ok(row.get(0)?))
    }

    /// One row.
    pub fn call(&self, id: i64) -> Result<Option<Call>, RecordError> {
        let sql = format!("SELECT {COLUMNS} FROM calls WHERE id = ?1 AND erased_at IS NULL");
        Ok(self.row(&sql, [id], call)?.map(|call| self.with_latest(call)))
    }

    /// The request that placed an order, if it was about to be sent.
    pub fn placing_call(&self, order: i64) -> Result<Option<Call>, RecordError> {
        let sql = format!("SELECT {COLUMNS} FROM calls WHERE order_id = ?1 AND operation = ?2");
        self.row(&sql, params![order, qcc::CreateReport::PATH], call)
    }

    /// Of every page of a question the row that was written last; in the order of the pages.
    pub fn pages(&self, question: i64) -> Result<Vec<Call>, RecordError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM calls WHERE erased_at IS NULL AND id IN
             (SELECT max(id) FROM calls WHERE id = ?1 OR first_call = ?1 GROUP BY page) ORDER BY page"
        );
        self.rows(&sql, [question], |row| Ok(self.with_latest(call(row)?)))
    }

    /// The question whose latest reply, or failure, was written down since `since`.
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

    /// Questions of which any page was asked for since `since`, the latest first.
    pub fn touched_since(
        &self,
        account: &Account,
        check: Check,
        subject: &str,
        since: Timestamp,
    ) -> Result<Vec<i64>, RecordError> {
        self.rows(
            "SELECT coalesce(first_call, id) AS question FROM calls WHERE service = ?1 AND account = ?2
             AND check_name = ?3 AND subject = ?4 AND order_id IS NULL AND erased_at IS NULL AND asked_at >= ?5
             GROUP BY question ORDER BY max(id) DESC",
            params![account.service, account.key, check.id(), subject, millis(since)],
            |row| Ok(row.get(0)?),
        )
    }

    /// Questions that were asked since `since`, the latest first. A time that lies ahead is a wrong clock's.
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

    /// The subjects that a person asked for last, each once, the latest first.
    pub fn recent_subjects(&self, account: &Account, count: usize) -> Result<Vec<String>, RecordError> {
        self.watched(|| {
            let connection = self.lock();
            // The state of an order is asked for by the app itself. Looking further back would slow down the start.
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
            // It mattered at that moment only.
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
