//! Writes evidence as PDF/A-3a: tagged, with attachments, and validated while it is written.

use crate::RenderError;
use crate::attachments::{Attachment, Content};
use crate::document;
use crate::dossier::Dossier;
use crate::fonts::Fonts;
use crate::invisible_chars::{title, visible};
use crate::layout::lay_out;
use crate::pages::{Drawn, Element, HEIGHT, Margins, Pages, Role, WIDTH};
use crate::sentences::moment;
use crate::words::{self, evidence::TITLE};
use jiff::Timestamp;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind,
    TagTree,
};
use krilla::{Document, SerializeSettings};
use std::num::NonZeroU16;
use store::time;

/// Renders a dossier as a PDF.
pub fn to_pdf(dossier: &Dossier) -> Result<Vec<u8>, RenderError> {
    drawn_with(Fonts::of_this_computer()?, dossier)
}

fn drawn_with(mut fonts: Fonts, dossier: &Dossier) -> Result<Vec<u8>, RenderError> {
    let saved_at = moment(&time::shown(dossier.saved_at));
    let program = format!("{} {}", words::app::NAME, dossier.version);
    let margins = Margins {
        above: &format!("{TITLE}  {}", dossier.subject),
        warning: dossier.demo.then_some(words::app::DEMO),
        below: &words::evidence::footer(&program, saved_at),
    };
    let pages = lay_out(&mut fonts, document::document(dossier), &margins).map_err(RenderError::NotMade)?;
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .finish()
        .map_err(|error| RenderError::NotMade(format!("{error:?}")))?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    document.set_metadata(metadata(dossier, program));
    document.set_outline(outline(&pages));
    draw(&mut document, &pages, &fonts)?;
    for attachment in &dossier.attachments {
        attach(&mut document, attachment)?;
    }
    document.finish().map_err(|error| RenderError::NotMade(format!("{error}: {error:?}")))
}

fn metadata(dossier: &Dossier, program: String) -> Metadata {
    Metadata::new()
        .title(title(&words::evidence::titled(dossier.demo, &dossier.subject)))
        .creator(program)
        .language("zh-CN".to_owned())
        .creation_date(date(dossier.saved_at))
}

fn date(at: Timestamp) -> DateTime {
    let civil = time::civil(at);
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    DateTime::new(u16::try_from(civil.year()).unwrap_or_default())
        .month(part(civil.month()))
        .day(part(civil.day()))
        .hour(part(civil.hour()))
        .minute(part(civil.minute()))
        .second(part(civil.second()))
        .utc_offset_hour(8)
        .utc_offset_minute(0)
}

fn outline(pages: &Pages) -> Outline {
    let mut outline = Outline::new();
    for (text, page, y) in &pages.outline {
        let place = XyzDestination::new(*page, Point::from_xy(0.0, *y));
        outline.push_child(OutlineNode::new(text.clone(), place));
    }
    outline
}

fn attach(document: &mut Document, attachment: &Attachment) -> Result<(), RenderError> {
    let Content::Attached(bytes) = &attachment.content else {
        return Ok(());
    };
    let at = attachment.at.parse().unwrap_or(Timestamp::UNIX_EPOCH);
    let embedded = document.embed_file(EmbeddedFile {
        path: attachment.name.clone(),
        mime_type: MimeType::new(&attachment.media_type),
        description: Some(visible(&words::evidence::described(&attachment.about, &attachment.sha256))),
        association_kind: AssociationKind::Source,
        data: bytes.clone().into(),
        modification_date: Some(date(at)),
        compress: None,
        location: None,
    });
    // Names are numbered and therefore unique. A file listed as attached must be attached.
    embedded.ok_or_else(|| RenderError::NotMade(format!("{} twice", attachment.name)))
}

