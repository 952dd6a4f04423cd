//! Searches bytes for secrets in any encoding.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use aho_corasick::AhoCorasick;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// A text that must not be found.
#[derive(Clone)]
pub struct Secret {
    /// Its name in reports.
    pub name: String,
    /// The text.
    pub text: String,
}

/// An encoding of a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    Plain,
    Upper,
    Lower,
    /// In either case.
    Hex,
    /// With each of the three alignments, in either alphabet.
    Base64,
    /// With various sets of escaped characters, with hexadecimal digits in either case; including form
    /// fields.
    Url,
    /// Encoded once or twice, with or without escaped slashes, or entirely as `\u` escapes. Includes Rust's
    /// `Debug`.
    Json,
    /// Little-endian or big-endian.
    Utf16,
    /// As text and attributes of markup, for the page's source.
    Html,
}

impl Encoding {
    pub const ALL: [Self; 9] = [
        Self::Plain,
        Self::Upper,
        Self::Lower,
        Self::Hex,
        Self::Base64,
        Self::Url,
        Self::Json,
        Self::Utf16,
        Self::Html,
    ];

    /// All encodings of a text, including its upper-case and lower-case forms.
    fn spellings(self, text: &str) -> Vec<Vec<u8>> {
        let cases = [text.to_owned(), text.to_ascii_uppercase(), text.to_ascii_lowercase()];
        match self {
            Self::Plain | Self::Upper | Self::Lower => self.spellings_as_it_is(text),
            _ => cases.iter().flat_map(|text| self.spellings_as_it_is(text)).collect(),
        }
    }

    fn spellings_as_it_is(self, text: &str) -> Vec<Vec<u8>> {
        match self {
            Self::Plain => vec![text.into()],
            Self::Upper => vec![text.to_ascii_uppercase().into()],
            Self::Lower => vec![text.to_ascii_lowercase().into()],
            Self::Hex => either_case(text.bytes().map(|byte| format!("{byte:02x}")).collect()),
            Self::Base64 => (0..3).flat_map(|shift| base64_after(shift, text)).collect(),
            Self::Url => [NON_ALPHANUMERIC, UNRESERVED, COMPONENT, QUERY]
                .into_iter()
                .flat_map(|set| url_escaped(text, set))
                .collect(),
            Self::Json => json_escaped(text),
            Self::Utf16 => vec![
                text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            ],
            Self::Html => html_escaped(text),
        }
    }
}

/// RFC 3986: everything but letters, digits and `-._~`.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// The characters that `encodeURIComponent` escapes.
const COMPONENT: &AsciiSet = &UNRESERVED.remove(b'!').remove(b'*').remove(b'\'').remove(b'(').remove(b')');
/// The characters that the URL standard escapes in a query.
const QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>');

fn either_case(text: String) -> Vec<Vec<u8>> {
    vec![text.to_uppercase().into(), text.into()]
}

/// The characters of a base64 text that do not depend on what surrounds the secret.
fn base64_after(shift: usize, text: &str) -> Vec<Vec<u8>> {
    let shifted = [&[0; 2][..shift], text.as_bytes()].concat();
    let (first, end) = ((shift * 8).div_ceil(6), shifted.len() * 8 / 6);
    [STANDARD_NO_PAD, URL_SAFE_NO_PAD].map(|engine| engine.encode(&shifted)[first..end].into()).into()
}

fn url_escaped(text: &str, set: &'static AsciiSet) -> Vec<Vec<u8>> {
    let upper = utf8_percent_encode(text, set).to_string();
    let lower = text.chars().fold(String::new(), |all, character| {
        let escaped = utf8_percent_encode(&character.to_string(), set).to_string();
        all + &if escaped.len() > 1 { escaped.to_lowercase() } else { escaped }
    });
    vec![upper.into(), lower.into()]
}

fn json_escaped(text: &str) -> Vec<Vec<u8>> {
    let json = |text: &str| {
        let quoted = serde_json::Value::from(text).to_string();
        quoted[1..quoted.len() - 1].to_owned()
    };
    let units: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let upper_units = text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect();
    let once = json(text);
    [json(&once), once.replace('/', "\\/"), once, units, upper_units].map(String::into_bytes).into()
}

