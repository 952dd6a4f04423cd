use crate::gzip::zeros;
use flate2::Crc;

/// A black square picture with this side in pixels: one byte per pixel, a thousandth of that when compressed.
pub fn huge_png(side: u32) -> Vec<u8> {
    let one_byte_a_pixel = [8, 0, 0, 0, 0];
    let head = [&side.to_be_bytes()[..], &side.to_be_bytes(), &one_byte_a_pixel].concat();
    // Each row starts with a byte for its filter.
    let unpacked = side as usize * (side as usize + 1);
    let zlib = [&[0x78, 0x01], &zeros(unpacked)[..]].concat();
    [b"\x89PNG\r\n\x1a\n", &chunk(b"IHDR", &head)[..], &chunk(b"IDAT", &zlib), &chunk(b"IEND", b"")].concat()
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [kind, content].concat();
    let length = content.len() as u32;
    let mut sum = Crc::new();
    sum.update(&named);
    [&length.to_be_bytes(), &named[..], &sum.sum().to_be_bytes()].concat()
}
