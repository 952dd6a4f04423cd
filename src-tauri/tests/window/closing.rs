//! Closing the window as a click on its cross does. WebDriver's own way ends the app instead.

use std::error::Error;

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, MapState, Window as WindowId,
};
use x11rb::wrapper::ConnectionExt as _;

/// Sends `WM_DELETE_WINDOW`, as a window manager does, to the windows on this screen that know it.
pub fn ask_to_close(display: &str) -> Result<(), Box<dyn Error>> {
    let (connection, screen) = x11rb::connect(Some(display))?;
    let atom = |name: &[u8]| -> Result<u32, Box<dyn Error>> {
        Ok(connection.intern_atom(false, name)?.reply()?.atom)
    };
    let (protocols, delete) = (atom(b"WM_PROTOCOLS")?, atom(b"WM_DELETE_WINDOW")?);
    let can_be_closed = |window: WindowId| -> Result<bool, Box<dyn Error>> {
        let seen = connection.get_window_attributes(window)?.reply()?.map_state == MapState::VIEWABLE;
        let known = connection.get_property(false, window, protocols, AtomEnum::ATOM, 0, 32)?.reply()?;
        Ok(seen && known.value32().is_some_and(|mut known| known.any(|each| each == delete)))
    };
    let root = connection.setup().roots[screen].root;
    for window in connection.query_tree(root)?.reply()?.children {
        if can_be_closed(window)? {
            let message = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
            connection.send_event(false, window, EventMask::NO_EVENT, message)?;
        }
    }
    connection.sync()?;
    Ok(())
}
