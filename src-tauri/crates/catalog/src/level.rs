//! Matches words with a meaning: levels, and flags that a row is no longer in force.

use crate::description::Level;
use unicode_normalization::UnicodeNormalization;

/// Normalises a word for comparison: NFKC, upper case, without white space and invisible characters.
pub(crate) fn normalise(word: &str) -> String {
    let is_invisible = |c: &char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    word.nfkc().filter(|c| !c.is_whitespace() && !is_invisible(c)).map(|c| c.to_ascii_uppercase()).collect()
}

/// The index of the level. Words must match completely: 失信企业 is a part of 严重失信企业.
pub(crate) fn level(levels: &[Level], raw: &str) -> Option<usize> {
    let word = normalise(raw);
    levels.iter().position(|level| level.words.iter().any(|each| normalise(each) == word))
}

/// Whether the text is 是, or contains one of the words without a negation as in 未注销, 未办理注销 or 注销：否.
pub(crate) fn is_marked(words: &[String], raw: &str) -> bool {
    // White space ends 否, as in 注销：否 吊销：否, but not 无, behind which stands what there is none of.
    let ended = |part: &str| if part.ends_with('否') { format!("{part};") } else { part.to_owned() };
    let text = normalise(&raw.split_whitespace().map(ended).collect::<String>());
    text == "是"
        || words.iter().any(|word| {
            let mut places = text.match_indices(word.as_str());
            places.any(|(at, _)| !is_denied(&text[..at], &text[at + word.len()..]))
        })
}

fn is_denied(before: &str, after: &str) -> bool {
    const BY: [&str; 6] = ["未", "非", "无", "不", "不是", "没有"];
    /// At most one of them stands between the negation and the word. In 未申请被吊销, the negation belongs to 申请.
    const BETWEEN: [&str; 9] = ["", "被", "曾", "曾被", "予", "予以", "办理", "进行", "申请"];
    let mut rests = BETWEEN.iter().filter_map(|verb| before.strip_suffix(verb));
    rests.any(|rest| BY.iter().any(|no| rest.ends_with(no)))
        || is_only(after, &['否'])
        || after.strip_prefix([':', '(', '=']).is_some_and(|answer| is_only(answer, &['否', '无']))
}

/// Whether the text is one of these answers, or continues with a punctuation mark. 无异议 is no answer.
fn is_only(text: &str, answers: &[char]) -> bool {
    text.strip_prefix(answers).is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::description::{Description, Kind};
    use crate::list::ListCheck;

    fn customs() -> &'static Description {
        ListCheck::from_id("customsCredit").unwrap().description()
    }

    fn meaning(word: &str) -> Option<&'static Level> {
        let levels = customs().fields.iter().find_map(|field| match &field.kind {
            Kind::Level { levels, .. } => Some(levels),
            _ => None,
        });
        let levels = levels.unwrap();
        level(levels, word).map(|index| &levels[index])
    }

    #[test]
    fn a_level_is_known_in_the_forms_that_it_has() {
        for (first, others) in [
            (
                "高级认证企业",
                &["高级认证", "认证企业（高级）", "认证企业(高级)", " 高级认证企业\n", "ＡＥＯ高级认证企业"]
                    [..],
            ),
            ("一般认证企业", &["一般认证", "认证企业（一般）"]),
            ("一般信用企业", &["一般信用", "一般信用企业 "]),
            ("失信企业", &["失信", "失信 企业"]),
            ("严重失信企业", &["严重失信"]),
            ("AA类", &["AA类企业", "AA", "ＡＡ类", "aa类", "AA类管理企业"]),
            ("D类", &["D类企业", "Ｄ类"]),
        ] {
            let expected = meaning(first).unwrap();
            for other in others {
                assert_eq!(meaning(other), Some(expected), "{other}");
            }
        }
    }

    #[test]
    fn what_is_bad_news_warns_and_what_is_not_known_has_no_meaning() {
        for word in ["失信企业", "严重失信企业", "C类", "D类企业"] {
            assert!(meaning(word).unwrap().warns, "{word}");
        }
        for word in ["高级认证企业", "AA类", "A类", "B类", "常规企业", "认证企业"] {
            assert!(!meaning(word).unwrap().warns, "{word}");
        }
        for word in ["", "非失信企业", "E类", "AAA类", "高级认证企业失信", "认证企业（中级）", "-"]
        {
            assert_eq!(meaning(word), None, "{word}");
        }
    }

    #[test]
    fn what_says_cancelled_or_revoked_is_marked() {
        let words = ["注销", "吊销", "撤销"].map(str::to_owned);
        for text in [
            "注销",
            "已注销",
            "注销 ",
            " 注\u{3000}销",
            "注\u{200b}销",
            "吊销",
            "已吊销",
            "吊销，未注销",
            "注销（2020-01-01）",
            "撤销",
            "暂停后注销",
            "是",
            "已被注销",
            "逾期未年检被吊销",
            "未申请被吊销",
            "是否注销：是",
            "否，但已吊销",
            "注销（无异议）",
            "已注销(无债权债务)",
            "吊销：无遗留",
            "注销=无争议",
            "吊销（否认违法）",
            "注销：是；吊销：否",
        ] {
            assert!(is_marked(&words, text), "{text}");
        }
        for text in [
            "",
            "正常",
            "未注销",
            "未吊销",
            "没有注销",
            "无注销",
            "尚未注销",
            "未知",
            "暂停",
            "-",
            "否",
            "N",
            "不是注销",
            "未被注销",
            "尚未被吊销",
            "未曾被撤销",
            "不予注销",
            "未办理注销",
            "未进行注销",
            "注销：否",
            "是否注销:否",
            "注销（否）",
            "注销：无",
            "注销：无。",
            "注销（无）",
            "注销否",
            "注销否，吊销否",
            "注销：否；吊销：无",
            "注销：否 吊销：否",
            "注销：否\n吊销：无\n",
        ] {
            assert!(!is_marked(&words, text), "{text}");
        }
    }
}
