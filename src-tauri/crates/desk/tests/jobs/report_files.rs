//! Folders and names of saved reports.

use crate::holds::{NO, PDF, count, held, service};
use crate::orders::until;
use crate::{MAIN, Workplace, subject};
use desk::{
    Credential, Desk, FileReason, Order, OrderState, Proxy, ReportFormat, ReuseWindow, SavedReport, Service,
    Setup,
};
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use test_servers::{Peer, ok};

async fn saved(desk: &Arc<Desk>, name: &str) -> (Order, SavedReport) {
    let mut changes = desk.order_changes();
    desk.order_report(&subject(name), ReportFormat::Pdf, &[]).unwrap();
    let order = until(&mut changes, OrderState::is_final).await;
    match order.state.clone() {
        OrderState::Saved { report, .. } => (order, report),
        other => panic!("{other:?}"),
    }
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

/// The app with another report folder, as chosen in the settings.
fn open_with(place: &Workplace, server: &Peer, folder: &Path) -> Arc<Desk> {
    let credential = Credential::new("key".into(), place.sandbox.secret().to_owned().into()).unwrap();
    let service = Service::new(server.origin().parse().unwrap(), &Proxy::Direct, credential).unwrap();
    let (archive, folder) = (place.restart(), folder.to_owned());
    Desk::open(Setup { service, archive, folder, reuse: ReuseWindow::Today, polling: crate::QUICK }).unwrap()
}

#[tokio::test]
async fn a_report_on_a_hostile_or_endless_name_is_saved_in_the_folder_and_the_record_keeps_the_whole_name() {
    let place = Workplace::new().await;
    let server = service(ok(PDF)).await;
    let desk = place.open_at(&server);
    let endless = "示例".repeat(60);
    for name in [
        "../../示例",
        r"..\示例",
        "/etc/示例",
        "C:示例",
        "CON",
        "示例公司. .",
        "示例\u{301}*?<>|\"",
        &endless,
    ] {
        let (order, report) = saved(&desk, name).await;
        assert_eq!(order.subject, name.trim(), "as it was sent");
        assert!(
            report.file_name.len() <= 140 && report.file_name.ends_with(&format!("_{NO}.pdf")),
            "{report:?}"
        );
        assert_eq!(fs::read_to_string(place.evidence().join(&report.file_name)).unwrap(), PDF);
    }
    let all = names(&place.evidence());
    assert_eq!(all.len(), 8, "{all:?}");
    assert!(all.iter().all(|name| name.starts_with("身份报告_")), "{all:?}");
    let beside = names(place.home.path());
    assert!(beside.iter().all(|name| name == "evidence" || name.starts_with("record.")), "{beside:?}");
}

#[tokio::test]
async fn a_report_that_is_open_in_another_program_keeps_its_bytes_and_the_next_one_has_a_number() {
    let place = Workplace::new().await;
    let server = service(ok(PDF)).await;
    let desk = place.open_at(&server);
    let (_, first) = saved(&desk, MAIN).await;
    let mut opened = File::open(place.evidence().join(&first.file_name)).unwrap();
    let (_, second) = saved(&desk, MAIN).await;
    assert_eq!(second.file_name, first.file_name.replace(".pdf", " (2).pdf"));
    let mut read = String::new();
    opened.read_to_string(&mut read).unwrap();
    assert_eq!(read, PDF);
    assert_eq!(names(&place.evidence()).len(), 2);
}

#[tokio::test]
async fn an_order_whose_folder_cannot_be_written_is_saved_in_another_one_and_not_placed_again() {
    let place = Workplace::new().await;
    let server = service(ok(PDF)).await;
    // Nobody, not even root, can create files there.
    let read_only = if cfg!(target_os = "linux") { Path::new("/proc").to_owned() } else { no_folder(&place) };
    let (order, reason) = held(&open_with(&place, &server, &read_only)).await;
    assert_eq!(reason, FileReason::NotWritten);

    let other = place.home.path().join("another folder");
    let desk = open_with(&place, &server, &other);
    let mut changes = desk.order_changes();
    desk.follow_order(order.id).unwrap();
    let saved = until(&mut changes, OrderState::is_final).await;
    assert!(matches!(saved.state, OrderState::Saved { .. }), "{saved:?}");
    assert_eq!(names(&other).len(), 1, "whole, and nothing else");
    assert_eq!(count(&server, "CreateReport"), 1);
}

/// A folder that cannot be created, because a file is in its place.
fn no_folder(place: &Workplace) -> std::path::PathBuf {
    fs::write(place.evidence(), "a file where the folder should be").unwrap();
    place.evidence()
}
