//! How long evidence takes to be written.

#![allow(clippy::unwrap_used)]

use catalog::ListCheck;
use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use desk::{
    Archive, CancellationToken, Credential, Desk, EvidenceFormat, EvidenceOf, EvidenceSetting, LookUpCheck,
    Polling, Proxy, ReuseWindow, Service, Setup, Subject, Timestamp, WallClock,
};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use test_servers::{Act, Peer, ok};
use tokio::runtime::Runtime;

/// A reply of 限制出境 with so many rows on one page.
fn reply(rows: usize) -> Value {
    let party = |name: &str, number| json!([{ "KeyNo": "", "Name": format!("示例{name}{number}有限公司") }]);
    let row = |number| {
        json!({
            "CaseNo": format!("（2024）示01执{number}号"), "LimitList": party("甲", number),
            "ExecutedList": party("乙", number), "ApplicantList": party("丙", number), "Amount": "1120000.00",
            "Court": "示例人民法院", "CourtTel": "010-0000", "PublishDate": "2024-01-08",
            "ExecutedAddress": "示例市示例路 1 号",
        })
    };
    json!({
        "Status": "200", "Message": "查询成功", "OrderNumber": "BENCH1",
        "Paging": { "PageSize": 20, "PageIndex": 1, "TotalRecords": rows },
        "Result": { "VerifyResult": 1, "Data": (0..rows).map(row).collect::<Vec<_>>() },
    })
}

/// A record with one answer of so many rows.
async fn record(rows: usize, home: &Path) -> Arc<Desk> {
    let server = Peer::start([Act::Reply(ok(reply(rows).to_string()))]).await;
    let credential = Credential::new("key".into(), "secret".to_owned().into()).unwrap();
    let service = Service::new(server.origin().parse().unwrap(), &Proxy::Direct, credential).unwrap();
    let archive = Archive::open(&home.join(format!("{rows}.sqlite3")), WallClock::system()).unwrap();
    let (folder, reuse) = (home.to_owned(), ReuseWindow::Today);
    let desk = Desk::open(Setup { service, archive, folder, reuse, polling: Polling::default() }).unwrap();
    let subject = Subject::parse("示例远洋贸易有限公司", Timestamp::UNIX_EPOCH, &[]).unwrap();
    let check = LookUpCheck::List(ListCheck::all().next().unwrap());
    desk.look_up(check, &subject, true, &CancellationToken::new()).await.unwrap();
    desk
}

fn benchmarks(criterion: &mut Criterion) {
    let (runtime, home) = (Runtime::new().unwrap(), tempfile::tempdir().unwrap());
    let _entered = runtime.enter();
    let mut group = criterion.benchmark_group("evidence");
    group.sample_size(10);
    for (name, rows) in [("50 rows", 50), ("1,000 rows", 1000)] {
        let desk = runtime.block_on(record(rows, home.path()));
        let formats = vec![EvidenceFormat::Pdf, EvidenceFormat::Excel];
        let of = EvidenceOf { calls: vec![1], orders: Vec::new(), formats };
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter_batched(
                || tempfile::tempdir_in(home.path()).unwrap(),
                |folder| {
                    let (folder, version, at) = (folder.path(), "0.0.0", Timestamp::UNIX_EPOCH);
                    desk.archive().save_evidence(&of, EvidenceSetting { folder, version, at }).unwrap()
                },
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

criterion_group!(evidence, benchmarks);
criterion_main!(evidence);
