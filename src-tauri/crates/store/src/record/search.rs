use super::entry_id::EntryId;
use super::orders::SELECT as ORDERS;
use super::outcome::RecordedOutcome;
use super::stored::Word;
use super::{Record, RecordError, Searchable, millis, orders, timestamp};
use crate::check::Check;
use crate::failure::Billing;
use crate::finding::Source;
use crate::order::OrderRow;
use crate::time;
use jiff::Timestamp;
use rusqlite::{Row, named_params, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A search of the record. Absent criteria match everything.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordQuery {
    /// Part of the subject, regardless of the form of brackets, letters and spaces.
    pub text: String,
    pub check: Option<Check>,
    pub outcome: Option<RecordedOutcome>,
    /// First day: YYYY-MM-DD, Asia/Shanghai.
    pub from: Option<String>,
    /// Last day, inclusive.
    pub until: Option<String>,
    /// Largest number of entries.
    pub limit: u32,
}

/// Entries of the record, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RecordPage {
    pub entries: Vec<RecordEntry>,
    pub more: bool,
}

/// A look-up or an order, for lists.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordEntry {
    pub id: EntryId,
    /// RFC 3339, Asia/Shanghai.
    pub asked_at: String,
    /// The check; absent if from a newer version.
    pub check: Option<Check>,
    /// The text that was sent; empty for the quota.
    pub subject: String,
    /// The outcome. Private, so that only the record can state 未查到.
    outcome: RecordedOutcome,
    /// A snapshot was answered, and its picture was never obtained.
    pub picture_missing: bool,
    pub source: Source,
    /// Whether any of its calls may be charged.
    pub billing: Billing,
    pub notes: u32,
    pub conclusion: Option<String>,
}

/// Only the record can set the outcome:
///
/// ```compile_fail,E0616
/// # use store::record::{RecordEntry, RecordedOutcome};
/// fn whitewash(entry: &mut RecordEntry) {
///     entry.outcome = RecordedOutcome::NoRecord;
/// }
/// ```
impl RecordEntry {
    pub fn outcome(&self) -> RecordedOutcome {
        self.outcome
    }
}

const MAX_ENTRIES: u32 = 5000;

/// The query in terms of the tables.
struct Terms {
    /// In the form of [`Searchable`].
    text: String,
    from: i64,
    /// Exclusive.
    until: i64,
    limit: u32,
}

impl Record {
    /// The matching entries of all accounts, newest first.
    pub fn search(&self, query: &RecordQuery) -> Result<RecordPage, RecordError> {
        let terms = Terms::of(query, self.searchable);
        let mut entries = self.look_ups(query, &terms)?;
        if query.check.is_none_or(|check| check == Check::IdentityReport) {
            entries.extend(self.orders_like(query, &terms)?);
        }
        entries.sort_by(|(one, ..), (other, ..)| other.cmp(one));
        let shown = terms.limit as usize;
        let more = entries.len() > shown;
        entries.truncate(shown);
        Ok(RecordPage { entries: entries.into_iter().map(|(_, entry)| entry).collect(), more })
    }

    /// One entry, if it exists.
    pub fn entry(&self, id: EntryId) -> Result<Option<RecordEntry>, RecordError> {
        let entry = match id {
            EntryId::Call { id } => {
                self.row(&format!("{} WHERE id = ?1 AND {IS_LOOK_UP}", look_ups()), [id], look_up)?
            }
            EntryId::Order { id } => self.order(id)?.map(|row| self.order_entry(row)).transpose()?,
        };
        Ok(entry.map(|(_, entry)| entry))
    }

