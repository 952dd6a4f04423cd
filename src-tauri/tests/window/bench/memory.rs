//! How the memory of the app and its page grows.

use std::time::Duration;

use sandbox::{Options, Sandbox};

use super::screen::memory_by_program;
use super::{Line, connected, save, within_the_page};
use crate::desktop::Desktop;
use crate::own_service::{KEY, SECRET};

/// Companies of the sandbox: with many records, few, none, and a failure.
const SUBJECTS: &str =
    "['示例远洋贸易有限公司', '示例青禾农业科技有限公司', '示例环海物流集团有限公司', '示例残缺有限公司']";
/// The engine collects garbage when nothing happens.
const IDLE: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures"]
async fn memory_before_and_after_a_thousand_look_ups() {
    let sandbox = Sandbox::start(Options { key: KEY.into(), secret: SECRET.into(), ..Options::default() });
    let sandbox = sandbox.await.expect("a sandbox");
    let mut desktop = Desktop::start().await;
    let checks = ["exitRestriction", "customsCredit", "registrationSnapshot"];
    let window = connected(&mut desktop, &sandbox.base_url(), &checks).await;
    let mut lines = Vec::new();
    for (what, rounds) in
        [("memory before the first look-up", 0), ("after 20 look-ups", 5), ("after 1,020 look-ups", 250)]
    {
        // In parts, since a script has two minutes.
        for _ in 0..rounds / 5 {
            let subjects = format!("lookUpAll(Array(5).fill({SUBJECTS}).flat(), {})", checks.len());
            within_the_page(&window, &subjects).await;
        }
        tokio::time::sleep(IDLE).await;
        let memory = memory_by_program(window.app());
        println!("{what}, MiB: {memory:.1?}");
        lines.push(Line::alone(what, "MiB", vec![memory.values().sum()]));
    }
    save("memory", lines);
}