fn html_escaped(text: &str) -> Vec<Vec<u8>> {
    let text = text.replace('&', "&amp;");
    let inner = text.replace('<', "&lt;").replace('>', "&gt;");
    [text.replace('"', "&quot;"), inner.replace('"', "&quot;"), inner].map(String::into_bytes).into()
}

/// A place where a secret could appear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Surface {
    /// Standard output and error of the app and its descendants.
    Output,
    /// The log files, including rotated ones.
    Log,
    /// The exported log.
    ExportedLog,
    /// The records of the service and the demo data, with their WALs.
    Record,
    /// Replies saved from the record.
    SavedReplies,
    Settings,
    /// Reports, and what was received instead.
    Evidence,
    Cache,
    /// All other files of app, web view and desktop in the home folder.
    WebViewStorage,
    /// Temporary and runtime files.
    TemporaryFiles,
    /// Markup, fields, storage and URLs of the page.
    Page,
    /// Messages to the page: command replies and events.
    Ipc,
    Clipboard,
    Arguments,
    Environment,
    PanicOutput,
    /// What hosts other than the service received.
    OtherHosts,
    /// What the service received. Key and token belong there, the secret does not.
    Service,
}

impl Surface {
    pub const ALL: [Self; 18] = [
        Self::Output,
        Self::Log,
        Self::ExportedLog,
        Self::Record,
        Self::SavedReplies,
        Self::Settings,
        Self::Evidence,
        Self::Cache,
        Self::WebViewStorage,
        Self::TemporaryFiles,
        Self::Page,
        Self::Ipc,
        Self::Clipboard,
        Self::Arguments,
        Self::Environment,
        Self::PanicOutput,
        Self::OtherHosts,
        Self::Service,
    ];
}

/// A secret that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    pub surface: Surface,
    /// A file name or the like.
    pub place: String,
    pub secret: String,
    pub encoding: Encoding,
    /// The text around it, without the secret itself.
    pub around: String,
}

/// Searches for all encodings of some secrets.
pub struct Scanner {
    spellings: AhoCorasick,
    /// The secret and encoding of each pattern.
    meanings: Vec<(String, Encoding)>,
}

impl Scanner {
    pub fn new(secrets: &[Secret]) -> Self {
        let (mut spellings, mut meanings, mut known) = (Vec::new(), Vec::new(), BTreeSet::new());
        for secret in secrets {
            for encoding in Encoding::ALL {
                for spelling in encoding.spellings(&secret.text) {
                    // If two encodings give the same pattern, as for plain letters, the first one counts.
                    if known.insert(spelling.clone()) {
                        spellings.push(spelling);
                        meanings.push((secret.name.clone(), encoding));
                    }
                }
            }
        }
        Self { spellings: AhoCorasick::new(spellings).expect("a few thousand spellings"), meanings }
    }

    /// All secrets in `bytes`.
    pub fn hits(&self, surface: Surface, place: &str, bytes: &[u8]) -> Vec<Hit> {
        let found = self.spellings.find_iter(bytes).map(|found| {
            let (secret, encoding) = self.meanings[found.pattern().as_usize()].clone();
            let before = &bytes[found.start().saturating_sub(60)..found.start()];
            let after = &bytes[found.end()..bytes.len().min(found.end() + 30)];
            let around = format!("{}█{}", String::from_utf8_lossy(before), String::from_utf8_lossy(after));
            Hit { surface, place: place.to_owned(), secret, encoding, around }
        });
        found.collect()
    }
}

/// What was searched and found.
#[derive(Default)]
pub struct Report {
    searched: BTreeMap<Surface, (usize, usize)>,
    pub hits: Vec<Hit>,
}