    fn look_ups(
        &self,
        query: &RecordQuery,
        terms: &Terms,
    ) -> Result<Vec<(Timestamp, RecordEntry)>, RecordError> {
        // An index alone answers the inner query; only the displayed rows are read.
        let sql = format!(
            "{} WHERE id IN (
                SELECT id FROM calls WHERE {IS_LOOK_UP} AND asked_at >= :from AND asked_at < :until
                AND (:check IS NULL OR check_name = :check) AND (:outcome IS NULL OR {} = :outcome)
                AND {HAS_TEXT} ORDER BY asked_at DESC, id DESC LIMIT :limit)
             ORDER BY asked_at DESC, id DESC",
            look_ups(),
            outcome()
        );
        let parameters = named_params! {
            ":from": terms.from, ":until": terms.until, ":check": query.check.map(Check::id),
            ":outcome": query.outcome.map(RecordedOutcome::word), ":text": terms.text, ":limit": terms.limit + 1,
        };
        self.rows(&sql, parameters, look_up)
    }

    fn orders_like(
        &self,
        query: &RecordQuery,
        terms: &Terms,
    ) -> Result<Vec<(Timestamp, RecordEntry)>, RecordError> {
        let sql = format!(
            "{ORDERS} WHERE placed_at >= :from AND placed_at < :until AND {HAS_TEXT} ORDER BY placed_at DESC"
        );
        let parameters = named_params! { ":from": terms.from, ":until": terms.until, ":text": terms.text };
        let rows = self.rows(&sql, parameters, orders::order)?;
        let wanted = |row: &OrderRow| {
            query.outcome.is_none_or(|outcome| outcome == RecordedOutcome::of_order(&row.state))
        };
        let shown = rows.into_iter().filter(wanted).take(terms.limit as usize + 1);
        shown.map(|row| self.order_entry(row)).collect()
    }

    fn order_entry(&self, row: OrderRow) -> Result<(Timestamp, RecordEntry), RecordError> {
        self.watched(|| {
            let id = EntryId::Order { id: row.id };
            let (billed, notes, conclusion) = self.lock().query_row(
                "SELECT EXISTS (SELECT 1 FROM calls
                            WHERE order_id = ?1 AND operation = ?2 AND may_be_billed IS NOT 0),
                        (SELECT count(*) FROM notes WHERE order_id = ?1),
                        (SELECT text FROM notes WHERE order_id = ?1 AND kind = 'conclusion' ORDER BY id DESC LIMIT 1)",
                params![row.id, qcc::CreateReport::PATH],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )?;
            let entry = RecordEntry {
                id,
                asked_at: time::shown(row.placed_at),
                check: Some(Check::IdentityReport),
                outcome: RecordedOutcome::of_order(&row.state),
                picture_missing: false,
                source: Source::of(&row.account.service),
                subject: row.subject,
                billing: Billing::of(billed),
                notes,
                conclusion,
            };
            Ok((row.placed_at, entry))
        })
    }
}

/// Selects look-ups among the calls: no later pages, and no calls of an order.
const IS_LOOK_UP: &str = "first_call IS NULL AND order_id IS NULL AND erased_at IS NULL";

/// Whether the subject contains the text. With an empty text nothing needs to be normalised.
const HAS_TEXT: &str = "(:text = '' OR instr(searchable(subject), :text) > 0)";

fn look_ups() -> String {
    format!(
        "SELECT id, asked_at, check_name, subject, {} AS outcome, service,
    (may_be_billed IS NOT 0 OR EXISTS (SELECT 1 FROM calls AS more WHERE more.first_call = calls.id
        AND more.may_be_billed IS NOT 0)) AS billed,
    (SELECT count(*) FROM notes WHERE call_id = calls.id) AS notes,
    (SELECT text FROM notes WHERE call_id = calls.id AND kind = 'conclusion' ORDER BY notes.id DESC LIMIT 1)
        AS conclusion,
    (check_name = '{}' AND outcome = 'found' AND NOT EXISTS
        (SELECT 1 FROM pictures WHERE call_id = calls.id AND bytes IS NOT NULL AND failure IS NULL)) AS picture_missing
    FROM calls",
        outcome(),
        Check::RegistrationSnapshot.id()
    )
}

/// The outcome of a look-up; a call without one is in progress. A newer version may know further checks and
/// outcomes; its outcome for an unknown check is not repeated.
fn outcome() -> String {
    let checks: Vec<String> = Check::all().map(|check| format!("'{}'", check.id())).collect();
    let checks = checks.join(", ");
    format!(
        "CASE WHEN check_name NOT IN ({checks}) THEN 'newer' WHEN outcome IS NULL THEN 'pending'
         WHEN outcome IN ('found', 'noRecord', 'notVerified', 'cancelled') THEN outcome ELSE 'newer' END"
    )
}

fn look_up(row: &Row<'_>) -> Result<(Timestamp, RecordEntry), RecordError> {
    let (check, service): (String, String) = (row.get("check_name")?, row.get("service")?);
    let asked_at = timestamp(row.get("asked_at")?)?;
    let outcome: String = row.get("outcome")?;
    let entry = RecordEntry {
        id: EntryId::Call { id: row.get("id")? },
        asked_at: time::shown(asked_at),
        check: Check::from_id(&check),
        subject: row.get("subject")?,
        outcome: RecordedOutcome::from_word(&outcome).unwrap_or(RecordedOutcome::Newer),
        picture_missing: row.get("picture_missing")?,
        source: Source::of(&service),
        billing: Billing::of(row.get("billed")?),
        notes: row.get("notes")?,
        conclusion: row.get("conclusion")?,
    };
    Ok((asked_at, entry))
}

impl Terms {
    fn of(query: &RecordQuery, searchable: Searchable) -> Self {
        let start = |day: &Option<String>| day.as_deref().and_then(time::start_of);
        let end = query.until.as_deref().and_then(time::end_of);
        Self {
            text: searchable(&query.text),
            from: start(&query.from).map_or(i64::MIN, millis),
            until: end.map_or(i64::MAX, millis),
            limit: query.limit.clamp(1, MAX_ENTRIES),
        }
    }
}