/// Draws the pages, and assigns the drawn elements to the document's structure.
fn draw(document: &mut Document, pages: &Pages, fonts: &Fonts) -> Result<(), RenderError> {
    let not_made = || RenderError::NotMade("invalid page size".to_owned());
    let mut identifiers: Vec<Vec<Identifier>> = pages.nodes.iter().map(|_| Vec::new()).collect();
    for drawn in &pages.pages {
        let mut page = document.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(not_made)?);
        let mut surface = page.surface();
        for part in drawn.chunk_by(|one, other| one.node == other.node) {
            match part.first().and_then(|drawn| drawn.node) {
                Some(node) => {
                    let tag = match pages.nodes[node].role {
                        Role::Figure(_) => ContentTag::Other,
                        Role::Heading(..)
                        | Role::Paragraph
                        | Role::Table
                        | Role::Row
                        | Role::ColumnHead
                        | Role::Cell
                        | Role::Link { .. } => ContentTag::Span(SpanTag::empty()),
                    };
                    identifiers[node].push(surface.start_tagged(tag));
                }
                None => {
                    let artifact = Artifact::with_kind(ArtifactType::Other);
                    surface.start_tagged(ContentTag::Artifact(artifact));
                }
            }
            for Drawn { element, .. } in part {
                draw_element(&mut surface, element, pages, fonts);
            }
            surface.end_tagged();
        }
        surface.finish();
        for (node, area, place) in links(pages, drawn) {
            let target = Target::Destination(place.into());
            let text = Some(words::evidence::TO_SECTION.to_owned());
            let link = Annotation::new_link(LinkAnnotation::new(area, target), text);
            identifiers[node].push(page.add_tagged_annotation(link));
        }
        page.finish();
    }
    document.set_tag_tree(tag_tree(pages, identifiers));
    Ok(())
}

/// The links of a page: their nodes, where they are, and where they lead.
fn links(pages: &Pages, page: &[Drawn]) -> Vec<(usize, Rect, XyzDestination)> {
    let linked = page.chunk_by(|one, other| one.node == other.node).filter_map(|part| {
        let node = part.first()?.node?;
        let Role::Link { section } = pages.nodes[node].role else { return None };
        let (_, target, y) = pages.outline.get(section)?;
        let area = part.iter().filter_map(|drawn| area(&drawn.element)).reduce(union)?;
        let [left, top, right, bottom] = area;
        let area = Rect::from_ltrb(left, top, right, bottom)?;
        Some((node, area, XyzDestination::new(*target, Point::from_xy(0.0, *y))))
    });
    linked.collect()
}

/// Left, top, right and bottom of a line of text.
fn area(element: &Element) -> Option<[f32; 4]> {
    let Element::Text { x, baseline, line, style } = element else { return None };
    Some([*x, baseline - style.size, x + line.width, baseline + style.size / 4.0])
}

fn union(one: [f32; 4], other: [f32; 4]) -> [f32; 4] {
    [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
}

fn draw_element(surface: &mut Surface<'_>, element: &Element, pages: &Pages, fonts: &Fonts) {
    match element {
        Element::Text { x, baseline, line, style } => {
            surface.set_fill(Some(filled(style.color)));
            for run in &line.runs {
                let font = fonts.face(run.face).font.clone();
                let start = Point::from_xy(x + run.offset, *baseline);
                surface.draw_glyphs(start, &run.glyphs, font, &run.text, style.size, false);
            }
        }
        Element::Fill { x, y, width, height, color } => {
            if let Some(path) = rectangle(*x, *y, *width, *height) {
                surface.set_fill(Some(filled(*color)));
                surface.draw_path(&path);
            }
        }
        Element::Picture { index, x, y, width, height, top, bottom } => {
            let seen = rectangle(*x, *top, *width, bottom - top);
            if let (Some(seen), Some(size)) = (seen, Size::from_wh(*width, *height)) {
                surface.push_clip_path(&seen, &FillRule::NonZero);
                surface.push_transform(&Transform::from_translate(*x, *y));
                surface.draw_image(pages.pictures[*index].clone(), size);
                surface.pop();
                surface.pop();
            }
        }
    }
}

fn filled([red, green, blue]: [u8; 3]) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

fn rectangle(x: f32, y: f32, width: f32, height: f32) -> Option<krilla::geom::Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(x, y, width, height)?);
    path.finish()
}

