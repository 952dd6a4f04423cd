//! Measures all checks at once, at a service 80 ms away, against a single one.

#![allow(clippy::unwrap_used)]

use catalog::ListCheck;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use desk::{
    Archive, CancellationToken, Credential, Desk, LookUpCheck, Polling, Proxy, ReuseWindow, Service, Setup,
    Subject, Timestamp, WallClock,
};
use sandbox::{Options, Sandbox};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use test_servers::far_away;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

const ROUND_TRIP: Duration = Duration::from_millis(80);

fn open(url: &str, sandbox: &Sandbox, home: &Path) -> Arc<Desk> {
    let record = tempfile::Builder::new().suffix(".sqlite3").tempfile_in(home).unwrap();
    let credential = Credential::new(sandbox.key().into(), sandbox.secret().to_owned().into()).unwrap();
    let service = Service::new(url.parse().unwrap(), &Proxy::Direct, credential).unwrap();
    let archive = Archive::open(&record.into_temp_path().keep().unwrap(), WallClock::system()).unwrap();
    let (folder, reuse) = (home.to_owned(), ReuseWindow::Today);
    Desk::open(Setup { service, archive, folder, reuse, polling: Polling::default() }).unwrap()
}

async fn look_up(desk: &Arc<Desk>, checks: &[LookUpCheck]) {
    let mut asked = JoinSet::new();
    for &check in checks {
        let desk = desk.clone();
        asked.spawn(async move {
            let subject = Subject::parse("示例远洋贸易有限公司", Timestamp::UNIX_EPOCH, &[]).unwrap();
            desk.look_up(check, &subject, true, &CancellationToken::new()).await.unwrap()
        });
    }
    asked.join_all().await;
}

fn benchmarks(criterion: &mut Criterion) {
    let (runtime, home) = (Runtime::new().unwrap(), tempfile::tempdir().unwrap());
    let _entered = runtime.enter();
    let sandbox = runtime.block_on(Sandbox::start(Options::default())).unwrap();
    let address = sandbox.base_url().trim_start_matches("http://").parse().unwrap();
    let url = format!("http://{}", runtime.block_on(far_away(address, ROUND_TRIP)));
    let all: Vec<LookUpCheck> =
        ListCheck::all().map(LookUpCheck::List).chain([LookUpCheck::RegistrationSnapshot]).collect();

    let mut group = criterion.benchmark_group("a service 80 ms away");
    group.sample_size(10);
    let last = all.len() - 1;
    for (name, checks) in [
        ("one list", &all[..1]),
        ("the snapshot and its picture", &all[last..]),
        ("all lists", &all[..last]),
        ("all lists and the snapshot", &all[..]),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter_batched(
                || open(&url, &sandbox, home.path()),
                |desk| runtime.block_on(look_up(&desk, checks)),
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

criterion_group!(checks, benchmarks);
criterion_main!(checks);