impl Report {
    /// Searches these bytes.
    pub fn search(&mut self, scanner: &Scanner, surface: Surface, place: &str, bytes: &[u8]) {
        let (items, searched) = self.searched.entry(surface).or_default();
        *items += 1;
        *searched += bytes.len();
        self.hits.extend(scanner.hits(surface, place, bytes));
    }

    /// Number of bytes searched on a surface.
    pub fn bytes(&self, surface: Surface) -> usize {
        self.searched.get(&surface).map_or(0, |(_, bytes)| *bytes)
    }

    pub fn hits_in(&self, surface: Surface) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| hit.surface == surface)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<16} {:>6} {:>12} {:>5}  by encoding", "surface", "items", "bytes", "hits")?;
        for (surface, (items, bytes)) in &self.searched {
            let hits: Vec<_> = self.hits_in(*surface).collect();
            write!(f, "{:<16} {items:>6} {bytes:>12} {:>5} ", format!("{surface:?}"), hits.len())?;
            for encoding in Encoding::ALL {
                let count = hits.iter().filter(|hit| hit.encoding == encoding).count();
                write!(f, " {encoding:?} {count}")?;
            }
            writeln!(f)?;
        }
        let bytes: usize = self.searched.values().map(|(_, bytes)| bytes).sum();
        writeln!(f, "{} surfaces × {} encodings, {bytes} bytes", self.searched.len(), Encoding::ALL.len())?;
        let distinct: BTreeSet<_> = self.hits.iter().collect();
        distinct.iter().try_for_each(|hit| {
            let Hit { surface, place, secret, encoding, around } = hit;
            writeln!(f, "{surface:?} {place}: {secret} ({encoding:?}): {around:?}")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every encoding changes this one.
    const TEXT: &str = r#"Ca"na/ry\Ke&y+<0f1e>2D3c="#;

    fn scanner() -> Scanner {
        Scanner::new(&[Secret { name: "key".into(), text: TEXT.into() }])
    }

    #[test]
    fn every_spelling_is_found_in_every_surface_and_named() {
        let scanner = scanner();
        for surface in Surface::ALL {
            for encoding in Encoding::ALL {
                for spelling in encoding.spellings(TEXT) {
                    let planted = [&b"\0\xff12"[..], &spelling, b"34\xfe"].concat();
                    let mut report = Report::default();
                    report.search(&scanner, surface, "a file", &planted);
                    let [hit] = &report.hits[..] else { panic!("{encoding:?}: {:?}", report.hits) };
                    assert_eq!((hit.surface, hit.encoding, &*hit.secret), (surface, encoding, "key"));
                    assert_eq!(report.bytes(surface), planted.len());
                    assert!(report.to_string().contains(&format!("{encoding:?} 1")), "{report}");
                }
            }
        }
    }

    #[test]
    fn base64_finds_it_within_a_longer_text_wherever_that_begins() {
        for before in 0..7 {
            for after in 0..4 {
                let text = [&vec![b'x'; before][..], TEXT.as_bytes(), &vec![b'y'; after][..]].concat();
                for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
                    let hits = scanner().hits(Surface::Log, "", engine.encode(&text).as_bytes());
                    assert_eq!(hits.len(), 1, "{before} before, {after} after");
                }
            }
        }
    }

    #[test]
    fn what_libraries_write_is_found() {
        for written in [
            format!("{TEXT:?}"),
            serde_json::json!({ "a": TEXT }).to_string(),
            serde_json::json!({ "a": serde_json::json!({ "b": TEXT }).to_string() }).to_string(),
            url::Url::parse_with_params("https://a.example", [("key", TEXT)]).unwrap().to_string(),
        ] {
            assert_eq!(scanner().hits(Surface::Log, "", written.as_bytes()).len(), 1, "{written}");
        }
    }

    #[test]
    fn a_part_of_it_is_not_taken_for_it_and_a_hit_is_told_without_it() {
        assert_eq!(scanner().hits(Surface::Log, "", &TEXT.as_bytes()[1..]), []);
        let hits = scanner().hits(Surface::Log, "", format!("before {TEXT} after").as_bytes());
        assert_eq!(hits[0].around, "before █ after");
    }
}
