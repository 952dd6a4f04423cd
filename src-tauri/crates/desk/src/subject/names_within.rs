//! Finds the company names in a text with several parts: a row with commas, a name and what is said of it.

use super::blanks::{is_blank, tidied};
use super::look_alikes::is_han;
use super::more_than_a_name::{ends_a_name, is_label, name_beside_a_code, name_in};

/// Longest text, in bytes, that is tried as a name before a blank.
const LONGEST_NAME: usize = 900;

/// What follows a name after a blank and belongs to it, as does a place with one of the last two.
const LEGAL_FORMS: [&str; 10] = [
    "有限公司",
    "有限责任公司",
    "股份有限公司",
    "股份公司",
    "集团有限公司",
    "集团股份有限公司",
    "集团公司",
    "集团",
    "总公司",
    "公司",
];

/// The company names in a text, without what stands around them; its parts if none ends like a company name.
/// Nothing if only a label is left.
pub(super) fn names_within(text: &str) -> Vec<&str> {
    let name = name_in(text);
    if is_label(name) {
        let is_all = name == text || !text.contains(is_han);
        return if is_all { vec![text] } else { Vec::new() };
    }
    let parts: Vec<&str> = parts(name);
    let segments = parts.iter().flat_map(|part| segments(part)).filter_map(name_beside_a_code);
    let names = segments.flat_map(by_legal_form);
    let companies: Vec<&str> = names.filter(|name| ends_a_name(name) && !is_rest_of_a_name(name)).collect();
    if companies.is_empty() { parts } else { companies }
}

/// Legal forms that end a name, apart from a branch.
const WHOLE_FORMS: [&str; 3] = ["有限责任公司", "股份有限公司", "有限公司"];

/// What parts of a company may end with, beside what names end with.
const PARTS_OF_A_COMPANY: [&str; 11] =
    ["园", "室", "场", "矿", "点", "堂", "库", "基地", "门市", "网点", "组"];

/// The names in a text that has no separators, such as 甲有限公司与乙有限公司 or 甲有限公司买卖合同纠纷一案.
fn by_legal_form(part: &str) -> Vec<&str> {
    let Some(at) = WHOLE_FORMS.iter().filter_map(|form| Some(part.find(form)? + form.len())).min() else {
        return vec![part];
    };
    let (name, behind) = part.split_at(at);
    let other = behind.trim_start_matches(['与', '和', '及', '诉', '跟', '同', '+', '→', '—', '-']);
    let is_other = || WHOLE_FORMS.iter().any(|form| other.find(form).is_some_and(|at| at > 0));
    let is_of_company =
        || ends_a_name(behind) || PARTS_OF_A_COMPANY.iter().any(|ending| behind.ends_with(ending));
    if !behind.starts_with(is_han) && other.len() == behind.len() || behind.ends_with([')', '）']) {
        vec![part]
    } else if is_other() {
        [vec![name], by_legal_form(other)].concat()
    } else if is_of_company() {
        vec![part]
    } else {
        vec![name]
    }
}

/// The company names in a text.
pub(super) fn companies(text: &str) -> impl Iterator<Item = &str> {
    names_within(text).into_iter().filter(|name| ends_a_name(name))
}

/// Whether the whole text, in which the name was found, may be a name with blanks: `360 示例公司` or
/// `示例公司 上海办事处`.
pub(super) fn may_be_one(text: &str, name: &str) -> bool {
    let whole = tidied(text).text;
    let around = whole.split_once(name).filter(|_| name_in(text) == text);
    around.is_some_and(|(before, behind)| before.chars().all(is_digit) && behind.chars().all(is_han))
}

/// Whether the whole text may be one name, which a blank breaks as a line break did in the document that it was
/// copied from. `names`: those found in it.
pub(super) fn may_be_broken(whole: &str, names: &[String]) -> bool {
    match names {
        [name] => whole.strip_suffix(name.as_str()).is_some_and(|before| before.chars().all(is_han)),
        [first, ..] => !first.ends_with("公司") && ends_a_name(whole) && names.concat() == whole,
        [] => false,
    }
}