/// The document's structure. Nodes come after their parents.
fn tag_tree(pages: &Pages, identifiers: Vec<Vec<Identifier>>) -> TagTree {
    let mut groups: Vec<Option<TagGroup>> = Vec::new();
    for (node, identifiers) in pages.nodes.iter().zip(identifiers) {
        let mut group = TagGroup::new(tag(&node.role));
        identifiers.into_iter().rev().for_each(|identifier| group.push(identifier));
        groups.push(Some(group));
    }
    let mut tree: Vec<TagGroup> = Vec::new();
    for index in (0..groups.len()).rev() {
        let Some(mut group) = groups[index].take() else { continue };
        // Children were added in reverse order.
        group.children.reverse();
        match pages.nodes[index].parent.and_then(|parent| groups[parent].as_mut()) {
            Some(parent) => parent.push(group),
            None => tree.push(group),
        }
    }
    let mut document = TagTree::new();
    tree.into_iter().rev().for_each(|group| document.push(group));
    document
}

fn tag(role: &Role) -> TagKind {
    match role {
        Role::Heading(level, text) => {
            Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(text.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::Cell => Tag::TD.into(),
        Role::Link { .. } => Tag::Link.into(),
        Role::Figure(alt) => Tag::Figure(Some(alt.clone())).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::Document;

    /// Evidence about a subject without any content.
    fn about(subject: &str) -> Document {
        let dossier = Dossier {
            subject: subject.to_owned(),
            demo: false,
            sources: Vec::new(),
            saved_at: Timestamp::UNIX_EPOCH,
            version: "9.8.7".to_owned(),
            pdf: true,
            look_ups: Vec::new(),
            orders: Vec::new(),
            newer: 0,
            attachments: Vec::new(),
        };
        let made = drawn_with(Fonts::with_test_font(), &dossier).unwrap();
        Document::load_mem(&made).unwrap()
    }

    /// The title in the XML metadata.
    fn title_of(document: &Document) -> String {
        let metadata = document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
        let content = &document.get_object(metadata).unwrap().as_stream().unwrap().content;
        let xml = roxmltree::Document::parse(std::str::from_utf8(content).unwrap()).unwrap();
        let title = xml.descendants().find(|node| node.tag_name().name() == "title").unwrap();
        let texts = title.descendants().filter(|node| node.is_text()).filter_map(|node| node.text());
        texts.map(str::trim).find(|text| !text.is_empty()).unwrap().to_owned()
    }

    fn text(document: &Document) -> String {
        let text = document.extract_text(&[1]).unwrap();
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    #[test]
    fn a_subject_that_no_xml_can_hold_has_marks_in_the_properties_and_on_paper() {
        let document = about("示例\u{fffe}甲\u{ffff}乙\u{fdd0}丙\u{1}<&>有限公司");
        let shown = "示例[U+FFFE]甲[U+FFFF]乙[U+FDD0]丙[U+0001]<&>有限公司";
        assert_eq!(title_of(&document), format!("核查底稿  {shown}"));
        assert!(text(&document).contains(shown));
    }

    #[test]
    fn a_subject_of_a_thousand_characters_is_on_paper_whole_and_cut_in_the_properties() {
        let subject = "示例远洋贸易".repeat(170);
        let document = about(&subject);
        assert!(text(&document).contains(&subject));
        let title = title_of(&document);
        assert!(title.ends_with('…') && title.chars().count() == 201, "{title}");
    }

    #[test]
    fn text_that_joins_or_goes_to_the_left_is_copied_as_it_is_read() {
        let subject = "示例 بلاب אב 12 e\u{301} 公司";
        let document = about(subject);
        let wanted: String = subject.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(text(&document).contains(&wanted), "{}", text(&document));
    }
}
