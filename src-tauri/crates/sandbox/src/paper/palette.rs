//! The colours of every paper, as red, green and blue.

pub(super) const INK: [u8; 3] = [33, 33, 33];
pub(super) const GREY: [u8; 3] = [100, 94, 90];
pub(super) const ACCENT: [u8; 3] = [150, 32, 32];
pub(super) const RULE: [u8; 3] = [205, 196, 188];
pub(super) const SHADE: [u8; 3] = [248, 244, 240];
