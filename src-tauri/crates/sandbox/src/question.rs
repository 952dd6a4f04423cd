use axum::http::Method;

use crate::{list::List, order_no::Format, status};

/// The calls of the vendor's documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    List(List),
    Snapshot,
    Order,
    OrderStatus,
    Quota,
}

impl Call {
    /// The call at a documented path; the snapshot's document spells its path in two ways.
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

    /// What order numbers begin with; the report's and the quota's documents show none.
    pub(crate) fn order_prefix(self) -> Option<&'static str> {
        match self {
            Self::List(list) => Some(list.order_prefix()),
            Self::Snapshot => Some("ECIIMAGE"),
            Self::Order | Self::OrderStatus | Self::Quota => None,
        }
    }

    /// Whether a valid request of this call may be billed: asking after an order or for the quota is free.
    pub(crate) fn may_be_billed(self) -> bool {
        match self {
            Self::List(_) | Self::Snapshot | Self::Order => true,
            Self::OrderStatus | Self::Quota => false,
        }
    }

    /// The documented parameters besides `key`.
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

/// A call with parameters that its document allows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Question {
    Search { text: String, search: Search },
    OrderStatus { order_no: String },
    Quota,
}

/// What is wanted of the company that a search text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Search {
    /// With the page, if the check knows pages.
    List(List, Option<Page>),
    Snapshot,
    Order(Format),
}

/// Which rows of a list: the page counts from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) index: u32,
    pub(crate) size: u32,
}

impl Page {
    /// Those of a list's rows that stand on it.
    pub(crate) fn of<R>(self, rows: &[R]) -> &[R] {
        rows.chunks(self.size as usize).nth(self.index as usize - 1).unwrap_or_default()
    }
}

impl Question {
    /// Reads the decoded query of a call.
    ///
    /// # Errors
    /// The status code of the refusal: 202, or 213 for a search text that is too short.
    pub(crate) fn read(call: Call, query: &[(String, String)]) -> Result<Self, u16> {
        let mut seen = Vec::new();
        for (name, value) in query {
            let known = name == "key" || call.parameters().contains(&name.as_str());
            // The decoder puts this mark where bytes were not UTF-8.
            if !known || seen.contains(&name) || value.contains(char::REPLACEMENT_CHARACTER) {
                return Err(status::BAD_PARAMETER);
            }
            seen.push(name);
        }
        let searched =
            |name: &str, search: Search| Ok(Self::Search { text: search_text(query, name)?, search });
        match call {
            Call::List(list) => {
                let page = if list.has_pages() { Some(page(query)?) } else { None };
                searched("searchKey", Search::List(list, page))
            }
            Call::Snapshot => searched("keyWord", Search::Snapshot),
            Call::Order => searched("searchKey", Search::Order(format(query)?)),
            Call::OrderStatus => {
                let order_no = value(query, "orderNo").ok_or(status::BAD_PARAMETER)?.to_owned();
                Ok(Self::OrderStatus { order_no })
            }
            Call::Quota => Ok(Self::Quota),
        }
    }
}

fn value<'q>(query: &'q [(String, String)], name: &str) -> Option<&'q str> {
    query.iter().find(|(asked, _)| asked == name).map(|(_, value)| value.as_str())
}

fn search_text(query: &[(String, String)], name: &str) -> Result<String, u16> {
    let text = value(query, name).ok_or(status::BAD_PARAMETER)?;
    if text.chars().count() < 2 { Err(status::TOO_SHORT) } else { Ok(text.to_owned()) }
}

fn page(query: &[(String, String)]) -> Result<Page, u16> {
    let index = number(query, "pageIndex", 1)?;
    let size = number(query, "pageSize", 10)?;
    if index >= 1 && (1..=20).contains(&size) { Ok(Page { index, size }) } else { Err(status::BAD_PARAMETER) }
}

fn number(query: &[(String, String)], name: &str, absent: u32) -> Result<u32, u16> {
    match value(query, name) {
        None => Ok(absent),
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse().map_err(|_| status::BAD_PARAMETER)
        }
        Some(_) => Err(status::BAD_PARAMETER),
    }
}

fn format(query: &[(String, String)]) -> Result<Format, u16> {
    match value(query, "reportFormat") {
        None | Some("1") => Ok(Format::Pdf),
        Some("2") => Ok(Format::Word),
        Some(_) => Err(status::BAD_PARAMETER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Call {
        Call::at("/api/yj/LimitExitCheck/GetList").unwrap()
    }

    fn read(call: Call, query: &[(&str, &str)]) -> Result<Question, u16> {
        let query: Vec<_> =
            query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Question::read(call, &query)
    }

    #[test]
    fn pages_default_to_the_first_ten_rows() {
        let read = read(list(), &[("key", "k"), ("searchKey", "示例")]);
        let Ok(Question::Search { text, search: Search::List(_, page) }) = read else { panic!("{read:?}") };
        assert_eq!((text.as_str(), page), ("示例", Some(Page { index: 1, size: 10 })));
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
            assert_eq!(read(list(), &[("searchKey", "示例"), (name, value)]), Err(202), "{name}={value}");
        }
        assert!(read(list(), &[("searchKey", "示例"), ("pageSize", "20")]).is_ok());
    }

    #[test]
    fn the_search_text_is_counted_in_characters() {
        assert_eq!(read(list(), &[("searchKey", "示")]), Err(213));
        assert_eq!(read(list(), &[("searchKey", "")]), Err(213));
        assert!(read(list(), &[("searchKey", "示例")]).is_ok());
    }

    #[test]
    fn the_snapshot_asks_by_another_name_than_the_searches() {
        assert_eq!(read(Call::Snapshot, &[("searchKey", "示例")]), Err(202));
        assert_eq!(read(list(), &[("keyWord", "示例")]), Err(202));
        assert!(read(Call::Snapshot, &[("keyWord", "示例")]).is_ok());
    }

    #[test]
    fn a_repeated_parameter_is_refused() {
        assert_eq!(read(list(), &[("searchKey", "示例"), ("searchKey", "示例")]), Err(202));
        assert_eq!(read(Call::Quota, &[("key", "a"), ("key", "a")]), Err(202));
    }

    #[test]
    fn a_report_is_pdf_unless_word_is_asked_for() {
        let order = |query: &[(&str, &str)]| match read(Call::Order, query) {
            Ok(Question::Search { search: Search::Order(format), .. }) => Ok(format),
            Ok(other) => panic!("{other:?}"),
            Err(code) => Err(code),
        };
        assert_eq!(order(&[("searchKey", "示例")]), Ok(Format::Pdf));
        assert_eq!(order(&[("searchKey", "示例"), ("reportFormat", "2")]), Ok(Format::Word));
        assert_eq!(order(&[("searchKey", "示例"), ("reportFormat", "3")]), Err(202));
    }

    #[test]
    fn bytes_that_are_not_utf8_are_refused() {
        assert_eq!(read(list(), &[("searchKey", "示例\u{fffd}")]), Err(202));
    }
}
