//! The viewer of registration snapshots, with pictures of the largest accepted size.

use std::io::Cursor;

use fantoccini::key::Key;
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use test_servers::whole;

use crate::desktop::Desktop;
use crate::scripted::{Scripted, answered};
use crate::waiting::eventually;
use crate::window::Window;
use crate::{MAIN, choose, clipboard, look_up, tab_says};

/// A service whose snapshots are this picture, and the picture's host.
pub async fn service_with(picture: &RgbImage) -> [Scripted; 2] {
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).expect("a PNG");
    let files = whole("200 OK", &["Content-Type: image/png"], png.into_inner());
    let files = Scripted::start(move |_| files.clone()).await;
    let address = format!("{}/snapshot.png", files.address());
    [Scripted::start(move |_| answered(json!(address))).await, files]
}

async fn shown(picture: &RgbImage) -> ([Scripted; 2], Desktop, Window) {
    let service = service_with(picture).await;
    let desktop = Desktop::start().await;
    let window = desktop.open().await;
    window.resize(1366, 768).await;
    service[0].connect(&window).await;
    look_up(&window, MAIN).await;
    tab_says(&window, "工商快照", "有快照").await;
    choose(&window, "工商快照").await;
    window.by_role("image", &format!("{MAIN}的工商快照")).appears().await;
    let script = "document.querySelector('.frame').scrollIntoView({ block: 'end' })";
    window.run(script, Vec::new()).await.expect("as much of the picture as there is room for");
    (service, desktop, window)
}

/// The picture's position in the window, the visible part of its frame, and the number of its tiles.
struct Laid {
    picture: [f64; 3],
    seen: [f64; 4],
    preview_width: u64,
    tiles: u64,
}

async fn laid(window: &Window) -> Laid {
    let script = "
const frame = document.querySelector('.frame'), sheet = frame.firstElementChild;
const inner = frame.getBoundingClientRect(), { left, top, width } = sheet.getBoundingClientRect();
const images = [...sheet.querySelectorAll('img')];
const x = inner.left + frame.clientLeft, y = inner.top + frame.clientTop;
return [
  [left, top, width],
  [x, Math.max(0, y), x + frame.clientWidth, Math.min(document.querySelector('footer').getBoundingClientRect().top, y + frame.clientHeight)],
  images[0].naturalWidth,
  images.filter(image => image.complete && image.naturalWidth > 0).length - 1,
]";
    let all = window.run(script, Vec::new()).await.expect("a picture that is laid out");
    let numbers = |at: usize| -> Vec<f64> {
        all[at].as_array().expect("numbers").iter().filter_map(Value::as_f64).collect()
    };
    Laid {
        picture: numbers(0).try_into().expect("three numbers"),
        seen: numbers(1).try_into().expect("four numbers"),
        preview_width: all[2].as_u64().expect("a width"),
        tiles: all[3].as_u64().expect("a number of tiles"),
    }
}

/// Waits until this many tiles cover the preview.
async fn tiles_come(window: &Window, count: u64) {
    eventually("full detail is there", async || {
        let tiles = laid(window).await.tiles;
        if tiles == count { Ok(()) } else { Err(format!("{tiles} tiles")) }
    })
    .await;
}

async fn screenshot(window: &Window) -> RgbImage {
    image::load_from_memory(&window.picture().await).expect("a picture of the page").into_rgb8()
}

/// A picture in which any two places differ, with lines of one pixel that show whether it is scaled down.
pub fn sheet(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if x % 3 == 0 || y % 40 > 26 { Rgb([250; 3]) } else { Rgb([(x / 20) as u8, (y / 20) as u8, 90]) }
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_of_20_megapixels_is_shown_smaller_first_and_with_every_pixel_at_100_percent() {
    let picture = sheet(4000, 5000);
    let (_service, desktop, window) = shown(&picture).await;
    window.pictures_are_drawn().await;
    let small = laid(&window).await;
    assert_eq!((small.preview_width as f64, small.tiles), (small.picture[2], 0));
    window.save_picture("snapshot-20-megapixels").await;

    window.button("100%").click().await;
    window.shows("缩放 100%").await;
    let before = laid(&window).await;
    assert_eq!(before.picture[2], 4000.0);
    tiles_come(&window, 6).await;
    let after = laid(&window).await;
    assert_eq!((before.picture, before.seen), (after.picture, after.seen), "nothing has moved");
    eventually("every pixel on the screen is the picture's", async || {
        let screen = screenshot(&window).await;
        let [left, top, right, bottom] = after.seen.map(|edge| edge.round() as u32);
        let at = |along: u32, origin: i64| (i64::from(along) - origin) as u32;
        let differs = |(x, y): (u32, u32), [left, top]: [i64; 2]| {
            screen.get_pixel(x, y) != picture.get_pixel(at(x, left), at(y, top))
        };
        // Exclude overlay scrollbars and the frame's rounded corners.
        let places = || (top + 2..bottom - 20).flat_map(|y| (left + 2..right - 20).map(move |x| (x, y)));
        assert!(bottom > top + 100 && right > left + 500, "{:?}", after.seen);
        // Engines round an origin at half a pixel either way.
        let whole = |origin: f64| [(origin - 0.5).ceil() as i64, (origin + 0.5).floor() as i64];
        let [lefts, tops] = [whole(after.picture[0]), whole(after.picture[1])];
        let origins = lefts.into_iter().flat_map(|left| tops.map(|top| [left, top]));
        let wrong = origins.map(|origin| places().filter(|place| differs(*place, origin)).count());
        match wrong.min() {
            Some(0) => Ok(()),
            wrong => Err(format!("{wrong:?} pixels differ")),
        }
    })
    .await;
    window.save_picture("snapshot-100-percent").await;

    window.button("复制图片").click().await;
    window.button("已复制").appears().await;
    let copied = clipboard::picture(desktop.display()).expect("a picture on the clipboard");
    assert!(
        image::load_from_memory(&copied).expect("a PNG").into_rgb8() == picture,
        "every pixel was copied"
    );

    window.button("适合宽度").click().await;
    assert_eq!(laid(&window).await.picture[2], small.picture[2]);
}

/// Ten bands of one colour each.
fn bands(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |_, y| Rgb([(y * 10 / height * 25) as u8, 60, 200]))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_very_tall_snapshot_fits_the_width_and_is_read_down_to_its_end_by_keys() {
    let (_service, _desktop, window) = shown(&bands(1280, 32_000)).await;
    // A preview that every web view can display has fewer pixels than the frame.
    tiles_come(&window, 16).await;
    let frame = window.by_role("group", "工商快照图片…");
    frame.click().await;
    for (key, red) in [(None, 0), (Some(Key::End), 225)] {
        if let Some(key) = key {
            window.press(key).await;
        }
        eventually(&format!("the band {red} is on the screen"), async || {
            let laid = laid(&window).await;
            let [left, top, right, bottom] = laid.seen.map(|edge| edge as u32);
            let shown = *screenshot(&window).await.get_pixel((left + right) / 2, (top + bottom) / 2);
            if shown == Rgb([red, 60, 200]) {
                Ok(())
            } else {
                Err(format!("{shown:?} at {:?}", laid.picture))
            }
        })
        .await;
    }
    window.save_picture("snapshot-tall").await;
}
