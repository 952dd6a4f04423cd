use crate::{MAIN, MANY, QUICK, Workplace, customs_credit, exit_restriction, never, recorded, subject};
use catalog::{PartyKind, Value};
use desk::{
    Answer, Billing, Completeness, FailureCause, Finding, LookUpCheck, NoRecordForm, Outcome, ReuseWindow,
    StatusMeaning, UnreadableReason,
};
use test_servers::Peer;

fn lists() -> [LookUpCheck; 2] {
    [exit_restriction(), customs_credit()]
}

fn failure(finding: &Finding) -> &desk::Failure {
    match &finding.outcome {
        Outcome::NotVerified { failure, .. } => failure,
        other => panic!("{other:?}"),
    }
}

fn completeness(finding: &Finding) -> &Completeness {
    match &finding.outcome {
        Outcome::Found { answer } => answer.completeness().unwrap(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn exit_restrictions_come_with_persons_companies_and_money() {
    let place = Workplace::new().await;
    let finding = place.open().look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    let Outcome::Found { answer: Answer::List { rows, completeness, .. } } = finding.outcome else {
        panic!("{finding:?}")
    };
    assert_eq!((rows.len(), completeness), (3, Completeness::Complete { total: 3 }));
    let values = || rows.iter().flat_map(|row| &row.values);
    let parties = values().filter_map(|value| match value {
        Value::Parties { parties } => Some(parties),
        _ => None,
    });
    let kinds: Vec<PartyKind> = parties.flatten().map(|party| party.kind).collect();
    assert!(kinds.contains(&PartyKind::Person) && kinds.contains(&PartyKind::Company));
    let amount = values().find(|value| value.raw() == "1120000");
    let Some(Value::Interpreted { reading: Some(reading), .. }) = amount else { panic!("{amount:?}") };
    assert_eq!(reading.zh, "1,120,000.00 元（112 万元）");
    assert!(finding.receipts[0].order_number.as_ref().unwrap().starts_with("LIMITEXITCHECK"));
    assert_eq!(finding.receipts[0].sha256.as_ref().unwrap().len(), 64);
}

#[tokio::test]
async fn both_forms_of_no_record_read_as_no_record_and_keep_their_form() {
    let place = Workplace::new().await;
    let desk = place.open();
    for (name, form) in [
        ("示例青禾农业科技有限公司", NoRecordForm::VerifyResultZero),
        ("示例云杉软件有限公司", NoRecordForm::Status201),
    ] {
        for check in lists() {
            let finding = desk.look_up(check, &subject(name), false, &never()).await.unwrap();
            let Outcome::NoRecord(proof) = finding.outcome else { panic!("{name} {check:?}: {finding:?}") };
            assert_eq!(proof.form(), form, "{name} {check:?}");
        }
    }
}

#[tokio::test]
async fn whatever_is_neither_hit_nor_no_record_is_not_verified() {
    let place = Workplace::new().await;
    let desk = place.open();
    let unreadable = |reason| FailureCause::Unreadable { reason };
    for (name, cause) in [
        ("示例网关故障有限公司", unreadable(UnreadableReason::HttpStatus)),
        ("示例登录页有限公司", unreadable(UnreadableReason::WebPage)),
        ("示例残缺有限公司", unreadable(UnreadableReason::NotJson)),
        ("示例截断有限公司", FailureCause::Interrupted { reason: desk::InterruptedReason::BodyIncomplete }),
        ("示例矛盾有限公司", FailureCause::Inconsistent),
        ("示例状态码999有限公司", FailureCause::Status { meaning: StatusMeaning::Unknown }),
    ] {
        for check in lists() {
            let finding = desk.look_up(check, &subject(name), false, &never()).await.unwrap();
            assert_eq!(failure(&finding).cause, cause, "{name} {check:?}");
            assert_eq!(failure(&finding).billing, Billing::MayHaveBeenBilled, "{name} {check:?}");
        }
    }
}

#[tokio::test]
async fn rows_of_a_contradictory_reply_are_kept_but_verify_nothing() {
    let place = Workplace::new().await;
    let contradictory = subject("示例矛盾有限公司");
    let finding = place.open().look_up(exit_restriction(), &contradictory, false, &never()).await.unwrap();
    assert!(
        matches!(&finding.outcome, Outcome::NotVerified { answer: Some(Answer::List { rows, .. }), .. } if !rows.is_empty()),
        "{finding:?}"
    );
}

#[tokio::test]
async fn every_status_code_is_not_verified_and_says_whether_it_may_be_billed() {
    let place = Workplace::new().await;
    let desk = place.open();
    for code in [101, 102, 107, 110, 111, 112, 115, 199, 202, 205, 207, 208, 214, 219, 223, 500] {
        let name = format!("示例状态码{code}有限公司");
        let finding = desk.look_up(exit_restriction(), &subject(&name), false, &never()).await.unwrap();
        let failure = failure(&finding);
        assert!(matches!(failure.cause, FailureCause::Status { .. }), "{code}: {failure:?}");
        assert_eq!(failure.status_code.as_deref(), Some(code.to_string().as_str()));
        assert!(failure.service_message.is_some(), "{code}");
        let valid = [202, 205, 207, 208, 219, 110].contains(&code);
        assert_eq!(failure.billing == Billing::MayHaveBeenBilled, valid, "{code}");
    }
}

#[tokio::test]
async fn pages_are_asked_for_one_by_one_until_all_rows_are_there() {
    let place = Workplace::new().await;
    let desk = place.open();
    let first = desk.look_up(exit_restriction(), &subject(MANY), false, &never()).await.unwrap();
    assert_eq!(*completeness(&first), Completeness::MorePages { shown: 20, total: 47, calls_needed: 2 });
    let second = desk.next_page(first.call, &never()).await.unwrap();
    assert_eq!(*completeness(&second), Completeness::MorePages { shown: 40, total: 47, calls_needed: 1 });
    let third = desk.next_page(first.call, &never()).await.unwrap();
    assert_eq!(*completeness(&third), Completeness::Complete { total: 47 });
    assert_eq!(third.receipts.iter().map(|receipt| receipt.page).collect::<Vec<_>>(), [1, 2, 3]);

    let again = desk.next_page(first.call, &never()).await.unwrap();
    assert_eq!(again.outcome, third.outcome);
    assert_eq!(
        place.requests("LimitExitCheck/GetList").len(),
        3,
        "nothing is asked where nothing is missing"
    );
    assert_eq!(recorded(&desk, first.call).outcome, third.outcome, "the record reads the same");
}

#[tokio::test]
async fn the_same_look_up_is_answered_from_the_record_and_costs_nothing() {
    let place = Workplace::new().await;
    let first = place.open().look_up(customs_credit(), &subject(MAIN), false, &never()).await.unwrap();
    let billed = place.sandbox.billed_calls();

    let again = place.open().look_up(customs_credit(), &subject(MAIN), false, &never()).await.unwrap();
    assert!(again.reused && !first.reused);
    assert_eq!((again.call, &again.outcome), (first.call, &first.outcome));
    assert_eq!(place.sandbox.billed_calls(), billed);

    let fresh = place.open().look_up(customs_credit(), &subject(MAIN), true, &never()).await.unwrap();
    assert!(!fresh.reused && fresh.call != first.call);
    assert_eq!(place.sandbox.billed_calls(), billed + 1);
}

#[tokio::test]
async fn a_failure_is_no_answer_that_could_be_used_again() {
    let place = Workplace::new().await;
    let desk = place.open();
    let broken = subject("示例网关故障有限公司");
    for asked in 1..=2 {
        let finding = desk.look_up(exit_restriction(), &broken, false, &never()).await.unwrap();
        assert!(!finding.reused);
        assert_eq!(place.requests("LimitExitCheck/GetList").len(), asked);
    }
}

#[tokio::test]
async fn a_cancelled_look_up_stays_in_the_record_as_possibly_billed() {
    let place = Workplace::new().await;
    let desk = place.open();
    let cancel = never();
    let slow = subject("示例慢速有限公司");
    let ask = desk.look_up(exit_restriction(), &slow, false, &cancel);
    let stop = async {
        while place.requests("LimitExitCheck/GetList").is_empty() {
            tokio::task::yield_now().await;
        }
        cancel.cancel();
    };
    let (finding, ()) = tokio::join!(ask, stop);
    let finding = finding.unwrap();
    assert_eq!(failure(&finding).cause, FailureCause::Cancelled);
    assert_eq!(failure(&finding).billing, Billing::MayHaveBeenBilled);
    assert_eq!(recorded(&place.open(), finding.call).outcome, finding.outcome);
}

#[tokio::test]
async fn a_wrong_secret_reads_as_a_refused_signature() {
    let place = Workplace::new().await;
    let credential =
        desk::Credential::new(place.sandbox.key().to_owned(), "wrong".to_owned().into()).unwrap();
    let service =
        desk::Service::new(place.sandbox.base_url().parse().unwrap(), &desk::Proxy::Direct, credential)
            .unwrap();
    let (archive, folder) = (place.restart(), place.evidence());
    let desk = desk::Desk::open(desk::Setup {
        service,
        archive,
        folder,
        reuse: desk::ReuseWindow::Today,
        polling: QUICK,
    })
    .unwrap();
    let finding = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    assert_eq!(failure(&finding).cause, FailureCause::Status { meaning: StatusMeaning::Signature });
    assert_eq!(failure(&finding).billing, Billing::NotBilled);
}

#[tokio::test]
async fn a_service_that_cannot_be_reached_was_not_asked() {
    let place = Workplace::new().await;
    let nobody = Peer::gone().await;
    let desk = place.desk_at(&nobody, place.restart(), place.sandbox.key(), ReuseWindow::Today);
    let finding = desk.look_up(exit_restriction(), &subject(MAIN), false, &never()).await.unwrap();
    assert!(matches!(failure(&finding).cause, FailureCause::NotSent { .. }), "{finding:?}");
    assert_eq!(failure(&finding).billing, Billing::NotBilled);
}

#[tokio::test]
async fn the_quota_shows_three_modules() {
    let place = Workplace::new().await;
    let finding = place.open().ask_quota(&never()).await.unwrap();
    let Outcome::Found { answer: Answer::Quota { modules } } = finding.outcome else { panic!("{finding:?}") };
    let ids: Vec<_> = modules.iter().map(|module| module.id.as_str()).collect();
    assert_eq!(ids, ["radar_id", "bene_id", "natural_person_id"]);
    assert_eq!(place.sandbox.billed_calls(), 0);
}

#[tokio::test]
async fn one_account_does_not_continue_what_another_asked() {
    let place = Workplace::new().await;
    let first = place.open().look_up(exit_restriction(), &subject(MANY), false, &never()).await.unwrap();
    let other = place.open_as("another-key");
    let asked = place.sandbox.requests().len();
    assert!(matches!(other.next_page(first.call, &never()).await, Err(desk::LookUpError::NotFound)));
    let past = recorded(&other, first.call);
    assert_eq!((past.outcome, past.of_this_account), (first.outcome, false), "it can still be read");
    assert_eq!(other.recent_subjects().unwrap(), Vec::<String>::new());
    assert_eq!(place.sandbox.requests().len(), asked);
}

#[tokio::test]
async fn a_look_up_cancelled_before_it_is_sent_costs_nothing() {
    let place = Workplace::new().await;
    let cancel = never();
    cancel.cancel();
    let finding = place.open().look_up(exit_restriction(), &subject(MAIN), false, &cancel).await.unwrap();
    assert_eq!(failure(&finding).billing, Billing::NotBilled);
    assert_eq!(place.sandbox.requests().len(), 0);
}

#[tokio::test]
async fn the_record_holds_neither_key_nor_secret() {
    let place = Workplace::new().await;
    let desk = place.open();
    for check in [exit_restriction(), customs_credit(), LookUpCheck::RegistrationSnapshot] {
        desk.look_up(check, &subject(MAIN), false, &never()).await.unwrap();
    }
    drop(desk);
    let holds = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    let mut searched = 0;
    for entry in std::fs::read_dir(place.home.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            assert!(
                !holds(&bytes, place.sandbox.key()) && !holds(&bytes, place.sandbox.secret()),
                "{path:?}"
            );
            searched += bytes.len();
        }
    }
    assert!(searched > 10_000, "the record was searched");
}
