use axum::http::Method;

use crate::{list::List, order_no::Format, status};

/// The documented calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    List(List),
    Snapshot,
    Order,
    OrderStatus,
    Quota,
}

impl Call {
    /// The call with this documented path. The snapshot's document has two spellings.
    pub(crate) fn at(path: &str) -> Option<Self> {
        Some(match path {
            "/api/yj/ECIImage/GetEciImage" | "/api/yj/EciImage/GetEciImage" => Self::Snapshot,
            "/api/yj/ReportBaseId/CreateReport" => Self::Order,
            "/api/yj/ReportBaseId/GetReportInfo" => Self::OrderStatus,
            "/api/company/quota/getQuota" => Self::Quota,
            _ => Self::List(List::at(path)?),
        })
    }

    pub(crate) fn method(self) -> Method {
        match self {
            Self::Order => Method::POST,
            Self::List(_) | Self::Snapshot | Self::OrderStatus | Self::Quota => Method::GET,
        }
    }

    /// Prefix of order numbers. The documents of report and quota show none.
    pub(crate) fn order_prefix(self) -> Option<&'static str> {
        match self {
            Self::List(list) => Some(list.order_prefix()),
            Self::Snapshot => Some("ECIIMAGE"),
            Self::Order | Self::OrderStatus | Self::Quota => None,
        }
    }

    /// Whether a valid request may be billed. Order status and quota are free.
    pub(crate) fn may_be_billed(self) -> bool {
        match self {
            Self::List(_) | Self::Snapshot | Self::Order => true,
            Self::OrderStatus | Self::Quota => false,
        }
    }

    /// The documented parameters, without `key`.
    fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::List(list) if list.has_pages() => &["searchKey", "pageIndex", "pageSize"],
            Self::List(_) => &["searchKey"],
            Self::Snapshot => &["keyWord"],
            Self::Order => &["searchKey", "reportFormat"],
            Self::OrderStatus => &["orderNo"],
            Self::Quota => &[],
        }
    }
}

/// A page of a list, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) index: u32,
    pub(crate) size: u32,
}

impl Page {
    /// The rows on this page.
    pub(crate) fn of<R>(self, rows: &[R]) -> &[R] {
        rows.chunks(self.size as usize).nth(self.index as usize - 1).unwrap_or_default()
    }
}

/// The decoded query of a call, all of whose parameters are documented.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Parameters<'q>(&'q [(String, String)]);

impl<'q> Parameters<'q> {
    /// # Errors
    /// The status code of the refusal, 202.
    pub(crate) fn of(call: Call, query: &'q [(String, String)]) -> Result<Self, u16> {
        let mut seen = Vec::new();
        for (name, value) in query {
            let known = name == "key" || call.parameters().contains(&name.as_str());
            // The decoder replaces invalid UTF-8 with this character.
            if !known || seen.contains(&name) || value.contains(char::REPLACEMENT_CHARACTER) {
                return Err(status::BAD_PARAMETER);
            }
            seen.push(name);
        }
        Ok(Self(query))
    }

