//! Detects a report's type from its content and checks that it is complete. A broken transfer may look
//! successful.

use super::report_beginning::{Begins, PDF_EDGE, begins, ends_with_any_case, is_blank, position};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use store::failure::{Failure, FileReason};
use store::order::ReportKind;

/// Number of bytes inspected at the beginning and at the end of a file.
const EDGE: usize = 64 << 10;
/// Largest total size of an archive's entries, unpacked, in bytes.
const MAX_UNPACKED: u64 = 500 << 20;

const ZIP_END: &[u8] = b"PK\x05\x06";

pub fn inspect(file: &mut (impl Read + Seek)) -> Result<ReportKind, Failure> {
    let damaged = |error: io::Error| Failure::file(FileReason::Damaged, error);
    let wrong = |detail: &str| Failure::file(FileReason::WrongType, detail);
    let edges = Edges::of(file).map_err(damaged)?;
    let kind = match begins(&edges.start) {
        Begins::Zip => archive(file).map_err(damaged)?,
        Begins::Ole => compound_file(file).map_err(damaged)?,
        Begins::Otherwise if edges.start.is_empty() => {
            return Err(Failure::file(FileReason::Damaged, "no bytes"));
        }
        begins => edges.text(begins).map_err(damaged)?,
    };
    kind.ok_or_else(|| wrong("neither PDF nor Word"))
}

#[derive(Default)]
struct Edges {
    start: Vec<u8>,
    end: Vec<u8>,
}

impl Edges {
    fn of(file: &mut (impl Read + Seek)) -> io::Result<Self> {
        let length = file.seek(SeekFrom::End(0))?;
        let mut edges = Self::default();
        file.rewind()?;
        file.by_ref().take(EDGE as u64).read_to_end(&mut edges.start)?;
        file.seek(SeekFrom::Start(length.saturating_sub(EDGE as u64)))?;
        file.read_to_end(&mut edges.end)?;
        Ok(edges)
    }

    /// The end without padding.
    fn end(&self) -> &[u8] {
        let blank = self.end.iter().rev().take_while(|byte| is_blank(**byte)).count();
        &self.end[..self.end.len() - blank]
    }

    /// Whether a file with this beginning has the matching end.
    fn text(&self, begins: Begins) -> io::Result<Option<ReportKind>> {
        let end = self.end();
        let (kind, is_whole) = match begins {
            Begins::Pdf => {
                let mark = position(&end[end.len().saturating_sub(PDF_EDGE)..], b"%%EOF");
                (ReportKind::Pdf, mark.is_some())
            }
            Begins::RichText => (ReportKind::RichText, end.ends_with(b"}")),
            Begins::WordMarkup => {
                let ends: [&[u8]; 5] =
                    [b"</html>", b"</w:worddocument>", b"</pkg:package>", b"</w:document>", b"--"];
                (ReportKind::WordMarkup, ends.iter().any(|mark| ends_with_any_case(end, mark)))
            }
            Begins::Zip | Begins::Ole | Begins::Otherwise => return Ok(None),
        };
        if is_whole { Ok(Some(kind)) } else { Err(io::Error::other("the end is missing")) }
    }

    /// Whether this entry of an archive, whose CRC was verified, is a report.
    fn is_report(&self, name: &[u8]) -> bool {
        let named = |extensions: &[&str]| {
            extensions.iter().any(|extension| ends_with_any_case(name, extension.as_bytes()))
        };
        match begins(&self.start) {
            Begins::Zip => {
                named(&[".docx", ".docm", ".ofd", ".odt"]) && position(&self.end, ZIP_END).is_some()
            }
            Begins::Ole => named(&[".doc", ".docx"]),
            begins => self.text(begins).is_ok_and(|kind| kind.is_some()),
        }
    }
}

