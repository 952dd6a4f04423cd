//! Pictures and reports of the fictional companies: forms from `papers/`, filled in. `papers/make.py` draws
//! them.

use std::io::{self, Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{clock::in_china, company::companies, order_no::OrderNo};

const SNAPSHOT: &[u8] = include_bytes!("../papers/snapshot-form.png");
/// The parts of the snapshots that differ, one company below the other, in the form's colours.
const OWN: &[u8] = include_bytes!("../papers/snapshot-companies.png");
/// Position of that part in the form.
const OWN_LEFT: usize = 382;
const OWN_TOP: usize = 230;
/// Texts are hexadecimal UTF-16.
const PDF: &str = include_str!("../papers/report.pdf");
const WORD: [(&str, &str); 3] = [
    ("[Content_Types].xml", include_str!("../papers/word/content-types.xml")),
    ("_rels/.rels", include_str!("../papers/word/relationships.xml")),
    ("word/document.xml", include_str!("../papers/word/document.xml")),
];

/// The registration card of the company at this position: a PNG of 1240 × 1750 pixels.
pub(crate) fn snapshot(company: usize) -> io::Result<Vec<u8>> {
    let mut form = png::Decoder::new(Cursor::new(SNAPSHOT)).read_info()?;
    let mut own = png::Decoder::new(Cursor::new(OWN)).read_info()?;
    let mut pixels = vec![0; form.output_buffer_size().unwrap_or_default()];
    let line = form.next_frame(&mut pixels)?.line_size;
    let height = own.info().height as usize / companies().len();
    for _ in 0..company * height {
        own.next_row()?;
    }
    for row in pixels.chunks_mut(line).skip(OWN_TOP).take(height) {
        if let Some(own) = own.next_row()? {
            // Two pixels per byte.
            row[OWN_LEFT / 2..][..own.data().len()].copy_from_slice(own.data());
        }
    }
    let mut file = Vec::new();
    let mut card = png::Encoder::with_info(&mut file, form.info().clone())?.write_header()?;
    card.write_image_data(&pixels)?;
    card.finish()?;
    Ok(file)
}

/// The 基础身份报告 of an order.
pub(crate) fn pdf(order: &OrderNo) -> Vec<u8> {
    // Pad to the width of the field, so that the offsets in the PDF stay valid.
    let written = |value: &str, width: usize| {
        let hex: String = value.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        format!("{hex:width$}")
    };
    filled(PDF, order, written).into_bytes()
}

/// The same as a Word document.
pub(crate) fn word(order: &OrderNo) -> io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in WORD {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(filled(text, order, |value, _| value.to_owned()).as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Replaces each `{field}` of a form with its value, formatted for the field's width.
fn filled(form: &str, order: &OrderNo, written: impl Fn(&str, usize) -> String) -> String {
    let mut filled = String::with_capacity(form.len());
    let mut rest = form;
    while let Some((before, (field, after))) =
        rest.split_once('{').and_then(|(before, from)| Some((before, from.split_once('}')?)))
    {
        filled.push_str(before);
        filled.push_str(&written(&value(field.trim_end(), order), field.len() + 2));
        rest = after;
    }
    filled + rest
}

fn value(field: &str, order: &OrderNo) -> String {
    let company = &companies()[order.company];
    let of_the_company = match field {
        "order" => return order.to_string(),
        "date" => return in_china(order.placed).date().to_string(),
        "name" => company.name,
        "credit_code" => company.credit_code,
        "registration_no" => company.registration_no,
        "kind" => company.kind,
        "legal_representative" => company.legal_representative,
        "capital" => company.capital,
        "founded" => company.founded,
        "address" => company.address,
        // A test ensures that the forms have no other fields.
        unknown => unknown,
    };
    of_the_company.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order_no::Format;

    fn orders() -> impl Iterator<Item = OrderNo> {
        (0..companies().len()).map(|company| OrderNo { placed: 0, company, format: Format::Pdf, serial: 0 })
    }

    #[test]
    fn what_is_filled_in_fits_the_form() {
        assert!(orders().all(|order| pdf(&order).len() == PDF.len()));
    }

    #[test]
    fn every_field_of_the_forms_is_known() {
        for form in [PDF, WORD[2].1] {
            let written = |value: &str, _: usize| {
                let is_unknown = value.contains('_') || value.chars().all(|c| c.is_ascii_lowercase());
                assert!(!is_unknown, "{value}");
                String::new()
            };
            orders().for_each(|order| drop(filled(form, &order, written)));
        }
    }
}
