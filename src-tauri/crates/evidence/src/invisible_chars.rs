//! Replaces characters that are invisible, reorder text or have no meaning of their own.

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, NoncharacterCodePoint};
use icu_properties::{CodePointMapData, CodePointSetData};

/// Longest title, in characters. Readers show titles beside the document, which has the full text.
const MAX_TITLE: usize = 200;

/// Replaces every invisible or reordering character with a visible mark; line breaks stay.
pub(crate) fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for c in with_line_feeds(text).chars() {
        match shown(c) {
            Some(c) => visible.push(c),
            None => visible.push_str(&mark(c)),
        }
    }
    visible
}

/// The text with the line ends of Windows as line breaks.
pub(crate) fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// The text as a title for a tag, an outline, a property or a description: on one line, and shortened,
/// because PDF/A allows at most 32,767 bytes there.
pub(crate) fn title(text: &str) -> String {
    let mut title: String = visible(text).replace('\n', " ");
    if let Some((end, _)) = title.char_indices().nth(MAX_TITLE) {
        title.truncate(end);
        title.push('…');
    }
    title
}

/// The character to display; `None` if a mark replaces it.
pub(crate) fn shown(c: char) -> Option<char> {
    match c {
        '\n' => Some(c),
        '\t' => Some(' '),
        _ if is_hidden(c) => None,
        _ => Some(c),
    }
}

pub(crate) fn mark(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

/// What Unicode says is not displayed, control characters, line separators and annotation marks, as on screen.
/// Private-use characters too: every font draws them differently, and PDF/A does not allow them. XML, which a
/// PDF's metadata consist of, forbids some noncharacters.
fn is_hidden(c: char) -> bool {
    use GeneralCategory::{Control, LineSeparator, ParagraphSeparator, PrivateUse};
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    matches!(category, Control | LineSeparator | ParagraphSeparator | PrivateUse)
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
        || CodePointSetData::new::<NoncharacterCodePoint>().contains(c)
        || matches!(c, '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_or_is_no_character_is_named() {
        assert_eq!(visible("甲\u{202e}乙\u{e000}丙\u{0}"), "甲[U+202E]乙[U+E000]丙[U+0000]");
        let none = (0..=16u32).flat_map(|plane| [0xfffe, 0xffff].map(|last| plane << 16 | last));
        for c in none.chain(0xfdd0..=0xfdef).map(|code| char::from_u32(code).unwrap()) {
            assert_eq!(visible(&c.to_string()), format!("[U+{:04X}]", u32::from(c)));
        }
        assert_eq!(visible("示例（上海）\u{fffd}𠮷"), "示例（上海）\u{fffd}𠮷");
    }

    #[test]
    fn a_line_end_of_windows_is_a_line_break_and_a_return_by_itself_is_named() {
        assert_eq!(visible("一。\r\n二。\r三。\r\r\n"), "一。\n二。[U+000D]三。[U+000D]\n");
    }

    #[test]
    fn nothing_that_xml_forbids_is_left() {
        let allowed = |c: char| matches!(c, '\u{9}' | '\u{a}' | '\u{d}' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        assert!(('\0'..=char::MAX).all(|c| visible(&c.to_string()).chars().all(allowed)));
    }

    #[test]
    fn a_title_is_one_line_that_ends_with_dots_where_it_was_cut() {
        assert_eq!(title("甲\n乙\u{ffff}"), "甲 乙[U+FFFF]");
        let cut = title(&"示".repeat(11_000));
        assert_eq!((cut.chars().count(), cut.ends_with('…')), (MAX_TITLE + 1, true));
        assert_eq!(title(&"示".repeat(MAX_TITLE)).chars().count(), MAX_TITLE);
    }
}
