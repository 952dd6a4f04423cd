//! The clipboard and the selection, as another program on the same screen sees them.

use std::error::Error;

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt, CreateWindowAux, EventMask, Property, WindowClass};
use x11rb::{COPY_DEPTH_FROM_PARENT, CURRENT_TIME, NONE};

/// The text of the clipboard, followed by that of the selection.
pub fn text(display: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let (connection, screen) = x11rb::connect(Some(display))?;
    let atom = |name: &[u8]| -> Result<u32, Box<dyn Error>> {
        Ok(connection.intern_atom(false, name)?.reply()?.atom)
    };
    let (root, window) = (connection.setup().roots[screen].root, connection.generate_id()?);
    let (depth, kind) = (COPY_DEPTH_FROM_PARENT, WindowClass::INPUT_OUTPUT);
    connection.create_window(depth, window, root, 0, 0, 1, 1, 0, kind, 0, &CreateWindowAux::new())?;
    let (text_kind, property) = (atom(b"UTF8_STRING")?, atom(b"QCC_DESK_TEST")?);
    let mut all = Vec::new();
    for selection in [atom(b"CLIPBOARD")?, AtomEnum::PRIMARY.into()] {
        connection.convert_selection(window, selection, text_kind, property, CURRENT_TIME)?;
        connection.flush()?;
        // The owner answers, or the X server if there is none.
        let answered = loop {
            if let Event::SelectionNotify(answer) = connection.wait_for_event()? {
                break answer.property != NONE;
            }
        };
        if answered {
            let value =
                connection.get_property(true, window, property, AtomEnum::ANY, 0, 1 << 20)?.reply()?;
            all.extend(value.value);
        }
    }
    Ok(all)
}

/// The picture on the clipboard as PNG. Large data is sent in increments (ICCCM, 2.7.2).
pub fn picture(display: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let (connection, screen) = x11rb::connect(Some(display))?;
    let atom = |name: &[u8]| -> Result<u32, Box<dyn Error>> {
        Ok(connection.intern_atom(false, name)?.reply()?.atom)
    };
    let (root, window) = (connection.setup().roots[screen].root, connection.generate_id()?);
    let (depth, kind) = (COPY_DEPTH_FROM_PARENT, WindowClass::INPUT_OUTPUT);
    let heard = CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE);
    connection.create_window(depth, window, root, 0, 0, 1, 1, 0, kind, 0, &heard)?;
    let (clipboard, png, property) = (atom(b"CLIPBOARD")?, atom(b"image/png")?, atom(b"QCC_DESK_TEST")?);
    let take = || connection.get_property(true, window, property, AtomEnum::ANY, 0, u32::MAX / 4);
    connection.convert_selection(window, clipboard, png, property, CURRENT_TIME)?;
    connection.flush()?;
    loop {
        if let Event::SelectionNotify(answer) = connection.wait_for_event()? {
            if answer.property == NONE {
                return Err("no picture".into());
            }
            break;
        }
    }
    let whole = take()?.reply()?;
    if whole.type_ != atom(b"INCR")? {
        return Ok(whole.value);
    }
    let mut all = Vec::new();
    loop {
        if let Event::PropertyNotify(change) = connection.wait_for_event()?
            && change.state == Property::NEW_VALUE
        {
            let piece = take()?.reply()?.value;
            if piece.is_empty() {
                return Ok(all);
            }
            all.extend(piece);
        }
    }
}
