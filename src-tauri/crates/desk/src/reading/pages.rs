//! Joins the pages of a list, and determines whether they are complete.

use super::{PAGE_SIZE, Verdict, verdict};
use catalog::{Description, ListCheck, Row};
use qcc::{ListCall, Page};
use std::collections::HashSet;
use store::failure::Failure;
use store::finding::{Answer, Completeness, IncompleteReason, Outcome};
use store::record::Call;

pub(super) struct List {
    /// The verdict of the first page, which decides for all.
    first: Verdict<()>,
    rows: Vec<Row>,
    completeness: Completeness,
    page_failure: Option<Failure>,
}

impl List {
    /// Reads the rows by the check's description.
    pub(super) fn read(first: &Call, later: &[Call], check: &'static Description) -> Self {
        let mut joined = Joined::of(check);
        let first = verdict::<ListCall>(first).map(|page| joined.add(1, page));
        let page_failure =
            later.iter().find_map(|call| joined.next_page(call.page, verdict::<ListCall>(call)));
        Self { first, completeness: joined.completeness(), rows: joined.rows, page_failure }
    }

    pub(super) fn outcome(self, check: ListCheck) -> (Outcome, Option<Failure>) {
        let answer = |rows, completeness| Answer::List { check, rows, completeness };
        let outcome = match self.first {
            Verdict::Found(()) => Outcome::Found { answer: answer(self.rows, self.completeness) },
            Verdict::NoRecord(proof) => Outcome::NoRecord(proof),
            Verdict::NotVerified(failure, _) => {
                let unverified = (!self.rows.is_empty()).then(|| answer(self.rows, self.completeness));
                Outcome::NotVerified { failure, answer: unverified }
            }
        };
        (outcome, self.page_failure)
    }
}

/// The rows of several pages, and their inconsistencies.
struct Joined {
    check: &'static Description,
    rows: Vec<Row>,
    seen: HashSet<Row>,
    pages: u32,
    page_size: u32,
    /// The most items on any page, and those on the last one, including repeated ones and what is no row.
    most_on_a_page: u32,
    on_the_last: u32,
    /// The highest total of any page.
    total: Option<u32>,
    trouble: Option<IncompleteReason>,
    repeated: bool,
    /// An undocumented member beside the rows may contain further rows.
    holds_more: bool,
}

impl Joined {
    fn of(check: &'static Description) -> Self {
        Self {
            check,
            rows: Vec::new(),
            seen: HashSet::new(),
            pages: 0,
            page_size: PAGE_SIZE,
            most_on_a_page: 0,
            on_the_last: 0,
            total: None,
            trouble: None,
            repeated: false,
            holds_more: false,
        }
    }

    fn next_page(&mut self, number: u32, verdict: Verdict<Page>) -> Option<Failure> {
        match verdict {
            Verdict::Found(page) => {
                self.add(number, page);
                None
            }
            // The first page promised this one, so an empty one does not prove that there are no records.
            Verdict::NoRecord(_) => {
                self.trouble.get_or_insert(IncompleteReason::PageShort);
                (self.pages, self.on_the_last) = (number, 0);
                None
            }
            Verdict::NotVerified(failure, _) => Some(failure),
        }
    }

    fn add(&mut self, number: u32, page: Page) {
        self.pages = number;
        self.on_the_last = page.items;
        self.most_on_a_page = self.most_on_a_page.max(self.on_the_last);
        self.holds_more |= page.holds_more;
        match page.paging {
            None if !self.check.pages => {}
            None => {
                self.trouble.get_or_insert(IncompleteReason::NoPaging);
            }
            Some(paging) => {
                if number == 1 {
                    // A service that returns fewer rows per page than requested needs more pages.
                    self.page_size =
                        paging.page_size.filter(|size| (1..PAGE_SIZE).contains(size)).unwrap_or(PAGE_SIZE);
                }
                if self.total.is_some_and(|total| total != paging.total_records) {
                    self.trouble.get_or_insert(IncompleteReason::TotalChanged);
                }
                self.total = self.total.max(Some(paging.total_records));
                if paging.page_index.is_some_and(|index| index != number) {
                    self.trouble.get_or_insert(IncompleteReason::PageIndexWrong);
                }
            }
        }
        // Compare rows as read: the same record may be written differently on another page.
        for row in page.rows.iter().map(|row| self.check.row(row)) {
            if self.seen.insert(row.clone()) {
                self.rows.push(row);
            } else {
                self.repeated = true;
            }
        }
    }

    fn completeness(&self) -> Completeness {
        let shown = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let calls_needed = self.calls_needed();
        let incomplete = |reason| Completeness::Incomplete { shown, total: self.total, reason, calls_needed };
        let whole = |total| match self.holds_more {
            true => incomplete(IncompleteReason::MoreBeside),
            false => Completeness::Complete { total },
        };
        let total = match self.total {
            Some(total) => total,
            None if self.check.pages => return incomplete(IncompleteReason::NoPaging),
            None if self.repeated => return incomplete(IncompleteReason::RowsRepeated),
            None => return whole(shown),
        };
        if let Some(reason) = self.trouble {
            return incomplete(reason);
        }
        let due = if self.check.pages { self.pages.saturating_mul(self.page_size).min(total) } else { total };
        if self.repeated {
            incomplete(IncompleteReason::RowsRepeated)
        } else if shown == total {
            whole(total)
        } else if shown > due {
            incomplete(IncompleteReason::MoreRowsThanTotal)
        } else if shown < due {
            // Asking again does not bring what was received and is not understood.
            incomplete(match self.holds_more {
                true => IncompleteReason::MoreBeside,
                false => IncompleteReason::PageShort,
            })
        } else {
            Completeness::MorePages { shown, total, calls_needed }
        }
    }

    /// Number of calls for the remaining pages. The fullest page shows how many items the service returns per
    /// page. Without a total, a full page may be followed by another.
    fn calls_needed(&self) -> u32 {
        match self.total {
            _ if !self.check.pages => 0,
            Some(total) => total.div_ceil(self.most_on_a_page.max(1)).saturating_sub(self.pages),
            None => u32::from(self.on_the_last >= self.page_size),
        }
    }
}

#[cfg(test)]
mod tests;
