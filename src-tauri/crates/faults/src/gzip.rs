//! Gzip (RFC 1952) by hand: as much of it as a server of the tests says.

/// No name, no time.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
/// How many zero bytes [`more`] stands for.
const REPEATED: usize = 8 * 258;

/// The bytes as they are, in one stored block.
pub fn stored(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap();
    let mut packed = HEADER.to_vec();
    packed.push(1);
    packed.extend(length.to_le_bytes());
    packed.extend((!length).to_le_bytes());
    packed.extend(bytes);
    packed.extend(crc32(bytes).to_le_bytes());
    packed.extend(u32::from(length).to_le_bytes());
    packed
}

/// More than `length` zero bytes in about a hundred and sixtieth of them, without the check sum that nobody gets to see.
pub fn bomb(length: usize) -> Vec<u8> {
    [HEADER.to_vec(), zeros(length)].concat()
}

/// The same without the gzip header.
pub(crate) fn zeros(length: usize) -> Vec<u8> {
    [start(), more().repeat(length.div_ceil(REPEATED)), vec![0]].concat()
}

/// A bomb that does not end: how it starts, and what then follows over and over.
pub fn endless_bomb() -> (Vec<u8>, Vec<u8>) {
    ([HEADER.to_vec(), start()].concat(), more().repeat(1000))
}

/// One last block of the fixed codes (RFC 1951, 3.2.6), a zero, and that zero 258 times more.
fn start() -> Vec<u8> {
    let block = [true, true, false];
    let zero = [false, false, true, true, false, false, false, false];
    packed(&[&block[..], &zero, &repeat()].concat())
}

/// Whole bytes that continue it.
fn more() -> Vec<u8> {
    packed(&repeat().repeat(8))
}

/// "258 bytes from 1 byte ago."
fn repeat() -> [bool; 13] {
    let (on, off) = (true, false);
    [on, on, off, off, off, on, off, on, off, off, off, off, off]
}

fn packed(bits: &[bool]) -> Vec<u8> {
    bits.chunks(8).map(|bits| bits.iter().rev().fold(0, |byte, &bit| byte << 1 | u8::from(bit))).collect()
}

pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}