    fn value(&self, name: &str) -> Option<&'q str> {
        self.0.iter().find(|(asked, _)| asked == name).map(|(_, value)| value.as_str())
    }

    /// # Errors 202 if it is missing.
    pub(crate) fn order_no(&self) -> Result<&'q str, u16> {
        self.value("orderNo").ok_or(status::BAD_PARAMETER)
    }

    /// # Errors 202 if it is missing, 213 if it is too short.
    pub(crate) fn search_text(&self, name: &str) -> Result<&'q str, u16> {
        let text = self.value(name).ok_or(status::BAD_PARAMETER)?;
        if text.chars().count() < 2 { Err(status::TOO_SHORT) } else { Ok(text) }
    }

    /// # Errors 202 if it is invalid.
    pub(crate) fn page(&self) -> Result<Page, u16> {
        let index = self.number("pageIndex", 1)?;
        let size = self.number("pageSize", 10)?;
        if index >= 1 && (1..=20).contains(&size) {
            Ok(Page { index, size })
        } else {
            Err(status::BAD_PARAMETER)
        }
    }

    fn number(&self, name: &str, absent: u32) -> Result<u32, u16> {
        match self.value(name) {
            None => Ok(absent),
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                digits.parse().map_err(|_| status::BAD_PARAMETER)
            }
            Some(_) => Err(status::BAD_PARAMETER),
        }
    }

    /// # Errors 202 if it is invalid.
    pub(crate) fn format(&self) -> Result<Format, u16> {
        match self.value("reportFormat") {
            None | Some("1") => Ok(Format::Pdf),
            Some("2") => Ok(Format::Word),
            Some(_) => Err(status::BAD_PARAMETER),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Call {
        Call::at("/api/yj/LimitExitCheck/GetList").unwrap()
    }

    fn read<T>(
        call: Call,
        query: &[(&str, &str)],
        what: impl Fn(&Parameters<'_>) -> Result<T, u16>,
    ) -> Result<T, u16> {
        let query: Vec<_> =
            query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Parameters::of(call, &query).and_then(|parameters| what(&parameters))
    }

    fn text(call: Call, query: &[(&str, &str)]) -> Result<String, u16> {
        let name = if call == Call::Snapshot { "keyWord" } else { "searchKey" };
        read(call, query, |parameters| parameters.search_text(name).map(str::to_owned))
    }

    #[test]
    fn pages_default_to_the_first_ten_rows() {
        let page = read(list(), &[("key", "k"), ("searchKey", "示例")], |parameters| parameters.page());
        assert_eq!(page, Ok(Page { index: 1, size: 10 }));
    }

    #[test]
    fn a_page_holds_the_rows_that_stand_on_it() {
        let on = |index, size| Page { index, size }.of(&[1, 2, 3, 4, 5]);
        assert_eq!((on(1, 2), on(3, 2), on(4, 2)), (&[1, 2][..], &[5][..], &[][..]));
        assert_eq!((on(1, 20).len(), on(u32::MAX, 20).len()), (5, 0));
        assert!(Page { index: 1, size: 10 }.of::<u8>(&[]).is_empty());
    }

    #[test]
    fn page_numbers_are_plain_decimals_in_range() {
        for (name, value) in [
            ("pageSize", "21"),
            ("pageSize", "0"),
            ("pageSize", ""),
            ("pageSize", "+5"),
            ("pageIndex", "0"),
            ("pageIndex", "-1"),
            ("pageIndex", "99999999999"),
        ] {
            let page =
                read(list(), &[("searchKey", "示例"), (name, value)], |parameters| parameters.page());
            assert_eq!(page, Err(202), "{name}={value}");
        }
        assert!(
            read(list(), &[("searchKey", "示例"), ("pageSize", "20")], |parameters| parameters.page())
                .is_ok()
        );
    }

    #[test]
    fn the_search_text_is_counted_in_characters() {
        assert_eq!(text(list(), &[("searchKey", "示")]), Err(213));
        assert_eq!(text(list(), &[("searchKey", "")]), Err(213));
        assert!(text(list(), &[("searchKey", "示例")]).is_ok());
    }

    #[test]
    fn the_snapshot_asks_by_another_name_than_the_searches() {
        assert_eq!(text(Call::Snapshot, &[("searchKey", "示例")]), Err(202));
        assert_eq!(text(list(), &[("keyWord", "示例")]), Err(202));
        assert!(text(Call::Snapshot, &[("keyWord", "示例")]).is_ok());
    }

    #[test]
    fn a_repeated_parameter_is_refused() {
        assert_eq!(text(list(), &[("searchKey", "示例"), ("searchKey", "示例")]), Err(202));
        let quota = |query: &[(&str, &str)]| read(Call::Quota, query, |_| Ok(()));
        assert_eq!(quota(&[("key", "a"), ("key", "a")]), Err(202));
        assert_eq!(quota(&[("key", "a")]), Ok(()));
    }

    #[test]
    fn a_report_is_pdf_unless_word_is_asked_for() {
        let order = |query: &[(&str, &str)]| read(Call::Order, query, |parameters| parameters.format());
        assert_eq!(order(&[("searchKey", "示例")]), Ok(Format::Pdf));
        assert_eq!(order(&[("searchKey", "示例"), ("reportFormat", "2")]), Ok(Format::Word));
        assert_eq!(order(&[("searchKey", "示例"), ("reportFormat", "3")]), Err(202));
    }

    #[test]
    fn bytes_that_are_not_utf8_are_refused() {
        assert_eq!(text(list(), &[("searchKey", "示例\u{fffd}")]), Err(202));
    }
}
