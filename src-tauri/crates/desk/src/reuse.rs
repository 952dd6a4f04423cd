use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use store::time;
use ts_rs::TS;

/// How long a look-up is answered from the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ReuseWindow {
    /// Never: always ask the service.
    Never,
    /// Until midnight in Asia/Shanghai.
    #[default]
    Today,
    SevenDays,
    ThirtyDays,
}

impl ReuseWindow {
    /// The earliest time of a reusable answer; `None` if none is reusable.
    pub(crate) fn since(self, now: Timestamp) -> Option<Timestamp> {
        let days_ago = |days: i64| now.saturating_sub((days * 24).hours()).unwrap_or(Timestamp::MIN);
        match self {
            Self::Never => None,
            Self::Today => Some(time::start_of_day(now)),
            Self::SevenDays => Some(days_ago(7)),
            Self::ThirtyDays => Some(days_ago(30)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_used_again_as_long_as_the_window_says() {
        let noon: Timestamp = "2026-11-22T12:00:00+08:00".parse().unwrap();
        let at = |text: &str| Some(text.parse().unwrap());
        assert_eq!(ReuseWindow::Never.since(noon), None);
        assert_eq!(ReuseWindow::default().since(noon), at("2026-11-22T00:00:00+08:00"));
        assert_eq!(ReuseWindow::SevenDays.since(noon), at("2026-11-15T12:00:00+08:00"));
        assert_eq!(ReuseWindow::ThirtyDays.since(noon), at("2026-10-23T12:00:00+08:00"));
    }
}
