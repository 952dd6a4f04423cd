//! What stands around a name where it was copied from: labels, quotes, numbers of a list, punctuation.

use super::look_alikes::is_han;

/// How many of the labels are for codes.
const CODE_LABELS: usize = 10;

/// What forms and tables call a code or a name.
const LABELS: [&str; 29] = [
    "统一社会信用代码/注册号",
    "统一社会信用代码",
    "社会信用代码",
    "信用代码",
    "组织机构代码",
    "纳税人识别号",
    "税号",
    "工商注册号",
    "注册号",
    "代码",
    "公司名称",
    "企业名称",
    "单位名称",
    "客户名称",
    "机构名称",
    "商户名称",
    "公司全称",
    "企业全称",
    "单位全称",
    "客户全称",
    "名称",
    "全称",
    "户名",
    "公司",
    "企业",
    "客户",
    "单位",
    "USCC",
    "Name",
];

/// The text without what stands around a name; empty where nothing else is left.
pub(super) fn name_in(text: &str) -> &str {
    let mut name = text;
    loop {
        let trimmed = without_label(without_number(without_marks(name)));
        if trimmed == name {
            return name;
        }
        name = trimmed;
    }
}

/// The same for a text that stood before a code, or behind one: the code's label goes as well. `None` where no name is left.
pub(super) fn name_beside_a_code(text: &str) -> Option<&str> {
    let mut name = name_in(text);
    while let Some(before) = LABELS.iter().take(CODE_LABELS).find_map(|label| name.strip_suffix(label)) {
        name = name_in(before);
    }
    (!is_label(name)).then_some(name)
}

/// Whether the text is what a table calls its columns, or nothing that has a name.
pub(super) fn is_label(text: &str) -> bool {
    LABELS.contains(&text.trim_end_matches([':', '：', ' '])) || !text.contains(char::is_alphanumeric)
}

/// Punctuation around the name. Brackets and the full stop of an abbreviation belong to it.
fn without_marks(text: &str) -> &str {
    let start = text.trim_start_matches(|c: char| is_mark(c) || matches!(c, ')' | '）' | ']' | '】' | '.'));
    let end = start.trim_end_matches(|c: char| is_mark(c) || matches!(c, '(' | '（' | '[' | '【'));
    ["()", "（）", "[]", "【】"]
        .iter()
        .find_map(|pair| end.strip_suffix(pair).or_else(|| end.strip_prefix(pair)))
        .or_else(|| within_brackets(end))
        .unwrap_or(end)
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || "\"'“”‘’「」『』《》〈〉,，、;；:：。|/\\*·-–—_=~<>／｜".contains(c)
}

/// All of it in one pair of brackets.
fn within_brackets(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let pair = (chars.next()?, chars.next_back()?);
    let inner = chars.as_str();
    let is_pair = matches!(pair, ('(', ')') | ('（', '）') | ('[', ']') | ('【', '】'));
    (is_pair && !inner.contains(['(', ')', '（', '）', '[', ']', '【', '】'])).then_some(inner)
}

/// 1. and 2、 before the entries of a list.
fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let Some(name) = rest.strip_prefix(['.', '、', '．', ')', '）']) else { return text };
    let name = name.trim_start();
    if rest.len() < text.len() && name.starts_with(is_han) { name } else { text }
}

/// A label with its colon before the name.
fn without_label(text: &str) -> &str {
    text.split_once([':', '：']).filter(|(label, _)| is_label(label.trim())).map_or(text, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_name_is_left_out() {
        for text in [
            "公司名称：示例（上海）有限公司",
            "企业名称: 示例（上海）有限公司，",
            "\"示例（上海）有限公司\"",
            "《示例（上海）有限公司》。",
            "1、示例（上海）有限公司",
            "12. 示例（上海）有限公司",
            "示例（上海）有限公司（",
            "示例（上海）有限公司（）",
        ] {
            assert_eq!(name_in(text), "示例（上海）有限公司", "{text}");
        }
        assert_eq!(name_in("（示例）"), "示例");
        for beside in ["示例公司（统一社会信用代码：", "示例公司 税号", "，名称：示例公司", "）示例公司"]
        {
            assert_eq!(name_beside_a_code(beside), Some("示例公司"), "{beside}");
        }
        for nothing in ["统一社会信用代码：", "（", "：", "，注册号 "] {
            assert_eq!(name_beside_a_code(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn an_ordinary_name_has_nothing_around_it() {
        for name in [
            "示例（上海）有限公司",
            "（香港）示例有限公司",
            "示例有限公司(普通合伙)",
            "Example Trading Co., Ltd.",
            "360示例科技有限公司",
            "1.5示例公司",
            "买买提·艾力",
            "示例有限公司第2分公司",
        ] {
            assert_eq!(name_in(name), name);
        }
    }
}
