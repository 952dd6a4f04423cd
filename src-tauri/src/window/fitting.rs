//! Fits the window to a monitor. Its position and size were saved when it was last closed, possibly on
//! another monitor.

use serde::Deserialize;
use std::collections::HashMap;
use tauri::{AppHandle, Manager, Monitor, PhysicalPosition, PhysicalSize, Runtime, WebviewWindow};
use tauri_plugin_window_state::AppHandleExt;

/// Space for title bar and borders, in logical pixels. Their real size is unknown until the window is shown.
const FRAME: (f64, f64) = (16.0, 40.0);

/// A rectangle on the desktop, in physical pixels. Coordinates left of the first monitor are negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Area {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
}

/// A monitor's work area, without task bars.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Room {
    area: Area,
    scale: f64,
}

/// A window's state as saved by the plugin.
#[derive(Debug, Deserialize)]
struct Left {
    width: u32,
    height: u32,
    x: i32,
    y: i32,
    maximized: bool,
    fullscreen: bool,
}

/// Places a window that is still hidden completely on one monitor. `size`: its default size in logical
/// pixels.
pub(super) fn fit<R: Runtime>(
    app: &AppHandle<R>,
    window: &WebviewWindow<R>,
    size: (f64, f64),
) -> tauri::Result<()> {
    let rooms: Vec<_> = window.available_monitors()?.iter().map(Room::of).collect();
    let Some(first) = window.primary_monitor()?.as_ref().map(Room::of).or(rooms.first().copied()) else {
        return Ok(());
    };
    let wanted = match left(app, window.label()) {
        // The system fits these itself.
        Some(left) if left.maximized || left.fullscreen => return Ok(()),
        Some(left) => {
            Area { x: left.x.into(), y: left.y.into(), width: left.width.into(), height: left.height.into() }
        }
        None => first.center(size),
    };
    let fitted = fitted(wanted, &rooms, first);
    if fitted != wanted {
        window.set_size(PhysicalSize::new(fitted.width as u32, fitted.height as u32))?;
        window.set_position(PhysicalPosition::new(fitted.x as i32, fitted.y as i32))?;
    }
    Ok(())
}

/// The saved state. The plugin has already applied it, but on Linux that has no effect before the window is
/// shown.
fn left<R: Runtime>(app: &AppHandle<R>, label: &str) -> Option<Left> {
    let path = app.path().app_config_dir().ok()?.join(app.filename());
    let mut windows: HashMap<String, Left> = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    windows.remove(label)
}

/// Where to place a window saved as `window`: within the monitor that contains most of it, or else the first,
/// and no larger than that.
fn fitted(window: Area, rooms: &[Room], first: Room) -> Area {
    let room = rooms.iter().copied().max_by_key(|room| room.area.shared_with(window));
    let Room { area, scale } = room.filter(|room| room.area.shared_with(window) > 0).unwrap_or(first);
    let frame = |logical: f64| (logical * scale).ceil() as i64;
    let (across, down) = (frame(FRAME.0), frame(FRAME.1));
    let width = window.width.min(area.width - across).max(1);
    let height = window.height.min(area.height - down).max(1);
    Area {
        x: window.x.min(area.x + area.width - across - width).max(area.x),
        y: window.y.min(area.y + area.height - down - height).max(area.y),
        width,
        height,
    }
}

impl Area {
    fn shared_with(self, other: Self) -> i64 {
        let shared = |start: i64, length: i64, other_start: i64, other_length: i64| {
            ((start + length).min(other_start + other_length) - start.max(other_start)).max(0)
        };
        shared(self.x, self.width, other.x, other.width) * shared(self.y, self.height, other.y, other.height)
    }
}

impl Room {
    fn of(monitor: &Monitor) -> Self {
        let (position, size) = (monitor.work_area().position, monitor.work_area().size);
        let area = Area {
            x: position.x.into(),
            y: position.y.into(),
            width: size.width.into(),
            height: size.height.into(),
        };
        Self { area, scale: monitor.scale_factor() }
    }

    /// A centred window of this size in logical pixels.
    fn center(self, (width, height): (f64, f64)) -> Area {
        let (width, height) = ((width * self.scale) as i64, (height * self.scale) as i64);
        let Area { x, y, .. } = self.area;
        Area { x: x + (self.area.width - width) / 2, y: y + (self.area.height - height) / 2, width, height }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn room(x: i64, y: i64, width: i64, height: i64, scale: f64) -> Room {
        Room { area: Area { x, y, width, height }, scale }
    }

    const fn window(x: i64, y: i64, width: i64, height: i64) -> Area {
        Area { x, y, width, height }
    }

    /// A task bar takes 40 pixels.
    const LAPTOP: Room = room(0, 0, 1366, 728, 1.0);
    const LEFT_OF_IT: Room = room(-2560, -300, 2560, 1400, 1.0);

    fn lies_within(window: Area, room: Room) -> bool {
        let (right, bottom) = (window.x + window.width + 16, window.y + window.height + 40);
        let Area { x, y, width, height } = room.area;
        window.x >= x && window.y >= y && right <= x + width && bottom <= y + height
    }

    #[test]
    fn a_window_of_a_large_monitor_fits_a_laptop() {
        for left in [window(0, 0, 2560, 1400), window(600, 500, 1080, 720), window(-200, -50, 1920, 1080)] {
            let fitted = fitted(left, &[LAPTOP], LAPTOP);
            assert!(lies_within(fitted, LAPTOP), "{left:?} became {fitted:?}");
        }
    }

    #[test]
    fn a_window_that_fits_stays_as_it_was_left() {
        for (left, rooms) in [
            (window(100, 20, 1080, 640), vec![LAPTOP]),
            (window(0, 0, 1350, 688), vec![LAPTOP]),
            (window(-2560, -300, 2500, 1300), vec![LAPTOP, LEFT_OF_IT]),
            (window(-1200, 100, 1080, 720), vec![LAPTOP, LEFT_OF_IT]),
        ] {
            assert_eq!(fitted(left, &rooms, LAPTOP), left);
        }
    }

    #[test]
    fn a_window_of_a_monitor_that_is_gone_comes_to_the_first_one() {
        for left in [window(-1200, 100, 1080, 720), window(4000, 3000, 800, 600), window(0, 728, 800, 600)] {
            let fitted = fitted(left, &[LAPTOP], LAPTOP);
            assert!(lies_within(fitted, LAPTOP), "{left:?} became {fitted:?}");
        }
    }

    #[test]
    fn a_window_across_two_monitors_comes_to_the_one_that_has_most_of_it() {
        let rooms = [LAPTOP, LEFT_OF_IT];
        assert!(lies_within(fitted(window(-900, 0, 1000, 600), &rooms, LAPTOP), LEFT_OF_IT));
        assert!(lies_within(fitted(window(-100, 0, 1000, 600), &rooms, LAPTOP), LAPTOP));
    }

    #[test]
    fn the_first_window_fits_a_small_screen_with_a_large_scale() {
        for (width, height, scale) in [(1366, 728, 1.5), (1280, 680, 2.0), (1920, 1040, 2.5), (800, 560, 1.0)]
        {
            let room = room(0, 0, width, height, scale);
            let fitted = fitted(room.center((1080.0, 720.0)), &[room], room);
            let Area { x, y, width, height } = fitted;
            let (right, bottom) = (x + width + (16.0 * scale) as i64, y + height + (40.0 * scale) as i64);
            assert!(x >= 0 && y >= 0 && right <= room.area.width && bottom <= room.area.height, "{fitted:?}");
        }
    }
}
