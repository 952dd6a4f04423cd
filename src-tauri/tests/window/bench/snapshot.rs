//! A snapshot of 20 megapixels, beside the same picture in a Chromium tab.

use super::{APP, Line, connected, look_up, milliseconds, save};
use crate::desktop::Desktop;
use crate::engine::open_chromium;
use crate::snapshot::{service_with, sheet};

const ROUNDS: usize = 5;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures"]
async fn until_20_megapixels_are_visible() {
    let [service, files] = service_with(&sheet(4000, 5000)).await;
    let mut desktop = Desktop::start().await;
    let window = connected(&mut desktop, &service.address(), &["registrationSnapshot"]).await;
    window.resize(1366, 768).await;
    let (mut fetched, mut chosen) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        fetched.push(look_up(&window, round, 1).await[1]);
        chosen.push(milliseconds(&window, "choose('registrationSnapshot', 'img')").await);
        milliseconds(&window, "choose('overview', '.tally')").await;
    }

    let (_driver, tab) = open_chromium(&desktop).await;
    let mut in_a_tab = Vec::new();
    for round in 0..ROUNDS {
        tab.goto(&files.address()).await.expect("an empty page");
        let picture = format!("{}/snapshot.png?{round}", files.address());
        let took = tab.execute_async(IN_A_TAB, vec![picture.into()]).await.expect("a drawn picture");
        in_a_tab.push(took.as_f64().expect("milliseconds"));
    }
    let both: Vec<f64> = fetched.iter().zip(&chosen).map(|(fetched, chosen)| fetched + chosen).collect();
    save(
        "snapshot",
        vec![
            Line::new(
                "20 megapixels: from the click to the picture",
                "ms",
                vec![(APP, chosen), ("Chromium", in_a_tab.clone())],
            ),
            Line::new(
                "20 megapixels: fetched, kept, and visible",
                "ms",
                vec![(APP, both), ("Chromium", in_a_tab)],
            ),
        ],
    );
}

const IN_A_TAB: &str = "
const [picture, done] = arguments;
const began = performance.now();
const frame = () => new Promise(requestAnimationFrame);
const image = new Image();
image.style.width = '100%';
image.src = picture;
document.body.replaceChildren(image);
image.decode().then(frame).then(frame).then(() => done(performance.now() - began));";
