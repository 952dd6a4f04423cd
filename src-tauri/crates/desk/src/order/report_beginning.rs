//! Detects the type of a report from its first bytes.

/// PDF readers search this many bytes at the beginning for the header, and at the end for the end marker.
pub(super) const PDF_EDGE: usize = 1024;
const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether a report can begin like this. What a network serves instead begins differently.
pub(crate) fn may_begin(start: &[u8]) -> bool {
    begins(start) != Begins::Otherwise
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    Zip,
    Ole,
    Pdf,
    RichText,
    WordMarkup,
    Otherwise,
}

pub(super) fn begins(start: &[u8]) -> Begins {
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let text = &text[text.iter().take_while(|byte| is_blank(**byte)).count()..];
    let is_markup = text.starts_with(b"<") || starts_with_any_case(text, b"mime-version:");
    if start.starts_with(ZIP) {
        Begins::Zip
    } else if start.starts_with(OLE) {
        Begins::Ole
    } else if text.starts_with(b"{\\rtf") {
        Begins::RichText
    } else if is_markup {
        if is_words_own(text) { Begins::WordMarkup } else { Begins::Otherwise }
    } else if position(&start[..start.len().min(PDF_EDGE + 5)], b"%PDF-").is_some() {
        Begins::Pdf
    } else {
        Begins::Otherwise
    }
}

/// Whether markup uses a Word namespace. A network's page does not.
fn is_words_own(text: &[u8]) -> bool {
    [
        &b"urn:schemas-microsoft-com:office:word"[..],
        b"schemas.microsoft.com/office/word/2003/wordml",
        b"schemas.microsoft.com/office/2006/xmlPackage",
    ]
    .iter()
    .any(|mark| position(text, mark).is_some())
}

pub(super) fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0
}

pub(super) fn position(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

fn starts_with_any_case(bytes: &[u8], part: &[u8]) -> bool {
    bytes.get(..part.len()).is_some_and(|start| start.eq_ignore_ascii_case(part))
}

pub(super) fn ends_with_any_case(bytes: &[u8], part: &[u8]) -> bool {
    bytes.len() >= part.len() && bytes[bytes.len() - part.len()..].eq_ignore_ascii_case(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_otherwise_is_no_report() {
        for bytes in [
            b"<html>sign in</html>" as &[u8],
            b"{\"code\":404}",
            b"\x89PNG\r\n\x1a\n",
            b"MZ\x90",
            b"text",
            b"\xef\xbb\xbf<?xml?>",
            b"",
        ] {
            assert!(!may_begin(bytes), "{bytes:?}");
        }
        for bytes in [b"%PDF-1.7" as &[u8], b"PK\x03\x04", OLE, b"{\\rtf1", b"\r\n%PDF-1.4"] {
            assert!(may_begin(bytes), "{bytes:?}");
        }
    }
}
