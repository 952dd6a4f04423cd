//! How fast a record of 100,000 look-ups is, compared with an empty one.

#![allow(clippy::unwrap_used)]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use desk::{
    Archive, Check, Credential, Desk, Polling, RecordQuery, RecordedOutcome, ReuseWindow, Service, Setup,
    WallClock,
};
use std::path::Path;
use std::sync::Arc;

const LOOK_UPS: u32 = 100_000;
const ALL: RecordQuery =
    RecordQuery { text: String::new(), check: None, outcome: None, from: None, until: None, limit: 50 };

/// Ten years of look-ups of 20,000 companies, with replies of realistic size, including pages and orders.
fn fill(path: &Path) {
    Archive::open(path, WallClock::system()).unwrap().close();
    let mut record = rusqlite::Connection::open(path).unwrap();
    record.pragma_update(None, "synchronous", "OFF").unwrap();
    let transaction = record.transaction().unwrap();
    {
        let mut call = transaction
            .prepare(
                "INSERT INTO calls (asked_at, service, account, check_name, operation, parameters, subject, page,
                    first_call, ended_at, http_status, content_type, body, sha256, outcome, may_be_billed)
                 VALUES (?1, 'example.com', 'a', ?2, ?3, '[]', ?4, 1, NULL, ?1, 200, 'application/json', ?5, ?6, ?7, TRUE)",
            )
            .unwrap();
        let mut order = transaction
            .prepare(
                "INSERT INTO orders (placed_at, service, account, subject, format, is_open)
                 VALUES (?1, 'example.com', 'a', ?2, '\"pdf\"', FALSE)",
            )
            .unwrap();
        let mut state = transaction
            .prepare("INSERT INTO order_states (order_id, at, state) VALUES (?1, ?2, ?3)")
            .unwrap();
        for number in 0..LOOK_UPS {
            let at = 1_500_000_000_000_i64 + i64::from(number) * 3_000_000;
            let subject = format!("示例{:05}贸易有限公司", number % 20_000);
            let (check, path, outcome) = match number % 3 {
                0 => ("exitRestriction", "/api/yj/LimitExitCheck/GetList", "found"),
                1 => ("customsCredit", "/api/yj/OperationCheck/GetList", "noRecord"),
                _ => ("registrationSnapshot", "/api/yj/ECIImage/GetEciImage", "notVerified"),
            };
            let body = vec![b'x'; 1000 + (number as usize * 37) % 3000];
            let sha256 = format!("{number:064x}");
            call.execute(rusqlite::params![at, check, path, subject, body, sha256, outcome]).unwrap();
            if number % 100 == 0 {
                order.execute(rusqlite::params![at, subject]).unwrap();
                state
                    .execute(rusqlite::params![
                        transaction.last_insert_rowid(),
                        at,
                        r#"{"kind":"notPlaced"}"#
                    ])
                    .unwrap();
            }
        }
    }
    transaction.commit().unwrap();
}

fn open(path: &Path, folder: &Path) -> Arc<Desk> {
    let credential = Credential::new("key".into(), "secret".to_owned().into()).unwrap();
    let service =
        Service::new("https://example.com".parse().unwrap(), &desk::Proxy::Direct, credential).unwrap();
    let (archive, folder) = (Archive::open(path, WallClock::system()).unwrap(), folder.to_owned());
    Desk::open(Setup { service, archive, folder, reuse: ReuseWindow::Today, polling: Polling::default() })
        .unwrap()
}

fn benchmarks(criterion: &mut Criterion) {
    let home = tempfile::tempdir().unwrap();
    let (empty, full) = (home.path().join("empty.sqlite3"), home.path().join("full.sqlite3"));
    Archive::open(&empty, WallClock::system()).unwrap().close();
    fill(&full);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let _entered = runtime.enter();

    // Everything before the page receives its first state.
    let mut start = criterion.benchmark_group("start");
    start.sample_size(20);
    for (name, path) in [("empty record", &empty), ("100,000 look-ups", &full)] {
        start.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| {
                let desk = open(path, home.path());
                let shown = (desk.orders().unwrap(), desk.recent_subjects().unwrap());
                desk.archive().close();
                shown
            });
        });
    }
    start.finish();

    let archive = Archive::open(&full, WallClock::system()).unwrap();
    let mut search = criterion.benchmark_group("search of 100,000 look-ups");
    search.sample_size(30);
    let text = |text: &str| RecordQuery { text: text.to_owned(), ..ALL };
    let day = |day: &str| Some(day.to_owned());
    for (name, query) in [
        ("the latest", ALL),
        ("a common word", text("贸易")),
        ("one company", text("示例12345")),
        ("what is not there", text("没有这家")),
        (
            "one check and outcome",
            RecordQuery {
                check: Check::from_id("customsCredit"),
                outcome: Some(RecordedOutcome::NoRecord),
                ..ALL
            },
        ),
        (
            "one company in a year",
            RecordQuery { from: day("2020-01-01"), until: day("2020-12-31"), ..text("示例00042") },
        ),
    ] {
        search.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| archive.search(&query).unwrap());
        });
    }
    search.finish();
    criterion.bench_function("call log of 100,000 look-ups", |bencher| {
        bencher.iter(|| archive.call_log().unwrap());
    });
}

criterion_group!(record, benchmarks);
criterion_main!(record);
