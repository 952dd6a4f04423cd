//! Closes the window like its close button. WebDriver's own command kills the app instead.

use std::error::Error;

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, MapState, Window as WindowId,
};
use x11rb::wrapper::ConnectionExt as _;

/// Number of the app's windows on this screen.
pub fn windows(display: &str) -> Result<usize, Box<dyn Error>> {
    let (connection, screen) = x11rb::connect(Some(display))?;
    Ok(closable(&connection, screen)?.len())
}

/// Sends `WM_DELETE_WINDOW`, as a window manager does, to the windows that support it.
pub fn ask_to_close(display: &str) -> Result<(), Box<dyn Error>> {
    let (connection, screen) = x11rb::connect(Some(display))?;
    let (protocols, delete) = (atom(&connection, b"WM_PROTOCOLS")?, atom(&connection, b"WM_DELETE_WINDOW")?);
    for window in closable(&connection, screen)? {
        let message = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
        connection.send_event(false, window, EventMask::NO_EVENT, message)?;
    }
    connection.sync()?;
    Ok(())
}

/// The visible windows with a close button.
fn closable(connection: &impl Connection, screen: usize) -> Result<Vec<WindowId>, Box<dyn Error>> {
    let (protocols, delete) = (atom(connection, b"WM_PROTOCOLS")?, atom(connection, b"WM_DELETE_WINDOW")?);
    let mut found = Vec::new();
    for window in connection.query_tree(connection.setup().roots[screen].root)?.reply()?.children {
        let seen = connection.get_window_attributes(window)?.reply()?.map_state == MapState::VIEWABLE;
        let known = connection.get_property(false, window, protocols, AtomEnum::ATOM, 0, 32)?.reply()?;
        if seen && known.value32().is_some_and(|mut known| known.any(|each| each == delete)) {
            found.push(window);
        }
    }
    Ok(found)
}

fn atom(connection: &impl Connection, name: &[u8]) -> Result<u32, Box<dyn Error>> {
    Ok(connection.intern_atom(false, name)?.reply()?.atom)
}
