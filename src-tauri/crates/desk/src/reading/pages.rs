//! The pages of one list, put together, and whether they make all of it.

use super::{PAGE_SIZE, reply};
use crate::failure::{Billing, Failure, FailureCause};
use crate::finding::{Answer, Completeness, IncompleteReason, Outcome};
use crate::record::Call;
use qcc::{Page, Reply};
use std::collections::HashSet;
use std::hash::Hash;

/// The pages of one list, put together.
pub(super) struct List<R> {
    first: First,
    rows: Vec<R>,
    completeness: Completeness,
    page_failure: Option<Failure>,
}

/// What the first page says; it decides for all.
enum First {
    Found,
    NoRecord(qcc::NoRecord),
    NotVerified(Failure),
}

impl<R: Clone + Eq + Hash> List<R> {
    pub(super) fn read<C: qcc::Call<Body = Page<R>>>(pages: &[Call]) -> Self {
        let mut joined = Joined::default();
        let first = match pages.first().map(reply::<C>) {
            Some(Ok(reply)) => joined.first_page::<C>(reply),
            Some(Err(failure)) => First::NotVerified(failure),
            None => First::NotVerified(Failure::new(FailureCause::Cancelled, Billing::NotBilled)),
        };
        let mut page_failure = None;
        for call in pages.iter().skip(1) {
            match reply::<C>(call) {
                Ok(reply) => page_failure = joined.next_page::<C>(call.page, reply),
                Err(failure) => page_failure = Some(failure),
            }
            if page_failure.is_some() {
                break;
            }
        }
        Self { first, completeness: joined.completeness(), rows: joined.rows, page_failure }
    }

    pub(super) fn outcome(
        self,
        answer: impl Fn(Vec<R>, Completeness) -> Answer,
    ) -> (Outcome, Option<Failure>) {
        let outcome = match self.first {
            First::Found => Outcome::Found { answer: answer(self.rows, self.completeness) },
            First::NoRecord(proof) => Outcome::NoRecord(proof.into()),
            First::NotVerified(failure) => {
                let kept = (!self.rows.is_empty()).then(|| answer(self.rows, self.completeness));
                Outcome::NotVerified { failure, answer: kept }
            }
        };
        (outcome, self.page_failure)
    }
}

/// Rows of several pages and what does not add up between them.
struct Joined<R> {
    rows: Vec<R>,
    seen: HashSet<R>,
    pages: u32,
    page_size: u32,
    total: Option<u32>,
    trouble: Option<IncompleteReason>,
    repeated: bool,
}

impl<R> Default for Joined<R> {
    fn default() -> Self {
        let (rows, seen) = (Vec::new(), HashSet::new());
        Self { rows, seen, pages: 0, page_size: PAGE_SIZE, total: None, trouble: None, repeated: false }
    }
}

impl<R: Clone + Eq + Hash> Joined<R> {
    fn first_page<C: qcc::Call<Body = Page<R>>>(&mut self, reply: Reply<Page<R>>) -> First {
        let refused = Failure::refused(&reply, C::BILLED);
        let inconsistent = |detail| Failure::inconsistent(&reply, detail, C::BILLED);
        match reply.answer {
            qcc::Answer::Contradiction { ref kept, detail } => {
                let failure = inconsistent(detail);
                if let Some(page) = kept.clone() {
                    self.add(1, page);
                }
                First::NotVerified(failure)
            }
            qcc::Answer::Found(page) => {
                self.add(1, page);
                First::Found
            }
            qcc::Answer::NoRecord(proof) => First::NoRecord(proof),
            qcc::Answer::Refused => First::NotVerified(refused),
        }
    }

    fn next_page<C: qcc::Call<Body = Page<R>>>(
        &mut self,
        number: u32,
        reply: Reply<Page<R>>,
    ) -> Option<Failure> {
        let refused = Failure::refused(&reply, C::BILLED);
        let inconsistent = |detail| Failure::inconsistent(&reply, detail, C::BILLED);
        match reply.answer {
            qcc::Answer::Contradiction { detail, .. } => Some(inconsistent(detail)),
            qcc::Answer::Found(page) => {
                self.add(number, page);
                None
            }
            // The first page promised this one; that it is empty now is no proof that there is nothing.
            qcc::Answer::NoRecord(_) => {
                self.trouble.get_or_insert(IncompleteReason::PageShort);
                None
            }
            qcc::Answer::Refused => Some(refused),
        }
    }