impl Write for Edges {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = EDGE.saturating_sub(self.start.len()).min(bytes.len());
        self.start.extend_from_slice(&bytes[..room]);
        self.end.extend_from_slice(bytes);
        // Not on every write, which would move the bytes over and over.
        if self.end.len() > 4 * EDGE {
            self.end.drain(..self.end.len() - EDGE);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads every entry, which verifies its CRC. `[Content_Types].xml` makes the archive a Word document,
/// whatever its main part's name; OFD and OpenDocument have entries of their own. Otherwise one of the
/// entries may be the report.
fn archive(file: &mut (impl Read + Seek)) -> io::Result<Option<ReportKind>> {
    let mut archive = zip::ZipArchive::new(file)?;
    let mut left = MAX_UNPACKED;
    let (mut types, mut media_type, mut holds_report) = (Vec::new(), Vec::new(), false);
    for index in 0..archive.len() {
        let part = archive.by_index(index)?;
        let name = part.name_raw().to_owned();
        let mut edges = Edges::default();
        left -= io::copy(&mut part.take(left), &mut edges)?;
        if left == 0 {
            return Err(io::Error::other("the unpacked size exceeds the limit"));
        }
        holds_report |= edges.is_report(&name);
        match &*name {
            b"[Content_Types].xml" => types = edges.start,
            b"mimetype" => media_type = edges.start,
            _ => {}
        }
    }
    let names = |kind: &[u8]| position(&types, kind).is_some();
    Ok(if names(b"application/vnd.ms-word.document.macroEnabled.main+xml") {
        Some(ReportKind::WordWithMacros)
    } else if names(b"wordprocessingml.document.main+xml")
        || archive.index_for_name("word/document.xml").is_some()
    {
        Some(ReportKind::Word)
    } else if archive.index_for_name("OFD.xml").is_some() {
        Some(ReportKind::Ofd)
    } else if media_type == ReportKind::OpenDocument.media_type().as_bytes() {
        Some(ReportKind::OpenDocument)
    } else {
        holds_report.then_some(ReportKind::Archive)
    })
}

/// Reads every stream of an OLE2 file, the format of old Word documents and of password-protected new ones.
fn compound_file(file: &mut (impl Read + Seek)) -> io::Result<Option<ReportKind>> {
    let mut compound = cfb::CompoundFile::open(file)?;
    let streams: Vec<PathBuf> =
        compound.walk().filter(cfb::Entry::is_stream).map(|entry| entry.path().to_owned()).collect();
    let mut left = MAX_UNPACKED;
    for path in streams {
        let expected = compound.entry(&path)?.len();
        let read = io::copy(&mut compound.open_stream(&path)?.take(left), &mut io::sink())?;
        left -= read;
        if read != expected || left == 0 {
            return Err(io::Error::other("a stream is incomplete"));
        }
    }
    Ok(if compound.is_stream("/WordDocument") {
        Some(ReportKind::OldWord)
    } else {
        compound.is_stream("/EncryptedPackage").then_some(ReportKind::Word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use io::Cursor;

    fn inspected(bytes: impl AsRef<[u8]>) -> Result<ReportKind, FileReason> {
        inspect(&mut Cursor::new(bytes.as_ref())).map_err(|failure| match failure.cause {
            crate::FailureCause::File { reason } => reason,
            other => panic!("{other:?}"),
        })
    }

    fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(content).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    /// A Word document whose main part has this name and content type.
    fn word(main: &str, kind: &str) -> Vec<u8> {
        let types = format!(
            r#"<Types><Override PartName="/{main}" ContentType="application/{kind}.main+xml"/></Types>"#
        );
        zip(&[("[Content_Types].xml", types.as_bytes()), (main, "示例".repeat(1000).as_bytes())])
    }

    const DOCUMENT: &str = "vnd.openxmlformats-officedocument.wordprocessingml.document";
    const PDF: &[u8] = b"%PDF-1.7\nsome objects\n%%EOF\n";
    const PAGE: &[u8] = b"<html><body>Please sign in</body></html>";

    fn ole(streams: &[&str]) -> Vec<u8> {
        let mut compound = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for name in streams {
            let mut stream = compound.create_stream(name).unwrap();
            stream.write_all(&[7; 20_000]).unwrap();
            stream.flush().unwrap();
        }
        compound.into_inner().into_inner()
    }

    #[test]
    fn only_a_whole_pdf_is_taken_for_a_report() {
        assert_eq!(inspected(PDF), Ok(ReportKind::Pdf));
        assert_eq!(inspected(b"%PDF-1.7\nsome obj"), Err(FileReason::Damaged));
        assert_eq!(inspected(b""), Err(FileReason::Damaged));
        assert_eq!(inspected(b"<html><body>%%EOF"), Err(FileReason::WrongType));
        let mentions = [PAGE, b"%PDF-1.7 is not served here %%EOF"].concat();
        assert_eq!(inspected(mentions), Err(FileReason::WrongType), "a page stays a page");
    }

    #[test]
    fn a_pdf_may_stand_behind_other_bytes_and_before_them() {
        for before in [&b"\xef\xbb\xbf"[..], b"\r\n\r\n", b" \t\0", &[0; 1024], b"X-Served-By: 7\r\n\r\n"] {
            assert_eq!(inspected([before, PDF].concat()), Ok(ReportKind::Pdf), "{} bytes", before.len());
        }
        assert_eq!(inspected([&[0; 1025], PDF].concat()), Err(FileReason::WrongType));
        for after in [&b"\0"[..], &[0; 40_000], &[b'x'; 1000], b"\r\n<!-- served -->"] {
            assert_eq!(inspected([PDF, after].concat()), Ok(ReportKind::Pdf), "{} bytes", after.len());
        }
        assert_eq!(inspected([PDF, &[b'x'; 2000]].concat()), Err(FileReason::Damaged));
    }

    #[test]
    fn only_a_whole_word_document_is_taken_for_a_report() {
        let whole = word("word/document.xml", DOCUMENT);
        assert_eq!(inspected(&whole), Ok(ReportKind::Word));
        for end in 5..whole.len() {
            assert_eq!(inspected(&whole[..end]), Err(FileReason::Damaged), "cut after {end} bytes");
        }
        let mut flipped = whole.clone();
        flipped[60] ^= 1;
        assert_eq!(inspected(&flipped), Err(FileReason::Damaged));
    }

    #[test]
    fn content_types_make_an_archive_a_word_document() {
        for main in ["word/document2.xml", "word/document.xml", "report.xml"] {
            assert_eq!(inspected(word(main, DOCUMENT)), Ok(ReportKind::Word), "{main}");
        }
        let macros = word("word/document.xml", "vnd.ms-word.document.macroEnabled");
        assert_eq!(inspected(macros), Ok(ReportKind::WordWithMacros));
        let sheet = word("xl/workbook.xml", "vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assert_eq!(inspected(sheet), Err(FileReason::WrongType));
        assert_eq!(inspected(zip(&[("word/document.xml", b"<w:document/>")])), Ok(ReportKind::Word));
    }

    #[test]
    fn a_document_in_the_national_format_or_an_open_one_is_a_report_and_no_other_open_one_is() {
        let open = |kind: &str| {
            let media_type = format!("application/vnd.oasis.opendocument.{kind}");
            zip(&[("mimetype", media_type.as_bytes()), ("content.xml", b"<office:document-content/>")])
        };
        let ofd = zip(&[("OFD.xml", b"<ofd:OFD/>"), ("Doc_0/Document.xml", b"<ofd:Document/>")]);
        for (document, kind, name) in
            [(ofd, ReportKind::Ofd, "report.ofd"), (open("text"), ReportKind::OpenDocument, "report.odt")]
        {
            assert_eq!(inspected(&document), Ok(kind));
            assert_eq!(inspected(&document[..document.len() - 9]), Err(FileReason::Damaged), "{kind:?}");
            assert_eq!(inspected(zip(&[(name, &document)])), Ok(ReportKind::Archive), "{kind:?}");
        }
        assert_eq!(inspected(open("spreadsheet")), Err(FileReason::WrongType));
    }

    #[test]
    fn an_archive_is_a_report_if_a_whole_one_is_in_it() {
        let docx = word("word/document2.xml", DOCUMENT);
        let old = ole(&["/WordDocument"]);
        for (name, content) in [("报告.pdf", PDF), ("a/report.DOCX", &docx), ("report.doc", &old)] {
            let archive = zip(&[("readme.txt", b"see inside"), (name, content)]);
            assert_eq!(inspected(&archive), Ok(ReportKind::Archive), "{name}");
            assert_eq!(inspected(&archive[..archive.len() - 9]), Err(FileReason::Damaged), "{name}");
        }
        for (name, content) in
            [("page.html", PAGE), ("report.pdf", &PDF[..20]), ("book.xlsx", &docx), ("other.txt", b"x")]
        {
            assert_eq!(inspected(zip(&[(name, content)])), Err(FileReason::WrongType), "{name}");
        }
        assert_eq!(inspected(zip(&[])), Err(FileReason::WrongType));
    }

    #[test]
    fn a_word_document_of_before_2007_is_a_report_and_no_other_ole_file_is() {
        let whole = ole(&["/1Table", "/WordDocument"]);
        assert_eq!(inspected(&whole), Ok(ReportKind::OldWord));
        for end in [8, 511, 512, 4096, whole.len() / 2] {
            assert_eq!(inspected(&whole[..end]), Err(FileReason::Damaged), "cut after {end} bytes");
        }
        assert_eq!(inspected(ole(&["/EncryptedPackage", "/EncryptionInfo"])), Ok(ReportKind::Word));
        assert_eq!(inspected(ole(&["/Workbook"])), Err(FileReason::WrongType));
    }

    #[test]
    fn rich_text_and_markup_of_words_own_are_reports_while_they_are_whole() {
        let html = r#"<html xmlns:w="urn:schemas-microsoft-com:office:word"><body>示例</body></HTML>"#;
        let flat = r#"<?xml version="1.0"?><?mso-application progid="Word.Document"?>
            <w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"></w:wordDocument>"#;
        let mhtml =
            format!("MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n{html}\r\n--x--\r\n");
        for text in [html, flat, &mhtml, &format!("\u{feff}\r\n{html}\r\n")] {
            assert_eq!(inspected(text), Ok(ReportKind::WordMarkup), "{text}");
            assert_eq!(inspected(&text[..text.len() - 12]), Err(FileReason::Damaged), "{text}");
        }
        assert_eq!(inspected(b"{\\rtf1\\ansi text}\r\n\0"), Ok(ReportKind::RichText));
        assert_eq!(inspected(b"{\\rtf1\\ansi te"), Err(FileReason::Damaged));
    }
}
