//! What stands around a name where it was copied from: labels, quotes, numbers of a list, remarks, punctuation.

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

/// How the names of companies end, and of what else has a licence.
const ENDINGS: [&str; 18] = [
    "公司",
    "厂",
    "店",
    "社",
    "行",
    "中心",
    "集团",
    "合伙）",
    "合伙)",
    "企业",
    "院",
    "所",
    "部",
    "局",
    "会",
    "Ltd",
    "Ltd.",
    "Inc.",
];

/// What registers, contracts and files say behind a name: that it stands in brackets, or right behind it.
const REMARKS: [&str; 24] = [
    "存续",
    "在业",
    "在营",
    "在册",
    "开业",
    "正常",
    "注销",
    "吊销",
    "已注销",
    "已吊销",
    "迁出",
    "停业",
    "歇业",
    "盖章",
    "公章",
    "签章",
    "签字",
    "甲方",
    "乙方",
    "丙方",
    "买方",
    "卖方",
    "本公司",
    "我司",
];

/// How such a remark begins that is a sentence.
const REMARKS_THAT_GO_ON: [&str; 8] = ["以下简称", "以下称", "下称", "简称", "曾用名", "原名", "原：", "原:"];

/// Names of files that a company's name was taken from.
const EXTENSIONS: [&str; 9] = [".pdf", ".docx", ".doc", ".xlsx", ".xls", ".csv", ".txt", ".png", ".jpg"];

/// The text without what stands around a name; empty where nothing else is left.
pub(super) fn name_in(text: &str) -> &str {
    let mut name = text;
    loop {
        let trimmed = without_remark(without_label(without_number(without_marks(name))));
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

/// Whether the text ends as names of companies do.
pub(super) fn ends_a_name(text: &str) -> bool {
    ENDINGS.iter().any(|ending| text.strip_suffix(ending).is_some_and(|name| !name.is_empty()))
}

/// Punctuation around the name. A pair that opens or closes within it and the full stop of an abbreviation belong to it.
fn without_marks(text: &str) -> &str {
    let start = text
        .trim_start_matches(|c: char| is_mark(c) || c == '.' || PAIRS.iter().any(|pair| pair.1.contains(c)));
    let end = start.trim_end_matches(|c: char| is_mark(c) || PAIRS.iter().any(|pair| pair.0.contains(c)));
    PAIRS.iter().find_map(|pair| without_pair(end, *pair)).unwrap_or(end)
}

/// What opens and what closes, in either width.
const PAIRS: [(&str, &str); 8] = [
    ("(（", ")）"),
    ("[【〔", "]】〕"),
    ("“", "”"),
    ("‘", "’"),
    ("「『", "」』"),
    ("《", "》"),
    ("〈", "〉"),
    ("<", ">"),
];

fn is_mark(c: char) -> bool {
    let is_drawn = matches!(c, '\u{2022}' | '\u{2190}'..='\u{23ff}' | '\u{2500}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}');
    c.is_whitespace() || is_drawn || "\"',，、;；:：。|/\\*·-–—_=~／｜".contains(c)
}

/// The text without a pair around all of it, half of a pair at one end, or a pair with nothing in it.
fn without_pair<'t>(text: &'t str, (open, close): (&str, &str)) -> Option<&'t str> {
    let (opens, closes) = (|c| open.contains(c), |c| close.contains(c));
    let (first, last) = (text.strip_prefix(opens), text.strip_suffix(closes));
    let alone = |rest: &&str| !rest.contains(opens) && !rest.contains(closes);
    first
        .and_then(|rest| rest.strip_suffix(closes))
        .or(first)
        .or(last)
        .filter(alone)
        .or(first.and_then(|rest| rest.strip_prefix(closes)))
        .or(last.and_then(|rest| rest.strip_suffix(opens)))
}

/// 1., 2、, （三） or a) before the entries of a list.
fn without_number(text: &str) -> &str {
    let numbered = || {
        let (opens, rest) = match text.strip_prefix(['(', '（']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let is_letter = |c: char| c.is_ascii_alphabetic();
        let is_numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        let behind = match rest.trim_start_matches(is_numeral) {
            behind if behind.len() < rest.len() => behind,
            _ => rest.strip_prefix(is_letter)?,
        };
        let ends: &[char] = if opens { &[')', '）'] } else { &['.', '、', '．', ')', '）'] };
        let name = behind.strip_prefix(ends)?.trim_start();
        name.starts_with(is_han).then_some(name)
    };
    numbered().unwrap_or(text)
}

/// What is said of the name behind it: a remark in brackets, a state in a register, the title of a page, the ending of a file.
fn without_remark(text: &str) -> &str {
    let in_brackets = || {
        let inner = text.strip_suffix([')', '）', ']', '】'])?;
        let at = inner.rfind(['(', '（', '[', '【'])?;
        let (name, remark) = (&inner[..at], inner[at..].trim_start_matches(['(', '（', '[', '【']));
        let is_remark = REMARKS.contains(&remark)
            || REMARKS_THAT_GO_ON.iter().any(|begins| remark.starts_with(begins))
            || remark.bytes().all(|byte| byte.is_ascii_digit());
        is_remark.then_some(name)
    };
    let behind = || {
        REMARKS
            .iter()
            .find_map(|remark| text.strip_suffix(remark))
            .filter(|name| ends_a_name(name.trim_end()))
    };
    let of_a_page = || {
        text.split_once(['_', '|', '-', '–', '—'])
            .map(|(name, _)| name)
            .filter(|name| ends_a_name(name.trim_end()))
    };
    let of_a_file = || EXTENSIONS.iter().find_map(|extension| text.strip_suffix(extension));
    in_brackets().or_else(of_a_file).or_else(behind).or_else(of_a_page).unwrap_or(text)
}

/// A label with its colon before the name: one that is known, or Chinese before what has the ending of a name; and what comes
/// behind a name and its colon. Names have no colon.
fn without_label(text: &str) -> &str {
    let Some((before, behind)) = text.split_once([':', '：']) else { return text };
    let label = before.trim();
    if is_label(label) || label.chars().all(is_han) && ends_a_name(without_marks(behind)) {
        behind
    } else if ends_a_name(label) {
        label
    } else {
        text
    }
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
            "示例（上海）有限公司」",
            "“示例（上海）有限公司",
            "甲方：示例（上海）有限公司",
            "被执行人: 《示例（上海）有限公司》",
            "（一）示例（上海）有限公司",
            "a) 示例（上海）有限公司",
            "★示例（上海）有限公司✔",
            "示例（上海）有限公司（存续）",
            "示例（上海）有限公司 存续",
            "示例（上海）有限公司（以下简称“甲方”）",
            "示例（上海）有限公司（曾用名：示例旧有限公司）",
            "示例（上海）有限公司（盖章）",
            "示例（上海）有限公司[1]",
            "示例（上海）有限公司 - 企查查",
            "示例（上海）有限公司_某网",
            "示例（上海）有限公司.pdf",
            "示例（上海）有限公司：",
            "示例（上海）有限公司：尽职调查",
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
            "「示例」有限公司",
            "示例“海”",
            "<b>示例有限公司</b>",
            "示例有限公司（上海）",
            "（一带一路）示例有限公司",
            "一示例有限公司",
            "正常示例有限公司",
            "A-示例有限公司",
        ] {
            assert_eq!(name_in(name), name);
        }
    }
}
