//! Replies to orders, and their consequences: no order number is lost, and no reply leads to a second order.

use crate::holds::{CREATE, count};
use crate::orders::until;
use crate::{MAIN, Workplace, subject};
use desk::{Billing, Failure, FailureCause, Order, OrderError, OrderState, ReportFormat, StatusMeaning};
use test_servers::{Act, Peer, ok, path};

const NO: &str = "RB20220113000001";

/// An order at a service with these replies, once it is in one of the wanted states. It is placed once.
async fn ordered(created: &str, info: &str, wanted: impl Fn(&OrderState) -> bool) -> Order {
    let place = Workplace::new().await;
    let [created, info] = [created, info].map(ok);
    let server = Peer::answering(move |request| {
        let reply = if path(request) == CREATE { &created } else { &info };
        Act::Reply(reply.clone())
    })
    .await;
    let desk = place.open_at(&server);
    let mut changes = desk.order_changes();
    desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]).unwrap();
    let order = until(&mut changes, wanted).await;
    if !order.state.is_final() {
        let again = desk.order_report(&subject(MAIN), ReportFormat::Pdf, &[]);
        assert!(matches!(again, Err(OrderError::AlreadyOpen(id)) if id == order.id), "{again:?}");
    }
    assert_eq!(count(&server, CREATE), 1);
    order
}

fn nothing_found(failure: &Failure) -> bool {
    failure.cause == FailureCause::Status { meaning: StatusMeaning::NothingFound }
        && failure.billing == Billing::MayHaveBeenBilled
}

#[tokio::test]
async fn an_order_number_is_kept_in_whichever_form_it_comes() {
    for result in [
        r#""RB20220113000001""#,
        r#"{"orderNo":"RB20220113000001"}"#,
        r#"[{"ORDERNO":" RB20220113000001"}]"#,
        r#"{"Data":{"OrderNo":"RB20220113000001"}}"#,
    ] {
        let created = format!(r#"{{"Status":"200","Result":{result}}}"#);
        let processing = r#"{"Status":"200","Result":{"ReportStatus":"p "}}"#;
        let order =
            ordered(&created, processing, |state| matches!(state, OrderState::Polling { trouble: None, .. }))
                .await;
        assert_eq!(order.order_no.as_deref(), Some(NO), "{result}");
    }
}

#[tokio::test]
async fn an_order_number_that_is_none_leads_to_no_second_order() {
    for result in [r#"{"OrderNo":"../../x"}"#, r#""下单成功""#, "1", "null", "{}", r#"["RB1","RB2"]"#] {
        let created = format!(r#"{{"Status":"200","Result":{result}}}"#);
        let settled = |state: &OrderState| !matches!(state, OrderState::Intent | OrderState::Sending);
        let order = ordered(&created, "{}", settled).await;
        let OrderState::Unknown { failure } = order.state else { panic!("{result}: {order:?}") };
        assert_eq!(failure.billing, Billing::MayHaveBeenBilled, "{result}");
    }
}

#[tokio::test]
async fn a_name_or_number_under_which_nothing_is_found_is_told_so() {
    let nothing = r#"{"Status":"201","Message":"【有效请求】查询无结果","Result":null}"#;
    let settled = |state: &OrderState| !matches!(state, OrderState::Intent | OrderState::Sending);
    let order = ordered(nothing, "{}", settled).await;
    assert!(matches!(&order.state, OrderState::Refused { failure } if nothing_found(failure)), "{order:?}");

    let accepted = r#"{"Status":"200","Result":{"OrderNo":"RB20220113000001"}}"#;
    let order =
        ordered(accepted, nothing, |state| matches!(state, OrderState::Polling { trouble: Some(_), .. }))
            .await;
    let OrderState::Polling { trouble: Some(failure), .. } = &order.state else { panic!("{order:?}") };
    assert!(nothing_found(failure), "{failure:?}");
}

#[tokio::test]
async fn a_201_with_anything_beside_it_leaves_an_order_unknown() {
    let contradiction = r#"{"Status":"201","Result":null,"Order":"RB20220113000001"}"#;
    let settled = |state: &OrderState| !matches!(state, OrderState::Intent | OrderState::Sending);
    let order = ordered(contradiction, "{}", settled).await;
    let OrderState::Unknown { failure } = &order.state else { panic!("{order:?}") };
    assert_eq!(failure.cause, FailureCause::Inconsistent);
}

#[tokio::test]
async fn progress_that_contradicts_itself_is_told_as_that_and_asked_for_again() {
    let accepted = r#"{"Status":"200","Result":{"OrderNo":"RB20220113000001"}}"#;
    let contradiction = r#"{"Status":"201","Result":null,"ReportStatus":"S"}"#;
    let troubled = |state: &OrderState| matches!(state, OrderState::Polling { trouble: Some(_), .. });
    let order = ordered(accepted, contradiction, troubled).await;
    let OrderState::Polling { trouble: Some(failure), .. } = &order.state else { panic!("{order:?}") };
    assert_eq!(failure.cause, FailureCause::Inconsistent);
}
