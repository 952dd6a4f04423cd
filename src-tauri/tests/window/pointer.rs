//! The screen's mouse pointer. WebDriver's own pointer is limited to the page and cannot use system menus.

use std::error::Error;
use std::time::Duration;

use serde_json::Value;
use tokio::time::sleep;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, ConnectionExt, KEY_PRESS_EVENT, KEY_RELEASE_EVENT,
    MOTION_NOTIFY_EVENT, MapState, Window as WindowId,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;
use x11rb::{CURRENT_TIME, NONE};

use crate::waiting::eventually;

const LEFT: u8 = 1;
const RIGHT: u8 = 3;
const WHEEL_UP: u8 = 4;
/// The X11 keysym of the left Ctrl key.
const CONTROL: u32 = 0xffe3;
/// Less than the height of a menu's row.
const STEP: i16 = 12;
/// Less than the height of a menu. A menu appears before it has its size, together with a small helper
/// window.
const ROOM: i16 = 100;

/// Opens the web view's context menu on a field and clicks 粘贴 (Paste). In an empty field this is the first
/// enabled entry, so the entries are tried from the top until one works.
pub async fn paste_by_menu(display: &str, place: &Value, pasted: impl AsyncFn() -> bool) {
    let screen = Screen::of(display).expect("a screen");
    let page = screen.page().expect("the app's window");
    let windows = screen.windows().expect("windows");
    screen.click(RIGHT, page.x + pixels(place, "x"), page.y + pixels(place, "y")).expect("a click");
    let menu = eventually("the menu is there", async || {
        let now = screen.windows().map_err(|error| error.to_string())?;
        let fresh = |each: &&Seen| each.height > ROOM && !windows.iter().any(|old| old.id == each.id);
        now.iter().find(fresh).copied().ok_or_else(|| format!("{now:?}"))
    })
    .await;
    for row in (STEP / 2..menu.height).step_by(STEP.unsigned_abs().into()) {
        screen.click(LEFT, menu.x + menu.width / 2, menu.y + row).expect("a click");
        for _ in 0..10 {
            if pasted().await {
                return;
            }
            sleep(Duration::from_millis(20)).await;
        }
    }
    panic!("no entry of the menu pastes");
}

/// Turns the wheel up by one notch, with Ctrl held, over this point of the page.
pub fn turn_wheel_with_control(display: &str, place: &Value) -> Result<(), Box<dyn Error>> {
    let screen = Screen::of(display)?;
    let page = screen.page()?;
    let control = screen.key(CONTROL)?;
    screen.fake(KEY_PRESS_EVENT, control, 0, 0)?;
    screen.click(WHEEL_UP, page.x + pixels(place, "x"), page.y + pixels(place, "y"))?;
    screen.fake(KEY_RELEASE_EVENT, control, 0, 0)
}

/// Position and size of the app's window on the screen.
pub fn place_of_the_page(display: &str) -> Result<(i16, i16, i16, i16), Box<dyn Error>> {
    let Seen { x, y, width, height, .. } = Screen::of(display)?.page()?;
    Ok((x, y, width, height))
}

fn pixels(place: &Value, name: &str) -> i16 {
    i16::try_from(place[name].as_i64().expect("a number")).expect("a place on the screen")
}

struct Screen {
    connection: RustConnection,
    root: WindowId,
}

/// A visible window, in screen pixels.
#[derive(Clone, Copy, Debug)]
struct Seen {
    id: WindowId,
    x: i16,
    y: i16,
    width: i16,
    height: i16,
}

impl Screen {
    fn of(display: &str) -> Result<Self, Box<dyn Error>> {
        let (connection, screen) = x11rb::connect(Some(display))?;
        let root = connection.setup().roots[screen].root;
        Ok(Self { connection, root })
    }

    fn windows(&self) -> Result<Vec<Seen>, Box<dyn Error>> {
        let mut seen = Vec::new();
        for id in self.connection.query_tree(self.root)?.reply()?.children {
            let Ok(state) = self.connection.get_window_attributes(id)?.reply() else { continue };
            let Ok(place) = self.connection.get_geometry(id)?.reply() else { continue };
            if state.map_state == MapState::VIEWABLE {
                let [width, height] =
                    [place.width, place.height].map(|each| i16::try_from(each).unwrap_or(i16::MAX));
                seen.push(Seen { id, x: place.x, y: place.y, width, height });
            }
        }
        Ok(seen)
    }

    /// The app's window, which is the largest.
    fn page(&self) -> Result<Seen, Box<dyn Error>> {
        let largest =
            self.windows()?.into_iter().max_by_key(|each| i32::from(each.width) * i32::from(each.height));
        largest.ok_or_else(|| "no window".into())
    }

    fn click(&self, button: u8, x: i16, y: i16) -> Result<(), Box<dyn Error>> {
        self.fake(MOTION_NOTIFY_EVENT, NONE as u8, x, y)?;
        self.fake(BUTTON_PRESS_EVENT, button, 0, 0)?;
        self.fake(BUTTON_RELEASE_EVENT, button, 0, 0)
    }

    fn fake(&self, kind: u8, detail: u8, x: i16, y: i16) -> Result<(), Box<dyn Error>> {
        self.connection.xtest_fake_input(kind, detail, CURRENT_TIME, self.root, x, y, 0)?.check()?;
        Ok(())
    }

    /// The key code for this keysym.
    fn key(&self, meaning: u32) -> Result<u8, Box<dyn Error>> {
        let (first, last) = (self.connection.setup().min_keycode, self.connection.setup().max_keycode);
        let keys = self.connection.get_keyboard_mapping(first, last - first + 1)?.reply()?;
        let mut meanings = keys.keysyms.chunks(keys.keysyms_per_keycode.into());
        let at = meanings.position(|meanings| meanings.first() == Some(&meaning)).ok_or("no such key")?;
        Ok(first + u8::try_from(at)?)
    }
}
