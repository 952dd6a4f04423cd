//! Splits text copied from a table or from several lines into cells.

pub(super) fn are_several(text: &str) -> bool {
    text.contains(is_end)
}

/// The non-empty cells of a table as copied from a spreadsheet. A cell with a line break, tab or quotation
/// mark is quoted, with its own quotation marks doubled.
pub(super) fn cells(text: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (cell, after) = quoted(rest).unwrap_or_else(|| {
            let (cell, after) = rest.split_at(rest.find(is_end).unwrap_or(rest.len()));
            (cell.to_owned(), after)
        });
        cells.push(cell.trim().to_owned());
        let mut after = after.chars();
        after.next();
        rest = after.as_str();
    }
    cells.retain(|cell| !cell.is_empty());
    cells
}

pub(super) fn lines(text: &str) -> Vec<&str> {
    text.split(is_line_break).map(str::trim).filter(|line| !line.is_empty()).collect()
}

fn is_end(c: char) -> bool {
    c == '\t' || is_line_break(c)
}

pub(super) fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The quoted cell at the start, and the rest. `None` if there is no complete quoted cell.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let (part, after) = rest.split_once('"')?;
        cell.push_str(part);
        if let Some(after) = after.strip_prefix('"') {
            cell.push('"');
            rest = after;
        } else {
            return (after.is_empty() || after.starts_with(is_end)).then_some((cell, after));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_cell_by_cell() {
        for (text, expected) in [
            ("示例甲公司\t上海\t100", &["示例甲公司", "上海", "100"][..]),
            ("示例甲公司\t上海\r\n示例乙公司\t北京\r\n", &["示例甲公司", "上海", "示例乙公司", "北京"]),
            ("示例甲公司\t\t\n", &["示例甲公司"]),
            ("\"示例甲\n公司\"\t\"示例\"\"乙\"\"公司\"", &["示例甲\n公司", "示例\"乙\"公司"]),
            ("\"示例\t甲", &["\"示例", "甲"]),
            (
                "甲公司\u{85}乙公司\u{b}丙公司\u{c}丁公司\u{2028}戊公司\u{2029}己公司",
                &["甲公司", "乙公司", "丙公司", "丁公司", "戊公司", "己公司"],
            ),
        ] {
            assert_eq!(cells(text), expected, "{text:?}");
        }
    }
}
