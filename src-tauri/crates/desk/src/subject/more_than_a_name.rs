//! Strips what surrounds a copied name: labels, quotes, list numbers, remarks, punctuation.

use super::look_alikes::is_han;

/// How many of the labels are for codes.
const CODE_LABELS: usize = 10;

/// Labels of codes and names in forms and tables.
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

/// Endings of the names of companies and other licensed entities.
const ENDINGS: [&str; 22] = [
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
    "处",
    "站",
    "馆",
    "校",
    "Ltd",
    "Ltd.",
    "Inc.",
];

/// Remarks after a name in registers, contracts and file names, with or without brackets.
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

/// Beginnings of longer remarks.
const REMARKS_THAT_GO_ON: [&str; 8] = ["以下简称", "以下称", "下称", "简称", "曾用名", "原名", "原：", "原:"];

/// Extensions of files named after a company.
const EXTENSIONS: [&str; 9] = [".pdf", ".docx", ".doc", ".xlsx", ".xls", ".csv", ".txt", ".png", ".jpg"];

/// Strips what surrounds a name; returns an empty text if nothing is left.
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

/// The same for a text before or after a code, including the code's label. `None` if no name is left.
pub(super) fn name_beside_a_code(text: &str) -> Option<&str> {
    let mut name = name_in(text);
    while let Some(before) = LABELS.iter().take(CODE_LABELS).find_map(|label| name.strip_suffix(label)) {
        name = name_in(before);
    }
    (!is_label(name)).then_some(name)
}

/// Whether the text is a column title, or has no letters and digits.
pub(super) fn is_label(text: &str) -> bool {
    LABELS.contains(&text.trim_end_matches([':', '：', ' '])) || !text.contains(char::is_alphanumeric)
}

/// Whether the text ends like a company name, with or without brackets behind it.
pub(super) fn ends_a_name(text: &str) -> bool {
    let ends = |text: &str| {
        ENDINGS.iter().any(|ending| text.strip_suffix(ending).is_some_and(|name| !name.is_empty()))
    };
    ends(text) || in_brackets(text).is_some_and(|(name, _)| ends(name))
}

/// A text and what stands in brackets behind it.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix([')', '）', ']', '】'])?;
    let at = inner.rfind(['(', '（', '[', '【'])?;
    Some((&inner[..at], inner[at..].trim_start_matches(['(', '（', '[', '【'])))
}

/// Strips punctuation around the name. Brackets that belong to the name, and the full stop of an
/// abbreviation, stay.
fn without_marks(text: &str) -> &str {
    let start = text
        .trim_start_matches(|c: char| is_mark(c) || c == '.' || PAIRS.iter().any(|pair| pair.1.contains(c)));
    let end = start.trim_end_matches(|c: char| is_mark(c) || PAIRS.iter().any(|pair| pair.0.contains(c)));
    let end = end.strip_suffix('.').filter(|name| name.ends_with(is_han)).unwrap_or(end);
    PAIRS.iter().find_map(|pair| without_pair(end, *pair)).unwrap_or(end)
}

/// Opening and closing characters, in either width.
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

/// Strips a pair around the text, an unmatched half at one end, or an empty pair.
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

/// Strips list numbers: 1., 2、, （三） or a).
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

/// Strips remarks after the name: in brackets, a register state, a page title, a file extension.
fn without_remark(text: &str) -> &str {
    let in_brackets = || {
        let (name, remark) = in_brackets(text)?;
        // Such as a branch: （A座店）. Neither a party's role, as 借款人 or 出租方, nor another company.
        let is_role_or_company = remark.ends_with(['人', '方']) || remark.ends_with("公司");
        let is_of_name = !is_role_or_company
            && remark.ends_with(is_han)
            && (remark.chars().all(is_han) || ends_a_name(remark));
        let is_remark = REMARKS.contains(&remark)
            || REMARKS_THAT_GO_ON.iter().any(|begins| remark.starts_with(begins))
            || remark.bytes().all(|byte| byte.is_ascii_digit())
            || name.ends_with("公司") && !is_of_name;
        is_remark.then_some(name)
    };
    // A number that is not that of a branch: 公司100万元, but 公司2号店.
    let before_a_number = || {
        let at = text.rfind("公司")? + "公司".len();
        let is_number = text[at..].starts_with(|c: char| c.is_numeric() && !is_han(c)) && !ends_a_name(text);
        is_number.then_some(&text[..at])
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
    let remarks = in_brackets().or_else(of_a_file).or_else(before_a_number);
    remarks.or_else(behind).or_else(of_a_page).unwrap_or(text)
}

/// Strips a label with a colon before the name, if it is known or if it is Chinese and the rest ends like a
/// name; and what follows a name and a colon. Names contain no colons.
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
