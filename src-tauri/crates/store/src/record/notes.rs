use super::stored::Word;
use super::{EntryId, Record, RecordError, millis, timestamp};
use crate::check::Check;
use crate::time;
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A note of the officer on a look-up or an order. Notes are never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    pub id: i64,
    /// RFC 3339, Asia/Shanghai.
    pub at: String,
    /// Its kind; absent if from a newer version.
    pub kind: Option<NoteKind>,
    /// As written.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum NoteKind {
    /// 备注.
    Note,
    /// 结论: the officer's own; the latest one counts.
    Conclusion,
    /// 已核对: a person compared the answer with the vendor's page, and its fields are labelled correctly here.
    Compared,
}

/// When an answer of a check was first compared with the vendor's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    pub service: String,
    pub check: Check,
    /// RFC 3339, Asia/Shanghai.
    pub at: String,
}

impl Record {
    pub fn annotate(&self, entry: EntryId, kind: NoteKind, text: &str) -> Result<(), RecordError> {
        self.watched(|| {
            let (call, order) = entry.columns();
            self.lock().execute(
                "INSERT INTO notes (call_id, order_id, at, kind, text) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![call, order, millis(self.now()), kind.word(), text],
            )?;
            Ok(())
        })
    }

    /// For each service, the checks that have a compared answer in the record.
    pub fn compared(&self) -> Result<Vec<Compared>, RecordError> {
        let sql = "SELECT service, check_name, min(at) AS at FROM notes JOIN calls ON calls.id = call_id
            WHERE kind = ?1 GROUP BY service, check_name ORDER BY service, check_name";
        let all = self.rows(sql, [NoteKind::Compared.word()], compared)?;
        Ok(all.into_iter().flatten().collect())
    }

    pub fn notes(&self, entry: EntryId) -> Result<Vec<Note>, RecordError> {
        let sql = "SELECT id, at, kind, text FROM notes WHERE call_id = ?1 OR order_id = ?2 ORDER BY id";
        self.rows(sql, entry.columns(), note)
    }
}

/// `None` if the check is no longer described.
fn compared(row: &Row<'_>) -> Result<Option<Compared>, RecordError> {
    let check: String = row.get("check_name")?;
    let (service, at) = (row.get("service")?, time::shown(timestamp(row.get("at")?)?));
    Ok(Check::from_id(&check).map(|check| Compared { service, check, at }))
}

fn note(row: &Row<'_>) -> Result<Note, RecordError> {
    let kind: String = row.get("kind")?;
    Ok(Note {
        id: row.get("id")?,
        at: time::shown(timestamp(row.get("at")?)?),
        kind: NoteKind::from_word(&kind),
        text: row.get("text")?,
    })
}
