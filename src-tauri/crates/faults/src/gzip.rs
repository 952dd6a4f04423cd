//! Replies packed by gzip (RFC 1952), those that unpack to far too much among them.

use flate2::write::GzEncoder;
use flate2::{Compress, Compression, FlushCompress};
use std::io::Write;

/// No name, no time.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
const MEGABYTE: usize = 1 << 20;

/// The bytes packed.
pub fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// At least `length` zero bytes in about a thousandth of them, without the check sum that nobody gets to see.
pub fn bomb(length: usize) -> Vec<u8> {
    [HEADER.to_vec(), zeros(length)].concat()
}

/// A bomb that does not end: how it starts, and what then follows over and over.
pub fn endless_bomb() -> (Vec<u8>, Vec<u8>) {
    (HEADER.to_vec(), zeros(MEGABYTE))
}

/// The same without the gzip header. After a full flush each megabyte stands for itself.
pub(crate) fn zeros(length: usize) -> Vec<u8> {
    let mut megabyte = Vec::with_capacity(MEGABYTE);
    let mut compress = Compress::new(Compression::best(), false);
    compress.compress_vec(&vec![0; MEGABYTE], &mut megabyte, FlushCompress::Full).unwrap();
    megabyte.repeat(length.div_ceil(MEGABYTE))
}
