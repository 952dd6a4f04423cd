use super::{Record, RecordError, from_json, json, millis, timestamp};
use crate::check::Check;
use crate::failure::Failure;
use crate::files::sha256;
use jiff::Timestamp;
use qcc::RawReply;
use rusqlite::{OptionalExtension, Row, named_params, params};

/// One request and what came of it.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) id: i64,
    pub(crate) asked_at: Timestamp,
    pub(crate) check: Check,
    pub(crate) subject: String,
    pub(crate) page: u32,
    /// What came back. Neither this nor `failure`: the app ended before.
    pub(crate) reply: Option<RawReply>,
    pub(crate) sha256: Option<String>,
    pub(crate) failure: Option<Failure>,
}

/// For whom and what a request is sent; what is sent stands in the call itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) check: Check,
    pub(crate) subject: &'a str,
    /// Page, from 1.
    pub(crate) page: u32,
    /// Page 1 of the same question, for later pages.
    pub(crate) first_call: Option<i64>,
    pub(crate) order: Option<i64>,
}

impl<'a> Asked<'a> {
    /// A question's first page.
    pub(crate) fn first(check: Check, subject: &'a str) -> Self {
        Self { check, subject, page: 1, first_call: None, order: None }
    }
}

const COLUMNS: &str = "id, asked_at, check_name, subject, page, http_status, content_type, service_date, body, \
                       sha256, failure";

impl Record {
    /// Notes that a request is about to be sent.
    pub(crate) fn asked<C: qcc::Call>(&self, asked: Asked<'_>, call: &C) -> Result<i64, RecordError> {
        let connection = self.lock();
        connection.execute(
            "INSERT INTO calls (asked_at, service, account, check_name, operation, parameters, subject, page,
                                first_call, order_id)
             VALUES (:at, :service, :account, :check, :operation, :parameters, :subject, :page, :first, :order)",
            named_params! {
                ":at": millis(Timestamp::now()), ":service": self.service, ":account": self.account,
                ":check": asked.check.name(), ":operation": C::PATH, ":parameters": json(&call.parameters())?,
                ":subject": asked.subject, ":page": asked.page, ":first": asked.first_call, ":order": asked.order,
            },
        )?;
        Ok(connection.last_insert_rowid())
    }

    /// Completes a row with the reply as received.
    pub(crate) fn answered(&self, call: i64, reply: &RawReply) -> Result<(), RecordError> {
        self.lock().execute(
            "UPDATE calls SET ended_at = :at, http_status = :status, content_type = :type, service_date = :date,
                              body = :body, sha256 = :sha256
             WHERE id = :id AND ended_at IS NULL",
            named_params! {
                ":at": millis(Timestamp::now()), ":status": reply.http_status, ":type": reply.content_type,
                ":date": reply.date, ":body": reply.body, ":sha256": sha256(&reply.body), ":id": call,
            },
        )?;
        Ok(())
    }

    /// Completes a row whose request brought no reply.
    pub(crate) fn failed(&self, call: i64, failure: &Failure) -> Result<(), RecordError> {
        self.lock().execute(
            "UPDATE calls SET ended_at = ?1, failure = ?2 WHERE id = ?3 AND ended_at IS NULL",
            params![millis(Timestamp::now()), json(failure)?, call],
        )?;
        Ok(())
    }

    /// One row.
    pub(crate) fn call(&self, id: i64) -> Result<Option<Call>, RecordError> {
        let sql = format!("SELECT {COLUMNS} FROM calls WHERE id = ?1 AND service = ?2 AND account = ?3");
        let row = self.lock().query_row(&sql, params![id, self.service, self.account], |row| Ok(call(row)));
        row.optional()?.transpose()
    }

    /// The request that placed an order, if it was about to be sent.
    pub(crate) fn placing_call(&self, order: i64) -> Result<Option<Call>, RecordError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM calls WHERE order_id = ?1 AND operation = ?2 AND service = ?3 AND account = ?4"
        );
        let path = <qcc::CreateReport as qcc::Call>::PATH;
        let row = self
            .lock()
            .query_row(&sql, params![order, path, self.service, self.account], |row| Ok(call(row)));
        row.optional()?.transpose()
    }

    /// Page 1 of the question and, of every later page, the row that was written last; in the order of the pages.
    pub(crate) fn pages(&self, first_call: i64) -> Result<Vec<Call>, RecordError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM calls WHERE service = ?2 AND account = ?3 AND (id = ?1
             OR id IN (SELECT max(id) FROM calls WHERE first_call = ?1 GROUP BY page)) ORDER BY page"
        );
        let connection = self.lock();
        let mut statement = connection.prepare_cached(&sql)?;
        let rows =
            statement.query_map(params![first_call, self.service, self.account], |row| Ok(call(row)))?;
        rows.map(|row| row?).collect()
    }

    /// First pages of the question that were asked since `since` and brought a reply, the latest first.
    pub(crate) fn asked_since(
        &self,
        check: Check,
        subject: &str,
        since: Timestamp,
    ) -> Result<Vec<i64>, RecordError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(
            "SELECT id FROM calls WHERE service = ?1 AND account = ?2 AND check_name = ?3 AND subject = ?4
             AND page = 1 AND order_id IS NULL AND asked_at >= ?5 AND body IS NOT NULL ORDER BY id DESC",
        )?;
        let rows = statement
            .query_map(params![self.service, self.account, check.name(), subject, millis(since)], |row| {
                row.get(0)
            })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The subjects that a person asked for last, each once, the latest first.
    pub(crate) fn recent_subjects(&self, count: u32) -> Result<Vec<String>, RecordError> {
        let connection = self.lock();
        // The state of an order is asked for by the app itself.
        let mut statement = connection.prepare_cached(
            "SELECT subject FROM calls WHERE service = ?1 AND account = ?2 AND subject <> '' AND operation <> ?4
             GROUP BY subject ORDER BY max(id) DESC LIMIT ?3",
        )?;
        let path = <qcc::GetReportInfo as qcc::Call>::PATH;
        let rows = statement.query_map(params![self.service, self.account, count, path], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn call(row: &Row<'_>) -> Result<Call, RecordError> {
    let check: String = row.get("check_name")?;
    let failure: Option<String> = row.get("failure")?;
    let http_status: Option<u16> = row.get("http_status")?;
    let reply = match http_status {
        None => None,
        Some(http_status) => Some(RawReply {
            http_status,
            content_type: row.get("content_type")?,
            date: row.get("service_date")?,
            body: row.get("body")?,
        }),
    };
    Ok(Call {
        id: row.get("id")?,
        asked_at: timestamp(row.get("asked_at")?)?,
        check: Check::from_name(&check).ok_or(RecordError::Unreadable("check"))?,
        subject: row.get("subject")?,
        page: row.get("page")?,
        reply,
        sha256: row.get("sha256")?,
        failure: failure.as_deref().map(from_json).transpose()?,
    })
}