/// Without 〇, which is an ideograph.
fn is_digit(c: char) -> bool {
    c.is_numeric() && !is_han(c)
}

/// The parts between separators. A text without ideographs has one: Latin names may have commas.
fn parts(text: &str) -> Vec<&str> {
    if !text.contains(is_han) {
        return vec![text];
    }
    let last_bracket = text.rfind([')', '）']).unwrap_or(0);
    let mut depth = 0_usize;
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let (before, behind) = (&text[..at], &text[at + c.len_utf8()..]);
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            c if (depth == 0 || at > last_bracket) && separates(c, before, behind) => {
                parts.push(&text[from..at]);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts.retain(|part| part.contains(char::is_alphanumeric));
    parts
}

/// Whether no name has the sign at this place. Names may have 、 within, and foreign ones as in `Co., Ltd.`
/// and `A/S`.
fn separates(c: char, before: &str, behind: &str) -> bool {
    let is_foreign = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
    let beside = || (before.trim_end().chars().next_back(), behind.trim_start().chars().next());
    match c {
        '，' | '；' | '：' | '。' | '｜' | '／' | '＼' | '＿' => true,
        ',' | ';' | ':' | '|' | '/' | '\\' | '_' => {
            let (last, next) = beside();
            !(is_foreign(last) && is_foreign(next))
        }
        '-' | '–' | '—' => before.ends_with(is_blank) || behind.starts_with(is_blank),
        '、' => ends_a_name(before.trim_end()) || ends_a_name(behind.trim_end()) && is_short(before),
        _ => false,
    }
}

/// Whether what stands before 、 is as short as the name of a person. A name may begin like that, too, so the
/// user is asked.
fn is_short(before: &str) -> bool {
    let last = before.rsplit('、').next().unwrap_or(before).trim();
    last.chars().all(is_han) && (2..=4).contains(&last.chars().count())
}

/// The parts before and after each blank behind a complete name or a row's number, without the words before a
/// name in one word.
fn segments(part: &str) -> Vec<&str> {
    let mut segments = Vec::new();
    let mut rest = part.trim();
    while let Some(at) = end_of_a_name(rest) {
        segments.push(last_if_a_name(&rest[..at]));
        rest = rest[at..].trim_start_matches(is_blank);
    }
    segments.push(last_if_a_name(rest));
    segments
}

fn last_if_a_name(segment: &str) -> &str {
    let last = segment.rsplit(is_blank).next().unwrap_or(segment);
    let is_whole = last.starts_with(is_han) && last.contains(['(', '（']) == last.contains([')', '）']);
    let is_name =
        || name_beside_a_code(last).is_some_and(|name| ends_a_name(name) && !is_rest_of_a_name(name));
    if is_whole && is_name() { last } else { segment }
}

fn end_of_a_name(text: &str) -> Option<usize> {
    let blanks = text.char_indices().filter(|(_, c)| is_blank(*c)).map(|(at, _)| at);
    blanks.take_while(|at| *at <= LONGEST_NAME).find(|at| {
        let (before, behind) = text.split_at(*at);
        let next = behind.split(is_blank).find(|word| !word.is_empty());
        let is_number = !before.is_empty() && before.chars().all(is_digit);
        let is_name = || name_beside_a_code(before).is_some_and(ends_a_name);
        let goes_on = |next: &str| is_rest_of_a_name(next) || next.starts_with(['(', '（']);
        !next.is_none_or(goes_on) && (is_number || is_name())
    })
}

/// A legal form or a branch, without the name before it.
pub(super) fn is_rest_of_a_name(text: &str) -> bool {
    let place = text.strip_suffix("分公司");
    LEGAL_FORMS.contains(&text) || place.is_some_and(|place| !place.contains("公司"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_among_what_is_said_of_it() {
        for text in [
            "示例远洋贸易有限公司,上海,100",
            "\"示例远洋贸易有限公司\",\"上海\"",
            "1,示例远洋贸易有限公司,上海",
            "示例远洋贸易有限公司，法定代表人：张三",
            "示例远洋贸易有限公司 法定代表人：张三",
            "示例远洋贸易有限公司法定代表人：张三，示例远洋贸易有限公司",
            "示例远洋贸易有限公司、张三",
            "张三、示例远洋贸易有限公司",
            "张三、 李四、示例远洋贸易有限公司",
            "示例远洋贸易有限公司/上海",
            "示例远洋贸易有限公司 1000万元",
            "示例远洋贸易有限公司1000万元",
            "示例远洋贸易有限公司\u{3000}60%",
            "示例远洋贸易有限公司 1101081234567",
            "示例远洋贸易有限公司1101081234567",
            "示例远洋贸易有限公司 上海",
            "示例远洋贸易有限公司 Shanghai",
            "示例远洋贸易有限公司（法定代表人：张三）",
            "示例远洋贸易有限公司（Example Co., Ltd.）",
            "示例远洋贸易有限公司（甲方，上海） 100",
            "示例远洋贸易有限公司。上海",
            "示例远洋贸易有限公司.",
            "1 示例远洋贸易有限公司",
            "１２　示例远洋贸易有限公司",
            "合同_示例远洋贸易有限公司_2024.pdf",
            "企查查 - 示例远洋贸易有限公司",
            "上海|示例远洋贸易有限公司|100",
        ] {
            let mut names = names_within(text);
            names.dedup();
            assert_eq!(names, ["示例远洋贸易有限公司"], "{text}");
        }
        for (text, expected) in [
            ("示例甲公司；示例乙公司", &["示例甲公司", "示例乙公司"][..]),
            ("示例甲公司 示例乙公司 100", &["示例甲公司", "示例乙公司"]),
            ("示例小吃,上海,100", &["示例小吃", "上海", "100"]),
            ("示例合伙企业（有限合伙） 100万元", &["示例合伙企业（有限合伙）"]),
            ("示例店（个体工商户）,张三", &["示例店（个体工商户）"]),
            ("Example Co., Ltd. 示例有限公司", &["Example Co., Ltd.", "示例有限公司"]),
            ("示例 有限公司 上海", &["示例 有限公司"]),
            ("示例甲有限公司与示例乙有限公司", &["示例甲有限公司", "示例乙有限公司"]),
            ("示例甲有限公司→示例乙股份有限公司", &["示例甲有限公司", "示例乙股份有限公司"]),
            ("示例甲有限公司诉示例乙有限公司买卖合同纠纷一案", &["示例甲有限公司", "示例乙有限公司"]),
            ("示例有限公司买卖合同纠纷一案", &["示例有限公司"]),
            ("示例有限公司（原示例贸易有限公司）", &["示例有限公司"]),
            ("示例有限公司（被执行人）", &["示例有限公司"]),
            ("示例有限公司（出租方）", &["示例有限公司"]),
            ("示例甲公司 上海 示例乙公司 北京", &["示例甲公司", "示例乙公司"]),
            ("1 示例甲公司 张三 2 示例乙公司 李四", &["示例甲公司", "示例乙公司"]),
            ("上海 示例有限公司", &["示例有限公司"]),
            ("示例 ABC 公司", &["示例 ABC 公司"]),
        ] {
            assert_eq!(names_within(text), expected, "{text}");
        }
    }

    #[test]
    fn what_belongs_to_a_name_is_not_cut_off() {
        for text in [
            "示例 有限公司",
            "示例银行 股份有限公司",
            "示例有限公司 上海分公司",
            "示例县五金、交电公司",
            "示例A/S公司",
            "示例(Example Co.,Ltd)有限公司",
            "示例（上海 北京）有限公司",
            "示例（上海中心、北京）有限公司",
            "Example Trading Co., Ltd.",
            "Example A/S, Example B/V; Example",
            "公司",
            "？！",
        ] {
            assert_eq!(names_within(text), [text]);
        }
        assert_eq!(names_within("公司名称："), [""; 0]);
    }
}
