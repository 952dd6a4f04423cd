use super::{Record, RecordError, millis};
use crate::check::Check;
use crate::time;
use jiff::{Timestamp, ToSpan};
use rusqlite::params;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Numbers of calls. Requests about an order that was already placed are free and not counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CallLog {
    /// For each of the last 31 days, latest first.
    pub days: Vec<CallCount>,
    /// For each month, latest first.
    pub months: Vec<CallCount>,
}

/// The number of calls of one check in one day or month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallCount {
    /// `2026-11-22` or `2026-11`, Asia/Shanghai.
    pub period: String,
    /// The check; orders count as calls of the report's check. Absent if from a newer version.
    pub check: Option<Check>,
    pub calls: u32,
    /// How many of them may be charged.
    pub maybe_billed: u32,
}

impl Record {
    /// Numbers of calls until `now`, including deleted ones.
    pub fn call_log(&self, now: Timestamp) -> Result<CallLog, RecordError> {
        // Days begin at midnight in Asia/Shanghai. A call without a reply may have been charged.
        let rows = self.rows(
            "SELECT (asked_at + ?1) / 86400000 AS day, check_name, count(*), sum(may_be_billed IS NOT 0)
             FROM calls WHERE operation <> ?2 GROUP BY day, check_name",
            params![time::OFFSET_MILLIS, qcc::GetReportInfo::PATH],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?)),
        )?;
        let earliest = millis(now.saturating_sub((24 * 30).hours()).unwrap_or(Timestamp::MIN));
        let mut days = Counts::new();
        let mut months = Counts::new();
        for (day, check, calls, maybe_billed) in rows {
            let check = Check::from_id(&check);
            let period =
                time::date(day * 86_400_000 - time::OFFSET_MILLIS).ok_or(RecordError::Unreadable("time"))?;
            let month = period[..7].to_owned();
            add(&mut months, month, check, calls, maybe_billed);
            if (day + 1) * 86_400_000 - time::OFFSET_MILLIS > earliest {
                add(&mut days, period, check, calls, maybe_billed);
            }
        }
        Ok(CallLog { days: counted(days), months: counted(months) })
    }
}

/// Number of calls and how many may be charged, in display order.
type Counts = BTreeMap<(Reverse<String>, bool, Option<Check>), (u32, u32)>;

fn add(counts: &mut Counts, period: String, check: Option<Check>, calls: u32, maybe_billed: u32) {
    // Unknown checks come last.
    let sum = counts.entry((Reverse(period), check.is_none(), check)).or_default();
    sum.0 += calls;
    sum.1 += maybe_billed;
}

fn counted(counts: Counts) -> Vec<CallCount> {
    let count = |((Reverse(period), _, check), (calls, maybe_billed))| CallCount {
        period,
        check,
        calls,
        maybe_billed,
    };
    counts.into_iter().map(count).collect()
}
