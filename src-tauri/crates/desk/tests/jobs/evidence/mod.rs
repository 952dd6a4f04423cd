//! Evidence: saved, then read back by libraries that did not write it.

mod attachments;
mod content;
mod hostile_text;
mod refused;

use crate::holds::{NO, service};
use crate::orders::until;
use crate::{MAIN, MANY, QUICK, Workplace, customs_credit, exit_restriction, never, subject};
use calamine::{Data, Reader, Xlsx};
use catalog::ListCheck;
use desk::{
    Archive, Credential, Desk, EntryId, EvidenceError, EvidenceFile, EvidenceFormat, EvidenceOf,
    EvidenceSetting, LookUpCheck, NoteKind, OrderState, ReportFormat, ReuseWindow, SavingError, Service,
    Setup,
};
use lopdf::{Dictionary, Document};
use sandbox::Options;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use test_servers::{Act, Peer, ok};

const NOBODY: &str = "示例青禾农业科技有限公司";
const AT: &str = "2026-11-22T06:03:05Z";

fn save(archive: &Archive, folder: &Path, of: &EvidenceOf) -> Result<Vec<EvidenceFile>, EvidenceError> {
    let at = AT.parse().unwrap();
    archive.save_evidence(of, EvidenceSetting { folder, version: "9.8.7", at })
}

pub(crate) fn of(calls: &[i64], orders: &[i64]) -> EvidenceOf {
    let formats = vec![EvidenceFormat::Pdf, EvidenceFormat::Excel];
    EvidenceOf { calls: calls.to_vec(), orders: orders.to_vec(), formats }
}

/// Saved evidence, read back.
pub(crate) struct Saved {
    pub(crate) pdf: Pdf,
    pub(crate) excel: Excel,
    files: Vec<EvidenceFile>,
}

pub(crate) fn saved(place: &Workplace, archive: &Archive, of: &EvidenceOf) -> Saved {
    let files = save(archive, &place.evidence(), of).unwrap();
    let path = |index: usize| Path::new(&files[index].folder).join(&files[index].file_name);
    for (index, file) in files.iter().enumerate() {
        assert_eq!(std::fs::metadata(path(index)).unwrap().len(), file.bytes);
    }
    Saved { pdf: Pdf::read(&path(0)), excel: Excel::read(&path(1)), files }
}

pub(crate) struct Pdf {
    document: Document,
    /// Without the white space that the reader inserts between lines.
    pages: Vec<String>,
}

impl Pdf {
    fn read(path: &Path) -> Self {
        let document = Document::load(path).unwrap();
        let numbers: Vec<u32> = document.get_pages().into_keys().collect();
        let text = |number: &u32| {
            let text = document.extract_text(&[*number]).unwrap();
            text.chars().filter(|c| !c.is_whitespace()).collect()
        };
        let pages = numbers.iter().map(text).collect();
        Self { document, pages }
    }

    fn text(&self) -> String {
        self.pages.concat()
    }

    #[track_caller]
    pub(crate) fn says(&self, text: &str) {
        let wanted: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(self.text().contains(&wanted), "{text} is not in {}", self.text());
    }

    /// The attachments by name.
    pub(crate) fn attachments(&self) -> BTreeMap<String, Vec<u8>> {
        let specs = self.document.objects.values().filter_map(|object| object.as_dict().ok());
        let specs = specs.filter(|spec| spec.has(b"EF"));
        specs.map(|spec| (self.name(spec), self.content(spec))).collect()
    }

    /// The name, which must agree in both entries and in the catalogue's name tree.
    fn name(&self, spec: &Dictionary) -> String {
        assert_eq!(spec.get(b"AFRelationship").unwrap().as_name().unwrap(), b"Source");
        let name = lopdf::decode_text_string(spec.get(b"UF").unwrap()).unwrap();
        assert_eq!(spec.get(b"F").unwrap().as_str().unwrap(), name.as_bytes());
        assert!(self.listed_names().contains(&name), "{name}");
        name
    }

    /// The attachments' names in the catalogue.
    fn listed_names(&self) -> Vec<String> {
        let inner = |of: &Dictionary, entry: &[u8]| {
            self.document.dereference(of.get(entry).unwrap()).unwrap().1.as_dict().unwrap().clone()
        };
        let files = inner(&inner(self.catalog(), b"Names"), b"EmbeddedFiles");
        let names = files.get(b"Names").unwrap().as_array().unwrap();
        names
            .iter()
            .step_by(2)
            .map(|name| String::from_utf8(name.as_str().unwrap().into()).unwrap())
            .collect()
    }

