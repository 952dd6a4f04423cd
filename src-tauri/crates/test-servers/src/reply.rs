//! Builds replies.

pub fn http(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let lines: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
    [format!("HTTP/1.1 {status}\r\n{lines}\r\n").as_bytes(), body.as_ref()].concat()
}

/// The same with its length.
pub fn whole(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let length = format!("Content-Length: {}", body.as_ref().len());
    http(status, &[headers, &[length.as_str()]].concat(), body)
}

pub fn ok(body: impl AsRef<[u8]>) -> Vec<u8> {
    whole("200 OK", &["Content-Type: application/json"], body)
}

pub fn moved(code: u16, target: &str) -> Vec<u8> {
    whole(&format!("{code} Elsewhere"), &[&format!("Location: {target}")], "")
}

/// A reply without content.
pub fn empty(code: u16) -> Vec<u8> {
    whole(&format!("{code} Empty"), &[], "")
}

/// Each byte as a separate piece.
pub fn drops(bytes: impl AsRef<[u8]>) -> Vec<Vec<u8>> {
    bytes.as_ref().iter().map(|&byte| vec![byte]).collect()
}

/// The ServerHello of a server that supports at most TLS 1.1 (RFC 4346, 7.4.1.3), in its own record.
pub fn tls_1_1_hello() -> Vec<u8> {
    const VERSION: [u8; 2] = [3, 2];
    const RSA_WITH_AES_128_CBC_SHA: [u8; 2] = [0, 0x2f];
    let random = [7; 32];
    let no_session = [0];
    let no_compression = [0];
    let hello = [&VERSION[..], &random, &no_session, &RSA_WITH_AES_128_CBC_SHA, &no_compression].concat();
    let handshake = [&[2, 0, 0, hello.len() as u8], &hello[..]].concat();
    [&[22, VERSION[0], VERSION[1], 0, handshake.len() as u8], &handshake[..]].concat()
}
