//! Spaces within a name: Latin words need them, Chinese names have none.

use super::look_alikes::is_han;

/// A text without superfluous spaces.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tidied {
    pub(super) text: String,
    /// The typed text is hardly a registered name: it has a space beside an ideograph, or an unusual kind of
    /// space.
    pub(super) asks: bool,
}

/// Removes spaces beside ideographs, and reduces those between Latin words to one ordinary space.
pub(super) fn tidied(text: &str) -> Tidied {
    let mut tidy = Tidied { text: String::new(), asks: false };
    let mut gap = String::new();
    for c in text.chars() {
        if is_blank(c) {
            gap.push(c);
            continue;
        }
        if !gap.is_empty() {
            let before = tidy.text.chars().next_back();
            let is_kept = before.is_some_and(|before| !is_han(before) && !is_han(c));
            if is_kept {
                tidy.text.push(' ');
            }
            tidy.asks |= before.is_some() && !(is_kept && gap == " ");
            gap.clear();
        }
        tidy.text.push(c);
    }
    tidy
}

pub(super) fn joined(lines: &[&str]) -> String {
    tidied(&lines.join(" ")).text
}

/// White space, and the blank Braille pattern, which looks like it.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{2800}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_between_ideographs_is_no_part_of_a_name() {
        for text in [
            "示例 有限公司",
            "示例\u{3000}有限公司",
            "示例\u{a0}有限公司",
            "示例\u{2002}有限公司",
            "示\u{202f}例 有\u{2800}限  公司",
        ] {
            assert_eq!(tidied(text), Tidied { text: "示例有限公司".into(), asks: true }, "{text}");
        }
        assert_eq!(tidied("示例 (上海) 公司"), Tidied { text: "示例(上海)公司".into(), asks: true });
    }

    #[test]
    fn blanks_of_latin_words_stay() {
        let tidy = |text: &str| Tidied { text: text.into(), asks: false };
        for text in ["Example Trading Co., Ltd.", "Example (China) Ltd."] {
            assert_eq!(tidied(text), tidy(text));
        }
        assert_eq!(tidied("示例 ABC 公司"), Tidied { text: "示例ABC公司".into(), asks: true });
        for odd in ["Example\u{a0}Trading", "Example  Trading", "Example\u{3000}Trading"] {
            assert_eq!(tidied(odd), Tidied { text: "Example Trading".into(), asks: true });
        }
    }

    #[test]
    fn a_name_of_two_lines_is_joined() {
        assert_eq!(joined(&["示例远洋贸易", "有限公司"]), "示例远洋贸易有限公司");
        assert_eq!(joined(&["Example Trading", "Co., Ltd."]), "Example Trading Co., Ltd.");
    }
}