    /// The description of an attachment.
    fn description(&self, name: &str) -> String {
        let specs = self.document.objects.values().filter_map(|object| object.as_dict().ok());
        let mut specs = specs.filter(|spec| spec.has(b"EF"));
        let spec = specs.find(|spec| self.name(spec) == name).unwrap();
        lopdf::decode_text_string(spec.get(b"Desc").unwrap()).unwrap()
    }

    /// The metadata as XML.
    fn properties(&self) -> String {
        let metadata = self.catalog().get(b"Metadata").unwrap().as_reference().unwrap();
        let content = self.document.get_object(metadata).unwrap().as_stream().unwrap().content.clone();
        let xml = String::from_utf8(content).unwrap();
        roxmltree::Document::parse(&xml).unwrap();
        xml
    }

    /// The pages that the links of a page lead to, counted from 0.
    fn links(&self, page: usize) -> Vec<usize> {
        let pages: Vec<_> = self.document.get_pages().into_values().collect();
        let annotations = self.document.get_page_annotations(pages[page]).unwrap();
        let leads_to = |link: &Dictionary| {
            let place = self.document.dereference(link.get(b"Dest").unwrap()).unwrap().1;
            let target = place.as_array().unwrap()[0].as_reference().unwrap();
            pages.iter().position(|page| *page == target).unwrap()
        };
        let links = annotations.into_iter().filter(|annotation| is(annotation, b"Subtype", b"Link"));
        links.map(leads_to).collect()
    }

    /// The titles of the structure elements, in no particular order.
    fn titles(&self) -> Vec<String> {
        let elements = self.document.objects.values().filter_map(|object| object.as_dict().ok());
        let titles = elements.filter_map(|element| element.get(b"T").ok());
        titles.filter_map(|title| lopdf::decode_text_string(title).ok()).collect()
    }

    fn content(&self, spec: &Dictionary) -> Vec<u8> {
        let file = spec.get(b"EF").unwrap().as_dict().unwrap().get(b"UF").unwrap().as_reference().unwrap();
        let stream = self.document.get_object(file).unwrap().as_stream().unwrap();
        if stream.dict.has(b"Filter") {
            stream.decompressed_content().unwrap()
        } else {
            stream.content.clone()
        }
    }

    fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }
}

/// Whether an entry of a dictionary is this name.
fn is(dictionary: &Dictionary, entry: &[u8], name: &[u8]) -> bool {
    dictionary.get(entry).is_ok_and(|value| value.as_name().is_ok_and(|value| value == name))
}

/// The sheets by name, as rows of text.
pub(crate) struct Excel(BTreeMap<String, Vec<Vec<String>>>);

impl Excel {
    fn read(path: &Path) -> Self {
        let mut workbook: Xlsx<_> = calamine::open_workbook(path).unwrap();
        let mut sheets = BTreeMap::new();
        for name in workbook.sheet_names() {
            assert!(workbook.worksheet_formula(&name).unwrap().is_empty(), "a formula in {name}");
            let text = |cell: &Data| match cell {
                Data::String(text) => text.clone(),
                Data::Empty => String::new(),
                other => panic!("{other:?} in {name} is no text"),
            };
            let range = workbook.worksheet_range(&name).unwrap();
            let rows = range.rows().map(|row| row.iter().map(text).collect()).collect();
            sheets.insert(name.clone(), rows);
        }
        Self(sheets)
    }

    /// A column without its heading.
    fn column(&self, sheet: &str, heading: &str) -> Vec<&str> {
        let rows = &self.0[sheet];
        let column = rows[0].iter().position(|cell| cell == heading).unwrap();
        rows[1..].iter().map(|row| row[column].as_str()).collect()
    }

    pub(crate) fn has(&self, sheet: &str, text: &str) -> bool {
        self.0[sheet].iter().flatten().any(|cell| cell.contains(text))
    }
}

async fn ask(desk: &Desk, check: LookUpCheck, name: &str) -> i64 {
    desk.look_up(check, &subject(name), false, &never()).await.unwrap().call
}

async fn report(desk: &Arc<Desk>, name: &str) -> i64 {
    report_as(desk, name, ReportFormat::Pdf).await
}

async fn report_as(desk: &Arc<Desk>, name: &str, format: ReportFormat) -> i64 {
    let mut changes = desk.order_changes();
    let order = desk.order_report(&subject(name), format, &[]).unwrap();
    until(&mut changes, OrderState::is_final).await;
    order.id
}

async fn quick() -> Workplace {
    Workplace::with(Options { report_step: Duration::from_millis(5), ..Options::default() }).await
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
