//! Starting the app while it is running.

use crate::closing;
use crate::desktop::Desktop;
use crate::waiting::eventually;
use crate::{MAIN, look_up, tab_says};

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_ends_at_once_and_the_window_of_the_first_goes_on() {
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    window.shows(MAIN).await;
    let windows = || closing::windows(desktop.display()).expect("the screen answers");
    eventually("the window is on the screen", async || if windows() == 1 { Ok(()) } else { Err(windows()) })
        .await;

    let mut second = desktop.command(&Desktop::app()).spawn().expect("the app starts");
    eventually("the second ends", async || match second.try_wait() {
        Ok(Some(status)) if status.success() => Ok(()),
        other => Err(format!("{other:?}")),
    })
    .await;
    assert_eq!(windows(), 1);
    look_up(&window, MAIN).await;
    tab_says(&window, "限制出境", "有记录 3").await;
}