    fn add(&mut self, number: u32, page: Page<R>) {
        self.pages = number;
        match page.paging {
            None => {
                self.trouble.get_or_insert(IncompleteReason::NoPaging);
            }
            Some(paging) => {
                if number == 1 {
                    self.total = Some(paging.total_records);
                    // A service that gives fewer rows a page than asked for needs more pages.
                    self.page_size =
                        paging.page_size.filter(|size| (1..PAGE_SIZE).contains(size)).unwrap_or(PAGE_SIZE);
                }
                if self.total != Some(paging.total_records) {
                    self.trouble.get_or_insert(IncompleteReason::TotalChanged);
                }
                if paging.page_index.is_some_and(|index| index != number) {
                    self.trouble.get_or_insert(IncompleteReason::PageIndexWrong);
                }
            }
        }
        for row in page.rows {
            if self.seen.insert(row.clone()) {
                self.rows.push(row);
            } else {
                self.repeated = true;
            }
        }
    }

    fn completeness(&self) -> Completeness {
        let shown = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let incomplete = |reason| Completeness::Incomplete { shown, total: self.total, reason };
        let Some(total) = self.total else {
            return incomplete(IncompleteReason::NoPaging);
        };
        if let Some(reason) = self.trouble {
            return incomplete(reason);
        }
        let pages_in_all = total.div_ceil(self.page_size);
        let due = self.pages.saturating_mul(self.page_size).min(total);
        if self.repeated {
            incomplete(IncompleteReason::RowsRepeated)
        } else if shown == total {
            Completeness::Complete { total }
        } else if shown > due {
            incomplete(IncompleteReason::MoreRowsThanTotal)
        } else if shown < due {
            incomplete(IncompleteReason::PageShort)
        } else {
            Completeness::MorePages { shown, total, calls_needed: pages_in_all - self.pages }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Check;
    use crate::failure::InterruptedReason;
    use crate::finding::Finding;
    use crate::reading::read;
    use crate::record::Account;
    use qcc::RawReply;

    /// A page as the service would send it: `rows` are case numbers.
    fn page(number: u32, rows: &[u32], paging: &str) -> Call {
        let rows: Vec<_> = rows.iter().map(|row| format!(r#"{{"CaseNo":"{row}"}}"#)).collect();
        let body = format!(
            r#"{{"Status":"200","Message":"","Paging":{paging},"Result":{{"VerifyResult":1,"Data":[{}]}}}}"#,
            rows.join(",")
        );
        received(number, &body)
    }

    fn received(number: u32, body: &str) -> Call {
        Call {
            id: i64::from(number),
            asked_at: jiff::Timestamp::UNIX_EPOCH,
            account: Account { service: "example".into(), key: "1".into() },
            check: Some(Check::ExitRestriction),
            operation: <qcc::LimitExitCheck as qcc::Call>::PATH.into(),
            subject: "示例".into(),
            page: number,
            first_call: None,
            reply: Some(RawReply {
                http_status: 200,
                content_type: None,
                date: None,
                retry_after: None,
                body: body.into(),
            }),
            sha256: None,
            failure: None,
        }
    }

    fn paging(number: u32, total: u32) -> String {
        format!(r#"{{"PageSize":20,"PageIndex":{number},"TotalRecords":{total}}}"#)
    }

    fn full(number: u32, total: u32) -> Call {
        let first = (number - 1) * 20;
        let rows: Vec<_> = (first..(first + 20).min(total)).collect();
        page(number, &rows, &paging(number, total))
    }

    fn finding(pages: &[Call]) -> Finding {
        read(pages, None, None).unwrap()
    }

    fn completeness(pages: &[Call]) -> Completeness {
        match finding(pages).outcome {
            Outcome::Found { answer: Answer::ExitRestrictions { completeness, .. } } => completeness,
            other => panic!("{other:?}"),
        }
    }

    fn reason(pages: &[Call]) -> IncompleteReason {
        match completeness(pages) {
            Completeness::Incomplete { reason, .. } => reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn rows_are_complete_only_if_as_many_came_as_there_are() {
        assert_eq!(completeness(&[full(1, 3)]), Completeness::Complete { total: 3 });
        assert_eq!(completeness(&[full(1, 20)]), Completeness::Complete { total: 20 });
        let more = Completeness::MorePages { shown: 20, total: 21, calls_needed: 1 };
        assert_eq!(completeness(&[full(1, 21)]), more);
        assert_eq!(completeness(&[full(1, 21), full(2, 21)]), Completeness::Complete { total: 21 });
    }

    #[test]
    fn pages_that_do_not_add_up_are_never_silently_complete() {
        assert_eq!(reason(&[page(1, &[1], "null")]), IncompleteReason::NoPaging);
        assert_eq!(reason(&[full(1, 40), page(2, &[30], "null")]), IncompleteReason::NoPaging);
        assert_eq!(reason(&[full(1, 40), full(2, 41)]), IncompleteReason::TotalChanged);
        assert_eq!(reason(&[full(1, 40), page(2, &[30], &paging(1, 40))]), IncompleteReason::PageIndexWrong);
        assert_eq!(reason(&[page(1, &[1, 2], &paging(1, 3))]), IncompleteReason::PageShort);
        assert_eq!(reason(&[page(1, &[1, 1], &paging(1, 2))]), IncompleteReason::RowsRepeated);
        assert_eq!(reason(&[page(1, &[1, 1, 2], &paging(1, 2))]), IncompleteReason::RowsRepeated);
        assert_eq!(reason(&[page(1, &[1, 2, 3], &paging(1, 2))]), IncompleteReason::MoreRowsThanTotal);
        let overlapping = page(2, &(10..30).collect::<Vec<_>>(), &paging(2, 40));
        assert_eq!(reason(&[full(1, 40), overlapping]), IncompleteReason::RowsRepeated);
        let nothing = received(2, r#"{"Status":"201","Result":null}"#);
        assert_eq!(reason(&[full(1, 40), nothing]), IncompleteReason::PageShort);
    }

    #[test]
    fn a_row_that_comes_twice_is_shown_once_and_one_that_differs_in_anything_stays() {
        let twice = page(2, &(10..30).collect::<Vec<_>>(), &paging(2, 40));
        let Outcome::Found { answer: Answer::ExitRestrictions { rows, completeness: marked } } =
            finding(&[full(1, 40), twice]).outcome
        else {
            panic!()
        };
        let shown: Vec<u32> = rows.iter().map(|row| row.case_no.parse().unwrap()).collect();
        assert_eq!(shown, (0..30).collect::<Vec<_>>());
        let reason = IncompleteReason::RowsRepeated;
        assert_eq!(marked, Completeness::Incomplete { shown: 30, total: Some(40), reason });

        let rows = r#"[{"CaseNo":"1","Court":"甲"},{"CaseNo":"1","Court":"乙"}]"#;
        let body = format!(
            r#"{{"Status":"200","Paging":{},"Result":{{"VerifyResult":1,"Data":{rows}}}}}"#,
            paging(1, 2)
        );
        assert_eq!(completeness(&[received(1, &body)]), Completeness::Complete { total: 2 });
    }

    #[test]
    fn a_service_that_gives_fewer_rows_a_page_needs_more_calls() {
        let paging = r#"{"PageSize":10,"PageIndex":1,"TotalRecords":35}"#;
        let more = Completeness::MorePages { shown: 10, total: 35, calls_needed: 3 };
        assert_eq!(completeness(&[page(1, &(0..10).collect::<Vec<_>>(), paging)]), more);
    }

    #[test]
    fn a_page_that_failed_leaves_the_rows_before_it_and_says_so() {
        let broken = received(2, "<html>");
        let finding = finding(&[full(1, 40), broken]);
        assert!(finding.page_failure.is_some());
        let Outcome::Found { answer: Answer::ExitRestrictions { rows, completeness } } = finding.outcome
        else {
            panic!()
        };
        assert_eq!(rows.len(), 20);
        assert_eq!(completeness, Completeness::MorePages { shown: 20, total: 40, calls_needed: 1 });
    }

    #[test]
    fn a_question_whose_reply_the_app_did_not_live_to_see_is_not_verified() {
        let unanswered = Call { reply: None, ..full(1, 3) };
        let Outcome::NotVerified { failure, answer: None } = finding(&[unanswered]).outcome else { panic!() };
        assert_eq!(failure.cause, FailureCause::Interrupted { reason: InterruptedReason::AppClosed });
        assert_eq!(failure.billing, Billing::MayHaveBeenBilled);
    }

    #[test]
    fn a_later_page_cannot_turn_a_first_page_without_records_into_a_hit() {
        let nothing = received(1, r#"{"Status":"200","Result":{"VerifyResult":0,"Data":null}}"#);
        assert!(matches!(finding(&[nothing, full(2, 40)]).outcome, Outcome::NoRecord { .. }));
    }
}
