//! Replaces characters that are invisible, reorder text or have no meaning of their own.

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
        _ if is_hidden(c) || is_private(c) || is_no_character(c) => None,
        _ => Some(c),
    }
}

pub(crate) fn mark(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

/// Unicode's ignorable characters, control characters and line separators.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Private-use characters: every font draws them differently, and PDF/A does not allow them.
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Unicode's noncharacters. XML, which a PDF's metadata consist of, forbids some of them.
fn is_no_character(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
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
