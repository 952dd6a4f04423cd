//! Which files are accepted as pictures or reports, and the names they get.

use desk::{ReportKind, validate};
use std::io::Cursor;

const MAX_PIXELS: u64 = 40 << 20;

/// Checks a snapshot's picture: if accepted, its first bytes show a type that web views support, and its size
/// is within limits.
pub fn picture(bytes: &[u8]) {
    let Ok(passed) = validate::picture(bytes.to_vec(), false) else { return };
    assert_eq!(Some(passed.media_type), media_type(bytes), "what the first bytes say");
    let pixels = u64::from(passed.width) * u64::from(passed.height);
    assert!((1..=MAX_PIXELS).contains(&pixels), "{} × {}", passed.width, passed.height);
    if let Some(declared) = declared_size(bytes) {
        assert_eq!((passed.width, passed.height), declared, "the size in the header");
    }
}

/// The picture's type, according to the format specifications.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        [b'B', b'M', ..] => Some("image/bmp"),
        _ => None,
    }
}

/// Width and height, for formats that store them at a fixed offset.
fn declared_size(bytes: &[u8]) -> Option<(u32, u32)> {
    match (media_type(bytes)?, bytes) {
        ("image/png", [_, _, _, _, _, _, _, _, _, _, _, _, b'I', b'H', b'D', b'R', size @ ..]) => {
            let number = |at: usize| Some(u32::from_be_bytes(size.get(at..at + 4)?.try_into().ok()?));
            Some((number(0)?, number(4)?))
        }
        ("image/gif", [_, _, _, _, _, _, w0, w1, h0, h1, ..]) => {
            Some((u16::from_le_bytes([*w0, *w1]).into(), u16::from_le_bytes([*h0, *h1]).into()))
        }
        _ => None,
    }
}

/// Checks a report: if accepted, it has the beginning and end of its type.
pub fn report_file(bytes: &[u8]) {
    let Ok(kind) = validate::report(&mut Cursor::new(bytes)) else { return };
    let text = without_blanks(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
    let is_page = text.starts_with(b"<") && !holds(text, b"microsoft");
    assert!(!is_page, "a web page taken for {kind:?}");
    match kind {
        ReportKind::Pdf => {
            assert!(holds(&bytes[..bytes.len().min(1024 + 5)], b"%PDF-"), "a PDF without its beginning");
            assert!(holds(&text[text.len().saturating_sub(1024)..], b"%%EOF"), "a PDF without its end");
        }
        ReportKind::Word if bytes.starts_with(OLE) => assert!(holds_wide(bytes, "EncryptedPackage")),
        ReportKind::OldWord => {
            assert!(bytes.starts_with(OLE));
            assert!(holds_wide(bytes, "WordDocument"), "an OLE2 file that is no Word document");
        }
        ReportKind::Word
        | ReportKind::WordWithMacros
        | ReportKind::Ofd
        | ReportKind::OpenDocument
        | ReportKind::Archive => {
            assert!(bytes.starts_with(b"PK\x03\x04"));
            assert!(holds(bytes, b"PK\x05\x06"), "an archive without its directory's end");
        }
        ReportKind::RichText => assert!(text.starts_with(b"{\\rtf") && text.ends_with(b"}")),
        ReportKind::WordMarkup => assert!(text.ends_with(b">") || text.ends_with(b"--")),
    }
}

const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

fn without_blanks(bytes: &[u8]) -> &[u8] {
    let is_blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    let Some(start) = bytes.iter().position(|byte| !is_blank(byte)) else { return &[] };
    let end = bytes.iter().rposition(|byte| !is_blank(byte)).unwrap_or(start);
    &bytes[start..=end]
}

/// Names within OLE2 files are UTF-16, in any casing.
fn holds_wide(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wide.len()).any(|window| window.eq_ignore_ascii_case(&wide))
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Checks the file name of a report. The input is a line with the subject and a line with the order number.
pub fn file_name(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some((subject, order_no)) = text.split_once('\n') else { return };
    if !qcc::is_order_no(order_no) {
        return;
    }
    for demo in [false, true] {
        let name = validate::report_file_name(subject, order_no, demo);
        assert!(name.ends_with(&format!("_{order_no}")), "the order can be told by {name:?}");
        assert_eq!(name.starts_with("演示数据_"), demo);
        keeps_to_the_rules(&name);
    }
}

fn keeps_to_the_rules(name: &str) {
    for whole in [format!("{name}.pdf"), format!("{name} (99).docx")] {
        if let Some(problem) = problem(&whole) {
            panic!("{whole:?}: {problem}");
        }
    }
}

/// Why a file system, a sync tool or Windows would reject a name.
fn problem(name: &str) -> Option<&'static str> {
    let objectionable = |c: char| c < ' ' || "/\\:*?\"<>|".contains(c);
    if name.is_empty() {
        Some("is empty")
    } else if name.len() > 180 {
        Some("is longer than 180 bytes")
    } else if name.contains(objectionable) {
        Some("has a separator or a character that Windows refuses")
    } else if name.ends_with(['.', ' ']) {
        Some("ends in a dot or a blank")
    } else if is_device(name) {
        Some("is the name of a Windows device")
    } else {
        None
    }
}

/// Windows treats these as devices, with any extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |stem: &str| {
        let number = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
        number.is_some_and(|number| {
            number.chars().count() == 1 && number.contains(|c: char| c.is_ascii_digit() || "¹²³".contains(c))
        })
    };
    matches!(&*stem, "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") || numbered(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_file_system_objects_to_are_condemned() {
        let long = "示".repeat(61);
        for name in [
            "", "..", "a/b", "a\\b", "a:b", "a\0", "a\u{1f}", "a.", "a ", "CON", "nul.pdf", "com1 .x",
            "LPT³", "conout$", &long,
        ] {
            assert!(problem(name).is_some(), "{name:?}");
        }
        for name in ["身份报告_示例_1.pdf", "CONSOLE", "COM", "COM10", ".a", "_"] {
            assert_eq!(problem(name), None, "{name:?}");
        }
    }

    #[test]
    #[should_panic(expected = "has a separator")]
    fn a_name_that_breaks_a_rule_is_found_out() {
        keeps_to_the_rules("身份报告_../示例");
    }

    #[test]
    fn what_is_no_picture_has_no_media_type() {
        for bytes in [&b""[..], b"<svg/>", b"\x89PNG\r\n", b"RIFF0000WAVE"] {
            assert_eq!(media_type(bytes), None, "{bytes:?}");
        }
        assert_eq!(declared_size(b"GIF89a\x02\x01\x03\x00"), Some((258, 3)));
    }
}
