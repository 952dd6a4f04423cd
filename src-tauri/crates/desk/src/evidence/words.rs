//! The words of the screen, in Chinese: `words.json` is written from the page's messages, so that evidence and screen cannot
//! tell the same thing differently.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Every sentence by its path in `ui/src/messages/zh-CN.ts`; `{0}` stands for the first argument. A test of the page keeps it
/// equal and writes it anew.
const CATALOGUE: &str = include_str!("words.json");

static WORDS: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| serde_json::from_str(CATALOGUE).unwrap_or_default());

/// A sentence without arguments. Tests see to it that every path that is asked for is in the catalogue.
pub(super) fn word(path: &str) -> &'static str {
    WORDS.get(path).map_or("（措辞缺失）", String::as_str)
}

/// The path of a sentence. With demo data the catalogue has others in place of those about charges.
pub(super) fn path_in(demo: bool, path: &str) -> String {
    let instead = format!("demo/{path}");
    if demo && WORDS.contains_key(&instead) { instead } else { path.to_owned() }
}

/// A sentence without arguments, as it reads with demo data or without.
pub(super) fn word_in(demo: bool, path: &str) -> &'static str {
    word(&path_in(demo, path))
}

/// A sentence with its arguments filled in.
pub(super) fn say(path: &str, arguments: &[&str]) -> String {
    let parts = word(path).split('{');
    let mut said = String::new();
    for (number, part) in parts.enumerate() {
        let filled = part.split_once('}').filter(|_| number > 0).and_then(|(index, rest)| {
            let argument = arguments.get(index.parse::<usize>().ok()?)?;
            Some((*argument, rest))
        });
        match filled {
            Some((argument, rest)) => said.extend([argument, rest]),
            None => said.push_str(part),
        }
    }
    said
}

/// The word for a variant, which stands in the catalogue under the name that crosses to the page.
pub(super) fn word_for(section: &str, variant: &impl Serialize) -> &'static str {
    word(&format!("{section}/{}", name(variant)))
}

/// The name of a variant as it crosses to the page.
pub(super) fn name(variant: &impl Serialize) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The Chinese characters that evidence's own sentences need beyond the catalogue; a test compares them with the sources.
const OWN: &str = "义印又微撰昕栏概略福览评逐阅附题";

static CHARACTERS: LazyLock<BTreeSet<char>> = LazyLock::new(|| {
    let words = WORDS.values().map(String::as_str).chain([OWN]).chain(catalog::chinese());
    words.flat_map(str::chars).filter(|c| is_chinese(*c)).collect()
});

/// Every Chinese character that evidence is written in; signs are had from another font where one lacks them.
pub(super) fn characters() -> impl Iterator<Item = char> {
    CHARACTERS.iter().copied()
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_stand_where_the_sentence_wants_them_and_are_no_patterns_themselves() {
        assert_eq!(say("completeness/more", &["20", "45"]), "已显示 20 条，共 45 条。");
        assert_eq!(say("finding/notVerified", &["{0}{1}"]), "未能核查{0}{1}");
        assert_eq!(say("finding/noQuota", &[]), word("finding/noQuota"));
    }

    #[test]
    fn a_font_is_asked_for_every_character_that_evidence_is_written_in() {
        let sources = [
            include_str!("attached.rs"),
            include_str!("dossier.rs"),
            include_str!("lines.rs"),
            include_str!("mod.rs"),
            include_str!("orders_told.rs"),
            include_str!("pdf.rs"),
            include_str!("receipt_sheets.rs"),
            include_str!("receipts.rs"),
            include_str!("rows.rs"),
            include_str!("sentences.rs"),
            include_str!("told.rs"),
            include_str!("workbook.rs"),
            include_str!("xlsx.rs"),
        ];
        let lines =
            sources.iter().flat_map(|source| source.split("#[cfg(test)]").next()).flat_map(str::lines);
        let written = lines.filter(|line| !line.trim_start().starts_with("//")).flat_map(str::chars);
        let written: BTreeSet<char> = written.filter(|c| is_chinese(*c)).collect();
        let said = WORDS.values().map(String::as_str).chain(catalog::chinese());
        let catalogue: BTreeSet<char> = said.flat_map(str::chars).collect();
        let beyond: String = written.difference(&catalogue).collect();
        assert_eq!(beyond, OWN);
    }

    #[test]
    fn every_sentence_that_evidence_asks_for_is_in_the_catalogue() {
        let sources = [
            include_str!("attached.rs"),
            include_str!("orders_told.rs"),
            include_str!("receipt_sheets.rs"),
            include_str!("receipts.rs"),
            include_str!("rows.rs"),
            include_str!("sentences.rs"),
            include_str!("told.rs"),
            include_str!("workbook.rs"),
            include_str!("xlsx.rs"),
        ];
        let mut asked = 0;
        for call in ["word(\"", "say(\"", "word_in(demo, \"", "path_in(demo, \""] {
            for rest in sources.iter().flat_map(|source| source.split(call).skip(1)) {
                let path = rest.split('"').next().unwrap();
                assert!(WORDS.contains_key(path), "{path}");
                asked += 1;
            }
        }
        assert!(asked > 80, "{asked}");
    }
}
