//! Replies compressed with gzip (RFC 1952), including decompression bombs.

use flate2::write::GzEncoder;
use flate2::{Compress, Compression, FlushCompress};
use std::io::Write;

/// A header without name and time.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
const MEGABYTE: usize = 1 << 20;

pub fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// At least `length` zero bytes, compressed to about a thousandth. The checksum is omitted, since it is never
/// reached.
pub fn bomb(length: usize) -> Vec<u8> {
    [HEADER.to_vec(), zeros(length)].concat()
}

/// An endless bomb: its beginning, and the part that repeats.
pub fn endless_bomb() -> (Vec<u8>, Vec<u8>) {
    (HEADER.to_vec(), zeros(MEGABYTE))
}

/// The same without the header. After a full flush, each megabyte is independent.
pub(crate) fn zeros(length: usize) -> Vec<u8> {
    let mut megabyte = Vec::with_capacity(MEGABYTE);
    let mut compress = Compress::new(Compression::best(), false);
    compress.compress_vec(&vec![0; MEGABYTE], &mut megabyte, FlushCompress::Full).unwrap();
    megabyte.repeat(length.div_ceil(MEGABYTE))
}
